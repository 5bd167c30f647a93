// SPDX-License-Identifier: GPL-3.0-or-later
// Optimal scalar quantizers against the tables of science.md 3.2 (Max 1960 for the Gaussian) and against
// closed forms.
#include "core/base/error.h"
#include "core/quantization/scalar_design.h"

#include "tests/support/reference_data.h"

#include <QtTest>

#include <cmath>
#include <numbers>

using namespace alidade;

class TestScalarDesign : public QObject {
    Q_OBJECT

private slots:
    void fixedRate_data();
    void fixedRate();
    void levels();
    void entropyCoded_data();
    void entropyCoded();
    void highRate();
    void closedForms();
    void refusals();
};

void TestScalarDesign::fixedRate_data()
{
    QTest::addColumn<int>("bits");
    QTest::addColumn<double>("gauss");
    QTest::addColumn<double>("gaussEntropy");
    QTest::addColumn<double>("gaussUniform");
    QTest::addColumn<double>("gaussStep");
    QTest::addColumn<double>("laplace");
    QTest::addColumn<double>("laplaceUniformDb");
    QTest::addColumn<double>("laplaceStep");
    const auto row = [](int bits, double gauss, double entropy, double uniform, double step, double laplace,
                        double db, double laplaceStep) {
        QTest::addRow("%d bits", bits)
            << bits << gauss << entropy << uniform << step << laplace << db << laplaceStep;
    };
    row(1, .3633802, 1.0, .3633802, 1.59577, .5, 3.010, 1.4142);
    row(2, .1174818, 1.911, .1188461, .99569, .1761949, 7.071, 1.0874);
    row(3, .0345478, 2.825, .0374397, .58602, .0544760, 11.442, .7309);
    row(4, .00950101, 3.765, .0115429, .33520, .0153725, 15.960, .4610);
    row(5, .00250467, 4.730, .00349521, .18814, .00410218, 20.598, .2800);
    row(6, .000644240, 5.710, .00104004, .10406, .00106095, 25.356, .1657);
    row(7, .000163478, 6.700, .000304333, .05687, .000269874, 30.229, .0961);
    row(8, 4.11851e-5, 7.694, 8.76862e-5, .03076, 6.80617e-5, 35.208, .0548);
}

void TestScalarDesign::fixedRate()
{
    QFETCH(int, bits);
    QFETCH(double, gauss);
    QFETCH(double, gaussEntropy);
    QFETCH(double, gaussUniform);
    QFETCH(double, gaussStep);
    QFETCH(double, laplace);
    QFETCH(double, laplaceUniformDb);
    QFETCH(double, laplaceStep);
    const ScalarDesign best = lloydMax(SourceDensity::Gaussian, bits);
    VERIFY_NEAR(best.distortion, gauss, 1e-5 * gauss);
    VERIFY_NEAR(best.entropyBits, gaussEntropy, 6e-4);
    const ScalarDesign uniform = bestUniform(SourceDensity::Gaussian, bits);
    VERIFY_NEAR(uniform.distortion, gaussUniform, 1e-5 * gaussUniform);
    VERIFY_NEAR(uniform.step, gaussStep, 1e-5);
    VERIFY_NEAR(lloydMax(SourceDensity::Laplace, bits).distortion, laplace, 1e-5 * laplace);
    const ScalarDesign laplaceUniform = bestUniform(SourceDensity::Laplace, bits);
    VERIFY_NEAR(laplaceUniform.sqnrDb(), laplaceUniformDb, 6e-4);
    VERIFY_NEAR(laplaceUniform.step, laplaceStep, 6e-5);
    QVERIFY(best.distortion <= uniform.distortion * (1.0 + 1e-12));
}

void TestScalarDesign::levels()
{
    const std::vector<std::vector<double>> expected{
        {.45278, 1.51042},
        {.24509, .75601, 1.34391, 2.15195},
        {.12840, .38805, .65676, .94234, 1.25623, 1.61805, 2.06902, 2.73259}};
    for (const std::vector<double>& half : expected) {
        const int bits = 1 + static_cast<int>(std::lround(std::log2(static_cast<double>(half.size()))));
        const std::vector<double> found = lloydMax(SourceDensity::Gaussian, bits).positiveLevels;
        QCOMPARE(found.size(), half.size());
        for (std::size_t i = 0; i < half.size(); ++i)
            VERIFY_NEAR(found[i], half[i], 6e-6);
    }
}

void TestScalarDesign::entropyCoded_data()
{
    QTest::addColumn<double>("rate");
    QTest::addColumn<double>("gauss");
    QTest::addColumn<double>("step");
    QTest::addColumn<double>("gap");
    QTest::addColumn<double>("midpointDb");
    QTest::addColumn<double>("laplaceDb");
    const auto row = [](double rate, double gauss, double step, double gap, double midpoint, double laplace) {
        QTest::addRow("%g bits", rate) << rate << gauss << step << gap << midpoint << laplace;
    };
    row(.25, .78945, 4.2323, .0795, .480, 1.730);
    row(.5, .61734, 3.4562, .1521, 1.169, 3.115);
    row(1, .34834, 2.4216, .2393, 3.296, 5.768);
    row(1.5, .17770, 1.6101, .2538, 6.657, 8.489);
    row(2, .088941, 1.0824, .2545, 10.104, 11.327);
    row(2.5, .044477, .7474, .2546, 13.321, 14.245);
    row(3, .022239, .5224, .2546, 16.431, 17.208);
    row(4, .0055597, .2590, .2546, 22.525, 23.191);
    row(6, 3.4748e-4, .0646, .2546, 34.589, 35.220);
}

void TestScalarDesign::entropyCoded()
{
    QFETCH(double, rate);
    QFETCH(double, gauss);
    QFETCH(double, step);
    QFETCH(double, gap);
    QFETCH(double, midpointDb);
    QFETCH(double, laplaceDb);
    const ScalarDesign design = entropyCodedAtRate(SourceDensity::Gaussian, rate, true);
    VERIFY_NEAR(design.entropyBits, rate, 1e-9);
    VERIFY_NEAR(design.distortion, gauss, 1e-4 * gauss);
    VERIFY_NEAR(design.step, step, 6e-5);
    VERIFY_NEAR(rate + 0.5 * std::log2(design.distortion), gap, 1e-4); // to D(R) = 2^-2R
    VERIFY_NEAR(entropyCodedAtRate(SourceDensity::Gaussian, rate, false).sqnrDb(), midpointDb, 6e-4);
    VERIFY_NEAR(entropyCodedAtRate(SourceDensity::Laplace, rate, true).sqnrDb(), laplaceDb, 6e-4);
}

// Gap of the entropy-coded uniform quantizer 1/2 log2(2 pi e / 12), error step^2 / 12.
void TestScalarDesign::highRate()
{
    const ScalarDesign fine = entropyCodedUniform(SourceDensity::Gaussian, 0.02, true);
    VERIFY_NEAR(fine.distortion, 0.02 * 0.02 / 12.0, 1e-8);
    const double gap = 0.5 * std::log2(2.0 * std::numbers::pi * std::numbers::e / 12.0);
    VERIFY_NEAR(fine.entropyBits + 0.5 * std::log2(fine.distortion), gap, 1e-4);
}

void TestScalarDesign::closedForms()
{
    // One bit: the levels are +-E|x|, the error 1 - E|x|^2.
    VERIFY_NEAR(lloydMax(SourceDensity::Gaussian, 1).distortion, 1.0 - 2.0 / std::numbers::pi, 1e-12);
    VERIFY_NEAR(lloydMax(SourceDensity::Laplace, 1).positiveLevels.front(), 1.0 / std::numbers::sqrt2, 1e-12);
    // Panter and Dite: D -> sqrt(3) pi / 2 times 4^-b.
    const double ratio = lloydMax(SourceDensity::Gaussian, 8).distortion * std::pow(4.0, 8);
    VERIFY_NEAR(ratio, std::sqrt(3.0) * std::numbers::pi / 2.0, 0.03);
}

void TestScalarDesign::refusals()
{
    QVERIFY_THROWS_EXCEPTION(InvalidRequest, lloydMax(SourceDensity::Gaussian, 0));
    QVERIFY_THROWS_EXCEPTION(InvalidRequest, bestUniform(SourceDensity::Laplace, 11));
    QVERIFY_THROWS_EXCEPTION(InvalidRequest, entropyCodedUniform(SourceDensity::Gaussian, 0.0, true));
    QVERIFY_THROWS_EXCEPTION(InvalidRequest, entropyCodedAtRate(SourceDensity::Gaussian, 0.0, true));
}

QTEST_APPLESS_MAIN(TestScalarDesign)
#include "tst_scalar_design.moc"
