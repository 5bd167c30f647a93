// SPDX-License-Identifier: GPL-3.0-or-later
// The loops of rANS on every instruction set that this machine can run: the words and states of a textbook's coder.
#include "core/base/random.h"
#include "core/kernels/rans.h"
#include "core/kernels/targets.h"

#include <QtTest>

#include <numeric>

using namespace alidade;

namespace {

using Counts = std::vector<std::uint64_t>;

/// The coder as the textbook has it: groups from the last to the first, one lane after another, words
/// appended.
std::vector<std::uint16_t> textbook(const Counts& frequencies, const std::vector<std::int16_t>& symbols,
                                    std::vector<std::uint32_t>& states)
{
    std::vector<std::uint64_t> first(frequencies.size(), 0);
    std::partial_sum(frequencies.begin(), frequencies.end() - 1, first.begin() + 1);
    std::vector<std::uint16_t> words;
    states.assign(states.size(), 65536);
    const std::size_t lanes = states.size();
    for (std::size_t group = (symbols.size() + lanes - 1) / lanes; group-- > 0;)
        for (std::size_t i = group * lanes; i < std::min(symbols.size(), (group + 1) * lanes); ++i) {
            const auto symbol = static_cast<std::size_t>(symbols[i]);
            std::uint64_t x = states[i % lanes];
            if (x >= frequencies[symbol] << 20) {
                words.push_back(static_cast<std::uint16_t>(x & 0xFFFF));
                x >>= 16;
            }
            x = x / frequencies[symbol] * 4096 + first[symbol] + x % frequencies[symbol];
            states[i % lanes] = static_cast<std::uint32_t>(x);
        }
    return words;
}

} // namespace

class TestRansLoops : public QObject {
    Q_OBJECT

private slots:
    void cleanup() { kernels::chooseTarget(""); }
    void loopsAreTheTextbooks_data();
    void loopsAreTheTextbooks();
    void divisionIsExact();
};

void TestRansLoops::loopsAreTheTextbooks_data()
{
    QTest::addColumn<int>("lanes");
    for (const int lanes : {1, 2, 4, 8, 16, 32, 64, 128})
        QTest::addRow("%d lanes", lanes) << lanes;
}

// Words, states and symbols on every instruction set, for lengths that fill no group.
void TestRansLoops::loopsAreTheTextbooks()
{
    QFETCH(int, lanes);
    const Counts frequencies{1, 1500, 4, 2047, 2, 541, 1};
    kernels::RansEncodeTable encode;
    kernels::RansDecodeTable decode;
    encode.last = static_cast<std::uint16_t>(frequencies.size() - 1);
    std::uint32_t first = 0;
    for (std::size_t i = 0; i < frequencies.size(); ++i) {
        encode.set(i, static_cast<std::uint32_t>(frequencies[i]), first);
        decode.set(i, static_cast<std::uint32_t>(frequencies[i]), first);
        first += static_cast<std::uint32_t>(frequencies[i]);
    }
    QCOMPARE(first, 4096U);
    Random random(4);
    for (const std::size_t length : {0, 1, 15, 16, 17, 127, 128, 129, 1000, 1024, 5555}) {
        std::vector<std::int16_t> symbols(length);
        for (std::int16_t& symbol : symbols)
            symbol = static_cast<std::int16_t>(random.below(frequencies.size()));
        std::vector<std::uint32_t> states(static_cast<std::size_t>(lanes));
        const std::vector<std::uint16_t> wanted = textbook(frequencies, symbols, states);
        for (const std::string& target : kernels::usableTargets()) {
            kernels::chooseTarget(target);
            std::vector<std::uint32_t> mine(states.size());
            std::vector<std::uint16_t> words(length + 2 * kernels::ransMargin);
            const std::size_t written =
                kernels::ransEncode(encode, symbols, mine, words.data() + kernels::ransMargin);
            QVERIFY(mine == states);
            const auto coded = std::span<const std::uint16_t>(words).subspan(kernels::ransMargin, written);
            QVERIFY(std::equal(coded.begin(), coded.end(), wanted.begin(), wanted.end()));
            std::vector<std::int16_t> back(length);
            QCOMPARE(kernels::ransDecode(decode, back, mine, coded), std::ptrdiff_t{0});
            QVERIFY(back == symbols);
            QVERIFY(mine == std::vector<std::uint32_t>(states.size(), kernels::ransLowest));
            if (written == 0) continue;
            mine = states;
            QVERIFY(kernels::ransDecode(decode, back, mine, coded.subspan(1)) < 0);
        }
    }
}

// Every frequency with many states: the quotient of the vectors is that of integers.
void TestRansLoops::divisionIsExact()
{
    Random random(8);
    for (std::uint32_t frequency = 1; frequency < 4096; ++frequency) {
        const Counts frequencies{frequency, 4096 - frequency};
        kernels::RansEncodeTable encode;
        encode.last = 1;
        encode.set(0, frequency, 0);
        encode.set(1, 4096 - frequency, frequency);
        std::vector<std::int16_t> symbols(16 * 12);
        for (std::int16_t& symbol : symbols)
            symbol = static_cast<std::int16_t>(random.below(4) == 0 ? 1 : 0);
        std::vector<std::uint32_t> states(16);
        const std::vector<std::uint16_t> wanted = textbook(frequencies, symbols, states);
        for (const std::string& target : kernels::usableTargets()) {
            kernels::chooseTarget(target);
            std::vector<std::uint32_t> mine(states.size());
            std::vector<std::uint16_t> words(symbols.size() + kernels::ransMargin);
            words.resize(kernels::ransEncode(encode, symbols, mine, words.data()));
            QVERIFY(mine == states && words == wanted);
        }
    }
}

QTEST_APPLESS_MAIN(TestRansLoops)
#include "tst_rans_loops.moc"
