// SPDX-License-Identifier: Apache-2.0
// Finding tensors, reading whole matrices, choosing the format of a file.
#include "core/checkpoint/checkpoint.h"

#include "core/base/parallel.h"
#include "core/base/text.h"
#include "core/checkpoint/checkpoint_format.h"
#include "core/checkpoint/file.h"
#include "core/tensor/large_matrix.h"
#include "core/tensor/layer.h"

#include <algorithm>
#include <filesystem>

namespace alidade {

namespace {

/// Elements converted by one thread at a time: a multiple of every type's block, 4 MB as float32.
constexpr std::int64_t elementsPerChunk = 1 << 20;
constexpr std::size_t headBytes = 4096;

/// A few names that contain the last part of what was asked for.
std::string similarNames(const std::vector<TensorInfo>& tensors, std::string_view name)
{
    const std::string_view last =
        name.substr(name.rfind('.') == std::string_view::npos ? 0 : name.rfind('.') + 1);
    std::string list;
    int shown = 0;
    for (const TensorInfo& tensor : tensors) {
        const bool similar =
            !name.empty() && (tensor.name.find(name) != std::string::npos ||
                              (last.size() > 2 && tensor.name.find(last) != std::string::npos));
        if (!similar || shown == 3) continue;
        list += (shown++ == 0 ? "; similar names: " : ", ") + inQuotes(tensor.name, 80);
    }
    return list;
}

/// Elements [first, first + out.size()) wherever the blocks of the type begin: a matrix of a stack need not
/// begin with one in formats that pack elements across rows.
void readAnywhere(const Checkpoint& file, const TensorInfo& tensor, std::uint64_t first, std::span<float> out)
{
    const std::uint64_t block = dtypeInfo(tensor.dtype).blockElements;
    const std::uint64_t end = first + out.size();
    const std::uint64_t alignedFirst = first / block * block;
    const std::uint64_t alignedEnd = std::min(tensor.elements, (end + block - 1) / block * block);
    if (alignedFirst == first && alignedEnd == end) return file.read(tensor, first, out);
    std::vector<float> values(static_cast<std::size_t>(alignedEnd - alignedFirst));
    file.read(tensor, alignedFirst, std::span<float>(values));
    std::copy_n(values.begin() + static_cast<std::ptrdiff_t>(first - alignedFirst), out.size(), out.begin());
}

void requireMatrix(const Layer& layer, std::uint64_t matrix)
{
    if (matrix < layer.matrices) return;
    const std::string name = "tensor " + inQuotes(layer.tensor.name);
    if (!layer.isStack())
        throw InvalidRequest(name + " is no stack of matrices: there is no matrix " + std::to_string(matrix) +
                             " in it");
    throw InvalidRequest(name + " is a stack of " + withThousands(layer.matrices) +
                         " matrices, counted from 0: there is no matrix " + std::to_string(matrix));
}

std::string labels(const CheckpointFormatRegistry& formats)
{
    std::string list;
    for (const CheckpointFormat& format : formats)
        list += (list.empty() ? "" : ", ") + format.label;
    return list;
}

} // namespace

const TensorInfo& Checkpoint::find(std::string_view name) const
{
    for (const TensorInfo& tensor : tensors())
        if (tensor.name == name) return tensor;
    throw InvalidRequest(escapedPath(path()) + ": there is no tensor " + inQuotes(name) +
                         similarNames(tensors(), name));
}

Matrix Checkpoint::readMatrix(const TensorInfo& tensor, const JobContext& job,
                              std::optional<std::uint64_t> matrix) const
{
    Matrix weights;
    readMatrix(tensor, weights, job, matrix);
    return weights;
}

void Checkpoint::readMatrix(const TensorInfo& tensor, Matrix& weights, const JobContext& job,
                            std::optional<std::uint64_t> matrix) const
{
    const Layer layer = makeLayer(tensor);
    if (matrix) requireMatrix(layer, *matrix);
    const auto rows = static_cast<Index>(matrix ? layer.matrixRows() : layer.rows);
    const auto columns = static_cast<Index>(layer.cols);
    // The start fits: it lies within the tensor.
    const std::uint64_t start = matrix.value_or(0) * static_cast<std::uint64_t>(rows) * layer.cols;
    if (weights.rows() != rows || weights.cols() != columns) weights = largeMatrix(rows, columns);
    const std::span<float> all(weights.data(), static_cast<std::size_t>(weights.size()));
    parallelChunks(weights.size(), elementsPerChunk, job,
                   [&](std::int64_t begin, std::int64_t end, std::int64_t) {
                       const auto first = static_cast<std::size_t>(begin);
                       readAnywhere(*this, tensor, start + first,
                                    all.subspan(first, static_cast<std::size_t>(end - begin)));
                   });
}

ProbeInput probeInput(const std::string& path)
{
    ProbeInput input;
    input.path = path;
    std::error_code error;
    input.isFolder = std::filesystem::is_directory(path, error);
    if (input.isFolder) return input;
    const File file(path);
    input.size = file.size();
    input.head.resize(static_cast<std::size_t>(std::min<std::uint64_t>(headBytes, file.size())));
    file.read(0, input.head);
    return input;
}

std::shared_ptr<const Checkpoint> openCheckpoint(const std::string& path,
                                                 const CheckpointFormatRegistry& formats)
{
    const ProbeInput input = probeInput(path);
    const CheckpointFormat* best = nullptr;
    int bestScore = Never;
    for (const CheckpointFormat& format : formats) {
        const int score = format.probe(input);
        if (score <= bestScore) continue;
        best = &format;
        bestScore = score;
    }
    if (best) return best->open(path);
    if (!input.isFolder && input.size == 0)
        throw FormatError(FormatReason::Truncated, path, "the file is empty");
    const std::string what = input.isFolder ? "the folder holds no model" : "this is no model file";
    throw FormatError(FormatReason::UnknownFormat, path,
                      what + " that Alidade can read (known formats: " + labels(formats) + ")");
}

} // namespace alidade
