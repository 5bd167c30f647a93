// SPDX-License-Identifier: Apache-2.0
// Values of chosen keys.
#include "core/checkpoint/gguf_arrays.h"

#include "core/base/text.h"
#include "core/checkpoint/gguf_header.h"
#include "core/checkpoint/gguf_values.h"
#include "core/checkpoint/limits.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace alidade::gguf {

namespace {

std::string readString(ByteReader& reader, std::string_view what)
{
    const auto length = reader.number<std::uint64_t>(what);
    // The length was held against the bytes that are left before a byte is kept.
    reader.requireCount(length, 1, "bytes of a string");
    return reader.text(length, static_cast<std::size_t>(length), what);
}

std::int64_t readWhole(ByteReader& reader, ValueType type, std::string_view what)
{
    switch (type) {
    case U8:
        return reader.number<std::uint8_t>(what);
    case I8:
        return reader.number<std::int8_t>(what);
    case U16:
        return reader.number<std::uint16_t>(what);
    case I16:
        return reader.number<std::int16_t>(what);
    case U32:
        return reader.number<std::uint32_t>(what);
    case I32:
        return reader.number<std::int32_t>(what);
    case I64:
        return reader.number<std::int64_t>(what);
    default:
        break;
    }
    const auto value = reader.number<std::uint64_t>(what);
    if (value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
        reader.refuse(FormatReason::BadNumber,
                      std::string(what) + " is " + withThousands(value) + ", too large");
    return static_cast<std::int64_t>(value);
}

double readReal(ByteReader& reader, ValueType type, std::string_view what)
{
    return type == F32 ? static_cast<double>(reader.number<float>(what)) : reader.number<double>(what);
}

template <typename Element, typename Read>
std::vector<Element> readElements(ByteReader& reader, ArrayHead array, std::string_view what,
                                  const Read& read)
{
    std::vector<Element> elements; // not reserved: it grows as elements are really there
    for (std::uint64_t i = 0; i < array.count; ++i)
        elements.push_back(read(reader, array.type, what));
    return elements;
}

Value readArray(ByteReader& reader, std::string_view what)
{
    const ArrayHead array = readArrayHead(reader, what);
    if (array.count > limits::vocabularyTokens)
        reader.refuse(FormatReason::TooMany, std::string(what) + " has " + withThousands(array.count) +
                                                 " elements; the limit is " +
                                                 withThousands(limits::vocabularyTokens));
    if (array.type == Array || array.type == Bool)
        reader.refuse(FormatReason::BadType,
                      std::string(what) + " is an array of " + std::string(factsOf(array.type).plural));
    if (array.type == String)
        return readElements<std::string>(
            reader, array, what,
            [](ByteReader& from, ValueType, std::string_view words) { return readString(from, words); });
    if (array.type == F32 || array.type == F64) return readElements<double>(reader, array, what, readReal);
    return readElements<std::int64_t>(reader, array, what, readWhole);
}

Value readValue(ByteReader& reader, ValueType type, std::string_view what)
{
    if (type == Array) return readArray(reader, what);
    if (type == String) return readString(reader, what);
    if (type == Bool) return readBool(reader, what);
    if (type == F32 || type == F64) return readReal(reader, type, what);
    return readWhole(reader, type, what);
}

void skipValue(ByteReader& reader, ValueType type, std::string_view what)
{
    if (type != Array) return skipElements(reader, {type, 1}, what);
    const ArrayHead array = readArrayHead(reader, what);
    if (array.type == Array)
        skipArrays(reader, array.count, what);
    else
        skipElements(reader, array, what);
}

} // namespace

Values readValues(const File& file, std::span<const std::string_view> keys)
{
    ByteReader reader(file.path(), file.size(), limits::ggufHeaderBytes,
                      [&file](std::uint64_t offset, std::span<std::byte> out) { file.read(offset, out); });
    readSignature(reader);
    static_cast<void>(reader.number<std::uint64_t>("the number of tensors"));
    const auto pairs = reader.number<std::uint64_t>("the number of metadata entries");
    reader.requireCount(pairs, leastPairBytes, "metadata entries");
    if (pairs > limits::ggufMetadata)
        reader.refuse(FormatReason::TooMany, withThousands(pairs) + " metadata entries; the limit is " +
                                                 withThousands(limits::ggufMetadata));
    Values values;
    for (std::uint64_t i = 0; i < pairs; ++i) {
        std::string key = readName(reader, "a metadata key");
        const std::string what = "the value of metadata key " + inQuotes(key);
        const ValueType type = readType(reader, what);
        if (std::find(keys.begin(), keys.end(), key) == keys.end()) {
            skipValue(reader, type, what);
            continue;
        }
        if (values.contains(key))
            reader.refuse(FormatReason::DuplicateName,
                          "the metadata key " + inQuotes(key) + " appears twice");
        Value value = readValue(reader, type, what);
        values.emplace(std::move(key), std::move(value));
    }
    return values;
}

} // namespace alidade::gguf
