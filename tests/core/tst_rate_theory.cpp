// SPDX-License-Identifier: GPL-3.0-or-later
// Bounds, water-filling (T21), BD-rate (T22), allocation and splits against closed forms of science.md 4 and 5.
#include "core/base/error.h"
#include "core/rate_distortion/allocation.h"
#include "core/rate_distortion/bjontegaard.h"
#include "core/rate_distortion/bounds.h"
#include "core/rate_distortion/curve_comparison.h"
#include "core/rate_distortion/decomposition.h"

#include "tests/support/naive.h"
#include "tests/support/reference_data.h"

#include <QtTest>

#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>

using namespace alidade;
using namespace alidade::test;

class TestRateTheory : public QObject {
    Q_OBJECT

private slots:
    void gaussianAndShannonBounds();
    void waterFilling();
    void waterFillingIsOptimal();
    void refusesImpossibleFillings();
    void bdRateOfScaledCurves();
    void bdRateNeedsOverlap();
    void countsRates();
    void bestCurveAtEqualRate();
    void usualWidths();
    void componentRates();
    void allocatesOnHulls();
    void allocationBeatsUniform();
    void refusesBudgets();
    void entropyCodedSteps();
    void noiseNeverPays();
    void strongComponentsPay();
    void payingThreshold();
    void smoothWeightsArePredicted();
    void depthOfUnrelatedLayers();
    void depthOfDriftingLayers();
    void sharedAxes();
};

void TestRateTheory::gaussianAndShannonBounds()
{
    QCOMPARE(gaussianRate(4.0, 1.0), 1.0);
    QCOMPARE(gaussianRate(1.0, 2.0), 0.0);
    QVERIFY(std::isinf(gaussianRate(1.0, 0.0)));
    const double gaussian = 0.5 * std::log2(2.0 * std::numbers::pi * std::numbers::e);
    VERIFY_NEAR(shannonLowerBound(gaussian, 0.01), gaussianRate(1.0, 0.01), 1e-12);
    // Laplace of unit variance: h = log2(sqrt(2) e), .1044 bits under the Gaussian.
    const double laplace = std::log2(std::numbers::sqrt2 * std::numbers::e);
    VERIFY_NEAR(gaussianRate(1.0, 0.01) - shannonLowerBound(laplace, 0.01), 0.1044, 5e-5);
    QVERIFY(std::isnan(shannonLowerBound(std::numeric_limits<double>::quiet_NaN(), 0.1)));
}

// T21.
void TestRateTheory::waterFilling()
{
    const std::vector<double> variances{4.0, 1.0, 0.25};
    const WaterFilling filling = reverseWaterFilling(variances, 0.5);
    VERIFY_NEAR(filling.distortion, 1.25 / 3.0, 1e-12);
    VERIFY_NEAR(filling.rate, 2.0 / 3.0, 1e-12);
    QCOMPARE(filling.active, std::size_t{2});
    VERIFY_NEAR(waterFillingAtRate(variances, filling.rate).level, 0.5, 1e-12);
    VERIFY_NEAR(waterFillingAtDistortion(variances, filling.distortion).level, 0.5, 1e-12);
    VERIFY_NEAR(waterFillingAtRate(variances, 0.0).distortion, 1.75, 1e-12);
    // At high rate the gain over equal rates is half the log of arithmetic over geometric mean.
    VERIFY_NEAR(waterFillingAtRate(variances, 6.0).distortion, std::exp2(-12.0), 1e-15);
}

void TestRateTheory::waterFillingIsOptimal()
{
    const std::vector<double> variances{9.0, 0.0, 3.0, 3.0, 0.5, 0.01};
    for (const double rate : {0.05, 0.3, 1.0, 2.5, 6.0}) {
        const WaterFilling filling = waterFillingAtRate(variances, rate);
        VERIFY_NEAR(filling.rate, rate, 1e-9);
        VERIFY_NEAR(waterFillingAtDistortion(variances, filling.distortion).rate, rate, 1e-9);
        std::vector<RateComponent> components;
        for (const double variance : variances) components.push_back({1.0, variance});
        const std::vector<double> rates = allocateRates(components, rate);
        double distortion = 0.0;
        for (std::size_t i = 0; i < rates.size(); ++i) distortion += variances[i] * std::exp2(-2.0 * rates[i]) / 6.0;
        VERIFY_NEAR(distortion, filling.distortion, 1e-9);
    }
}

void TestRateTheory::refusesImpossibleFillings()
{
    const std::vector<double> zeros{0.0, 0.0};
    const std::vector<double> fine{1.0};
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(waterFillingAtRate(zeros, 1.0)), InvalidRequest);
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(waterFillingAtRate({}, 1.0)), InvalidRequest);
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(waterFillingAtRate(fine, -1.0)), InvalidRequest);
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(waterFillingAtDistortion(fine, 0.0)), InvalidRequest);
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(reverseWaterFilling(fine, 0.0)), InvalidRequest);
}

// T22: a curve that needs nine tenths of the bits is -10 % exactly; a quarter of a bit less over 2..4 bits is -8.68 %
// and -0.25 bits.
void TestRateTheory::bdRateOfScaledCurves()
{
    std::vector<CurvePoint> reference;
    std::vector<CurvePoint> scaled;
    std::vector<CurvePoint> shifted;
    for (double rate = 2.0; rate <= 4.0; rate += 0.25) {
        reference.push_back({rate, 6.0206 * rate});
        scaled.push_back({0.9 * rate, 6.0206 * rate});
        shifted.push_back({rate - 0.25, 6.0206 * rate});
    }
    VERIFY_NEAR(compareCurves(reference, scaled).ratePercent, -10.0, 1e-9);
    const CurveDifference less = compareCurves(reference, shifted);
    VERIFY_NEAR(less.ratePercent, -8.68, 0.02);
    VERIFY_NEAR(less.rateBits, -0.25, 1e-9);
    VERIFY_NEAR(less.qualityDb, 0.25 * 6.0206, 0.01);
    VERIFY_NEAR(compareCurves(reference, reference).rateBits, 0.0, 1e-12);
    std::reverse(shifted.begin(), shifted.end()); // the order of the points says nothing
    VERIFY_NEAR(compareCurves(reference, shifted).rateBits, -0.25, 1e-9);
}

void TestRateTheory::bdRateNeedsOverlap()
{
    const std::vector<CurvePoint> low{{1, 1}, {2, 2}, {3, 3}, {4, 4}};
    const std::vector<CurvePoint> high{{1, 10}, {2, 20}, {3, 30}, {4, 40}};
    QVERIFY(std::isnan(compareCurves(low, high).ratePercent));
    QVERIFY(std::isfinite(compareCurves(low, high).qualityDb)); // rates do overlap
    QVERIFY(std::isnan(compareCurves(low, std::span(low).first(3)).rateBits));
    std::vector<CurvePoint> endless = low;
    endless.push_back({5, std::numeric_limits<double>::infinity()});
    VERIFY_NEAR(compareCurves(low, endless).rateBits, 0.0, 1e-12);
}

void TestRateTheory::countsRates()
{
    RateDistortionPoint point;
    point.payloadBits = 4.0;
    point.scaleBits = 0.25;
    point.basisBits = 1.0;
    point.entropyBits = 3.0;
    point.signalPower = 4.0;
    point.meanSquaredError = 0.25;
    QCOMPARE(countedRate(point, {RateCount::FixedRate, true}), 5.25);
    QCOMPARE(countedRate(point, {RateCount::FixedRate, false}), 4.25);
    QCOMPARE(countedRate(point, {RateCount::EntropyEstimate, true}), 4.25);
    QVERIFY(std::isnan(countedRate(point, {RateCount::CodedBytes, true})));
    point.codedBits = 3.5;
    QCOMPARE(countedRate(point, {RateCount::CodedBytes, false}), 3.75);
    QCOMPARE(gaussianGap(point, {RateCount::CodedBytes, false}), 1.75); // 1/2 log2(16) = 2 bits are needed
    point.meanSquaredError = 0.0;
    QVERIFY(std::isnan(gaussianGap(point, {})));
    // A curve that takes half a bit more at every quality.
    std::vector<RateDistortionPoint> reference;
    std::vector<RateDistortionPoint> curve;
    for (int bits = 1; bits <= 6; ++bits) {
        RateDistortionPoint at;
        at.entropyBits = bits;
        at.payloadBits = 2.0 * bits;
        at.signalPower = 1.0;
        at.meanSquaredError = std::pow(0.25, bits);
        reference.push_back(at);
        at.basisBits = 0.5;
        curve.push_back(at);
    }
    VERIFY_NEAR(compareCurves(reference, curve, {}).rateBits, 0.5, 1e-9);
    VERIFY_NEAR(compareCurves(reference, curve, {.basis = false}).rateBits, 0.0, 1e-12);
}

void TestRateTheory::bestCurveAtEqualRate()
{
    // 6 dB a bit, 2 to 8 bits: a straight line, on which cubics are exact.
    const auto line = [](double basis, double decibels) {
        std::vector<RateDistortionPoint> points;
        for (const double bits : {2.0, 3.0, 4.0, 6.0, 8.0}) {
            RateDistortionPoint point;
            point.bits = point.payloadBits = bits;
            point.basisBits = basis;
            point.signalPower = 1.0;
            point.meanSquaredError = std::pow(10.0, -0.1 * (6.0 * bits + decibels));
            points.push_back(point);
        }
        return points;
    };
    const RateCounting charged{RateCount::FixedRate, true};
    const RateCounting freely{RateCount::FixedRate, false};
    const auto stored = line(0.0, 0.0);
    const auto better = line(0.5, 5.0); // 5 dB better, and half a bit dearer: 2 dB at equal rate
    const auto dear = line(16.0, 40.0); // has no point of that rate
    const std::vector<std::span<const RateDistortionPoint>> all{stored, better, dear};
    const BestCurve best = bestCurve(stored, all, 4.0, charged);
    QCOMPARE(best.index, std::optional<std::size_t>(1));
    VERIFY_NEAR(best.gainDb, 2.0, 1e-9);
    QVERIFY(!best.shared);
    QCOMPARE(bestCurve(stored, all, 4.0, freely).index, std::optional<std::size_t>(2));
    const auto same = line(0.001, 0.05); // a seed: no difference
    const BestCurve tie = bestCurve(stored, {stored, same}, 4.0, charged);
    QCOMPARE(tie.index, std::optional<std::size_t>(0));
    QVERIFY(tie.shared);
    QVERIFY(std::isfinite(bestCurve(stored, {same}, 2.0, charged).gainDb)); // a seed below the lowest rate
    QVERIFY(!bestCurve(stored, {dear}, 4.0, charged).index);
    QVERIFY(!bestCurve(stored, all, 5.0, charged).index); // was not measured
    const std::span<const RateDistortionPoint> one = std::span(stored).subspan(2, 1);
    VERIFY_NEAR(bestCurve(one, {one}, 4.0, charged).gainDb, 0.0, 1e-12);
    const std::span<const RateDistortionPoint> two = std::span(stored).subspan(2, 2);
    VERIFY_NEAR(bestCurve(stored, {two}, 4.0, charged).gainDb, 0.0, 1e-12);
}

void TestRateTheory::usualWidths()
{
    QuantizerEntry entry;
    entry.parameters = {integerParameter("bits", "", "", 4, 2, 8)};
    QCOMPARE(usualBits(entry), (std::vector<double>{2, 3, 4, 6, 8}));
    entry.parameters = {integerParameter("bits", "", "", 4, 4, 4)};
    QCOMPARE(usualBits(entry), std::vector<double>{4});
    entry.parameters = {integerParameter("bits", "", "", 5, 5, 5)};
    QCOMPARE(usualBits(entry), std::vector<double>{5});
    entry.parameters = {realParameter("bits", "", "", 4.0, 0.1, 8.0)};
    QCOMPARE(usualBits(entry), (std::vector<double>{0.5, 1, 1.5, 2, 2.5, 3, 4, 5, 6}));
}

void TestRateTheory::componentRates()
{
    const std::vector<RateComponent> two{{100.0, 16.0}, {100.0, 1.0}};
    const std::vector<double> rates = allocateRates(two, 3.0);
    VERIFY_NEAR(rates[0] - rates[1], 2.0, 1e-12);
    VERIFY_NEAR(rates[0] + rates[1], 6.0, 1e-12);
    const std::vector<RateComponent> uneven{{300.0, 16.0}, {100.0, 1.0}};
    const std::vector<double> weighted = allocateRates(uneven, 3.0);
    VERIFY_NEAR((300.0 * weighted[0] + 100.0 * weighted[1]) / 400.0, 3.0, 1e-12);
    const std::vector<RateComponent> silent{{10.0, 0.0}, {10.0, 1.0}};
    QCOMPARE(allocateRates(silent, 1.0), (std::vector<double>{0.0, 2.0}));
}

void TestRateTheory::allocatesOnHulls()
{
    // The middle point of the first part lies above the line between its neighbours: never chosen.
    const std::vector<std::vector<OperatingPoint>> parts{{{0, 100}, {10, 90}, {20, 10}}, {{0, 50}, {10, 20}, {20, 15}}};
    QCOMPARE(allocatePoints(parts, 0).chosen, (std::vector<std::size_t>{0, 0}));
    QCOMPARE(allocatePoints(parts, 20).chosen, (std::vector<std::size_t>{2, 0}));
    const Allocation third = allocatePoints(parts, 30);
    QCOMPARE(third.chosen, (std::vector<std::size_t>{2, 1}));
    QCOMPARE(third.bits, 30.0);
    QCOMPARE(third.distortion, 30.0);
    QCOMPARE(allocatePoints(parts, 15).chosen, (std::vector<std::size_t>{0, 1})); // what still fits
    QCOMPARE(allocatePoints(parts, 1000).chosen, (std::vector<std::size_t>{2, 2}));
}

void TestRateTheory::allocationBeatsUniform()
{
    std::vector<std::vector<OperatingPoint>> parts;
    double uniform = 0.0;
    for (const double variance : {16.0, 4.0, 4.0, 1.0}) {
        std::vector<OperatingPoint> points;
        for (int bits = 1; bits <= 8; ++bits) points.push_back({100.0 * bits, 100.0 * variance * std::exp2(-2 * bits)});
        uniform += points[3].distortion;
        parts.push_back(points);
    }
    const Allocation best = allocatePoints(parts, 4 * 400.0);
    QVERIFY(best.bits <= 1600.0);
    // The optimum is 4 + 1/2 log2(variance / 4) bits: 5, 4, 4 and 3, whole numbers, so it is reached exactly.
    QCOMPARE(best.chosen, (std::vector<std::size_t>{4, 3, 3, 2}));
    VERIFY_NEAR(best.distortion / uniform, 4.0 * 4.0 / (16.0 + 4.0 + 4.0 + 1.0), 1e-12);
}

void TestRateTheory::refusesBudgets()
{
    const std::vector<std::vector<OperatingPoint>> parts{{{10, 1}}, {{20, 1}}};
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(allocatePoints(parts, 29)), InvalidRequest);
    const std::vector<std::vector<OperatingPoint>> none{{}};
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(allocatePoints(none, 29)), InvalidRequest);
}

// science.md 3.2: midpoint reconstruction of a Gaussian at 2 bits has 10.104 dB with step 1.0824.
void TestRateTheory::entropyCodedSteps()
{
    const Matrix weights = drawMatrix(512, 1024, 5);
    const StepMeasurement at = measureStep(weights, 1.0824, JobContext());
    VERIFY_NEAR(at.entropyBits, 2.0, 0.01);
    VERIFY_NEAR(-10.0 * std::log10(at.squaredError), 10.104, 0.05);
    const double step = stepAtDistortion(weights, at.squaredError, JobContext());
    VERIFY_NEAR(step, 1.0824, 1e-4);
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(stepAtDistortion(weights, 2.0, JobContext())), InvalidRequest);
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(measureStep(weights, 0.0, JobContext())), InvalidRequest);
}

// The best component of square noise saves 2.885/n bits and costs 2 b/n: with 8 bits it never pays.
void TestRateTheory::noiseNeverPays()
{
    const Matrix noise = drawMatrix(128, 128, 7);
    const std::vector<Index> ranks{1, 2, 4, 8, 16};
    const auto parts = lowRankParts(noise, ranks, 8, JobContext());
    const SplitStudy study = studySplits(noise, parts, 20.0, JobContext());
    QCOMPARE(study.best(), std::ptrdiff_t{-1});
    for (std::size_t i = 1; i < study.points.size(); ++i) QVERIFY(study.points[i].rate > study.points[i - 1].rate);
    VERIFY_NEAR(study.directRate - study.points.front().residualRate, 2.885 / 128.0, 0.012);
    VERIFY_NEAR(study.points.front().functionRate, (256.0 * 8.0 + 32.0) / (128.0 * 128.0), 1e-12);
}

void TestRateTheory::strongComponentsPay()
{
    Matrix weights = drawMatrix(128, 96, 7);
    const Matrix left = drawMatrix(128, 2, 8);
    const Matrix right = drawMatrix(2, 96, 9);
    weights += 4.0F * left * right;
    const std::vector<Index> ranks{1, 2, 3, 4};
    const SplitStudy study = studySplits(weights, lowRankParts(weights, ranks, 10, JobContext()), 30.0, JobContext());
    QCOMPARE(study.best(), std::ptrdiff_t{1});
    QVERIFY(study.points[1].rate < study.directRate - 1.0);
    const auto wide = lowRankParts(weights.transpose(), ranks, 10, JobContext());
    QVERIFY((wide[1].values.transpose() - lowRankParts(weights, ranks, 10, JobContext())[1].values).norm() <
            0.02F * weights.norm());
}

// science.md 5: for 2048^2 and 8 bits s must exceed 2.355 times the Marchenko-Pastur edge 2 sqrt(n).
void TestRateTheory::payingThreshold()
{
    const double edge = 2.0 * std::sqrt(2048.0);
    VERIFY_NEAR(payingSingularValue(2048, 2048, 8, 2048.0 * 2048.0) / edge, 2.355, 0.002);
    VERIFY_NEAR(payingSingularValue(2048, 2048, 4, 2048.0 * 2048.0) / edge, 1.67, 0.01);
    VERIFY_NEAR(payingSingularValue(5632, 2048, 8, 5632.0 * 2048.0) / (std::sqrt(5632.0) + std::sqrt(2048.0)), 2.43, 0.02);
}

void TestRateTheory::smoothWeightsArePredicted()
{
    Matrix weights(64, 96);
    for (Index i = 0; i < 64; ++i)
        for (Index j = 0; j < 96; ++j)
            weights(i, j) = std::cos(0.05F * static_cast<float>(i)) * std::sin(0.04F * static_cast<float>(j));
    const std::vector<Index> terms{8};
    weights += 0.01F * drawMatrix(64, 96, 3);
    const SplitStudy study = studySplits(weights, smoothParts(weights, terms, 12, JobContext()), 30.0, JobContext());
    QVERIFY(study.points.front().energyShare > 0.98);
    QCOMPARE(study.best(), std::ptrdiff_t{0});
    const Matrix noise = drawMatrix(64, 96, 4);
    const SplitStudy none = studySplits(noise, smoothParts(noise, terms, 12, JobContext()), 20.0, JobContext());
    VERIFY_NEAR(none.points.front().energyShare, 64.0 / (64.0 * 96.0), 0.005);
    QCOMPARE(none.best(), std::ptrdiff_t{-1});
}

void TestRateTheory::depthOfUnrelatedLayers()
{
    std::vector<Matrix> layers;
    for (std::uint64_t i = 0; i < 12; ++i) layers.push_back(drawMatrix(40, 50, 10 + i));
    const DepthSmoothness one = depthSmoothness(layers, 1, 1, JobContext());
    VERIFY_NEAR(one.energyShare, 1.0 / 12.0, 0.01);
    QVERIFY(std::isnan(one.z)); // the mean does not depend on the order
    const DepthSmoothness four = depthSmoothness(layers, 4, 1, JobContext());
    QVERIFY(std::abs(four.z) < 3.5);
    VERIFY_NEAR(four.chance, 4.0 / 12.0, 1e-12);
}

void TestRateTheory::depthOfDriftingLayers()
{
    const Matrix first = drawMatrix(40, 50, 1);
    const Matrix last = drawMatrix(40, 50, 2);
    std::vector<Matrix> layers;
    for (int i = 0; i < 12; ++i)
        layers.push_back(first * (1.0F - static_cast<float>(i) / 11.0F) + last * (static_cast<float>(i) / 11.0F));
    const DepthSmoothness drift = depthSmoothness(layers, 3, 1, JobContext());
    QVERIFY(drift.energyShare > 0.99 && drift.z > 3.0);
    layers.push_back(drawMatrix(3, 3, 1));
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(depthSmoothness(layers, 3, 1, JobContext())), InvalidRequest);
}

void TestRateTheory::sharedAxes()
{
    const Matrix axes = drawMatrix(3, 60, 1);
    std::vector<Matrix> layers;
    for (std::uint64_t i = 0; i < 4; ++i)
        layers.push_back(drawMatrix(50, 3, 20 + i) * axes + 0.01F * drawMatrix(50, 60, 30 + i));
    const auto parts = sharedBasisParts(layers, 3, 12, JobContext());
    QCOMPARE(parts.size(), layers.size());
    for (std::size_t i = 0; i < layers.size(); ++i)
        QVERIFY((parts[i].values - layers[i]).norm() < 0.02F * layers[i].norm());
    QCOMPARE(parts[0].bits, 3.0 * (50.0 * 12.0 + 16.0) + 3.0 * (60.0 * 12.0 + 16.0) / 4.0);
}

QTEST_APPLESS_MAIN(TestRateTheory)
#include "tst_rate_theory.moc"
