// SPDX-License-Identifier: GPL-3.0-or-later
// Formats of a few bits with a scale per block: the table of science.md 3.2 (T13 to T15), and their rules.
#include "core/base/float16.h"

#include "tests/support/naive.h"
#include "tests/support/quantizer_testing.h"
#include "tests/support/reference_data.h"

#include <QtTest>

#include <cmath>
#include <set>

using namespace alidade;
using namespace alidade::test;

namespace {

using namespace std::string_literals;

Parameters integers(std::int64_t bits, std::int64_t group, const std::string& clip, const std::string& zero)
{
    return {{"bits", bits}, {"group", group}, {"clip", clip}, {"zero", zero}};
}

/// Phi^-1 by bisection of the error function: no code of the program.
double quantile(double p)
{
    double low = -10.0;
    double high = 10.0;
    for (int i = 0; i < 200; ++i) {
        const double middle = 0.5 * (low + high);
        (0.5 * std::erfc(-middle / std::sqrt(2.0)) < p ? low : high) = middle;
    }
    return low;
}

} // namespace

class TestBlockFormats : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void table_data();
    void table();
    void tailsHelpNvfp4AndHurtMxfp4();
    void normalFloatLevels();
    void doubleQuantizationCosts();
    void floatsRoundToEven();
    void microscalingScales();
    void nvfp4Scales();
    void smallWeightsNeedTheTensorScale();
    void clippingNeverLoses_data();
    void clippingNeverLoses();
    void asymmetricFollowsTheRange();
    void columnsHaveTheirScales();
    void sweepLeavesOtherSettingsAlone();

private:
    [[nodiscard]] double sqnr(const std::string& id, const Parameters& given, Source source) const
    {
        return measured(m_registries, id, given, source == Source::Laplace ? m_laplace : m_gauss).sqnrDb();
    }

    Registries m_registries;
    Matrix m_gauss;
    Matrix m_laplace;
};

void TestBlockFormats::initTestCase()
{
    m_registries = builtinRegistries();
    m_gauss = drawMatrix(128, 4096, 21);
    m_laplace = drawMatrix(128, 4096, 22, Source::Laplace);
}

void TestBlockFormats::table_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<Parameters>("given");
    QTest::addColumn<double>("rate");
    QTest::addColumn<double>("gauss");
    QTest::addColumn<double>("laplace");
    const auto row = [](const char* name, const char* id, const Parameters& given, double rate, double gauss,
                        double laplace) { QTest::newRow(name) << QString(id) << given << rate << gauss << laplace; };
    row("fp8 e4m3", "fp8", {}, 8.0, 31.53, 31.54);
    row("fp8 e5m2", "fp8", {{"format", "e5m2"s}}, 8.0, 25.54, 25.54);
    row("mxfp8", "mxfp8", {}, 8.25, 30.64, 30.09);
    row("nf4", "nf4", {}, 4.5, 20.73, 19.69);
    row("nf4 double", "nf4", {{"scale", "double"s}}, 4.127, 20.73, 19.69);
    row("mxfp4", "mxfp4", {}, 4.25, 18.79, 18.00);
    row("nvfp4", "nvfp4", {}, 4.5, 20.43, 20.65);
    const std::string plain = "absmax";
    const std::string mse = "mse";
    const std::string sym = "symmetric";
    const std::string asym = "asymmetric";
    row("int4 g32", "uniform", integers(4, 32, plain, sym), 4.5, 20.28, 18.35);
    row("int4 g64", "uniform", integers(4, 64, plain, sym), 4.25, 19.37, 17.04);
    row("int4 g128", "uniform", integers(4, 128, plain, sym), 4.125, 18.62, 15.92);
    row("int4 g32 mse", "uniform", integers(4, 32, mse, sym), 4.5, 21.29, 19.26);
    row("int4 g64 mse", "uniform", integers(4, 64, mse, sym), 4.25, 20.47, 18.07);
    row("int4 g128 mse", "uniform", integers(4, 128, mse, sym), 4.125, 19.93, 17.20);
    row("int4 row mse", "uniform", integers(4, 0, mse, sym), 4.004, 19.28, 16.03);
    row("int4 g32 asym", "uniform", integers(4, 32, plain, asym), 4.625, 21.86, 20.50);
    row("int4 g64 asym", "uniform", integers(4, 64, plain, asym), 4.3125, 20.82, 18.99);
    row("int4 g128 asym", "uniform", integers(4, 128, plain, asym), 4.156, 19.96, 17.69);
    row("int3 g128", "uniform", integers(3, 128, plain, sym), 3.125, 11.26, 8.96);
    row("int3 g128 mse", "uniform", integers(3, 128, mse, sym), 3.125, 14.19, 11.91);
    row("int2 g128", "uniform", integers(2, 128, plain, sym), 2.125, 2.31, 2.11);
    row("int2 g128 mse", "uniform", integers(2, 128, mse, sym), 2.125, 8.34, 6.90);
    row("int8 g32", "uniform", integers(8, 32, plain, sym), 8.5, 45.44, 43.45);
    row("int8 g128", "uniform", integers(8, 128, plain, sym), 8.125, 43.79, 40.98);
}

void TestBlockFormats::table()
{
    QFETCH(QString, id);
    QFETCH(Parameters, given);
    QFETCH(double, rate);
    QFETCH(double, gauss);
    QFETCH(double, laplace);
    const RateDistortionPoint onGauss = measured(m_registries, id.toStdString(), given, m_gauss);
    const RateDistortionPoint onLaplace = measured(m_registries, id.toStdString(), given, m_laplace);
    qInfo("%.4f bits, %.3f and %.3f dB", onGauss.rate(), onGauss.sqnrDb(), onLaplace.sqnrDb());
    VERIFY_NEAR(onGauss.rate(), rate, 5e-4);
    VERIFY_NEAR(onGauss.sqnrDb(), gauss, 0.1);
    VERIFY_NEAR(onLaplace.sqnrDb(), laplace, 0.11); // int2 g128 mse is 0.107 dB better
}

// T15: a rotation to Gaussian weights hurts NVFP4 and helps MXFP4.
void TestBlockFormats::tailsHelpNvfp4AndHurtMxfp4()
{
    QVERIFY(sqnr("nvfp4", {}, Source::Laplace) > sqnr("nvfp4", {}, Source::Gaussian) + 0.1);
    QVERIFY(sqnr("mxfp4", {}, Source::Laplace) < sqnr("mxfp4", {}, Source::Gaussian) - 0.5);
}

// T14: the closed form, and bitsandbytes' printed table.
void TestBlockFormats::normalFloatLevels()
{
    const double outermost = 0.9677083;
    std::vector<double> wanted;
    for (int i = 0; i < 7; ++i) wanted.push_back(-quantile(outermost - (outermost - 0.5) * i / 7.0));
    wanted.push_back(0.0);
    for (int i = 7; i >= 0; --i) wanted.push_back(quantile(outermost - (outermost - 0.5) * i / 8.0));
    const std::vector<double> printed{-1.0, -0.6961928009986877, -0.5250730514526367, -0.39491748809814453,
                                      -0.28444138169288635, -0.18477343022823334, -0.09105003625154495, 0.0,
                                      0.07958029955625534, 0.16093020141124725, 0.24611230194568634,
                                      0.33791524171829224, 0.44070982933044434, 0.5626170039176941,
                                      0.7229568362236023, 1.0};
    const Matrix one = Matrix::Ones(1, 16);
    const auto codec = designed(m_registries, "nf4", {}, one);
    Symbols symbols = codec->encode(one, JobContext());
    for (std::size_t i = 0; i < 16; ++i) symbols.values[i] = static_cast<std::int16_t>(i);
    const Matrix levels = codec->decode(symbols, JobContext());
    for (std::size_t i = 0; i < 16; ++i) {
        const auto level = static_cast<double>(levels(0, static_cast<Index>(i)));
        VERIFY_NEAR(level, wanted[i] / quantile(outermost), 1e-6);
        VERIFY_NEAR(level, printed[i], 1e-6);
    }
}

void TestBlockFormats::doubleQuantizationCosts()
{
    const auto point = measured(m_registries, "nf4", {{"scale", "double"s}}, m_gauss);
    VERIFY_NEAR(point.scaleBits, 8.0 / 64 + 32.0 / (64 * 256) + 32.0 / static_cast<double>(m_gauss.size()), 1e-12);
}

// Half way between two codes of a float format the even one is taken, as hardware does; too large ones are clipped.
void TestBlockFormats::floatsRoundToEven()
{
    Matrix weights(1, 10);
    weights << 6.0F, 0.25F, 0.75F, 1.25F, 1.75F, 2.5F, 3.5F, 5.0F, -2.5F, -5.0F;
    Matrix wanted(1, 10);
    wanted << 6.0F, 0.0F, 1.0F, 1.0F, 2.0F, 2.0F, 4.0F, 4.0F, -2.0F, -4.0F;
    const auto codec = designed(m_registries, "fp4", {{"group", std::int64_t{-1}}}, weights);
    QVERIFY(sameBits(roundTrip(*codec, weights), wanted));
    Matrix codes(1, 256); // every finite E4M3 number comes back
    for (Index i = 0; i < 256; ++i) {
        const float value = decodeSmallFloat(static_cast<std::uint32_t>(i), float8E4M3Format);
        codes(0, i) = std::isfinite(value) ? value : 0.0F;
    }
    const Matrix again = roundTrip(*designed(m_registries, "fp8", {}, codes), codes);
    QVERIFY((again - codes).isZero(0.0F));
}

// OCP: 2^(floor(log2 amax) - 2); what lies beyond 6 times that is clipped.
void TestBlockFormats::microscalingScales()
{
    Matrix weights = Matrix::Zero(1, 64);
    weights(0, 0) = 7.9F; // scale 1
    weights(0, 1) = 0.5F;
    weights(0, 32) = 0x1.0p-20F; // scale 2^-22: exactly the level 4
    const Matrix decoded = roundTrip(*designed(m_registries, "mxfp4", {}, weights), weights);
    QCOMPARE(decoded(0, 0), 6.0F);
    QCOMPARE(decoded(0, 1), 0.5F);
    QCOMPARE(decoded(0, 32), 0x1.0p-20F);
    const auto side = designed(m_registries, "mxfp4", {}, weights)->sideInformation();
    QCOMPARE(side.size(), std::size_t{2});
    QCOMPARE(std::to_integer<int>(side[0]), 127);
    QCOMPARE(std::to_integer<int>(side[1]), 127 - 22);
}

// One float32, absmax / (448 * 6), and an E4M3 code for each block of 16.
void TestBlockFormats::nvfp4Scales()
{
    Matrix weights = Matrix::Constant(1, 32, 6.0F * 448.0F);
    weights.rightCols(16).setConstant(6.0F);
    const auto codec = designed(m_registries, "nvfp4", {}, weights);
    const auto side = codec->sideInformation();
    QCOMPARE(side.size(), std::size_t{4 + 2});
    QCOMPARE(std::to_integer<int>(side[4]), 0x7E); // 448
    QCOMPARE(std::to_integer<int>(side[5]), 0x38); // 1
    QVERIFY(sameBits(roundTrip(*codec, weights), weights));
}

// ggml's NVFP4 has no tensor scale and loses 0.7 dB at sigma = 0.02.
void TestBlockFormats::smallWeightsNeedTheTensorScale()
{
    const Matrix small = m_gauss * 0x1.0p-20F;
    VERIFY_NEAR(measured(m_registries, "nvfp4", {}, small).sqnrDb(), sqnr("nvfp4", {}, Source::Gaussian), 1e-6);
}

void TestBlockFormats::clippingNeverLoses_data()
{
    QTest::addColumn<QString>("scale");
    QTest::addColumn<QString>("zero");
    for (const char* scale : {"f16", "f8", "e8m0"})
        for (const char* zero : {"symmetric", "asymmetric"}) QTest::addRow("%s %s", scale, zero) << scale << zero;
}

void TestBlockFormats::clippingNeverLoses()
{
    QFETCH(QString, scale);
    QFETCH(QString, zero);
    const Matrix weights = m_laplace.topRows(16);
    for (const std::int64_t group : {-2, -1, 0, 32}) {
        Parameters given{{"group", group}, {"scale", scale.toStdString()}, {"zero", zero.toStdString()}};
        const double plain = measured(m_registries, "uniform", given, weights).meanSquaredError;
        given.set("clip", "mse"s);
        QVERIFY(measured(m_registries, "uniform", given, weights).meanSquaredError <= plain * (1.0 + 1e-9));
    }
}

void TestBlockFormats::asymmetricFollowsTheRange()
{
    Matrix weights(2, 4);
    weights << 0.0F, 1.0F, 7.0F, 15.0F, -5.0F, 0.0F, 2.0F, 10.0F;
    const auto codec = designed(m_registries, "uniform", integers(4, 0, "absmax", "asymmetric"), weights);
    const std::vector<std::int16_t> wanted{0, 1, 7, 15, 0, 5, 7, 15};
    QCOMPARE(codec->encode(weights, JobContext()).values, wanted);
    QVERIFY(sameBits(roundTrip(*codec, weights), weights));
    QCOMPARE(codec->sideInformationBits(), 2.0 * (16 + 4));
}

void TestBlockFormats::columnsHaveTheirScales()
{
    Matrix weights = drawMatrix(64, 50, 3);
    Matrix turned = weights.transpose();
    const Parameters columns{{"group", std::int64_t{-2}}, {"clip", "mse"s}};
    const Parameters rows{{"group", std::int64_t{0}}, {"clip", "mse"s}};
    const auto codec = designed(m_registries, "uniform", columns, weights);
    QCOMPARE(codec->sideInformationBits(), 16.0 * 50);
    const Matrix decoded = roundTrip(*designed(m_registries, "uniform", rows, turned), turned).transpose();
    QVERIFY(sameBits(roundTrip(*codec, weights), decoded));
}

// The one-pass sweep knows the defaults alone; other settings go the long way, and give their own numbers.
void TestBlockFormats::sweepLeavesOtherSettingsAlone()
{
    const QuantizerEntry& entry = m_registries.quantizers.find("uniform");
    const std::vector<double> widths{3, 4};
    const Matrix weights = m_laplace.topRows(8);
    for (const Parameters& given : {Parameters{{"clip", "mse"s}}, Parameters{{"scale", "f8"s}},
                                    Parameters{{"zero", "asymmetric"s}}, Parameters{{"group", std::int64_t{-2}}}}) {
        QVERIFY(entry.measureWidths(weights, resolveParameters(entry.parameters, given), widths, JobContext()).empty());
        const auto points = sweepBits(weights, entry, given, widths, {}, JobContext());
        QCOMPARE(points.size(), widths.size());
        QCOMPARE(points[1].meanSquaredError, measured(m_registries, "uniform", given, weights).meanSquaredError);
    }
}

QTEST_APPLESS_MAIN(TestBlockFormats)
#include "tst_block_formats.moc"
