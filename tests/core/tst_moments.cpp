// SPDX-License-Identifier: GPL-3.0-or-later
// One-pass moments against two passes in long double; the same bits for any number of threads.
#include "core/base/parallel.h"
#include "core/numerics/moments.h"

#include "tests/support/naive.h"
#include "tests/support/reference_data.h"

#include <QtTest>

#include <bit>
#include <cmath>
#include <limits>
#include <stop_token>

using namespace alidade;
using namespace alidade::test;

namespace {

const double notANumber = std::numeric_limits<double>::quiet_NaN();
const double infinity = std::numeric_limits<double>::infinity();

Moments momentsOfValues(const std::vector<double>& values)
{
    return momentsOf(std::span<const double>(values));
}

std::vector<double> draws(Index count, double offset, Source source = Source::Gaussian)
{
    const Matrix drawn = drawMatrix(1, count, 11, source);
    std::vector<double> values(static_cast<std::size_t>(count));
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = offset + static_cast<double>(drawn.data()[i]);
    return values;
}

#define COMPARE_MOMENTS(measured, wanted, tolerance)                                                         \
    do {                                                                                                     \
        VERIFY_NEAR((measured).sum, (wanted).sum, (tolerance) * (wanted).sumAbsolute);                       \
        VERIFY_NEAR((measured).sumAbsolute, (wanted).sumAbsolute, (tolerance) * (wanted).sumAbsolute);       \
        VERIFY_NEAR((measured).sumSquares, (wanted).sumSquares, (tolerance) * (wanted).sumSquares);          \
        VERIFY_NEAR((measured).mean, (wanted).mean, (tolerance)*std::abs((wanted).mean) + 1e-14);            \
        const double conditioning = std::abs((wanted).mean) / std::sqrt((wanted).variance);                  \
        VERIFY_NEAR((measured).variance(), (wanted).variance,                                                \
                    ((tolerance) + 2e-13 * conditioning) * (wanted).variance);                               \
        VERIFY_NEAR((measured).kurtosis(), (wanted).kurtosis, 1e-6 * (wanted).kurtosis);                     \
    } while (false)

} // namespace

class TestMoments : public QObject {
    Q_OBJECT

private slots:
    void againstTwoPasses_data();
    void againstTwoPasses();
    void mergeInAnyCut();
    void thirdMomentMerges();
    void nonFiniteValuesAreCounted();
    void emptyAndSingle();
    void constantValues_data();
    void constantValues();
    void sameBitsForAnyTeam();
    void extremeMagnitudes();
    void cancels();
};

void TestMoments::againstTwoPasses_data()
{
    QTest::addColumn<double>("offset");
    QTest::addColumn<int>("source");
    QTest::addColumn<int>("count");
    for (const int count : {1000, 4096, 4097, 65537, 1'000'000}) {
        QTest::addRow("gaussian %d", count) << 0.0 << 0 << count;
        QTest::addRow("gaussian at 1e8, %d", count) << 1e8 << 0 << count;
    }
    QTest::newRow("laplace") << 0.0 << 1 << 300'000;
    QTest::newRow("uniform at -5") << -5.0 << 2 << 300'000;
}

void TestMoments::againstTwoPasses()
{
    QFETCH(double, offset);
    QFETCH(int, source);
    QFETCH(int, count);
    const std::vector<double> values = draws(count, offset, static_cast<Source>(source));
    COMPARE_MOMENTS(momentsOfValues(values), naiveMoments(values), 1e-12);
    Matrix single(1, count);
    for (Index i = 0; i < count; ++i)
        single.data()[i] = static_cast<float>(values[static_cast<std::size_t>(i)]);
    std::vector<double> rounded(single.data(), single.data() + count);
    if (offset < 1e7) COMPARE_MOMENTS(momentsOf(single, JobContext()), naiveMoments(rounded), 1e-12);
}

void TestMoments::mergeInAnyCut()
{
    const std::vector<double> values = draws(20'000, 1e8);
    const NaiveMoments wanted = naiveMoments(values);
    const std::span<const double> all(values);
    for (const std::size_t cut :
         {std::size_t{0}, std::size_t{1}, std::size_t{7}, std::size_t{9'999}, std::size_t{20'000}}) {
        const Moments both = merged(momentsOf(all.first(cut)), momentsOf(all.subspan(cut)));
        QCOMPARE(both.count, std::uint64_t{20'000});
        COMPARE_MOMENTS(both, wanted, 1e-12);
    }
    Moments oneByOne;
    for (std::size_t i = 0; i < values.size(); ++i)
        oneByOne = merged(oneByOne, momentsOf(all.subspan(i, 1)));
    COMPARE_MOMENTS(oneByOne, wanted, 1e-11);
}

void TestMoments::thirdMomentMerges()
{
    std::vector<double> values = draws(10'000, 0.0);
    for (double& value : values)
        value = std::exp(value); // skewed
    const NaiveMoments wanted = naiveMoments(values);
    const std::span<const double> all(values);
    const Moments both = merged(momentsOf(all.first(1234)), momentsOf(all.subspan(1234)));
    VERIFY_NEAR(both.m3, wanted.m3, 1e-10 * std::abs(wanted.m3));
    VERIFY_NEAR(momentsOf(all).m3, wanted.m3, 1e-10 * std::abs(wanted.m3));
}

void TestMoments::nonFiniteValuesAreCounted()
{
    std::vector<double> values = draws(9'000, 2.0);
    const NaiveMoments wanted = naiveMoments(values);
    for (const std::size_t at : {std::size_t{0}, std::size_t{4'100}, std::size_t{9'000}})
        values.insert(values.begin() + static_cast<std::ptrdiff_t>(at),
                      {notANumber, infinity, -infinity, notANumber});
    const Moments measured = momentsOfValues(values);
    QCOMPARE(measured.count, std::uint64_t{9'000});
    QCOMPARE(measured.nanCount, std::uint64_t{6});
    QCOMPARE(measured.infCount, std::uint64_t{6});
    COMPARE_MOMENTS(measured, wanted, 1e-12);
    const Moments none = momentsOfValues({notANumber, infinity, -infinity});
    QVERIFY(none.empty());
    QCOMPARE(none.nanCount + none.infCount, std::uint64_t{3});
    QCOMPARE(none.sum, 0.0);
    QVERIFY(std::isnan(none.variance()) && std::isnan(none.kurtosis()));
}

void TestMoments::emptyAndSingle()
{
    const Moments none = momentsOfValues({});
    QVERIFY(none.empty());
    QCOMPARE(none.rms(), 0.0);
    QCOMPARE(none.largestMagnitude(), 0.0);
    QVERIFY(std::isnan(none.variance()) && std::isnan(none.kurtosis()));
    QVERIFY(merged(none, none).empty());
    const Moments one = momentsOfValues({-3.5});
    QCOMPARE(one.mean, -3.5);
    QCOMPARE(one.variance(), 0.0);
    QVERIFY(std::isnan(one.kurtosis()));
    QCOMPARE(one.largestMagnitude(), 3.5);
    QCOMPARE(one.minimum, -3.5);
    QCOMPARE(one.maximum, -3.5);
    QCOMPARE(momentsOf(Matrix(0, 5), JobContext()).count, std::uint64_t{0});
}

void TestMoments::constantValues_data()
{
    QTest::addColumn<float>("value");
    QTest::addColumn<int>("count");
    for (const float value : {0.0F, 0.1F, -1e-30F, 3e38F, 1.0F / 3.0F})
        for (const int count : {1, 2, 4095, 4097, 200'001})
            QTest::addRow("%g x %d", static_cast<double>(value), count) << value << count;
}

// One value throughout has exactly no spread, however its sum rounds.
void TestMoments::constantValues()
{
    QFETCH(float, value);
    QFETCH(int, count);
    const Matrix weights = Matrix::Constant(1, count, value);
    const Moments measured = momentsOf(weights, JobContext());
    QCOMPARE(measured.mean, static_cast<double>(value));
    QCOMPARE(measured.variance(), 0.0);
    QVERIFY(std::isnan(measured.kurtosis()));
    QCOMPARE(measured.minimum, measured.maximum);
}

void TestMoments::sameBitsForAnyTeam()
{
    const Matrix weights = drawMatrix(700, 701, 3, Source::Laplace);
    const auto bitsOf = [&](int threads) {
        setWorkerThreads(threads);
        const Moments m = momentsOf(weights, JobContext());
        std::vector<std::uint64_t> bits;
        for (const double value : {m.sum, m.sumAbsolute, m.sumSquares, m.sumFourth, m.mean, m.m2, m.m3, m.m4})
            bits.push_back(std::bit_cast<std::uint64_t>(value));
        return bits;
    };
    const auto one = bitsOf(1);
    for (const int threads : {2, 3, 5})
        QVERIFY(bitsOf(threads) == one);
    setWorkerThreads(0);
}

void TestMoments::extremeMagnitudes()
{
    for (const float scale : {1e-38F, 1e-20F, 1e20F, 1e38F}) {
        Matrix weights = drawMatrix(50, 50, 8, Source::Uniform);
        weights *= scale;
        const std::vector<double> values(weights.data(), weights.data() + weights.size());
        COMPARE_MOMENTS(momentsOf(weights, JobContext()), naiveMoments(values), 1e-12);
    }
}

void TestMoments::cancels()
{
    std::stop_source stop;
    stop.request_stop();
    const Matrix weights = drawMatrix(300, 300, 1);
    QVERIFY_EXCEPTION_THROWN(
        static_cast<void>(momentsOf(weights, JobContext(stop.get_token(), nullptr, nullptr))),
        std::exception);
}

QTEST_APPLESS_MAIN(TestMoments)
#include "tst_moments.moc"
