// SPDX-License-Identifier: GPL-3.0-or-later
// Energy compaction against a plain sort, and the histogram against plain counting.
#include "core/base/parallel.h"
#include "core/metrics/distribution.h"
#include "core/metrics/metric.h"

#include "tests/support/naive.h"
#include "tests/support/reference_data.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>

using namespace alidade;
using namespace alidade::test;

namespace {

/// Squares of the finite weights, largest first.
std::vector<double> sortedSquares(const Matrix& weights)
{
    std::vector<double> squares;
    for (Index i = 0; i < weights.size(); ++i)
        if (std::isfinite(weights.data()[i]))
            squares.push_back(std::pow(static_cast<double>(weights.data()[i]), 2));
    std::sort(squares.begin(), squares.end(), std::greater<>());
    return squares;
}

double naiveShare(const std::vector<double>& squares, double fraction)
{
    const auto wanted =
        static_cast<std::size_t>(std::floor(fraction * static_cast<double>(squares.size()) + 0.5));
    const std::size_t k = std::min(squares.size(), std::max<std::size_t>(1, wanted));
    const auto end = squares.begin() + static_cast<std::ptrdiff_t>(k);
    return std::accumulate(squares.begin(), end, 0.0) / std::accumulate(squares.begin(), squares.end(), 0.0);
}

std::uint64_t naiveCount(const std::vector<double>& squares, double share)
{
    const double wanted = share * std::accumulate(squares.begin(), squares.end(), 0.0);
    double energy = 0.0;
    std::uint64_t k = 0;
    while (k < squares.size() && energy < wanted)
        energy += squares[k++];
    return k;
}

Matrix matrixOf(const QString& kind)
{
    if (kind == QStringLiteral("gaussian")) return drawMatrix(300, 201, 1);
    if (kind == QStringLiteral("laplace")) return drawMatrix(123, 457, 2, Source::Laplace);
    if (kind == QStringLiteral("one weight")) return Matrix::Constant(1, 1, -2.0F);
    if (kind == QStringLiteral("equal magnitudes")) return Matrix::Constant(64, 200, -0.25F);
    Matrix sparse = Matrix::Zero(200, 600);
    sparse.topRows(8) = drawMatrix(8, 600, 4);
    if (kind == QStringLiteral("with NaN"))
        sparse.row(3).setConstant(std::numeric_limits<float>::quiet_NaN());
    return sparse;
}

} // namespace

class TestEnergy : public QObject {
    Q_OBJECT

private slots:
    void shares_data();
    void shares();
    void counts_data() { shares_data(); }
    void counts();
    void curve_data() { shares_data(); }
    void curve();
    void zeroHasNoShare();
    void powersOfTwo();
    void sameForAnyTeam();
    void histogram_data();
    void histogram();
    void tailCounts();
};

void TestEnergy::shares_data()
{
    QTest::addColumn<QString>("kind");
    for (const char* kind :
         {"gaussian", "laplace", "one weight", "equal magnitudes", "mostly zero", "with NaN"})
        QTest::newRow(kind) << QString::fromLatin1(kind);
}

void TestEnergy::shares()
{
    QFETCH(QString, kind);
    const Matrix weights = matrixOf(kind);
    const EnergyProfile profile(weights, JobContext());
    const std::vector<double> squares = sortedSquares(weights);
    QCOMPARE(profile.size(), std::uint64_t{squares.size()});
    const std::vector<double> fractions{0.5, 0.0,  1e-6, 1e-4, 0.001,    0.01,
                                        0.1, 0.25, 0.5,  0.9,  0.999999, 1.0};
    const std::vector<double> together = profile.topShares(fractions); // in any order, twice the same one
    for (std::size_t i = 0; i < fractions.size(); ++i) {
        VERIFY_NEAR(profile.topShare(fractions[i]), naiveShare(squares, fractions[i]), 1e-12);
        QCOMPARE(together[i], profile.topShare(fractions[i]));
    }
}

void TestEnergy::counts()
{
    QFETCH(QString, kind);
    const Matrix weights = matrixOf(kind);
    const EnergyProfile profile(weights, JobContext());
    const std::vector<double> squares = sortedSquares(weights);
    for (const double share : {0.0, 0.001, 0.1, 0.5, 0.9, 0.99, 1.0})
        QCOMPARE(profile.countFor(share), naiveCount(squares, share));
}

void TestEnergy::curve()
{
    QFETCH(QString, kind);
    const Matrix weights = matrixOf(kind);
    const std::vector<double> squares = sortedSquares(weights);
    const Curve curve = energyCurve(EnergyProfile(weights, JobContext()));
    QVERIFY(!curve.x.empty());
    QCOMPARE(curve.x.size(), curve.y.size());
    QCOMPARE(curve.x.back(), 1.0);
    QCOMPARE(curve.y.back(), 1.0);
    QVERIFY(std::is_sorted(curve.x.begin(), curve.x.end()));
    QVERIFY(std::is_sorted(curve.y.begin(), curve.y.end()));
    const double smallest = std::max(1e-5, 1.0 / static_cast<double>(squares.size()));
    QVERIFY(curve.x.front() >= smallest * (1 - 1e-12) &&
            curve.x.front() < smallest * std::pow(10.0, 1.0 / 16));
    for (std::size_t i = 0; i < curve.x.size(); ++i)
        VERIFY_NEAR(curve.y[i], naiveShare(squares, curve.x[i]), 1e-12);
}

void TestEnergy::zeroHasNoShare()
{
    const Matrix zeros = Matrix::Zero(10, 10);
    const EnergyProfile zero(zeros, JobContext());
    QVERIFY(std::isnan(zero.topShare(0.5)));
    QCOMPARE(zero.size(), std::uint64_t{100});
    QCOMPARE(zero.countFor(0.5), std::uint64_t{0});
    const Matrix empty(0, 7);
    const EnergyProfile nothing(empty, JobContext());
    QVERIFY(std::isnan(nothing.topShare(1.0)));
    QCOMPARE(nothing.countFor(1.0), std::uint64_t{0});
    QVERIFY(energyCurve(nothing).x.empty());
    const Matrix broken = Matrix::Constant(3, 3, std::numeric_limits<float>::infinity());
    QCOMPARE(EnergyProfile(broken, JobContext()).size(), std::uint64_t{0});
}

// From the smallest subnormal to the largest float: every bucket of the sort.
void TestEnergy::powersOfTwo()
{
    Matrix weights(1, 277);
    for (Index i = 0; i < weights.size(); ++i)
        weights.data()[i] = std::ldexp(i % 2 == 0 ? 1.0F : -1.0F, static_cast<int>((i * 41) % 277) - 149);
    const EnergyProfile profile(weights, JobContext());
    const std::vector<double> squares = sortedSquares(weights);
    for (Index k = 1; k <= 40; ++k)
        VERIFY_NEAR(profile.topShare(static_cast<double>(k) / 277.0),
                    naiveShare(squares, static_cast<double>(k) / 277.0), 1e-15);
}

void TestEnergy::sameForAnyTeam()
{
    const Matrix weights = drawMatrix(512, 700, 9, Source::Laplace);
    const auto share = [&](int threads) {
        setWorkerThreads(threads);
        return EnergyProfile(weights, JobContext()).topShare(0.0123);
    };
    const double one = share(1);
    QCOMPARE(share(2), one);
    QCOMPARE(share(3), one);
    setWorkerThreads(0);
}

void TestEnergy::histogram_data()
{
    shares_data();
    QTest::newRow("far outlier") << QStringLiteral("far outlier");
    QTest::newRow("zero") << QStringLiteral("zero");
}

void TestEnergy::histogram()
{
    QFETCH(QString, kind);
    Matrix weights = kind == QStringLiteral("zero") ? Matrix::Zero(20, 20) : matrixOf(kind);
    if (kind == QStringLiteral("far outlier")) {
        weights = drawMatrix(200, 200, 6) * 1e-3F;
        weights(3, 4) = 1.0F;
        weights(5, 6) = -1.0F;
    }
    const Moments moments = momentsOf(weights, JobContext());
    const Histogram histogram = distributionOf(weights, moments, JobContext());
    QCOMPARE(histogram.counts.size(), static_cast<std::size_t>(distributionBins));
    QVERIFY(histogram.high >= 6.0 && histogram.high <= 96.0);
    QCOMPARE(histogram.low, -histogram.high);
    if (moments.rms() <= 0.0) return;
    std::vector<std::uint64_t> counts(histogram.counts.size());
    std::uint64_t below = 0;
    std::uint64_t above = 0;
    const double width = 2.0 * histogram.high / distributionBins;
    for (Index i = 0; i < weights.size(); ++i) {
        if (!std::isfinite(weights.data()[i])) continue;
        const double bin =
            std::floor((static_cast<double>(weights.data()[i]) / moments.rms() - histogram.low) / width);
        if (bin < 0)
            ++below;
        else if (bin >= distributionBins)
            ++above;
        else
            ++counts[static_cast<std::size_t>(bin)];
    }
    QCOMPARE(histogram.below, below);
    QCOMPARE(histogram.above, above);
    // A weight that falls on the border of two bins may be rounded into either.
    std::uint64_t moved = 0;
    for (std::size_t i = 0; i < counts.size(); ++i)
        moved += counts[i] > histogram.counts[i] ? counts[i] - histogram.counts[i]
                                                 : histogram.counts[i] - counts[i];
    QVERIFY(moved <= (kind == QStringLiteral("equal magnitudes") ? 2 * moments.count : 4));
    const std::uint64_t inside =
        std::accumulate(histogram.counts.begin(), histogram.counts.end(), std::uint64_t{0});
    QCOMPARE(inside + below + above, moments.count);
    if (kind == QStringLiteral("far outlier")) QCOMPARE(below + above, std::uint64_t{2});
}

void TestEnergy::tailCounts()
{
    Matrix weights(2, 4);
    weights << 1.0F, -1.0F, 1.0000001F, 0.0F, -2.0F, 3.0F, std::numeric_limits<float>::infinity(),
        std::numeric_limits<float>::quiet_NaN();
    QCOMPARE(countBeyond(weights, 1.0, JobContext()), std::uint64_t{3}); // strictly beyond, finite only
    QCOMPARE(countBeyond(weights, 0.0, JobContext()), std::uint64_t{5});
    QCOMPARE(countBeyond(Matrix(0, 0), 1.0, JobContext()), std::uint64_t{0});
}

QTEST_APPLESS_MAIN(TestEnergy)
#include "tst_energy.moc"
