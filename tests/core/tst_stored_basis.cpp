// SPDX-License-Identifier: GPL-3.0-or-later
// Bases stored with few bits (T27): exactly orthogonal again, and the loss of alignment of science.md 1.0.
#include "core/base/error.h"
#include "core/numerics/orthogonal.h"
#include "core/numerics/symmetric_eigen.h"
#include "core/transforms/stored_basis.h"

#include "tests/support/reference_data.h"

#include <QtTest>

#include <cmath>
#include <numbers>

using namespace alidade;
using namespace alidade::test;

namespace {

constexpr Index order = 64;

/// Covariance of a first-order autoregressive source of correlation 0.95.
MatrixD autoregressive()
{
    MatrixD c(order, order);
    for (Index i = 0; i < order; ++i)
        for (Index j = 0; j < order; ++j)
            c(i, j) = std::pow(0.95, static_cast<double>(std::abs(i - j)));
    return c;
}

/// Eigenvalues falling geometrically by 40 dB on random axes.
MatrixD geometric(std::uint64_t seed)
{
    Random random(seed);
    const MatrixD axes = haarMatrix(order, random, JobContext());
    Eigen::VectorXd values(order);
    for (Index i = 0; i < order; ++i)
        values(i) = std::pow(10.0, -4.0 * static_cast<double>(i) / (order - 1));
    return axes.transpose() * values.asDiagonal() * axes;
}

/// Rate that coordinates gain at high rate: half of log2 of arithmetic over geometric mean of the variances.
double gainBits(const MatrixD& covariance, const MatrixD& axes)
{
    const Eigen::ArrayXd variances = (axes * covariance * axes.transpose()).diagonal().array();
    return 0.5 * (std::log2(variances.mean()) - variances.log().mean() / std::numbers::ln2);
}

double lossOf(const MatrixD& covariance, int bits)
{
    const MatrixD axes = symmetricEigen(covariance, JobContext()).vectors;
    return gainBits(covariance, axes) - gainBits(covariance, roundedBasis(axes, bits, JobContext()));
}

} // namespace

class TestStoredBasis : public QObject {
    Q_OBJECT

private slots:
    void isOrthogonal_data();
    void isOrthogonal();
    void bitsMatter();
    void gains();
    void lossesOfAlignment_data();
    void lossesOfAlignment();
    void charges();
};

void TestStoredBasis::isOrthogonal_data()
{
    QTest::addColumn<int>("bits");
    for (int bits = 2; bits <= 23; ++bits)
        QTest::addRow("%d bits", bits) << bits;
}

// T27.
void TestStoredBasis::isOrthogonal()
{
    QFETCH(int, bits);
    for (const Index n : {1, 2, 17, 64, 200}) {
        Random random(static_cast<std::uint64_t>(n));
        const MatrixD rounded = roundedBasis(haarMatrix(n, random, JobContext()), bits, JobContext());
        QVERIFY(orthogonalityDefect(rounded) < 1e-12);
        QVERIFY(rounded == roundedBasis(rounded, 0, JobContext())); // no bits: as it is
    }
}

// Every further bit halves the distance from the basis that was meant, until all digits are there.
void TestStoredBasis::bitsMatter()
{
    Random random(3);
    const MatrixD axes = haarMatrix(100, random, JobContext());
    const auto distance = [&axes](int bits) {
        return (roundedBasis(axes, bits, JobContext()) - axes).norm();
    };
    for (int bits = 5; bits < 22; ++bits) {
        const double ratio = distance(bits) / distance(bits + 1);
        QVERIFY2(ratio > 1.8 && ratio < 2.3, qPrintable(QString::number(ratio)));
    }
    for (const int bits : {0, 24, 32})
        QCOMPARE(distance(bits), 0.0);
    QVERIFY_EXCEPTION_THROWN(roundedBasis(axes, 1, JobContext()), InvalidRequest);
}

void TestStoredBasis::gains()
{
    const auto decibels = [](double bits) { return bits * 20.0 * std::log10(2.0); };
    const MatrixD ar = autoregressive();
    VERIFY_NEAR(decibels(gainBits(ar, symmetricEigen(ar, JobContext()).vectors)), 9.9520, 1e-3);
    const MatrixD spread = geometric(1);
    VERIFY_NEAR(decibels(gainBits(spread, symmetricEigen(spread, JobContext()).vectors)), 10.60, 0.01);
}

void TestStoredBasis::lossesOfAlignment_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<int>("bits");
    QTest::addColumn<double>("loss");
    QTest::addColumn<double>("tolerance");
    QTest::newRow("AR(0.95), 4 bits") << QStringLiteral("ar") << 4 << 0.014 << 0.002;
    QTest::newRow("AR(0.95), 6 bits") << QStringLiteral("ar") << 6 << 0.001 << 0.0005;
    QTest::newRow("40 dB, 4 bits") << QStringLiteral("spread") << 4 << 0.270 << 0.04;
    QTest::newRow("40 dB, 5 bits") << QStringLiteral("spread") << 5 << 0.095 << 0.015;
    QTest::newRow("40 dB, 6 bits") << QStringLiteral("spread") << 6 << 0.026 << 0.005;
    QTest::newRow("40 dB, 8 bits") << QStringLiteral("spread") << 8 << 0.002 << 0.0007;
}

void TestStoredBasis::lossesOfAlignment()
{
    QFETCH(QString, source);
    QFETCH(int, bits);
    QFETCH(double, loss);
    QFETCH(double, tolerance);
    double measured = 0.0;
    if (source == QStringLiteral("ar")) {
        measured = lossOf(autoregressive(), bits);
    } else {
        for (std::uint64_t seed = 1; seed <= 8; ++seed)
            measured += lossOf(geometric(seed), bits) / 8.0;
    }
    VERIFY_NEAR(measured, loss, tolerance);
}

void TestStoredBasis::charges()
{
    const auto stored = [](int bits) {
        return storedBasis(MatrixD::Identity(10, 10), bits, "axes", 45.0, JobContext());
    };
    QCOMPARE(stored(6)->sideInformationBits(), 6.0 * 45.0);
    QCOMPARE(stored(0)->sideInformationBits(), 0.0);
    QCOMPARE(stored(6)->description(), std::string("10 axes"));
    QCOMPARE(basisCostText(0), std::string("free of charge"));
    QCOMPARE(basisCostText(8), std::string("8 bits each"));
}

QTEST_APPLESS_MAIN(TestStoredBasis)
#include "tst_stored_basis.moc"
