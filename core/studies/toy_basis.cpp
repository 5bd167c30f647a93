// SPDX-License-Identifier: Apache-2.0
// The protocol: fit, balance, describe, round.
#include "core/studies/toy_basis.h"

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/base/parameters.h"
#include "core/studies/toy_codes.h"
#include "core/studies/toy_concentration.h"
#include "core/studies/toy_hidden.h"

#include <algorithm>
#include <numeric>

namespace alidade {

namespace {

constexpr double trainingPart = 0.9; // of the progress
constexpr std::size_t topTerms = 40; // science.md 7: two for each of 20 harmonics
constexpr Index groupSize = 64;

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
    requireRange("final share of the learning rate", request.finalRate, 0.0, 1.0);
    requireRange("training share", request.trainingShare, 0.1, 0.95);
    for (const int bits : request.bits) requireRange("bit widths", bits, 2, 16);
    for (const double step : request.entropySteps) requireRange("steps", step, 1e-3, 10.0);
}

/// Eigenvectors of nearly equal eigenvalues turn with the rounding of the products that they come from, and that depends
/// on how many threads make them: one, while this stands.
class OneThread {
public:
    OneThread() : m_before(workerThreads()) { setWorkerThreads(1); }
    ~OneThread() { setWorkerThreads(m_before); }
    OneThread(const OneThread&) = delete;
    OneThread& operator=(const OneThread&) = delete;

private:
    int m_before;
};

/// One run.
class Experiment {
public:
    Experiment(const ToyRequest& request, const JobContext& job) : m_job(job), m_grid(request)
    {
        m_result.request = request;
        m_result.x = m_grid.x;
        m_result.target = m_grid.target;
    }

    ToyBasis run()
    {
        trainNetwork();
        const ToyCoordinates coordinates(m_grid.target, m_grid.energy, request().seed, m_job.quiet());
        m_result.needed = coordinates.needed();
        m_result.compaction = coordinates.compaction();
        fitFourier(coordinates.fourier());
        describeFunction(coordinates);
        describeNetwork();
        roundAll();
        roundHiddenMatrix();
        m_job.checkpoint(1, 1);
        return std::move(m_result);
    }

private:
    [[nodiscard]] const ToyRequest& request() const { return m_result.request; }

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
            inputs(i, 0) = m_grid.inputs(place, 0);
            wanted(i, 0) = static_cast<float>((m_grid.target[static_cast<std::size_t>(place)] - m_grid.mean) /
                                              m_grid.deviation);
        }
        Random start(request().seed, StartStream);
        m_network = startingNetwork(request().width, start);
        m_result.training =
            train(m_network, inputs, wanted, {request().steps, request().learningRate, request().finalRate},
                  m_job.part(0.0, trainingPart));
        m_trained = m_network;
        balanceNetwork();
        m_result.mlpFit = m_grid.functionOf(m_network);
        m_result.mlpError = m_grid.errorOf(m_result.mlpFit);
        m_result.mlpParameters = static_cast<std::uint64_t>(m_network.parameters());
        measureHeldOut(std::span(order).subspan(static_cast<std::size_t>(count)));
    }

    void balanceNetwork()
    {
        const Matrix before = m_network.evaluate(m_grid.inputs);
        balance(m_network);
        const Matrix change = m_network.evaluate(m_grid.inputs) - before;
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
        m_result.heldOutError = sum / (share * m_grid.energy);
    }

    void fitFourier(const std::vector<double>& coefficients)
    {
        const std::uint64_t enough = coefficientsFor(coefficients, m_result.mlpError * m_grid.energy);
        m_terms = largestTerms(coefficients, static_cast<std::size_t>(std::max<std::uint64_t>(1, enough)));
        m_top = largestTerms(coefficients, topTerms);
        m_result.fourierTerms = m_terms.kept.size();
        m_result.fourierFit = inverseRealFourier(m_terms.truncated());
        m_result.fourierError = m_grid.errorOf(m_result.fourierFit);
    }

    void describe(const char* id, const char* label, const Matrix& values)
    {
        m_result.parameters.push_back(describeParameters(id, label, values, m_job.quiet()));
    }

    /// A tensor turned along its axes.
    [[nodiscard]] Matrix turnedAlone(const Matrix& tensor) const
    {
        return turned({tensor}, request().seed, m_job.quiet()).first.front();
    }

    void describeFunction(const ToyCoordinates& coordinates)
    {
        const Matrix fourier = rowOf(coordinates.fourier());
        describe("samples", "Samples of the function", rowOf(m_grid.target));
        describe("samples-hadamard", "Samples of the function, Hadamard", rowOf(coordinates.hadamard()));
        describe("fourier", "Fourier coefficients", fourier);
        describe("fourier-hadamard", "Fourier coefficients, Hadamard", turnedAlone(fourier));
    }

    void describeNetwork()
    {
        const auto& tensors = m_network.tensors;
        const auto turnedTensors = turned({tensors.begin(), tensors.end()}, request().seed, m_job.quiet()).first;
        const Matrix trained = rowOf(m_trained.tensors);
        describe("mlp", "Network weights", rowOf(tensors));
        describe("mlp-hadamard", "Network weights, Hadamard", rowOf(turnedTensors));
        describe("mlp-hidden", "Hidden weights", rowOf({&tensors[ToyNetwork::HiddenWeights], 1}));
        describe("mlp-hidden-hadamard", "Hidden weights, Hadamard",
                 rowOf({&turnedTensors[ToyNetwork::HiddenWeights], 1}));
        describe("mlp-trained", "Network weights before balancing", trained);
        describe("mlp-trained-hadamard", "Network weights before balancing, Hadamard of the padded list",
                 turnedAlone(padded(trained)));
    }

    void roundAll()
    {
        const std::uint64_t seed = request().seed;
        const JobContext quiet = m_job.quiet();
        const std::vector<ToyCode> codes{fourierCode(m_grid, m_terms, "fourier"),
                                         turnedFourierCode(m_grid, m_terms, seed, quiet),
                                         fourierCode(m_grid, m_top, "fourier-40"),
                                         networkCode(m_grid, m_network, false, seed, quiet),
                                         networkCode(m_grid, m_network, true, seed, quiet),
                                         listCode(m_grid, m_trained, false, seed, quiet),
                                         listCode(m_grid, m_trained, true, seed, quiet)};
        std::vector<ToyPoint>& points = m_result.points;
        for (std::size_t i = 0; i < codes.size(); ++i) {
            m_job.part(trainingPart, 1.0).checkpoint(i, codes.size() + 1);
            for (const int bits : request().bits) points.push_back(roundToBits(codes[i], bits));
            for (const int bits : request().bits) points.push_back(roundInGroups(codes[i], bits, groupSize));
            for (const double step : request().entropySteps) points.push_back(roundToStep(codes[i], step));
        }
    }

    /// Before balancing: a scale of the whole matrix has no part in it, and those of single units make it another matrix.
    void roundHiddenMatrix()
    {
        const OneThread alone;
        const Matrix& weights = m_trained.tensors[ToyNetwork::HiddenWeights];
        for (const ToyHiddenCoordinates& one : hiddenCoordinates(m_grid, m_trained, request().seed, m_job.quiet())) {
            m_job.checkpoint();
            Matrix turnedWeights = weights;
            one.basis.forward(turnedWeights, m_job.quiet());
            const std::string id = one.id == "original" ? "hidden-trained" : "hidden-trained-" + one.id;
            if (one.id != "svd-paid") // its statistics are those of svd but for the rounding of its axes
                describe(id.c_str(), "Hidden weights before balancing", turnedWeights);
            const auto points = roundHidden(m_grid, m_trained, one, request().entropySteps, m_job.quiet());
            m_result.hidden.insert(m_result.hidden.end(), points.begin(), points.end());
        }
    }

    JobContext m_job;
    ToyGrid m_grid;
    ToyBasis m_result;
    ToyNetwork m_network; ///< balanced
    ToyNetwork m_trained; ///< before that
    ToyTerms m_terms;     ///< as many as are equal to the network
    ToyTerms m_top;
};

} // namespace

ToyRequest referenceToyRequest()
{
    ToyRequest request;
    request.samples = 4096;
    request.learningRate = 1e-3;
    request.finalRate = 1.0;
    request.bits = {2, 3, 4, 6, 8};
    request.entropySteps = {1.0, 0.7, 0.5, 0.35, 0.25, 0.18, 0.125};
    return request;
}

ToyBasis runToyBasis(const ToyRequest& request, const JobContext& job)
{
    requireValid(request);
    return Experiment(request, job).run();
}

} // namespace alidade
