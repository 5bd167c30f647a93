// SPDX-License-Identifier: GPL-3.0-or-later
// Rate-distortion curves of the sample tensors against references.json, and the books: every bit is counted once.
#include "core/base/error.h"
#include "core/engine/analysis_session.h"

#include "tests/support/naive.h"
#include "tests/support/reference_data.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <string_view>

using namespace alidade;
using namespace alidade::test;

namespace {

std::int64_t groupOf(const QString& granularity)
{
    if (granularity == QStringLiteral("tensor")) return -1;
    if (granularity == QStringLiteral("row")) return 0;
    return granularity.toLongLong();
}

} // namespace

class TestRateDistortion : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void samples_data();
    void samples();
    void ratesAddUp_data();
    void ratesAddUp();
    void basisIsPaidFor();
    void pointsArriveOneByOne();
    void perfectAndEmpty();
    void rotationHelpsAtAFixedRate();

private:
    [[nodiscard]] AnalysisResultPtr curve(const std::string& file, const std::string& tensor, const ComponentRequest& coordinates,
                                          std::int64_t group)
    {
        AnalysisRequest request;
        request.file = samplePath(file);
        request.tensor = tensor;
        request.coordinates = coordinates;
        request.curve = CurveRequest{{"uniform", {{"group", group}}}, {2, 3, 4, 6, 8}};
        return m_session->analyse(request, JobContext());
    }

    Registries m_registries;
    std::unique_ptr<AnalysisSession> m_session;
};

void TestRateDistortion::initTestCase()
{
    m_registries = builtinRegistries();
    m_session = std::make_unique<AnalysisSession>(m_registries);
}

void TestRateDistortion::samples_data()
{
    QTest::addColumn<QJsonObject>("reference");
    for (const QJsonValueConstRef entry : references()[QStringLiteral("rate_distortion")].toArray()) {
        const QJsonObject reference = entry.toObject();
        const QString name = QStringList{reference[QStringLiteral("file")].toString().section(QLatin1Char('/'), 0, 0),
                                         reference[QStringLiteral("tensor")].toString(),
                                         reference[QStringLiteral("coordinates")].toString()}
                                 .join(QLatin1Char(' '));
        QTest::newRow(qPrintable(name)) << reference;
    }
}

void TestRateDistortion::samples()
{
    QFETCH(QJsonObject, reference);
    ComponentRequest coordinates{reference[QStringLiteral("coordinates")].toString().toStdString(), {}};
    if (coordinates.id != "original")
        coordinates.parameters.set("side", reference[QStringLiteral("side")].toString().toStdString());
    if (coordinates.id == "pca") // the reference has the axes as computed, not as stored with 16 bits
        coordinates.parameters.set("basis-bits", std::int64_t{32});
    std::map<QString, AnalysisResultPtr> curves;
    const QJsonArray points = reference[QStringLiteral("points")].toArray();
    QVERIFY(points.size() + reference[QStringLiteral("left_out")].toArray().size() == 25);
    for (const QJsonValueConstRef entry : points) {
        const QString granularity = entry[QStringLiteral("granularity")].toString();
        AnalysisResultPtr& result = curves[granularity];
        if (!result)
            result = curve(reference[QStringLiteral("file")].toString().toStdString(),
                           reference[QStringLiteral("tensor")].toString().toStdString(), coordinates, groupOf(granularity));
        const int bits = entry[QStringLiteral("bits")].toInt();
        const auto at = std::find_if(result->curve.begin(), result->curve.end(),
                                     [bits](const RateDistortionPoint& point) { return point.bits == bits; });
        QVERIFY(at != result->curve.end());
        const std::map<const char*, double> measured{
            {"mse", at->meanSquaredError},     {"sqnr_db", at->sqnrDb()},         {"entropy_bits", at->entropyBits},
            {"huffman_bits", at->huffmanBits}, {"payload_bits", at->payloadBits}, {"scale_bits", at->scaleBits}};
        for (const auto& [name, value] : measured) {
            Expected wanted = expectedPair(entry[QLatin1String(name)]);
            // Errors are differences of float32 numbers, taken in float32: 1e-7 of the error, 5e-7 dB (perf.md 3).
            if (wanted.value && std::string_view(name) == "mse")
                wanted.tolerance = std::max(wanted.tolerance, 1e-7 * *wanted.value);
            if (std::string_view(name) == "sqnr_db") wanted.tolerance = std::max(wanted.tolerance, 5e-7);
            const QString difference = unlike(value, wanted);
            QVERIFY2(difference.isEmpty(), qPrintable(QStringLiteral("%1 %2 bits, %3: %4")
                                                          .arg(granularity)
                                                          .arg(bits)
                                                          .arg(QLatin1String(name), difference)));
        }
    }
}

void TestRateDistortion::ratesAddUp_data()
{
    QTest::addColumn<QString>("coordinates");
    QTest::addColumn<int>("group");
    for (const CoordinateSystemEntry& entry : builtinRegistries().coordinateSystems)
        for (const int group : {-1, 0, 32, 100, 128})
            QTest::newRow(qPrintable(QStringLiteral("%1 %2").arg(QString::fromStdString(entry.id)).arg(group)))
                << QString::fromStdString(entry.id) << group;
}

void TestRateDistortion::ratesAddUp()
{
    QFETCH(QString, coordinates);
    QFETCH(int, group);
    const std::string tensor = "model.layers.2.mlp.down_proj.weight"; // 256 x 688
    const std::string file = "kjv_llama_twin/model.safetensors";
    const ComponentRequest system{coordinates.toStdString(), {}};
    const bool refused = system.id == "imported" || system.id == "scaled_hadamard" || // needs a file; is not orthogonal
                         m_registries.coordinateSystems.find(system.id).needsCalibration;
    if (refused) QVERIFY_THROWS_EXCEPTION(InvalidRequest, curve(file, tensor, system, group));
    if (refused) return;
    const AnalysisResultPtr result = curve(file, tensor, system, group);
    QCOMPARE(result->curve.size(), std::size_t{5});
    const double weights = 256.0 * 688.0;
    const double scales = group < 0 ? 1.0 : group == 0 ? 256.0 : 256.0 * std::ceil(688.0 / group);
    double before = 0.0;
    for (const RateDistortionPoint& point : result->curve) {
        QCOMPARE(point.rate(), point.payloadBits + point.scaleBits + point.basisBits);
        QCOMPARE(point.payloadBits, static_cast<double>(point.bits));
        VERIFY_NEAR(point.scaleBits, 16.0 * scales / weights, 1e-15);
        VERIFY_NEAR(point.basisBits, result->basisBits / weights, 1e-15);
        QVERIFY(point.entropyBits >= 0.0 && point.entropyBits <= point.bits);
        QVERIFY(point.huffmanBits >= point.entropyBits - 1e-9 && point.huffmanBits <= point.entropyBits + 1.0);
        VERIFY_NEAR(point.entropyRate(), point.entropyBits + point.scaleBits + point.basisBits, 1e-15);
        VERIFY_NEAR(point.sqnrDb(), 10 * std::log10(point.signalPower / point.meanSquaredError), 1e-9);
        // Beyond that the error is that of the scales, which have eleven bits: singular values, alone in their rows, are
        // nothing but scales.
        constexpr double scaleLimit = 70.0;
        QVERIFY(point.sqnrDb() > std::min(before, scaleLimit) - 0.5);
        before = point.sqnrDb();
    }
}

void TestRateDistortion::basisIsPaidFor()
{
    const std::string tensor = "model.layers.2.mlp.down_proj.weight";
    const std::string file = "kjv_llama_twin/model.safetensors";
    const double weights = 256.0 * 688.0;
    const auto bits = [&](const ComponentRequest& coordinates) {
        return curve(file, tensor, coordinates, 128)->curve.front().basisBits * weights;
    };
    QCOMPARE(bits({"original", {}}), 0.0);
    VERIFY_NEAR(bits({"hadamard", {}}), 64.0, 1e-9);
    VERIFY_NEAR(bits({"pca", {}}), 16.0 * 688 * 688, 1e-3);
    VERIFY_NEAR(bits({"pca", {{"basis-bits", std::int64_t{6}}, {"side", std::string("rows")}}}), 6.0 * 256 * 256, 1e-3);
}

void TestRateDistortion::pointsArriveOneByOne()
{
    const QuantizerEntry& entry = m_registries.quantizers.find("uniform");
    std::vector<double> published;
    const JobContext job({}, nullptr, [&published](const std::any& partial) {
        published.push_back(std::any_cast<RateDistortionPoint>(partial).bits);
    });
    const std::vector<double> bits{8, 2, 5};
    const auto points = sweepBits(drawMatrix(20, 20, 1), entry, {}, bits, {0.0}, job);
    QCOMPARE(published, bits);
    for (std::size_t i = 0; i < bits.size(); ++i) QCOMPARE(points[i].bits, bits[i]);
    const std::vector<double> wrong{1};
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(sweepBits(drawMatrix(2, 2, 1), entry, {}, wrong, {0.0}, JobContext())),
                             InvalidRequest);
}

void TestRateDistortion::perfectAndEmpty()
{
    RateDistortionPoint point;
    QVERIFY(std::isnan(point.sqnrDb()));
    point.signalPower = 1.0;
    QVERIFY(std::isinf(point.sqnrDb()) && point.sqnrDb() > 0);
    point.meanSquaredError = 0.01;
    VERIFY_NEAR(point.sqnrDb(), 20.0, 1e-12);
}

// science.md 0.1: at a fixed rate with one scale a tensor, outlier columns gain some 11 dB at 4 bits; entropy rises.
void TestRateDistortion::rotationHelpsAtAFixedRate()
{
    Matrix weights = drawMatrix(512, 512, 4);
    weights.col(100) *= 30.0F; // 0.2 % of the columns
    const CoordinateSystemEntry& hadamard = m_registries.coordinateSystems.find("hadamard");
    const auto recipe = hadamard.make(resolveParameters(hadamard.parameters, {}));
    Matrix turned = weights;
    recipe->fit(weights, JobContext()).forward(turned, JobContext());
    const QuantizerEntry& uniform = m_registries.quantizers.find("uniform");
    const std::vector<double> bits{4};
    const Parameters perTensor{{"group", std::int64_t{-1}}};
    const RateDistortionPoint before = sweepBits(weights, uniform, perTensor, bits, {0.0}, JobContext()).front();
    const RateDistortionPoint after = sweepBits(turned, uniform, perTensor, bits, {0.0}, JobContext()).front();
    QVERIFY2(after.sqnrDb() > before.sqnrDb() + 8.0,
             qPrintable(QStringLiteral("%1 -> %2").arg(before.sqnrDb()).arg(after.sqnrDb())));
    QVERIFY(after.entropyBits > before.entropyBits + 1.0);
}

QTEST_APPLESS_MAIN(TestRateDistortion)
#include "tst_rate_distortion.moc"
