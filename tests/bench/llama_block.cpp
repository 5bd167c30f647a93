// SPDX-License-Identifier: GPL-3.0-or-later
// Prefill of one block of TinyLlama's shape beside the bare products of its shapes.
#include "core/operators/activations.h"
#include "core/operators/attention.h"
#include "core/operators/llama.h"
#include "tests/bench/measurement.h"

#include <algorithm>
#include <cblas.h>
#include <cmath>

namespace alidade::bench {

namespace {

constexpr Index windowTokens = 2048;

ModelConfig tinyLlama()
{
    ModelConfig config;
    config.family = "llama";
    config.vocabulary = 32000;
    config.hidden = 2048;
    config.feedForward = 5632;
    config.blocks = 1;
    config.heads = 32;
    config.keyValueHeads = 4;
    config.headSize = 64;
    config.normEpsilon = 1e-5;
    for (Index plane = 0; plane < config.headSize / 2; ++plane)
        config.ropeFrequencies.push_back(std::pow(1e4, -static_cast<double>(plane) / 32.0));
    return config;
}

BlockWeights randomBlock(const ModelConfig& config)
{
    const auto random = [](Index rows, Index columns) {
        return std::make_shared<const Matrix>(randomMatrix(rows, columns));
    };
    BlockWeights block;
    block.attentionNorm = std::make_shared<const Matrix>(Matrix::Ones(1, config.hidden));
    block.feedForwardNorm = block.attentionNorm;
    block.query = random(config.queryWidth(), config.hidden);
    block.key = random(config.keyWidth(), config.hidden);
    block.value = random(config.keyWidth(), config.hidden);
    block.output = random(config.hidden, config.queryWidth());
    block.gate = random(config.feedForward, config.hidden);
    block.up = random(config.feedForward, config.hidden);
    block.down = random(config.hidden, config.feedForward);
    return block;
}

/// One product, tokens x in times out x in.
struct Product {
    Index rows = 0;
    Index columns = 0;
    Index inner = 0;
    bool turned = true;

    [[nodiscard]] double flops() const
    {
        return 2.0 * static_cast<double>(rows) * static_cast<double>(columns) * static_cast<double>(inner);
    }
};

std::vector<Product> projections(const ModelConfig& config)
{
    std::vector<Product> all;
    for (const Index out : {config.queryWidth(), config.keyWidth(), config.keyWidth(), config.hidden,
                            config.feedForward, config.feedForward})
        all.push_back({windowTokens, out, config.hidden});
    all.push_back({windowTokens, config.hidden, config.feedForward});
    return all;
}

/// Scores and mixtures of the tiles that the mask leaves.
std::vector<Product> attentionProducts(const ModelConfig& config)
{
    std::vector<Product> all;
    const Index tileTokens = attentionTile(config);
    for (Index head = 0; head < config.keyValueHeads; ++head)
        for (Index end = tileTokens; end <= windowTokens; end += tileTokens) {
            all.push_back({tileTokens * config.groupSize(), end, config.headSize});
            all.push_back({tileTokens * config.groupSize(), config.headSize, end, false});
        }
    return all;
}

double flopsOf(const std::vector<Product>& products)
{
    double sum = 0.0;
    for (const Product& product : products) sum += product.flops();
    return sum;
}

/// Bare products in memory that has been touched.
class BareProducts {
public:
    void run(const std::vector<Product>& products)
    {
        for (const Product& product : products) {
            const auto rows = static_cast<blasint>(product.rows);
            const auto columns = static_cast<blasint>(product.columns);
            const auto inner = static_cast<blasint>(product.inner);
            cblas_sgemm(CblasRowMajor, CblasNoTrans, product.turned ? CblasTrans : CblasNoTrans, rows, columns, inner,
                        1.0F, m_left.data(), inner, m_right.data(), product.turned ? inner : columns, 0.0F,
                        m_result.data(), columns);
        }
    }

private:
    Matrix m_left = randomMatrix(windowTokens, 5632);
    Matrix m_right = randomMatrix(5632, 2048);
    Matrix m_result = randomMatrix(windowTokens, 5632);
};

} // namespace

void benchPrefill(const Effort& effort)
{
    const ModelConfig config = tinyLlama();
    const Llama model(config, std::make_shared<const KeptWeights>());
    const BlockWeights block = randomBlock(config);
    const JobContext job;
    const Matrix start = 50.0F * randomMatrix(windowTokens, config.hidden);
    Matrix stream;
    BareProducts bare;
    const std::vector<Product> linear = projections(config);
    const std::vector<Product> mixing = attentionProducts(config);
    Matrix queries = 20.0F * randomMatrix(windowTokens, config.queryWidth());
    const Matrix keys = 20.0F * randomMatrix(windowTokens, config.keyWidth());
    Matrix mixed;
    AttentionMemory memory;
    PassOptions options;
    options.memory = std::make_shared<BlockMemory>();
    Matrix gate = randomMatrix(windowTokens, config.feedForward);
    const Matrix up = gate;
    const auto t = timeTogether({[&] { bare.run(linear); }, [&] { bare.run(mixing); },
                                 [&] {
                                     stream = start;
                                     model.runBlock(block, windowTokens, stream, options, job);
                                 },
                                 [&] { attend(queries, keys, keys, windowTokens, config, memory, mixed, job); },
                                 [&] { gatedSilu(gate, up, job); }},
                                effort);
    const std::string shape = "2048 tokens, TinyLlama";
    const auto both = [&t](double Timing::*which) { return t[0].*which + t[1].*which; };
    const double flops = flopsOf(linear);
    const double all = flops + flopsOf(mixing);
    report({"prefill, projections bare", shape, "sgemm", t[0], 0.0, flops, t[0]});
    report({"prefill, products of attention bare", shape, "sgemm", t[1], 0.0, flopsOf(mixing), t[1]});
    report({"prefill of a block, beside its projections", shape, "alidade", t[2], 0.0, flops, t[0]});
    report({"prefill of a block, beside all its products", shape, "alidade", t[2], 0.0, all,
            {both(&Timing::median), both(&Timing::minimum)}});
    report({"attention", shape, "alidade", t[3], 0.0, flopsOf(mixing), t[1]});
    report({"gated silu", shape, "alidade", t[4], 12.0 * static_cast<double>(gate.size())});
    require(stream.allFinite() && (stream - start).norm() > 0.01F * start.norm(), "prefill");
}

} // namespace alidade::bench
