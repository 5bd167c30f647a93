// SPDX-License-Identifier: GPL-3.0-or-later
// Compressed models: what comes back is what was quantized, bit for bit; the file has the size that is reported; nothing
// that was changed is decoded; a stopped run goes on.
#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/checkpoint/checkpoint_writer.h"
#include "core/compression/compressed_model.h"
#include "core/engine/calibration.h"
#include "core/rate_distortion/curve.h"

#include "tests/support/moments_testing.h"
#include "tests/support/naive.h"
#include "tests/support/reference_data.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <chrono>
#include <cmath>
#include <filesystem>
#include <stop_token>

using namespace alidade;
using namespace alidade::test;

namespace {

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void writeContent(const QString& path, const QByteArray& content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
}

struct Tensor {
    std::string name;
    std::vector<std::uint64_t> shape;
    Matrix values;
};

} // namespace

class TestCompression : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void comesBackBitForBit_data();
    void comesBackBitForBit();
    void everyQuantizerAndCoder_data();
    void everyQuantizerAndCoder();
    void rateIsThatOfThePlane();
    void sizeIsKept();
    void qualityIsReached();
    void allocationBeatsEqualBits();
    void goesOnWhereItWasStopped();
    void refusesChangedFiles();
    void refusesRequests();
    void sameFileForEveryTeam();
    void calibrationIsUsed_data();
    void calibrationIsUsed();

private:
    [[nodiscard]] std::string out(const char* name) const { return m_folder.filePath(QString::fromLatin1(name)).toStdString(); }
    [[nodiscard]] CompressionRequest request(const char* name) const;
    [[nodiscard]] std::vector<Matrix> decompressed(const std::string& file) const;
    [[nodiscard]] FitInput inputOf(const Tensor& tensor, bool calibrated) const
    {
        FitInput input(tensor.values);
        if (calibrated)
            input.inputMoments = openCalibration(m_calibration, m_registries)
                                     ->inputMoments(tensor.name, tensor.values.cols(), JobContext());
        return input;
    }

    Registries m_registries;
    QTemporaryDir m_folder;
    std::vector<Tensor> m_tensors;
    std::string m_model;
    std::string m_calibration;
};

void TestCompression::initTestCase()
{
    m_registries = builtinRegistries();
    Matrix loud = drawMatrix(40, 64, 2, Source::Laplace) * 0.02F;
    loud.col(5) *= 30.0F;
    m_tensors = {{"a.weight", {48, 64}, drawMatrix(48, 64, 1) * 0.02F},
                 {"norm.weight", {64}, drawMatrix(1, 64, 5)},
                 {"b.weight", {40, 64}, loud},
                 {"stack", {2, 10, 32}, drawMatrix(20, 32, 3)}};
    m_model = out("model.safetensors");
    std::vector<TensorInfo> infos;
    for (const Tensor& tensor : m_tensors) {
        TensorInfo info;
        info.name = tensor.name;
        info.shape = tensor.shape;
        info.elements = static_cast<std::uint64_t>(tensor.values.size());
        info.bytes = 4 * info.elements;
        info.index = infos.size();
        infos.push_back(info);
    }
    writeContent(QString::fromStdString(m_model), {}); // writers fill a file that exists
    const auto writer = m_registries.checkpointWriters.find("safetensors").create(m_model, infos);
    for (const Tensor& tensor : m_tensors) {
        writer->write(std::as_bytes(std::span(tensor.values.data(), static_cast<std::size_t>(tensor.values.size()))));
        writer->endTensor();
    }
    writer->finish();
    m_calibration = out("calibration.h5");
    const std::vector<CalibrationPlan> plan{{"a.weight.input_moments", 64, 64, false},
                                            {"a.weight.output_gradient_moments", 48, 48, false},
                                            {"b.weight.input_moments", 64, 64, true},
                                            {"b.weight.output_gradient_moments", 40, 40, true},
                                            {"stack.input_moments", 32, 32, false}};
    writeCalibration(
        m_calibration, {}, plan,
        [&plan](std::size_t i, const JobContext&) { return correlatedMoments(plan[i].rows, 30.0, i); }, m_registries,
        JobContext());
}

CompressionRequest TestCompression::request(const char* name) const
{
    CompressionRequest request;
    request.file = m_model;
    request.output = out(name);
    request.recipe = {{"hadamard", {}}, {"uniform", {{"group", std::int64_t{32}}}}, {"rans", {}}};
    request.target.bits = 4;
    return request;
}

std::vector<Matrix> TestCompression::decompressed(const std::string& file) const
{
    const std::string target = out("decompressed.safetensors");
    decompressModel(file, target, m_registries, JobContext());
    const auto checkpoint = openCheckpoint(target, m_registries.checkpointFormats);
    std::vector<Matrix> values;
    for (const TensorInfo& tensor : checkpoint->tensors()) values.push_back(checkpoint->readMatrix(tensor, JobContext()));
    return values;
}

void TestCompression::comesBackBitForBit_data()
{
    QTest::addColumn<QString>("system");
    for (const CoordinateSystemEntry& system : builtinRegistries().coordinateSystems)
        if (system.id != "imported" && system.id != "scaled_hadamard" && system.id != "kfac") // no gradients of the stack
            QTest::newRow(system.id.c_str()) << QString::fromStdString(system.id);
}

// Weights turned, quantized, decoded and turned back in memory are the very bits that the file gives.
void TestCompression::comesBackBitForBit()
{
    QFETCH(QString, system);
    CompressionRequest asked = request("exact.alidade.h5");
    asked.recipe.coordinates.id = system.toStdString();
    const bool calibrated = m_registries.coordinateSystems.find(asked.recipe.coordinates.id).needsCalibration;
    if (calibrated) asked.calibration = m_calibration;
    const CompressionReport report = compressModel(asked, m_registries, JobContext());
    QCOMPARE(report.fileBytes, static_cast<std::uint64_t>(QFileInfo(QString::fromStdString(asked.output)).size()));
    VERIFY_NEAR(report.rate(), 8.0 * static_cast<double>(report.fileBytes) / (48 * 64 + 64 + 40 * 64 + 2 * 10 * 32), 1e-12);
    const std::vector<Matrix> back = decompressed(asked.output);
    QCOMPARE(back.size(), m_tensors.size());
    const CoordinateSystemEntry& entry = m_registries.coordinateSystems.find(asked.recipe.coordinates.id);
    const QuantizerEntry& uniform = m_registries.quantizers.find("uniform");
    const auto quantizer = uniform.make(
        resolveParameters(uniform.parameters, {{"group", std::int64_t{32}}, {"bits", std::int64_t{4}}}));
    for (std::size_t i = 0; i < back.size(); ++i) {
        const Matrix& weights = m_tensors[i].values;
        if (m_tensors[i].shape.size() == 1) {
            QVERIFY(back[i] == weights);
            continue;
        }
        const Basis basis = entry.make(resolveParameters(entry.parameters, {}))->fit(inputOf(m_tensors[i], calibrated), JobContext());
        Matrix coefficients = weights;
        basis.forward(coefficients, JobContext());
        const auto codec = quantizer->design(coefficients, JobContext());
        Matrix expected = codec->decode(codec->encode(coefficients, JobContext()), JobContext());
        const double error = (expected - coefficients).cast<double>().squaredNorm();
        VERIFY_NEAR(report.tensors[i].squaredError, error, 1e-5 * error);
        basis.inverse(expected, JobContext());
        QVERIFY2(back[i] == expected, m_tensors[i].name.c_str());
    }
}

void TestCompression::everyQuantizerAndCoder_data()
{
    QTest::addColumn<QString>("quantizer");
    QTest::addColumn<QString>("coder");
    const Registries registries = builtinRegistries();
    for (const QuantizerEntry& quantizer : registries.quantizers)
        for (const EntropyCoderEntry& coder : registries.entropyCoders)
            if (coder.id == "rans" || quantizer.id == "uniform")
                QTest::addRow("%s %s", quantizer.id.c_str(), coder.id.c_str())
                    << QString::fromStdString(quantizer.id) << QString::fromStdString(coder.id);
}

void TestCompression::everyQuantizerAndCoder()
{
    QFETCH(QString, quantizer);
    QFETCH(QString, coder);
    CompressionRequest asked = request("all.alidade.h5");
    asked.recipe.coordinates.id = "original";
    asked.recipe.quantizer = {quantizer.toStdString(), {}};
    asked.recipe.coder.id = coder.toStdString();
    for (const ParameterSpec& spec : m_registries.quantizers.find(asked.recipe.quantizer.id).parameters)
        if (spec.id == "bits") asked.target.bits = std::clamp(3.0, spec.minimum, spec.maximum);
    const CompressionReport report = compressModel(asked, m_registries, JobContext());
    const std::vector<Matrix> back = decompressed(asked.output);
    for (std::size_t i = 0; i < back.size(); ++i) {
        QVERIFY(back[i].allFinite());
        if (m_tensors[i].shape.size() == 1) continue;
        const double error = (back[i] - m_tensors[i].values).cast<double>().squaredNorm();
        VERIFY_NEAR(report.tensors[i].squaredError, error, 1e-5 * error + 1e-12);
    }
}

// A tensor's bytes are what its point on the plane says.
void TestCompression::rateIsThatOfThePlane()
{
    CompressionRequest asked = request("plane.alidade.h5");
    asked.recipe.coordinates.id = "pca";
    const CompressionReport report = compressModel(asked, m_registries, JobContext());
    const CoordinateSystemEntry& entry = m_registries.coordinateSystems.find("pca");
    const EntropyCoderEntry& coder = m_registries.entropyCoders.find("rans");
    const auto rans = coder.make(resolveParameters(coder.parameters, {}));
    const std::vector<double> four{4.0};
    for (std::size_t i = 0; i < m_tensors.size(); ++i) {
        if (m_tensors[i].shape.size() == 1) continue;
        Matrix coefficients = m_tensors[i].values;
        const Basis basis = entry.make(resolveParameters(entry.parameters, {}))->fit(coefficients, JobContext());
        basis.forward(coefficients, JobContext());
        const RateDistortionPoint point =
            sweepBits(coefficients, m_registries.quantizers.find("uniform"), {{"group", std::int64_t{32}}}, four,
                      {basis.sideInformationBits(), rans.get()}, JobContext())
                .front();
        const CompressedTensorReport& line = report.tensors[i];
        const double bytes = static_cast<double>(line.basisBytes + line.scaleBytes + line.symbolBytes);
        // A stored basis has a header of seven bytes, which shows in tensors as small as these.
        VERIFY_NEAR(8.0 * bytes / static_cast<double>(line.weights), point.codedRate(),
                    1e-4 * point.codedRate() + 8.0 * 7.0 / static_cast<double>(line.weights));
    }
}

void TestCompression::sizeIsKept()
{
    CompressionRequest asked = request("size.alidade.h5");
    asked.recipe.quantizer = {"ecsq", {}};
    asked.target = {};
    asked.target.bitsPerWeight = 3.0;
    const CompressionReport report = compressModel(asked, m_registries, JobContext());
    double bytes = 0.0;
    double weights = 0.0;
    for (const CompressedTensorReport& line : report.tensors) {
        if (std::isnan(line.bits)) continue;
        bytes += static_cast<double>(line.basisBytes + line.scaleBytes + line.symbolBytes);
        weights += static_cast<double>(line.weights);
    }
    QVERIFY(8.0 * bytes / weights <= 3.0);
    QVERIFY(8.0 * bytes / weights > 2.7);
}

void TestCompression::qualityIsReached()
{
    for (const char* quantizer : {"uniform", "ecsq"}) {
        CompressionRequest asked = request("quality.alidade.h5");
        asked.recipe.quantizer = {quantizer, {}};
        asked.target = {};
        asked.target.sqnrDb = 17.0;
        for (const CompressedTensorReport& line : compressModel(asked, m_registries, JobContext()).tensors)
            if (!std::isnan(line.bits)) QVERIFY(10.0 * std::log10(line.energy / line.squaredError) >= 17.0);
        asked.target.sqnrDb = 200.0;
        QVERIFY_EXCEPTION_THROWN(compressModel(asked, m_registries, JobContext()), InvalidRequest);
    }
}

// The loud tensor gets more bits than the quiet ones, and the error for the same size is smaller.
void TestCompression::allocationBeatsEqualBits()
{
    CompressionRequest asked = request("equal.alidade.h5");
    asked.recipe.coordinates.id = "original";
    asked.recipe.coder.id = "fixed";
    const CompressionReport equal = compressModel(asked, m_registries, JobContext());
    double bytes = 0.0;
    double weights = 0.0;
    for (const CompressedTensorReport& line : equal.tensors)
        if (!std::isnan(line.bits)) {
            bytes += static_cast<double>(line.scaleBytes + line.symbolBytes);
            weights += static_cast<double>(line.weights);
        }
    asked.target = {};
    asked.target.bitsPerWeight = 8.0 * bytes / weights + 1e-9;
    asked.output = out("allocated.alidade.h5");
    const CompressionReport allocated = compressModel(asked, m_registries, JobContext());
    QVERIFY(allocated.sqnrDb() > equal.sqnrDb());
    QVERIFY(allocated.equalBits.has_value());
    QCOMPARE(allocated.equalBits->bits, 4.0);
    VERIFY_NEAR(allocated.equalBitsSqnrDb(), equal.sqnrDb(), 1e-4);
    QVERIFY(allocated.fileBytes <= equal.fileBytes + 1024); // three recipes instead of one in the index
}

void TestCompression::goesOnWhereItWasStopped()
{
    CompressionRequest asked = request("resumed.alidade.h5");
    std::stop_source stop;
    int reports = 0;
    const JobContext job(stop.get_token(), [&](double) { if (++reports == 4) stop.request_stop(); }, nullptr);
    QVERIFY_EXCEPTION_THROWN(compressModel(asked, m_registries, job), Cancelled);
    QVERIFY(!QFile::exists(QString::fromStdString(asked.output)));
    const QString parts = QString::fromStdString(asked.output + ".parts");
    QVERIFY(QDir(parts).exists());
    const QString first = QDir(parts).filePath(QDir(parts).entryList({QStringLiteral("*.part")}).constFirst());
    const qsizetype whole = QDir(parts).entryList({QStringLiteral("*.part")}).size();
    const CompressionReport resumed = compressModel(asked, m_registries, JobContext());
    QCOMPARE(resumed.resumed, static_cast<std::size_t>(whole));
    QVERIFY(!QDir(parts).exists());
    const QByteArray once = contentOf(QString::fromStdString(asked.output));
    const CompressionReport straight = compressModel(asked, m_registries, JobContext());
    QCOMPARE(straight.resumed, std::size_t{0});
    QCOMPARE(contentOf(QString::fromStdString(asked.output)), once);
    // Weights of the same shapes that were written in between are other weights: no part of the old ones is taken over.
    stop = std::stop_source();
    reports = 0;
    const JobContext again(stop.get_token(), [&](double) { if (++reports == 4) stop.request_stop(); }, nullptr);
    QVERIFY_EXCEPTION_THROWN(compressModel(asked, m_registries, again), Cancelled);
    const auto written = std::filesystem::last_write_time(m_model);
    std::filesystem::last_write_time(m_model, written + std::chrono::seconds(2));
    QCOMPARE(compressModel(asked, m_registries, JobContext()).resumed, std::size_t{0});
    std::filesystem::last_write_time(m_model, written);
    // Neither are damaged parts.
    QDir().mkpath(parts);
    writeContent(first, QByteArray("{}\nnonsense"));
    QCOMPARE(compressModel(asked, m_registries, JobContext()).resumed, std::size_t{0});
    QCOMPARE(contentOf(QString::fromStdString(asked.output)), once);
}

void TestCompression::refusesChangedFiles()
{
    const CompressionRequest asked = request("damaged.alidade.h5");
    compressModel(asked, m_registries, JobContext());
    const QString path = QString::fromStdString(asked.output);
    const QByteArray good = contentOf(path);
    const std::string target = out("never.safetensors");
    const auto refused = [&](const QByteArray& content) {
        writeContent(path, content);
        QVERIFY_EXCEPTION_THROWN(decompressModel(asked.output, target, m_registries, JobContext()), FormatError);
        QVERIFY(!QFile::exists(QString::fromStdString(target)));
    };
    for (qsizetype at = 0; at < good.size(); at += good.size() / 97) {
        QByteArray flipped = good;
        flipped[at] = static_cast<char>(flipped[at] ^ (1 << (at % 8)));
        refused(flipped);
        refused(good.left(at));
    }
    refused(good.left(good.size() - 1));
    refused(good + 'x');
    refused(QByteArray());
    writeContent(path, good);
    decompressModel(asked.output, target, m_registries, JobContext());
}

void TestCompression::refusesRequests()
{
    const auto refused = [this](const CompressionRequest& asked) {
        QVERIFY_EXCEPTION_THROWN(compressModel(asked, m_registries, JobContext()), InvalidRequest);
        QVERIFY(!QFile::exists(QString::fromStdString(asked.output)));
        QVERIFY(!QDir(QString::fromStdString(asked.output + ".parts")).exists());
    };
    CompressionRequest asked = request("refused.alidade.h5");
    asked.recipe.coordinates.id = "scaled_hadamard";
    refused(asked);
    asked = request("refused.alidade.h5");
    asked.recipe.coordinates = {"pca", {{"basis-bits", std::int64_t{0}}}};
    refused(asked);
    asked = request("refused.alidade.h5");
    asked.target.sqnrDb = 10.0;
    refused(asked);
    asked = request("refused.alidade.h5");
    asked.target = {};
    refused(asked);
    asked = request("refused.alidade.h5");
    asked.pattern = "nothing*";
    refused(asked);
    asked = request("refused.alidade.h5");
    asked.target = {};
    asked.target.bitsPerWeight = 0.5;
    refused(asked);
    asked = request("refused.h5");
    refused(asked);
    asked = request("no such folder/refused.alidade.h5"); // folders are not made up
    QVERIFY_EXCEPTION_THROWN(compressModel(asked, m_registries, JobContext()), Error);
    QVERIFY(!QFile::exists(QString::fromStdString(out("no such folder"))));
    QVERIFY_EXCEPTION_THROWN(decompressModel(m_model, out("x.safetensors"), m_registries, JobContext()), FormatError);
    QVERIFY_EXCEPTION_THROWN(decompressModel(m_model, out("x.npz"), m_registries, JobContext()), InvalidRequest);
}

void TestCompression::sameFileForEveryTeam()
{
    QByteArray first;
    for (const int threads : {1, 2, 3}) {
        setWorkerThreads(threads);
        const CompressionRequest asked = request("team.alidade.h5");
        compressModel(asked, m_registries, JobContext());
        const QByteArray content = contentOf(QString::fromStdString(asked.output));
        if (first.isEmpty()) first = content;
        QVERIFY(content == first);
    }
    setWorkerThreads(0);
}

void TestCompression::calibrationIsUsed_data()
{
    QTest::addColumn<QString>("quantizer");
    QTest::addColumn<bool>("uses");
    for (const QuantizerEntry& quantizer : builtinRegistries().quantizers)
        if (quantizer.usesMoments || quantizer.id == "uniform" || quantizer.id == "ecsq")
            QTest::newRow(quantizer.id.c_str()) << QString::fromStdString(quantizer.id) << quantizer.usesMoments;
}

// The errors of the outputs are those of the weights in the file, in whatever coordinates it was written, and parts that
// were made with another calibration are not taken over.
void TestCompression::calibrationIsUsed()
{
    QFETCH(QString, quantizer);
    QFETCH(bool, uses);
    CompressionRequest asked = request("calibrated.alidade.h5");
    asked.recipe.quantizer = {quantizer.toStdString(), {}};
    asked.target.bits = 3;
    const CompressionReport blind = compressModel(asked, m_registries, JobContext());
    asked.calibration = m_calibration;
    const CompressionReport report = compressModel(asked, m_registries, JobContext());
    const std::vector<Matrix> back = decompressed(asked.output);
    const auto calibration = openCalibration(m_calibration, m_registries);
    for (std::size_t i = 0; i < back.size(); ++i) {
        const CompressedTensorReport& line = report.tensors[i];
        QVERIFY(std::isnan(blind.tensors[i].operatorError) && !blind.tensors[i].usedMoments);
        if (m_tensors[i].shape.size() == 1) continue;
        QCOMPARE(line.usedMoments, uses);
        const Matrix& weights = m_tensors[i].values;
        const auto moments = calibration->inputMoments(line.name, weights.cols(), JobContext());
        const double wanted = plainOperatorEnergy(weights - back[i], *moments) / plainOperatorEnergy(weights, *moments);
        VERIFY_NEAR(line.operatorError, wanted, 1e-4 * wanted);
    }
}

QTEST_GUILESS_MAIN(TestCompression)
#include "tst_compression.moc"
