// SPDX-License-Identifier: GPL-3.0-or-later
// Orthogonal matrices in float64: QR, uniform draws (T4), polar factors, principal angles.
#include "core/base/error.h"
#include "core/numerics/orthogonal.h"

#include "tests/support/naive.h"
#include "tests/support/reference_data.h"

#include <Eigen/QR>
#include <Eigen/SVD>
#include <QtTest>

#include <cmath>
#include <numbers>
#include <stop_token>

using namespace alidade;
using namespace alidade::test;

namespace {

double defectOf(const MatrixD& q)
{
    return (q * q.transpose() - MatrixD::Identity(q.rows(), q.rows())).cwiseAbs().maxCoeff();
}

MatrixD draw(Index rows, Index columns, std::uint64_t seed)
{
    return drawMatrix(rows, columns, seed).cast<double>();
}

/// Rows spanning the planes e_i cos t_i + e_(k+i) sin t_i: angles t_i with the first k axes.
MatrixD tilted(const std::vector<double>& angles, Index n)
{
    const auto k = static_cast<Index>(angles.size());
    MatrixD axes = MatrixD::Zero(k, n);
    for (Index i = 0; i < k; ++i) {
        axes(i, i) = std::cos(angles[static_cast<std::size_t>(i)]);
        axes(i, k + i) = std::sin(angles[static_cast<std::size_t>(i)]);
    }
    return axes;
}

} // namespace

class TestOrthogonal : public QObject {
    Q_OBJECT

private slots:
    void factor_data();
    void factor();
    void factorOfRankDeficient();
    void haarMoments();
    void haarIsSeeded();
    void polar_data();
    void polar();
    void polarOfSingular();
    void anglesInClosedForm();
    void smallAnglesKeepTheirDigits();
    void anglesOfSpans();
    void randomAngles();
    void refusals();
};

void TestOrthogonal::factor_data()
{
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("columns");
    for (const auto& [rows, columns] :
         {std::pair{1, 1}, {5, 1}, {5, 5}, {128, 128}, {129, 129}, {300, 7}, {300, 257}})
        QTest::addRow("%d x %d", rows, columns) << rows << columns;
}

// Against Eigen's decomposition, whose signs are made to follow the same rule.
void TestOrthogonal::factor()
{
    QFETCH(int, rows);
    QFETCH(int, columns);
    const MatrixD a = draw(rows, columns, 7);
    const MatrixD q = orthogonalFactor(a, rows, JobContext());
    QVERIFY(defectOf(q) < 1e-12);
    const Eigen::HouseholderQR<Eigen::MatrixXd> reference(a);
    Eigen::MatrixXd expected = reference.householderQ() * Eigen::MatrixXd::Identity(rows, columns);
    for (Index j = 0; j < columns; ++j)
        if (reference.matrixQR()(j, j) < 0.0) expected.col(j) *= -1.0;
    QVERIFY((q.leftCols(columns) - expected).cwiseAbs().maxCoeff() < 1e-10);
    const MatrixD r = q.transpose() * a;
    QVERIFY(r.triangularView<Eigen::StrictlyLower>().toDenseMatrix().cwiseAbs().maxCoeff() < 1e-11);
    QVERIFY(r.diagonal().minCoeff() >= 0.0);
    const MatrixD thin = orthogonalFactor(a, columns, JobContext());
    QVERIFY((thin - q.leftCols(columns)).cwiseAbs().maxCoeff() < 1e-13);
}

void TestOrthogonal::factorOfRankDeficient()
{
    QVERIFY(defectOf(orthogonalFactor(MatrixD::Zero(40, 12), 40, JobContext())) < 1e-13);
    const MatrixD repeated = draw(60, 1, 3).replicate(1, 20);
    QVERIFY(defectOf(orthogonalFactor(repeated, 60, JobContext())) < 1e-12);
}

// T4: trace of mean 0 and variance 1; n^2 E Q^4 = 3n / (n + 2).
void TestOrthogonal::haarMoments()
{
    constexpr int n = 16;
    constexpr int draws = 2000;
    Random random(11);
    double traceSum = 0.0;
    double traceSquares = 0.0;
    double fourth = 0.0;
    for (int i = 0; i < draws; ++i) {
        const MatrixD q = haarMatrix(n, random, JobContext());
        traceSum += q.trace();
        traceSquares += q.trace() * q.trace();
        fourth += q.array().square().square().sum();
        if (i == 0) QVERIFY(defectOf(q) < 1e-13);
    }
    VERIFY_NEAR(traceSum / draws, 0.0, 4.0 / std::sqrt(draws));
    VERIFY_NEAR(traceSquares / draws, 1.0, 4.0 * std::sqrt(2.0 / draws));
    VERIFY_NEAR(fourth / draws, 3.0 * n / (n + 2.0), 0.02);
}

void TestOrthogonal::haarIsSeeded()
{
    Random one(5);
    Random same(5);
    Random other(6);
    const MatrixD q = haarMatrix(40, one, JobContext());
    QVERIFY(q == haarMatrix(40, same, JobContext()));
    QVERIFY(q != haarMatrix(40, other, JobContext()));
}

void TestOrthogonal::polar_data()
{
    QTest::addColumn<double>("noise");
    QTest::addColumn<int>("n");
    for (const double noise : {0.0, 1e-8, 1e-3, 0.02, 0.3, 3.0})
        for (const int n : {1, 2, 33, 150})
            QTest::addRow("noise %g, n %d", noise, n) << noise << n;
}

// U V^T of Eigen's singular vectors; near and far from orthogonal take different ways.
void TestOrthogonal::polar()
{
    QFETCH(double, noise);
    QFETCH(int, n);
    Random random(2);
    const MatrixD a = haarMatrix(n, random, JobContext()) + noise * draw(n, n, 4);
    const MatrixD q = polarFactor(a, JobContext());
    QVERIFY(defectOf(q) < 1e-12);
    const Eigen::JacobiSVD<Eigen::MatrixXd> svd(a, Eigen::ComputeFullU | Eigen::ComputeFullV);
    const double conditioning = svd.singularValues().minCoeff();
    const MatrixD expected = svd.matrixU() * svd.matrixV().transpose();
    QVERIFY((q - expected).cwiseAbs().maxCoeff() < 1e-12 / std::min(1.0, conditioning));
}

void TestOrthogonal::polarOfSingular()
{
    QVERIFY(defectOf(polarFactor(MatrixD::Ones(20, 20), JobContext())) < 1e-12);
    QVERIFY(defectOf(polarFactor(MatrixD::Zero(20, 20), JobContext())) < 1e-12);
}

void TestOrthogonal::anglesInClosedForm()
{
    const std::vector<double> wanted{0.0, 0.3, 0.7, 1.2, std::numbers::pi / 2.0};
    const Eigen::VectorXd angles = principalAngles(MatrixD::Identity(5, 12), tilted(wanted, 12));
    QCOMPARE(angles.size(), Index{5});
    for (Index i = 0; i < 5; ++i)
        VERIFY_NEAR(angles(i), wanted[static_cast<std::size_t>(i)], 1e-12);
    const MatrixD whole = MatrixD::Identity(6, 6);
    Random random(1);
    QVERIFY(principalAngles(whole, haarMatrix(6, random, JobContext())).maxCoeff() <
            1e-12); // both are everything
    QVERIFY((principalAngles(whole.topRows(3), whole.bottomRows(3)).array() - std::numbers::pi / 2.0)
                .abs()
                .maxCoeff() < 1e-12);
}

// acos(1 - t^2 / 2) would lose half of the digits.
void TestOrthogonal::smallAnglesKeepTheirDigits()
{
    for (const double angle : {1e-3, 1e-6, 1e-9})
        VERIFY_NEAR(principalAngles(MatrixD::Identity(1, 2), tilted({angle}, 2))(0), angle, 1e-6 * angle);
}

// A basis of the same span and a rotation of the whole space change nothing.
void TestOrthogonal::anglesOfSpans()
{
    Random random(9);
    const MatrixD space = haarMatrix(30, random, JobContext());
    const MatrixD inside = haarMatrix(4, random, JobContext());
    const std::vector<double> wanted{0.1, 0.4, 0.9, 1.5};
    const MatrixD a = MatrixD::Identity(4, 30) * space;
    const MatrixD b = inside * tilted(wanted, 30) * space;
    const Eigen::VectorXd angles = principalAngles(a, b);
    const Eigen::VectorXd back = principalAngles(b, a);
    for (Index i = 0; i < 4; ++i) {
        VERIFY_NEAR(angles(i), wanted[static_cast<std::size_t>(i)], 1e-12);
        VERIFY_NEAR(back(i), angles(i), 1e-12);
    }
}

// Two lines in the plane: uniform in [0, 90 degrees]. Lines in n-space: E cos^2 = 1 / n.
void TestOrthogonal::randomAngles()
{
    VERIFY_NEAR(meanRandomAngles(2, 1, 3000, 1, JobContext())(0), std::numbers::pi / 4.0, 0.035);
    const Eigen::VectorXd many = meanRandomAngles(200, 3, 50, 1, JobContext());
    QVERIFY(many(0) < many(1) && many(1) < many(2) && many(0) > 1.2);
    QCOMPARE(meanRandomAngles(4, 4, 3, 1, JobContext()).size(), Index{4});
    QVERIFY(meanRandomAngles(4, 4, 3, 1, JobContext()).maxCoeff() < 1e-7);
}

void TestOrthogonal::refusals()
{
    const MatrixD a = MatrixD::Identity(2, 5);
    QVERIFY_EXCEPTION_THROWN(principalAngles(a, MatrixD::Identity(3, 5)), InvalidRequest);
    QVERIFY_EXCEPTION_THROWN(principalAngles(a, MatrixD::Identity(2, 6)), InvalidRequest);
    QVERIFY_EXCEPTION_THROWN(principalAngles(MatrixD(0, 5), MatrixD(0, 5)), InvalidRequest);
    MatrixD holes = MatrixD::Identity(4, 4);
    holes(1, 2) = std::nan("");
    QVERIFY_EXCEPTION_THROWN(orthogonalFactor(holes, 4, JobContext()), NumericalError);
    QVERIFY_EXCEPTION_THROWN(polarFactor(holes, JobContext()), NumericalError);
    std::stop_source stop;
    stop.request_stop();
    const JobContext stopped(stop.get_token(), nullptr, nullptr);
    Random random(1);
    QVERIFY_EXCEPTION_THROWN(haarMatrix(300, random, stopped), Cancelled);
    QVERIFY_EXCEPTION_THROWN(polarFactor(MatrixD::Identity(4, 4) * 1.1, stopped), Cancelled);
}

QTEST_APPLESS_MAIN(TestOrthogonal)
#include "tst_orthogonal.moc"
