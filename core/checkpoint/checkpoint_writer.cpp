// SPDX-License-Identifier: Apache-2.0
// Converting between formats, with every value read back before the new file gets its name.
#include "core/checkpoint/checkpoint_writer.h"

#include "core/base/text.h"
#include "core/checkpoint/output_file.h"
#include "core/tensor/encode.h"

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <fnmatch.h>

namespace alidade {

namespace {

constexpr std::uint64_t elementsPerPiece = 1 << 18; // a multiple of every block type

struct Selected {
    const TensorInfo* source = nullptr;
    TensorInfo target;
};

const CheckpointWriterFormat& writerFor(const std::string& target, const CheckpointWriterRegistry& writers)
{
    std::string suffixes;
    for (const CheckpointWriterFormat& writer : writers) {
        if (target.ends_with(writer.suffix)) return writer;
        suffixes += (suffixes.empty() ? "" : ", ") + writer.suffix;
    }
    throw InvalidRequest(escaped(target, 1000) + ": the name of the new file must end in one of " + suffixes);
}

void requireDifferentFile(const Checkpoint& source, const std::string& target)
{
    std::error_code error;
    const bool same = std::filesystem::equivalent(source.path(), target, error);
    const bool inside =
        std::filesystem::is_directory(source.path(), error) && std::filesystem::exists(target, error) &&
        std::filesystem::equivalent(source.path(), std::filesystem::path(target).parent_path(), error);
    if (same || inside)
        throw InvalidRequest(escaped(target, 1000) +
                             " is part of the checkpoint that is read: it is never overwritten");
}

std::vector<Selected> select(const Checkpoint& source, const std::string& pattern,
                             const CheckpointWriterFormat& writer, ConversionReport& report)
{
    std::vector<Selected> selected;
    for (const TensorInfo& tensor : source.tensors()) {
        if (!pattern.empty() && ::fnmatch(pattern.c_str(), tensor.name.c_str(), 0) != 0) continue;
        if (!dtypeInfo(tensor.dtype).readable) {
            report.leftOut.push_back(tensor.name);
            continue;
        }
        Selected item{&tensor, tensor};
        item.target.dtype = writer.targetType(tensor.dtype);
        item.target.bytes = storageBytes(item.target.dtype, tensor.elements).value_or(0);
        item.target.index = selected.size();
        if (item.target.dtype != tensor.dtype) report.widened.push_back(tensor.name);
        selected.push_back(std::move(item));
    }
    if (selected.empty())
        throw InvalidRequest(escaped(source.path(), 1000) + ": no readable tensor matches the pattern " +
                             inQuotes(pattern));
    return selected;
}

/// Calls body(first, count) over the elements of a tensor, reporting progress in bytes.
template <typename Body>
void forEachPiece(const TensorInfo& tensor, std::uint64_t& done, std::uint64_t total, const JobContext& job,
                  Body body)
{
    for (std::uint64_t first = 0; first < tensor.elements; first += elementsPerPiece) {
        const std::uint64_t count = std::min(elementsPerPiece, tensor.elements - first);
        body(first, static_cast<std::size_t>(count));
        done += count;
        job.checkpoint(done, total);
    }
}

void writeAll(const Checkpoint& source, const std::vector<Selected>& selected, CheckpointWriter& writer,
              std::uint64_t total, const JobContext& job)
{
    std::vector<double> values;
    std::vector<std::byte> bytes;
    std::uint64_t done = 0;
    for (const Selected& item : selected) {
        forEachPiece(*item.source, done, total, job, [&](std::uint64_t first, std::size_t count) {
            values.resize(count);
            source.read(*item.source, first, std::span<double>(values));
            bytes.resize(static_cast<std::size_t>(storageBytes(item.target.dtype, count).value_or(0)));
            encode(item.target.dtype, values, bytes);
            writer.write(bytes);
        });
        writer.endTensor();
    }
    writer.finish();
}

bool sameValues(const std::vector<double>& a, const std::vector<double>& b)
{
    return std::equal(a.begin(), a.end(), b.begin(),
                      [](double x, double y) { return x == y || (x != x && y != y); });
}

/// Opens the written file with the program's own readers and compares names, shapes and every value.
void verify(const Checkpoint& source, const std::vector<Selected>& selected, const Checkpoint& written,
            std::uint64_t total, const JobContext& job)
{
    std::vector<double> before;
    std::vector<double> after;
    std::uint64_t done = 0;
    for (const Selected& item : selected) {
        const TensorInfo& back = written.find(item.source->name);
        if (back.shape != item.source->shape)
            throw Error("verification failed: tensor " + inQuotes(back.name) +
                        " came back with another shape");
        forEachPiece(*item.source, done, total, job, [&](std::uint64_t first, std::size_t count) {
            before.resize(count);
            after.resize(count);
            source.read(*item.source, first, std::span<double>(before));
            written.read(back, first, std::span<double>(after));
            if (!sameValues(before, after))
                throw Error("verification failed: tensor " + inQuotes(back.name) +
                            " came back with other values");
        });
    }
}

} // namespace

ConversionReport convertCheckpoint(const Checkpoint& source, const std::string& target,
                                   const std::string& pattern, const CheckpointWriterRegistry& writers,
                                   const CheckpointFormatRegistry& readers, const JobContext& job)
{
    const CheckpointWriterFormat& format = writerFor(target, writers);
    requireDifferentFile(source, target);
    ConversionReport report;
    const std::vector<Selected> selected = select(source, pattern, format, report);
    std::uint64_t total = 0;
    std::vector<TensorInfo> tensors;
    for (const Selected& item : selected) {
        total += item.source->elements;
        tensors.push_back(item.target);
    }
    TemporaryFile temporary(target);
    {
        const auto writer = format.create(temporary.path(), tensors);
        writeAll(source, selected, *writer, total, job.part(0.0, 0.5));
    }
    const auto written = openCheckpoint(temporary.path(), readers);
    verify(source, selected, *written, total, job.part(0.5, 1.0));
    report.tensors = selected.size();
    report.bytes = std::filesystem::file_size(temporary.path());
    temporary.commit();
    return report;
}

} // namespace alidade
