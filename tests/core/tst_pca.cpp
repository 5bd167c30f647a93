// SPDX-License-Identifier: GPL-3.0-or-later
// The symmetric eigensolver against Eigen's, and the principal axes of science.md 1.4 (T7).
#include "core/base/error.h"
#include "core/numerics/orthogonal.h"
#include "core/numerics/subspace_iteration.h"
#include "core/numerics/symmetric_eigen.h"
#include "core/registry/registries.h"

#include "tests/support/naive.h"
#include "tests/support/reference_data.h"

#include <Eigen/Eigenvalues>
#include <Eigen/LU>
#include <QtTest>

#include <cmath>
#include <limits>

using namespace alidade;
using namespace alidade::test;

namespace {

MatrixD gramOf(const Matrix& weights) { return weights.cast<double>().transpose() * weights.cast<double>(); }

} // namespace

class TestPca : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void eigenpairs_data();
    void eigenpairs();
    void signsAreFixed();
    void specialSpectra_data();
    void specialSpectra();
    void gramMatrices_data();
    void gramMatrices();
    void gramIsDiagonalAndDescending_data();
    void gramIsDiagonalAndDescending();
    void determinantIdentity();
    void gainBeatsOtherCoordinates();
    void rankDeficient_data();
    void rankDeficient();
    void blocksAreTheirOwn();
    void basisBits();
    void previewResemblesTheFit();
    void leadingAxes();
    void sameBasisEveryTime();
    void refusesNonFinite();

private:
    [[nodiscard]] Basis fit(const Matrix& weights, const std::string& side, std::int64_t block = 0,
                            std::int64_t bits = 32) const
    {
        const CoordinateSystemEntry& entry = m_registries.coordinateSystems.find("pca");
        const Parameters given{{"side", side}, {"block", block}, {"basis-bits", bits}};
        return entry.make(resolveParameters(entry.parameters, given))->fit(weights, JobContext());
    }

    [[nodiscard]] Matrix turned(const Matrix& weights, const std::string& side, std::int64_t block = 0) const
    {
        Matrix changed = weights;
        fit(weights, side, block).forward(changed, JobContext());
        return changed;
    }

    Registries m_registries;
};

void TestPca::initTestCase() { m_registries = builtinRegistries(); }

void TestPca::eigenpairs_data()
{
    QTest::addColumn<int>("n");
    for (const int n : {1, 2, 3, 4, 31, 32, 33, 64, 65, 95, 96, 97, 98, 128, 129, 130, 160, 161, 300, 513})
        QTest::addRow("%d", n) << n;
}

// Around the sizes where the blocked reduction changes its step.
void TestPca::eigenpairs()
{
    QFETCH(int, n);
    const MatrixD matrix = gramOf(drawMatrix(n + 5, n, static_cast<std::uint64_t>(n)));
    const SymmetricEigen eigen = symmetricEigen(matrix, JobContext());
    const Eigen::VectorXd only = symmetricEigenvalues(matrix, JobContext());
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> reference(matrix);
    const double scale = matrix.norm();
    QCOMPARE(eigen.values.size(), Index{n});
    for (Index i = 0; i < n; ++i) {
        VERIFY_NEAR(eigen.values(i), reference.eigenvalues()(n - 1 - i), 1e-13 * scale);
        VERIFY_NEAR(only(i), eigen.values(i), 1e-13 * scale);
    }
    const MatrixD& v = eigen.vectors; // rows
    QVERIFY((v * v.transpose() - MatrixD::Identity(n, n)).cwiseAbs().maxCoeff() < 1e-12);
    const MatrixD back = v.transpose() * eigen.values.asDiagonal() * v;
    QVERIFY((back - matrix).cwiseAbs().maxCoeff() < 1e-12 * scale);
}

void TestPca::signsAreFixed()
{
    const SymmetricEigen eigen = symmetricEigen(gramOf(drawMatrix(200, 130, 1)), JobContext());
    for (Index i = 0; i < eigen.vectors.rows(); ++i) {
        Index largest = 0;
        eigen.vectors.row(i).cwiseAbs().maxCoeff(&largest);
        QVERIFY(eigen.vectors(i, largest) > 0.0);
    }
}

void TestPca::specialSpectra_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<int>("n");
    for (const char* kind : {"zero", "identity", "diagonal", "rank one", "negative", "huge", "tiny", "ties"})
        for (const int n : {1, 5, 97, 200})
            QTest::newRow(qPrintable(QStringLiteral("%1 %2").arg(QLatin1String(kind)).arg(n)))
                << QString::fromLatin1(kind) << n;
}

void TestPca::specialSpectra()
{
    QFETCH(QString, kind);
    QFETCH(int, n);
    MatrixD matrix = MatrixD::Zero(n, n);
    if (kind == QStringLiteral("identity")) matrix.setIdentity();
    if (kind == QStringLiteral("diagonal"))
        for (Index i = 0; i < n; ++i)
            matrix(i, i) = static_cast<double>((i * 7) % n);
    if (kind == QStringLiteral("rank one")) matrix.setOnes();
    if (kind == QStringLiteral("negative")) matrix = -gramOf(drawMatrix(n, n, 3));
    if (kind == QStringLiteral("huge")) matrix = gramOf(drawMatrix(n, n, 3)) * 1e250;
    if (kind == QStringLiteral("tiny")) matrix = gramOf(drawMatrix(n, n, 3)) * 1e-250;
    if (kind == QStringLiteral("ties")) {
        matrix = MatrixD::Identity(n, n) * 2.0;
        matrix.topLeftCorner(n / 2, n / 2).setIdentity();
    }
    const SymmetricEigen eigen = symmetricEigen(matrix, JobContext());
    const double scale = matrix.cwiseAbs().maxCoeff() * n;
    QVERIFY(std::is_sorted(eigen.values.data(), eigen.values.data() + n, std::greater<>()));
    const MatrixD& v = eigen.vectors;
    QVERIFY((v * v.transpose() - MatrixD::Identity(n, n)).cwiseAbs().maxCoeff() < 1e-12);
    QVERIFY((v.transpose() * eigen.values.asDiagonal() * v - matrix).cwiseAbs().maxCoeff() <= 1e-12 * scale);
}

void TestPca::gramMatrices_data()
{
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("columns");
    for (const auto& [rows, columns] : {std::pair{1, 1},
                                        {1, 7},
                                        {7, 1},
                                        {1023, 5},
                                        {1024, 5},
                                        {1025, 5},
                                        {5, 1025},
                                        {2500, 33},
                                        {33, 2500}})
        QTest::addRow("%d x %d", rows, columns) << rows << columns;
}

void TestPca::gramMatrices()
{
    QFETCH(int, rows);
    QFETCH(int, columns);
    const Matrix wide = drawMatrix(rows, columns + 3, 2); // a part of a wider matrix
    const auto weights = wide.middleCols(2, columns);
    const MatrixD exact = weights.cast<double>();
    const MatrixD byColumns = gramOfColumns(weights, JobContext());
    const MatrixD byRows = gramOfRows(weights, JobContext());
    QVERIFY((byColumns - exact.transpose() * exact).cwiseAbs().maxCoeff() < 1e-12 * rows);
    QVERIFY((byRows - exact * exact.transpose()).cwiseAbs().maxCoeff() < 1e-12 * columns);
    QVERIFY(byColumns == byColumns.transpose() && byRows == byRows.transpose());
}

void TestPca::gramIsDiagonalAndDescending_data()
{
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("columns");
    for (const auto& [rows, columns] :
         {std::pair{60, 40}, {40, 60}, {97, 97}, {300, 130}, {130, 1}, {1, 130}, {1, 1}, {2, 3}})
        QTest::addRow("%d x %d", rows, columns) << rows << columns;
}

void TestPca::gramIsDiagonalAndDescending()
{
    QFETCH(int, rows);
    QFETCH(int, columns);
    const Matrix weights = drawMatrix(rows, columns, 4, Source::Laplace);
    const double energy = weights.cast<double>().squaredNorm();
    const auto check = [energy](const MatrixD& gram) {
        const Eigen::VectorXd energies = gram.diagonal();
        const MatrixD rest = gram - MatrixD(energies.asDiagonal());
        QVERIFY(rest.cwiseAbs().maxCoeff() < 1e-6 * energy);
        for (Index i = 1; i < energies.size(); ++i)
            QVERIFY(energies(i) <= energies(i - 1) + 1e-6 * energy);
    };
    const MatrixD byColumns = turned(weights, "columns").cast<double>();
    check(byColumns.transpose() * byColumns);
    const MatrixD byRows = turned(weights, "rows").cast<double>();
    check(byRows * byRows.transpose());
    const MatrixD both = turned(weights, "both").cast<double>();
    check(both.transpose() * both);
    check(both * both.transpose());
    for (const std::string side : {"rows", "columns", "both"}) {
        Matrix changed = weights;
        const Basis basis = fit(weights, side);
        basis.forward(changed, JobContext());
        const Residual residual = basis.residual(weights, changed, JobContext());
        QVERIFY(residual.energy < 1e-6 && residual.roundTrip < 1e-5 && residual.orthogonality < 2e-6);
    }
}

// T7: the product of the energies of the principal axes is the determinant of the covariance.
void TestPca::determinantIdentity()
{
    for (const Index n : {3, 40, 97}) {
        const Matrix weights = drawMatrix(3 * n, n, 5);
        const MatrixD covariance = gramOf(weights) / static_cast<double>(weights.rows());
        const SymmetricEigen eigen = symmetricEigen(covariance, JobContext());
        const double logDeterminant =
            covariance.partialPivLu().matrixLU().diagonal().cwiseAbs().array().log().sum();
        VERIFY_NEAR(eigen.values.array().log().sum(), logDeterminant, 1e-10 * static_cast<double>(n));
        // On the float32 coefficients the identity holds to their precision.
        const MatrixD changed = turned(weights, "columns").cast<double>();
        const Eigen::ArrayXd energies =
            changed.colwise().squaredNorm().array() / static_cast<double>(weights.rows());
        VERIFY_NEAR(energies.log().sum(), logDeterminant, 1e-5 * static_cast<double>(n));
    }
}

// Hadamard's inequality: no other orthogonal coordinates have a smaller product of energies.
void TestPca::gainBeatsOtherCoordinates()
{
    Matrix weights = drawMatrix(256, 64, 6);
    for (Index i = 0; i < weights.cols(); ++i)
        weights.col(i) *= std::pow(0.9F, static_cast<float>(i));
    const auto logProduct = [](const Matrix& m) {
        return m.cast<double>().colwise().squaredNorm().array().log().sum();
    };
    const CoordinateSystemEntry& hadamard = m_registries.coordinateSystems.find("hadamard");
    Matrix flattened = weights;
    hadamard.make(resolveParameters(hadamard.parameters, {{"side", std::string("columns")}}))
        ->fit(weights, JobContext())
        .forward(flattened, JobContext());
    const double principal = logProduct(turned(weights, "columns"));
    QVERIFY(principal < logProduct(weights));
    QVERIFY(principal < logProduct(flattened));
}

void TestPca::rankDeficient_data()
{
    QTest::addColumn<QString>("kind");
    for (const char* kind :
         {"zero", "one value", "one column", "one row", "rank two", "equal columns", "wide"})
        QTest::newRow(kind) << QString::fromLatin1(kind);
}

void TestPca::rankDeficient()
{
    QFETCH(QString, kind);
    Matrix weights = Matrix::Zero(50, 30);
    if (kind == QStringLiteral("one value")) weights.setConstant(0.3F);
    if (kind == QStringLiteral("one column")) weights.col(7) = drawMatrix(50, 1, 1);
    if (kind == QStringLiteral("one row")) weights.row(7) = drawMatrix(1, 30, 1);
    if (kind == QStringLiteral("rank two")) weights = drawMatrix(50, 2, 1) * drawMatrix(2, 30, 2);
    if (kind == QStringLiteral("equal columns")) weights = drawMatrix(50, 1, 1).replicate(1, 30);
    if (kind == QStringLiteral("wide")) weights = drawMatrix(3, 200, 2);
    for (const std::string side : {"rows", "columns", "both"}) {
        const Basis basis = fit(weights, side);
        Matrix changed = weights;
        basis.forward(changed, JobContext());
        QVERIFY(changed.allFinite());
        const Residual residual = basis.residual(weights, changed, JobContext());
        QVERIFY(residual.energy < 1e-6 && residual.roundTrip < 1e-5 && residual.orthogonality < 2e-6);
    }
    if (kind != QStringLiteral("rank two")) return;
    const Matrix changed = turned(weights, "columns"); // all energy on two axes
    QVERIFY(changed.rightCols(28).norm() < 1e-5F * changed.norm());
}

void TestPca::blocksAreTheirOwn()
{
    const Matrix weights = drawMatrix(40, 70, 9);
    const Matrix changed = turned(weights, "columns", 32); // 32 + 32 + 6
    for (const auto& [first, length] : {std::pair<Index, Index>{0, 32}, {32, 32}, {64, 6}})
        QVERIFY(largestDifference(changed.middleCols(first, length),
                                  turned(weights.middleCols(first, length), "columns")) < 1e-5);
    const Matrix byRows = turned(weights, "rows", 16);
    QVERIFY(largestDifference(byRows.middleRows(32, 8), turned(weights.middleRows(32, 8), "rows")) < 1e-5);
}

void TestPca::basisBits()
{
    const Matrix weights = drawMatrix(40, 70, 9);
    QCOMPARE(fit(weights, "columns", 0, 16).sideInformationBits(), 16.0 * 70 * 70);
    QCOMPARE(fit(weights, "rows", 0, 16).sideInformationBits(), 16.0 * 40 * 40);
    QCOMPARE(fit(weights, "both", 0, 16).sideInformationBits(), 16.0 * (40 * 40 + 70 * 70));
    QCOMPARE(fit(weights, "columns", 32, 16).sideInformationBits(), 16.0 * (2 * 32 * 32 + 6 * 6));
    const CoordinateSystemEntry& entry = m_registries.coordinateSystems.find("pca");
    for (const std::int64_t bits : {0, 8, 32}) {
        const auto recipe = entry.make(resolveParameters(entry.parameters, {{"basis-bits", bits}}));
        QCOMPARE(recipe->fit(weights, JobContext()).sideInformationBits(),
                 static_cast<double>(bits) * 70 * 70);
    }
}

// The quick basis gathers nearly the energy of the exact one on its leading axes, and is orthogonal.
void TestPca::previewResemblesTheFit()
{
    Matrix weights = drawMatrix(1100, 1024, 3);
    for (Index j = 0; j < 1024; ++j) weights.col(j) *= std::pow(0.99F, static_cast<float>(j));
    const CoordinateSystemEntry& entry = m_registries.coordinateSystems.find("pca");
    const auto recipe = entry.make(resolveParameters(entry.parameters, {}));
    const auto quick = recipe->preview(weights, JobContext());
    QVERIFY(quick.has_value());
    const auto share = [&weights](const Basis& basis) {
        Matrix turned = weights;
        basis.forward(turned, JobContext());
        return turned.leftCols(64).squaredNorm() / weights.squaredNorm();
    };
    VERIFY_NEAR(share(*quick), share(recipe->fit(weights, JobContext())), 0.002);
    QVERIFY(quick->columns()->orthogonalityError(JobContext()) < 1e-5);
    QVERIFY(!recipe->preview(drawMatrix(20, 30, 1), JobContext())); // small ones need none
    const auto rows = entry.make(resolveParameters(entry.parameters, {{"side", std::string("rows")}}));
    QVERIFY(!rows->preview(weights, JobContext()));
}

void TestPca::leadingAxes()
{
    Random random(2);
    const MatrixD axes = haarMatrix(60, random, JobContext());
    Eigen::VectorXd values(60);
    for (Index i = 0; i < 60; ++i) values(i) = std::pow(0.5, static_cast<double>(i));
    const MatrixD matrix = axes.transpose() * values.asDiagonal() * axes;
    const MatrixD basis = leadingBasis(matrix, 5, 3, 1, JobContext());
    QVERIFY(orthogonalityDefect(basis) < 1e-12);
    for (Index i = 0; i < 5; ++i) VERIFY_NEAR(std::abs(basis.row(i).dot(axes.row(i))), 1.0, 1e-6);
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(leadingBasis(matrix, 61, 1, 1, JobContext())), InvalidRequest);
}

void TestPca::sameBasisEveryTime()
{
    const Matrix weights = drawMatrix(120, 96, 9);
    QVERIFY(sameBits(turned(weights, "both"), turned(weights, "both")));
}

void TestPca::refusesNonFinite()
{
    for (const float bad :
         {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()}) {
        Matrix weights = drawMatrix(20, 20, 9);
        weights(3, 4) = bad;
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(fit(weights, "columns")), NumericalError);
    }
}

QTEST_APPLESS_MAIN(TestPca)
#include "tst_pca.moc"
