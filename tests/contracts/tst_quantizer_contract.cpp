// SPDX-License-Identifier: GPL-3.0-or-later
// The contract of every quantizer there is: rows come from the registry.
#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/base/random.h"
#include "core/rate_distortion/curve.h"
#include "core/registry/registries.h"

#include "tests/support/moments_testing.h"
#include "tests/support/naive.h"
#include "tests/support/reference_data.h"

#include <QtTest>

#include <cmath>
#include <limits>
#include <stop_token>

using namespace alidade;
using namespace alidade::test;

namespace {

const ParameterSpec& bitsOf(const QuantizerEntry& entry)
{
    for (const ParameterSpec& spec : entry.parameters)
        if (spec.id == "bits") return spec;
    throw InvalidRequest(entry.id + " has no parameter 'bits'");
}

bool isReal(const ParameterSpec& spec) { return std::holds_alternative<double>(spec.fallback); }

ParameterValue valueOf(const ParameterSpec& spec, double value)
{
    if (isReal(spec)) return value;
    return static_cast<std::int64_t>(value);
}

/// Widths in ascending order: all integers, or some real numbers, the ends among them.
std::vector<double> widths(const QuantizerEntry& entry)
{
    const ParameterSpec& bits = bitsOf(entry);
    std::vector<double> all;
    if (!isReal(bits)) {
        for (double width = bits.minimum; width <= bits.maximum; ++width) all.push_back(width);
        return all;
    }
    for (const double part : {0.0, 0.05, 0.11, 0.2, 0.3, 0.5, 1.0})
        all.push_back(bits.minimum + part * (bits.maximum - bits.minimum));
    return all;
}

/// 4, or what is nearest to it.
double middleWidth(const QuantizerEntry& entry)
{
    return std::clamp(4.0, bitsOf(entry).minimum, bitsOf(entry).maximum);
}

/// The defaults, and each other word or named or small number of each parameter once.
std::vector<Parameters> variants(const QuantizerEntry& entry)
{
    std::vector<Parameters> all{{}};
    for (const ParameterSpec& spec : entry.parameters) {
        if (spec.id == "bits") continue;
        const auto add = [&](ParameterValue value) {
            if (value != spec.fallback) all.push_back({{spec.id, std::move(value)}});
        };
        for (const std::string& choice : spec.choices) add(choice);
        for (const auto& [name, value] : spec.names) add(value);
        const bool few = std::holds_alternative<std::int64_t>(spec.fallback) && spec.maximum - spec.minimum < 3;
        for (double value = spec.minimum; few && value <= spec.maximum; ++value) add(valueOf(spec, value));
    }
    return all;
}

Parameters resolved(const QuantizerEntry& entry, double bits, Parameters parameters = {})
{
    parameters.set("bits", valueOf(bitsOf(entry), bits));
    return resolveParameters(entry.parameters, parameters);
}

std::vector<Matrix> contents()
{
    Matrix outlier = drawMatrix(20, 33, 1) * 0.01F;
    outlier(3, 4) = 5.0F;
    Matrix largest = drawMatrix(9, 40, 4);
    largest *= 3.4e38F / largest.cwiseAbs().maxCoeff();
    return {drawMatrix(40, 130, 1),        drawMatrix(31, 45, 2, Source::Laplace), Matrix::Zero(5, 7),
            Matrix::Constant(6, 6, -0.3F), Matrix::Constant(1, 1, 2.0F),           drawMatrix(1, 300, 3),
            drawMatrix(300, 1, 3),         drawMatrix(9, 9, 4) * 1e-30F,           drawMatrix(9, 9, 4) * 1e30F,
            outlier,                       Matrix(0, 5),                           Matrix(4, 0),
            largest,                       drawMatrix(9, 40, 4) * 1e-44F};
}

/// Correlated moments with an input that is never active among them.
std::shared_ptr<const MatrixD> momentsFor(Index columns)
{
    MatrixD moments = correlatedMoments(columns, 30.0, 8);
    moments.row(columns / 2).setZero();
    moments.col(columns / 2).setZero();
    return sharedMoments(std::move(moments));
}

bool refused(const QuantizerEntry& entry, const Parameters& parameters, const Matrix& weights,
             std::span<const std::byte> bytes)
{
    try {
        static_cast<void>(entry.restore(parameters, weights.rows(), weights.cols(), bytes));
    } catch (const DamagedData&) {
        return true;
    }
    return false;
}

/// Restores bytes that nobody wrote and decodes with them: any values, or a refusal, but nothing worse.
void useHostileBytes(const QuantizerEntry& entry, const Parameters& parameters, const Matrix& weights,
                     std::vector<std::byte> bytes, const Symbols& symbols)
{
    Random random(7, bytes.size());
    for (int trial = 0; trial < 8; ++trial) {
        for (std::byte& byte : bytes)
            if (trial > 1 || random.below(8) == 0) byte = static_cast<std::byte>(trial == 2 ? 0xFF : random.below(256));
        try {
            const auto codec = entry.restore(parameters, weights.rows(), weights.cols(), bytes);
            static_cast<void>(codec->decode(symbols, JobContext()));
        } catch (const Error&) {
        }
    }
}

} // namespace

class TestQuantizerContract : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { m_registries = builtinRegistries(); }
    void describesItself_data() { quantizers(); }
    void describesItself();
    void encodesWithinItsAlphabet_data() { quantizers(); }
    void encodesWithinItsAlphabet();
    void everyChoiceWorks_data() { quantizers(); }
    void everyChoiceWorks();
    void refusesOtherBytes_data() { quantizers(); }
    void refusesOtherBytes();
    void refusesOtherSymbols_data() { quantizers(); }
    void refusesOtherSymbols();
    void moreBitsAreNeverWorse_data() { quantizers(); }
    void moreBitsAreNeverWorse();
    void deterministic_data() { quantizers(); }
    void deterministic();
    void refusesNonFinite_data() { quantizers(); }
    void refusesNonFinite();
    void stops_data() { quantizers(); }
    void stops();
    void momentsAreUsed_data() { quantizers(); }
    void momentsAreUsed();

private:
    void quantizers() const
    {
        QTest::addColumn<QString>("id");
        for (const QuantizerEntry& entry : builtinRegistries().quantizers)
            QTest::newRow(entry.id.c_str()) << QString::fromStdString(entry.id);
    }

    [[nodiscard]] const QuantizerEntry& entry() const
    {
        const QString id = *static_cast<QString*>(QTest::qData("id", qMetaTypeId<QString>()));
        return m_registries.quantizers.find(id.toStdString());
    }

    [[nodiscard]] static std::unique_ptr<const Codec> designed(const QuantizerEntry& entry, const Matrix& weights,
                                                               double bits)
    {
        return entry.make(resolved(entry, bits))->design(weights, JobContext());
    }

    static void checkCoding(const QuantizerEntry& entry, const Parameters& parameters, const DesignInput& input);

    Registries m_registries;
};

void TestQuantizerContract::describesItself()
{
    const QuantizerEntry& quantizer = entry();
    QVERIFY(!quantizer.label.empty() && !quantizer.help.empty());
    QVERIFY(quantizer.make && quantizer.restore);
    const ParameterSpec& bits = bitsOf(quantizer);
    QVERIFY(!std::holds_alternative<std::string>(bits.fallback) && bits.minimum > 0.0);
    for (const ParameterSpec& spec : quantizer.parameters) {
        QVERIFY(!spec.label.empty() && !spec.help.empty());
        QVERIFY(parseParameter(spec, toText(spec.fallback)) == spec.fallback);
    }
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(resolved(quantizer, bits.maximum + 1)), InvalidRequest);
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(resolved(quantizer, bits.minimum - 1)), InvalidRequest);
}

// Symbols of the alphabet, finite weights of the same shape, and side information that says everything else.
void TestQuantizerContract::checkCoding(const QuantizerEntry& entry, const Parameters& parameters,
                                        const DesignInput& input)
{
    const Matrix& weights = input.values;
    const auto codec = entry.make(parameters)->design(input, JobContext());
    const Symbols symbols = codec->encode(weights, JobContext());
    QCOMPARE(symbols.values.size(), static_cast<std::size_t>(weights.rows() * symbols.columns));
    QVERIFY(symbols.period >= 1 && symbols.columns % symbols.period == 0 && symbols.alphabet <= 65536);
    for (const std::int16_t value : symbols.values)
        QVERIFY(value >= symbols.smallest && value < symbols.smallest + symbols.alphabet);
    // The rate pays for every symbol there may be.
    QVERIFY(symbols.alphabet == 0 || codec->fixedRate() >= std::log2(symbols.alphabet) - 1e-9);
    const Matrix decoded = codec->decode(symbols, JobContext());
    QCOMPARE(decoded.rows(), weights.rows());
    QCOMPARE(decoded.cols(), weights.cols());
    QVERIFY(decoded.allFinite());
    if (weights.isZero(0.0F)) QVERIFY(decoded.isZero(0.0F));

    const std::vector<std::byte> side = codec->sideInformation();
    QCOMPARE(codec->sideInformationBits(), 8.0 * static_cast<double>(side.size()));
    const auto restored = entry.restore(parameters, weights.rows(), weights.cols(), side);
    QVERIFY(sameBits(restored->decode(symbols, JobContext()), decoded));
    QVERIFY(restored->sideInformation() == side);
    QCOMPARE(restored->fixedRate(), codec->fixedRate());
}

void TestQuantizerContract::encodesWithinItsAlphabet()
{
    for (const Matrix& weights : contents())
        for (const double bits : widths(entry())) {
            checkCoding(entry(), resolved(entry(), bits), weights);
            if (QTest::currentTestFailed())
                QFAIL(qPrintable(QStringLiteral("%1 x %2 weights, %3 bits")
                                     .arg(weights.rows())
                                     .arg(weights.cols())
                                     .arg(bits)));
        }
}

void TestQuantizerContract::everyChoiceWorks()
{
    for (const Parameters& variant : variants(entry()))
        for (const Matrix& weights : contents()) {
            checkCoding(entry(), resolved(entry(), middleWidth(entry()), variant), weights);
            if (entry().usesMoments && weights.cols() > 0)
                checkCoding(entry(), resolved(entry(), middleWidth(entry()), variant),
                            {weights, momentsFor(weights.cols())});
            if (QTest::currentTestFailed()) {
                for (const auto& [id, value] : variant.values()) qWarning("%s = %s", id.c_str(), toText(value).c_str());
                QFAIL(qPrintable(QStringLiteral("%1 x %2 weights").arg(weights.rows()).arg(weights.cols())));
            }
        }
}

void TestQuantizerContract::refusesOtherBytes()
{
    const QuantizerEntry& quantizer = entry();
    const Matrix weights = drawMatrix(7, 45, 2, Source::Laplace);
    for (const Parameters& variant : variants(quantizer)) {
        const Parameters parameters = resolved(quantizer, middleWidth(quantizer), variant);
        const auto codec = quantizer.make(parameters)->design(weights, JobContext());
        std::vector<std::byte> side = codec->sideInformation();
        for (std::size_t length = 0; length < side.size(); length = length < 40 ? length + 1 : length * 2)
            QVERIFY(refused(quantizer, parameters, weights, std::span(side).first(length)));
        if (!side.empty()) QVERIFY(refused(quantizer, parameters, weights, std::span(side).first(side.size() - 1)));
        useHostileBytes(quantizer, parameters, weights, side, codec->encode(weights, JobContext()));
        side.push_back(std::byte{0});
        QVERIFY(refused(quantizer, parameters, weights, side));
    }
}

void TestQuantizerContract::refusesOtherSymbols()
{
    const Matrix weights = drawMatrix(7, 45, 2);
    const auto codec = designed(entry(), weights, middleWidth(entry()));
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(codec->encode(drawMatrix(45, 7, 1), JobContext())), InvalidRequest);
    Symbols symbols = codec->encode(weights, JobContext());
    if (symbols.smallest > std::numeric_limits<std::int16_t>::min()) {
        Symbols wrong = symbols;
        wrong.values.back() = static_cast<std::int16_t>(symbols.smallest - 1);
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(codec->decode(wrong, JobContext())), InvalidRequest);
    }
    symbols.values.pop_back();
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(codec->decode(symbols, JobContext())), InvalidRequest);
}

void TestQuantizerContract::moreBitsAreNeverWorse()
{
    const QuantizerEntry& quantizer = entry();
    for (const Source source : {Source::Gaussian, Source::Laplace, Source::Uniform}) {
        const Matrix weights = drawMatrix(64, 256, 9, source);
        double before = std::numeric_limits<double>::infinity();
        for (const double bits : widths(quantizer)) {
            const auto point =
                measurePoint(weights, *quantizer.make(resolved(quantizer, bits)), {0.0}, JobContext());
            QVERIFY2(point.meanSquaredError < before, qPrintable(QString::number(bits)));
            QVERIFY(point.entropyBits <= point.payloadBits + 1e-9);
            if (isReal(bitsOf(quantizer))) VERIFY_NEAR(point.entropyBits, bits, 2e-3);
            before = point.meanSquaredError;
        }
    }
}

void TestQuantizerContract::deterministic()
{
    const Matrix weights = drawMatrix(200, 300, 9);
    const auto coded = [&](int threads) {
        setWorkerThreads(threads);
        const auto codec = designed(entry(), weights, middleWidth(entry()));
        return std::pair(codec->encode(weights, JobContext()).values, codec->sideInformation());
    };
    const auto one = coded(1);
    QVERIFY(coded(1) == one);
    QVERIFY(coded(3) == one);
    setWorkerThreads(0);
}

void TestQuantizerContract::refusesNonFinite()
{
    for (const float bad : {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()}) {
        Matrix weights = drawMatrix(6, 7, 1);
        weights(5, 6) = bad;
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(designed(entry(), weights, middleWidth(entry()))),
                                 InvalidRequest);
    }
}

void TestQuantizerContract::stops()
{
    const Matrix weights = drawMatrix(60, 100, 1);
    std::stop_source stop;
    stop.request_stop();
    const JobContext stopped(stop.get_token(), nullptr, nullptr);
    const auto codec = designed(entry(), weights, middleWidth(entry()));
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(codec->encode(weights, stopped)), Cancelled);
    const Symbols symbols = codec->encode(weights, JobContext());
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(codec->decode(symbols, stopped)), Cancelled);
}

// A quantizer says whether it looks at moments; it does so in design() and in encode(), whatever the number of threads,
// refuses those of another size, and leaves nothing to a decoder but its side information.
void TestQuantizerContract::momentsAreUsed()
{
    const QuantizerEntry& quantizer = entry();
    const Matrix weights = drawMatrix(200, 96, 9);
    const auto made = quantizer.make(resolved(quantizer, middleWidth(quantizer)));
    const auto moments = momentsFor(weights.cols());
    const auto blind = made->design(weights, JobContext());
    const auto coded = [&](int threads) {
        setWorkerThreads(threads);
        const auto codec = made->design({weights, moments}, JobContext());
        return std::pair(codec->encode(weights, JobContext()).values, codec->sideInformation());
    };
    const auto one = coded(1);
    QVERIFY(coded(3) == one);
    setWorkerThreads(0);
    const auto codec = made->design({weights, moments}, JobContext());
    QCOMPARE(codec->usesMoments(), quantizer.usesMoments);
    QVERIFY(!blind->usesMoments());
    QCOMPARE(codec->encode(weights, JobContext()) != blind->encode(weights, JobContext()), quantizer.usesMoments);
    if (!quantizer.usesMoments) return;
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(made->design({weights, momentsFor(95)}, JobContext())), InvalidRequest);
    const auto restored = quantizer.restore(resolved(quantizer, middleWidth(quantizer)), weights.rows(), weights.cols(),
                                            codec->sideInformation());
    QVERIFY(!restored->usesMoments());
    std::stop_source stop;
    stop.request_stop();
    const JobContext stopped(stop.get_token(), nullptr, nullptr);
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(codec->encode(weights, stopped)), Cancelled);
}

QTEST_APPLESS_MAIN(TestQuantizerContract)
#include "tst_quantizer_contract.moc"
