// SPDX-License-Identifier: GPL-3.0-or-later
// The symmetric uniform quantizer of science.md 3.1: scales, rounding, groups, and the predicted distortion (T13).
#include "core/base/error.h"
#include "core/rate_distortion/curve.h"
#include "core/registry/registries.h"

#include "tests/support/naive.h"
#include "tests/support/reference_data.h"

#include <Eigen/Core>
#include <QtTest>

#include <cmath>
#include <limits>

using namespace alidade;
using namespace alidade::test;

namespace {

constexpr std::int64_t perTensor = -1;
constexpr std::int64_t perRow = 0;

/// absmax / levels as a decoder gets it, by Eigen's float16.
float storedScale(float largest, int levels)
{
    const float scale = static_cast<float>(Eigen::half(largest / static_cast<float>(levels)));
    if (std::isinf(scale)) return 65504.0F;
    return scale > 0.0F ? scale : 1.0F;
}

/// The expected values once more, weight by weight.
struct Plain {
    Eigen::Matrix<int, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor> symbols;
    Matrix decoded;
    int scales = 0;
};

Plain plainQuantizer(const Matrix& w, int bits, std::int64_t group)
{
    const int levels = (1 << (bits - 1)) - 1;
    Plain plain{{w.rows(), w.cols()}, {w.rows(), w.cols()}, 0};
    const auto part = [&](Index row, Index rows, Index first, Index count) {
        const float scale = storedScale(w.block(row, first, rows, count).cwiseAbs().maxCoeff(), levels);
        ++plain.scales;
        for (Index i = row; i < row + rows; ++i)
            for (Index j = first; j < first + count; ++j) {
                const double quotient = static_cast<double>(w(i, j) / scale);
                const double nearest = std::clamp(std::nearbyint(quotient), -levels - 1.0, levels + 0.0);
                plain.symbols(i, j) = static_cast<int>(nearest);
                plain.decoded(i, j) = static_cast<float>(plain.symbols(i, j)) * scale;
            }
    };
    if (group == perTensor) {
        part(0, w.rows(), 0, w.cols());
        return plain;
    }
    const Index step = group == perRow ? w.cols() : group;
    for (Index row = 0; row < w.rows(); ++row)
        for (Index first = 0; first < w.cols(); first += step) part(row, 1, first, std::min(step, w.cols() - first));
    return plain;
}

/// (E max(|x_1| ... |x_n|))^2 of standard normal values: the crest table of science.md 2.1, squared. The mean of the
/// square would be larger by the variance of the maximum, but the largest weight of a group has no error at all, and
/// the two very nearly cancel.
double squaredCrest(int n)
{
    const double crest =
        integral([n](double x) { return 1.0 - std::pow(std::erf(x / std::sqrt(2.0)), n); }, 0.0, 12.0);
    return crest * crest;
}

} // namespace

class TestQuantization : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void againstPlain_data();
    void againstPlain();
    void roundTripBounds_data();
    void roundTripBounds();
    void tiesGoToEven();
    void scaleIsAHalf();
    void groupTails();
    void zeroAndTinyGroups();
    void hugeValues();
    void refusesWhatItCannotDo();
    void predictedDistortion_data();
    void predictedDistortion();
    void laplaceLosesMore();

private:
    [[nodiscard]] std::unique_ptr<const Quantizer> quantizer(int bits, std::int64_t group) const
    {
        const QuantizerEntry& entry = m_registries.quantizers.find("uniform");
        const Parameters given{{"bits", std::int64_t{bits}}, {"group", group}};
        return entry.make(resolveParameters(entry.parameters, given));
    }

    Registries m_registries;
};

void TestQuantization::initTestCase() { m_registries = builtinRegistries(); }

void TestQuantization::againstPlain_data()
{
    QTest::addColumn<int>("bits");
    QTest::addColumn<int>("group");
    for (const int bits : {2, 3, 4, 5, 6, 7, 8})
        for (const int group : {-1, 0, 1, 7, 32, 64, 100, 128, 1000}) QTest::addRow("%d bits, group %d", bits, group) << bits << group;
}

void TestQuantization::againstPlain()
{
    QFETCH(int, bits);
    QFETCH(int, group);
    const Matrix weights = drawMatrix(37, 129, 3, Source::Laplace) * 0.02F;
    const auto codec = quantizer(bits, group)->design(weights, JobContext());
    const Symbols symbols = codec->encode(weights, JobContext());
    const Plain plain = plainQuantizer(weights, bits, group);
    QCOMPARE(symbols.smallest, -(1 << (bits - 1)));
    QCOMPARE(symbols.alphabet, 1 << bits);
    QCOMPARE(symbols.values.size(), static_cast<std::size_t>(weights.size()));
    for (Index i = 0; i < weights.size(); ++i)
        QCOMPARE(int{symbols.values[static_cast<std::size_t>(i)]}, plain.symbols.data()[i]);
    QVERIFY(sameBits(codec->decode(symbols, JobContext()), plain.decoded));
    QCOMPARE(codec->sideInformationBits(), 16.0 * plain.scales);
    QCOMPARE(codec->fixedRate(), static_cast<double>(bits));
}

void TestQuantization::roundTripBounds_data() { againstPlain_data(); }

// Nothing is further away than half a step, and a little where the rounded scale is too small for the largest weight.
void TestQuantization::roundTripBounds()
{
    QFETCH(int, bits);
    QFETCH(int, group);
    const Matrix weights = drawMatrix(20, 129, 5);
    const int levels = (1 << (bits - 1)) - 1;
    const auto codec = quantizer(bits, group)->design(weights, JobContext());
    const Matrix decoded = codec->decode(codec->encode(weights, JobContext()), JobContext());
    const float largest = weights.cwiseAbs().maxCoeff();
    const double step = static_cast<double>(largest) / levels * (1 + 0x1.0p-11);
    QVERIFY(largestDifference(decoded, weights) <= step * 0.5 + static_cast<double>(largest) * 0x1.0p-11);
    // Quantizing what was quantized changes nothing more (the largest weight keeps its group's scale).
    const auto again = codec->decode(codec->encode(decoded, JobContext()), JobContext());
    QVERIFY(sameBits(again, decoded));
}

void TestQuantization::tiesGoToEven()
{
    Matrix weights(1, 9);
    weights << 7.0F, 0.5F, 1.5F, 2.5F, 3.5F, -0.5F, -1.5F, -2.5F, -6.5F; // 4 bits: scale exactly 1
    const auto codec = quantizer(4, perTensor)->design(weights, JobContext());
    const std::vector<std::int16_t> wanted{7, 0, 2, 2, 4, 0, -2, -2, -6};
    QCOMPARE(codec->encode(weights, JobContext()).values, wanted);
}

void TestQuantization::scaleIsAHalf()
{
    for (int seed = 0; seed < 200; ++seed) {
        const Matrix weights = drawMatrix(1, 8, static_cast<std::uint64_t>(seed));
        const auto codec = quantizer(3, perRow)->design(weights, JobContext());
        Symbols ones{std::vector<std::int16_t>(8, 1), -4, 8};
        const float scale = codec->decode(ones, JobContext())(0, 0);
        QCOMPARE(static_cast<float>(Eigen::half(scale)), scale);
        QCOMPARE(scale, storedScale(weights.cwiseAbs().maxCoeff(), 3));
    }
}

// Groups end with the row; a group wider than the row is the row.
void TestQuantization::groupTails()
{
    Matrix weights = Matrix::Ones(2, 10);
    weights(0, 9) = 100.0F; // alone with its neighbour in the tail of 2
    weights(1, 0) = 50.0F;
    const auto codec = quantizer(8, 4)->design(weights, JobContext());
    QCOMPARE(codec->sideInformationBits(), 16.0 * 6);
    const Matrix decoded = codec->decode(codec->encode(weights, JobContext()), JobContext());
    QVERIFY(std::abs(decoded(0, 0) - 1.0F) < 0.001F);
    QVERIFY(std::abs(decoded(0, 8) - 1.0F) > 0.1F);  // the step of the outlier's group is 0.787
    QVERIFY(std::abs(decoded(1, 9) - 1.0F) < 0.001F); // another row's outlier does not reach here
    const auto wide = quantizer(8, 1000)->design(weights, JobContext());
    QCOMPARE(wide->sideInformationBits(), 16.0 * 2);
}

void TestQuantization::zeroAndTinyGroups()
{
    Matrix weights = drawMatrix(4, 64, 1);
    weights.row(1).setZero();
    weights.row(2) *= 1e-12F; // no float16 scale is that small: everything rounds to zero
    const auto codec = quantizer(4, perRow)->design(weights, JobContext());
    const Matrix decoded = codec->decode(codec->encode(weights, JobContext()), JobContext());
    QVERIFY(decoded.allFinite());
    QVERIFY(decoded.row(1).isZero(0.0F));
    QVERIFY(decoded.row(2).isZero(0.0F));
    QVERIFY(!decoded.row(0).isZero(0.0F) && !decoded.row(3).isZero(0.0F));
    QCOMPARE(codec->sideInformationBits(), 16.0 * 4); // a scale is stored all the same
    const RateDistortionPoint point = measurePoint(Matrix::Zero(5, 5), *quantizer(4, perRow), {0.0}, JobContext());
    QCOMPARE(point.meanSquaredError, 0.0);
    QVERIFY(std::isnan(point.sqnrDb()));
    QCOMPARE(point.entropyBits, 0.0);
}

void TestQuantization::hugeValues()
{
    Matrix weights = drawMatrix(3, 32, 1);
    weights *= 1e37F;
    const auto codec = quantizer(4, perRow)->design(weights, JobContext());
    const Symbols symbols = codec->encode(weights, JobContext());
    for (const std::int16_t value : symbols.values) QVERIFY(value >= -8 && value <= 7);
    QVERIFY(codec->decode(symbols, JobContext()).allFinite());
    Matrix edge(1, 2);
    edge << 65504.0F * 127.0F, -1.0F;
    const auto exact = quantizer(8, perRow)->design(edge, JobContext());
    QCOMPARE(exact->decode(exact->encode(edge, JobContext()), JobContext())(0, 0), 65504.0F * 127.0F);
}

void TestQuantization::refusesWhatItCannotDo()
{
    Matrix weights = drawMatrix(3, 8, 1);
    const auto codec = quantizer(4, perRow)->design(weights, JobContext());
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(codec->encode(drawMatrix(8, 3, 1), JobContext())), InvalidRequest);
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(codec->decode({{0, 1}, -8, 16}, JobContext())), InvalidRequest);
    for (const float bad : {std::numeric_limits<float>::quiet_NaN(), -std::numeric_limits<float>::infinity()}) {
        weights(1, 1) = bad;
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(quantizer(4, 2)->design(weights, JobContext())), InvalidRequest);
    }
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(quantizer(1, 0)), InvalidRequest);
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(quantizer(9, 0)), InvalidRequest);
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(quantizer(4, -3)), InvalidRequest);
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(measurePoint(Matrix(0, 4), *quantizer(4, 0), {0.0}, JobContext())),
                             InvalidRequest);
}

void TestQuantization::predictedDistortion_data()
{
    QTest::addColumn<int>("bits");
    QTest::addColumn<int>("group");
    for (const int bits : {4, 6, 8})
        for (const int group : {32, 64, 128, 4096}) QTest::addRow("%d bits, group %d", bits, group) << bits << group;
}

// T13: SQNR = 10 log10(12 (2^(b-1) - 1)^2 / (E c)^2) on Gaussian weights, c the crest of a group.
void TestQuantization::predictedDistortion()
{
    QFETCH(int, bits);
    QFETCH(int, group);
    const double levels = (1 << (bits - 1)) - 1;
    const double predicted = 10.0 * std::log10(12.0 * levels * levels / squaredCrest(group));
    if (bits == 4 && group == 32) VERIFY_NEAR(predicted, 20.28, 0.01); // science.md 3.2
    if (bits == 4 && group == 4096) VERIFY_NEAR(predicted, 16.09, 0.01);
    const Matrix weights = drawMatrix(512, 4096, 77);
    const RateDistortionPoint point = measurePoint(weights, *quantizer(bits, group), {0.0}, JobContext());
    VERIFY_NEAR(point.sqnrDb(), predicted, 0.1);
}

// science.md 3.2: 4 bits, group 128 and rows of 4096, Laplace.
void TestQuantization::laplaceLosesMore()
{
    const Matrix weights = drawMatrix(512, 4096, 78, Source::Laplace);
    VERIFY_NEAR(measurePoint(weights, *quantizer(4, 128), {0.0}, JobContext()).sqnrDb(), 15.92, 0.1);
    VERIFY_NEAR(measurePoint(weights, *quantizer(4, perRow), {0.0}, JobContext()).sqnrDb(), 11.87, 0.1);
}

QTEST_APPLESS_MAIN(TestQuantization)
#include "tst_quantization.moc"
