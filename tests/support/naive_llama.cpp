// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/naive_llama.h"

#include "core/base/random.h"

#include <cmath>
#include <stdexcept>

namespace alidade::test {

namespace {

using Row = std::vector<double>;
using Rows = std::vector<Row>;

std::size_t at(Index i) { return static_cast<std::size_t>(i); }

/// W x + b.
Row linear(const ExactWeights& weights, ParameterId id, const Row& x)
{
    const MatrixD& w = weights.at(id);
    id.bias = true;
    const auto bias = weights.find(id);
    Row y(at(w.rows()));
    for (Index i = 0; i < w.rows(); ++i) {
        double sum = bias == weights.end() ? 0.0 : bias->second(0, i);
        for (Index j = 0; j < w.cols(); ++j)
            sum += w(i, j) * x[at(j)];
        y[at(i)] = sum;
    }
    return y;
}

/// RMSNorm of the entries [from, from + count).
void normalize(Row& x, std::size_t from, std::size_t count, const MatrixD& gain, double epsilon)
{
    double squares = 0.0;
    for (std::size_t i = 0; i < count; ++i)
        squares += x[from + i] * x[from + i];
    const double scale = 1.0 / std::sqrt(squares / static_cast<double>(count) + epsilon);
    for (std::size_t i = 0; i < count; ++i)
        x[from + i] *= scale * gain(0, static_cast<Index>(i));
}

Row normalized(Row x, const MatrixD& gain, double epsilon)
{
    normalize(x, 0, x.size(), gain, epsilon);
    return x;
}

/// x <- x R for the entries [from, from + size of R).
void rotate(Row& x, std::size_t from, const MatrixD& rotation)
{
    Row y(at(rotation.cols()), 0.0);
    for (Index i = 0; i < rotation.rows(); ++i)
        for (Index j = 0; j < rotation.cols(); ++j)
            y[at(j)] += x[from + at(i)] * rotation(i, j);
    for (std::size_t j = 0; j < y.size(); ++j)
        x[from + j] = y[j];
}

/// Head norms, rotary embedding and R3 of every head of one token.
void prepareHeads(Row& x, const ModelConfig& config, const MatrixD* gain, std::size_t position,
                  const MatrixD& online)
{
    const std::size_t size = at(config.headSize);
    for (std::size_t head = 0; head < x.size(); head += size) {
        if (gain) normalize(x, head, size, *gain, config.normEpsilon);
        for (std::size_t plane = 0; plane < size / 2; ++plane) {
            const bool interleaved = config.ropeLayout == RopeLayout::Interleaved;
            double& a = x[head + (interleaved ? 2 * plane : plane)];
            double& b = x[head + (interleaved ? 2 * plane + 1 : plane + size / 2)];
            const double angle = static_cast<double>(position) * config.ropeFrequencies[plane];
            const double turned = a * std::cos(angle) - b * std::sin(angle);
            b = a * std::sin(angle) + b * std::cos(angle);
            a = turned;
        }
        if (online.size() > 0) rotate(x, head, online);
    }
}

const MatrixD* gainAt(const ExactWeights& weights, Place place, int block)
{
    const auto found = weights.find({place, block});
    return found == weights.end() ? nullptr : &found->second;
}

/// What one query head of one token takes from the values.
void attendHead(const ModelConfig& config, const Row& query, const Rows& keys, const Rows& values,
                std::size_t position, std::size_t head, Row& mixed)
{
    const std::size_t size = at(config.headSize);
    const std::size_t shared = head / at(config.groupSize()) * size;
    const std::size_t window = at(config.slidingWindow);
    const std::size_t first = window > 0 && position + 1 > window ? position + 1 - window : 0;
    Row scores;
    double total = 0.0;
    for (std::size_t other = first; other <= position; ++other) {
        double score = 0.0;
        for (std::size_t i = 0; i < size; ++i)
            score += query[head * size + i] * keys[other][shared + i];
        scores.push_back(std::exp(score / std::sqrt(static_cast<double>(size))));
        total += scores.back();
    }
    for (std::size_t other = first; other <= position; ++other)
        for (std::size_t i = 0; i < size; ++i)
            mixed[head * size + i] += scores[other - first] / total * values[other][shared + i];
}

void addAttention(const ModelConfig& config, const ExactWeights& weights, int block,
                  const NaiveOnline& online, Rows& stream)
{
    Rows queries;
    Rows keys;
    Rows values;
    for (std::size_t t = 0; t < stream.size(); ++t) {
        const Row x = normalized(stream[t], weights.at({Place::AttentionNorm, block}), config.normEpsilon);
        queries.push_back(linear(weights, {Place::Query, block}, x));
        keys.push_back(linear(weights, {Place::Key, block}, x));
        values.push_back(linear(weights, {Place::Value, block}, x));
        prepareHeads(queries[t], config, gainAt(weights, Place::QueryNorm, block), t, online.heads);
        prepareHeads(keys[t], config, gainAt(weights, Place::KeyNorm, block), t, online.heads);
    }
    for (std::size_t t = 0; t < stream.size(); ++t) {
        Row mixed(queries[t].size(), 0.0);
        for (std::size_t head = 0; head < at(config.heads); ++head)
            attendHead(config, queries[t], keys, values, t, head, mixed);
        const Row change = linear(weights, {Place::Output, block}, mixed);
        for (std::size_t i = 0; i < change.size(); ++i)
            stream[t][i] += change[i];
    }
}

void addFeedForward(const ModelConfig& config, const ExactWeights& weights, int block,
                    const NaiveOnline& online, Row& stream)
{
    const Row x = normalized(stream, weights.at({Place::FeedForwardNorm, block}), config.normEpsilon);
    Row hidden = linear(weights, {Place::Gate, block}, x);
    const Row up = linear(weights, {Place::Up, block}, x);
    for (std::size_t i = 0; i < hidden.size(); ++i)
        hidden[i] = hidden[i] / (1.0 + std::exp(-hidden[i])) * up[i];
    if (online.feedForward.size() > 0) rotate(hidden, 0, online.feedForward);
    const Row change = linear(weights, {Place::Down, block}, hidden);
    for (std::size_t i = 0; i < change.size(); ++i)
        stream[i] += change[i];
}

MatrixD randomMatrix(Index rows, Index columns, double scale, double offset, Random& random)
{
    MatrixD m(rows, columns);
    for (Index i = 0; i < m.size(); ++i)
        m.data()[i] = static_cast<double>(static_cast<float>(offset + scale * random.normal()));
    return m;
}

} // namespace

MatrixD naiveLogits(const ModelConfig& config, const ExactWeights& weights, const std::vector<int>& tokens,
                    const NaiveOnline& online)
{
    const MatrixD& embedding = weights.at({Place::Embedding});
    Rows stream;
    for (const int token : tokens) {
        Row x;
        for (Index j = 0; j < embedding.cols(); ++j)
            x.push_back(embedding(token, j));
        stream.push_back(x);
    }
    for (int block = 0; block < static_cast<int>(config.blocks); ++block) {
        addAttention(config, weights, block, online, stream);
        for (Row& x : stream)
            addFeedForward(config, weights, block, online, x);
    }
    const ParameterId head =
        weights.contains({Place::Head}) ? ParameterId{Place::Head} : ParameterId{Place::Embedding};
    MatrixD logits(static_cast<Index>(tokens.size()), config.vocabulary);
    for (std::size_t t = 0; t < stream.size(); ++t) {
        const Row y =
            linear(weights, head, normalized(stream[t], weights.at({Place::FinalNorm}), config.normEpsilon));
        for (std::size_t i = 0; i < y.size(); ++i)
            logits(static_cast<Index>(t), static_cast<Index>(i)) = y[i];
    }
    return logits;
}

ModelConfig tinyConfig(const TinyModel& model)
{
    ModelConfig config;
    config.family = model.headNorms ? "qwen3" : "llama";
    config.vocabulary = 24;
    config.hidden = 16;
    config.feedForward = 44;
    config.blocks = 2;
    config.heads = 4;
    config.keyValueHeads = 2;
    config.headSize = 4;
    config.normEpsilon = 1e-5;
    config.ropeLayout = model.layout;
    config.ropeFrequencies = {1.0, 0.1};
    config.tiedEmbeddings = model.tied;
    config.slidingWindow = model.slidingWindow;
    return config;
}

ExactWeights tinyWeights(const ModelConfig& config, const TinyModel& model, std::uint64_t seed)
{
    Random random(seed);
    ExactWeights weights;
    const auto add = [&](const ParameterId& id, Index rows, Index columns) {
        weights[id] = randomMatrix(rows, columns, 1.2 / std::sqrt(static_cast<double>(columns)), 0.0, random);
        if (model.biases && id.block >= 0)
            weights[{id.place, id.block, true}] = randomMatrix(1, rows, 0.3, 0.0, random);
    };
    const auto addGain = [&](const ParameterId& id, Index size) {
        weights[id] = randomMatrix(1, size, 0.4, 1.0, random);
    };
    add({Place::Embedding}, config.vocabulary, config.hidden);
    addGain({Place::FinalNorm}, config.hidden);
    if (!model.tied) add({Place::Head}, config.vocabulary, config.hidden);
    for (int block = 0; block < static_cast<int>(config.blocks); ++block) {
        addGain({Place::AttentionNorm, block}, config.hidden);
        addGain({Place::FeedForwardNorm, block}, config.hidden);
        add({Place::Query, block}, config.queryWidth(), config.hidden);
        add({Place::Key, block}, config.keyWidth(), config.hidden);
        add({Place::Value, block}, config.keyWidth(), config.hidden);
        add({Place::Output, block}, config.hidden, config.queryWidth());
        add({Place::Gate, block}, config.feedForward, config.hidden);
        add({Place::Up, block}, config.feedForward, config.hidden);
        add({Place::Down, block}, config.hidden, config.feedForward);
        if (!model.headNorms) continue;
        addGain({Place::QueryNorm, block}, config.headSize);
        addGain({Place::KeyNorm, block}, config.headSize);
    }
    return weights;
}

std::shared_ptr<const KeptWeights> asModelWeights(const ExactWeights& weights)
{
    std::map<ParameterId, MatrixPtr> kept;
    for (const auto& [id, values] : weights) {
        const Matrix rounded = values.cast<float>();
        if (rounded.cast<double>() != values)
            throw std::runtime_error(huggingFaceName(id) + " is not float32");
        kept[id] = std::make_shared<const Matrix>(rounded);
    }
    return std::make_shared<KeptWeights>(std::move(kept));
}

std::vector<ParameterId> parametersOf(const ExactWeights& weights)
{
    std::vector<ParameterId> ids;
    for (const auto& [id, values] : weights)
        ids.push_back(id);
    return ids;
}

double relativeDifference(const MatrixD& a, const MatrixD& b) { return (a - b).norm() / b.norm(); }

} // namespace alidade::test
