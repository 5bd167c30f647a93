// SPDX-License-Identifier: Apache-2.0
// Rows lie in a piece; columns are gathered a panel at a time.
#include "core/metrics/slice_moments.h"

#include "core/base/parallel.h"

#include <algorithm>

namespace alidade {

namespace {

constexpr Index rowsTogether = 16;
constexpr Index columnsTogether = 32;

std::span<const float> run(const float* begin, Index size) { return {begin, static_cast<std::size_t>(size)}; }

} // namespace

std::vector<Moments> momentsOfRows(const Matrix& weights, const JobContext& job)
{
    return momentsOfBlocks(weights, std::max<Index>(weights.cols(), 1), job);
}

std::vector<Moments> momentsOfColumns(const Matrix& weights, const JobContext& job)
{
    std::vector<Moments> all(static_cast<std::size_t>(weights.cols()));
    parallelChunks(
        weights.cols(), columnsTogether, job, [&](std::int64_t begin, std::int64_t end, std::int64_t) {
            const Matrix panel = weights.middleCols(begin, end - begin).transpose();
            for (Index i = 0; i < panel.rows(); ++i)
                all[static_cast<std::size_t>(begin + i)] = momentsOf(run(panel.row(i).data(), panel.cols()));
        });
    return all;
}

std::vector<Moments> momentsOfBlocks(const Matrix& weights, Index block, const JobContext& job)
{
    const Index perRow = (weights.cols() + block - 1) / block;
    std::vector<Moments> all(static_cast<std::size_t>(weights.rows() * perRow));
    parallelChunks(weights.rows(), rowsTogether, job,
                   [&](std::int64_t begin, std::int64_t end, std::int64_t) {
                       for (Index row = begin; row < end; ++row)
                           for (Index i = 0; i < perRow; ++i) {
                               const Index size = std::min(block, weights.cols() - i * block);
                               const float* const first = weights.data() + row * weights.cols() + i * block;
                               all[static_cast<std::size_t>(row * perRow + i)] = momentsOf(run(first, size));
                           }
                   });
    return all;
}

} // namespace alidade
