// SPDX-License-Identifier: GPL-3.0-or-later
// T19: rounding with feedback against science.md 3.4, and its gaps to the bound for Gaussian weights.
#include "core/base/error.h"
#include "core/entropy/histogram_entropy.h"
#include "core/numerics/orthogonal.h"
#include "core/quantization/error_feedback.h"

#include "tests/support/naive.h"
#include "tests/support/reference_data.h"

#include <QtTest>

#include <cmath>
#include <map>

using namespace alidade;
using namespace alidade::test;

namespace {

constexpr Index inputs = 256;
constexpr Index outputs = 4096;
constexpr double step = 0.25;

MatrixD geometric()
{
    MatrixD sigma = MatrixD::Zero(inputs, inputs);
    for (Index i = 0; i < inputs; ++i) sigma(i, i) = std::pow(10.0, -4.0 * static_cast<double>(i) / (inputs - 1));
    return sigma;
}

MatrixD rotated()
{
    Random random(5);
    const MatrixD axes = haarMatrix(inputs, random, JobContext());
    return axes.transpose() * geometric() * axes;
}

MatrixD autoregressive()
{
    MatrixD sigma(inputs, inputs);
    for (Index i = 0; i < inputs; ++i)
        for (Index j = 0; j < inputs; ++j) sigma(i, j) = std::pow(0.95, static_cast<double>(std::abs(i - j)));
    return sigma;
}

/// Mean over the columns of the entropies of their symbols, corrected for the bias of counting (Miller and Madow).
double columnEntropies(const MatrixD& symbols)
{
    double sum = 0.0;
    for (Index j = 0; j < symbols.cols(); ++j) {
        std::map<double, std::uint64_t> seen;
        for (Index i = 0; i < symbols.rows(); ++i) ++seen[symbols(i, j)];
        std::vector<std::uint64_t> counts;
        for (const auto& [symbol, count] : seen) counts.push_back(count);
        sum += histogramEntropy(counts) +
               (static_cast<double>(counts.size()) - 1.0) / (2.0 * std::log(2.0) * static_cast<double>(symbols.rows()));
    }
    return sum / static_cast<double>(symbols.cols());
}

/// Bits above the rate-distortion function of independent Gaussian weights under tr(E Sigma E^T) at high rate.
double gap(const FeedbackRounding& rounding, const MatrixD& factor)
{
    const double logDeterminant = 2.0 * factor.diagonal().array().log().mean() / std::log(2.0);
    return columnEntropies(rounding.symbols) - 0.5 * (logDeterminant - std::log2(rounding.distortion));
}

double weighted(const MatrixD& error, const MatrixD& sigma)
{
    return (error * sigma).cwiseProduct(error).sum() / static_cast<double>(error.size());
}

} // namespace

class TestErrorFeedback : public QObject {
    Q_OBJECT

private slots:
    void whiteInputsAreRoundToNearest();
    void distortionIsExact();
    void gapsToTheBound_data();
    void gapsToTheBound();
    void refuses();
};

void TestErrorFeedback::whiteInputsAreRoundToNearest()
{
    const Matrix weights = drawMatrix(50, 300, 3);
    const MatrixD factor = feedbackFactor(MatrixD::Identity(300, 300), 0.0, JobContext());
    const FeedbackRounding rounding =
        roundWithFeedback(weights, factor, Eigen::VectorXd::Constant(300, step), JobContext());
    for (Index i = 0; i < weights.size(); ++i)
        QCOMPARE(rounding.symbols.data()[i], std::nearbyint(static_cast<double>(weights.data()[i]) / step));
}

void TestErrorFeedback::distortionIsExact()
{
    const Matrix weights = drawMatrix(70, inputs, 3);
    const MatrixD sigma = rotated();
    const MatrixD factor = feedbackFactor(sigma, 0.0, JobContext());
    QVERIFY((factor * factor.transpose() - sigma).cwiseAbs().maxCoeff() < 1e-13);
    const Eigen::VectorXd steps = waterSicSteps(factor, 0.02);
    const FeedbackRounding rounding = roundWithFeedback(weights, factor, steps, JobContext());
    const MatrixD error = weights.cast<double>() - MatrixD(rounding.symbols * steps.asDiagonal());
    VERIFY_NEAR(rounding.distortion, weighted(error, sigma), 1e-9 * rounding.distortion);
    VERIFY_NEAR(rounding.distortion, 0.02 * 0.02 / 12.0, 0.02 * rounding.distortion);
    // Feedback lowers the operator's error below that of rounding to nearest.
    const Eigen::VectorXd equal = Eigen::VectorXd::Constant(inputs, step);
    const FeedbackRounding fed = roundWithFeedback(weights, factor, equal, JobContext());
    const MatrixD nearest = weights.cast<double>().unaryExpr([](double w) { return w - step * std::nearbyint(w / step); });
    QVERIFY(fed.distortion < 0.6 * weighted(nearest, sigma));
}

void TestErrorFeedback::gapsToTheBound_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<double>("gptq");
    QTest::addColumn<double>("waterSic");
    QTest::newRow("diagonal, 40 dB") << QStringLiteral("geometric") << 1.94 << 0.265;
    QTest::newRow("rotated, 40 dB") << QStringLiteral("rotated") << 0.907 << 0.280;
    QTest::newRow("AR(0.95)") << QStringLiteral("ar") << 0.280 << 0.248;
}

// Equal steps lose half the log of the arithmetic over the geometric mean of L_jj^2; WaterSIC's lose nothing but the
// .2546 bits of scalar quantization.
void TestErrorFeedback::gapsToTheBound()
{
    QFETCH(QString, source);
    QFETCH(double, gptq);
    QFETCH(double, waterSic);
    const MatrixD sigma = source == QStringLiteral("geometric") ? geometric()
                          : source == QStringLiteral("rotated") ? rotated()
                                                                : autoregressive();
    const MatrixD factor = feedbackFactor(sigma, 0.0, JobContext());
    const Matrix weights = drawMatrix(outputs, inputs, 7);
    const FeedbackRounding equal =
        roundWithFeedback(weights, factor, Eigen::VectorXd::Constant(inputs, step), JobContext());
    VERIFY_NEAR(gap(equal, factor), gptq, 0.06);
    const double c = step * std::exp(factor.diagonal().array().log().mean());
    const FeedbackRounding water = roundWithFeedback(weights, factor, waterSicSteps(factor, c), JobContext());
    VERIFY_NEAR(gap(water, factor), waterSic, 0.03);
}

void TestErrorFeedback::refuses()
{
    MatrixD indefinite = MatrixD::Identity(3, 3);
    indefinite(1, 1) = -1.0;
    QVERIFY_EXCEPTION_THROWN(feedbackFactor(indefinite, 0.0, JobContext()), NumericalError);
    MatrixD dead = MatrixD::Identity(3, 3);
    dead(2, 2) = 0.0;
    QCOMPARE(feedbackFactor(dead, 0.0, JobContext())(2, 2), 1.0);
    const Matrix weights = drawMatrix(2, 3, 1);
    const MatrixD factor = MatrixD::Identity(3, 3);
    QVERIFY_EXCEPTION_THROWN(roundWithFeedback(weights, factor, Eigen::VectorXd::Zero(3), JobContext()), InvalidRequest);
    QVERIFY_EXCEPTION_THROWN(roundWithFeedback(weights, factor, Eigen::VectorXd::Ones(2), JobContext()), InvalidRequest);
}

QTEST_APPLESS_MAIN(TestErrorFeedback)
#include "tst_error_feedback.moc"
