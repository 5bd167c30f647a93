// SPDX-License-Identifier: GPL-3.0-or-later
// The contract of every entropy coder there is: rows come from the registry.
#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/base/random.h"
#include "core/kernels/targets.h"
#include "core/registry/registries.h"

#include <QtTest>

#include <cmath>
#include <limits>
#include <stop_token>

using namespace alidade;

namespace {

constexpr std::uint64_t many = std::uint64_t{1} << 24;

/// Symbols of a random kind, length and alphabet; most are short.
Symbols drawSymbols(Random& random, std::size_t longest)
{
    Symbols symbols;
    const auto length = static_cast<std::size_t>(random.below(random.below(longest) + 1));
    symbols.alphabet = static_cast<std::int32_t>(1 + random.below(random.below(50) == 0 ? 65536 : 40));
    symbols.smallest =
        static_cast<std::int32_t>(random.below(static_cast<std::uint64_t>(65537 - symbols.alphabet))) - 32768;
    symbols.columns = static_cast<std::int64_t>(random.below(30));
    symbols.period = static_cast<std::int64_t>(1 + random.below(4));
    const std::uint64_t kind = random.below(5);
    const auto alphabet = static_cast<std::uint64_t>(symbols.alphabet);
    for (std::size_t i = 0; i < length; ++i) {
        std::uint64_t value = random.below(alphabet);
        if (kind == 1) value = alphabet - 1;
        if (kind == 2) value = i % alphabet;
        if (kind == 3)
            value = std::min(alphabet - 1, static_cast<std::uint64_t>(std::abs(random.normal()) * 3.0));
        if (kind == 4 && random.below(100) > 0) value = 0;
        symbols.values.push_back(
            static_cast<std::int16_t>(symbols.smallest + static_cast<std::int32_t>(value)));
    }
    return symbols;
}

/// Symbols that are hard for one coder or another.
std::vector<std::pair<const char*, Symbols>> hardSymbols()
{
    std::vector<std::pair<const char*, Symbols>> all;
    all.emplace_back("nothing", Symbols());
    all.emplace_back("empty with a shape", Symbols{{}, -7, 15, 4096, 8});
    all.emplace_back("one", Symbols{{5}, 5, 1, 1, 1});
    all.emplace_back("two", Symbols{{-32768, 32767}, -32768, 65536, 2, 2});
    Symbols every{{}, -32768, 65536, 256, 1};
    for (unsigned i = 0; i < 65536; ++i)
        every.values.push_back(static_cast<std::int16_t>(static_cast<int>(i * 40503U % 65536U) - 32768));
    all.emplace_back("every symbol once", every);
    Symbols twice = every;
    twice.values.insert(twice.values.end(), 70000, std::int16_t{-32768});
    all.emplace_back("every symbol once and one often", twice);
    Symbols skewed{{}, -1, 3, 0, 1};
    skewed.values.assign(300000, 0);
    skewed.values[123456] = 1;
    skewed.values.back() = -1;
    all.emplace_back("two rare symbols", skewed);
    Symbols steep{{}, 0, 256, 100, 1};
    Random random(3);
    for (int i = 0; i < 200000; ++i)
        steep.values.push_back(
            static_cast<std::int16_t>(std::min(255.0, -std::log(1.0 - random.uniform()) * 2.0)));
    all.emplace_back("geometric", steep);
    Symbols comb{{}, -20000, 40001, 0, 1};
    for (int i = 0; i < 50000; ++i)
        comb.values.push_back(static_cast<std::int16_t>(100 * std::lround(random.normal() * 40.0)));
    all.emplace_back("comb", comb);
    Symbols deep{{}, 0, 40, 0, 1}; // counts of Fibonacci: the longest words
    std::size_t a = 1;
    std::size_t b = 1;
    for (std::int16_t i = 0; i < 29; ++i) {
        deep.values.insert(deep.values.end(), a, i);
        b += a;
        std::swap(a, b);
    }
    all.emplace_back("Fibonacci", deep);
    return all;
}

} // namespace

class TestEntropyCoderContract : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { m_registries = builtinRegistries(); }
    void cleanup();
    void describesItself_data() { coders(); }
    void describesItself();
    void givesHardSymbolsBack_data() { coders(); }
    void givesHardSymbolsBack();
    void givesRandomSymbolsBack_data() { coders(); }
    void givesRandomSymbolsBack();
    void oneSymbolCostsAFewBytes_data() { coders(); }
    void oneSymbolCostsAFewBytes();
    void deterministic_data() { coders(); }
    void deterministic();
    void refusesDamage_data() { coders(); }
    void refusesDamage();
    void refusesTooMany_data() { coders(); }
    void refusesTooMany();
    void refusesOutsideOfAlphabet_data() { coders(); }
    void refusesOutsideOfAlphabet();
    void stops_data() { coders(); }
    void stops();

private:
    void coders() const
    {
        QTest::addColumn<QString>("id");
        for (const EntropyCoderEntry& entry : builtinRegistries().entropyCoders)
            QTest::newRow(entry.id.c_str()) << QString::fromStdString(entry.id);
    }

    [[nodiscard]] const EntropyCoderEntry& entry() const
    {
        const QString id = *static_cast<QString*>(QTest::qData("id", qMetaTypeId<QString>()));
        return m_registries.entropyCoders.find(id.toStdString());
    }

    /// The coder with every value of its words, or with its defaults alone.
    [[nodiscard]] std::vector<std::unique_ptr<const EntropyCoder>> variants() const
    {
        std::vector<std::unique_ptr<const EntropyCoder>> all;
        all.push_back(entry().make(resolveParameters(entry().parameters, {})));
        for (const ParameterSpec& spec : entry().parameters)
            for (const std::string& choice : spec.choices)
                all.push_back(entry().make(resolveParameters(entry().parameters, {{spec.id, choice}})));
        return all;
    }

    Registries m_registries;
};

void TestEntropyCoderContract::cleanup()
{
    kernels::chooseTarget("");
    setWorkerThreads(0);
}

void TestEntropyCoderContract::describesItself()
{
    QVERIFY(!entry().label.empty() && !entry().help.empty());
    for (const ParameterSpec& spec : entry().parameters) {
        QVERIFY(!spec.label.empty() && !spec.help.empty());
        QVERIFY(parseParameter(spec, toText(spec.fallback)) == spec.fallback);
    }
}

void TestEntropyCoderContract::givesHardSymbolsBack()
{
    for (const auto& [name, symbols] : hardSymbols())
        for (const auto& coder : variants()) {
            const std::vector<std::byte> bytes = coder->encode(symbols, JobContext());
            QVERIFY2(coder->decode(bytes, symbols.values.size(), JobContext()) == symbols, name);
        }
}

void TestEntropyCoderContract::givesRandomSymbolsBack()
{
    Random random(11);
    const auto coders = variants();
    for (int round = 0; round < 10000; ++round) {
        const Symbols symbols = drawSymbols(random, round % 100 == 0 ? 20000 : 300);
        const EntropyCoder& coder = *coders[static_cast<std::size_t>(round) % coders.size()];
        const std::vector<std::byte> bytes = coder.encode(symbols, JobContext());
        QVERIFY(coder.decode(bytes, symbols.values.size(), JobContext()) == symbols);
    }
}

void TestEntropyCoderContract::oneSymbolCostsAFewBytes()
{
    const Symbols symbols{std::vector<std::int16_t>(1000000, -3), -3, 1, 1000, 1};
    for (const auto& coder : variants()) {
        const std::vector<std::byte> bytes = coder->encode(symbols, JobContext());
        QVERIFY(bytes.size() <= 32);
        QVERIFY(coder->decode(bytes, many, JobContext()) == symbols);
    }
}

void TestEntropyCoderContract::deterministic()
{
    Random random(5);
    Symbols symbols{{}, -40, 81, 700, 2};
    for (int i = 0; i < 700 * 800; ++i) {
        const double scale = i % 2 == 0 ? 3.0 : 9.0;
        symbols.values.push_back(
            static_cast<std::int16_t>(std::clamp(std::lround(random.normal() * scale), -40L, 40L)));
    }
    for (const auto& coder : variants()) {
        setWorkerThreads(1);
        kernels::chooseTarget("");
        const std::vector<std::byte> bytes = coder->encode(symbols, JobContext());
        for (const std::string& target : kernels::usableTargets())
            for (const int threads : {1, 2, 3}) {
                kernels::chooseTarget(target);
                setWorkerThreads(threads);
                QVERIFY(coder->encode(symbols, JobContext()) == bytes);
                QVERIFY(coder->decode(bytes, many, JobContext()) == symbols);
            }
    }
}

// Every byte of short sequences, some of longer ones: refused or other symbols, but no more than were
// allowed.
void TestEntropyCoderContract::refusesDamage()
{
    Random random(17);
    int refused = 0;
    const auto coders = variants();
    for (int round = 0; round < 120; ++round) {
        const Symbols symbols = drawSymbols(random, round % 10 == 0 ? 5000 : 60);
        const EntropyCoder& coder = *coders[static_cast<std::size_t>(round) % coders.size()];
        const std::vector<std::byte> whole = coder.encode(symbols, JobContext());
        const auto tryBytes = [&](std::span<const std::byte> bytes) {
            try {
                const Symbols other = coder.decode(bytes, symbols.values.size() + 100, JobContext());
                return other.values.size() <= symbols.values.size() + 100;
            } catch (const DamagedData& error) {
                ++refused;
                return std::string(error.what()).find("damaged") != std::string::npos;
            }
        };
        const std::size_t step = 1 + whole.size() / 60;
        for (std::size_t length = 0; length < whole.size(); length += step) {
            // A copy of its own, so that a sanitizer sees what lies behind it.
            const std::vector<std::byte> cut(whole.begin(),
                                             whole.begin() + static_cast<std::ptrdiff_t>(length));
            QVERIFY(tryBytes(cut));
            std::vector<std::byte> flipped = whole;
            flipped[length] ^= static_cast<std::byte>(1U << random.below(8));
            QVERIFY(tryBytes(flipped));
            flipped[length] = static_cast<std::byte>(random.below(256));
            QVERIFY(tryBytes(flipped));
        }
        std::vector<std::byte> longer = whole;
        longer.push_back(std::byte{0});
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(coder.decode(longer, many, JobContext())), DamagedData);
        for (int noise = 0; noise < 20; ++noise) {
            std::vector<std::byte> bytes(static_cast<std::size_t>(random.below(60)));
            for (std::byte& byte : bytes)
                byte = static_cast<std::byte>(random.below(256) >> random.below(8));
            QVERIFY(tryBytes(bytes));
        }
    }
    QVERIFY(refused > 1000);
}

void TestEntropyCoderContract::refusesTooMany()
{
    const Symbols symbols{std::vector<std::int16_t>(1000, 1), 0, 2, 10, 1};
    for (const auto& coder : variants()) {
        const std::vector<std::byte> bytes = coder->encode(symbols, JobContext());
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(coder->decode(bytes, 999, JobContext())), DamagedData);
        QVERIFY(coder->decode(bytes, 1000, JobContext()) == symbols);
    }
}

void TestEntropyCoderContract::refusesOutsideOfAlphabet()
{
    for (const Symbols& symbols :
         {Symbols{{0, 1, 2}, 0, 2, 0, 1}, Symbols{{-1}, 0, 2, 0, 1}, Symbols{{}, 0, 65537, 0, 1},
          Symbols{{}, 0, -1, 0, 1}, Symbols{{}, 0, 1, -1, 1}, Symbols{{}, 0, 1, 0, 0}})
        for (const auto& coder : variants())
            QVERIFY_EXCEPTION_THROWN(static_cast<void>(coder->encode(symbols, JobContext())), InvalidRequest);
}

void TestEntropyCoderContract::stops()
{
    Random random(2);
    Symbols symbols{{}, 0, 16, 100, 1};
    for (int i = 0; i < 10000; ++i)
        symbols.values.push_back(static_cast<std::int16_t>(random.below(16)));
    std::stop_source stop;
    stop.request_stop();
    const JobContext stopped(stop.get_token(), nullptr, nullptr);
    for (const auto& coder : variants()) {
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(coder->encode(symbols, stopped)), Cancelled);
        const std::vector<std::byte> bytes = coder->encode(symbols, JobContext());
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(coder->decode(bytes, many, stopped)), Cancelled);
    }
}

QTEST_APPLESS_MAIN(TestEntropyCoderContract)
#include "tst_entropy_coder_contract.moc"
