// SPDX-License-Identifier: GPL-3.0-or-later
// Calibration files: what is written comes back in every format, imports, names that stand for others, and files that are
// not what they say.
#include "core/base/error.h"
#include "core/engine/analysis_session.h"
#include "core/engine/calibration.h"
#include "core/engine/calibration_names.h"
#include "core/registry/registries.h"
#include "core/studies/coding_survey.h"

#include "tests/support/gguf_testing.h"
#include "tests/support/moments_testing.h"
#include "tests/support/naive.h"
#include "tests/support/reference_data.h"

#include <QTemporaryDir>
#include <QtTest>

#include <bit>
#include <cmath>
#include <limits>
#include <set>

using namespace alidade;
using namespace alidade::test;
using alidade::testing::GgufBytes;

namespace {

/// Bytes of numbers one after the other.
template <typename... Numbers>
std::string bytesOf(Numbers... numbers)
{
    std::string bytes;
    (bytes.append(reinterpret_cast<const char*>(&numbers), sizeof numbers), ...);
    return bytes;
}

std::string legacyEntry(const std::string& name, std::int32_t calls, const std::vector<float>& values)
{
    std::string bytes = bytesOf(static_cast<std::int32_t>(name.size())) + name +
                        bytesOf(calls, static_cast<std::int32_t>(values.size()));
    for (const float value : values) bytes += bytesOf(value);
    return bytes;
}

const std::string queries = "model.layers.3.self_attn.q_proj.weight";
const std::string keys = "model.layers.3.self_attn.k_proj.weight";

} // namespace

class TestCalibration : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { m_registries = builtinRegistries(); }
    void comesBack_data();
    void comesBack();
    void writerRefuses();
    void namesThatStandForOthers();
    void refusesWhatIsNoMoments_data();
    void refusesWhatIsNoMoments();
    void plainMatrices();
    void imatrixGguf();
    void imatrixLegacy();
    void hostileLegacy_data();
    void hostileLegacy();
    void hostileGguf();
    void sessionUsesIt();
    void surveyUsesIt();

private:
    [[nodiscard]] std::string at(const char* name) const
    {
        return m_folder.filePath(QString::fromLatin1(name)).toStdString();
    }
    [[nodiscard]] std::shared_ptr<const Calibration> open(const std::string& path) const
    {
        return openCalibration(path, m_registries);
    }
    /// A model with two matrices of 24 inputs and a calibration of the first.
    void writeModel();

    Registries m_registries;
    QTemporaryDir m_folder;
};

void TestCalibration::comesBack_data()
{
    QTest::addColumn<QString>("name");
    for (const char* name : {"c.h5", "c.safetensors", "c.npz", "calibration"}) QTest::newRow(name) << QString::fromLatin1(name);
}

void TestCalibration::comesBack()
{
    QFETCH(QString, name);
    const std::string path = at(name.toLatin1().constData());
    const CalibrationFacts facts{123456, 60, 2048, 0xFEDCBA9876543210U, 0xFFFFFFFFFFFFFFFFU};
    const MatrixD moments = correlatedMoments(20, 40.0, 1);
    const MatrixD gradients = correlatedMoments(12, 20.0, 2);
    const std::vector<MatrixD> all{moments, gradients, moments.diagonal().transpose(), MatrixD::Constant(1, 1, 777.0)};
    const std::vector<CalibrationPlan> plan{{queries + ".input_moments", 20, 20, false},
                                            {queries + ".output_gradient_moments", 12, 12, true},
                                            {"lm_head.weight.input_energies", 1, 20, false},
                                            {queries + ".tokens", 1, 1, false}};
    writeCalibration(
        path, facts, plan, [&all](std::size_t i, const JobContext&) { return all[i]; }, m_registries, JobContext());
    const auto back = open(path);
    QVERIFY(back->facts() == facts);
    QCOMPARE(back->path(), path);
    QVERIFY(back->description().find("123,456 tokens") != std::string::npos);
    const std::set<std::string> named(back->tensors().begin(), back->tensors().end()); // HDF5 has an order of its own
    QVERIFY(back->tensors().size() == 2 && named == (std::set<std::string>{queries, "lm_head.weight"}));
    QVERIFY(*back->inputMoments(queries, 20, JobContext()) == moments);
    QVERIFY(*back->outputGradientMoments(queries, 12, JobContext()) == gradients.cast<float>().cast<double>());
    QVERIFY(*back->inputMoments("lm_head.weight", 20, JobContext()) ==
            MatrixD(moments.diagonal().asDiagonal()));
    QVERIFY(back->inputMoments("model.layers.4.self_attn.q_proj.weight", 20, JobContext()) == nullptr);
    QVERIFY(back->outputGradientMoments(keys, 12, JobContext()) == nullptr);
    QCOMPARE(back->tokens(queries).value_or(0), std::uint64_t{777});
    QVERIFY(!back->tokens("lm_head.weight").has_value());
    // One that is held is handed out again.
    const auto held = back->inputMoments(queries, 20, JobContext());
    QVERIFY(back->inputMoments(keys, 20, JobContext()) == held);
    try { // another size
        static_cast<void>(back->inputMoments(queries, 21, JobContext()));
        QFAIL("it was taken");
    } catch (const FormatError& error) {
        QVERIFY(std::string(error.what()).find(queries) != std::string::npos);
    }
}

void TestCalibration::writerRefuses()
{
    const std::string path = at("never.h5");
    const auto write = [&](const MatrixD& values, const std::string& name = "w.input_moments") {
        const std::vector<CalibrationPlan> plan{{name, 3, 3, false}};
        writeCalibration(
            path, {}, plan, [&values](std::size_t, const JobContext&) { return values; }, m_registries, JobContext());
    };
    MatrixD asymmetric = MatrixD::Identity(3, 3);
    asymmetric(0, 1) = 0.5;
    MatrixD negative = MatrixD::Identity(3, 3);
    negative(2, 2) = -1.0;
    MatrixD holes = MatrixD::Identity(3, 3);
    holes(1, 1) = std::nan("");
    for (const MatrixD& wrong : {asymmetric, negative, holes, MatrixD(MatrixD::Identity(4, 4))})
        QVERIFY_EXCEPTION_THROWN(write(wrong), InvalidRequest);
    QVERIFY(!QFile::exists(QString::fromStdString(path)));
    write(MatrixD::Identity(3, 3));
    QVERIFY(QFile::exists(QString::fromStdString(path)));
}

void TestCalibration::namesThatStandForOthers()
{
    QCOMPARE(sharedInputNames(keys).back(), queries);
    QCOMPARE(sharedInputNames("model.layers.0.mlp.up_proj.weight").back(), std::string("model.layers.0.mlp.gate_proj.weight"));
    QCOMPARE(sharedInputNames("blk.7.attn_v.weight").back(), std::string("blk.7.attn_q.weight"));
    QCOMPARE(sharedInputNames("blk.7.ffn_up.weight").back(), std::string("blk.7.ffn_gate.weight"));
    QCOMPARE(sharedInputNames("blk.7.attn_k_norm.weight").size(), std::size_t{1});
    LayerIndex index;
    index.add("blk.3.attn_q.weight");
    index.add("blk.3.ffn_down.weight");
    index.add("output.weight");
    QCOMPARE(index.find(queries), std::string("blk.3.attn_q.weight"));
    QCOMPARE(index.find(keys), std::string("blk.3.attn_q.weight"));
    QCOMPARE(index.find("model.layers.3.mlp.down_proj.weight"), std::string("blk.3.ffn_down.weight"));
    QCOMPARE(index.find("layers.3.feed_forward.w2.weight"), std::string("blk.3.ffn_down.weight"));
    QCOMPARE(index.find("lm_head.weight"), std::string("output.weight"));
    QCOMPARE(index.find("model.layers.2.mlp.down_proj.weight"), std::string());
    QCOMPARE(index.find("model.layers.3.self_attn.q_proj.bias"), std::string());
    LayerIndex back;
    back.add(queries);
    QCOMPARE(back.find("blk.3.attn_k.weight"), queries);
    index.add("decoder.layers.3.self_attn.q_proj.weight"); // which one is meant?
    QCOMPARE(index.find(queries), std::string());
}

void TestCalibration::refusesWhatIsNoMoments_data()
{
    QTest::addColumn<QString>("fault");
    for (const char* fault : {"asymmetric", "negative", "nan", "rectangular", "too large"})
        QTest::newRow(fault) << QString::fromLatin1(fault);
}

void TestCalibration::refusesWhatIsNoMoments()
{
    QFETCH(QString, fault);
    Matrix moments = correlatedMoments(8, 10.0, 3).cast<float>();
    if (fault == QStringLiteral("asymmetric")) moments(1, 2) += 0.1F;
    if (fault == QStringLiteral("negative")) moments(3, 3) = -moments(3, 3);
    if (fault == QStringLiteral("nan")) moments(4, 5) = moments(5, 4) = std::numeric_limits<float>::quiet_NaN();
    if (fault == QStringLiteral("rectangular")) moments = Matrix::Zero(8, 7);
    if (fault == QStringLiteral("too large")) moments(1, 2) = moments(2, 1) = 10.0F;
    const std::string path = at("wrong.safetensors");
    writeSafetensors(path, {storedMatrix("w.input_moments", moments), storedVector("calibration.tokens", {5.0F})});
    const auto calibration = open(path);
    QCOMPARE(calibration->facts().tokens, std::uint64_t{5});
    try {
        static_cast<void>(calibration->inputMoments("w", 8, JobContext()));
        QFAIL("it was taken");
    } catch (const FormatError& error) {
        const std::string text = error.what();
        QVERIFY2(text.find("wrong.safetensors") != std::string::npos && text.find("w.input_moments") != std::string::npos,
                 text.c_str());
    }
    // Rounding of float32 products is forgiven, and the result exactly symmetric.
    Matrix rough = correlatedMoments(8, 10.0, 3).cast<float>();
    rough(1, 2) *= 1.00001F;
    writeSafetensors(path, {storedMatrix("w.input_moments", rough), storedVector("w.tokens", {-5.0F})});
    const auto taken = open(path)->inputMoments("w", 8, JobContext());
    QVERIFY(*taken == MatrixD(taken->transpose()));
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(open(path)->tokens("w")), FormatError);
    writeSafetensors(path, {storedVector("w.input_energies", {1.0F, -2.0F})});
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(open(path)->inputMoments("w", 2, JobContext())), FormatError);
    writeSafetensors(path, {storedVector("v", {1.0F, -2.0F})});
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(open(path)), InvalidRequest);
}

void TestCalibration::plainMatrices()
{
    const Matrix hessian = correlatedMoments(8, 10.0, 4).cast<float>();
    const std::string one = at("hessian.safetensors");
    writeSafetensors(one, {storedMatrix("H", hessian)});
    const auto alone = open(one);
    QVERIFY(*alone->inputMoments("anything", 8, JobContext()) == hessian.cast<double>());
    QVERIFY(alone->inputMoments("anything", 9, JobContext()) == nullptr);
    QVERIFY(alone->inputMoments("H", 9, JobContext()) == nullptr);
    // The same as one NumPy array.
    const std::string npy = at("hessian.npy");
    std::string header = "{'descr': '<f4', 'fortran_order': False, 'shape': (8, 8), }";
    while ((header.size() + 11) % 64 != 0) header += ' ';
    header += '\n';
    writeFile(npy, std::string("\x93NUMPY\x01\x00", 8) + bytesOf(static_cast<std::uint16_t>(header.size())) + header +
                       std::string(reinterpret_cast<const char*>(hessian.data()), 256));
    QVERIFY(*open(npy)->inputMoments("anything", 8, JobContext()) == hessian.cast<double>());
    const std::string named = at("named.safetensors");
    writeSafetensors(named, {storedMatrix(queries, hessian), storedMatrix("b", hessian)});
    QVERIFY(open(named)->inputMoments(queries, 8, JobContext()) != nullptr);
    QVERIFY(open(named)->inputMoments(keys, 8, JobContext()) != nullptr);
    QVERIFY(open(named)->inputMoments("anything", 8, JobContext()) == nullptr);
}

void TestCalibration::imatrixGguf()
{
    const std::vector<float> sums{2.0F, 8.0F, 0.0F, 18.0F};
    const std::vector<float> counts{2.0F};
    GgufBytes bytes;
    bytes.head(2, 3).key("general.type", 8).string("imatrix").key("imatrix.chunk_count", 4).u32(5).key("imatrix.chunk_size", 4).u32(512);
    bytes.tensor("blk.3.attn_q.weight.in_sum2", {4, 1}, 0, 0).tensor("blk.3.attn_q.weight.counts", {1, 1}, 0, 32).pad();
    for (const float value : sums) bytes.u32(std::bit_cast<std::uint32_t>(value));
    bytes.pad();
    bytes.u32(std::bit_cast<std::uint32_t>(counts[0])).pad();
    const std::string path = at("imatrix.gguf");
    alidade::testing::writeFile(QString::fromStdString(path), bytes.data);
    const auto calibration = open(path);
    QVERIFY(calibration->description().find("diagonal") != std::string::npos);
    QCOMPARE(calibration->facts().tokens, std::uint64_t{5 * 512});
    const Eigen::Vector4d wanted(1.0, 4.0, 0.0, 9.0);
    for (const std::string& name : {queries, keys, std::string("blk.3.attn_v.weight")}) {
        const auto moments = calibration->inputMoments(name, 4, JobContext());
        QVERIFY2(moments != nullptr, name.c_str());
        QVERIFY(*moments == MatrixD(wanted.asDiagonal()));
        QCOMPARE(calibration->tokens(name).value_or(0), std::uint64_t{2});
    }
    QVERIFY(calibration->inputMoments("model.layers.2.self_attn.q_proj.weight", 4, JobContext()) == nullptr);
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(calibration->inputMoments(queries, 3, JobContext())), FormatError);
}

void TestCalibration::imatrixLegacy()
{
    const std::string path = at("imatrix.dat");
    const std::string entries = bytesOf(std::int32_t{2}) + legacyEntry("blk.0.attn_q.weight", 2, {2.0F, 8.0F}) +
                                legacyEntry("blk.0.ffn_down_exps.weight", 1, {1.0F, 2.0F, 3.0F, 4.0F});
    for (const std::string& end : {std::string(), bytesOf(std::int32_t{9}),
                                   bytesOf(std::int32_t{9}, std::int32_t{8}) + "wiki.txt"}) {
        writeFile(path, entries + end);
        const auto calibration = open(path);
        QCOMPARE(calibration->facts().windows, std::uint64_t{end.empty() ? 0U : 9U});
        const auto moments = calibration->inputMoments("model.layers.0.self_attn.q_proj.weight", 2, JobContext());
        QVERIFY(*moments == MatrixD(Eigen::Vector2d(1.0, 4.0).asDiagonal()));
        const auto experts = calibration->inputMoments("blk.0.ffn_down_exps.weight", 2, JobContext());
        QVERIFY(*experts == MatrixD(Eigen::Vector2d(2.0, 3.0).asDiagonal())); // the mean of both
    }
}

void TestCalibration::hostileLegacy_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const auto row = [](const char* name, const std::string& bytes) {
        QTest::newRow(name) << QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size()));
    };
    constexpr std::int32_t many = std::numeric_limits<std::int32_t>::max();
    const std::string good = legacyEntry("w", 1, {1.0F, 2.0F});
    row("nothing", {});
    row("no entries", bytesOf(std::int32_t{0}));
    row("minus one entry", bytesOf(std::int32_t{-1}) + good);
    row("two billion entries", bytesOf(many) + good);
    row("a name of two billion", bytesOf(std::int32_t{1}, many) + good);
    row("a name of nothing", bytesOf(std::int32_t{1}, std::int32_t{0}) + good);
    row("two billion values", bytesOf(std::int32_t{1}, std::int32_t{1}) + "w" + bytesOf(std::int32_t{1}, many) + good);
    row("minus one call", bytesOf(std::int32_t{1}) + legacyEntry("w", -1, {1.0F}));
    row("no values", bytesOf(std::int32_t{1}) + legacyEntry("w", 1, {}) + std::string(8, '\0'));
    row("NaN", bytesOf(std::int32_t{1}) + legacyEntry("w", 1, {std::numeric_limits<float>::quiet_NaN()}));
    row("negative", bytesOf(std::int32_t{1}) + legacyEntry("w", 1, {-1.0F}));
    row("twice", bytesOf(std::int32_t{2}) + good + good);
    row("cut", bytesOf(std::int32_t{1}) + good.substr(0, good.size() - 1));
    row("more behind", bytesOf(std::int32_t{1}) + good + bytesOf(std::int32_t{9}, std::int32_t{1}) + "ab");
    row("a text of minus one", bytesOf(std::int32_t{1}) + good + bytesOf(std::int32_t{9}, std::int32_t{-1}));
    row("a text of two billion", bytesOf(std::int32_t{1}) + good + bytesOf(std::int32_t{9}, many));
}

void TestCalibration::hostileLegacy()
{
    QFETCH(QByteArray, bytes);
    const std::string path = at("hostile.dat");
    alidade::testing::writeFile(QString::fromStdString(path), bytes);
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(open(path)), FormatError);
}

void TestCalibration::hostileGguf()
{
    const std::string path = at("hostile.gguf");
    const auto refused = [&](GgufBytes& bytes) {
        alidade::testing::writeFile(QString::fromStdString(path), bytes.data);
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(open(path)), FormatError);
    };
    GgufBytes alone;
    alone.head(1, 0).tensor("w.in_sum2", {4, 1}, 0, 0).pad().u64(0).u64(0);
    refused(alone);
    GgufBytes uneven; // four sums do not belong to three experts
    uneven.head(2, 0).tensor("w.in_sum2", {4, 1}, 0, 0).tensor("w.counts", {1, 3}, 0, 32).pad().u64(0).u64(0).pad().u64(0).u64(0);
    refused(uneven);
    GgufBytes negative;
    negative.head(2, 0).tensor("w.in_sum2", {1, 1}, 0, 0).tensor("w.counts", {1, 1}, 0, 32).pad().u32(0xBF800000U).pad().u32(0x3F800000U).pad();
    refused(negative);
}

void TestCalibration::writeModel()
{
    writeSafetensors(at("model.safetensors"), {storedMatrix(queries, drawMatrix(32, 24, 1)),
                                               storedMatrix("other", drawMatrix(16, 24, 2))});
    const std::vector<CalibrationPlan> plan{{queries + ".input_moments", 24, 24, false}};
    writeCalibration(
        at("model.calibration.h5"), {}, plan,
        [](std::size_t, const JobContext&) { return correlatedMoments(24, 30.0, 3); }, m_registries, JobContext());
}

// A request with a calibration is another request, its command line says so, and its points know the output's error.
void TestCalibration::sessionUsesIt()
{
    writeModel();
    AnalysisSession session(m_registries);
    AnalysisRequest request;
    request.file = at("model.safetensors");
    request.tensor = queries;
    request.coordinates = {"hadamard", {}};
    request.curve = CurveRequest{{"gptq", {}}, {3.0}};
    const auto blind = session.analyse(request, JobContext());
    QVERIFY(!blind->calibrated && !blind->curve[0].usedMoments && std::isnan(blind->curve[0].operatorError));
    AnalysisRequest calibrated = request;
    calibrated.calibration = at("model.calibration.h5");
    QVERIFY(!(request == calibrated));
    QVERIFY(commandLine(calibrated).find(" --calibration ") != std::string::npos);
    QVERIFY(commandLine(request).find("--calibration") == std::string::npos);
    for (int again = 0; again < 2; ++again) { // the second time from the caches
        const auto seen = session.analyse(calibrated, JobContext());
        QVERIFY(seen->calibrated && seen->curve[0].usedMoments);
        calibrated.curve->quantizer.id = "uniform";
        const auto nearest = session.analyse(calibrated, JobContext());
        QVERIFY(!nearest->curve[0].usedMoments);
        QVERIFY(seen->curve[0].operatorError < nearest->curve[0].operatorError);
        calibrated.curve->quantizer.id = "gptq";
    }
    for (const char* system : {"activation", "kfac"}) {
        calibrated.coordinates = {system, {}};
        if (std::string(system) == "kfac") calibrated.coordinates.parameters.set("side", std::string("columns"));
        calibrated.metrics = {"l2"};
        calibrated.nulls = NullRequest{{"gaussian"}, 2, 1};
        QVERIFY(session.analyse(calibrated, JobContext())->basisBits > 0.0);
        AnalysisRequest without = calibrated;
        without.calibration.clear();
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(session.analyse(without, JobContext())), InvalidRequest);
        without = calibrated;
        without.tensor = "other"; // of which the file knows nothing
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(session.analyse(without, JobContext())), InvalidRequest);
    }
    calibrated.coordinates = {"kfac", {}}; // no gradients were measured
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(session.analyse(calibrated, JobContext())), InvalidRequest);
}

void TestCalibration::surveyUsesIt()
{
    writeModel();
    CodingSurveyRequest request;
    request.file = at("model.safetensors");
    request.calibration = at("model.calibration.h5");
    request.pattern = queries;
    request.coordinates = {{"original", {}}, {"hadamard", {}}, {"activation", {}}};
    request.curves = {{{"gptq", {}}, {3.0}}, {{"uniform", {}}, {3.0}}};
    request.nulls = {"gaussian"};
    CodingTotals totals(request);
    const auto measure = [&] {
        return surveyCoding(request, m_registries, [&](const CodingSurveyRow& row) { totals.add(row); }, JobContext());
    };
    QVERIFY(measure().empty());
    for (const char* source : {"weights", "gaussian"})
        for (std::size_t system = 0; system < 3; ++system) {
            const RateDistortionPoint fed = totals.curve(source, system, 0).front();
            QVERIFY(fed.usedMoments && fed.operatorError > 0.0);
            const double nearest = totals.curve(source, system, 1).front().operatorError;
            if (system < 2) QVERIFY(fed.operatorError < nearest); // on the inputs' own axes nothing is correlated
        }
    request.pattern.clear(); // the other tensor is unknown: that is said, and the total is undefined
    QVERIFY(!measure().empty());
    QVERIFY(std::isnan(totals.curve("weights", 0, 0).front().operatorError));
}

QTEST_APPLESS_MAIN(TestCalibration)
#include "tst_calibration.moc"
