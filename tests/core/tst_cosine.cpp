// SPDX-License-Identifier: GPL-3.0-or-later
// Fourier and cosine transforms of any length against their definitions, and the coding gains of
// science.md 1.3 (T6).
#include "core/numerics/fourier.h"
#include "core/transforms/dct_transform.h"

#include "tests/support/naive.h"
#include "tests/support/reference_data.h"

#include <QtTest>

#include <cmath>
#include <complex>
#include <numbers>

using namespace alidade;
using namespace alidade::test;

namespace {

MatrixD cosines(Index n)
{
    MatrixD c(n, n);
    for (Index k = 0; k < n; ++k)
        for (Index i = 0; i < n; ++i)
            c(k, i) = std::sqrt((k == 0 ? 1.0 : 2.0) / static_cast<double>(n)) *
                      std::cos(std::numbers::pi * static_cast<double>((2 * i + 1) * k % (4 * n)) /
                               (2.0 * static_cast<double>(n)));
    return c;
}

/// 10 log10 of the ratio of arithmetic and geometric mean.
double codingGain(const Eigen::ArrayXd& variances)
{
    return 10.0 * std::log10(variances.mean()) - 10.0 / std::numbers::ln10 * variances.log().mean();
}

} // namespace

class TestCosine : public QObject {
    Q_OBJECT

private slots:
    void fourier_data();
    void fourier();
    void cosine_data();
    void cosine();
    void gains_data();
    void gains();
};

void TestCosine::fourier_data()
{
    QTest::addColumn<int>("n");
    for (int n = 1; n <= 40; ++n)
        QTest::addRow("%d", n) << n;
    for (const int n : {61, 64, 67, 97, 127, 128, 134, 172, 243, 343, 512, 688, 704, 1009})
        QTest::addRow("%d", n) << n;
}

void TestCosine::fourier()
{
    QFETCH(int, n);
    constexpr Index width = 3;
    const MatrixD real = drawMatrix(n, width, 1).cast<double>();
    const MatrixD imaginary = drawMatrix(n, width, 2).cast<double>();
    MatrixD outReal = real;
    MatrixD outImaginary = imaginary;
    FourierWorkspace workspace;
    const FourierPlan plan(n);
    plan.transform(outReal.data(), outImaginary.data(), width, workspace);
    const double tolerance = 1e-13 * n;
    for (Index j = 0; j < width; ++j)
        for (Index k = 0; k < n; ++k) {
            std::complex<double> sum = 0.0;
            for (Index i = 0; i < n; ++i)
                sum += std::complex(real(i, j), imaginary(i, j)) *
                       std::polar(1.0, -2.0 * std::numbers::pi * static_cast<double>(i * k % n) / n);
            VERIFY_NEAR(outReal(k, j), sum.real(), tolerance);
            VERIFY_NEAR(outImaginary(k, j), sum.imag(), tolerance);
        }
    plan.transform(outImaginary.data(), outReal.data(), width, workspace);
    QVERIFY((outReal / n - real).cwiseAbs().maxCoeff() < tolerance);
    QVERIFY((outImaginary / n - imaginary).cwiseAbs().maxCoeff() < tolerance);
}

void TestCosine::cosine_data()
{
    QTest::addColumn<int>("n");
    for (int n = 1; n <= 20; ++n)
        QTest::addRow("%d", n) << n;
    for (const int n : {31, 64, 67, 172, 255, 256, 576, 688})
        QTest::addRow("%d", n) << n;
}

// Rows and columns, numbers of vectors around the size of a tile; the definition in float64.
void TestCosine::cosine()
{
    QFETCH(int, n);
    const MatrixD c = cosines(n);
    QVERIFY((c * c.transpose() - MatrixD::Identity(n, n)).cwiseAbs().maxCoeff() < 1e-12);
    const AxisTransformPtr transform = dctTransform(n);
    QCOMPARE(transform->sideInformationBits(), 0.0);
    for (const Index count : {1, 7, 8, 9, 16, 17, 35}) {
        const Matrix before = drawMatrix(count, n, 3);
        const MatrixD expected = before.cast<double>() * c.transpose();
        Matrix rows = before;
        transform->applyToRows(rows, Direction::Forward, JobContext());
        QVERIFY((rows.cast<double>() - expected).cwiseAbs().maxCoeff() < 1e-6);
        Matrix columns = before.transpose();
        transform->applyToColumns(columns, Direction::Forward, JobContext());
        QVERIFY(sameBits(columns, rows.transpose()));
        transform->applyToRows(rows, Direction::Inverse, JobContext());
        QVERIFY((rows - before).cwiseAbs().maxCoeff() < 2e-6F);
        transform->applyToColumns(columns, Direction::Inverse, JobContext());
        QVERIFY(sameBits(columns, rows.transpose()));
    }
}

void TestCosine::gains_data()
{
    QTest::addColumn<double>("rho");
    QTest::addColumn<int>("n");
    QTest::addColumn<double>("gain");
    QTest::newRow("rho 0.95, n 8") << 0.95 << 8 << 8.8259;
    QTest::newRow("rho 0.9, n 8") << 0.9 << 8 << 6.2761;
    QTest::newRow("rho 0.95, n 64") << 0.95 << 64 << 9.9366;
}

// T6: coding gain of the transform on a first-order autoregressive source.
void TestCosine::gains()
{
    QFETCH(double, rho);
    QFETCH(int, n);
    QFETCH(double, gain);
    Matrix covariance(n, n);
    for (Index i = 0; i < n; ++i)
        for (Index j = 0; j < n; ++j)
            covariance(i, j) = static_cast<float>(std::pow(rho, static_cast<double>(std::abs(i - j))));
    const AxisTransformPtr transform = dctTransform(n);
    transform->applyToRows(covariance, Direction::Forward, JobContext());
    transform->applyToColumns(covariance, Direction::Forward, JobContext());
    VERIFY_NEAR(codingGain(covariance.diagonal().cast<double>().array()), gain, 2e-4);
}

QTEST_APPLESS_MAIN(TestCosine)
#include "tst_cosine.moc"
