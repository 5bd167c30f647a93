// SPDX-License-Identifier: Apache-2.0
// The protocol: fit, balance, describe, round.
#include "core/studies/toy_basis.h"

#include "core/base/error.h"
#include "core/base/parameters.h"
#include "core/studies/toy_coding.h"
#include "core/studies/toy_network.h"
#include "core/transforms/dct_transform.h"
#include "core/transforms/random_hadamard.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace alidade {

namespace {

constexpr double trainingPart = 0.9; // of the progress
constexpr double seedBits = 64.0;
/// Mean and deviation that the network's output is scaled with, in float32.
constexpr double standardizationBits = 64.0;

/// Streams of the seed. The target uses stream 0, rotations 1 and 2 (RandomHadamard).
enum Stream : std::uint64_t { StartStream = 16, SplitStream = 17 };

void requireRange(const std::string& what, double value, double low, double high)
{
    if (value >= low && value <= high) return;
    throw InvalidRequest("the " + what + " of the toy experiment must be from " + toText(low) + " to " + toText(high));
}

void requireValid(const ToyRequest& request)
{
    requireRange("number of samples", static_cast<double>(request.samples), 64, 65536);
    requireRange("width", static_cast<double>(request.width), 4, 512);
    requireRange("number of steps", request.steps, 1, 1e6);
    requireRange("learning rate", request.learningRate, 1e-6, 1.0);
    requireRange("training share", request.trainingShare, 0.1, 0.95);
    for (const int bits : request.bits) requireRange("bit widths", bits, 2, 16);
    for (const double step : request.entropySteps) requireRange("steps", step, 1e-3, 10.0);
}

Matrix rowOf(std::span<const double> values)
{
    Matrix row(1, static_cast<Index>(values.size()));
    for (std::size_t i = 0; i < values.size(); ++i) row(0, static_cast<Index>(i)) = static_cast<float>(values[i]);
    return row;
}

Matrix rowOf(const std::vector<Matrix>& tensors)
{
    std::vector<float> values;
    for (const Matrix& tensor : tensors) values.insert(values.end(), tensor.data(), tensor.data() + tensor.size());
    return Eigen::Map<const Matrix>(values.data(), 1, static_cast<Index>(values.size()));
}

std::vector<double> doublesOf(const Matrix& values)
{
    std::vector<double> list;
    for (Index i = 0; i < values.size(); ++i) list.push_back(static_cast<double>(values.data()[i]));
    return list;
}

/// A randomized Hadamard transform of every axis longer than one.
Basis turnOf(const Matrix& tensor, RandomHadamard& turns)
{
    return {tensor.rows() > 1 ? turns.next(Side::Rows, tensor.rows()) : nullptr,
            tensor.cols() > 1 ? turns.next(Side::Columns, tensor.cols()) : nullptr};
}

/// One run.
class Experiment {
public:
    Experiment(const ToyRequest& request, const JobContext& job) : m_job(job) { m_result.request = request; }

    ToyBasis run()
    {
        makeTarget();
        trainNetwork();
        fitFourier();
        describeAll();
        roundAll();
        m_job.checkpoint(1, 1);
        return std::move(m_result);
    }

private:
    [[nodiscard]] const ToyRequest& request() const { return m_result.request; }

    void makeTarget()
    {
        m_result.target = toyTargets().find(request().target).make(request().samples, request().seed);
        const auto count = static_cast<double>(m_result.target.size());
        m_mean = std::accumulate(m_result.target.begin(), m_result.target.end(), 0.0) / count;
        for (const double value : m_result.target) m_energy += (value - m_mean) * (value - m_mean);
        m_deviation = std::sqrt(m_energy / count);
        m_inputs.resize(request().samples, 1);
        for (Index i = 0; i < request().samples; ++i) {
            m_result.x.push_back(static_cast<double>(i) / count);
            m_inputs(i, 0) = static_cast<float>(2.0 * m_result.x.back() - 1.0);
        }
    }

    /// sum (f - fit)^2 / sum (f - mean)^2.
    [[nodiscard]] double errorOf(std::span<const double> fit) const
    {
        double sum = 0.0;
        for (std::size_t i = 0; i < fit.size(); ++i)
            sum += (fit[i] - m_result.target[i]) * (fit[i] - m_result.target[i]);
        return sum / m_energy;
    }

    [[nodiscard]] std::vector<double> functionOf(const ToyNetwork& network) const
    {
        std::vector<double> values = doublesOf(network.evaluate(m_inputs));
        for (double& value : values) value = m_mean + m_deviation * value;
        return values;
    }

    void trainNetwork()
    {
        Random split(request().seed, SplitStream);
        std::vector<Index> order(static_cast<std::size_t>(request().samples));
        std::iota(order.begin(), order.end(), Index{0});
        for (std::size_t i = order.size() - 1; i > 0; --i) std::swap(order[i], order[split.below(i + 1)]);
        const auto count = static_cast<Index>(request().trainingShare * static_cast<double>(request().samples));
        Matrix inputs(count, 1);
        Matrix wanted(count, 1);
        for (Index i = 0; i < count; ++i) {
            const Index place = order[static_cast<std::size_t>(i)];
            inputs(i, 0) = m_inputs(place, 0);
            wanted(i, 0) =
                static_cast<float>((m_result.target[static_cast<std::size_t>(place)] - m_mean) / m_deviation);
        }
        Random start(request().seed, StartStream);
        m_network = startingNetwork(request().width, start);
        m_result.training = train(m_network, inputs, wanted, {request().steps, request().learningRate},
                                  m_job.part(0.0, trainingPart));
        m_trained = m_network.pooled();
        balanceNetwork();
        m_result.mlpFit = functionOf(m_network);
        m_result.mlpError = errorOf(m_result.mlpFit);
        m_result.mlpParameters = static_cast<std::uint64_t>(m_network.parameters());
        measureHeldOut(std::span(order).subspan(static_cast<std::size_t>(count)));
    }

    void balanceNetwork()
    {
        const Matrix before = m_network.evaluate(m_inputs);
        balance(m_network);
        const Matrix change = m_network.evaluate(m_inputs) - before;
        m_result.gaugeError = static_cast<double>(change.cwiseAbs().maxCoeff() / before.cwiseAbs().maxCoeff());
    }

    void measureHeldOut(std::span<const Index> places)
    {
        double sum = 0.0;
        for (const Index place : places) {
            const auto i = static_cast<std::size_t>(place);
            sum += (m_result.mlpFit[i] - m_result.target[i]) * (m_result.mlpFit[i] - m_result.target[i]);
        }
        const double share = static_cast<double>(places.size()) / static_cast<double>(m_result.target.size());
        m_result.heldOutError = sum / (share * m_energy);
    }

    void fitFourier()
    {
        m_coefficients = realFourier(m_result.target);
        m_result.fourierTerms = std::max<std::uint64_t>(1, coefficientsFor(m_coefficients, m_result.mlpError * m_energy));
        m_kept = placesByMagnitude(m_coefficients);
        m_kept.resize(static_cast<std::size_t>(m_result.fourierTerms));
        std::sort(m_kept.begin(), m_kept.end());
        m_truncated.assign(m_coefficients.size(), 0.0);
        for (const std::size_t place : m_kept) m_truncated[place] = m_coefficients[place];
        m_result.fourierFit = inverseRealFourier(m_truncated);
        m_result.fourierError = errorOf(m_result.fourierFit);
    }

    void describe(const char* id, const char* label, const Matrix& values)
    {
        m_result.parameters.push_back(describeParameters(id, label, values, m_job.quiet()));
    }

    void describeAll()
    {
        const auto networkTensors = std::vector<Matrix>(m_network.tensors.begin(), m_network.tensors.end());
        const auto turnedTensors = turned(networkTensors).first;
        const Matrix samples = rowOf(m_result.target);
        const Matrix fourier = rowOf(m_coefficients);
        describe("samples", "Samples of the function", samples);
        describe("fourier", "Fourier coefficients", fourier);
        describe("fourier-hadamard", "Fourier coefficients, Hadamard", turned({fourier}).first.front());
        describe("mlp", "Network weights", rowOf(networkTensors));
        describe("mlp-hadamard", "Network weights, Hadamard", rowOf(turnedTensors));
        describe("mlp-hidden", "Hidden weights", rowOf({networkTensors[ToyNetwork::HiddenWeights]}));
        describe("mlp-hidden-hadamard", "Hidden weights, Hadamard", rowOf({turnedTensors[ToyNetwork::HiddenWeights]}));
        describe("mlp-trained", "Network weights before balancing",
                 Eigen::Map<const Matrix>(m_trained.data(), 1, static_cast<Index>(m_trained.size())));
        countNeeded(samples);
    }

    void countNeeded(const Matrix& samples)
    {
        Matrix cosine = samples;
        dctTransform(samples.cols())->applyToRows(cosine, Direction::Forward, m_job.quiet());
        const std::vector<double> cosines = doublesOf(cosine);
        const std::vector<double> hadamard = doublesOf(turned({samples}).first.front());
        for (const double error : {1e-2, 5e-3, 1e-3, 5e-4, 1e-4}) {
            const double energy = error * m_energy;
            m_result.needed.push_back({error, coefficientsFor(m_coefficients, energy), coefficientsFor(cosines, energy),
                                       coefficientsFor(m_result.target, energy), coefficientsFor(hadamard, energy)});
        }
    }

    /// Tensors in randomized Hadamard coordinates and the bases that lead back.
    [[nodiscard]] std::pair<std::vector<Matrix>, std::vector<Basis>> turned(std::vector<Matrix> tensors) const
    {
        RandomHadamard turns(request().seed, RandomHadamard::Signs::Random);
        std::vector<Basis> bases;
        for (Matrix& tensor : tensors) {
            bases.push_back(turnOf(tensor, turns));
            bases.back().forward(tensor, m_job.quiet());
        }
        return {std::move(tensors), std::move(bases)};
    }

    [[nodiscard]] ToyCode fourierCode() const
    {
        std::vector<double> values;
        for (const std::size_t place : m_kept) values.push_back(m_coefficients[place]);
        const double places = choiceBits(m_coefficients.size(), m_kept.size());
        return {"fourier", false, {rowOf(values)}, places, [this](const std::vector<Matrix>& rounded) {
                    std::vector<double> all(m_coefficients.size(), 0.0);
                    for (std::size_t i = 0; i < m_kept.size(); ++i)
                        all[m_kept[i]] = static_cast<double>(rounded.front()(0, static_cast<Index>(i)));
                    return errorOf(inverseRealFourier(all));
                }};
    }

    [[nodiscard]] ToyCode turnedFourierCode() const
    {
        auto [tensors, bases] = turned({rowOf(m_truncated)});
        return {"fourier", true, std::move(tensors), seedBits,
                [this, basis = bases.front()](const std::vector<Matrix>& rounded) {
                    Matrix all = rounded.front();
                    basis.inverse(all, m_job.quiet());
                    return errorOf(inverseRealFourier(doublesOf(all)));
                }};
    }

    [[nodiscard]] ToyCode networkCode(bool hadamard) const
    {
        std::vector<Matrix> tensors(m_network.tensors.begin(), m_network.tensors.end());
        std::vector<Basis> bases(tensors.size());
        if (hadamard) std::tie(tensors, bases) = turned(std::move(tensors));
        return {"mlp", hadamard, std::move(tensors), standardizationBits + (hadamard ? seedBits : 0.0),
                [this, bases](const std::vector<Matrix>& rounded) {
                    ToyNetwork network;
                    for (std::size_t i = 0; i < rounded.size(); ++i) {
                        network.tensors[i] = rounded[i];
                        bases[i].inverse(network.tensors[i], m_job.quiet());
                    }
                    return errorOf(functionOf(network));
                }};
    }

    void roundAll()
    {
        const std::vector<ToyCode> codes{fourierCode(), turnedFourierCode(), networkCode(false), networkCode(true)};
        for (std::size_t i = 0; i < codes.size(); ++i) {
            m_job.part(trainingPart, 1.0).checkpoint(i, codes.size());
            for (const int bits : request().bits) m_result.points.push_back(roundToBits(codes[i], bits));
            for (const double step : request().entropySteps) m_result.points.push_back(roundToStep(codes[i], step));
        }
    }

    JobContext m_job;
    ToyBasis m_result;
    double m_mean = 0.0;
    double m_energy = 0.0; ///< sum (f - mean)^2
    double m_deviation = 0.0;
    Matrix m_inputs; ///< 2 t - 1
    ToyNetwork m_network;
    std::vector<float> m_trained; ///< parameters before balancing
    std::vector<double> m_coefficients;
    std::vector<double> m_truncated;
    std::vector<std::size_t> m_kept;
};

} // namespace

ToyBasis runToyBasis(const ToyRequest& request, const JobContext& job)
{
    requireValid(request);
    return Experiment(request, job).run();
}

} // namespace alidade
