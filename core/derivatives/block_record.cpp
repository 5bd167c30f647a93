// SPDX-License-Identifier: Apache-2.0
#include "core/derivatives/block_record.h"

#include "core/operators/activations.h"
#include "core/operators/attention.h"
#include "core/operators/linear.h"

#include <algorithm>

namespace alidade {

namespace {

/// Projects queries or keys and turns them; keeps what was projected if a norm follows.
void projectHeads(const Llama& model, const Matrix& input, const Matrix& weights, const Matrix* bias, const Matrix* norm,
                  const RotaryTable& table, Matrix& projected, Matrix& turned, const JobContext& job)
{
    const ModelConfig& config = model.config();
    project(input, weights, bias, turned, job);
    if (norm) {
        projected = turned;
        rmsNormHeads(turned, *norm, config.headSize, config.normEpsilon, job);
    }
    turnHeads(turned, table.cosines.rows(), table, config, model.online().heads, job);
}

} // namespace

void recordBlock(const Llama& model, const BlockWeights& block, const RotaryTable& table, const Matrix& stream,
                 BlockRecord& record, const JobContext& job)
{
    const ModelConfig& config = model.config();
    rmsNorm(stream, block.attentionNorm.get(), config.normEpsilon, record.attentionInput, job);
    projectHeads(model, record.attentionInput, *block.query, block.queryBias.get(), block.queryNorm.get(), table,
                 record.queries, record.turnedQueries, job);
    projectHeads(model, record.attentionInput, *block.key, block.keyBias.get(), block.keyNorm.get(), table, record.keys,
                 record.turnedKeys, job);
    project(record.attentionInput, *block.value, block.valueBias.get(), record.values, job);
    attend(record.turnedQueries, record.turnedKeys, record.values, table.cosines.rows(), config, record.attention,
           record.mixed, job);
    project(record.mixed, *block.output, block.outputBias.get(), record.middle, job);
    addTo(record.middle, stream, job);
    rmsNorm(record.middle, block.feedForwardNorm.get(), config.normEpsilon, record.feedForwardInput, job);
    project(record.feedForwardInput, *block.gate, block.gateBias.get(), record.gate, job);
    project(record.feedForwardInput, *block.up, block.upBias.get(), record.up, job);
    record.downInput = record.gate;
    gatedSilu(record.downInput, record.up, job);
    if (model.online().feedForward)
        model.online().feedForward->applyToRows(record.downInput, Direction::Forward, job.quiet());
}

Index windowsPerRecord(const ModelConfig& config, Index length, double bytes)
{
    // What a record holds, and about as much again for the derivatives of the part that is being worked on.
    const Index perToken = 8 * config.hidden + 6 * config.queryWidth() + 6 * config.keyWidth() + 6 * config.feedForward;
    return std::max<Index>(1, static_cast<Index>(bytes / (4.0 * static_cast<double>(perToken * length))));
}

} // namespace alidade
