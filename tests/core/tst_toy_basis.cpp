// SPDX-License-Identifier: GPL-3.0-or-later
// The toy experiment on budgets of a few hundred steps: its arithmetic is held against closed forms, its training only
// against itself.
#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/studies/toy_basis.h"
#include "core/studies/toy_coding.h"
#include "core/studies/toy_network.h"
#include "tests/support/reference_data.h"

#include <QtTest>

#include <cmath>
#include <numbers>
#include <numeric>
#include <stop_token>

using namespace alidade;
using namespace alidade::test;

namespace {

ToyRequest small(const char* target = "harmonics")
{
    ToyRequest request;
    request.target = target;
    request.samples = 128;
    request.width = 16;
    request.steps = 300;
    request.learningRate = 1e-2;
    return request;
}

double energyOf(const std::vector<double>& values)
{
    return std::inner_product(values.begin(), values.end(), values.begin(), 0.0);
}

/// The loss as a function of one parameter, from nothing but the definition.
double lossAt(const ToyNetwork& network, const Matrix& inputs, const Matrix& wanted)
{
    double sum = 0.0;
    for (Index p = 0; p < inputs.rows(); ++p) {
        std::vector<double> first;
        const auto& t = network.tensors;
        const auto relu = [](double value) { return value > 0.0 ? value : 0.0; };
        for (Index i = 0; i < network.width(); ++i)
            first.push_back(relu(static_cast<double>(t[0](i, 0)) * static_cast<double>(inputs(p, 0)) +
                                 static_cast<double>(t[1](0, i))));
        double output = static_cast<double>(t[5](0, 0));
        for (Index i = 0; i < network.width(); ++i) {
            double value = static_cast<double>(t[3](0, i));
            for (Index j = 0; j < network.width(); ++j)
                value += static_cast<double>(t[2](i, j)) * first[static_cast<std::size_t>(j)];
            output += static_cast<double>(t[4](0, i)) * relu(value);
        }
        const double error = output - static_cast<double>(wanted(p, 0));
        sum += error * error;
    }
    return sum / static_cast<double>(inputs.rows());
}

} // namespace

class TestToyBasis : public QObject {
    Q_OBJECT

private slots:
    void fourierIsOrthonormal_data();
    void fourierIsOrthonormal();
    void targetsNeedTheCoefficientsOfTheTheory();
    void networkIsItsDefinition();
    void trainingGoesDownTheGradient();
    void balancingLeavesTheFunction();
    void sameForAnyNumberOfThreads();
    void everyBitIsCounted();
    void pointsAreThoseOfTheFits();
    void rotationFlattensTheCoefficients();
    void refusesWithASentence();
    void stopsWhenAsked();
};

void TestToyBasis::fourierIsOrthonormal_data()
{
    QTest::addColumn<int>("length");
    for (const int length : {1, 2, 7, 64, 100}) QTest::addRow("%d", length) << length;
}

void TestToyBasis::fourierIsOrthonormal()
{
    QFETCH(int, length);
    Random random(3);
    std::vector<double> values;
    for (int i = 0; i < length; ++i) values.push_back(random.normal());
    const std::vector<double> coefficients = realFourier(values);
    QCOMPARE(coefficients.size(), values.size());
    QVERIFY(std::abs(energyOf(coefficients) - energyOf(values)) < 1e-10);
    const std::vector<double> again = inverseRealFourier(coefficients);
    for (std::size_t i = 0; i < values.size(); ++i) QVERIFY(std::abs(again[i] - values[i]) < 1e-12);
    if (length < 7) return;
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = std::cos(2.0 * std::numbers::pi * 2.0 * static_cast<double>(i) / length);
    const std::vector<double> one = realFourier(values); // mean, then cosine and sine of 1, then of 2
    QVERIFY(std::abs(one[3] - std::sqrt(length / 2.0)) < 1e-10);
    QVERIFY(std::abs(energyOf(one) - one[3] * one[3]) < 1e-10);
}

void TestToyBasis::targetsNeedTheCoefficientsOfTheTheory()
{
    // Case A of science.md 7: what is left without the strong harmonic is 19 e-4 / (1 + 19e-4) of the variance, so 1e-2 needs
    // its two parts at most and 1e-6 no more than the 40 there are.
    const ToyTarget& target = toyTargets().find("harmonics");
    for (const std::uint64_t seed : {1U, 2U, 3U}) {
        const std::vector<double> coefficients = realFourier(target.make(512, seed));
        const double energy = energyOf(coefficients);
        QVERIFY(coefficientsFor(coefficients, 1e-2 * energy) <= 2);
        QVERIFY(coefficientsFor(coefficients, 1e-6 * energy) <= 40);
        QVERIFY(coefficientsFor(coefficients, 1e-6 * energy) > 30);
        QVERIFY(coefficientsFor(realFourier(toyTargets().find("fractional").make(512, seed)), 1e-4 * energy) > 100);
    }
    // The same function on twice the grid.
    const auto coarse = target.make(64, 5);
    const auto fine = target.make(128, 5);
    for (std::size_t i = 0; i < coarse.size(); ++i) QVERIFY(std::abs(coarse[i] - fine[2 * i]) < 1e-12);
    const auto kinks = toyTargets().find("kinks").make(4096, 1);
    int bends = 0;
    for (std::size_t i = 1; i + 1 < kinks.size(); ++i)
        if (std::abs(kinks[i + 1] - 2.0 * kinks[i] + kinks[i - 1]) > 1e-9) ++bends;
    QVERIFY2(bends >= 12 && bends <= 24, qPrintable(QString::number(bends))); // one or two samples for each of 12
}

void TestToyBasis::networkIsItsDefinition()
{
    Random random(9);
    const ToyNetwork network = startingNetwork(12, random);
    QCOMPARE(network.parameters(), Index{12 + 12 + 144 + 12 + 12 + 1});
    QCOMPARE(network.pooled().size(), std::size_t{193});
    Matrix inputs(5, 1);
    inputs << -1.0F, -0.3F, 0.0F, 0.4F, 1.0F;
    const Matrix output = network.evaluate(inputs);
    QVERIFY(lossAt(network, inputs, output) < 1e-12);
}

void TestToyBasis::trainingGoesDownTheGradient()
{
    // The first step of Adam is the learning rate against the sign of the gradient, wherever that is not tiny.
    Random random(4);
    ToyNetwork network = startingNetwork(8, random);
    Matrix inputs(6, 1);
    inputs << -1.0F, -0.6F, -0.2F, 0.2F, 0.6F, 1.0F;
    Matrix wanted(6, 1);
    wanted << 1.0F, -2.0F, 0.5F, 1.5F, -1.0F, 0.7F;
    const ToyNetwork before = network;
    constexpr double rate = 1e-4;
    static_cast<void>(train(network, inputs, wanted, {1, rate}, JobContext()));
    int compared = 0;
    for (std::size_t tensor = 0; tensor < before.tensors.size(); ++tensor) {
        for (Index i = 0; i < before.tensors[tensor].size(); ++i) {
            ToyNetwork up = before;
            ToyNetwork down = before;
            up.tensors[tensor].data()[i] += 1e-3F;
            down.tensors[tensor].data()[i] -= 1e-3F;
            const double slope = (lossAt(up, inputs, wanted) - lossAt(down, inputs, wanted)) / 2e-3;
            if (std::abs(slope) < 1e-2) continue;
            const double moved =
                static_cast<double>(network.tensors[tensor].data()[i] - before.tensors[tensor].data()[i]);
            QVERIFY2(std::abs(moved + std::copysign(rate, slope)) < 0.05 * rate,
                     qPrintable(QStringLiteral("tensor %1 entry %2: %3").arg(tensor).arg(i).arg(moved)));
            ++compared;
        }
    }
    QVERIFY2(compared > 30, qPrintable(QString::number(compared)));
}

void TestToyBasis::balancingLeavesTheFunction()
{
    Random random(6);
    ToyNetwork network = startingNetwork(16, random);
    // science.md 7, flaw ii: h -> alpha h changes every statistic and not the function.
    network.tensors[ToyNetwork::InputWeights] *= 20.0F;
    network.tensors[ToyNetwork::InputBias] *= 20.0F;
    network.tensors[ToyNetwork::HiddenWeights] /= 20.0F;
    Matrix inputs = Eigen::VectorXf::LinSpaced(50, -1.0F, 1.0F);
    const Matrix before = network.evaluate(inputs);
    balance(network);
    QVERIFY((network.evaluate(inputs) - before).cwiseAbs().maxCoeff() < 1e-5F * before.cwiseAbs().maxCoeff());
    const auto& t = network.tensors;
    for (Index unit = 0; unit < network.width(); ++unit) {
        const float in = t[0](unit, 0) * t[0](unit, 0) + t[1](0, unit) * t[1](0, unit);
        const float out = t[2].col(unit).squaredNorm();
        QVERIFY(std::abs(in / out - 1.0F) < 1e-2F);
        const float inner = t[2].row(unit).squaredNorm() + t[3](0, unit) * t[3](0, unit);
        QVERIFY(std::abs(inner / (t[4](0, unit) * t[4](0, unit)) - 1.0F) < 1e-2F);
    }
}

void TestToyBasis::sameForAnyNumberOfThreads()
{
    const int threads = workerThreads();
    setWorkerThreads(1);
    const ToyBasis one = runToyBasis(small(), JobContext());
    setWorkerThreads(2);
    const ToyBasis two = runToyBasis(small(), JobContext());
    setWorkerThreads(threads);
    QCOMPARE(one.mlpFit, two.mlpFit);
    QCOMPARE(one.mlpError, two.mlpError);
    for (std::size_t i = 0; i < one.points.size(); ++i)
        QCOMPARE(one.points[i].functionError, two.points[i].functionError);
    for (std::size_t i = 0; i < one.parameters.size(); ++i)
        QCOMPARE(one.parameters[i].kurtosis, two.parameters[i].kurtosis);
    ToyRequest other = small();
    other.seed = 2;
    QVERIFY(runToyBasis(other, JobContext()).mlpFit != one.mlpFit);
}

void TestToyBasis::everyBitIsCounted()
{
    QVERIFY(std::abs(choiceBits(10, 3) - std::log2(120.0)) < 1e-9);
    QVERIFY(std::abs(choiceBits(10, 0)) < 1e-9);
    ToyCode code;
    code.tensors = {Matrix::Ones(1, 4), Matrix::Zero(1, 2)};
    code.tensors[0] << 1.0F, -1.0F, 1.0F, 0.4F;
    code.sideBits = 5.0;
    code.functionError = [&code](const std::vector<Matrix>& rounded) {
        return static_cast<double>((rounded[0] - code.tensors[0]).squaredNorm());
    };
    const ToyPoint point = roundToBits(code, 2); // levels -1 0 1 times a scale of 1
    QCOMPARE(point.fixedBits, 2.0 * 6.0 + 2.0 * 16.0 + 5.0);
    QVERIFY(std::abs(point.functionError - 0.16) < 1e-6);
    // Symbols 1 -1 1 0 | 0 0: halves of zero, a third, a sixth.
    const double entropy = 0.5 + std::log2(3.0) / 3.0 + std::log2(6.0) / 6.0;
    QVERIFY(std::abs(point.entropyBits - (6.0 * entropy + point.sideBits)) < 1e-9);
    QCOMPARE(point.huffmanBits, 3.0 * 1 + 3.0 * 2 + 32.0 + 5.0 * 3 + point.sideBits);
    QCOMPARE(point.totalBits(), point.fixedBits);
    const ToyPoint step = roundToStep(code, 1.0);
    QVERIFY(std::isnan(step.fixedBits));
    QCOMPARE(step.totalBits(), step.entropyBits);
    QCOMPARE(step.sideBits, 5.0 + 16.0);
}

void TestToyBasis::pointsAreThoseOfTheFits()
{
    ToyRequest request = small("kinks");
    request.bits = {4, 8, 16};
    const ToyBasis toy = runToyBasis(request, JobContext());
    QCOMPARE(toy.target.size(), std::size_t{128});
    QVERIFY(toy.training.y.back() < 0.2 * toy.training.y.front());
    QVERIFY(toy.gaugeError < 1e-4);
    QVERIFY(toy.fourierError <= toy.mlpError);
    QCOMPARE(toy.mlpParameters, std::uint64_t{321});
    // The fewest coefficients: with one less the error is larger than the network's.
    const std::vector<double> coefficients = realFourier(toy.target);
    double left = 0.0;
    const auto places = placesByMagnitude(coefficients);
    for (std::size_t i = toy.fourierTerms - 1; i < places.size(); ++i)
        left += coefficients[places[i]] * coefficients[places[i]];
    const double mean = std::accumulate(toy.target.begin(), toy.target.end(), 0.0) / 128.0;
    double variance = 0.0;
    for (const double value : toy.target) variance += (value - mean) * (value - mean);
    QVERIFY(left / variance > toy.mlpError);
    for (const char* representation : {"fourier", "mlp"}) {
        const double floor = representation[0] == 'f' ? toy.fourierError : toy.mlpError;
        for (const bool hadamard : {false, true}) {
            const auto curve = toy.curve(representation, hadamard, "absmax");
            QCOMPARE(curve.size(), std::size_t{3});
            QVERIFY(std::abs(curve.back().functionError / floor - 1.0) < 1e-2); // 16 bits are nearly exact
            QVERIFY(curve.front().functionError > curve.back().functionError);
        }
    }
    const ToyPoint fourier = toy.curve("fourier", false, "absmax").front();
    QCOMPARE(fourier.numbers, toy.fourierTerms);
    QVERIFY(std::abs(fourier.sideBits - 16.0 - choiceBits(128, toy.fourierTerms)) < 1e-9);
    QVERIFY(bitsForError(toy.curve("mlp", false, "absmax"), 2.0 * toy.mlpError) > 1000.0);
    QVERIFY(std::isnan(bitsForError(toy.points, 0.5 * std::min(toy.mlpError, toy.fourierError))));
    QVERIFY(!toy.table().empty());
}

void TestToyBasis::rotationFlattensTheCoefficients()
{
    const ToyBasis toy = runToyBasis(small(), JobContext());
    const ToyParameters& fourier = toy.parametersOf("fourier");
    // One strong harmonic in 128 coefficients: between one coefficient (128) and two equal ones (64), less the weak ones.
    QVERIFY(fourier.kurtosis > 60.0 && fourier.kurtosis <= 128.0);
    QVERIFY(toy.parametersOf("fourier-hadamard").kurtosis < 3.2);
    QVERIFY(toy.parametersOf("fourier-hadamard").share90 > 4.0 * fourier.share90);
    std::uint64_t counted = fourier.histogram.below + fourier.histogram.above;
    for (const std::uint64_t count : fourier.histogram.counts) counted += count;
    QCOMPARE(counted, fourier.count);
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(toy.parametersOf("nothing")), InvalidRequest);
}

void TestToyBasis::refusesWithASentence()
{
    ToyRequest request = small("nothing");
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(runToyBasis(request, JobContext())), InvalidRequest);
    request = small();
    request.bits = {1};
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(runToyBasis(request, JobContext())), InvalidRequest);
    request = small();
    request.width = 1;
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(runToyBasis(request, JobContext())), InvalidRequest);
    request = small();
    request.samples = 10;
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(runToyBasis(request, JobContext())), InvalidRequest);
}

void TestToyBasis::stopsWhenAsked()
{
    std::stop_source stop;
    double reached = 0.0;
    const JobContext job(
        stop.get_token(),
        [&](double fraction) {
            reached = fraction;
            if (fraction > 0.2) stop.request_stop();
        },
        nullptr);
    ToyRequest request = small();
    request.steps = 100000;
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(runToyBasis(request, job)), Cancelled);
    QVERIFY(reached < 0.3);
}

QTEST_GUILESS_MAIN(TestToyBasis)
#include "tst_toy_basis.moc"
