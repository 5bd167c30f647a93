// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/gradient_reference.h"

#include "core/base/random.h"
#include "core/transforms/dense_transform.h"

#include <Eigen/QR>

#include <cmath>

namespace alidade::test {

namespace {

MatrixD randomValues(Index rows, Index columns, double scale, Random& random)
{
    MatrixD values(rows, columns);
    for (Index i = 0; i < values.size(); ++i) values.data()[i] = scale * random.normal();
    return values;
}

MatrixD randomRotation(Index size, Random& random)
{
    return Eigen::HouseholderQR<MatrixD>(randomValues(size, size, 1.0, random)).householderQ();
}

ModelConfig tinyConfig(const TinyModelKind& kind)
{
    ModelConfig config;
    config.family = kind.headNorms ? "qwen3" : "llama";
    config.vocabulary = 50;
    config.hidden = 16;
    config.feedForward = 44;
    config.blocks = kind.blocks;
    config.heads = 4;
    config.keyValueHeads = 2;
    config.headSize = 8;
    config.normEpsilon = 1e-5;
    config.ropeLayout = kind.layout;
    config.ropeFrequencies = {1.0, 0.4, 0.1, 0.02};
    config.tiedEmbeddings = kind.tied;
    config.slidingWindow = kind.slidingWindow;
    return config;
}

/// Loops over one window.
class WindowPass {
public:
    explicit WindowPass(const ReferenceModel& model) : m_model(model), m_config(model.config) {}

    MatrixD logits(const std::vector<std::int32_t>& tokens)
    {
        MatrixD stream(static_cast<Index>(tokens.size()), m_config.hidden);
        for (Index t = 0; t < stream.rows(); ++t)
            stream.row(t) = at({Place::Embedding}).row(tokens[static_cast<std::size_t>(t)]);
        for (int block = 0; block < static_cast<int>(m_config.blocks); ++block) run(block, stream);
        const Place head = m_config.tiedEmbeddings ? Place::Embedding : Place::Head;
        return normalized(stream, at({Place::FinalNorm}), m_config.hidden) * at({head}).transpose();
    }

private:
    [[nodiscard]] const MatrixD& at(const ParameterId& id) const { return m_model.weights.at(id); }

    [[nodiscard]] MatrixD normalized(const MatrixD& rows, const MatrixD& gain, Index size) const
    {
        MatrixD result = rows;
        for (Index t = 0; t < rows.rows(); ++t)
            for (Index begin = 0; begin < rows.cols(); begin += size) {
                double mean = 0.0;
                for (Index i = 0; i < size; ++i) mean += rows(t, begin + i) * rows(t, begin + i);
                const double rms = std::sqrt(mean / static_cast<double>(size) + m_config.normEpsilon);
                for (Index i = 0; i < size; ++i) result(t, begin + i) = rows(t, begin + i) / rms * gain(0, i);
            }
        return result;
    }

    [[nodiscard]] MatrixD linear(const MatrixD& input, Place place, int block) const
    {
        MatrixD output = input * at({place, block}).transpose();
        const auto bias = m_model.weights.find({place, block, true});
        if (bias != m_model.weights.end()) output.rowwise() += bias->second.row(0);
        return output;
    }

    [[nodiscard]] MatrixD heads(const MatrixD& input, Place place, Place norm, int block) const
    {
        MatrixD rows = linear(input, place, block);
        const Index size = m_config.headSize;
        if (m_model.weights.contains({norm, block})) rows = normalized(rows, at({norm, block}), size);
        for (Index t = 0; t < rows.rows(); ++t)
            for (Index begin = 0; begin < rows.cols(); begin += size) {
                Eigen::VectorXd head = rows.row(t).segment(begin, size);
                for (Index plane = 0; plane < size / 2; ++plane) turn(head, plane, t);
                if (m_model.headRotation.size() > 0) head = m_model.headRotation * head;
                rows.row(t).segment(begin, size) = head;
            }
        return rows;
    }

    void turn(Eigen::VectorXd& head, Index plane, Index position) const
    {
        const bool half = m_config.ropeLayout == RopeLayout::HalfSplit;
        const Index first = half ? plane : 2 * plane;
        const Index second = half ? plane + m_config.headSize / 2 : 2 * plane + 1;
        const double angle = static_cast<double>(position) * m_config.ropeFrequencies[static_cast<std::size_t>(plane)];
        const double a = head(first);
        const double b = head(second);
        head(first) = a * std::cos(angle) - b * std::sin(angle);
        head(second) = b * std::cos(angle) + a * std::sin(angle);
    }

    [[nodiscard]] MatrixD mix(const MatrixD& queries, const MatrixD& keys, const MatrixD& values) const
    {
        const Index size = m_config.headSize;
        MatrixD mixed = MatrixD::Zero(queries.rows(), queries.cols());
        for (Index head = 0; head < m_config.heads; ++head)
            for (Index t = 0; t < queries.rows(); ++t) {
                const Index shared = head / m_config.groupSize() * size;
                const Index first =
                    m_config.slidingWindow > 0 ? std::max<Index>(0, t - m_config.slidingWindow + 1) : 0;
                std::vector<double> weights;
                double sum = 0.0;
                for (Index s = first; s <= t; ++s) {
                    const double score =
                        queries.row(t).segment(head * size, size).dot(keys.row(s).segment(shared, size));
                    weights.push_back(std::exp(score / std::sqrt(static_cast<double>(size))));
                    sum += weights.back();
                }
                for (Index s = first; s <= t; ++s)
                    mixed.row(t).segment(head * size, size) +=
                        weights[static_cast<std::size_t>(s - first)] / sum * values.row(s).segment(shared, size);
            }
        return mixed;
    }

    void run(int block, MatrixD& stream) const
    {
        const MatrixD input = normalized(stream, at({Place::AttentionNorm, block}), m_config.hidden);
        const MatrixD queries = heads(input, Place::Query, Place::QueryNorm, block);
        const MatrixD keys = heads(input, Place::Key, Place::KeyNorm, block);
        stream += linear(mix(queries, keys, linear(input, Place::Value, block)), Place::Output, block);
        const MatrixD middle = normalized(stream, at({Place::FeedForwardNorm, block}), m_config.hidden);
        MatrixD product = linear(middle, Place::Gate, block);
        const MatrixD up = linear(middle, Place::Up, block);
        for (Index i = 0; i < product.size(); ++i)
            product.data()[i] *= up.data()[i] / (1.0 + std::exp(-product.data()[i]));
        if (m_model.feedForwardRotation.size() > 0) product = product * m_model.feedForwardRotation.transpose();
        stream += linear(product, Place::Down, block);
    }

    const ReferenceModel& m_model;
    const ModelConfig& m_config;
};

} // namespace

TinyModel::TinyModel(const TinyModelKind& kind, std::uint64_t seed)
{
    const ModelConfig config = tinyConfig(kind);
    Random random(seed);
    // Both models get the same float32 values.
    const auto add = [&](const ParameterId& id, const MatrixD& values) {
        m_weights[id] = std::make_shared<const Matrix>(values.cast<float>());
        m_reference.weights[id] = m_weights[id]->cast<double>();
    };
    const auto gain = [&](Index size) {
        return MatrixD(MatrixD::Ones(1, size) + randomValues(1, size, 0.2, random));
    };
    add({Place::Embedding}, randomValues(config.vocabulary, config.hidden, 1.0, random));
    add({Place::FinalNorm}, gain(config.hidden));
    if (!kind.tied) add({Place::Head}, randomValues(config.vocabulary, config.hidden, 0.4, random));
    for (int block = 0; block < static_cast<int>(config.blocks); ++block) {
        const auto matrix = [&](Place place, Index out, Index in) {
            add({place, block}, randomValues(out, in, 1.2 / std::sqrt(static_cast<double>(in)), random));
            if (kind.biases) add({place, block, true}, randomValues(1, out, 0.3, random));
        };
        add({Place::AttentionNorm, block}, gain(config.hidden));
        add({Place::FeedForwardNorm, block}, gain(config.hidden));
        matrix(Place::Query, config.queryWidth(), config.hidden);
        matrix(Place::Key, config.keyWidth(), config.hidden);
        matrix(Place::Value, config.keyWidth(), config.hidden);
        matrix(Place::Output, config.hidden, config.queryWidth());
        matrix(Place::Gate, config.feedForward, config.hidden);
        matrix(Place::Up, config.feedForward, config.hidden);
        matrix(Place::Down, config.hidden, config.feedForward);
        if (!kind.headNorms) continue;
        add({Place::QueryNorm, block}, gain(config.headSize));
        add({Place::KeyNorm, block}, gain(config.headSize));
    }
    m_reference.config = config;
    OnlineRotations online;
    if (kind.rotations) {
        m_reference.headRotation = randomRotation(config.headSize, random);
        m_reference.feedForwardRotation = randomRotation(config.feedForward, random);
        online.heads = denseTransform(m_reference.headRotation.cast<float>(), 0.0, "R3");
        online.feedForward = denseTransform(m_reference.feedForwardRotation.cast<float>(), 0.0, "R4");
    }
    m_llama = std::make_unique<Llama>(config, std::make_shared<const KeptWeights>(m_weights), online);
}

std::vector<TinyModelKind> tinyModelKinds()
{
    return {{.name = "plain"},
            {.name = "interleaved, biases", .layout = RopeLayout::Interleaved, .biases = true},
            {.name = "head norms, tied", .headNorms = true, .tied = true},
            {.name = "sliding window, biases", .biases = true, .slidingWindow = 3},
            {.name = "rotations", .rotations = true},
            {.name = "everything",
             .layout = RopeLayout::Interleaved,
             .biases = true,
             .headNorms = true,
             .tied = true,
             .rotations = true,
             .slidingWindow = 4}};
}

TokenWindows randomTokens(Index windows, Index length, Index vocabulary, std::uint64_t seed)
{
    Random random(seed);
    TokenWindows tokens(windows, length);
    for (Index i = 0; i < tokens.size(); ++i)
        tokens.data()[i] = static_cast<std::int32_t>(random.below(static_cast<std::uint64_t>(vocabulary)));
    return tokens;
}

MatrixD referenceLogits(const ReferenceModel& model, const TokenWindows& tokens)
{
    MatrixD logits(tokens.size(), model.config.vocabulary);
    for (Index window = 0; window < tokens.rows(); ++window) {
        const std::vector<std::int32_t> text(&tokens(window, 0), &tokens(window, 0) + tokens.cols());
        logits.middleRows(window * tokens.cols(), tokens.cols()) = WindowPass(model).logits(text);
    }
    return logits;
}

MatrixD logProbabilities(const MatrixD& logits)
{
    MatrixD result = logits;
    for (Index row = 0; row < logits.rows(); ++row) {
        const double largest = logits.row(row).maxCoeff();
        result.row(row).array() -= largest + std::log((logits.row(row).array() - largest).exp().sum());
    }
    return result;
}

double referenceLoss(const ReferenceModel& model, const TokenWindows& tokens, const TokenWindows& labels)
{
    const MatrixD logarithms = logProbabilities(referenceLogits(model, tokens));
    double loss = 0.0;
    for (Index i = 0; i < labels.size(); ++i)
        if (labels.data()[i] >= 0) loss -= logarithms(i, labels.data()[i]);
    return loss;
}

} // namespace alidade::test
