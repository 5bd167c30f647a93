// SPDX-License-Identifier: GPL-3.0-or-later
// Lattices, the E8P codebook, the trellis and TurboQuant against science.md 3.2 and 3.3 (T16 to T18).
#include "core/base/error.h"
#include "core/base/random.h"
#include "core/quantization/e8_lattice.h"
#include "core/quantization/viterbi.h"

#include "tests/support/naive.h"
#include "tests/support/quantizer_testing.h"
#include "tests/support/reference_data.h"

#include <QtTest>

#include <cmath>
#include <numbers>
#include <set>

using namespace alidade;
using namespace alidade::test;

namespace {

bool isInE8(const Octet& x)
{
    float sum = 0.0F;
    for (const float coordinate : x) {
        sum += coordinate;
        if (std::fmod(2.0F * coordinate, 1.0F) != 0.0F) return false;
        if (std::fmod(coordinate - x[0], 1.0F) != 0.0F) return false; // all whole or all half
    }
    return std::fmod(sum, 2.0F) == 0.0F;
}

double distance(const Octet& a, const Octet& b)
{
    double sum = 0.0;
    for (std::size_t i = 0; i < 8; ++i) sum += std::pow(static_cast<double>(a[i]) - static_cast<double>(b[i]), 2);
    return sum;
}

} // namespace

class TestVectorQuantizers : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { m_registries = builtinRegistries(); }
    void nearestPointOfE8();
    void symbolsAreAllIntegers();
    void secondMomentOfE8();
    void e8AtItsRate_data();
    void e8AtItsRate();
    void e8pDistortion();
    void e8pWordsAreDistinctPoints();
    void trellisDistortion_data();
    void trellisDistortion();
    void bestPathIsBest();
    void turboLevels_data();
    void turboLevels();
    void projectionIsUnbiased_data();
    void projectionIsUnbiased();

private:
    /// D = 1 / SQNR.
    [[nodiscard]] double distortion(const std::string& id, const Parameters& given, const Matrix& weights) const
    {
        const auto point = measured(m_registries, id, given, weights);
        return point.meanSquaredError / point.signalPower;
    }

    Registries m_registries;
};

// No point within reach of one step along the shortest vectors of the lattice is nearer.
void TestVectorQuantizers::nearestPointOfE8()
{
    Random random(3);
    for (int trial = 0; trial < 2000; ++trial) {
        Octet x{};
        for (float& coordinate : x) coordinate = static_cast<float>(4.0 * random.normal());
        const Octet nearest = nearestE8(x);
        QVERIFY(isInE8(nearest));
        const double least = distance(x, nearest);
        for (std::size_t i = 0; i < 8; ++i)
            for (std::size_t j = 0; j < i; ++j)
                for (const float a : {-1.0F, 1.0F})
                    for (const float b : {-1.0F, 1.0F}) {
                        Octet other = nearest;
                        other[i] += a;
                        other[j] += b;
                        QVERIFY(distance(x, other) >= least - 1e-5);
                    }
        for (unsigned signs = 0; signs < 256; ++signs) {
            if (__builtin_popcount(signs) % 2 != 0) continue;
            Octet other = nearest;
            for (std::size_t i = 0; i < 8; ++i) other[i] += (signs >> i & 1U) != 0 ? -0.5F : 0.5F;
            QVERIFY(distance(x, other) >= least - 1e-5);
        }
    }
}

// Every point has its symbols and any eight integers are a point's: nothing is wasted on coset and parity.
void TestVectorQuantizers::symbolsAreAllIntegers()
{
    Random random(4);
    for (int trial = 0; trial < 5000; ++trial) {
        E8Symbols symbols{};
        for (int& symbol : symbols) symbol = static_cast<int>(random.below(21)) - 10;
        const Octet point = pointOfE8(symbols);
        QVERIFY(isInE8(point));
        QVERIFY(symbolsOfE8(point) == symbols);
    }
}

void TestVectorQuantizers::secondMomentOfE8()
{
    const Matrix weights = drawMatrix(256, 1024, 5) * 10.0F;
    const double error = measured(m_registries, "e8", {{"step", 1.0}}, weights).meanSquaredError;
    VERIFY_NEAR(error, 929.0 / 12960.0, 2e-4); // science.md 3.2: 0.071682, the volume of a cell is 1
}

void TestVectorQuantizers::e8AtItsRate_data()
{
    QTest::addColumn<double>("bits");
    QTest::newRow("2") << 2.0;
    QTest::newRow("3") << 3.0;
    QTest::newRow("4") << 4.0;
    QTest::newRow("6") << 6.0;
}

// At high rates 0.654 dB over the entropy-coded scalar quantizer; no better than the 0.88 dB left to the bound.
void TestVectorQuantizers::e8AtItsRate()
{
    QFETCH(double, bits);
    const Matrix weights = drawMatrix(256, 1024, 6);
    const auto point = measured(m_registries, "e8", {{"bits", bits}}, weights);
    const double scalar = measured(m_registries, "ecsq", {{"bits", bits}}, weights).sqnrDb();
    qInfo("%.4f bits: %.3f dB, ecsq %.3f dB", point.entropyBits, point.sqnrDb(), scalar);
    VERIFY_NEAR(point.entropyBits, bits, 5e-4);
    // Symbols coded one by one do not see what coset and parity say about the others, which matters at few bits.
    if (bits >= 4.0) VERIFY_NEAR(point.sqnrDb() - scalar, 0.654, 0.06);
    if (bits == 3.0) QVERIFY(point.sqnrDb() > scalar + 0.35);
    QVERIFY(point.sqnrDb() < 6.0206 * bits - 0.8);
}

// T16
void TestVectorQuantizers::e8pDistortion()
{
    const Matrix weights = drawMatrix(64, 4096, 7);
    const double best = distortion("e8p", {}, weights);
    const double repository = distortion("e8p", {{"spread", 1.03}}, weights);
    qInfo("D = %.5f at 1.04, %.5f at 1.03", best, repository);
    VERIFY_NEAR(best, 0.0915, 0.0005);
    VERIFY_NEAR(repository, 0.0915, 0.0005);
    QCOMPARE(measured(m_registries, "e8p", {}, weights).payloadBits, 2.0);
}

void TestVectorQuantizers::e8pWordsAreDistinctPoints()
{
    const Matrix weights = Matrix::Ones(1, 8 * 65536);
    const Parameters given{{"spread", 1.0}}; // scale 1
    const auto codec = designed(m_registries, "e8p", given, weights);
    Symbols symbols = codec->encode(weights, JobContext());
    for (std::size_t i = 0; i < symbols.values.size(); ++i)
        symbols.values[i] = static_cast<std::int16_t>(static_cast<int>(i) - 32768);
    const Matrix points = codec->decode(symbols, JobContext());
    std::set<Octet> distinct;
    for (Index i = 0; i < points.cols(); i += 8) {
        Octet point{};
        std::copy_n(points.data() + i, 8, point.begin());
        distinct.insert(point);
        for (float& coordinate : point) coordinate -= 0.25F; // E8 + 1/4: -1/4 is 1/4 less 1/2
        QVERIFY(isInE8(point));
    }
    QCOMPARE(distinct.size(), std::size_t{65536});
    const Matrix again = codec->decode(codec->encode(points, JobContext()), JobContext());
    QVERIFY(sameBits(again, points));
}

void TestVectorQuantizers::trellisDistortion_data()
{
    QTest::addColumn<int>("bits");
    QTest::addColumn<int>("states");
    QTest::addColumn<double>("wanted");
    QTest::addColumn<double>("tolerance");
    QTest::newRow("L=8") << 2 << 8 << 0.0876 << 0.0025; // depends on the random order of so few levels
    QTest::newRow("L=10") << 2 << 10 << 0.0779 << 0.0012;
    QTest::newRow("L=12") << 2 << 12 << 0.0743 << 0.0008; // T17
}

void TestVectorQuantizers::trellisDistortion()
{
    QFETCH(int, bits);
    QFETCH(int, states);
    QFETCH(double, wanted);
    QFETCH(double, tolerance);
    const Matrix weights = drawMatrix(24, 4096, 8);
    const Parameters given{{"bits", std::int64_t{bits}}, {"states", std::int64_t{states}}};
    const double found = distortion("trellis", given, weights);
    qInfo("D = %.5f", found);
    VERIFY_NEAR(found, wanted, tolerance);
}

// Against every path of eight steps through a small trellis.
void TestVectorQuantizers::bestPathIsBest()
{
    std::vector<float> levels(64);
    Random random(9);
    for (float& level : levels) level = static_cast<float>(random.normal());
    const BitshiftTrellis trellis(2, 6, levels);
    std::vector<float> values(8);
    for (float& value : values) value = static_cast<float>(random.normal());
    const auto errorOf = [&](std::uint32_t start, auto input) {
        double error = 0.0;
        std::uint32_t state = start;
        for (std::size_t i = 0; i < values.size(); ++i) {
            state = trellis.next(state, input(i));
            error += std::pow(static_cast<double>(values[i]) - static_cast<double>(trellis.level(state)), 2);
        }
        return error;
    };
    double least = 1e9;
    for (std::uint32_t start = 0; start < 16; ++start) // the upper bits of the start are shifted out
        for (std::uint32_t path = 0; path < 65536; ++path)
            least = std::min(least, errorOf(start, [path](std::size_t i) { return path >> (2 * i) & 3U; }));
    const auto best = trellis.best(values, std::nullopt);
    VERIFY_NEAR(errorOf(best.start, [&](std::size_t i) { return std::uint32_t{best.inputs[i]}; }), least, 1e-5);
    const auto bound = trellis.best(values, 37U);
    QCOMPARE(bound.start, 37U);
}

void TestVectorQuantizers::turboLevels_data()
{
    QTest::addColumn<int>("columns");
    QTest::addColumn<int>("bits");
    QTest::addColumn<double>("wanted");
    const auto rows = [](int columns, std::initializer_list<double> all) {
        int bits = 0;
        for (const double wanted : all) {
            ++bits;
            QTest::addRow("%d columns, %d bits", columns, bits) << columns << bits << wanted;
        }
    };
    rows(64, {0.35839, 0.11453, 0.03339, 0.00913});
    rows(128, {0.36089, 0.11600, 0.03397, 0.00931});
    rows(2048, {0.36322, 0.11739, 0.03451, 0.00949});
}

// A Gaussian row over its rms is a random point of the sphere.
void TestVectorQuantizers::turboLevels()
{
    QFETCH(int, columns);
    QFETCH(int, bits);
    QFETCH(double, wanted);
    const Matrix weights = drawMatrix((1 << 19) / columns, columns, 10);
    const Parameters given{{"bits", std::int64_t{bits}}};
    VERIFY_NEAR(distortion("turboquant", given, weights) / wanted, 1.0, 0.006);
    VERIFY_NEAR(measured(m_registries, "turboquant", given, weights).scaleBits, 16.0 / columns, 1e-12);
}

void TestVectorQuantizers::projectionIsUnbiased_data()
{
    QTest::addColumn<int>("bits");
    QTest::addColumn<double>("variance"); // d Var of <y, w> for unit vectors and many columns, science.md 3.3
    QTest::newRow("1 bit") << 1 << 1.571;
    QTest::newRow("2 bits") << 2 << 0.571;
    QTest::newRow("3 bits") << 3 << 0.1845;
    QTest::newRow("4 bits") << 4 << 0.0543;
}

// T18: inner products with two stages have no bias, and pi / 2 of the residual's energy as variance; one stage shrinks
// them by 1 - D.
void TestVectorQuantizers::projectionIsUnbiased()
{
    QFETCH(int, bits);
    QFETCH(double, variance);
    constexpr Index d = 128;
    constexpr int draws = 24;
    const Matrix weights = drawMatrix(128, d, 11);
    const Matrix probes = drawMatrix(64, d, 12);
    const MatrixD exact = weights.cast<double>() * probes.cast<double>().transpose();
    double squares = 0.0;
    double gain = 0.0;
    for (int seed = 0; seed < draws; ++seed) {
        const Parameters given{{"bits", std::int64_t{bits}},
                               {"stages", std::int64_t{2}},
                               {"projection-seed", std::int64_t{seed}}};
        const Matrix decoded = roundTrip(*designed(m_registries, "turboquant", given, weights), weights);
        squares += (decoded.cast<double>() * probes.cast<double>().transpose() - exact).squaredNorm();
        gain += decoded.cast<double>().cwiseProduct(weights.cast<double>()).sum() /
                weights.cast<double>().squaredNorm();
    }
    const double energies = weights.cast<double>().squaredNorm() * probes.cast<double>().squaredNorm();
    const double found = squares / draws * d / energies;
    const double residual =
        bits == 1 ? 1.0 : distortion("turboquant", {{"bits", std::int64_t{bits - 1}}}, weights);
    qInfo("d Var = %.4f, pi/2 D = %.4f, gain %.4f", found, 0.5 * std::numbers::pi * residual, gain / draws);
    VERIFY_NEAR(found / (0.5 * std::numbers::pi * residual), 1.0, 0.02);
    VERIFY_NEAR(found / variance, 1.0, 0.06); // 128 columns and as many rows
    VERIFY_NEAR(gain / draws, 1.0, 0.01);
    const Parameters one{{"bits", std::int64_t{bits}}};
    const Matrix plain = roundTrip(*designed(m_registries, "turboquant", one, weights), weights);
    const double shrunk = plain.cwiseProduct(weights).cast<double>().sum() / weights.cast<double>().squaredNorm();
    VERIFY_NEAR(shrunk, 1.0 - distortion("turboquant", one, weights), 0.003);
}

QTEST_APPLESS_MAIN(TestVectorQuantizers)
#include "tst_vector_quantizers.moc"
