// SPDX-License-Identifier: Apache-2.0
#include "core/derivatives/llama_tangent.h"

#include "core/base/parallel.h"
#include "core/operators/activations.h"
#include "core/derivatives/activations_derivative.h"
#include "core/derivatives/block_tangent.h"
#include "core/operators/linear.h"

#include <algorithm>

namespace alidade {

namespace {

/// Tokens whose logits and tangents are in memory at a time.
constexpr Index headTokens = 256;
/// Memory of a block's intermediate values; every direction takes about as much as the model.
constexpr double workBytes = 256e6;
constexpr std::int64_t rowsPerTask = 8;

/// Norms of the tangent logits of one position.
void measure(const Eigen::Ref<const Eigen::RowVectorXf>& logits, const Eigen::Ref<const Eigen::RowVectorXf>& tangent,
             Index token, TangentNorms& norms)
{
    const Eigen::ArrayXd t = tangent.cast<double>().transpose().array();
    const Eigen::ArrayXd p = (logits.cast<double>().array() - static_cast<double>(logits.maxCoeff())).exp();
    norms.squared(token) = t.square().sum();
    norms.centred(token) = (t - t.mean()).square().sum();
    const double total = p.sum();
    const double mean = (p * t).sum() / total;
    norms.fisher(token) = (p * (t - mean).square()).sum() / total;
}

/// A text and its directions on their way through the model.
class TangentPass {
public:
    TangentPass(const Llama& model, const TokenWindows& tokens, const std::vector<WeightDirection>& directions,
                const JobContext& job)
        : m_model(model), m_directions(directions), m_length(tokens.cols()),
          m_table(rotaryTable(model.config().ropeFrequencies, tokens.cols())), m_job(job),
          m_stream(model.embed(tokens, job)), m_tangents(directions.size()), m_live(directions.size(), false)
    {
        const MatrixPtr embedding = model.weights().load({Place::Embedding}, job);
        for (std::size_t i = 0; i < directions.size(); ++i) {
            const MatrixPtr change = loadChange(*directions[i], {Place::Embedding}, embedding.get(), job);
            m_live[i] = change != nullptr;
            m_tangents[i].setZero(m_stream.rows(), m_stream.cols());
            if (!change) continue;
            for (Index token = 0; token < tokens.size(); ++token)
                m_tangents[i].row(token) = change->row(tokens.data()[token]);
        }
    }

    void runBlock(Index number)
    {
        const BlockWeights block = m_model.loadBlock(number, m_job);
        std::vector<BlockWeights> changes;
        std::vector<std::size_t> moved;
        for (std::size_t i = 0; i < m_directions.size(); ++i) {
            changes.push_back(loadBlockChanges(*m_directions[i], block, number, m_job));
            m_live[i] = m_live[i] || changesAnything(changes.back());
            if (m_live[i]) moved.push_back(i);
        }
        // A direction that has changed nothing so far has no tangent.
        if (moved.empty()) return m_model.runBlock(block, m_length, m_stream, {}, m_job);
        std::vector<BlockWeights> movedChanges;
        for (const std::size_t i : moved) movedChanges.push_back(changes[i]);
        const double share = workBytes / static_cast<double>(1 + moved.size());
        const Index group = windowsPerRecord(m_model.config(), m_length, share) * m_length;
        for (Index at = 0; at < m_stream.rows(); at += group)
            runGroup(block, movedChanges, moved, at, std::min(group, m_stream.rows() - at));
    }

    std::vector<TangentNorms> finish(const TangentTap& tap)
    {
        const Index tokens = m_stream.rows();
        std::vector<TangentNorms> norms(m_directions.size(), {Eigen::VectorXd::Zero(tokens),
                                                              Eigen::VectorXd::Zero(tokens),
                                                              Eigen::VectorXd::Zero(tokens)});
        const MatrixPtr head = m_model.loadHead(m_job);
        const MatrixPtr gain = m_model.weights().load({Place::FinalNorm}, m_job);
        const ParameterId headId{m_model.config().tiedEmbeddings ? Place::Embedding : Place::Head};
        std::vector<End> ends;
        for (const WeightDirection& direction : m_directions) {
            if (m_model.config().tiedEmbeddings) loadChange(*direction, {Place::Head}, nullptr, m_job);
            ends.push_back({loadChange(*direction, {Place::FinalNorm}, gain.get(), m_job),
                            loadChange(*direction, headId, head.get(), m_job)});
        }
        for (Index at = 0; at < tokens; at += headTokens)
            finishTile(*head, gain.get(), ends, at, std::min(headTokens, tokens - at), tap, norms);
        return norms;
    }

private:
    /// What a direction changes after the last block.
    struct End {
        MatrixPtr gain;
        MatrixPtr head;
    };

    void runGroup(const BlockWeights& block, const std::vector<BlockWeights>& changes,
                  const std::vector<std::size_t>& moved, Index at, Index rows)
    {
        Matrix part = m_stream.middleRows(at, rows);
        std::vector<Matrix> tangents;
        for (const std::size_t i : moved) tangents.emplace_back(m_tangents[i].middleRows(at, rows));
        runBlockTangents(m_model, block, changes, m_table, part, tangents, m_job);
        m_stream.middleRows(at, rows) = part;
        for (std::size_t k = 0; k < moved.size(); ++k) m_tangents[moved[k]].middleRows(at, rows) = tangents[k];
    }

    void finishTile(const Matrix& head, const Matrix* gain, const std::vector<End>& ends, Index at, Index rows,
                    const TangentTap& tap, std::vector<TangentNorms>& norms)
    {
        const double epsilon = m_model.config().normEpsilon;
        const Matrix stream = m_stream.middleRows(at, rows);
        Matrix normalized;
        rmsNorm(stream, gain, epsilon, normalized, m_job);
        const Matrix logits = project(normalized, head, nullptr, m_job);
        Matrix change;
        Matrix tangent;
        for (std::size_t i = 0; i < ends.size(); ++i) {
            rmsNormTangent(stream, m_tangents[i].middleRows(at, rows), gain, ends[i].gain.get(), epsilon, change,
                           m_job);
            project(change, head, nullptr, tangent, m_job);
            if (ends[i].head) addProjected(normalized, *ends[i].head, tangent, m_job);
            parallelChunks(rows, rowsPerTask, m_job, [&](std::int64_t begin, std::int64_t end, std::int64_t) {
                for (Index row = begin; row < end; ++row)
                    measure(logits.row(row), tangent.row(row), at + row, norms[i]);
            });
            if (tap) tap(i, at, logits, tangent);
        }
    }

    const Llama& m_model;
    const std::vector<WeightDirection>& m_directions;
    Index m_length;
    RotaryTable m_table;
    JobContext m_job;
    Matrix m_stream;
    std::vector<Matrix> m_tangents;
    std::vector<bool> m_live; ///< whether the tangent may differ from zero
};

} // namespace

std::vector<TangentNorms> differentiateAlong(const Llama& model, const TokenWindows& tokens,
                                             const std::vector<WeightDirection>& directions, const TangentTap& tap,
                                             const JobContext& job)
{
    TangentPass pass(model, tokens, directions, job.quiet());
    const Index blocks = model.config().blocks;
    for (Index block = 0; block < blocks; ++block) {
        job.checkpoint(static_cast<std::uint64_t>(block), static_cast<std::uint64_t>(blocks + 1));
        pass.runBlock(block);
    }
    return pass.finish(tap);
}

} // namespace alidade
