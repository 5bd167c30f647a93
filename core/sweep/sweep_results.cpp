// SPDX-License-Identifier: Apache-2.0
// The results file: an HDF5 file with the dataset "alidade_sweep" (words in JSON) and arrays of doubles that any program
// reads, then a seal. docs/sweep.md.
#include "core/sweep/sweep_results.h"

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/checkpoint/checkpoint.h"
#include "core/checkpoint/output_file.h"
#include "core/checkpoint/seal.h"
#include "core/sweep/sweep_record.h"

#include <algorithm>
#include <functional>
#include <numeric>

namespace alidade {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view mark = "ALIDADER";
constexpr const char* indexName = "alidade_sweep";
constexpr const char* format = "alidade sweep";
constexpr int layoutVersion = 1;
constexpr std::uint64_t longestIndex = std::uint64_t{1} << 30U;

/// A slice of every cell, as a dataset: cells x the product of `shape` numbers, from `offset` of each cell on.
struct Slice {
    std::string name;
    std::vector<std::uint64_t> shape;
    std::size_t offset = 0;

    [[nodiscard]] std::size_t size() const
    {
        return static_cast<std::size_t>(std::accumulate(shape.begin(), shape.end(), std::uint64_t{1}, std::multiplies<>()));
    }
};

std::vector<Slice> slicesOf(const RecordShape& shape)
{
    std::vector<Slice> slices;
    std::size_t offset = 0;
    const auto add = [&](const std::string& name, std::vector<std::uint64_t> extents) {
        Slice slice{name, std::move(extents), offset};
        offset += slice.size();
        if (slice.size() > 0) slices.push_back(std::move(slice)); // HDF5 readers dislike empty arrays
    };
    add("cells", {shape.facts});
    add("metrics", {shape.metrics});
    add("nulls", {shape.metrics, shape.kinds, RecordShape::nullFields});
    add("points", {shape.points, RecordShape::pointFields});
    return slices;
}

TensorInfo arrayInfo(const std::string& name, std::vector<std::uint64_t> shape, DType type)
{
    TensorInfo info;
    info.name = name;
    info.shape = std::move(shape);
    info.dtype = type;
    info.elements = std::accumulate(info.shape.begin(), info.shape.end(), std::uint64_t{1}, std::multiplies<>());
    info.bytes = storageBytes(type, info.elements).value_or(0);
    return info;
}

std::string indexOf(const SweepResults& results, const std::vector<SweepRecord>& records, const Registries& registries)
{
    Json index;
    index["format"] = format;
    index["layout"] = layoutVersion;
    index["program"] = results.version;
    index["model_format"] = results.modelFormat;
    index["fingerprint"] = std::to_string(results.fingerprint);
    index["calibration_hash"] = std::to_string(results.calibrationHash);
    index["planned"] = results.planned;
    index["request"] = Json::parse(requestText(results.request));
    index["cell_names"] = factNames();
    index["null_names"] = nullNames();
    index["point_names"] = pointNames();
    index["points"] = pointWords(results.request, registries);
    index["tensors"] = Json::array();
    for (const SweepRecord& record : records) index["tensors"].push_back(record.words);
    return index.dump();
}

template <typename Values> std::span<const std::byte> bytesOf(const Values& values)
{
    return std::as_bytes(std::span(values));
}

void writeFile(const std::string& path, const SweepResults& results, const Registries& registries)
{
    std::vector<SweepRecord> records;
    for (const SweepTensor& tensor : results.tensors) records.push_back(recordOf(tensor, results.request, registries));
    const RecordShape shape = recordShape(results.request, registries);
    const std::string index = indexOf(results, records, registries);
    std::vector<TensorInfo> arrays{arrayInfo(indexName, {index.size()}, DType::U8)};
    const std::vector<Slice> slices = slicesOf(shape);
    for (const Slice& slice : slices) {
        std::vector<std::uint64_t> extents{records.size(), results.request.coordinates.size()};
        extents.insert(extents.end(), slice.shape.begin(), slice.shape.end());
        arrays.push_back(arrayInfo(slice.name, std::move(extents), DType::F64));
    }
    const auto writer = registries.checkpointWriters.find("hdf5").create(path, arrays);
    writer->write(bytesOf(index));
    writer->endTensor();
    for (const Slice& slice : slices) {
        for (const SweepRecord& record : records)
            for (std::size_t cell = 0; cell < results.request.coordinates.size(); ++cell)
                writer->write(bytesOf(record.numbers).subspan((cell * shape.size() + slice.offset) * sizeof(double),
                                                              slice.size() * sizeof(double)));
        writer->endTensor();
    }
    writer->finish();
}

std::string textOf(const Checkpoint& file)
{
    const TensorInfo& info = file.find(indexName);
    if (info.dtype != DType::U8 || info.elements > longestIndex) throw DamagedData("it has no index");
    std::vector<float> letters(static_cast<std::size_t>(info.elements));
    file.read(info, 0, std::span(letters));
    std::string text(letters.size(), '\0');
    std::transform(letters.begin(), letters.end(), text.begin(),
                   [](float letter) { return static_cast<char>(static_cast<unsigned char>(letter)); });
    return text;
}

/// Words of the tensors, with the run's own facts in `results`.
std::vector<SweepRecord> readIndex(const std::string& text, SweepResults& results, const Registries& registries)
{
    const Json index = Json::parse(text);
    if (index.at("format").get<std::string>() != format) throw DamagedData("it is no results file of a sweep");
    const int layout = index.at("layout").get<int>();
    results.version = index.at("program").get<std::string>();
    if (layout != layoutVersion)
        throw DamagedData("its layout has number " + std::to_string(layout) + ", of alidade " +
                          escaped(results.version) + ", and this program reads number " + std::to_string(layoutVersion));
    results.modelFormat = index.at("model_format").get<std::string>();
    results.fingerprint = std::stoull(index.at("fingerprint").get<std::string>());
    results.calibrationHash = std::stoull(index.at("calibration_hash").get<std::string>());
    results.planned = index.at("planned").get<std::size_t>();
    results.request = parseRequest(index.at("request").dump(), registries);
    std::vector<SweepRecord> records;
    for (const Json& words : index.at("tensors")) records.push_back({words, {}});
    if (records.empty() || records.size() > results.planned) throw DamagedData("its index contradicts itself");
    return records;
}

void readNumbers(const Checkpoint& file, std::vector<SweepRecord>& records, const SweepResults& results,
                 const Registries& registries, const JobContext& job)
{
    const RecordShape shape = recordShape(results.request, registries);
    const std::size_t cells = results.request.coordinates.size();
    for (SweepRecord& record : records) record.numbers.assign(cells * shape.size(), 0.0);
    for (const Slice& slice : slicesOf(shape)) {
        const TensorInfo& info = file.find(slice.name);
        const std::size_t each = slice.size();
        if (info.elements != records.size() * cells * each) throw DamagedData("its arrays do not fit its index");
        std::vector<double> numbers(cells * each);
        for (std::size_t i = 0; i < records.size(); ++i) {
            job.checkpoint(i, records.size());
            file.read(info, i * numbers.size(), std::span(numbers));
            for (std::size_t cell = 0; cell < cells; ++cell)
                std::copy_n(numbers.begin() + static_cast<std::ptrdiff_t>(cell * each), each,
                            records[i].numbers.begin() + static_cast<std::ptrdiff_t>(cell * shape.size() + slice.offset));
        }
    }
}

} // namespace

bool isSweepFile(const std::string& path)
{
    try {
        return hasSeal(path, mark);
    } catch (const Error&) {
        return false;
    }
}

SweepResultsPtr readSweepResults(const std::string& path, const Registries& registries, const JobContext& job)
{
    checkSeal(path, mark, "results file of a sweep", job.part(0.0, 0.2));
    const auto file = openCheckpoint(path, registries.checkpointFormats);
    try {
        auto results = std::make_shared<SweepResults>();
        std::vector<SweepRecord> records = readIndex(textOf(*file), *results, registries);
        readNumbers(*file, records, *results, registries, job.part(0.2, 1.0));
        for (const SweepRecord& record : records) results->tensors.push_back(tensorOf(record, *results, registries));
        return results;
    } catch (const FormatError&) {
        throw;
    } catch (const Cancelled&) {
        throw;
    } catch (const Error& error) { // also a component of another version that is unknown here
        throw FormatError(FormatReason::BadHeader, path, error.what());
    } catch (const std::exception&) {
        throw FormatError(FormatReason::BadHeader, path, "its index is not what this program writes");
    }
}

void writeSweepResults(const std::string& path, const SweepResults& results, const Registries& registries,
                       const JobContext& job)
{
    if (results.tensors.empty()) throw InvalidRequest("there are no results to write yet");
    TemporaryFile target(path);
    writeFile(target.path(), results, registries);
    appendSeal(target.path(), mark, job);
    target.commit();
}

} // namespace alidade
