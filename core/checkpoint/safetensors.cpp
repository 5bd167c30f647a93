// SPDX-License-Identifier: Apache-2.0
// safetensors, one file: u64 length N, N bytes of JSON, then the data; formats.md 3.
// The header is checked as a whole before a tensor is touched: strict JSON, no name twice, sizes by checked
// arithmetic, tensors that tile the data section without hole, overlap or rest.
#include "core/checkpoint/safetensors.h"

#include "core/base/checked.h"
#include "core/base/text.h"
#include "core/checkpoint/checkpoint_format.h"
#include "core/checkpoint/limits.h"
#include "core/checkpoint/stored_elements.h"
#include "core/checkpoint/strict_json.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <numeric>
#include <unordered_set>
#include <xxhash.h>

namespace alidade {

namespace {

constexpr std::uint64_t lengthBytes = 8;

struct Entry {
    TensorInfo tensor;
    std::uint64_t begin = 0; ///< relative to the data section
    std::uint64_t end = 0;
};

/// Reads and validates the header of one file.
class HeaderReader {
public:
    explicit HeaderReader(const File& file) : m_file(file) {}

    void read()
    {
        const simdjson::padded_string text = headerText();
        m_fingerprint = XXH3_64bits_withSeed(text.data(), text.size(), m_file.size());
        try {
            parse(text);
        } catch (const simdjson::simdjson_error& error) {
            refuse(jsonReason(error), std::string("the header is not valid JSON: ") + error.what());
        }
        checkTiling();
    }

    SafetensorsLayout layout;

private:
    [[noreturn]] void refuse(FormatReason reason, const std::string& detail) const
    {
        throw FormatError(reason, m_file.path(), detail);
    }

    simdjson::padded_string headerText()
    {
        if (m_file.size() < lengthBytes)
            refuse(FormatReason::Truncated, m_file.size() == 0
                                                ? "the file is empty"
                                                : "the file is too short for a safetensors header");
        std::array<std::byte, lengthBytes> raw{};
        m_file.read(0, raw);
        std::uint64_t length = 0;
        std::memcpy(&length, raw.data(), sizeof length);
        if (length > limits::safetensorsHeaderBytes)
            refuse(FormatReason::HeaderTooLarge, "header length " + withThousands(length) +
                                                     " exceeds the limit of " +
                                                     withThousands(limits::safetensorsHeaderBytes));
        if (length > m_file.size() - lengthBytes)
            refuse(FormatReason::Truncated, "header length " + withThousands(length) +
                                                " exceeds the file size " + withThousands(m_file.size()));
        simdjson::padded_string text(static_cast<std::size_t>(length));
        m_file.read(lengthBytes, std::as_writable_bytes(std::span(text.data(), text.size())));
        m_dataStart = lengthBytes + length;
        return text;
    }

    void parse(const simdjson::padded_string& text)
    {
        simdjson::ondemand::parser parser;
        simdjson::ondemand::document document = parser.iterate(text);
        std::unordered_set<std::string> names;
        for (auto field : document.get_object()) {
            const std::string name = strictKey(field, names, m_file.path());
            if (name == "__metadata__")
                readMetadata(field.value());
            else
                readEntry(name, field.value());
        }
        // What is left after the last brace would be the current location; at the end there is none.
        if (document.current_location().error() == simdjson::SUCCESS)
            refuse(FormatReason::BadHeader, "the header goes on after its closing brace");
    }

    void readMetadata(simdjson::ondemand::value value)
    {
        if (value.type() == simdjson::ondemand::json_type::null) {
            skipStrictly(value, m_file.path());
            return;
        }
        if (value.type() != simdjson::ondemand::json_type::object)
            refuse(FormatReason::BadHeader, "__metadata__ is not an object");
        std::unordered_set<std::string> keys;
        for (auto field : value.get_object()) {
            std::string key = strictKey(field, keys, m_file.path());
            simdjson::ondemand::value text = field.value();
            if (text.type() != simdjson::ondemand::json_type::string)
                refuse(FormatReason::BadHeader,
                       "the metadata value of " + inQuotes(key) + " is not a string");
            layout.header.metadata.emplace_back(std::move(key), strictString(text, m_file.path()));
        }
    }

    void readEntry(const std::string& name, simdjson::ondemand::value value)
    {
        if (value.type() != simdjson::ondemand::json_type::object)
            refuse(FormatReason::BadHeader, "the entry of tensor " + inQuotes(name) + " is not an object");
        Entry entry;
        entry.tensor.name = name;
        std::unordered_set<std::string> keys;
        for (auto field : value.get_object()) {
            const std::string key = strictKey(field, keys, m_file.path());
            if (key == "dtype")
                entry.tensor.dtype = readType(name, field.value());
            else if (key == "shape")
                entry.tensor.shape = readNumbers(name, key, field.value(), limits::headerRank);
            else if (key == "data_offsets")
                readOffsets(entry, readNumbers(name, key, field.value(), 2));
            else
                skipStrictly(field.value(), m_file.path());
        }
        for (const char* key : {"dtype", "shape", "data_offsets"})
            if (!keys.contains(key))
                refuse(FormatReason::BadHeader, "tensor " + inQuotes(name) + " has no " + key);
        checkEntry(entry);
        m_entries.push_back(std::move(entry));
    }

    DType readType(const std::string& name, simdjson::ondemand::value value) const
    {
        if (value.type() != simdjson::ondemand::json_type::string)
            refuse(FormatReason::BadType, "the dtype of tensor " + inQuotes(name) + " is not a string");
        const std::string text = strictString(value, m_file.path());
        const auto type = dtypeFromName(text);
        if (!type)
            refuse(FormatReason::BadType,
                   "tensor " + inQuotes(name) + " has the unknown dtype " + inQuotes(text));
        return *type;
    }

    std::vector<std::uint64_t> readNumbers(const std::string& name, const std::string& key,
                                           simdjson::ondemand::value value, std::size_t most) const
    {
        if (value.type() != simdjson::ondemand::json_type::array)
            refuse(FormatReason::BadHeader,
                   "the " + key + " of tensor " + inQuotes(name) + " is not an array");
        std::vector<std::uint64_t> numbers;
        for (auto element : value.get_array()) {
            std::uint64_t number = 0;
            if (element.get_uint64().get(number) != simdjson::SUCCESS || number > (std::uint64_t{1} << 63))
                refuse(FormatReason::BadNumber, "the " + key + " of tensor " + inQuotes(name) +
                                                    " holds something that is not an integer from 0 to 2^63");
            if (numbers.size() == most)
                refuse(FormatReason::BadShape, "the " + key + " of tensor " + inQuotes(name) +
                                                   " has more than " + std::to_string(most) + " numbers");
            numbers.push_back(number);
        }
        return numbers;
    }

    void readOffsets(Entry& entry, const std::vector<std::uint64_t>& numbers) const
    {
        if (numbers.size() != 2)
            refuse(FormatReason::BadOffset, "data_offsets of tensor " + inQuotes(entry.tensor.name) +
                                                " has " + std::to_string(numbers.size()) +
                                                " numbers instead of 2");
        entry.begin = numbers[0];
        entry.end = numbers[1];
    }

    void checkEntry(Entry& entry) const
    {
        TensorInfo& tensor = entry.tensor;
        const auto elements = elementCount(tensor.shape);
        if (!elements)
            refuse(FormatReason::BadShape, "the shape of tensor " + inQuotes(tensor.name) + " is too large");
        const auto bytes = storageBytes(tensor.dtype, *elements);
        if (!bytes)
            refuse(FormatReason::SizeMismatch,
                   "tensor " + inQuotes(tensor.name) + " does not fill whole bytes");
        if (entry.begin > entry.end)
            refuse(FormatReason::BadOffset, "tensor " + inQuotes(tensor.name) + " begins after its end");
        if (entry.end - entry.begin != *bytes)
            refuse(FormatReason::SizeMismatch, "tensor " + inQuotes(tensor.name) + " takes " +
                                                   withThousands(*bytes) + " bytes but its offsets span " +
                                                   withThousands(entry.end - entry.begin));
        tensor.elements = *elements;
        tensor.bytes = *bytes;
    }

    /// Sorted by offset the tensors must touch, from the first byte of the data section to the end of the
    /// file.
    void checkTiling()
    {
        std::vector<std::size_t> order(m_entries.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::sort(order.begin(), order.end(), [this](std::size_t a, std::size_t b) {
            return std::pair(m_entries[a].begin, m_entries[a].end) <
                   std::pair(m_entries[b].begin, m_entries[b].end);
        });
        std::uint64_t at = 0;
        for (const std::size_t index : order) {
            const Entry& entry = m_entries[index];
            if (entry.begin < at)
                refuse(FormatReason::Overlap,
                       "tensor " + inQuotes(entry.tensor.name) + " overlaps the one before it");
            if (entry.begin > at)
                refuse(FormatReason::BadOffset, "there is a hole of " + withThousands(entry.begin - at) +
                                                    " bytes before tensor " + inQuotes(entry.tensor.name));
            at = entry.end;
        }
        const std::uint64_t dataBytes = m_file.size() - m_dataStart;
        if (at > dataBytes)
            refuse(FormatReason::Truncated, "the tensors need " + withThousands(at) +
                                                " bytes of data but only " + withThousands(dataBytes) +
                                                " follow the header");
        if (at < dataBytes)
            refuse(FormatReason::SizeMismatch,
                   withThousands(dataBytes - at) + " bytes follow the last tensor");
        publish();
    }

    void publish()
    {
        CheckpointHeader& header = layout.header;
        header.path = m_file.path();
        header.formatId = "safetensors";
        header.fingerprint = m_fingerprint;
        for (Entry& entry : m_entries) {
            entry.tensor.index = header.tensors.size();
            layout.offsets.push_back(m_dataStart + entry.begin);
            header.tensors.push_back(std::move(entry.tensor));
        }
    }

    const File& m_file;
    std::uint64_t m_dataStart = 0;
    std::uint64_t m_fingerprint = 0;
    std::vector<Entry> m_entries;
};

class Safetensors final : public Checkpoint {
public:
    Safetensors(std::unique_ptr<File> file, SafetensorsLayout layout)
        : Checkpoint(std::move(layout.header)), m_file(std::move(file)), m_offsets(std::move(layout.offsets))
    {}

    void read(const TensorInfo& tensor, std::uint64_t first, std::span<float> out) const override
    {
        readAny(tensor, first, out);
    }
    void read(const TensorInfo& tensor, std::uint64_t first, std::span<double> out) const override
    {
        readAny(tensor, first, out);
    }

private:
    template <typename Number>
    void readAny(const TensorInfo& asked, std::uint64_t first, std::span<Number> out) const
    {
        const TensorInfo& tensor = checkedRange(*this, asked, first, out.size());
        const DTypeInfo& type = dtypeInfo(tensor.dtype);
        const std::uint64_t at = m_offsets[tensor.index] + first / type.blockElements * type.blockBytes;
        readStored(*m_file, at, tensor.dtype, false, out);
    }

    std::unique_ptr<File> m_file;
    std::vector<std::uint64_t> m_offsets;
};

int probe(const ProbeInput& input)
{
    if (input.isFolder) return Never;
    const bool named = input.path.ends_with(".safetensors");
    if (input.size < lengthBytes + 2) return named ? NameOnly : Never;
    std::uint64_t length = 0;
    std::memcpy(&length, input.head.data(), sizeof length);
    const auto firstText = static_cast<char>(input.head[lengthBytes]);
    const bool opensObject = firstText == '{' || firstText == ' ' || firstText == '\n';
    if (length >= 2 && length <= limits::safetensorsHeaderBytes && opensObject) return Plausible;
    return named ? NameOnly : Never;
}

} // namespace

SafetensorsLayout readSafetensorsLayout(const File& file)
{
    HeaderReader reader(file);
    reader.read();
    return std::move(reader.layout);
}

std::unique_ptr<const Checkpoint> openSafetensors(const std::string& path)
{
    auto file = std::make_unique<File>(path);
    SafetensorsLayout layout = readSafetensorsLayout(*file);
    return std::make_unique<Safetensors>(std::move(file), std::move(layout));
}

void register_safetensors(CheckpointFormatRegistry& registry)
{
    registry.add({"safetensors", "safetensors", {".safetensors"}, probe, openSafetensors});
}

} // namespace alidade
