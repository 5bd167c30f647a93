// SPDX-License-Identifier: Apache-2.0
// Head sizes from the model's own description, matrices from other files.
#include "core/engine/fit_input.h"

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/tensor/attention_heads.h"
#include "core/tensor/layer.h"

#include <span>

namespace alidade {

namespace {

/// A matrix in float64; an empty name means the only tensor that is one.
MatrixD readOtherMatrix(const Checkpoint& checkpoint, const std::string& name, const JobContext& job)
{
    const auto only = [&checkpoint]() -> const TensorInfo& {
        const TensorInfo* found = nullptr;
        for (const TensorInfo& tensor : checkpoint.tensors()) {
            if (!tensor.isMatrix()) continue;
            if (found) throw InvalidRequest(escapedPath(checkpoint.path()) + " holds several matrices: name one");
            found = &tensor;
        }
        if (!found) throw InvalidRequest(escapedPath(checkpoint.path()) + " holds no matrix");
        return *found;
    };
    const TensorInfo& tensor = name.empty() ? only() : checkpoint.find(name);
    const std::string what = "tensor " + inQuotes(tensor.name) + " of " + escapedPath(checkpoint.path());
    if (!tensor.isMatrix()) throw InvalidRequest(what + " is not a matrix");
    if (!dtypeInfo(tensor.dtype).readable) throw InvalidRequest(what + " cannot be read as real numbers");
    const Layer layer = makeLayer(tensor);
    job.checkpoint();
    MatrixD values(static_cast<Index>(layer.rows), static_cast<Index>(layer.cols));
    checkpoint.read(tensor, 0, std::span<double>(values.data(), static_cast<std::size_t>(values.size())));
    return values;
}

} // namespace

FitInput fitInputFor(const Checkpoint& source, const TensorInfo& tensor, const Matrix& values, Index rows,
                     const Registries& registries)
{
    FitInput input(values);
    const HeadSizes heads = headSizes(makeLayer(tensor), source.metadata());
    const auto rowHead = static_cast<Index>(heads.rows);
    if (rowHead > 0 && rows % rowHead == 0) input.rowHead = rowHead; // a matrix of a stack may have none
    input.columnHead = static_cast<Index>(heads.columns);
    input.readMatrix = [&registries](const std::string& path, const std::string& name, const JobContext& job) {
        return readOtherMatrix(*openCheckpoint(path, registries.checkpointFormats), name, job);
    };
    return input;
}

FitInput fitInputFor(const Checkpoint& source, const TensorInfo& tensor, const Matrix& values, Index rows,
                     const Registries& registries, const Calibration* calibration, const JobContext& job)
{
    FitInput input = fitInputFor(source, tensor, values, rows, registries);
    const Layer layer = makeLayer(tensor);
    if (!calibration || layer.transposed || tensor.shape.size() < 2) return input;
    input.inputMoments = calibration->inputMoments(tensor.name, values.cols(), job);
    if (!layer.isStack()) input.outputGradientMoments = calibration->outputGradientMoments(tensor.name, rows, job);
    return input;
}

} // namespace alidade
