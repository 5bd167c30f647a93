// SPDX-License-Identifier: Apache-2.0
// Metadata values as text; long arrays and strings shortened.
#include "core/checkpoint/gguf_metadata.h"

#include "core/base/text.h"
#include "core/checkpoint/gguf_values.h"
#include "core/checkpoint/limits.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <unordered_set>

namespace alidade::gguf {

namespace {

constexpr std::uint64_t shownElements = 8;
constexpr std::size_t shownElementBytes = 40;

template <typename Number>
std::string numberText(Number value)
{
    std::array<char, 32> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    return {digits.data(), end};
}

/// Valid UTF-8 of `raw`, which held `length` bytes before it was cut; an ellipsis tells of the cut.
std::string shortened(std::string raw, std::uint64_t length)
{
    if (raw.size() == length) return validUtf8(raw);
    const auto continues = [](char c) { return (static_cast<unsigned char>(c) & 0xC0u) == 0x80u; };
    while (!raw.empty() && continues(raw.back()))
        raw.pop_back();
    if (!raw.empty() && static_cast<unsigned char>(raw.back()) >= 0xC0u) raw.pop_back();
    return validUtf8(raw) + "...";
}

std::string stringText(ByteReader& reader, std::size_t keep, std::string_view what)
{
    const auto length = reader.number<std::uint64_t>(what);
    return shortened(reader.text(length, keep, what), length);
}

/// A value that is no array.
std::string scalarText(ByteReader& reader, ValueType type, std::size_t keep, std::string_view what)
{
    switch (type) {
    case U8:
        return numberText(reader.number<std::uint8_t>(what));
    case I8:
        return numberText(reader.number<std::int8_t>(what));
    case U16:
        return numberText(reader.number<std::uint16_t>(what));
    case I16:
        return numberText(reader.number<std::int16_t>(what));
    case U32:
        return numberText(reader.number<std::uint32_t>(what));
    case I32:
        return numberText(reader.number<std::int32_t>(what));
    case F32:
        return numberText(reader.number<float>(what));
    case U64:
        return numberText(reader.number<std::uint64_t>(what));
    case I64:
        return numberText(reader.number<std::int64_t>(what));
    case F64:
        return numberText(reader.number<double>(what));
    case Bool:
        return readBool(reader, what) ? "true" : "false";
    case String:
        return stringText(reader, keep, what);
    case Array:
    case TypeCount:
        break;
    }
    return {};
}

/// "[32000 strings] first, second, ...".
std::string arrayText(ByteReader& reader, std::string_view what)
{
    ArrayHead array = readArrayHead(reader, what);
    const TypeFacts& facts = factsOf(array.type);
    std::string text = "[" + std::to_string(array.count) + " " +
                       std::string(array.count == 1 ? facts.name : facts.plural) + "]";
    if (array.type == Array) {
        skipArrays(reader, array.count, what);
        return text;
    }
    const std::uint64_t shown = std::min(array.count, shownElements);
    for (std::uint64_t i = 0; i < shown; ++i)
        text += (i == 0 ? " " : ", ") + scalarText(reader, array.type, shownElementBytes, what);
    array.count -= shown;
    if (array.count != 0) text += ", ...";
    skipElements(reader, array, what);
    return text;
}

std::uint64_t readAlignment(ByteReader& reader, ValueType type)
{
    if (type != U32)
        reader.refuse(FormatReason::BadType, "general.alignment is of type " +
                                                 std::string(factsOf(type).name) + " instead of uint32");
    const auto alignment = reader.number<std::uint32_t>("general.alignment");
    if (!std::has_single_bit(alignment) || alignment > limits::ggufAlignment)
        reader.refuse(FormatReason::BadNumber, "general.alignment is " + withThousands(alignment) +
                                                   ", not a power of two up to " +
                                                   withThousands(limits::ggufAlignment));
    return alignment;
}

/// One of the split.* numbers; writers differ in the integer type.
std::uint64_t readSplitNumber(ByteReader& reader, const std::string& key, ValueType type)
{
    const bool whole = type <= I32 || type == U64 || type == I64;
    if (!whole)
        reader.refuse(FormatReason::BadType, key + " is of type " + std::string(factsOf(type).name) +
                                                 " instead of a whole number");
    const std::string digits = scalarText(reader, type, 0, key);
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc{} || end != digits.data() + digits.size())
        reader.refuse(FormatReason::BadNumber, key + " is " + digits + ", a negative number");
    return value;
}

class PairReader {
public:
    explicit PairReader(ByteReader& reader) : m_reader(reader) {}

    void read(Metadata& metadata)
    {
        std::string key = readKey();
        const std::string what = "the value of metadata key " + inQuotes(key);
        const ValueType type = readType(m_reader, what);
        std::string text;
        if (key == "general.alignment")
            text = std::to_string(metadata.alignment = readAlignment(m_reader, type));
        else if (auto* const number = splitField(metadata, key))
            text = std::to_string(*(*number = readSplitNumber(m_reader, key, type)));
        else
            text =
                type == Array ? arrayText(m_reader, what) : scalarText(m_reader, type, keptTextBytes, what);
        metadata.entries.emplace_back(validUtf8(key), std::move(text));
    }

private:
    std::string readKey()
    {
        std::string key = readName(m_reader, "a metadata key");
        if (key.empty()) m_reader.refuse(FormatReason::BadText, "a metadata key is empty");
        if (!m_keys.insert(key).second)
            m_reader.refuse(FormatReason::DuplicateName,
                            "the metadata key " + inQuotes(key) + " appears twice");
        return key;
    }

    static std::optional<std::uint64_t>* splitField(Metadata& metadata, std::string_view key)
    {
        if (key == "split.count") return &metadata.splitCount;
        if (key == "split.no") return &metadata.splitNumber;
        if (key == "split.tensors.count") return &metadata.splitTensors;
        return nullptr;
    }

    ByteReader& m_reader;
    std::unordered_set<std::string> m_keys;
};

} // namespace

std::string readName(ByteReader& reader, std::string_view what)
{
    const auto length = reader.number<std::uint64_t>(what);
    if (length > reader.left())
        reader.refuse(FormatReason::Truncated, std::string(what) + " of " + withThousands(length) +
                                                   " bytes does not fit the " + withThousands(reader.left()) +
                                                   " bytes that are left");
    if (length > limits::ggufNameBytes)
        reader.refuse(FormatReason::TooMany, std::string(what) + " is " + withThousands(length) +
                                                 " bytes long; the limit is " +
                                                 withThousands(limits::ggufNameBytes));
    std::string name = reader.text(length, limits::ggufNameBytes, what);
    if (name.find('\0') != std::string::npos)
        reader.refuse(FormatReason::BadText, std::string(what) + " contains a NUL: " + inQuotes(name));
    return name;
}

Metadata readMetadata(ByteReader& reader, std::uint64_t count)
{
    if (count > limits::ggufMetadata && count <= reader.left() / leastPairBytes)
        reader.refuse(FormatReason::TooMany, withThousands(count) + " metadata entries; the limit is " +
                                                 withThousands(limits::ggufMetadata));
    reader.requireCount(count, leastPairBytes, "metadata entries");
    Metadata metadata;
    PairReader pairs(reader);
    for (std::uint64_t i = 0; i < count; ++i)
        pairs.read(metadata);
    return metadata;
}

} // namespace alidade::gguf
