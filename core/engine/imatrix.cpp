// SPDX-License-Identifier: Apache-2.0
// Untrusted files: every count is held against the bytes that are left before memory is taken for it.
#include "core/engine/imatrix.h"

#include "core/base/byte_reader.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/checkpoint/file.h"
#include "core/checkpoint/limits.h"

#include <charconv>
#include <cmath>
#include <span>
#include <string_view>

namespace alidade {

namespace {

constexpr std::string_view sumsSuffix = ".in_sum2";
constexpr std::string_view countsSuffix = ".counts";

std::uint64_t numberIn(const Checkpoint& file, std::string_view key)
{
    std::uint64_t number = 0;
    for (const auto& [name, value] : file.metadata())
        if (name == key) std::from_chars(value.data(), value.data() + value.size(), number);
    return number;
}

std::vector<double> valuesOf(const Checkpoint& file, const TensorInfo& tensor)
{
    if (!dtypeInfo(tensor.dtype).readable)
        throw FormatError(FormatReason::BadType, file.path(), "tensor " + inQuotes(tensor.name) + " holds no numbers");
    std::vector<double> values(static_cast<std::size_t>(tensor.elements));
    file.read(tensor, 0, std::span<double>(values));
    for (const double value : values)
        if (!std::isfinite(value) || value < 0.0)
            throw FormatError(FormatReason::BadNumber, file.path(),
                              "tensor " + inQuotes(tensor.name) + " holds a sum of squares that is negative or not finite");
    return values;
}

/// Sums over counts; those of an expert that was never asked are zeros.
ImatrixEntry entryOf(const Checkpoint& file, const TensorInfo& sums, const TensorInfo& counts)
{
    ImatrixEntry entry{valuesOf(file, sums), 0};
    const std::vector<double> of = valuesOf(file, counts);
    if (of.empty() || entry.energies.size() % of.size() != 0)
        throw FormatError(FormatReason::BadShape, file.path(),
                          "tensor " + inQuotes(sums.name) + " does not fit its counts");
    const std::size_t each = entry.energies.size() / of.size();
    for (std::size_t i = 0; i < entry.energies.size(); ++i)
        entry.energies[i] = of[i / each] > 0.0 ? entry.energies[i] / of[i / each] : 0.0;
    double tokens = 0.0;
    for (const double count : of) tokens += count;
    constexpr double most = 0x1p53;
    if (tokens > most) throw FormatError(FormatReason::BadNumber, file.path(), "a count is larger than any text");
    entry.tokens = static_cast<std::uint64_t>(tokens);
    return entry;
}

/// One entry of the old form.
std::pair<std::string, ImatrixEntry> legacyEntry(ByteReader& reader)
{
    const auto length = reader.number<std::int32_t>("the length of a name");
    if (length < 1 || static_cast<std::uint64_t>(length) > limits::ggufNameBytes)
        reader.refuse(FormatReason::BadHeader, "a name has a length that no name has");
    const std::string name =
        validUtf8(reader.text(static_cast<std::uint64_t>(length), static_cast<std::size_t>(length), "a name"));
    const auto calls = reader.number<std::int32_t>("the number of calls");
    const auto count = reader.number<std::int32_t>("the number of values");
    if (calls < 0 || count < 1) reader.refuse(FormatReason::BadHeader, "an entry has no values");
    reader.requireCount(static_cast<std::uint64_t>(count), sizeof(float), "the values");
    ImatrixEntry entry;
    entry.energies.reserve(static_cast<std::size_t>(count));
    for (std::int32_t i = 0; i < count; ++i) {
        const auto value = static_cast<double>(reader.number<float>("a value"));
        if (!std::isfinite(value) || value < 0.0)
            reader.refuse(FormatReason::BadNumber, "a sum of squares is negative or not finite");
        entry.energies.push_back(calls > 0 ? value / calls : 0.0);
    }
    return {name, std::move(entry)};
}

} // namespace

bool isImatrix(const Checkpoint& file)
{
    if (file.formatId() != "gguf") return false;
    for (const auto& [key, value] : file.metadata())
        if (key == "general.type" && value == "imatrix") return true;
    for (const TensorInfo& tensor : file.tensors())
        if (tensor.name.ends_with(sumsSuffix)) return true;
    return false;
}

Imatrix readImatrix(const Checkpoint& file, const JobContext& job)
{
    Imatrix imatrix;
    imatrix.chunks = numberIn(file, "imatrix.chunk_count");
    imatrix.chunkTokens = numberIn(file, "imatrix.chunk_size");
    std::map<std::string_view, const TensorInfo*> byName;
    for (const TensorInfo& tensor : file.tensors()) byName[tensor.name] = &tensor;
    for (const TensorInfo& tensor : file.tensors()) {
        if (!tensor.name.ends_with(sumsSuffix)) continue;
        job.checkpoint();
        const std::string name = tensor.name.substr(0, tensor.name.size() - sumsSuffix.size());
        const auto counts = byName.find(name + std::string(countsSuffix));
        if (counts == byName.end())
            throw FormatError(FormatReason::Missing, file.path(), "tensor " + inQuotes(tensor.name) + " has no counts");
        imatrix.entries[name] = entryOf(file, tensor, *counts->second);
    }
    return imatrix;
}

Imatrix readLegacyImatrix(const std::string& path)
{
    const File file(path);
    ByteReader reader(path, file.size(), file.size(),
                      [&file](std::uint64_t offset, std::span<std::byte> out) { file.read(offset, out); });
    const auto entries = reader.number<std::int32_t>("the number of entries");
    if (entries < 1) reader.refuse(FormatReason::BadHeader, "an importance matrix without entries");
    constexpr std::uint64_t smallestEntry = 3 * sizeof(std::int32_t) + 1 + sizeof(float);
    reader.requireCount(static_cast<std::uint64_t>(entries), smallestEntry, "the entries");
    Imatrix imatrix;
    for (std::int32_t i = 0; i < entries; ++i) {
        auto [name, entry] = legacyEntry(reader);
        if (!imatrix.entries.emplace(name, std::move(entry)).second)
            reader.refuse(FormatReason::DuplicateName, "tensor " + inQuotes(name) + " is there twice");
    }
    if (reader.left() == 0) return imatrix; // the first versions ended here
    imatrix.chunks = static_cast<std::uint64_t>(std::max(0, reader.number<std::int32_t>("the last chunk")));
    if (reader.left() == 0) return imatrix;
    const auto length = reader.number<std::int32_t>("the length of the text's name");
    if (length < 0) reader.refuse(FormatReason::BadHeader, "the name of the text has a negative length");
    imatrix.dataset = validUtf8(reader.text(static_cast<std::uint64_t>(length), 4096, "the text's name"));
    if (reader.left() > 0) reader.refuse(FormatReason::SizeMismatch, "bytes follow the end of the importance matrix");
    return imatrix;
}

} // namespace alidade
