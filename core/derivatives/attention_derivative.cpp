// SPDX-License-Identifier: Apache-2.0
// With scores S = Q K^T / sqrt(size), weights P = softmax(S) and result O = P V:
//   backwards  dV = P^T dO,  dP = dO V^T,  dS = P o (dP - rowsum(P o dP)),  dQ = dS K / sqrt(size),  dK = dS^T Q / sqrt(size)
//   forwards   S' = (Q' K^T + Q K'^T) / sqrt(size),  P' = P o (S' - rowsum(P o S')),  O' = P' V + P V'
#include "core/derivatives/attention_derivative.h"

#include "core/base/error.h"
#include "core/base/parallel.h"

#include <algorithm>
#include <cblas.h>
#include <cmath>

namespace alidade {

namespace {

constexpr std::int64_t rowsPerTask = 64;

blasint toInt(Index value) { return static_cast<blasint>(value); }

/// c (rows x columns) = factor a b^T + kept c, over whole rows of packed matrices.
void timesTransposed(const float* a, Index rows, const float* b, Index columns, Index inner, float factor, float kept,
                     Matrix& c)
{
    cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, toInt(rows), toInt(columns), toInt(inner), factor, a,
                toInt(inner), b, toInt(inner), kept, c.data(), toInt(columns));
}

/// c (rows x size) = factor a b + kept c with a rows x inner.
void times(const Matrix& a, const HeadRows& b, float factor, float kept, float* c)
{
    const Index size = b.cols();
    cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, toInt(a.rows()), toInt(size), toInt(a.cols()), factor,
                a.data(), toInt(a.cols()), b.data(), toInt(size), kept, c, toInt(size));
}

/// The first a.cols() rows of c += factor a^T b with a rows x columns and b rows x size.
void addTransposedTimes(const Matrix& a, const float* b, float factor, HeadRows& c)
{
    const Index size = c.cols();
    cblas_sgemm(CblasRowMajor, CblasTrans, CblasNoTrans, toInt(a.cols()), toInt(size), toInt(a.rows()), factor,
                a.data(), toInt(a.cols()), b, toInt(size), 1.0F, c.data(), toInt(size));
}

/// change <- weights o (change - rowsum(weights o change)): the Jacobian of softmax, which is symmetric.
void softmaxChange(const Matrix& weights, Matrix& change, const JobContext& job)
{
    parallelChunks(weights.rows(), rowsPerTask, job.quiet(), [&](std::int64_t begin, std::int64_t end, std::int64_t) {
        for (Index row = begin; row < end; ++row) {
            const float mean = weights.row(row).dot(change.row(row));
            change.row(row) = weights.row(row).cwiseProduct((change.row(row).array() - mean).matrix());
        }
    });
}

float scoreScale(Index headSize) { return static_cast<float>(1.0 / std::sqrt(static_cast<double>(headSize))); }

/// One key-value head of one window on the way back.
class HeadBackward {
public:
    HeadBackward(const ModelConfig& config, Index length, const JobContext& job)
        : m_config(config), m_length(length), m_job(job)
    {}

    void run(const HeadRows& q, const HeadRows& k, const HeadRows& v, const HeadRows& mixedDeltas)
    {
        const Index size = m_config.headSize;
        queries.resize(q.rows(), size);
        keys.setZero(k.rows(), size);
        values.setZero(v.rows(), size);
        const Index step = attentionTile(m_config);
        for (Index begin = 0; begin < m_length; begin += step)
            tile(q, k, v, mixedDeltas, begin, std::min(m_length, begin + step));
    }

    HeadRows queries, keys, values; ///< derivatives

private:
    void tile(const HeadRows& q, const HeadRows& k, const HeadRows& v, const HeadRows& mixedDeltas, Index begin,
              Index end)
    {
        const Index group = m_config.groupSize();
        const Index size = m_config.headSize;
        attentionWeights(q, k, begin, end, group, m_config.slidingWindow, m_weights, m_job);
        const float* const deltas = &mixedDeltas(begin * group, 0);
        m_change.resize(m_weights.rows(), end);
        timesTransposed(deltas, m_weights.rows(), v.data(), end, size, 1.0F, 0.0F, m_change);
        addTransposedTimes(m_weights, deltas, 1.0F, values);
        softmaxChange(m_weights, m_change, m_job);
        times(m_change, k, scoreScale(size), 0.0F, &queries(begin * group, 0));
        addTransposedTimes(m_change, &q(begin * group, 0), scoreScale(size), keys);
    }

    const ModelConfig& m_config;
    Index m_length;
    const JobContext& m_job;
    Matrix m_weights, m_change;
};

/// A direction's part in one key-value head of one window.
struct HeadTangent {
    HeadRows queries, keys, values, mixed;
};

/// One key-value head of one window, all directions.
class HeadForward {
public:
    HeadForward(const ModelConfig& config, Index length, const JobContext& job)
        : m_config(config), m_length(length), m_job(job)
    {}

    void run(const HeadRows& q, const HeadRows& k, const HeadRows& v, std::span<HeadTangent> tangents)
    {
        const Index group = m_config.groupSize();
        const Index step = attentionTile(m_config);
        for (Index begin = 0; begin < m_length; begin += step) {
            const Index end = std::min(m_length, begin + step);
            attentionWeights(q, k, begin, end, group, m_config.slidingWindow, m_weights, m_job);
            for (HeadTangent& tangent : tangents) tile(q, k, v, tangent, begin, end);
        }
    }

private:
    void tile(const HeadRows& q, const HeadRows& k, const HeadRows& v, HeadTangent& tangent, Index begin, Index end)
    {
        const Index first = begin * m_config.groupSize();
        const Index size = m_config.headSize;
        const Index rows = m_weights.rows();
        const float scale = scoreScale(size);
        m_change.resize(rows, end);
        timesTransposed(&tangent.queries(first, 0), rows, k.data(), end, size, scale, 0.0F, m_change);
        timesTransposed(&q(first, 0), rows, tangent.keys.data(), end, size, scale, 1.0F, m_change);
        softmaxChange(m_weights, m_change, m_job);
        times(m_change, v, 1.0F, 0.0F, &tangent.mixed(first, 0));
        times(m_weights, tangent.values, 1.0F, 1.0F, &tangent.mixed(first, 0));
    }

    const ModelConfig& m_config;
    Index m_length;
    const JobContext& m_job;
    Matrix m_weights, m_change;
};

HeadTangent gatherTangent(const AttentionTangent& all, Index first, Index length, Index head, const ModelConfig& config)
{
    const Index size = config.headSize;
    const Index group = config.groupSize();
    return {gatherHead(all.queries, first, length, head, group, size),
            gatherHead(all.keys, first, length, head, 1, size), gatherHead(all.values, first, length, head, 1, size),
            HeadRows(length * group, size)};
}

} // namespace

AttentionDeltas attendBack(const Matrix& queries, const Matrix& keys, const Matrix& values, const Matrix& mixedDeltas,
                           Index length, const ModelConfig& config, const JobContext& job)
{
    const Index size = config.headSize;
    const Index group = config.groupSize();
    AttentionDeltas deltas{Matrix(queries.rows(), queries.cols()), Matrix(keys.rows(), keys.cols()),
                           Matrix(values.rows(), values.cols())};
    HeadBackward one(config, length, job);
    for (Index first = 0; first < queries.rows(); first += length)
        for (Index head = 0; head < config.keyValueHeads; ++head) {
            job.checkpoint();
            one.run(gatherHead(queries, first, length, head, group, size),
                    gatherHead(keys, first, length, head, 1, size), gatherHead(values, first, length, head, 1, size),
                    gatherHead(mixedDeltas, first, length, head, group, size));
            scatterHead(one.queries, deltas.queries, first, length, head, group);
            scatterHead(one.keys, deltas.keys, first, length, head, 1);
            scatterHead(one.values, deltas.values, first, length, head, 1);
        }
    return deltas;
}

void turnHeadsBack(Matrix& rows, Index length, const RotaryTable& table, const ModelConfig& config,
                   const AxisTransformPtr& online, const JobContext& job)
{
    if (online) {
        if (!online->isOrthogonal())
            throw InvalidRequest("a model whose online transforms are not rotations has no derivative here");
        Eigen::Map<Matrix> each(rows.data(), rows.size() / config.headSize, config.headSize);
        online->applyToRows(each, Direction::Inverse, job.quiet());
    }
    parallelChunks(rows.rows(), rowsPerTask, job.quiet(), [&](std::int64_t begin, std::int64_t end, std::int64_t) {
        for (Index row = begin; row < end; ++row)
            for (Index at = 0; at < rows.cols(); at += config.headSize)
                turnHead(&rows(row, at), table, row % length, config.ropeLayout, -1.0F);
    });
}

void attendTangents(const Matrix& queries, const Matrix& keys, const Matrix& values, Index length,
                    const ModelConfig& config, std::span<AttentionTangent> tangents, const JobContext& job)
{
    const Index size = config.headSize;
    const Index group = config.groupSize();
    for (AttentionTangent& tangent : tangents) tangent.mixed.resize(queries.rows(), queries.cols());
    HeadForward one(config, length, job);
    for (Index first = 0; first < queries.rows(); first += length)
        for (Index head = 0; head < config.keyValueHeads; ++head) {
            job.checkpoint();
            std::vector<HeadTangent> parts;
            for (const AttentionTangent& tangent : tangents)
                parts.push_back(gatherTangent(tangent, first, length, head, config));
            one.run(gatherHead(queries, first, length, head, group, size),
                    gatherHead(keys, first, length, head, 1, size), gatherHead(values, first, length, head, 1, size),
                    parts);
            for (std::size_t i = 0; i < parts.size(); ++i)
                scatterHead(parts[i].mixed, tangents[i].mixed, first, length, head, group);
        }
}

} // namespace alidade
