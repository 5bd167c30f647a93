// SPDX-License-Identifier: GPL-3.0-or-later
// What entropy coders cost against the entropy of the symbols.
// science.md 3.5; test T20.
#include "core/base/random.h"
#include "core/engine/analysis_session.h"
#include "core/entropy/frequency_table.h"
#include "core/entropy/histogram_entropy.h"
#include "core/entropy/huffman.h"
#include "core/entropy/prefix_code.h"
#include "core/entropy/rans_model.h"
#include "core/registry/registries.h"

#include "tests/support/reference_data.h"

#include <QtTest>

#include <cmath>

using namespace alidade;
using namespace alidade::test;

namespace {

using Counts = std::vector<std::uint64_t>;
enum class Source { Gaussian, Laplace };

double draw(Random& random, Source source)
{
    if (source == Source::Gaussian) return random.normal();
    const double u = random.uniform() - 0.5;
    return (u < 0.0 ? 1.0 : -1.0) * std::log(1.0 - 2.0 * std::abs(u)) / std::sqrt(2.0);
}

Symbols asSymbols(std::vector<std::int16_t> values, std::int64_t columns = 0, std::int64_t period = 1)
{
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    const std::int32_t lowest = *low;
    const std::int32_t alphabet = *high - *low + 1;
    return {std::move(values), lowest, alphabet, columns, period};
}

/// Values rounded to steps.
Symbols rounded(const std::vector<double>& values, double step, std::int64_t columns = 0)
{
    std::vector<std::int16_t> symbols;
    for (const double value : values)
        symbols.push_back(static_cast<std::int16_t>(std::lround(value / step)));
    return asSymbols(std::move(symbols), columns);
}

double entropyOf(const Symbols& symbols) { return histogramEntropy(countSymbols(symbols.values).counts); }

/// Symbols of unit-variance values, rounded to the step that gives this entropy.
Symbols symbolsAtRate(Source source, double rate, std::size_t count)
{
    Random random(77, source == Source::Gaussian ? 0 : 1);
    std::vector<double> values(count);
    for (double& value : values)
        value = draw(random, source);
    const std::vector<double> some(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(count / 8));
    double low = 1e-3;
    double high = 8.0;
    for (int i = 0; i < 30; ++i) {
        const double middle = std::sqrt(low * high);
        (entropyOf(rounded(some, middle)) > rate ? low : high) = middle;
    }
    return rounded(values, low);
}

} // namespace

class TestEntropyCoders : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void counts();
    void frequencies();
    void wordsOfLimitedLength();
    void overheadIsSmall_data();
    void overheadIsSmall();
    void huffmanCostsWholeBits_data();
    void huffmanCostsWholeBits();
    void shortStreamsPayNoStates();
    void wideAlphabets();
    void contextsPay();
    void positionsPay();
    void contextsNeverCostMuch();
    void realWeights();

private:
    [[nodiscard]] std::vector<std::byte> encoded(const std::string& id, const Symbols& symbols,
                                                 const Parameters& parameters = {}) const
    {
        const EntropyCoderEntry& entry = m_registries.entropyCoders.find(id);
        const auto coder = entry.make(resolveParameters(entry.parameters, parameters));
        std::vector<std::byte> bytes = coder->encode(symbols, JobContext());
        if (coder->decode(bytes, symbols.values.size(), JobContext()) != symbols)
            throw InvalidRequest("the symbols did not come back");
        return bytes;
    }
    [[nodiscard]] double bitsOf(const std::string& id, const Symbols& symbols,
                                const Parameters& parameters = {}) const
    {
        return 8.0 * static_cast<double>(encoded(id, symbols, parameters).size());
    }

    Registries m_registries;
};

void TestEntropyCoders::initTestCase() { m_registries = builtinRegistries(); }

// One at a time and in pairs, for every rest.
void TestEntropyCoders::counts()
{
    Random random(14);
    for (const int range : {1, 2, 63, 64, 65, 300})
        for (const std::size_t length : {1, 6, 16383, 16384, 16385, 16386, 16387, 40001}) {
            std::vector<std::int16_t> symbols(length);
            for (std::int16_t& symbol : symbols)
                symbol = static_cast<std::int16_t>(
                    static_cast<int>(random.below(static_cast<std::uint64_t>(range))) - 70);
            const SymbolCounts counted = countSymbols(symbols);
            QCOMPARE(counted.total, static_cast<std::uint64_t>(length));
            for (std::size_t i = 0; i < counted.counts.size(); ++i) {
                const auto symbol = static_cast<std::int16_t>(counted.lowest + static_cast<std::int32_t>(i));
                QCOMPARE(counted.counts[i],
                         static_cast<std::uint64_t>(std::count(symbols.begin(), symbols.end(), symbol)));
            }
            QVERIFY(counted.counts.front() > 0 && counted.counts.back() > 0);
        }
}

void TestEntropyCoders::frequencies()
{
    Random random(6);
    for (int round = 0; round < 300; ++round) {
        Counts counts(2 + random.below(300));
        for (std::uint64_t& count : counts)
            count = random.below(4) == 0 ? 0 : random.bits() >> (24 + random.below(40));
        counts.front() = 1;
        counts.back() = 1;
        FrequencyTable table;
        table.precision = static_cast<int>(12 + random.below(5));
        table.lowest = -5;
        table.frequencies = normalizedFrequencies(counts, table.precision);
        std::uint32_t sum = 0;
        for (std::size_t i = 0; i < counts.size(); ++i) {
            QCOMPARE(table.frequencies[i] > 0, counts[i] > 0);
            sum += table.frequencies[i];
        }
        QCOMPARE(sum, std::uint32_t{1} << table.precision);
        table.escape = table.frequencies.back();
        table.frequencies.pop_back();
        while (table.frequencies.back() == 0)
            table.frequencies.pop_back();
        CodedWriter to;
        writeTable(to, table);
        const std::vector<std::byte> bytes = to.take();
        QCOMPARE(bytes.size(), tableBytes(table));
        CodedReader from(bytes);
        QVERIFY(readTable(from, table.precision) == table);
        from.requireEnd();
    }
    // In proportion where that is possible; what no one can have exactly goes to the larger.
    QVERIFY(normalizedFrequencies(Counts{1, 2, 1}, 12) == (std::vector<std::uint32_t>{1024, 2048, 1024}));
    QVERIFY(normalizedFrequencies(Counts{1, 1, 1}, 12) == (std::vector<std::uint32_t>{1366, 1365, 1365}));
    QVERIFY(normalizedFrequencies(Counts{1, 1000000, 0, 1}, 12) ==
            (std::vector<std::uint32_t>{1, 4094, 0, 1}));
}

void TestEntropyCoders::wordsOfLimitedLength()
{
    Counts fibonacci{1, 1};
    while (fibonacci.size() < 60)
        fibonacci.push_back(fibonacci[fibonacci.size() - 1] + fibonacci[fibonacci.size() - 2]);
    const PrefixCode code = PrefixCode::forCounts(fibonacci);
    double kraft = 0.0;
    for (const std::uint8_t length : code.lengths()) {
        QVERIFY(length >= 1 && length <= PrefixCode::longest);
        kraft += std::ldexp(1.0, -length);
    }
    QCOMPARE(kraft, 1.0);
    CodedWriter to;
    code.write(to);
    const std::vector<std::byte> bytes = to.take();
    CodedReader from(bytes);
    QVERIFY(PrefixCode::read(from).lengths() == code.lengths());
}

void TestEntropyCoders::overheadIsSmall_data()
{
    QTest::addColumn<bool>("laplace");
    QTest::addColumn<int>("rate");
    for (const bool laplace : {false, true})
        for (int rate = 1; rate <= 6; ++rate)
            QTest::addRow("%s %d", laplace ? "Laplace" : "Gaussian", rate) << laplace << rate;
}

// T20: a thousandth of the entropy beside header and tables, which take two bytes per symbol of the alphabet
// at most.
void TestEntropyCoders::overheadIsSmall()
{
    QFETCH(bool, laplace);
    QFETCH(int, rate);
    const Symbols symbols =
        symbolsAtRate(laplace ? Source::Laplace : Source::Gaussian, rate, std::size_t{1} << 19);
    const double ideal = entropyOf(symbols) * static_cast<double>(symbols.values.size());
    const double bits = bitsOf("rans", symbols);
    const double tables = 8.0 * (40.0 + 2.0 * static_cast<double>(symbols.alphabet));
    qInfo("alphabet %d: %.4f bits, %+.3f %%, %+.5f bits per symbol", symbols.alphabet,
          ideal / static_cast<double>(symbols.values.size()), 100.0 * (bits / ideal - 1.0),
          (bits - ideal) / static_cast<double>(symbols.values.size()));
    QVERIFY(bits >= ideal);
    QVERIFY(bits <= 1.001 * ideal + tables);
}

void TestEntropyCoders::huffmanCostsWholeBits_data()
{
    QTest::addColumn<bool>("laplace");
    QTest::addColumn<double>("rate");
    QTest::addColumn<double>("redundancy"); // bits per symbol, science.md 3.5
    QTest::addRow("Gaussian 2") << false << 2.0 << 0.105;
    QTest::addRow("Gaussian 3") << false << 3.0 << 0.066;
    QTest::addRow("Gaussian 4") << false << 4.0 << 0.042;
    QTest::addRow("Laplace 5.9") << true << 5.9 << 0.031;
}

void TestEntropyCoders::huffmanCostsWholeBits()
{
    QFETCH(bool, laplace);
    QFETCH(double, rate);
    QFETCH(double, redundancy);
    const Symbols symbols =
        symbolsAtRate(laplace ? Source::Laplace : Source::Gaussian, rate, std::size_t{1} << 18);
    const auto count = static_cast<double>(symbols.values.size());
    const double bits = bitsOf("huffman", symbols);
    const double payload = static_cast<double>(huffmanPayloadBits(countSymbols(symbols.values).counts));
    QVERIFY(bits >= payload);
    QVERIFY(bits <= payload + 8.0 * (16.0 + static_cast<double>(symbols.alphabet)));
    qInfo("redundancy %.4f", payload / count - entropyOf(symbols));
    QVERIFY(payload / count - entropyOf(symbols) < redundancy + 0.03);
    QVERIFY(bitsOf("rans", symbols) < bits);
    QVERIFY(bits < bitsOf("fixed", symbols));
}

// 128 states would be 512 bytes.
void TestEntropyCoders::shortStreamsPayNoStates()
{
    for (const std::size_t count : {100, 1000, 4096}) {
        const Symbols symbols = symbolsAtRate(Source::Gaussian, 3.0, count);
        const double ideal = entropyOf(symbols) * static_cast<double>(count);
        QVERIFY(bitsOf("rans", symbols) <= ideal * 1.001 + 8.0 * (24.0 + 2.0 * symbols.alphabet));
    }
    const Symbols few{{3, 1, 4, 1, 5, 9, 2, 6}, 0, 10, 0, 1};
    QVERIFY(encoded("rans", few).size() <= 16);
}

void TestEntropyCoders::wideAlphabets()
{
    for (const double rate : {8.0, 10.0, 12.0}) {
        const Symbols symbols = symbolsAtRate(Source::Laplace, rate, std::size_t{1} << 19);
        const double ideal = entropyOf(symbols) * static_cast<double>(symbols.values.size());
        const double bits = bitsOf("rans", symbols);
        const auto counts = countSymbols(symbols.values).counts;
        const auto kinds = std::count_if(counts.begin(), counts.end(), [](auto count) { return count > 0; });
        qInfo("%td kinds: %+.3f %%", kinds, 100.0 * (bits / ideal - 1.0));
        QVERIFY(bits <= ideal * 1.002 + 16.0 * static_cast<double>(kinds));
    }
    Random random(9);
    std::vector<std::int16_t> uniform(300000);
    for (std::int16_t& value : uniform)
        value = static_cast<std::int16_t>(static_cast<int>(random.below(65536)) - 32768);
    const Symbols symbols = asSymbols(std::move(uniform));
    QVERIFY(bitsOf("rans", symbols) <= 16.0 * static_cast<double>(symbols.values.size()) + 8.0 * 32.0);
}

// Columns or rows of lognormal scale, sigma 0.5: tables of their own save up to 0.36 bits (science.md 4.3).
void TestEntropyCoders::contextsPay()
{
    constexpr std::size_t columns = 512;
    constexpr std::size_t rows = 1024;
    for (const bool byRow : {false, true}) {
        Random random(21);
        std::vector<double> scales(byRow ? rows : columns);
        for (double& scale : scales)
            scale = std::exp(0.5 * random.normal());
        std::vector<double> values(rows * columns);
        for (std::size_t i = 0; i < values.size(); ++i)
            values[i] = random.normal() * scales[byRow ? i / columns : i % columns];
        const Symbols symbols = rounded(values, 0.3, columns);
        const auto perSymbol = [&](const char* contexts) {
            return bitsOf("rans", symbols, {{"contexts", std::string(contexts)}}) /
                   static_cast<double>(values.size());
        };
        const double none = perSymbol("none");
        const double automatic = perSymbol("auto");
        qInfo("none %.4f, auto %.4f", none, automatic);
        QVERIFY(automatic < none - 0.15);
        QCOMPARE(automatic, perSymbol(byRow ? "row" : "column"));
        QVERIFY(perSymbol(byRow ? "column" : "row") < none + 0.01);
    }
}

void TestEntropyCoders::positionsPay()
{
    Random random(22);
    std::vector<std::int16_t> values(8 * 30000);
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = static_cast<std::int16_t>(std::lround(random.normal() * (i % 8 < 4 ? 1.0 : 4.0)));
    const Symbols symbols = asSymbols(std::move(values), 800, 8);
    const double none = bitsOf("rans", symbols, {{"contexts", std::string("none")}});
    const double automatic = bitsOf("rans", symbols);
    QVERIFY(automatic < 0.95 * none);
    // Columns share positions here, and bands of columns need fewer tables than eight positions.
    QVERIFY(automatic <= bitsOf("rans", symbols, {{"contexts", std::string("position")}}));
}

void TestEntropyCoders::contextsNeverCostMuch()
{
    Random random(23);
    for (int round = 0; round < 200; ++round) {
        const std::size_t columns = 2 + random.below(60);
        std::vector<double> values(columns * (2 + random.below(100)));
        const double spread = random.uniform();
        for (std::size_t i = 0; i < values.size(); ++i)
            values[i] = random.normal() * (1.0 + spread * static_cast<double>(i % columns % 7));
        Symbols symbols = rounded(values, 0.4, static_cast<std::int64_t>(columns));
        symbols.period = static_cast<std::int64_t>(columns);
        QVERIFY(bitsOf("rans", symbols) <=
                bitsOf("rans", symbols, {{"contexts", std::string("none")}}) + 32.0);
    }
}

void TestEntropyCoders::realWeights()
{
    AnalysisSession session(m_registries);
    const auto file = session.checkpoint(samplePath("kjv_llama/model.safetensors"));
    const QuantizerEntry& uniform = m_registries.quantizers.find("uniform");
    int tensors = 0;
    for (const TensorInfo& tensor : file->tensors()) {
        if (tensor.name.find("down_proj") == std::string::npos &&
            tensor.name.find("q_proj") == std::string::npos)
            continue;
        const Matrix weights = file->readMatrix(tensor, JobContext());
        for (const std::int64_t bits : {3, 4, 6, 8}) {
            const auto codec = uniform.make(resolveParameters(uniform.parameters, {{"bits", bits}}))
                                   ->design(weights, JobContext());
            const Symbols symbols = codec->encode(weights, JobContext());
            const double ideal = entropyOf(symbols) * static_cast<double>(symbols.values.size());
            const double coded = bitsOf("rans", symbols);
            QVERIFY2(coded <= 1.001 * ideal + 8.0 * (40.0 + 1.5 * symbols.alphabet), tensor.name.c_str());
            ++tensors;
        }
    }
    QVERIFY(tensors >= 8);
}

QTEST_APPLESS_MAIN(TestEntropyCoders)
#include "tst_entropy_coders.moc"
