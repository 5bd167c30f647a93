// SPDX-License-Identifier: Apache-2.0
#include "core/derivatives/llama_backward.h"

#include "core/base/error.h"
#include "core/operators/activations.h"
#include "core/derivatives/activations_derivative.h"
#include "core/derivatives/attention_derivative.h"
#include "core/derivatives/block_record.h"
#include "core/operators/linear.h"
#include "core/derivatives/residual_streams.h"

#include <algorithm>

namespace alidade {

namespace {

/// Tokens whose logits are in memory at a time: the vocabulary may be large.
constexpr Index headTokens = 256;
/// The share of the time that the forward pass takes.
constexpr double forwardShare = 0.25;

/// One group of windows on its way back through one block.
class BlockBackward {
public:
    BlockBackward(const Llama& model, const BlockWeights& block, Index number, const RotaryTable& table,
                  const GradientTap& tap, const JobContext& job)
        : m_model(model), m_config(model.config()), m_block(block), m_number(static_cast<int>(number)), m_table(table),
          m_tap(tap), m_job(job)
    {}

    /// @param stream before the block @param deltas of the stream after the block; become those of `stream`
    void run(const Matrix& stream, Matrix& deltas)
    {
        recordBlock(m_model, m_block, m_table, stream, m_record, m_job);
        feedForward(deltas);
        attention(stream, deltas);
    }

private:
    void report(Place place, const Matrix& inputs, const Matrix& deltas) const
    {
        if (m_tap) m_tap({place, m_number}, inputs, deltas);
    }

    void feedForward(Matrix& deltas)
    {
        report(Place::Down, m_record.downInput, deltas);
        Matrix up = projectBack(deltas, *m_block.down, m_job);
        if (const AxisTransformPtr& online = m_model.online().feedForward)
            online->applyToRows(up, Direction::Inverse, m_job.quiet());
        Matrix gate;
        gatedSiluBack(m_record.gate, m_record.up, up, gate, m_job);
        report(Place::Gate, m_record.feedForwardInput, gate);
        report(Place::Up, m_record.feedForwardInput, up);
        Matrix inputs = projectBack(gate, *m_block.gate, m_job);
        addProjectedBack(up, *m_block.up, inputs, m_job);
        addRmsNormBack(m_record.middle, m_block.feedForwardNorm.get(), m_config.normEpsilon, inputs, deltas, m_job);
    }

    void attention(const Matrix& stream, Matrix& deltas)
    {
        report(Place::Output, m_record.mixed, deltas);
        AttentionDeltas heads = attendBack(m_record.turnedQueries, m_record.turnedKeys, m_record.values,
                                           projectBack(deltas, *m_block.output, m_job), m_table.cosines.rows(),
                                           m_config, m_job);
        turnedBack(heads.queries, m_block.queryNorm.get(), m_record.queries);
        turnedBack(heads.keys, m_block.keyNorm.get(), m_record.keys);
        report(Place::Query, m_record.attentionInput, heads.queries);
        report(Place::Key, m_record.attentionInput, heads.keys);
        report(Place::Value, m_record.attentionInput, heads.values);
        Matrix inputs = projectBack(heads.queries, *m_block.query, m_job);
        addProjectedBack(heads.keys, *m_block.key, inputs, m_job);
        addProjectedBack(heads.values, *m_block.value, inputs, m_job);
        addRmsNormBack(stream, m_block.attentionNorm.get(), m_config.normEpsilon, inputs, deltas, m_job);
    }

    void turnedBack(Matrix& deltas, const Matrix* norm, const Matrix& projected) const
    {
        turnHeadsBack(deltas, m_table.cosines.rows(), m_table, m_config, m_model.online().heads, m_job);
        if (norm) rmsNormHeadsBack(projected, *norm, m_config.headSize, m_config.normEpsilon, deltas, m_job);
    }

    const Llama& m_model;
    const ModelConfig& m_config;
    const BlockWeights& m_block;
    int m_number;
    const RotaryTable& m_table;
    const GradientTap& m_tap;
    const JobContext& m_job;
    BlockRecord m_record;
};

/// Loss and derivatives of the stream after the last block, which take its place.
double backThroughHead(const Llama& model, const OutputLoss& loss, const GradientObserver& observer, Matrix& stream,
                       const JobContext& job)
{
    const MatrixPtr head = model.loadHead(job);
    const MatrixPtr gain = model.weights().load({Place::FinalNorm}, job);
    const double epsilon = model.config().normEpsilon;
    double total = 0.0;
    Matrix normalized;
    Matrix logits;
    for (Index at = 0; at < stream.rows(); at += headTokens) {
        const Index rows = std::min(headTokens, stream.rows() - at);
        const Matrix tile = stream.middleRows(at, rows);
        rmsNorm(tile, gain.get(), epsilon, normalized, job);
        project(normalized, *head, nullptr, logits, job);
        total += loss(at, logits, job);
        if (observer.tap && observer.head) observer.tap({Place::Head}, normalized, logits);
        Matrix deltas = Matrix::Zero(rows, stream.cols());
        addRmsNormBack(tile, gain.get(), epsilon, projectBack(logits, *head, job), deltas, job);
        stream.middleRows(at, rows) = deltas;
    }
    if (observer.blockDone && observer.head) observer.blockDone(-1);
    return total;
}

void requireRotations(const OnlineRotations& online)
{
    const auto isRotation = [](const AxisTransformPtr& transform) { return !transform || transform->isOrthogonal(); };
    if (!isRotation(online.heads) || !isRotation(online.feedForward))
        throw InvalidRequest("a model whose online transforms are not rotations has no derivative here");
}

} // namespace

double LossGradient::run(const TokenWindows& tokens, const OutputLoss& loss, const GradientObserver& observer,
                         const JobContext& job) const
{
    requireRotations(m_model.online());
    const ModelConfig& config = m_model.config();
    const Index length = tokens.cols();
    ResidualStreams streams(m_model, tokens, m_options.streamBytes, job.part(0.0, forwardShare));
    Matrix deltas = streams.takeLast();
    const double total = backThroughHead(m_model, loss, observer, deltas, job.quiet());
    const RotaryTable table = rotaryTable(config.ropeFrequencies, length);
    const Index group = windowsPerRecord(config, length, m_options.workBytes) * length;
    const JobContext rest = job.part(forwardShare, 1.0);
    const JobContext quiet = job.quiet();
    for (Index number = config.blocks; number-- > m_options.firstBlock;) {
        rest.checkpoint(static_cast<std::uint64_t>(config.blocks - 1 - number),
                        static_cast<std::uint64_t>(config.blocks - m_options.firstBlock));
        const Matrix& stream = streams.before(number, quiet);
        const BlockWeights block = m_model.loadBlock(number, quiet);
        BlockBackward back(m_model, block, number, table, observer.tap, quiet);
        for (Index at = 0; at < deltas.rows(); at += group) {
            const Index rows = std::min(group, deltas.rows() - at);
            Matrix part = deltas.middleRows(at, rows);
            back.run(stream.middleRows(at, rows), part);
            deltas.middleRows(at, rows) = part;
        }
        if (observer.blockDone) observer.blockDone(number);
    }
    return total;
}

} // namespace alidade
