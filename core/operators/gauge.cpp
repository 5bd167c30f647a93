// SPDX-License-Identifier: Apache-2.0
#include "core/operators/gauge.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace alidade {

namespace {

bool isPowerOfTwo(double value)
{
    int exponent = 0;
    return std::abs(std::frexp(value, &exponent)) == 0.5;
}

/// All vectors of factors of a block.
std::vector<const Eigen::VectorXd*> factorsOf(const BlockGauge& block)
{
    return {&block.attentionChannels, &block.feedForwardChannels, &block.values, &block.neurons,
            &block.planeScales};
}

template <typename Test>
std::size_t countFactors(const Gauge& gauge, Test test)
{
    std::size_t found =
        static_cast<std::size_t>(std::count_if(gauge.finalChannels.begin(), gauge.finalChannels.end(), test));
    for (const BlockGauge& block : gauge.blocks)
        for (const Eigen::VectorXd* factors : factorsOf(block))
            found += static_cast<std::size_t>(std::count_if(factors->begin(), factors->end(), test));
    return found;
}

void checkFactors(const Eigen::VectorXd& factors, Index size, const std::string& what)
{
    if (factors.size() == 0) return;
    if (factors.size() != size)
        throw InvalidRequest("the gauge has " + std::to_string(factors.size()) + " factors for " + what +
                             "; the model has " + std::to_string(size));
    if (!factors.allFinite() || (factors.array() == 0.0).any())
        throw InvalidRequest("a factor of the gauge for " + what + " is zero or not finite");
}

void checkOrder(const std::vector<Index>& order, Index size)
{
    if (order.empty()) return;
    std::vector<Index> sorted = order;
    std::sort(sorted.begin(), sorted.end());
    bool permutes = static_cast<Index>(sorted.size()) == size;
    for (std::size_t i = 0; permutes && i < sorted.size(); ++i)
        permutes = sorted[i] == static_cast<Index>(i);
    if (!permutes) throw InvalidRequest("the order of the gauge is no permutation of the model's neurons");
}

void checkBlock(const BlockGauge& block, const ModelConfig& config)
{
    const Index planes = config.keyValueHeads * config.headSize / 2;
    checkFactors(block.attentionChannels, config.hidden, "channels before attention");
    checkFactors(block.feedForwardChannels, config.hidden, "channels before the feed-forward layer");
    checkFactors(block.values, config.keyWidth(), "values");
    checkFactors(block.neurons, config.feedForward, "neurons");
    checkFactors(block.planeScales, planes, "rotary planes");
    if (block.planeAngles.size() != 0 && block.planeAngles.size() != planes)
        throw InvalidRequest("the gauge has " + std::to_string(block.planeAngles.size()) +
                             " angles for rotary planes; the model has " + std::to_string(planes));
    checkOrder(block.neuronOrder, config.feedForward);
}

void checkPlanes(const BlockGauge& block, int number, const ModelWeights& weights, const JobContext& job)
{
    if (block.planeScales.size() == 0 && block.planeAngles.size() == 0) return;
    for (const Place place : {Place::QueryNorm, Place::KeyNorm})
        if (weights.load({place, number}, job))
            throw InvalidRequest("rotary planes cannot be scaled or turned: " +
                                 huggingFaceName({place, number}) + " normalizes them after the weights");
}

void scaleColumns(MatrixD& weights, const Eigen::VectorXd& factors)
{
    if (factors.size() > 0) weights.array().rowwise() *= factors.transpose().array();
}

void scaleRows(MatrixD& weights, const Eigen::VectorXd& factors, bool bias)
{
    if (factors.size() == 0) return;
    if (bias)
        weights.array().rowwise() *= factors.transpose().array();
    else
        weights.array().colwise() *= factors.array();
}

/// Division is exact wherever multiplication by the inverse is, and rounds once elsewhere.
void divideColumns(MatrixD& weights, const Eigen::VectorXd& factors)
{
    if (factors.size() > 0) weights.array().rowwise() /= factors.transpose().array();
}

/// Factors of the rows of v, for each column of o.
Eigen::VectorXd acrossGroup(const Eigen::VectorXd& values, const ModelConfig& config)
{
    if (values.size() == 0) return {};
    Eigen::VectorXd all(config.queryWidth());
    for (Index query = 0; query < config.heads; ++query)
        all.segment(query * config.headSize, config.headSize) =
            values.segment(query / config.groupSize() * config.headSize, config.headSize);
    return all;
}

MatrixD reordered(const MatrixD& weights, const std::vector<Index>& order, bool rows)
{
    if (order.empty()) return weights;
    MatrixD result(weights.rows(), weights.cols());
    for (std::size_t i = 0; i < order.size(); ++i) {
        if (rows)
            result.row(static_cast<Index>(i)) = weights.row(order[i]);
        else
            result.col(static_cast<Index>(i)) = weights.col(order[i]);
    }
    return result;
}

BlockGauge inverseOf(const BlockGauge& block)
{
    BlockGauge inverse;
    inverse.attentionChannels = block.attentionChannels.cwiseInverse();
    inverse.feedForwardChannels = block.feedForwardChannels.cwiseInverse();
    inverse.values = block.values.cwiseInverse();
    inverse.planeScales = block.planeScales.cwiseInverse();
    inverse.planeAngles = -block.planeAngles;
    inverse.neurons = block.neurons.cwiseInverse();
    inverse.neuronOrder.resize(block.neuronOrder.size());
    for (std::size_t i = 0; i < block.neuronOrder.size(); ++i) {
        inverse.neuronOrder[static_cast<std::size_t>(block.neuronOrder[i])] = static_cast<Index>(i);
        // Factors belong to neurons as they stand before the order is changed.
        if (block.neurons.size() > 0)
            inverse.neurons(static_cast<Index>(i)) = 1.0 / block.neurons(block.neuronOrder[i]);
    }
    return inverse;
}

} // namespace

Gauge Gauge::identity(const ModelConfig& config)
{
    Gauge gauge;
    gauge.blocks.resize(static_cast<std::size_t>(config.blocks));
    return gauge;
}

Gauge Gauge::inverse() const
{
    Gauge inverse;
    for (const BlockGauge& block : blocks)
        inverse.blocks.push_back(inverseOf(block));
    inverse.finalChannels = finalChannels.cwiseInverse();
    return inverse;
}

std::size_t Gauge::inexactFactors() const
{
    std::size_t angles = 0;
    for (const BlockGauge& block : blocks)
        angles += static_cast<std::size_t>((block.planeAngles.array() != 0.0).count());
    return angles + countFactors(*this, [](double factor) { return !isPowerOfTwo(factor); });
}

std::size_t Gauge::changedFactors() const
{
    return countFactors(*this, [](double factor) { return factor != 1.0; });
}

GaugedWeights::GaugedWeights(const ModelConfig& config, ModelWeightsPtr base, Gauge gauge,
                             const JobContext& job)
    : ExactlyChangedWeights(std::move(base)), m_config(config), m_gauge(std::move(gauge))
{
    if (static_cast<Index>(m_gauge.blocks.size()) != config.blocks)
        throw InvalidRequest("the gauge has " + std::to_string(m_gauge.blocks.size()) +
                             " blocks; the model has " + std::to_string(config.blocks));
    checkFactors(m_gauge.finalChannels, config.hidden, "channels before the head");
    if (m_gauge.finalChannels.size() > 0 && config.tiedEmbeddings)
        throw InvalidRequest("the head is the embedding: its columns cannot be scaled alone");
    for (std::size_t i = 0; i < m_gauge.blocks.size(); ++i) {
        checkBlock(m_gauge.blocks[i], config);
        checkPlanes(m_gauge.blocks[i], static_cast<int>(i), this->base(), job);
    }
}

MatrixD GaugedWeights::changed(const ParameterId& id, MatrixD weights, const JobContext& job) const
{
    job.checkpoint();
    if (id.block >= 0) return inBlock(id, std::move(weights));
    if (id.place == Place::FinalNorm && !id.bias) divideColumns(weights, m_gauge.finalChannels);
    if (id.place == Place::Head && !id.bias) scaleColumns(weights, m_gauge.finalChannels);
    return weights;
}

MatrixD GaugedWeights::inBlock(const ParameterId& id, MatrixD weights) const
{
    const BlockGauge& gauge = m_gauge.blocks[static_cast<std::size_t>(id.block)];
    switch (id.place) {
    case Place::AttentionNorm:
        divideColumns(weights, gauge.attentionChannels);
        break;
    case Place::FeedForwardNorm:
        divideColumns(weights, gauge.feedForwardChannels);
        break;
    case Place::Query:
    case Place::Key:
        if (!id.bias) scaleColumns(weights, gauge.attentionChannels);
        changePlanes(weights, id, gauge);
        break;
    case Place::Value:
        if (!id.bias) scaleColumns(weights, gauge.attentionChannels);
        scaleRows(weights, gauge.values, id.bias);
        break;
    case Place::Output:
        if (!id.bias) divideColumns(weights, acrossGroup(gauge.values, m_config));
        break;
    case Place::Gate:
    case Place::Up:
        if (!id.bias) scaleColumns(weights, gauge.feedForwardChannels);
        if (id.place == Place::Up) scaleRows(weights, gauge.neurons, id.bias);
        return reordered(weights, gauge.neuronOrder, !id.bias);
    case Place::Down:
        if (id.bias) break;
        divideColumns(weights, gauge.neurons);
        return reordered(weights, gauge.neuronOrder, false);
    default:
        break;
    }
    return weights;
}

void GaugedWeights::changePlanes(MatrixD& weights, const ParameterId& id, const BlockGauge& gauge) const
{
    if (gauge.planeScales.size() == 0 && gauge.planeAngles.size() == 0) return;
    const Index planes = m_config.headSize / 2;
    const bool half = m_config.ropeLayout == RopeLayout::HalfSplit;
    const bool isKey = id.place == Place::Key;
    const Index heads = isKey ? m_config.keyValueHeads : m_config.heads;
    if (id.bias) weights.transposeInPlace();
    for (Index head = 0; head < heads; ++head)
        for (Index plane = 0; plane < planes; ++plane) {
            const Index at = (isKey ? head : head / m_config.groupSize()) * planes + plane;
            const double factor = gauge.planeScales.size() == 0 ? 1.0 : gauge.planeScales(at);
            const double scale = isKey ? factor : 1.0 / factor;
            const double angle = gauge.planeAngles.size() == 0 ? 0.0 : gauge.planeAngles(at);
            auto a = weights.row(head * m_config.headSize + (half ? plane : 2 * plane));
            auto b = weights.row(head * m_config.headSize + (half ? plane + planes : 2 * plane + 1));
            const Eigen::RowVectorXd turned = scale * (std::cos(angle) * a - std::sin(angle) * b);
            b = scale * (std::sin(angle) * a + std::cos(angle) * b);
            a = turned;
        }
    if (id.bias) weights.transposeInPlace();
}

} // namespace alidade
