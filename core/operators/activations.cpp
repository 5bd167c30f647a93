// SPDX-License-Identifier: Apache-2.0
#include "core/operators/activations.h"

#include "core/base/parallel.h"

#include <bit>
#include <cmath>
#include <cstdint>

namespace alidade {

namespace {

/// Rows of one task: enough work to be worth a task, a few milliseconds at most.
constexpr std::int64_t rowsPerTask = 32;

template <typename Body> void forRows(Index rows, const JobContext& job, Body&& body)
{
    parallelChunks(rows, rowsPerTask, job.quiet(), [&body](std::int64_t begin, std::int64_t end, std::int64_t) {
        for (std::int64_t row = begin; row < end; ++row) body(row);
    });
}

float inverseRms(const Eigen::Ref<const Eigen::RowVectorXf>& values, double epsilon)
{
    const double mean = static_cast<double>(values.squaredNorm()) / static_cast<double>(values.size());
    return static_cast<float>(1.0 / std::sqrt(mean + epsilon));
}

float roundedToBfloat16(float value)
{
    if (std::isnan(value)) return value;
    const auto bits = std::bit_cast<std::uint32_t>(value);
    const std::uint32_t rounded = (bits + 0x7FFFu + ((bits >> 16) & 1u)) & 0xFFFF0000u;
    return std::bit_cast<float>(rounded);
}

} // namespace

void rmsNorm(const Matrix& input, const Matrix* gain, double epsilon, Matrix& output, const JobContext& job)
{
    if (output.rows() != input.rows() || output.cols() != input.cols()) output.resize(input.rows(), input.cols());
    forRows(input.rows(), job, [&](Index row) {
        const float scale = inverseRms(input.row(row), epsilon);
        if (gain) output.row(row) = (input.row(row) * scale).cwiseProduct(gain->row(0));
        else output.row(row) = input.row(row) * scale;
    });
}

void rmsNormHeads(Matrix& rows, const Matrix& gain, Index headSize, double epsilon, const JobContext& job)
{
    forRows(rows.rows(), job, [&](Index row) {
        for (Index at = 0; at < rows.cols(); at += headSize) {
            auto head = rows.row(row).segment(at, headSize);
            head = (head * inverseRms(head, epsilon)).cwiseProduct(gain.row(0));
        }
    });
}

void gatedSilu(Matrix& gate, const Matrix& up, const JobContext& job)
{
    forRows(gate.rows(), job, [&](Index row) {
        auto g = gate.row(row).array();
        g = g / (1.0F + (-g).exp()) * up.row(row).array();
    });
}

void addTo(Matrix& stream, const Matrix& change, const JobContext& job)
{
    forRows(stream.rows(), job, [&](Index row) { stream.row(row) += change.row(row); });
}

void roundToBfloat16(Matrix& values, const JobContext& job)
{
    forRows(values.rows(), job, [&](Index row) {
        float* const at = &values(row, 0);
        for (Index i = 0; i < values.cols(); ++i) at[i] = roundedToBfloat16(at[i]);
    });
}

} // namespace alidade
