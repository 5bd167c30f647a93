// SPDX-License-Identifier: GPL-3.0-or-later
// The toy experiment on budgets of a few hundred steps: its arithmetic is held against closed forms, its training only
// against itself.
#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/studies/toy_basis.h"
#include "core/studies/toy_codes.h"
#include "core/studies/toy_concentration.h"
#include "core/studies/toy_expectations.h"
#include "core/studies/toy_hidden.h"
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
    void waveletIsOrthonormal_data();
    void waveletIsOrthonormal();
    void waveletsHoldStepsAndSpikes();
    void targetsNeedTheCoefficientsOfTheTheory();
    void networkIsItsDefinition();
    void trainingGoesDownTheGradient();
    void balancingLeavesTheFunction();
    void sameForAnyNumberOfThreads();
    void everyBitIsCounted();
    void groupsPayTheirScales();
    void gaussianNumbersReadOne();
    void pointsAreThoseOfTheFits();
    void listsArePaddedAndComeBack();
    void singularAxesHideTheirCost();
    void compactionMeetsTheCounts();
    void rotationFlattensTheCoefficients();
    void expectationsCanFail();
    void seedsHaveMeanAndSpread();
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

void TestToyBasis::waveletIsOrthonormal_data()
{
    QTest::addColumn<int>("length");
    for (const int length : {1, 2, 3, 7, 64, 100}) QTest::addRow("%d", length) << length;
}

void TestToyBasis::waveletIsOrthonormal()
{
    QFETCH(int, length);
    Random random(5);
    std::vector<double> values;
    for (int i = 0; i < length; ++i) values.push_back(random.normal());
    const std::vector<double> coefficients = haarWavelet(values);
    QCOMPARE(coefficients.size(), values.size());
    QVERIFY(std::abs(energyOf(coefficients) - energyOf(values)) < 1e-10);
    const std::vector<double> again = inverseHaarWavelet(coefficients);
    for (std::size_t i = 0; i < values.size(); ++i) QVERIFY(std::abs(again[i] - values[i]) < 1e-12);
    // Rows of an orthogonal matrix: the transforms of two unit vectors stay at right angles.
    if (length < 2) return;
    std::vector<double> first(values.size(), 0.0);
    std::vector<double> last(values.size(), 0.0);
    first.front() = last.back() = 1.0;
    const auto a = haarWavelet(first);
    const auto b = haarWavelet(last);
    QVERIFY(std::abs(std::inner_product(a.begin(), a.end(), b.begin(), 0.0)) < 1e-12);
}

void TestToyBasis::waveletsHoldStepsAndSpikes()
{
    std::vector<double> values(64, 1.0);
    QVERIFY(std::abs(haarWavelet(values)[0] - 8.0) < 1e-12); // sqrt(64): a constant is one coefficient
    QCOMPARE(coefficientsFor(haarWavelet(values), 1e-20), std::uint64_t{1});
    for (std::size_t i = 32; i < 64; ++i) values[i] = -1.0;
    QVERIFY(std::abs(haarWavelet(values)[1] - 8.0) < 1e-12); // so is the step in the middle: the coarsest detail
    QCOMPARE(coefficientsFor(haarWavelet(values), 1e-20), std::uint64_t{1});
    std::vector<double> spike(64, 0.0);
    spike[37] = 1.0;
    QCOMPARE(coefficientsFor(haarWavelet(spike), 1e-20), std::uint64_t{7}); // one on each of six levels, and the mean
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
    // 20 harmonics, some of them drawn twice, none below 40 periods.
    const std::vector<double> high = realFourier(toyTargets().find("high").make(512, 1));
    QVERIFY(coefficientsFor(high, 1e-6 * energyOf(high)) <= 40);
    QVERIFY(std::accumulate(high.begin(), high.begin() + 79, 0.0, [](double sum, double c) { return sum + c * c; }) < 1e-9);
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
    for (std::size_t i = 0; i < one.hidden.size(); ++i) QCOMPARE(one.hidden[i].entropyBits, two.hidden[i].entropyBits);
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

void TestToyBasis::groupsPayTheirScales()
{
    ToyCode code;
    code.tensors = {Matrix::Zero(1, 5)};
    code.tensors[0] << 1.0F, -1.0F, 8.0F, -8.0F, 3.0F;
    code.functionError = [&code](const std::vector<Matrix>& rounded) {
        return static_cast<double>((rounded[0] - code.tensors[0]).squaredNorm());
    };
    QVERIFY(roundToBits(code, 2).functionError > 1.0); // 1 and 3 of 8 become 0
    const ToyPoint grouped = roundInGroups(code, 2, 2); // every group has one magnitude, which its scale holds
    QCOMPARE(grouped.functionError, 0.0);
    QCOMPARE(grouped.sideBits, 3.0 * 16.0);
    QCOMPARE(grouped.fixedBits, 2.0 * 5.0 + 48.0);
    QCOMPARE(grouped.quantizer, std::string("group2"));
    const ToyPoint whole = roundInGroups(code, 3, 64);
    QCOMPARE(whole.fixedBits, roundToBits(code, 3).fixedBits);
    QCOMPARE(whole.functionError, roundToBits(code, 3).functionError);
}

void TestToyBasis::gaussianNumbersReadOne()
{
    // Share of the energy beyond the 1 % quantile, science.md 7: 0.0845; crest of 2.1.
    QVERIFY(std::abs(gaussianMeasures(4096).topEnergy - 0.0845) < 5e-5);
    QVERIFY(std::abs(gaussianMeasures(4096).kurtosis - 3.0) < 1e-12);
    ToyMeasures mean;
    constexpr int draws = 20;
    for (int draw = 0; draw < draws; ++draw) {
        Random random(static_cast<std::uint64_t>(draw));
        Matrix row(1, 4096);
        for (Index i = 0; i < row.size(); ++i) row(0, i) = static_cast<float>(random.normal());
        const ToyMeasures one = describeParameters("", "", row, JobContext()).overGaussian();
        mean.kurtosis += one.kurtosis / draws;
        mean.crest += one.crest / draws;
        mean.topEnergy += one.topEnergy / draws;
        mean.entropy4 += one.entropy4 / draws;
    }
    for (const double ratio : {mean.kurtosis, mean.crest, mean.topEnergy, mean.entropy4})
        QVERIFY2(std::abs(ratio - 1.0) < 0.03, qPrintable(QString::number(ratio)));
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
    QVERIFY(std::isnan(bitsForError(toy.curve("mlp", false, "absmax"), 0.5 * toy.mlpError)));
    QVERIFY(!toy.table().empty());
}

void TestToyBasis::listsArePaddedAndComeBack()
{
    Matrix row(1, 5);
    row << 1.0F, 2.0F, 3.0F, 4.0F, 5.0F;
    QCOMPARE(padded(row).cols(), Index{8});
    QCOMPARE(padded(row).squaredNorm(), row.squaredNorm());
    QCOMPARE(padded(padded(row)).cols(), Index{8});
    ToyRequest request = small();
    request.bits = {16};
    const ToyBasis toy = runToyBasis(request, JobContext());
    for (const bool hadamard : {false, true}) {
        const ToyPoint point = toy.curve("mlp-trained", hadamard, "absmax").front();
        QCOMPARE(point.numbers, std::uint64_t{hadamard ? 512U : 321U});
        QVERIFY(std::abs(point.functionError / toy.mlpError - 1.0) < 2e-2); // 16 bits are nearly exact
    }
    const ToyPoint top = toy.curve("fourier-40", false, "absmax").front();
    QCOMPARE(top.numbers, std::uint64_t{40});
    QVERIFY(std::abs(top.fixedBits - 16.0 * 40.0 - 16.0 - choiceBits(128, 40)) < 1e-9);
}

void TestToyBasis::singularAxesHideTheirCost()
{
    ToyRequest request = small();
    request.entropySteps = {0.35, 1e-3};
    const ToyBasis toy = runToyBasis(request, JobContext());
    const ToyHiddenPoint& original = toy.hiddenAt("original", 0.35);
    const ToyHiddenPoint& gift = toy.hiddenAt("svd", 0.35);
    const ToyHiddenPoint& paid = toy.hiddenAt("svd-paid", 0.35);
    // 16 of 256 numbers are not zero: at most the entropy of which they are, and of 16 numbers.
    const double p = 16.0 / 256.0;
    QVERIFY(gift.entropyBits <= -p * std::log2(p) - (1.0 - p) * std::log2(1.0 - p) + p * std::log2(16.0));
    QVERIFY(gift.entropyBits < 0.4 * original.entropyBits && gift.addedError < original.addedError);
    QCOMPARE(gift.basisBits, 0.0);
    // Two bases of 16 axes: n (n + 1) / 2 - 1 numbers of 8 bits and n signs each.
    QVERIFY(std::abs(paid.basisBits - 2.0 * ((16.0 * 17.0 / 2.0 - 1.0) * 8.0 + 16.0) / 256.0) < 1e-9);
    QVERIFY(paid.totalBits() > original.totalBits());
    QCOMPARE(toy.hiddenAt("activation", 0.35).basisBits, 0.0); // a decoder runs the layer before
    QCOMPARE(toy.hiddenAt("hadamard", 0.35).basisBits, 64.0 / 256.0);
    for (const char* id : {"original", "hadamard", "activation", "svd", "svd-paid"}) {
        const ToyHiddenPoint& fine = toy.hiddenAt(id, 1e-3);
        QVERIFY2(fine.addedError < 1e-5 && std::abs(fine.functionError / toy.mlpError - 1.0) < 0.05, id);
    }
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(toy.hiddenAt("original", 0.7)), InvalidRequest);
    QCOMPARE(toy.parametersOf("hidden-trained-svd").count, std::uint64_t{256});
}

void TestToyBasis::compactionMeetsTheCounts()
{
    const std::vector<double> target = toyTargets().find("kinks").make(256, 3);
    const double energy = energyOf(target);
    const ToyCoordinates coordinates(target, energy, 3, JobContext());
    const std::vector<ToyNeeded> needed = coordinates.needed();
    QCOMPARE(needed.size(), std::size_t{5});
    const std::vector<std::uint64_t ToyNeeded::*> members{&ToyNeeded::fourier, &ToyNeeded::cosine, &ToyNeeded::wavelet,
                                                          &ToyNeeded::samples, &ToyNeeded::hadamard};
    const std::vector<ToyCompaction> compaction = coordinates.compaction();
    QCOMPARE(compaction.size(), members.size());
    for (std::size_t basis = 0; basis < members.size(); ++basis) {
        const Curve& left = compaction[basis].left;
        for (std::size_t i = 0; i < left.x.size(); ++i) {
            if (i > 0) QVERIFY(left.x[i] > left.x[i - 1] && left.y[i] <= left.y[i - 1]);
            for (const ToyNeeded& row : needed)
                QCOMPARE(left.y[i] <= row.functionError, left.x[i] >= static_cast<double>(row.*members[basis]));
        }
    }
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

void TestToyBasis::expectationsCanFail()
{
    const ToyExpectation row{"", "", 2.0, 1.0, 3.0, false, {0.5, 2.0, 9.0}};
    QVERIFY(row.agrees()); // the median
    QCOMPARE(row.median(), 2.0);
    ToyExpectation strict = row;
    strict.everySeed = true;
    QVERIFY(!strict.agrees());
    strict.measured = {1.0, 3.0};
    QVERIFY(strict.agrees());
    QCOMPARE(strict.median(), 2.0);
    strict.measured = {2.0, NAN};
    QVERIFY(!strict.agrees());
    strict.measured.clear();
    QVERIFY(!strict.agrees());
    // Nothing was run: nothing agrees. Hardly trained: what is known of the function agrees, of the networks not.
    for (const ToyExpectation& one : toyExpectations({})) QVERIFY2(!one.agrees(), one.quantity.c_str());
    ToyRequest request = referenceToyRequest();
    request.samples = 64;
    request.steps = 1;
    const ToyReference runs = runToyReference(request, 1, JobContext());
    QCOMPARE(runs.wide.size(), std::size_t{1});
    QCOMPARE(runs.wide.front().mlpParameters, std::uint64_t{16897});
    QVERIFY(runs.narrowBroad.front().target != runs.narrow.front().target);
    const std::vector<ToyExpectation> rows = toyExpectations(runs);
    QCOMPARE(rows.size(), toyExpectations({}).size());
    for (const ToyExpectation& one : rows) {
        QCOMPARE(one.measured.size(), std::size_t{1});
        QVERIFY2(std::isnan(one.expected) || (one.low <= one.expected && one.expected <= one.high), one.quantity.c_str());
        if (one.group == "error of the network") QVERIFY2(!one.agrees(), one.quantity.c_str());
        if (one.quantity == "Fourier, error 0.001" && one.group == "coefficients, case A") QVERIFY(one.agrees());
    }
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(runToyReference(request, 0, JobContext())), InvalidRequest);
}

void TestToyBasis::seedsHaveMeanAndSpread()
{
    ToyRequest request = small();
    request.steps = 1;
    std::vector<ToyBasis> runs{runToyBasis(request, JobContext())};
    for (const ToySpread& one : toySpread(runs)) QVERIFY(std::isnan(one.deviation));
    runs.push_back(runs.front());
    runs.front().mlpError = 1.0;
    runs.back().mlpError = 4.0;
    for (const ToySpread& one : toySpread(runs)) {
        if (one.name == "Function error, network") {
            QCOMPARE(one.mean, 2.5);
            QVERIFY(std::abs(one.deviation - std::sqrt(4.5)) < 1e-12);
            QCOMPARE(one.least, 1.0);
            QCOMPARE(one.most, 4.0);
        }
        if (one.name == "samples: kurtosis") QCOMPARE(one.deviation, 0.0);
    }
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(toySpread({})), InvalidRequest);
    // A rate that does not fall leads elsewhere.
    request.steps = 3;
    const double falling = runToyBasis(request, JobContext()).mlpError;
    request.finalRate = 1.0;
    QVERIFY(runToyBasis(request, JobContext()).mlpError != falling);
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
