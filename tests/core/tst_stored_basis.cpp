// SPDX-License-Identifier: GPL-3.0-or-later
// Bases stored with few bits (T27): exactly orthogonal again, and the loss of alignment of science.md 1.0.
#include "core/base/error.h"
#include "core/numerics/orthogonal.h"
#include "core/numerics/symmetric_eigen.h"
#include "core/transforms/permutation_transform.h"
#include "core/transforms/stored_basis.h"

#include "tests/support/naive.h"
#include "tests/support/reference_data.h"

#include <QtTest>

#include <cmath>
#include <numbers>
#include <numeric>

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

MatrixD rounded(MatrixD axes, int bits, BasisCoding coding = BasisCoding::Entries)
{
    return codedBasis(std::move(axes), bits, coding, JobContext()).axes;
}

double lossOf(const MatrixD& covariance, int bits)
{
    const MatrixD axes = symmetricEigen(covariance, JobContext()).vectors;
    return gainBits(covariance, axes) - gainBits(covariance, rounded(axes, bits));
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
    void reflections();
    void restores_data();
    void restores();
    void restoresOrders();
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
        const MatrixD coded = rounded(haarMatrix(n, random, JobContext()), bits);
        QVERIFY(orthogonalityDefect(coded) < 1e-12);
        QVERIFY(coded == rounded(coded, 0)); // no bits: as it is
    }
}

// Every further bit halves the distance from the basis that was meant, until all digits are there.
void TestStoredBasis::bitsMatter()
{
    Random random(3);
    const MatrixD axes = haarMatrix(100, random, JobContext());
    const auto distance = [&axes](int bits) {
        return (rounded(axes, bits) - axes).norm();
    };
    for (int bits = 5; bits < 22; ++bits) {
        const double ratio = distance(bits) / distance(bits + 1);
        QVERIFY2(ratio > 1.8 && ratio < 2.3, qPrintable(QString::number(ratio)));
    }
    QCOMPARE(distance(0), 0.0);
    QVERIFY(distance(32) < 1e-7);
    QVERIFY_EXCEPTION_THROWN(rounded(axes, 1), InvalidRequest);
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

// Reflections have half the numbers; at as many bits each they are a little further off, and as orthogonal.
void TestStoredBasis::reflections()
{
    for (const Index n : {1, 2, 3, 64, 200}) {
        Random random(static_cast<std::uint64_t>(n));
        const MatrixD axes = haarMatrix(n, random, JobContext());
        QVERIFY((productOf(reflectionsOf(axes, JobContext()), JobContext()) - axes).cwiseAbs().maxCoeff() < 1e-13);
        for (const int bits : {8, 16, 32}) {
            const MatrixD coded = rounded(axes, bits, BasisCoding::Reflectors);
            QVERIFY(orthogonalityDefect(coded) < 1e-12);
            QVERIFY((coded - axes).norm() <= 8.0 * std::sqrt(static_cast<double>(n)) * std::exp2(-bits) *
                                                 std::sqrt(static_cast<double>(n)) + 1e-12);
        }
    }
    const MatrixD identity = MatrixD::Identity(20, 20);
    QVERIFY(rounded(identity, 8, BasisCoding::Reflectors) == identity);
    QVERIFY(rounded(-identity, 8, BasisCoding::Reflectors) == -identity);
}

void TestStoredBasis::restores_data()
{
    QTest::addColumn<bool>("reflectors");
    QTest::addColumn<int>("bits");
    for (const bool reflectors : {false, true})
        for (const int bits : {2, 6, 16, 32}) QTest::addRow("%s, %d bits", reflectors ? "reflectors" : "entries", bits) << reflectors << bits;
}

// The bytes give the transform back bit for bit, and their length is what is charged but for a header.
void TestStoredBasis::restores()
{
    QFETCH(bool, reflectors);
    QFETCH(int, bits);
    const BasisCoding coding = reflectors ? BasisCoding::Reflectors : BasisCoding::Entries;
    std::vector<AxisTransformPtr> parts;
    for (const Index n : {1, 5, 40}) {
        Random random(static_cast<std::uint64_t>(n));
        parts.push_back(storedBasis(haarMatrix(n, random, JobContext()), bits, coding, "axes", JobContext()));
    }
    const AxisTransformPtr whole = blockDiagonal(parts);
    const std::vector<std::byte> stored = whole->stored();
    const double extra = 8.0 * static_cast<double>(stored.size()) - whole->sideInformationBits();
    QVERIFY(extra >= 0.0 && extra <= 8.0 * (5 + 3 * 7));
    std::span<const std::byte> bytes = stored;
    const AxisTransformPtr again = restoreTransform(bytes, 46, JobContext());
    QVERIFY(bytes.empty());
    QCOMPARE(again->sideInformationBits(), whole->sideInformationBits());
    Matrix a = drawMatrix(7, 46, 3);
    Matrix b = a;
    whole->applyToRows(a, Direction::Forward, JobContext());
    again->applyToRows(b, Direction::Forward, JobContext());
    QVERIFY(a == b);
    for (std::size_t cut = 0; cut < stored.size(); ++cut) {
        std::span<const std::byte> part(stored.data(), cut);
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(restoreTransform(part, 46, JobContext())), DamagedData);
    }
    std::span<const std::byte> other = stored;
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(restoreTransform(other, 47, JobContext())), DamagedData);
    other = stored;
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(restoreTransform(other, 45, JobContext())), DamagedData);
}

// An order of n channels takes log2 n! bits, rounded up to bytes.
void TestStoredBasis::restoresOrders()
{
    for (const Index n : {1, 2, 3, 7, 100, 3000}) {
        std::vector<Index> order(static_cast<std::size_t>(n));
        std::iota(order.begin(), order.end(), Index{0});
        Random random(5);
        for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random.below(i)]);
        const AxisTransformPtr sorted = permutationTransform(order, permutationBits(n), "order");
        const std::vector<std::byte> stored = sorted->stored();
        QVERIFY(static_cast<double>(stored.size()) < 5.0 + permutationBits(n) / 8.0 + 1.0);
        std::span<const std::byte> bytes = stored;
        const AxisTransformPtr again = restoreTransform(bytes, n, JobContext());
        Matrix a = drawMatrix(2, n, 3);
        Matrix b = a;
        sorted->applyToRows(a, Direction::Forward, JobContext());
        again->applyToRows(b, Direction::Forward, JobContext());
        QVERIFY(a == b && bytes.empty());
    }
    std::vector<std::byte> wrong{static_cast<std::byte>(StoredKind::Permutation)};
    appendNumber(wrong, 3);
    wrong.push_back(std::byte{6}); // 3! = 6 orders are numbered 0 to 5
    std::span<const std::byte> bytes = wrong;
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(restoreTransform(bytes, 3, JobContext())), DamagedData);
}

void TestStoredBasis::charges()
{
    const auto stored = [](int bits, BasisCoding coding) {
        return storedBasis(MatrixD::Identity(10, 10), bits, coding, "axes", JobContext());
    };
    QCOMPARE(stored(6, BasisCoding::Entries)->sideInformationBits(), 6.0 * 100.0);
    QCOMPARE(stored(6, BasisCoding::Reflectors)->sideInformationBits(), 6.0 * 54.0 + 10.0);
    QCOMPARE(stored(0, BasisCoding::Entries)->sideInformationBits(), 0.0);
    QVERIFY(stored(0, BasisCoding::Entries)->stored().empty());
    QCOMPARE(stored(6, BasisCoding::Entries)->description(), std::string("10 axes"));
    QCOMPARE(basisCostText(0), std::string("free of charge"));
    QCOMPARE(basisCostText(8), std::string("8 bits each"));
}

QTEST_APPLESS_MAIN(TestStoredBasis)
#include "tst_stored_basis.moc"
