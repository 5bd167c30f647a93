// SPDX-License-Identifier: Apache-2.0
// One window and key-value head at a time: its queries are gathered so that the products are plain matrices, in tiles of
// tokens so that long windows neither need length^2 memory nor multiply what the mask throws away. BLAS starts the team
// for the products, so they stand outside parallel regions.
#include "core/operators/attention.h"

#include "core/base/parallel.h"
#include "core/tensor/large_matrix.h"

#include <algorithm>
#include <cblas.h>
#include <cmath>

namespace alidade {

namespace {

constexpr Index tileRows = 512; // tokens times heads that share keys
constexpr std::int64_t rowsPerTask = 64;

blasint toInt(Index value) { return static_cast<blasint>(value); }

/// Scores to weights: softmax over the positions that the mask leaves, zero elsewhere.
void softmaxRow(Eigen::Ref<Eigen::RowVectorXf> row, Index firstSeen, Index lastSeen)
{
    auto seen = row.segment(firstSeen, lastSeen - firstSeen + 1).array();
    seen = (seen - seen.maxCoeff()).exp();
    seen *= 1.0F / seen.sum();
    row.head(firstSeen).setZero();
    row.tail(row.size() - lastSeen - 1).setZero();
}

/// attentionWeights() into (end - begin) * group * end floats.
void weightsOfTile(const HeadRows& queries, const HeadRows& keys, Index begin, Index end, Index group,
                   Index slidingWindow, float* weights, const JobContext& job)
{
    const Index rows = (end - begin) * group;
    const Index size = queries.cols();
    const auto scale = static_cast<float>(1.0 / std::sqrt(static_cast<double>(size)));
    cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, toInt(rows), toInt(end), toInt(size), scale,
                &queries(begin * group, 0), toInt(size), keys.data(), toInt(size), 0.0F, weights, toInt(end));
    parallelChunks(rows, rowsPerTask, job.quiet(), [&](std::int64_t from, std::int64_t to, std::int64_t) {
        for (Index row = from; row < to; ++row) {
            const Index position = begin + row / group;
            const Index first = slidingWindow > 0 ? std::max<Index>(0, position - slidingWindow + 1) : 0;
            softmaxRow(Eigen::Map<Eigen::RowVectorXf>(weights + row * end, end), first, position);
        }
    });
}

} // namespace

void gatherHead(const Matrix& rows, Index first, Index length, Index head, Index group, Index headSize,
                HeadRows& gathered)
{
    gathered.resize(length * group, headSize);
    // A token's heads of a group stand side by side, which is one head after the other in memory.
    for (Index token = 0; token < length; ++token)
        std::copy_n(&rows(first + token, head * group * headSize), group * headSize, &gathered(token * group, 0));
}

HeadRows gatherHead(const Matrix& rows, Index first, Index length, Index head, Index group, Index headSize)
{
    HeadRows gathered;
    gatherHead(rows, first, length, head, group, headSize, gathered);
    return gathered;
}

void scatterHead(const HeadRows& values, Matrix& rows, Index first, Index length, Index head, Index group)
{
    const Index size = values.cols();
    for (Index token = 0; token < length; ++token)
        std::copy_n(&values(token * group, 0), group * size, &rows(first + token, head * group * size));
}

void turnHeads(Matrix& rows, Index length, const RotaryTable& table, const ModelConfig& config,
               const AxisTransformPtr& online, const JobContext& job)
{
    parallelChunks(rows.rows(), rowsPerTask, job.quiet(), [&](std::int64_t begin, std::int64_t end, std::int64_t) {
        for (Index row = begin; row < end; ++row)
            for (Index at = 0; at < rows.cols(); at += config.headSize)
                turnHead(&rows(row, at), table, row % length, config.ropeLayout);
    });
    if (!online) return;
    const Index heads = rows.cols() / config.headSize;
    Eigen::Map<Matrix> each(rows.data(), rows.rows() * heads, config.headSize);
    online->applyToRows(each, Direction::Forward, job.quiet());
}

Index attentionTile(const ModelConfig& config)
{
    constexpr Index fewest = 32;
    return std::max(fewest, tileRows / config.groupSize());
}

void attentionWeights(const HeadRows& queries, const HeadRows& keys, Index begin, Index end, Index group,
                      Index slidingWindow, Matrix& weights, const JobContext& job)
{
    weights.resize((end - begin) * group, end);
    weightsOfTile(queries, keys, begin, end, group, slidingWindow, weights.data(), job);
}

void attend(const Matrix& queries, const Matrix& keys, const Matrix& values, Index length, const ModelConfig& config,
            AttentionMemory& memory, Matrix& mixed, const JobContext& job)
{
    const Index size = config.headSize;
    const Index group = config.groupSize();
    const Index tile = attentionTile(config);
    mixed.resize(queries.rows(), queries.cols());
    memory.part.resize(length * group, size);
    // The widest tile's memory serves all of them.
    const Index widest = std::min(tile, length) * group * length;
    if (memory.weights.size() < widest) memory.weights = largeMatrix(1, widest);
    for (Index first = 0; first < queries.rows(); first += length)
        for (Index head = 0; head < config.keyValueHeads; ++head) {
            job.checkpoint();
            gatherHead(queries, first, length, head, group, size, memory.queries);
            gatherHead(keys, first, length, head, 1, size, memory.keys);
            gatherHead(values, first, length, head, 1, size, memory.values);
            for (Index begin = 0; begin < length; begin += tile) {
                const Index end = std::min(length, begin + tile);
                const Index rows = (end - begin) * group;
                weightsOfTile(memory.queries, memory.keys, begin, end, group, config.slidingWindow,
                              memory.weights.data(), job);
                cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, toInt(rows), toInt(size), toInt(end), 1.0F,
                            memory.weights.data(), toInt(end), memory.values.data(), toInt(size), 0.0F,
                            &memory.part(begin * group, 0), toInt(size));
            }
            scatterHead(memory.part, mixed, first, length, head, group);
        }
}

Matrix attend(const Matrix& queries, const Matrix& keys, const Matrix& values, Index length, const ModelConfig& config,
              const JobContext& job)
{
    AttentionMemory memory;
    Matrix mixed;
    attend(queries, keys, values, length, config, memory, mixed, job);
    return mixed;
}

} // namespace alidade
