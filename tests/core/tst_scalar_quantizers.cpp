// SPDX-License-Identifier: GPL-3.0-or-later
// Entropy-coded and Lloyd-Max quantizers against the designs for known densities (science.md 3.2).
#include "core/base/error.h"
#include "core/quantization/lloyd.h"
#include "core/quantization/scalar_design.h"

#include "tests/support/naive.h"
#include "tests/support/quantizer_testing.h"
#include "tests/support/reference_data.h"

#include <QtTest>

#include <cmath>

using namespace alidade;
using namespace alidade::test;

namespace {

using namespace std::string_literals;

} // namespace

class TestScalarQuantizers : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void entropyCoded_data();
    void entropyCoded();
    void optimisedRounding();
    void oneStepForAModel();
    void outliersCostNothing();
    void groupsAreScaled();
    void lloydMax_data();
    void lloydMax();
    void lloydOnAFormula();

private:
    Registries m_registries;
    Matrix m_gauss;
    Matrix m_laplace;
};

void TestScalarQuantizers::initTestCase()
{
    m_registries = builtinRegistries();
    m_gauss = drawMatrix(256, 1024, 41);
    m_laplace = drawMatrix(256, 1024, 42, Source::Laplace);
}

void TestScalarQuantizers::entropyCoded_data()
{
    QTest::addColumn<double>("bits");
    QTest::addColumn<double>("gauss");
    QTest::addColumn<double>("midpoint");
    QTest::addColumn<double>("laplace");
    QTest::newRow("0.5") << 0.5 << 2.095 << 1.169 << 3.115;
    QTest::newRow("1") << 1.0 << 4.580 << 3.296 << 5.768;
    QTest::newRow("1.5") << 1.5 << 7.503 << 6.657 << 8.489;
    QTest::newRow("2") << 2.0 << 10.509 << 10.104 << 11.327;
    QTest::newRow("3") << 3.0 << 16.529 << 16.431 << 17.208;
    QTest::newRow("4") << 4.0 << 22.549 << 22.525 << 23.191;
    QTest::newRow("6") << 6.0 << 34.591 << 34.589 << 35.220;
}

void TestScalarQuantizers::entropyCoded()
{
    QFETCH(double, bits);
    QFETCH(double, gauss);
    QFETCH(double, midpoint);
    QFETCH(double, laplace);
    const auto point = measured(m_registries, "ecsq", {{"bits", bits}}, m_gauss);
    const auto onLaplace = measured(m_registries, "ecsq", {{"bits", bits}}, m_laplace);
    const auto plain = measured(m_registries, "ecsq", {{"bits", bits}, {"reconstruction", "midpoint"s}}, m_gauss);
    qInfo("%.4f bits, %.3f and %.3f dB, midpoint %.3f", point.entropyBits, point.sqnrDb(), onLaplace.sqnrDb(),
          plain.sqnrDb());
    VERIFY_NEAR(point.entropyBits, bits, 5e-4);
    VERIFY_NEAR(point.sqnrDb(), gauss, 0.03);
    VERIFY_NEAR(plain.sqnrDb(), midpoint, 0.03);
    VERIFY_NEAR(onLaplace.sqnrDb(), laplace, 0.06); // the power of this sample is uncertain by 0.02 dB
    QVERIFY(point.scaleBits * static_cast<double>(m_gauss.size()) >= 64.0); // the step and the ends of the alphabet
}

// Within what a dead zone can gain: up to 0.06 dB on Laplace at a bit, nothing on Gaussian weights.
void TestScalarQuantizers::optimisedRounding()
{
    for (const double bits : {1.0, 2.0, 3.0}) {
        const double plain = measured(m_registries, "ecsq", {{"bits", bits}}, m_laplace).sqnrDb();
        const auto point = measured(m_registries, "rdoq", {{"bits", bits}}, m_laplace);
        qInfo("%g bits: %.3f -> %.3f dB", bits, plain, point.sqnrDb());
        VERIFY_NEAR(point.entropyBits, bits, 5e-4);
        QVERIFY(point.sqnrDb() > plain && point.sqnrDb() < plain + 0.1);
    }
    const auto without = measured(m_registries, "rdoq", {{"bits", 2.0}, {"lambda", 0.0}}, m_gauss);
    QCOMPARE(without.meanSquaredError, measured(m_registries, "ecsq", {{"bits", 2.0}}, m_gauss).meanSquaredError);
    const auto deadzone = measured(m_registries, "ecsq", {{"bits", 1.0}, {"deadzone", 0.345}}, m_laplace);
    VERIFY_NEAR(deadzone.sqnrDb(), 5.821, 0.06);
}

// D = step^2 / 12 whatever the tensor: what makes a common step over a model the optimal split of its bits.
void TestScalarQuantizers::oneStepForAModel()
{
    for (const float sigma : {0.5F, 2.0F}) {
        const auto point = measured(m_registries, "ecsq", {{"step", 0.1}}, m_gauss * sigma);
        VERIFY_NEAR(point.meanSquaredError / (0.01 / 12.0), 1.0, 0.01);
    }
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(measured(m_registries, "ecsq", {{"step", 1e-6}}, m_gauss)),
                             InvalidRequest);
}

// science.md 0.1: an outlier that would ruin a fixed number of levels costs its own code length.
void TestScalarQuantizers::outliersCostNothing()
{
    Matrix weights = m_gauss;
    weights(3, 5) = 1000.0F;
    const auto clean = measured(m_registries, "ecsq", {{"bits", 3.0}}, m_gauss);
    const auto point = measured(m_registries, "ecsq", {{"bits", 3.0}}, weights);
    VERIFY_NEAR(10.0 * std::log10(point.meanSquaredError / clean.meanSquaredError), 0.0, 0.02);
}

void TestScalarQuantizers::groupsAreScaled()
{
    Matrix weights = m_gauss;
    for (Index row = 0; row < weights.rows(); ++row) weights.row(row) *= static_cast<float>(std::exp2(row % 8));
    const auto point = measured(m_registries, "ecsq", {{"bits", 3.0}, {"group", std::int64_t{0}}}, weights);
    VERIFY_NEAR(point.sqnrDb(), 16.529, 0.03);
    QVERIFY(point.scaleBits >= 16.0 / 1024);
}

void TestScalarQuantizers::lloydMax_data()
{
    QTest::addColumn<int>("bits");
    QTest::addColumn<double>("gauss");
    QTest::addColumn<double>("laplace");
    QTest::newRow("1") << 1 << 4.396 << 3.010;
    QTest::newRow("2") << 2 << 9.300 << 7.540;
    QTest::newRow("3") << 3 << 14.616 << 12.638;
    QTest::newRow("4") << 4 << 20.222 << 18.133;
    QTest::newRow("6") << 6 << 31.910 << 29.743;
    QTest::newRow("8") << 8 << 43.853 << 41.671;
}

void TestScalarQuantizers::lloydMax()
{
    QFETCH(int, bits);
    QFETCH(double, gauss);
    QFETCH(double, laplace);
    const Parameters given{{"bits", std::int64_t{bits}}, {"group", std::int64_t{-1}}};
    Parameters known = given;
    known.set("design", "gaussian"s);
    const double onGauss = measured(m_registries, "lloyd_max", given, m_gauss).sqnrDb();
    const double byDensity = measured(m_registries, "lloyd_max", known, m_gauss).sqnrDb();
    const double onLaplace = measured(m_registries, "lloyd_max", given, m_laplace).sqnrDb();
    known.set("design", "laplace"s);
    const double byLaplace = measured(m_registries, "lloyd_max", known, m_laplace).sqnrDb();
    qInfo("%.3f (known density %.3f), Laplace %.3f (%.3f) dB", onGauss, byDensity, onLaplace, byLaplace);
    QVERIFY(onGauss > byDensity - 0.01 && onGauss < byDensity + 0.1); // 8 bits: some levels have few weights
    VERIFY_NEAR(byDensity, gauss, 0.06);
    VERIFY_NEAR(byLaplace, laplace, 0.12); // the largest weights of a sample matter at many levels
    QVERIFY(onLaplace > byLaplace - 0.02); // what was designed on the weights is as good on them, but for local optima
}

void TestScalarQuantizers::lloydOnAFormula()
{
    SampledDensity density(-9.0, 9.0, 1 << 15);
    for (int i = 0; i < 1 << 18; ++i) {
        const double x = -9.0 + 18.0 * (i + 0.5) / (1 << 18);
        density.add(x, std::exp(-0.5 * x * x));
    }
    const std::vector<double> levels = lloydLevels(density, 16);
    const std::vector<double> wanted{0.12840, 0.38805, 0.65676, 0.94234, 1.25623, 1.61805, 2.06902, 2.73259};
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        VERIFY_NEAR(levels[8 + i], wanted[i], 2e-5);
        VERIFY_NEAR(levels[7 - i], -wanted[i], 2e-5);
    }
}

QTEST_APPLESS_MAIN(TestScalarQuantizers)
#include "tst_scalar_quantizers.moc"
