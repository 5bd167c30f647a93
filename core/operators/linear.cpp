// SPDX-License-Identifier: Apache-2.0
#include "core/operators/linear.h"

#include "core/base/parallel.h"

#include <algorithm>
#include <cblas.h>

namespace alidade {

namespace {

/// Multiplications of one piece: about 50 ms of two slow cores.
constexpr double pieceProducts = 4e9;

blasint toInt(Index value) { return static_cast<blasint>(value); }

Index pieceRows(Index tokens, Index in, Index out)
{
    const double rows = pieceProducts / (static_cast<double>(in) * static_cast<double>(out) + 1.0);
    return std::clamp<Index>(static_cast<Index>(std::min(rows, 1e9)), 64, std::max<Index>(tokens, 64));
}

/// outputs = inputs * weights or its transpose + kept * outputs, piece by piece. BLAS starts the team: never inside a parallel region.
void multiply(const Matrix& inputs, const Matrix& weights, CBLAS_TRANSPOSE turned, float kept,
              Matrix& outputs, const JobContext& job)
{
    const Index out = outputs.cols();
    const Index piece = pieceRows(inputs.rows(), inputs.cols(), out);
    for (Index at = 0; at < inputs.rows(); at += piece) {
        job.checkpoint();
        const Index rows = std::min(piece, inputs.rows() - at);
        cblas_sgemm(CblasRowMajor, CblasNoTrans, turned, toInt(rows), toInt(out), toInt(inputs.cols()), 1.0F,
                    &inputs(at, 0), toInt(inputs.cols()), weights.data(), toInt(weights.cols()), kept,
                    &outputs(at, 0), toInt(out));
    }
}

} // namespace

void project(const Matrix& inputs, const Matrix& weights, const Matrix* bias, Matrix& outputs, const JobContext& job)
{
    outputs.resize(inputs.rows(), weights.rows());
    multiply(inputs, weights, CblasTrans, 0.0F, outputs, job);
    if (!bias) return;
    constexpr std::int64_t rowsPerTask = 64;
    parallelChunks(outputs.rows(), rowsPerTask, job.quiet(), [&](std::int64_t begin, std::int64_t end, std::int64_t) {
        outputs.middleRows(begin, end - begin).rowwise() += bias->row(0);
    });
}

Matrix project(const Matrix& inputs, const Matrix& weights, const Matrix* bias, const JobContext& job)
{
    Matrix outputs;
    project(inputs, weights, bias, outputs, job);
    return outputs;
}

Matrix projectBack(const Matrix& gradients, const Matrix& weights, const JobContext& job)
{
    Matrix inputs(gradients.rows(), weights.cols());
    multiply(gradients, weights, CblasNoTrans, 0.0F, inputs, job);
    return inputs;
}

void addProjected(const Matrix& inputs, const Matrix& weights, Matrix& outputs, const JobContext& job)
{
    multiply(inputs, weights, CblasTrans, 1.0F, outputs, job);
}

void addProjectedBack(const Matrix& gradients, const Matrix& weights, Matrix& inputs, const JobContext& job)
{
    multiply(gradients, weights, CblasNoTrans, 1.0F, inputs, job);
}

void addWeightGradient(ConstMatrixRef gradients, ConstMatrixRef inputs, Matrix& gradient, const JobContext& job)
{
    const Index piece = pieceRows(inputs.rows(), gradient.cols(), gradient.rows());
    for (Index at = 0; at < inputs.rows(); at += piece) {
        job.checkpoint();
        cblas_sgemm(CblasRowMajor, CblasTrans, CblasNoTrans, toInt(gradient.rows()), toInt(gradient.cols()),
                    toInt(std::min(piece, inputs.rows() - at)), 1.0F, gradients.data() + at * gradients.outerStride(),
                    toInt(gradients.outerStride()), inputs.data() + at * inputs.outerStride(),
                    toInt(inputs.outerStride()), 1.0F, gradient.data(), toInt(gradient.cols()));
    }
}

} // namespace alidade
