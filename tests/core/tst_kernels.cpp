// SPDX-License-Identifier: GPL-3.0-or-later
// Kernels on every instruction set that this machine can run: the same bits on all of them, for any number of
// threads, and the answers of plain code.
#include "core/base/error.h"
#include "core/base/float16.h"
#include "core/base/parallel.h"
#include "core/kernels/convert.h"
#include "core/kernels/moment_sums.h"
#include "core/kernels/targets.h"
#include "core/metrics/distribution.h"
#include "core/metrics/metric.h"
#include "core/rate_distortion/curve.h"
#include "core/registry/registries.h"
#include "core/transforms/hadamard_transform.h"

#include "tests/support/naive.h"

#include <QtTest>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

using namespace alidade;
using namespace alidade::test;

namespace {

constexpr float notANumber = std::numeric_limits<float>::quiet_NaN();
constexpr float infinity = std::numeric_limits<float>::infinity();

std::vector<float> mixedSigns(Index n)
{
    std::vector<float> signs(static_cast<std::size_t>(n));
    for (std::size_t i = 0; i < signs.size(); ++i)
        signs[i] = (i * i + i / 3) % 5 < 2 ? -1.0F : 1.0F;
    return signs;
}

std::vector<std::uint64_t> bitsOfAll(const std::vector<double>& values)
{
    std::vector<std::uint64_t> bits;
    for (const double value : values)
        bits.push_back(std::bit_cast<std::uint64_t>(value));
    return bits;
}

std::vector<std::uint64_t> bitsOf(const Moments& m)
{
    return bitsOfAll({m.sum, m.sumAbsolute, m.sumSquares, m.sumFourth, m.mean, m.m2, m.m3, m.m4, m.minimum,
                      m.maximum, static_cast<double>(m.count), static_cast<double>(m.nanCount),
                      static_cast<double>(m.infCount)});
}

/// Calls body() once per instruction set and once per size of the team, starting with the best one on one
/// thread.
template <typename Body>
void everywhere(Body body)
{
    for (const std::string& target : kernels::usableTargets()) {
        kernels::chooseTarget(target);
        for (const int threads : {1, 2, 3}) {
            setWorkerThreads(threads);
            body(target + ", " + std::to_string(threads) + " threads");
        }
    }
    kernels::chooseTarget("");
    setWorkerThreads(0);
}

/// Weights with everything that statistics must survive.
Matrix hostileMatrix(Index rows, Index columns)
{
    Matrix weights = drawMatrix(rows, columns, 29, Source::Laplace);
    float* const values = weights.data();
    for (Index i = 5; i < weights.size(); i += 977)
        values[i] = i % 3 == 0 ? notANumber : i % 3 == 1 ? infinity : -infinity;
    for (Index i = 11; i < weights.size(); i += 1201)
        values[i] = i % 2 == 0 ? 0.0F : 1e-42F;
    return weights;
}

} // namespace

class TestKernels : public QObject {
    Q_OBJECT

private slots:
    void cleanup();
    void targetsAreNamed();
    void hadamardIsTheSameEverywhere_data();
    void hadamardIsTheSameEverywhere();
    void hadamardOfOddParts();
    void twiceIsTheIdentity();
    void wideningIsExact();
    void wideningOfAnyLength();
    void sumsOfAnyLength();
    void momentsAreTheSameEverywhere();
    void countsAreTheSameEverywhere();
    void energyIsTheSameEverywhere();
    void curveIsTheReference_data();
    void curveIsTheReference();
    void curveRefusesWhatIsNotFinite();
};

void TestKernels::cleanup()
{
    kernels::chooseTarget("");
    setWorkerThreads(0);
}

void TestKernels::targetsAreNamed()
{
    const std::vector<std::string> targets = kernels::usableTargets();
    QVERIFY(!targets.empty());
    QCOMPARE(kernels::chosenTarget(), targets.front());
    kernels::chooseTarget(targets.back());
    QCOMPARE(kernels::chosenTarget(), targets.back());
    kernels::chooseTarget("");
    QCOMPARE(kernels::usableTargets(), targets);
    QVERIFY_EXCEPTION_THROWN(kernels::chooseTarget("no such set"), InvalidRequest);
}

void TestKernels::hadamardIsTheSameEverywhere_data()
{
    QTest::addColumn<int>("size");
    for (const int size :
         {1,       2,       4,      8,       16,      32,      64,       128,     256,      1024,
          4096,    12,      12 * 8, 20 * 16, 28 * 64, 36,      36 * 8,   44 * 32, 60 * 16,  76 * 2,
          108 * 4, 140 * 8, 148,    156 * 4, 172,     172 * 4, 172 * 16, 924,     8 * 1024, 16 * 1024})
        QTest::addRow("%d", size) << size;
}

// The definition in float64, rows and columns alike, to the last bit on every set and for every team.
void TestKernels::hadamardIsTheSameEverywhere()
{
    QFETCH(int, size);
    const HadamardPlan plan = *planHadamard(size);
    const std::vector<float> signs = mixedSigns(size);
    const auto transform = hadamardTransform(plan, signs, 64.0);
    constexpr Index count = 37;
    const Matrix weights = drawMatrix(count, size, 31);
    const Matrix turned = weights.transpose();
    Matrix forward;
    Matrix back;
    everywhere([&](const std::string& where) {
        Matrix rows = weights;
        transform->applyToRows(rows, Direction::Forward, JobContext());
        if (forward.size() == 0) forward = rows;
        QVERIFY2(sameBits(rows, forward), where.c_str());
        Matrix columns = turned;
        transform->applyToColumns(columns, Direction::Forward, JobContext());
        QVERIFY2(sameBits(columns.transpose(), forward), where.c_str());
        transform->applyToRows(rows, Direction::Inverse, JobContext());
        if (back.size() == 0) back = rows;
        QVERIFY2(sameBits(rows, back), where.c_str());
        transform->applyToColumns(columns, Direction::Inverse, JobContext());
        QVERIFY2(sameBits(columns.transpose(), back), where.c_str());
    });
    QVERIFY(largestDifference(back, weights) < 2e-6F * weights.cwiseAbs().maxCoeff());
    const double scale = 1.0 / std::sqrt(static_cast<double>(size));
    const MatrixD cores = plan.sylvester == size || size > 1024 ? MatrixD() : denseHadamard(plan);
    for (Index column = 0; column < size; column += std::max<Index>(1, size / 64)) {
        double sum = 0.0;
        if (plan.sylvester != size && size > 1024) break; // the dense matrix would be too slow to build here
        for (Index i = 0; i < size; ++i) {
            const double entry = plan.sylvester == size ? sylvesterEntry(static_cast<std::uint64_t>(column),
                                                                         static_cast<std::uint64_t>(i))
                                                        : cores(column, i);
            sum += entry * static_cast<double>(signs[static_cast<std::size_t>(i)] * weights(3, i));
        }
        QVERIFY(std::abs(static_cast<double>(forward(3, column)) - scale * sum) < 5e-6);
    }
}

// Parts of a wider matrix that begin anywhere: the part changes as a matrix of its own would, the rest stays.
void TestKernels::hadamardOfOddParts()
{
    const Matrix before = drawMatrix(300, 301, 5);
    for (const Index size : {12, 64, 172, 256}) {
        const auto transform = hadamardTransform(*planHadamard(size), mixedSigns(size), 0.0);
        for (const Index width : {1, 5, 16, 129, 261}) {
            Matrix weights = before;
            transform->applyToColumns(weights.block(11, 7, size, width), Direction::Forward, JobContext());
            Matrix part = before.block(11, 7, size, width);
            transform->applyToColumns(part, Direction::Forward, JobContext());
            Matrix wanted = before;
            wanted.block(11, 7, size, width) = part;
            QVERIFY(sameBits(weights, wanted));
            weights = before;
            transform->applyToRows(weights.block(3, 9, width, size), Direction::Inverse, JobContext());
            part = before.block(3, 9, width, size);
            transform->applyToRows(part, Direction::Inverse, JobContext());
            wanted = before;
            wanted.block(3, 9, width, size) = part;
            QVERIFY(sameBits(weights, wanted));
        }
    }
}

// Sylvester's matrix is symmetric: without signs the transform is its own inverse; integers do not even
// round.
void TestKernels::twiceIsTheIdentity()
{
    everywhere([&](const std::string& where) {
        for (const Index length : {1, 2, 8, 16, 64, 512, 2048}) {
            Matrix integers(3, length);
            for (Index i = 0; i < integers.size(); ++i)
                integers.data()[i] = static_cast<float>((i * 37) % 101 - 50);
            for (const Index width : {1, 3, 16}) {
                Matrix values = integers.row(0).transpose().replicate(1, width);
                const Matrix wanted = values * static_cast<float>(length);
                walshHadamard(values.data(), length, width);
                walshHadamard(values.data(), length, width);
                QVERIFY2(sameBits(values, wanted), where.c_str());
            }
        }
    });
}

// Every code of every type, bit for bit.
void TestKernels::wideningIsExact()
{
    using kernels::StoredFloat;
    everywhere([&](const std::string& where) {
        std::vector<std::uint16_t> codes(65536);
        for (std::size_t i = 0; i < codes.size(); ++i)
            codes[i] = static_cast<std::uint16_t>(i);
        std::vector<float> half(codes.size());
        std::vector<float> brain(codes.size());
        const auto* const bytes = reinterpret_cast<const std::byte*>(codes.data());
        kernels::widen(StoredFloat::Float16, bytes, half.data(), half.size());
        kernels::widen(StoredFloat::Bfloat16, bytes, brain.data(), brain.size());
        for (std::size_t i = 0; i < codes.size(); ++i) {
            QVERIFY2(std::bit_cast<std::uint32_t>(half[i]) ==
                         std::bit_cast<std::uint32_t>(halfToFloat(codes[i])),
                     where.c_str());
            QVERIFY2(std::bit_cast<std::uint32_t>(brain[i]) == static_cast<std::uint32_t>(i) << 16,
                     where.c_str());
        }
        std::vector<std::byte> small(256);
        for (std::size_t i = 0; i < small.size(); ++i)
            small[i] = static_cast<std::byte>(i);
        std::vector<float> wide(small.size());
        for (const auto& [type, format] : {std::pair(StoredFloat::Float8E4M3, float8E4M3Format),
                                           std::pair(StoredFloat::Float8E5M2, float8E5M2Format)}) {
            kernels::widen(type, small.data(), wide.data(), wide.size());
            for (std::uint32_t code = 0; code < 256; ++code)
                QVERIFY2(std::bit_cast<std::uint32_t>(wide[code]) ==
                             std::bit_cast<std::uint32_t>(decodeSmallFloat(code, format)),
                         where.c_str());
        }
    });
}

// No alignment is asked of the file, and nothing is written behind the end.
void TestKernels::wideningOfAnyLength()
{
    std::vector<std::byte> bytes(300);
    for (std::size_t i = 0; i < bytes.size(); ++i)
        bytes[i] = static_cast<std::byte>((i * 7 + 3) % 120);
    everywhere([&](const std::string& where) {
        for (std::size_t shift = 0; shift < 4; ++shift)
            for (std::size_t count = 0; count <= 70; ++count) {
                std::vector<float> out(count + 1, -7.0F);
                kernels::widen(kernels::StoredFloat::Float16, bytes.data() + shift, out.data(), count);
                for (std::size_t i = 0; i < count; ++i) {
                    std::uint16_t code = 0;
                    std::memcpy(&code, bytes.data() + shift + 2 * i, 2);
                    QVERIFY2(out[i] == halfToFloat(code), where.c_str());
                }
                QCOMPARE(out[count], -7.0F);
                kernels::widen(kernels::StoredFloat::Float8E4M3, bytes.data() + shift, out.data(), count);
                for (std::size_t i = 0; i < count; ++i)
                    QVERIFY2(out[i] == decodeSmallFloat(std::to_integer<std::uint32_t>(bytes[shift + i]),
                                                        float8E4M3Format),
                             where.c_str());
                QCOMPARE(out[count], -7.0F);
            }
    });
}

void TestKernels::sumsOfAnyLength()
{
    const Matrix drawn = drawMatrix(1, 200, 3);
    std::vector<std::vector<std::uint64_t>> first;
    everywhere([&](const std::string& where) {
        std::size_t at = 0;
        for (const double pivot : {0.0, 0.75})
            for (std::size_t count = 1; count <= 150; ++count, ++at) {
                const float* const values = drawn.data() + count % 5;
                const kernels::PowerSums sums = kernels::powerSums(values, count, pivot);
                const auto bits =
                    bitsOfAll({sums.first, sums.second, sums.third, sums.fourth, sums.absolute,
                               static_cast<double>(sums.minimum), static_cast<double>(sums.maximum)});
                if (first.size() == at) {
                    first.push_back(bits);
                    long double power[4] = {};
                    for (std::size_t i = 0; i < count; ++i) {
                        const long double d =
                            static_cast<long double>(values[i]) - static_cast<long double>(pivot);
                        power[0] += d;
                        power[1] += d * d;
                        power[2] += d * d * d;
                        power[3] += d * d * d * d;
                    }
                    const double tolerance = 1e-14 * static_cast<double>(count) * 256.0;
                    QVERIFY(std::abs(sums.first - static_cast<double>(power[0])) < tolerance);
                    QVERIFY(std::abs(sums.second - static_cast<double>(power[1])) < tolerance);
                    QVERIFY(std::abs(sums.third - static_cast<double>(power[2])) < tolerance);
                    QVERIFY(std::abs(sums.fourth - static_cast<double>(power[3])) < tolerance);
                    QCOMPARE(sums.minimum, *std::min_element(values, values + count));
                    QCOMPARE(sums.maximum, *std::max_element(values, values + count));
                }
                QVERIFY2(bits == first[at], where.c_str());
            }
    });
}

void TestKernels::momentsAreTheSameEverywhere()
{
    Matrix weights = hostileMatrix(301, 523);
    weights.topRows(40).array() += 1000.0F; // unlike the rest, and where the pivot is taken from
    std::vector<double> finite;
    std::uint64_t nans = 0;
    for (const float value : weights.reshaped<Eigen::RowMajor>()) {
        if (std::isfinite(value)) finite.push_back(static_cast<double>(value));
        nans += std::isnan(value) ? 1 : 0;
    }
    const NaiveMoments wanted = naiveMoments(finite);
    std::vector<std::uint64_t> first;
    everywhere([&](const std::string& where) {
        const Moments m = momentsOf(weights, JobContext());
        if (first.empty()) first = bitsOf(m);
        QVERIFY2(bitsOf(m) == first, where.c_str());
        QCOMPARE(m.count, std::uint64_t{finite.size()});
        QCOMPARE(m.nanCount, nans);
        QCOMPARE(m.infCount, static_cast<std::uint64_t>(weights.size()) - finite.size() - nans);
        QVERIFY(std::abs(m.sum - wanted.sum) <= 1e-12 * wanted.sumAbsolute);
        QVERIFY(std::abs(m.sumSquares - wanted.sumSquares) <= 1e-12 * wanted.sumSquares);
        QVERIFY(std::abs(m.variance() - wanted.variance) <= 1e-11 * wanted.variance);
        QVERIFY(std::abs(m.kurtosis() - wanted.kurtosis) <= 1e-10 * wanted.kurtosis);
    });
}

void TestKernels::countsAreTheSameEverywhere()
{
    const Matrix weights = hostileMatrix(257, 611);
    const Moments moments = momentsOf(weights, JobContext());
    const double sigma = moments.rms();
    Histogram wanted;
    wanted.counts.assign(distributionBins, 0);
    std::uint64_t beyond = 0;
    const double high = distributionOf(weights, moments, JobContext()).high;
    for (const float value : weights.reshaped<Eigen::RowMajor>()) {
        if (!std::isfinite(value)) continue;
        beyond += std::abs(static_cast<double>(value)) > 3.0 * sigma ? 1 : 0;
        const double at = std::floor(static_cast<double>(value) * (distributionBins / (2.0 * high * sigma)) +
                                     distributionBins / 2.0);
        if (at < 0.0)
            ++wanted.below;
        else if (at >= distributionBins)
            ++wanted.above;
        else
            ++wanted.counts[static_cast<std::size_t>(at)];
    }
    everywhere([&](const std::string& where) {
        const Histogram counted = distributionOf(weights, moments, JobContext());
        QVERIFY2(counted.counts == wanted.counts, where.c_str());
        QCOMPARE(counted.below, wanted.below);
        QCOMPARE(counted.above, wanted.above);
        QCOMPARE(countBeyond(weights, 3.0 * sigma, JobContext()), beyond);
    });
}

void TestKernels::energyIsTheSameEverywhere()
{
    Matrix weights = hostileMatrix(411, 409);
    weights.col(7).setConstant(0.5F); // ties at a cut
    std::vector<double> energies;
    for (const float value : weights.reshaped<Eigen::RowMajor>())
        if (std::isfinite(value)) energies.push_back(static_cast<double>(value) * static_cast<double>(value));
    std::sort(energies.begin(), energies.end(), std::greater<>());
    double total = 0.0;
    for (auto at = energies.rbegin(); at != energies.rend(); ++at)
        total += *at;
    const std::vector<double> fractions{1e-5, 0.001, 0.01, 0.03, 0.1, 0.2, 0.5, 0.9, 1.0};
    std::vector<std::uint64_t> first;
    everywhere([&](const std::string& where) {
        const EnergyProfile profile(weights, JobContext());
        QCOMPARE(profile.size(), std::uint64_t{energies.size()});
        std::vector<double> shares = profile.topShares(fractions); // many buckets at once
        for (std::size_t i = 0; i < fractions.size(); ++i) {
            QCOMPARE(profile.topShare(fractions[i]), shares[i]); // one at a time
            const auto count = static_cast<std::ptrdiff_t>(
                std::max(1.0, std::floor(fractions[i] * static_cast<double>(energies.size()) + 0.5)));
            double energy = 0.0;
            for (std::ptrdiff_t k = 0; k < count; ++k)
                energy += energies[static_cast<std::size_t>(k)];
            QVERIFY2(std::abs(shares[i] - energy / total) < 1e-12, where.c_str());
        }
        if (first.empty()) first = bitsOfAll(shares);
        QVERIFY2(bitsOfAll(shares) == first, where.c_str());
    });
}

void TestKernels::curveIsTheReference_data()
{
    QTest::addColumn<int>("columns");
    QTest::addColumn<int>("group");
    for (const int columns : {1, 31, 333, 4096 + 77})
        for (const int group : {-1, 0, 1, 32, 100, 128, 4096, 5000})
            QTest::addRow("%d columns, group %d", columns, group) << columns << group;
}

// All widths in one pass against design, encode and decode one width at a time.
void TestKernels::curveIsTheReference()
{
    QFETCH(int, columns);
    QFETCH(int, group);
    const Registries registries = builtinRegistries();
    const QuantizerEntry& entry = registries.quantizers.find("uniform");
    Matrix weights = drawMatrix(23, columns, 77, Source::Laplace);
    weights.row(5).setZero();
    weights.row(6).setConstant(1e-9F);
    const std::vector<double> widths{8, 2, 3, 4, 5, 6, 7};
    const Parameters parameters{{"group", std::int64_t{group}}};
    std::vector<RateDistortionPoint> reference;
    for (const double width : widths) {
        Parameters withBits = parameters;
        withBits.set("bits", bitsValue(width));
        reference.push_back(measurePoint(weights, *entry.make(resolveParameters(entry.parameters, withBits)), {64.0}, JobContext()));
    }
    std::vector<std::uint64_t> first;
    everywhere([&](const std::string& where) {
        const auto points = sweepBits(weights, entry, parameters, widths, {64.0}, JobContext());
        QCOMPARE(points.size(), widths.size());
        std::vector<double> errors;
        for (std::size_t i = 0; i < points.size(); ++i) {
            QCOMPARE(points[i].bits, widths[i]);
            QCOMPARE(points[i].payloadBits, reference[i].payloadBits);
            QCOMPARE(points[i].scaleBits, reference[i].scaleBits);
            QCOMPARE(points[i].basisBits, reference[i].basisBits);
            QVERIFY2(points[i].entropyBits == reference[i].entropyBits,
                     where.c_str()); // the very same symbols
            QCOMPARE(points[i].huffmanBits, reference[i].huffmanBits);
            QVERIFY2(std::abs(points[i].meanSquaredError - reference[i].meanSquaredError) <=
                         1e-7 * reference[i].meanSquaredError,
                     where.c_str());
            QVERIFY(std::abs(points[i].signalPower - reference[i].signalPower) <=
                    1e-12 * reference[i].signalPower);
            QVERIFY(std::abs(points[i].largestError - reference[i].largestError) <=
                    1e-7 * reference[i].largestError);
            errors.push_back(points[i].meanSquaredError);
        }
        if (first.empty()) first = bitsOfAll(errors);
        QVERIFY2(bitsOfAll(errors) == first, where.c_str());
    });
}

void TestKernels::curveRefusesWhatIsNotFinite()
{
    const Registries registries = builtinRegistries();
    const QuantizerEntry& entry = registries.quantizers.find("uniform");
    const std::vector<double> widths{2, 4, 8};
    for (const float bad : {notANumber, infinity, -infinity})
        for (const std::int64_t group : {-1, 0, 128})
            for (const Index at : {0, 17, 299}) {
                Matrix weights = drawMatrix(3, 100, 7);
                weights.data()[at] = bad;
                QVERIFY_EXCEPTION_THROWN(
                    static_cast<void>(
                        sweepBits(weights, entry, Parameters{{"group", group}}, widths, {0.0}, JobContext())),
                    InvalidRequest);
            }
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(sweepBits(drawMatrix(3, 100, 7), entry, Parameters{},
                                                         std::vector<double>{4, 9}, {0.0}, JobContext())),
                             InvalidRequest);
}

QTEST_APPLESS_MAIN(TestKernels)
#include "tst_kernels.moc"
