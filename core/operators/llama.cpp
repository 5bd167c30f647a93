// SPDX-License-Identifier: Apache-2.0
#include "core/operators/llama.h"

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/operators/activations.h"
#include "core/operators/attention.h"
#include "core/operators/linear.h"
#include "core/tensor/large_matrix.h"

namespace alidade {

namespace {

/// Bytes of activations that a block works on at once, beside the residual stream: windows are taken in groups.
constexpr double workingBytes = 96.0 * 1024 * 1024;

/// One group of windows in one block.
class BlockPass {
public:
    BlockPass(const Llama& model, const BlockWeights& block, const RotaryTable& table, Index length,
              const PassOptions& options, BlockMemory& memory, const JobContext& job)
        : m_model(model), m_config(model.config()), m_block(block), m_table(table), m_length(length),
          m_options(options), m_memory(memory), m_job(job)
    {}

    /// @param stream the residual stream of these windows, changed in place
    void run(Matrix& stream)
    {
        prepare(stream.rows());
        rmsNorm(stream, m_block.attentionNorm.get(), m_config.normEpsilon, m_memory.input, m_job);
        attention();
        addTo(stream, m_memory.change, m_job);
        rounded(stream);
        rmsNorm(stream, m_block.feedForwardNorm.get(), m_config.normEpsilon, m_memory.input, m_job);
        feedForward();
        addTo(stream, m_memory.change, m_job);
        rounded(stream);
    }

private:
    /// Gives everything its size, on large pages: what the functions below resize they find as they want it.
    void prepare(Index tokens) const
    {
        const auto sized = [tokens](Matrix& matrix, Index columns) {
            if (matrix.rows() != tokens || matrix.cols() != columns) matrix = largeMatrix(tokens, columns);
        };
        sized(m_memory.input, m_config.hidden);
        sized(m_memory.change, m_config.hidden);
        sized(m_memory.queries, m_config.queryWidth());
        sized(m_memory.mixed, m_config.queryWidth());
        sized(m_memory.keys, m_config.keyWidth());
        sized(m_memory.values, m_config.keyWidth());
        sized(m_memory.gate, m_config.feedForward);
        sized(m_memory.up, m_config.feedForward);
    }

    void rounded(Matrix& values) const
    {
        if (m_options.bfloat16Activations) roundToBfloat16(values, m_job);
    }
    /// What is about to enter a projection.
    void report(Place place, Matrix& inputs) const
    {
        rounded(inputs);
        if (m_options.tap) m_options.tap(place, inputs);
    }

    /// From the normalized stream to the change of the stream.
    void attention() const
    {
        BlockMemory& m = m_memory;
        report(Place::Query, m.input);
        project(m.input, *m_block.query, m_block.queryBias.get(), m.queries, m_job);
        project(m.input, *m_block.key, m_block.keyBias.get(), m.keys, m_job);
        project(m.input, *m_block.value, m_block.valueBias.get(), m.values, m_job);
        if (m_block.queryNorm)
            rmsNormHeads(m.queries, *m_block.queryNorm, m_config.headSize, m_config.normEpsilon, m_job);
        if (m_block.keyNorm) rmsNormHeads(m.keys, *m_block.keyNorm, m_config.headSize, m_config.normEpsilon, m_job);
        turnHeads(m.queries, m_length, m_table, m_config, m_model.online().heads, m_job);
        turnHeads(m.keys, m_length, m_table, m_config, m_model.online().heads, m_job);
        attend(m.queries, m.keys, m.values, m_length, m_config, m.attention, m.mixed, m_job);
        report(Place::Output, m.mixed);
        project(m.mixed, *m_block.output, m_block.outputBias.get(), m.change, m_job);
    }

    /// The same through the gated layer.
    void feedForward() const
    {
        BlockMemory& m = m_memory;
        report(Place::Gate, m.input);
        project(m.input, *m_block.gate, m_block.gateBias.get(), m.gate, m_job);
        project(m.input, *m_block.up, m_block.upBias.get(), m.up, m_job);
        gatedSilu(m.gate, m.up, m_job);
        if (m_model.online().feedForward)
            m_model.online().feedForward->applyToRows(m.gate, Direction::Forward, m_job.quiet());
        report(Place::Down, m.gate);
        project(m.gate, *m_block.down, m_block.downBias.get(), m.change, m_job);
    }

    const Llama& m_model;
    const ModelConfig& m_config;
    const BlockWeights& m_block;
    const RotaryTable& m_table;
    Index m_length;
    const PassOptions& m_options;
    BlockMemory& m_memory;
    const JobContext& m_job;
};

Index windowsAtOnce(const ModelConfig& config, Index length)
{
    const Index perToken = 2 * config.hidden + 2 * config.queryWidth() + 2 * config.keyWidth() + 2 * config.feedForward;
    const double bytes = 4.0 * static_cast<double>(perToken) * static_cast<double>(length);
    return std::max<Index>(1, static_cast<Index>(workingBytes / bytes));
}

MatrixPtr required(MatrixPtr weights, const ParameterId& id)
{
    if (!weights) throw InvalidRequest("the model has no " + huggingFaceName(id));
    return weights;
}

} // namespace

Matrix Llama::embed(const TokenWindows& tokens, const JobContext& job) const
{
    const MatrixPtr table = required(m_weights->load({Place::Embedding}, job), {Place::Embedding});
    if (tokens.size() > 0 && (tokens.minCoeff() < 0 || tokens.maxCoeff() >= table->rows()))
        throw InvalidRequest("the text has token " + std::to_string(tokens.minCoeff() < 0 ? tokens.minCoeff() : tokens.maxCoeff()) +
                             ", but the model's vocabulary ends at " + std::to_string(table->rows() - 1) +
                             ": is this its tokenizer?");
    Matrix stream(tokens.size(), table->cols());
    for (Index i = 0; i < tokens.size(); ++i) stream.row(i) = table->row(tokens.data()[i]);
    return stream;
}

BlockWeights Llama::loadBlock(Index block, const JobContext& job) const
{
    const auto number = static_cast<int>(block);
    const auto load = [&](Place place) { return m_weights->load({place, number}, job); };
    const auto needed = [&](Place place) { return required(load(place), {place, number}); };
    const auto bias = [&](Place place) { return m_weights->load({place, number, true}, job); };
    return {
        .attentionNorm = needed(Place::AttentionNorm),
        .query = needed(Place::Query),
        .key = needed(Place::Key),
        .value = needed(Place::Value),
        .queryNorm = load(Place::QueryNorm),
        .keyNorm = load(Place::KeyNorm),
        .output = needed(Place::Output),
        .queryBias = bias(Place::Query),
        .keyBias = bias(Place::Key),
        .valueBias = bias(Place::Value),
        .outputBias = bias(Place::Output),
        .feedForwardNorm = needed(Place::FeedForwardNorm),
        .gate = needed(Place::Gate),
        .up = needed(Place::Up),
        .down = needed(Place::Down),
        .gateBias = bias(Place::Gate),
        .upBias = bias(Place::Up),
        .downBias = bias(Place::Down),
    };
}

void Llama::runBlock(const BlockWeights& block, Index length, Matrix& stream, const PassOptions& options,
                     const JobContext& job) const
{
    const RotaryTable table = rotaryTable(m_config.ropeFrequencies, length);
    BlockMemory own;
    BlockMemory& memory = options.memory ? *options.memory : own;
    BlockPass pass(*this, block, table, length, options, memory, job);
    const Index rows = windowsAtOnce(m_config, length) * length;
    if (rows >= stream.rows()) return pass.run(stream);
    for (Index at = 0; at < stream.rows(); at += rows) {
        const Index count = std::min(rows, stream.rows() - at);
        memory.part = stream.middleRows(at, count);
        pass.run(memory.part);
        stream.middleRows(at, count) = memory.part;
    }
}

void Llama::finish(Matrix& stream, const PassOptions& options, const JobContext& job) const
{
    const MatrixPtr gain = required(m_weights->load({Place::FinalNorm}, job), {Place::FinalNorm});
    rmsNorm(stream, gain.get(), m_config.normEpsilon, stream, job);
    if (options.bfloat16Activations) roundToBfloat16(stream, job);
    if (options.tap) options.tap(Place::Head, stream);
}

MatrixPtr Llama::loadHead(const JobContext& job) const
{
    MatrixPtr head = m_weights->load({Place::Head}, job);
    return head ? head : required(m_weights->load({Place::Embedding}, job), {Place::Embedding});
}

Matrix Llama::logits(const TokenWindows& tokens, const JobContext& job) const
{
    Matrix stream = embed(tokens, job);
    PassOptions options;
    options.memory = std::make_shared<BlockMemory>();
    for (Index block = 0; block < m_config.blocks; ++block)
        runBlock(loadBlock(block, job), tokens.cols(), stream, options, job);
    finish(stream, {}, job);
    return project(stream, *loadHead(job), nullptr, job);
}

} // namespace alidade
