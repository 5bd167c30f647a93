// SPDX-License-Identifier: GPL-3.0-or-later
// The contract of every quantizer there is: rows come from the registry.
#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/rate_distortion/curve.h"
#include "core/registry/registries.h"

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

std::vector<Matrix> contents()
{
    Matrix outlier = drawMatrix(20, 33, 1) * 0.01F;
    outlier(3, 4) = 5.0F;
    return {drawMatrix(40, 130, 1),           drawMatrix(31, 45, 2, Source::Laplace), Matrix::Zero(5, 7),
            Matrix::Constant(6, 6, -0.3F),    Matrix::Constant(1, 1, 2.0F),           drawMatrix(1, 300, 3),
            drawMatrix(300, 1, 3),            drawMatrix(9, 9, 4) * 1e-30F,           drawMatrix(9, 9, 4) * 1e30F,
            outlier};
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
    void moreBitsAreNeverWorse_data() { quantizers(); }
    void moreBitsAreNeverWorse();
    void deterministic_data() { quantizers(); }
    void deterministic();
    void refusesNonFinite_data() { quantizers(); }
    void refusesNonFinite();
    void stops_data() { quantizers(); }
    void stops();

private:
    void quantizers() const
    {
        QTest::addColumn<QString>("id");
        for (const QuantizerEntry& entry : builtinRegistries().quantizers) QTest::newRow(entry.id.c_str()) << QString::fromStdString(entry.id);
    }

    [[nodiscard]] const QuantizerEntry& entry() const
    {
        const QString id = *static_cast<QString*>(QTest::qData("id", qMetaTypeId<QString>()));
        return m_registries.quantizers.find(id.toStdString());
    }

    [[nodiscard]] static std::unique_ptr<const Quantizer> make(const QuantizerEntry& entry, std::int64_t bits)
    {
        return entry.make(resolveParameters(entry.parameters, {{"bits", bits}}));
    }

    Registries m_registries;
};

void TestQuantizerContract::describesItself()
{
    const QuantizerEntry& quantizer = entry();
    QVERIFY(!quantizer.label.empty() && !quantizer.help.empty());
    QVERIFY(std::holds_alternative<std::int64_t>(bitsOf(quantizer).fallback));
    for (const ParameterSpec& spec : quantizer.parameters) {
        QVERIFY(!spec.label.empty() && !spec.help.empty());
        QVERIFY(parseParameter(spec, toText(spec.fallback)) == spec.fallback);
    }
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(make(quantizer, static_cast<std::int64_t>(bitsOf(quantizer).maximum) + 1)), InvalidRequest);
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(make(quantizer, static_cast<std::int64_t>(bitsOf(quantizer).minimum) - 1)), InvalidRequest);
}

void TestQuantizerContract::encodesWithinItsAlphabet()
{
    const QuantizerEntry& quantizer = entry();
    for (const Matrix& weights : contents())
        for (auto bits = static_cast<std::int64_t>(bitsOf(quantizer).minimum); bits <= static_cast<std::int64_t>(bitsOf(quantizer).maximum); ++bits) {
            const auto codec = make(quantizer, bits)->design(weights, JobContext());
            const Symbols symbols = codec->encode(weights, JobContext());
            QCOMPARE(symbols.values.size(), static_cast<std::size_t>(weights.size()));
            for (const std::int16_t value : symbols.values) QVERIFY(value >= symbols.smallest && value < symbols.smallest + symbols.alphabet);
            QVERIFY(codec->fixedRate() >= std::log2(symbols.alphabet) - 1e-9); // the rate pays for every symbol there may be
            QVERIFY(codec->sideInformationBits() >= 0.0 && std::isfinite(codec->sideInformationBits()));
            const Matrix decoded = codec->decode(symbols, JobContext());
            QCOMPARE(decoded.rows(), weights.rows());
            QCOMPARE(decoded.cols(), weights.cols());
            QVERIFY(decoded.allFinite());
            if (weights.isZero(0.0F)) QVERIFY(decoded.isZero(0.0F));
        }
}

void TestQuantizerContract::moreBitsAreNeverWorse()
{
    const QuantizerEntry& quantizer = entry();
    for (const Source source : {Source::Gaussian, Source::Laplace, Source::Uniform}) {
        const Matrix weights = drawMatrix(64, 256, 9, source);
        double before = std::numeric_limits<double>::infinity();
        for (auto bits = static_cast<std::int64_t>(bitsOf(quantizer).minimum); bits <= static_cast<std::int64_t>(bitsOf(quantizer).maximum); ++bits) {
            const RateDistortionPoint point = measurePoint(weights, *make(quantizer, bits), {0.0}, JobContext());
            QVERIFY(point.meanSquaredError < before);
            QVERIFY(point.entropyBits <= point.payloadBits + 1e-9);
            before = point.meanSquaredError;
        }
    }
}

void TestQuantizerContract::deterministic()
{
    const QuantizerEntry& quantizer = entry();
    const Matrix weights = drawMatrix(200, 300, 9);
    const auto symbols = [&](int threads) {
        setWorkerThreads(threads);
        return make(quantizer, 4)->design(weights, JobContext())->encode(weights, JobContext()).values;
    };
    const auto one = symbols(1);
    QVERIFY(symbols(1) == one);
    QVERIFY(symbols(3) == one);
    setWorkerThreads(0);
}

void TestQuantizerContract::refusesNonFinite()
{
    for (const float bad : {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()}) {
        Matrix weights = drawMatrix(6, 7, 1);
        weights(5, 6) = bad;
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(make(entry(), 4)->design(weights, JobContext())), InvalidRequest);
    }
}

void TestQuantizerContract::stops()
{
    const Matrix weights = drawMatrix(300, 300, 1);
    std::stop_source stop;
    stop.request_stop();
    const JobContext stopped(stop.get_token(), nullptr, nullptr);
    const auto codec = make(entry(), 4)->design(weights, JobContext());
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(codec->encode(weights, stopped)), Cancelled);
    const Symbols symbols = codec->encode(weights, JobContext());
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(codec->decode(symbols, stopped)), Cancelled);
}

QTEST_APPLESS_MAIN(TestQuantizerContract)
#include "tst_quantizer_contract.moc"
