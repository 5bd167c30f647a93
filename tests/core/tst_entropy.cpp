// SPDX-License-Identifier: GPL-3.0-or-later
// Entropy of counts and Huffman code lengths: known cases, optimality, Kraft's equality.
#include "core/entropy/histogram_entropy.h"
#include "core/entropy/huffman.h"

#include "tests/support/reference_data.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>

using namespace alidade;
using namespace alidade::test;

using Counts = std::vector<std::uint64_t>;

namespace {

/// Cost of the best prefix code by trying every full binary tree over the sorted counts (few symbols only).
std::uint64_t bestCost(Counts counts)
{
    std::erase(counts, std::uint64_t{0});
    if (counts.size() < 2) return counts.empty() ? 0 : counts.front();
    // Merging any pair gives some tree; the best over all pairs at every step is the optimum.
    std::uint64_t best = std::numeric_limits<std::uint64_t>::max();
    if (counts.size() == 2) return counts[0] + counts[1];
    for (std::size_t i = 0; i < counts.size(); ++i)
        for (std::size_t j = i + 1; j < counts.size(); ++j) {
            Counts rest = counts;
            rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(j));
            rest[i] += counts[j];
            best = std::min(best, counts[i] + counts[j] + bestCost(std::move(rest)));
        }
    return best;
}

double kraftSum(const std::vector<int>& lengths)
{
    double sum = 0.0;
    for (const int length : lengths)
        if (length > 0) sum += std::pow(2.0, -length);
    return sum;
}

Counts randomCounts(std::mt19937& generator, std::size_t size)
{
    Counts counts(size);
    for (std::uint64_t& count : counts) count = generator() % 5 == 0 ? 0 : generator() >> (generator() % 30);
    return counts;
}

} // namespace

class TestEntropy : public QObject {
    Q_OBJECT

private slots:
    void knownEntropies_data();
    void knownEntropies();
    void dyadicLengths();
    void degenerate();
    void codesAreOptimal();
    void codesAreFull();
    void extremeCounts();
    void longestCode();
    void reproducible();
};

void TestEntropy::knownEntropies_data()
{
    QTest::addColumn<QList<qulonglong>>("counts");
    QTest::addColumn<double>("bits");
    QTest::newRow("no symbols") << QList<qulonglong>{} << 0.0;
    QTest::newRow("no occurrence") << QList<qulonglong>{0, 0, 0} << 0.0;
    QTest::newRow("one symbol") << QList<qulonglong>{0, 12345, 0} << 0.0;
    QTest::newRow("fair coin") << QList<qulonglong>{7, 7} << 1.0;
    QTest::newRow("uniform over 256") << QList<qulonglong>(256, 3) << 8.0;
    QTest::newRow("uniform over 3") << QList<qulonglong>{5, 0, 5, 5} << std::log2(3.0);
    QTest::newRow("dyadic") << QList<qulonglong>{8, 4, 2, 1, 1} << 1.875;
    QTest::newRow("quarter") << QList<qulonglong>{1, 3} << 0.25 * 2.0 + 0.75 * std::log2(4.0 / 3.0);
    QTest::newRow("beyond 2^53") << QList<qulonglong>{1ull << 60, 1ull << 60, 1ull << 61} << 1.5;
}

void TestEntropy::knownEntropies()
{
    QFETCH(QList<qulonglong>, counts);
    QFETCH(double, bits);
    const double measured = histogramEntropy(Counts(counts.begin(), counts.end()));
    VERIFY_NEAR(measured, bits, 1e-13 * std::max(1.0, bits));
    QVERIFY(!std::signbit(measured));
}

void TestEntropy::dyadicLengths()
{
    const std::vector<int> wanted{1, 2, 3, 4, 0, 4};
    QCOMPARE(huffmanLengths(Counts{8, 4, 2, 1, 0, 1}), wanted);
    QCOMPARE(huffmanPayloadBits(Counts{8, 4, 2, 1, 0, 1}), std::uint64_t{30}); // 16 times the entropy
    QCOMPARE(huffmanLengths(Counts(256, 9)), std::vector<int>(256, 8));
}

void TestEntropy::degenerate()
{
    QVERIFY(huffmanLengths({}).empty());
    QCOMPARE(huffmanLengths(Counts{0, 0}), (std::vector<int>{0, 0}));
    QCOMPARE(huffmanPayloadBits(Counts{0, 0}), std::uint64_t{0});
    QCOMPARE(huffmanLengths(Counts{0, 5}), (std::vector<int>{0, 1}));
    QCOMPARE(huffmanPayloadBits(Counts{0, 5}), std::uint64_t{5});
    QCOMPARE(huffmanLengths(Counts{1, 1000000}), (std::vector<int>{1, 1}));
}

void TestEntropy::codesAreOptimal()
{
    std::mt19937 generator(2);
    for (int round = 0; round < 300; ++round) {
        Counts counts(2 + generator() % 5);
        for (std::uint64_t& count : counts) count = generator() % 40;
        QCOMPARE(huffmanPayloadBits(counts), bestCost(counts));
    }
}

// H <= L < H + 1 and a full tree: sum 2^-l = 1.
void TestEntropy::codesAreFull()
{
    std::mt19937 generator(3);
    for (int round = 0; round < 400; ++round) {
        const Counts counts = randomCounts(generator, 2 + generator() % 300);
        const auto used = std::count_if(counts.begin(), counts.end(), [](std::uint64_t count) { return count > 0; });
        if (used < 2) continue;
        const std::vector<int> lengths = huffmanLengths(counts);
        QCOMPARE(kraftSum(lengths), 1.0);
        const auto total = static_cast<double>(std::accumulate(counts.begin(), counts.end(), std::uint64_t{0}));
        const double mean = static_cast<double>(huffmanPayloadBits(counts)) / total;
        const double entropy = histogramEntropy(counts);
        QVERIFY(mean >= entropy - 1e-12 && mean < entropy + 1.0);
        for (std::size_t i = 0; i < counts.size(); ++i) QCOMPARE(lengths[i] > 0, counts[i] > 0);
        for (std::size_t i = 1; i < counts.size(); ++i)
            if (counts[i] > counts[0] && counts[0] > 0) QVERIFY(lengths[i] <= lengths[0]);
    }
}

void TestEntropy::extremeCounts()
{
    const Counts counts{std::uint64_t{1} << 40, 1, std::uint64_t{1} << 20, 3};
    QCOMPARE(huffmanLengths(counts), (std::vector<int>{1, 3, 2, 3}));
    const Counts fibonacci{1, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144};
    QCOMPARE(huffmanLengths(fibonacci).front(), 11); // the deepest tree there is
    QCOMPARE(kraftSum(huffmanLengths(fibonacci)), 1.0);
}

void TestEntropy::longestCode()
{
    Counts fibonacci{1, 1};
    while (fibonacci.size() < 80) fibonacci.push_back(fibonacci[fibonacci.size() - 1] + fibonacci[fibonacci.size() - 2]);
    const std::vector<int> lengths = huffmanLengths(fibonacci);
    QCOMPARE(*std::max_element(lengths.begin(), lengths.end()), 79); // longer than a machine word
    QCOMPARE(lengths.back(), 1);
}

void TestEntropy::reproducible()
{
    const Counts ties(37, 4);
    const std::vector<int> lengths = huffmanLengths(ties);
    QCOMPARE(huffmanLengths(ties), lengths);
    QCOMPARE(std::count(lengths.begin(), lengths.end(), 5), std::ptrdiff_t{27});
    QCOMPARE(std::count(lengths.begin(), lengths.end(), 6), std::ptrdiff_t{10});
}

QTEST_APPLESS_MAIN(TestEntropy)
#include "tst_entropy.moc"
