// SPDX-License-Identifier: GPL-3.0-or-later
// The random stream is part of the file format (a rotation is stored as its seed): it must never change, and
// it must be random.
#include "core/base/random.h"

#include <QtTest>

#include "tests/support/reference_data.h"

#include <array>
#include <bit>
#include <cmath>

using namespace alidade;

namespace {

/// xoshiro256** once more, from its authors' description.
struct Xoshiro {
    std::array<std::uint64_t, 4> s;

    std::uint64_t next()
    {
        const std::uint64_t result = std::rotl(s[1] * 5, 7) * 9;
        const std::uint64_t shifted = s[1] << 17;
        s[2] = s[2] ^ s[0];
        s[3] = s[3] ^ s[1];
        s[1] = s[1] ^ s[2];
        s[0] = s[0] ^ s[3];
        s[2] = s[2] ^ shifted;
        s[3] = std::rotl(s[3], 45);
        return result;
    }
};

} // namespace

class TestRandom : public QObject {
    Q_OBJECT

private slots:
    void splitMixVectors();
    void xoshiroVectors();
    void streamIsTheDocumentedOne();
    void streamsDiffer();
    void uniformMoments();
    void belowIsUniform();
    void normalMoments();
    void bitsAreBalanced();
};

// Published outputs for the seeds 0 and 1234567.
void TestRandom::splitMixVectors()
{
    std::uint64_t state = 0;
    for (const std::uint64_t wanted :
         {0xE220A8397B1DCDAFu, 0x6E789E6AA1B965F4u, 0x06C45D188009454Fu, 0xF88BB8A8724C81ECu})
        QCOMPARE(splitMix64(state), wanted);
    state = 1234567;
    for (const std::uint64_t wanted : {6457827717110365317u, 3203168211198807973u, 9817491932198370423u,
                                       4593380528125082431u, 16408922859458223821u})
        QCOMPARE(splitMix64(state), wanted);
}

// Published outputs for the state 1, 2, 3, 4: they check the implementation above, which then checks the
// program's.
void TestRandom::xoshiroVectors()
{
    Xoshiro reference{{1, 2, 3, 4}};
    for (const std::uint64_t wanted : {std::uint64_t{11520}, std::uint64_t{0}, std::uint64_t{1509978240},
                                       std::uint64_t{1215971899390074240}, std::uint64_t{1216172134540287360},
                                       std::uint64_t{607988272756665600}})
        QCOMPARE(reference.next(), wanted);
}

void TestRandom::streamIsTheDocumentedOne()
{
    for (const std::uint64_t seed : {std::uint64_t{0}, std::uint64_t{42}, ~std::uint64_t{0}})
        for (const std::uint64_t stream : {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{7}}) {
            std::uint64_t state = seed;
            std::uint64_t mixed = splitMix64(state) ^ (stream * 0xD1342543DE82EF95u);
            Xoshiro reference{};
            for (std::uint64_t& word : reference.s)
                word = splitMix64(mixed);
            Random random(seed, stream);
            for (int i = 0; i < 1000; ++i)
                QCOMPARE(random.bits(), reference.next());
        }
}

void TestRandom::streamsDiffer()
{
    const auto first = [](std::uint64_t seed, std::uint64_t stream) { return Random(seed, stream).bits(); };
    QCOMPARE(first(1, 2), first(1, 2));
    QVERIFY(first(1, 2) != first(2, 1));
    QVERIFY(first(1, 0) != first(1, 1));
    QVERIFY(first(0, 0) != first(1, 0));
}

void TestRandom::uniformMoments()
{
    Random random(3);
    constexpr int n = 1'000'000;
    double sum = 0.0;
    double squares = 0.0;
    double lag = 0.0;
    double before = 0.5;
    for (int i = 0; i < n; ++i) {
        const double u = random.uniform();
        QVERIFY(u >= 0.0 && u < 1.0);
        sum += u;
        squares += u * u;
        lag += (u - 0.5) * (before - 0.5);
        before = u;
    }
    const double root = std::sqrt(static_cast<double>(n));
    VERIFY_NEAR(sum / n, 0.5, 4 * std::sqrt(1.0 / 12) / root);
    VERIFY_NEAR(squares / n, 1.0 / 3, 4 * std::sqrt(1.0 / 5 - 1.0 / 9) / root);
    VERIFY_NEAR(lag / n, 0.0, 4 * (1.0 / 12) / root);
}

void TestRandom::belowIsUniform()
{
    Random random(4);
    std::array<int, 7> counts{};
    constexpr int n = 700'000;
    for (int i = 0; i < n; ++i)
        ++counts[random.below(counts.size())];
    double chiSquare = 0.0;
    for (const int count : counts)
        chiSquare += std::pow(count - n / 7.0, 2) / (n / 7.0);
    QVERIFY2(chiSquare < 27.9, qPrintable(QString::number(chiSquare))); // 6 degrees of freedom, p = 1e-4
    for (int i = 0; i < 100; ++i)
        QCOMPARE(random.below(1), std::uint64_t{0});
    for (int i = 0; i < 100; ++i)
        QVERIFY(random.below((std::uint64_t{1} << 63) + 1) <= (std::uint64_t{1} << 63));
}

void TestRandom::normalMoments()
{
    Random random(5);
    constexpr int n = 1'000'000;
    std::array<double, 5> powers{};
    int beyond = 0;
    for (int i = 0; i < n; ++i) {
        const double x = random.normal();
        double power = 1.0;
        for (double& sum : powers)
            sum += (power *= x) / n;
        if (std::abs(x) > 3.0) ++beyond;
    }
    const double root = std::sqrt(static_cast<double>(n));
    VERIFY_NEAR(powers[0], 0.0, 4 * 1.0 / root);
    VERIFY_NEAR(powers[1], 1.0, 4 * std::sqrt(2.0) / root);
    VERIFY_NEAR(powers[2], 0.0, 4 * std::sqrt(15.0) / root);
    VERIFY_NEAR(powers[3], 3.0, 4 * std::sqrt(96.0) / root);
    VERIFY_NEAR(beyond / static_cast<double>(n), 0.0026998, 4 * std::sqrt(0.0027) / root);
}

// The signs of the Hadamard transform are the highest bits.
void TestRandom::bitsAreBalanced()
{
    Random random(6);
    std::array<int, 64> ones{};
    constexpr int n = 100'000;
    for (int i = 0; i < n; ++i) {
        const std::uint64_t bits = random.bits();
        for (std::size_t bit = 0; bit < ones.size(); ++bit)
            ones[bit] += static_cast<int>((bits >> bit) & 1u);
    }
    for (const int count : ones)
        VERIFY_NEAR(count / static_cast<double>(n), 0.5, 5 * 0.5 / std::sqrt(n));
}

QTEST_APPLESS_MAIN(TestRandom)
#include "tst_random.moc"
