// SPDX-License-Identifier: Apache-2.0
#include "core/derivatives/block_tangent.h"

#include "core/base/error.h"
#include "core/operators/activations.h"
#include "core/derivatives/activations_derivative.h"
#include "core/derivatives/attention_derivative.h"
#include "core/operators/linear.h"

#include <algorithm>
#include <array>

namespace alidade {

namespace {

struct Field {
    Place place;
    bool bias;
    MatrixPtr BlockWeights::*member;
};

constexpr std::array fields{
    Field{Place::AttentionNorm, false, &BlockWeights::attentionNorm},
    Field{Place::Query, false, &BlockWeights::query},
    Field{Place::Key, false, &BlockWeights::key},
    Field{Place::Value, false, &BlockWeights::value},
    Field{Place::QueryNorm, false, &BlockWeights::queryNorm},
    Field{Place::KeyNorm, false, &BlockWeights::keyNorm},
    Field{Place::Output, false, &BlockWeights::output},
    Field{Place::Query, true, &BlockWeights::queryBias},
    Field{Place::Key, true, &BlockWeights::keyBias},
    Field{Place::Value, true, &BlockWeights::valueBias},
    Field{Place::Output, true, &BlockWeights::outputBias},
    Field{Place::FeedForwardNorm, false, &BlockWeights::feedForwardNorm},
    Field{Place::Gate, false, &BlockWeights::gate},
    Field{Place::Up, false, &BlockWeights::up},
    Field{Place::Down, false, &BlockWeights::down},
    Field{Place::Gate, true, &BlockWeights::gateBias},
    Field{Place::Up, true, &BlockWeights::upBias},
    Field{Place::Down, true, &BlockWeights::downBias},
};

/// How W x + b changes with x, W and b.
void projectTangent(const Matrix& inputs, const Matrix& inputTangents, const Matrix& weights, const MatrixPtr& change,
                    const MatrixPtr& biasChange, Matrix& outputs, const JobContext& job)
{
    project(inputTangents, weights, biasChange.get(), outputs, job);
    if (change) addProjected(inputs, *change, outputs, job);
}

/// One direction on its way through the block; the record is that of the model itself.
class DirectionPass {
public:
    DirectionPass(const Llama& model, const BlockWeights& block, const BlockWeights& changes, const RotaryTable& table,
                  const BlockRecord& record, const JobContext& job)
        : m_model(model), m_config(model.config()), m_block(block), m_changes(changes), m_table(table),
          m_record(record), m_job(job)
    {}

    /// What enters attention.
    AttentionTangent enter(const Matrix& stream, const Matrix& tangent) const
    {
        Matrix inputs;
        rmsNormTangent(stream, tangent, m_block.attentionNorm.get(), m_changes.attentionNorm.get(),
                       m_config.normEpsilon, inputs, m_job);
        AttentionTangent result;
        const auto through = [&](const MatrixPtr& weights, const MatrixPtr& change, const MatrixPtr& bias,
                                 Matrix& outputs) {
            projectTangent(m_record.attentionInput, inputs, *weights, change, bias, outputs, m_job);
        };
        through(m_block.query, m_changes.query, m_changes.queryBias, result.queries);
        through(m_block.key, m_changes.key, m_changes.keyBias, result.keys);
        through(m_block.value, m_changes.value, m_changes.valueBias, result.values);
        turn(m_record.queries, m_block.queryNorm.get(), m_changes.queryNorm.get(), result.queries);
        turn(m_record.keys, m_block.keyNorm.get(), m_changes.keyNorm.get(), result.keys);
        return result;
    }

    /// From the result of attention to the stream after the block.
    void leave(const Matrix& mixed, Matrix& tangent) const
    {
        Matrix change;
        projectTangent(m_record.mixed, mixed, *m_block.output, m_changes.output, m_changes.outputBias, change, m_job);
        addTo(tangent, change, m_job);
        Matrix inputs;
        rmsNormTangent(m_record.middle, tangent, m_block.feedForwardNorm.get(), m_changes.feedForwardNorm.get(),
                       m_config.normEpsilon, inputs, m_job);
        Matrix gate;
        Matrix up;
        projectTangent(m_record.feedForwardInput, inputs, *m_block.gate, m_changes.gate, m_changes.gateBias, gate,
                       m_job);
        projectTangent(m_record.feedForwardInput, inputs, *m_block.up, m_changes.up, m_changes.upBias, up, m_job);
        gatedSiluTangent(m_record.gate, m_record.up, gate, up, m_job);
        if (const AxisTransformPtr& online = m_model.online().feedForward)
            online->applyToRows(gate, Direction::Forward, m_job.quiet());
        projectTangent(m_record.downInput, gate, *m_block.down, m_changes.down, m_changes.downBias, change, m_job);
        addTo(tangent, change, m_job);
    }

private:
    void turn(const Matrix& projected, const Matrix* norm, const Matrix* normChange, Matrix& tangents) const
    {
        if (norm)
            rmsNormHeadsTangent(projected, *norm, normChange, m_config.headSize, m_config.normEpsilon, tangents,
                                m_job);
        turnHeads(tangents, m_table.cosines.rows(), m_table, m_config, m_model.online().heads, m_job);
    }

    const Llama& m_model;
    const ModelConfig& m_config;
    const BlockWeights& m_block;
    const BlockWeights& m_changes;
    const RotaryTable& m_table;
    const BlockRecord& m_record;
    const JobContext& m_job;
};

} // namespace

MatrixPtr loadChange(const ModelWeights& direction, const ParameterId& id, const Matrix* parameter,
                     const JobContext& job)
{
    MatrixPtr change = direction.load(id, job);
    if (change && (!parameter || change->rows() != parameter->rows() || change->cols() != parameter->cols()))
        throw InvalidRequest("the change of " + huggingFaceName(id) + " has not the shape of the parameter");
    return change;
}

BlockWeights loadBlockChanges(const ModelWeights& direction, const BlockWeights& block, Index number,
                              const JobContext& job)
{
    BlockWeights changes;
    for (const Field& field : fields)
        changes.*field.member = loadChange(direction, {field.place, static_cast<int>(number), field.bias},
                                           (block.*field.member).get(), job);
    return changes;
}

bool changesAnything(const BlockWeights& changes)
{
    return std::any_of(fields.begin(), fields.end(),
                       [&changes](const Field& field) { return changes.*field.member != nullptr; });
}

void runBlockTangents(const Llama& model, const BlockWeights& block, std::span<const BlockWeights> changes,
                      const RotaryTable& table, Matrix& stream, std::span<Matrix> tangents, const JobContext& job)
{
    BlockRecord record;
    recordBlock(model, block, table, stream, record, job);
    std::vector<DirectionPass> passes;
    std::vector<AttentionTangent> attention;
    for (std::size_t i = 0; i < tangents.size(); ++i) {
        passes.emplace_back(model, block, changes[i], table, record, job);
        attention.push_back(passes.back().enter(stream, tangents[i]));
    }
    attendTangents(record.turnedQueries, record.turnedKeys, record.values, table.cosines.rows(), model.config(),
                   attention, job);
    for (std::size_t i = 0; i < tangents.size(); ++i) passes[i].leave(attention[i].mixed, tangents[i]);
    project(record.downInput, *block.down, block.downBias.get(), stream, job);
    addTo(stream, record.middle, job);
}

} // namespace alidade
