// SPDX-License-Identifier: GPL-3.0-or-later
// Quantizers that round with feedback, and the error of the operator: T19 of science.md, identities and invariances.
#include "core/base/error.h"
#include "core/engine/analysis_session.h"
#include "core/quantization/input_feedback.h"
#include "core/rate_distortion/curve.h"
#include "core/rate_distortion/curve_comparison.h"
#include "core/rate_distortion/operator_error.h"
#include "core/registry/registries.h"
#include "core/transforms/moments_in_coordinates.h"

#include "tests/support/moments_testing.h"
#include "tests/support/naive.h"
#include "tests/support/quantizer_testing.h"
#include "tests/support/reference_data.h"

#include <QtTest>

#include <cmath>

using namespace alidade;
using namespace alidade::test;

namespace {

constexpr Index inputs = 192;

Parameters bitsOf(double bits) { return {{"bits", bitsValue(bits)}}; }

} // namespace

class TestFeedbackQuantizers : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { m_registries = builtinRegistries(); }
    void gptqWithoutMomentsIsUniform();
    void whiteMomentsAreRoundToNearest();
    void neverWorseThanNearest_data();
    void neverWorseThanNearest();
    void lossIdentity();
    void orders();
    void deadInputs();
    void waterSicGap();
    void operatorErrorIsThePlainSum();
    void rotationChangesNothing_data() { rotations(); }
    void rotationChangesNothing();
    void momentsInCoordinatesAreExact_data() { rotations(); }
    void momentsInCoordinatesAreExact();
    void singularMoments();
    void activationDiagonalises();
    void comparesByTheOperator();

private:
    static void rotations()
    {
        QTest::addColumn<QString>("system");
        for (const char* system : {"hadamard", "haar", "pca", "dct", "permutation"})
            QTest::newRow(system) << QString::fromLatin1(system);
    }

    [[nodiscard]] Basis basisOf(const std::string& id, const FitInput& input) const
    {
        const CoordinateSystemEntry& entry = m_registries.coordinateSystems.find(id);
        return entry.make(resolveParameters(entry.parameters, {}))->fit(input, JobContext());
    }

    [[nodiscard]] RateDistortionPoint point(const std::string& id, const Parameters& given, const Matrix& weights,
                                            const std::shared_ptr<const MatrixD>& moments) const
    {
        const QuantizerEntry& entry = m_registries.quantizers.find(id);
        return measurePoint(weights, *entry.make(resolveParameters(entry.parameters, given)), {0.0, nullptr, moments},
                            JobContext());
    }

    [[nodiscard]] Symbols symbolsOf(const std::string& id, const Parameters& given, const DesignInput& input) const
    {
        const QuantizerEntry& entry = m_registries.quantizers.find(id);
        const auto codec = entry.make(resolveParameters(entry.parameters, given))->design(input, JobContext());
        return codec->encode(input.values, JobContext());
    }

    Registries m_registries;
};

// T19, bit for bit: without moments, and with Sigma = c I at any damping, in every variant that both have.
void TestFeedbackQuantizers::gptqWithoutMomentsIsUniform()
{
    const Matrix weights = drawMatrix(70, inputs, 3, Source::Laplace);
    const auto white = sharedMoments(0.3 * MatrixD::Identity(inputs, inputs));
    for (const std::int64_t group : {-2, -1, 0, 32, 100})
        for (const char* clip : {"absmax", "mse"})
            for (const char* zero : {"symmetric", "asymmetric"}) {
                const Parameters given{{"bits", std::int64_t{3}}, {"group", group}, {"clip", std::string(clip)},
                                       {"zero", std::string(zero)}};
                const Symbols uniform = symbolsOf("uniform", given, weights);
                QVERIFY(symbolsOf("gptq", given, weights) == uniform);
                QVERIFY(symbolsOf("gptq", given, {weights, white}) == uniform);
                QVERIFY(designed(m_registries, "gptq", given, weights)->sideInformation() ==
                        designed(m_registries, "uniform", given, weights)->sideInformation());
            }
}

void TestFeedbackQuantizers::whiteMomentsAreRoundToNearest()
{
    const Matrix weights = drawMatrix(300, inputs, 4);
    const auto white = sharedMoments(MatrixD::Identity(inputs, inputs));
    for (const char* id : {"gptq_entropy", "watersic"}) {
        const Symbols blind = symbolsOf(id, bitsOf(2.5), weights);
        QVERIFY(symbolsOf(id, bitsOf(2.5), {weights, white}).values == blind.values);
        // ECSQ with midpoints, which rounds halves to the other side.
        const RateDistortionPoint own = point(id, bitsOf(2.5), weights, white);
        const RateDistortionPoint ecsq =
            point("ecsq", {{"bits", 2.5}, {"reconstruction", std::string("midpoint")}}, weights, white);
        VERIFY_NEAR(own.meanSquaredError, ecsq.meanSquaredError, 1e-3 * ecsq.meanSquaredError);
        // With Sigma = I the output loses what the weights lose.
        VERIFY_NEAR(own.operatorSqnrDb(), own.sqnrDb(), 1e-6);
    }
}

void TestFeedbackQuantizers::neverWorseThanNearest_data()
{
    QTest::addColumn<QString>("feedback");
    QTest::addColumn<QString>("nearest");
    QTest::newRow("gptq") << QStringLiteral("gptq") << QStringLiteral("uniform");
    QTest::newRow("gptq_entropy") << QStringLiteral("gptq_entropy") << QStringLiteral("ecsq");
    QTest::newRow("watersic") << QStringLiteral("watersic") << QStringLiteral("ecsq");
}

void TestFeedbackQuantizers::neverWorseThanNearest()
{
    QFETCH(QString, feedback);
    QFETCH(QString, nearest);
    for (const std::uint64_t seed : {1, 2, 3})
        for (const double decibels : {5.0, 20.0, 40.0}) {
            const Matrix weights = drawMatrix(1100, inputs, seed);
            const auto moments = sharedMoments(correlatedMoments(inputs, decibels, seed));
            for (const int bits : {2, 3, 4}) {
                const RateDistortionPoint fed = point(feedback.toStdString(), bitsOf(bits), weights, moments);
                Parameters plain = bitsOf(bits);
                if (nearest == QStringLiteral("ecsq")) plain.set("reconstruction", std::string("midpoint"));
                const RateDistortionPoint rounded = point(nearest.toStdString(), plain, weights, moments);
                QVERIFY(fed.usedMoments && !rounded.usedMoments);
                QVERIFY2(fed.operatorError < rounded.operatorError,
                         qPrintable(QStringLiteral("%1 dB, %2 bits: %3, nearest %4")
                                        .arg(decibels)
                                        .arg(bits)
                                        .arg(fed.operatorSqnrDb())
                                        .arg(rounded.operatorSqnrDb())));
            }
        }
}

// tr(E Sigma E^T) is the sum of L_jj^2 r_j^2, clipping included, to rounding.
void TestFeedbackQuantizers::lossIdentity()
{
    const Matrix weights = drawMatrix(37, inputs, 5);
    const MatrixD moments = correlatedMoments(inputs, 30.0, 5);
    const MatrixD factor = feedbackFactor(moments, 0.0, JobContext());
    FeedbackGrid grid{{}, {}, std::vector<std::uint32_t>(inputs, 0), 2, -4.0F, 3.0F}; // two groups of a row, much clipping
    for (std::size_t j = inputs / 2; j < inputs; ++j) grid.columnGroups[j] = 1;
    for (int i = 0; i < 2 * 37; ++i) {
        grid.scales.push_back(0.3F + 0.01F * static_cast<float>(i % 7));
        grid.zeros.push_back(static_cast<float>(i % 3 - 1));
    }
    const GridRounding rounding = roundWithFeedback(weights, factor, grid, JobContext());
    Matrix error(37, inputs);
    for (Index row = 0; row < 37; ++row)
        for (Index j = 0; j < inputs; ++j) {
            const auto group = static_cast<std::size_t>(2 * row + (j >= inputs / 2 ? 1 : 0));
            const float q = rounding.symbols[static_cast<std::size_t>(row * inputs + j)];
            QVERIFY(q >= -4.0F && q <= 3.0F);
            error(row, j) = weights(row, j) - (q - grid.zeros[group]) * grid.scales[group];
        }
    const double plain = plainOperatorEnergy(error, moments) / static_cast<double>(error.size());
    VERIFY_NEAR(rounding.distortion, plain, 1e-6 * plain); // the error above is rounded to float32
}

// Another order of the columns is the same as the usual one on columns in that order.
void TestFeedbackQuantizers::orders()
{
    const Matrix weights = drawMatrix(50, inputs, 6);
    const MatrixD moments = correlatedMoments(inputs, 20.0, 6);
    const Matrix turned = weights.rowwise().reverse();
    const MatrixD turnedMoments = moments.reverse();
    const Parameters perTensor{{"bits", std::int64_t{3}}, {"group", std::int64_t{-1}}};
    Parameters reversed = perTensor;
    reversed.set("order", std::string("reversed"));
    const Symbols natural = symbolsOf("gptq", perTensor, {weights, sharedMoments(moments)});
    const Symbols other = symbolsOf("gptq", reversed, {turned, sharedMoments(turnedMoments)});
    for (Index row = 0; row < 50; ++row)
        for (Index j = 0; j < inputs; ++j)
            QCOMPARE(natural.values[static_cast<std::size_t>(row * inputs + j)],
                     other.values[static_cast<std::size_t>(row * inputs + inputs - 1 - j)]);
    // Energies that fall from column to column: by activation is then the natural order.
    MatrixD falling = moments;
    for (Index j = 0; j < inputs; ++j) {
        const double factor = std::pow(0.98, static_cast<double>(j)) / std::sqrt(moments(j, j));
        falling.row(j) *= factor;
        falling.col(j) *= factor;
    }
    Parameters byActivation = perTensor;
    byActivation.set("order", std::string("activation"));
    QVERIFY(symbolsOf("gptq", byActivation, {weights, sharedMoments(falling)}) ==
            symbolsOf("gptq", perTensor, {weights, sharedMoments(falling)}));
}

// Weights of an input that is never active become zero, and the output does not notice.
void TestFeedbackQuantizers::deadInputs()
{
    const Matrix weights = drawMatrix(40, inputs, 7);
    MatrixD moments = correlatedMoments(inputs, 20.0, 7);
    moments.row(17).setZero();
    moments.col(17).setZero();
    for (const char* id : {"gptq", "gptq_entropy", "watersic"}) {
        const QuantizerEntry& entry = m_registries.quantizers.find(id);
        const auto codec = entry.make(resolveParameters(entry.parameters, bitsOf(4)))
                               ->design({weights, sharedMoments(moments)}, JobContext());
        QVERIFY(roundTrip(*codec, weights).col(17).isZero(0.0F));
        QVERIFY(point(id, bitsOf(4), weights, sharedMoments(moments)).operatorSqnrDb() > 18.0);
    }
}

// science.md 3.4: .2546 bits from the bound at high rates; per column, where there are rows enough for it.
void TestFeedbackQuantizers::waterSicGap()
{
    const Matrix weights = drawMatrix(8192, 64, 8);
    const MatrixD moments = correlatedMoments(64, 40.0, 8);
    const MatrixD factor = feedbackFactor(moments, 0.0, JobContext());
    const double logDeterminant = 2.0 * factor.diagonal().array().log().mean() / std::log(2.0);
    const auto gap = [&](const char* id, double bits) {
        const RateDistortionPoint measured =
            point(id, {{"bits", bits}, {"damping", 0.0}}, weights, sharedMoments(moments));
        const double distortion = measured.operatorError * measured.operatorPower;
        return measured.entropyBits - 0.5 * (logDeterminant - std::log2(distortion));
    };
    VERIFY_NEAR(point("watersic", bitsOf(4), weights, sharedMoments(moments)).entropyBits, 4.0, 3e-4);
    VERIFY_NEAR(gap("watersic", 5.5), 0.2546, 0.02);
    const double am = factor.diagonal().array().square().mean();
    VERIFY_NEAR(gap("gptq_entropy", 5.5), 0.2546 + 0.5 * std::log2(am / std::exp2(logDeterminant)), 0.06);
}

void TestFeedbackQuantizers::operatorErrorIsThePlainSum()
{
    const Matrix weights = drawMatrix(30, 90, 9);
    const MatrixD moments = correlatedMoments(90, 40.0, 9);
    VERIFY_NEAR(operatorEnergy(weights, moments, JobContext()), plainOperatorEnergy(weights, moments),
                1e-12 * plainOperatorEnergy(weights, moments));
    const auto codec = designed(m_registries, "uniform", bitsOf(3), weights);
    const Matrix error = weights - roundTrip(*codec, weights);
    const RateDistortionPoint measured = point("uniform", bitsOf(3), weights, sharedMoments(moments));
    const double wanted = plainOperatorEnergy(error, moments) / plainOperatorEnergy(weights, moments);
    VERIFY_NEAR(measured.operatorError, wanted, 1e-12 * wanted);
    VERIFY_NEAR(measured.operatorSqnrDb(), -10.0 * std::log10(wanted), 1e-9);
    QVERIFY(std::isnan(point("uniform", bitsOf(3), weights, nullptr).operatorError));
    QVERIFY(std::isnan(point("uniform", bitsOf(3), weights, sharedMoments(MatrixD::Zero(90, 90))).operatorError));
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(operatorEnergy(weights, MatrixD::Identity(89, 89), JobContext())),
                             InvalidRequest);
}

// The error of coefficients under turned moments is that of the weights under the original ones.
void TestFeedbackQuantizers::rotationChangesNothing()
{
    QFETCH(QString, system);
    const Matrix weights = drawMatrix(48, inputs, 10);
    const auto moments = sharedMoments(correlatedMoments(inputs, 60.0, 10));
    const Basis basis = basisOf(system.toStdString(), weights);
    const auto turnedMoments = momentsInCoordinates(moments, basis, JobContext());
    Matrix coefficients = weights;
    basis.forward(coefficients, JobContext());
    for (const char* id : {"gptq", "uniform", "gptq_entropy"}) {
        const QuantizerEntry& entry = m_registries.quantizers.find(id);
        const auto codec = entry.make(resolveParameters(entry.parameters, bitsOf(3)))
                               ->design({coefficients, turnedMoments}, JobContext());
        Matrix decoded = roundTrip(*codec, coefficients);
        const RateDistortionPoint measured = point(id, bitsOf(3), coefficients, turnedMoments);
        basis.inverse(decoded, JobContext());
        const double wanted = plainOperatorEnergy(weights - decoded, *moments) / plainOperatorEnergy(weights, *moments);
        VERIFY_NEAR(measured.operatorError, wanted, 2e-5 * wanted);
    }
}

void TestFeedbackQuantizers::momentsInCoordinatesAreExact()
{
    QFETCH(QString, system);
    const Matrix weights = drawMatrix(48, inputs, 11);
    const auto moments = sharedMoments(correlatedMoments(inputs, 60.0, 11));
    const Basis basis = basisOf(system.toStdString(), weights);
    const auto turned = momentsInCoordinates(moments, basis, JobContext());
    if (!basis.columns()) { // they stay what they are
        QVERIFY(turned == moments);
        return;
    }
    Matrix identity = Matrix::Identity(inputs, inputs);
    basis.columns()->applyToRows(identity, Direction::Forward, JobContext()); // rows: T e_i, so T^T
    const MatrixD transform = identity.cast<double>().transpose();
    const MatrixD wanted = transform * *moments * transform.transpose();
    const double largest = wanted.diagonal().maxCoeff();
    QVERIFY((*turned - wanted).cwiseAbs().maxCoeff() < 1e-6 * largest);
    QVERIFY(turned->isApprox(turned->transpose(), 1e-15));
    // Positive definite far below the damping of 1e-2, although energies fall by 60 dB.
    static_cast<void>(feedbackFactor(*turned, 1e-6, JobContext()));
    VERIFY_NEAR(turned->trace(), moments->trace(), 1e-6 * moments->trace());
}

// Fewer tokens than inputs, and float32 in the file.
void TestFeedbackQuantizers::singularMoments()
{
    const MatrixD samples = drawMatrix(40, inputs, 12).cast<double>();
    const MatrixD rounded = MatrixD(samples.transpose() * samples / 40.0).cast<float>().cast<double>();
    const Matrix weights = drawMatrix(20, inputs, 12);
    const Basis basis = basisOf("hadamard", weights);
    const auto turned = momentsInCoordinates(sharedMoments(rounded), basis, JobContext());
    Matrix coefficients = weights;
    basis.forward(coefficients, JobContext());
    VERIFY_NEAR(operatorEnergy(coefficients, *turned, JobContext()), plainOperatorEnergy(weights, rounded),
                1e-5 * plainOperatorEnergy(weights, rounded));
    QVERIFY(point("gptq", bitsOf(3), coefficients, turned).operatorSqnrDb() >
            point("uniform", bitsOf(3), coefficients, turned).operatorSqnrDb() + 3.0);
    const auto indefinite = sharedMoments(rounded - 0.1 * MatrixD::Identity(inputs, inputs));
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(momentsInCoordinates(indefinite, basis, JobContext())), NumericalError);
}

void TestFeedbackQuantizers::activationDiagonalises()
{
    const Matrix weights = drawMatrix(30, inputs, 13);
    FitInput input(weights);
    input.inputMoments = sharedMoments(correlatedMoments(inputs, 40.0, 13));
    input.outputGradientMoments = sharedMoments(correlatedMoments(30, 40.0, 14));
    for (const char* id : {"activation", "kfac"}) {
        const CoordinateSystemEntry& entry = m_registries.coordinateSystems.find(id);
        const Basis basis =
            entry.make(resolveParameters(entry.parameters, {{"basis-bits", std::int64_t{0}}}))->fit(input, JobContext());
        MatrixD turned = *momentsInCoordinates(input.inputMoments, basis, JobContext());
        for (Index j = 0; j + 1 < inputs; ++j) QVERIFY(turned(j, j) > turned(j + 1, j + 1));
        turned.diagonal().setZero();
        QVERIFY(turned.cwiseAbs().maxCoeff() < 1e-6);
        QCOMPARE(basis.rows() != nullptr, std::string(id) == "kfac");
        const Basis paid = basisOf(id, input);
        const double rows = std::string(id) == "kfac" ? 30.0 * 30.0 : 0.0;
        VERIFY_NEAR(paid.sideInformationBits(), 16.0 * (inputs * inputs + rows), 1e-6);
    }
}

// Curves against each other at equal error of the output: theory gives GPTQ's gain in bits.
void TestFeedbackQuantizers::comparesByTheOperator()
{
    const Matrix weights = drawMatrix(2048, 64, 15);
    const auto moments = sharedMoments(correlatedMoments(64, 40.0, 15));
    const std::vector<double> bits{2, 3, 4, 5};
    const auto curve = [&](const char* id) {
        return sweepBits(weights, m_registries.quantizers.find(id), {}, bits, {0.0, nullptr, moments}, JobContext());
    };
    const auto nearest = curve("ecsq");
    const auto fed = curve("watersic");
    const CurveDifference byOperator =
        compareCurves(nearest, fed, {RateCount::EntropyEstimate, true, true});
    const MatrixD factor = feedbackFactor(*moments, 0.01, JobContext());
    const double gain =
        0.5 * std::log2(moments->diagonal().mean()) - factor.diagonal().array().log().mean() / std::log(2.0);
    VERIFY_NEAR(byOperator.rateBits, -gain, 0.35 * gain);
    QVERIFY(compareCurves(nearest, fed, {RateCount::EntropyEstimate, true, false}).rateBits > 0.0);
}

QTEST_APPLESS_MAIN(TestFeedbackQuantizers)
#include "tst_feedback_quantizers.moc"
