// SPDX-License-Identifier: Apache-2.0
#include "core/studies/toy_network.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace alidade {

namespace {

using Tensors = std::array<Matrix, 6>;

constexpr int shownSteps = 200; // points of the training curve
constexpr int stepsBetweenStops = 10;
constexpr int balanceSweeps = 200;

/// What one pass leaves behind; kept over the steps so that no step asks for memory.
struct Pass {
    Matrix first, second, output; ///< after the rectifiers: points x width, points x width, points x 1
    Matrix outputDelta, secondDelta, firstDelta;
};

void forward(const Tensors& t, const Matrix& inputs, Pass& pass)
{
    pass.first.noalias() = inputs * t[ToyNetwork::InputWeights].transpose();
    pass.first.rowwise() += t[ToyNetwork::InputBias].row(0);
    pass.first = pass.first.cwiseMax(0.0F);
    pass.second.noalias() = pass.first * t[ToyNetwork::HiddenWeights].transpose();
    pass.second.rowwise() += t[ToyNetwork::HiddenBias].row(0);
    pass.second = pass.second.cwiseMax(0.0F);
    pass.output.noalias() = pass.second * t[ToyNetwork::OutputWeights].transpose();
    pass.output.array() += t[ToyNetwork::OutputBias](0, 0);
}

/// Gradients of the mean squared error; `pass` is that of forward().
void backward(const Tensors& t, const Matrix& inputs, const Matrix& wanted, Pass& pass, Tensors& gradient)
{
    const float scale = 2.0F / static_cast<float>(inputs.rows());
    pass.outputDelta = scale * (pass.output - wanted);
    gradient[ToyNetwork::OutputWeights].noalias() = pass.outputDelta.transpose() * pass.second;
    gradient[ToyNetwork::OutputBias](0, 0) = pass.outputDelta.sum();
    pass.secondDelta.noalias() = pass.outputDelta * t[ToyNetwork::OutputWeights];
    pass.secondDelta.array() *= (pass.second.array() > 0.0F).cast<float>();
    gradient[ToyNetwork::HiddenWeights].noalias() = pass.secondDelta.transpose() * pass.first;
    gradient[ToyNetwork::HiddenBias] = pass.secondDelta.colwise().sum();
    pass.firstDelta.noalias() = pass.secondDelta * t[ToyNetwork::HiddenWeights];
    pass.firstDelta.array() *= (pass.first.array() > 0.0F).cast<float>();
    gradient[ToyNetwork::InputWeights].noalias() = pass.firstDelta.transpose() * inputs;
    gradient[ToyNetwork::InputBias] = pass.firstDelta.colwise().sum();
}

/// Kingma and Ba 2015, with their constants.
class Adam {
public:
    explicit Adam(const Tensors& shape) : m_first(shape), m_second(shape)
    {
        for (std::size_t i = 0; i < shape.size(); ++i) {
            m_first[i].setZero();
            m_second[i].setZero();
        }
    }

    void step(Tensors& weights, const Tensors& gradient, double rate)
    {
        m_firstPower *= firstDecay;
        m_secondPower *= secondDecay;
        const auto size = static_cast<float>(rate * std::sqrt(1.0 - m_secondPower) / (1.0 - m_firstPower));
        for (std::size_t i = 0; i < weights.size(); ++i) {
            const auto g = gradient[i].array();
            m_first[i].array() = static_cast<float>(firstDecay) * m_first[i].array() +
                                 static_cast<float>(1.0 - firstDecay) * g;
            m_second[i].array() = static_cast<float>(secondDecay) * m_second[i].array() +
                                  static_cast<float>(1.0 - secondDecay) * g.square();
            weights[i].array() -= size * m_first[i].array() / (m_second[i].array().sqrt() + tiny);
        }
    }

private:
    static constexpr double firstDecay = 0.9;
    static constexpr double secondDecay = 0.999;
    static constexpr float tiny = 1e-8F;
    Tensors m_first;
    Tensors m_second;
    double m_firstPower = 1.0;
    double m_secondPower = 1.0;
};

double meanSquare(const Matrix& output, const Matrix& wanted)
{
    return (output - wanted).cast<double>().squaredNorm() / static_cast<double>(wanted.rows());
}

double rateAt(const ToyTraining& training, int step)
{
    const double lowest = training.finalRate;
    const double part = static_cast<double>(step) / training.steps;
    return training.learningRate * (lowest + (1.0 - lowest) * 0.5 * (1.0 + std::cos(std::numbers::pi * part)));
}

Matrix uniformMatrix(Index rows, Index columns, double bound, Random& random)
{
    Matrix matrix(rows, columns);
    for (Index i = 0; i < matrix.size(); ++i)
        matrix.data()[i] = static_cast<float>(bound * (2.0 * random.uniform() - 1.0));
    return matrix;
}

/// sqrt(norm after / norm before), or 1 for a unit without input or output.
float scaleOf(double squaredBefore, double squaredAfter)
{
    if (!(squaredBefore > 0.0 && squaredAfter > 0.0)) return 1.0F;
    return static_cast<float>(std::pow(squaredAfter / squaredBefore, 0.25));
}

} // namespace

Index ToyNetwork::parameters() const
{
    Index count = 0;
    for (const Matrix& tensor : tensors) count += tensor.size();
    return count;
}

std::vector<float> ToyNetwork::pooled() const
{
    std::vector<float> values;
    for (const Matrix& tensor : tensors) values.insert(values.end(), tensor.data(), tensor.data() + tensor.size());
    return values;
}

Matrix ToyNetwork::evaluate(const Matrix& inputs) const
{
    Pass pass;
    forward(tensors, inputs, pass);
    return pass.output;
}

Matrix ToyNetwork::firstActivations(const Matrix& inputs) const
{
    Pass pass;
    forward(tensors, inputs, pass);
    return pass.first;
}

ToyNetwork startingNetwork(Index width, Random& random)
{
    const double inner = 1.0 / std::sqrt(static_cast<double>(width));
    ToyNetwork network;
    network.tensors = {uniformMatrix(width, 1, 1.0, random),       uniformMatrix(1, width, 1.0, random),
                       uniformMatrix(width, width, inner, random), uniformMatrix(1, width, inner, random),
                       uniformMatrix(1, width, inner, random),     uniformMatrix(1, 1, inner, random)};
    return network;
}

Curve train(ToyNetwork& network, const Matrix& inputs, const Matrix& wanted, const ToyTraining& training,
            const JobContext& job)
{
    Curve curve;
    Pass pass;
    Tensors gradient = network.tensors;
    Adam adam(network.tensors);
    const int every = std::max(1, training.steps / shownSteps);
    const auto note = [&](int step) {
        const double error = meanSquare(pass.output, wanted);
        if (!std::isfinite(error))
            throw NumericalError("the training of the network did not stay finite: the learning rate is too large");
        curve.x.push_back(step);
        curve.y.push_back(error);
    };
    for (int step = 0; step < training.steps; ++step) {
        if (step % stepsBetweenStops == 0)
            job.checkpoint(static_cast<std::uint64_t>(step), static_cast<std::uint64_t>(training.steps));
        forward(network.tensors, inputs, pass);
        if (step % every == 0) note(step);
        backward(network.tensors, inputs, wanted, pass, gradient);
        adam.step(network.tensors, gradient, rateAt(training, step));
    }
    forward(network.tensors, inputs, pass);
    note(training.steps);
    return curve;
}

void balance(ToyNetwork& network)
{
    Tensors& t = network.tensors;
    // Two layers of units share the matrix between them, so one sweep is not enough; the norm falls in each.
    for (int sweep = 0; sweep < balanceSweeps; ++sweep) {
        for (Index unit = 0; unit < network.width(); ++unit) {
            float& bias = t[ToyNetwork::InputBias](0, unit);
            float& weight = t[ToyNetwork::InputWeights](unit, 0);
            auto out = t[ToyNetwork::HiddenWeights].col(unit);
            const double before = static_cast<double>(weight) * static_cast<double>(weight) +
                                  static_cast<double>(bias) * static_cast<double>(bias);
            const float scale = scaleOf(before, out.cast<double>().squaredNorm());
            weight *= scale;
            bias *= scale;
            out /= scale;
        }
        for (Index unit = 0; unit < network.width(); ++unit) {
            float& bias = t[ToyNetwork::HiddenBias](0, unit);
            float& weight = t[ToyNetwork::OutputWeights](0, unit);
            auto in = t[ToyNetwork::HiddenWeights].row(unit);
            const double before =
                in.cast<double>().squaredNorm() + static_cast<double>(bias) * static_cast<double>(bias);
            const float scale = scaleOf(before, static_cast<double>(weight) * static_cast<double>(weight));
            in *= scale;
            bias *= scale;
            weight /= scale;
        }
    }
}

} // namespace alidade
