// SPDX-License-Identifier: GPL-3.0-or-later
// The session and the engine on real files: results carry their request, previews come first, caches are hit, files
// that change on disk are noticed.
#include "core/base/error.h"
#include "core/engine/analysis_engine.h"
#include "core/engine/analysis_session.h"

#include <QtTest>

#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <random>
#include <thread>

using namespace alidade;

namespace {

const char* const downProj = "model.layers.0.mlp.down_proj.weight";

std::string twin()
{
    return qgetenv("ALIDADE_SAMPLE_DATA").toStdString() + "/kjv_llama_twin/model.safetensors";
}

/// A float32 safetensors file with one tensor "w", written by hand.
std::string writeTensor(const QString& folder, const std::vector<float>& values, const std::string& shape)
{
    const std::string path = folder.toStdString() + "/one.safetensors";
    const std::string header = R"({"w":{"dtype":"F32","shape":)" + shape + R"(,"data_offsets":[0,)" +
                               std::to_string(values.size() * sizeof(float)) + "]}}";
    const auto length = static_cast<std::uint64_t>(header.size());
    std::ofstream out(path, std::ios::binary | std::ios::trunc);
    out.write(reinterpret_cast<const char*>(&length), sizeof length);
    out << header;
    out.write(reinterpret_cast<const char*>(values.data()), static_cast<std::streamsize>(values.size() * sizeof(float)));
    return path;
}

std::vector<float> gaussian(std::size_t count)
{
    std::mt19937 generator(5);
    std::normal_distribution<float> normal;
    std::vector<float> values(count);
    for (float& value : values) value = normal(generator);
    return values;
}

class TestAnalysis : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { m_registries = builtinRegistries(); }
    void opensAndLists();
    void resultCarriesItsRequest();
    void rotationKeepsTheNormAndFlattens();
    void curveAddsUp();
    void previewComesBeforeTheResult();
    void refusesWithASentence_data();
    void refusesWithASentence();
    void nonFiniteWeightsAreCountedInOriginalCoordinates();
    void constantTensorIsHonest();
    void cachedResultArrivesAtOnce();
    void surveyDeliversEveryRequest();
    void newRequestOfASlotSilencesTheOld();
    void changedFileIsNoticed();
    void cancelledJobStopsSoon();
    void commandLineOfARequest();
    void heatMapOfATensor();

private:
    AnalysisRequest request(const std::string& file, const std::string& tensor, const std::string& system) const
    {
        AnalysisRequest made;
        made.file = file;
        made.tensor = tensor;
        const CoordinateSystemEntry& entry = m_registries.coordinateSystems.find(system);
        made.coordinates = {system, resolveParameters(entry.parameters, {})};
        made.metrics = {"l2", "linf_over_sigma", "kurtosis"};
        return made;
    }

    Registries m_registries;
};

/// Runs the engine's events on this thread's event loop.
struct LoopedEngine {
    explicit LoopedEngine(const Registries& registries)
        : engine(registries, [this](std::function<void()> event) {
              QMetaObject::invokeMethod(&target, std::move(event), Qt::QueuedConnection);
          })
    {
    }
    QObject target;
    AnalysisEngine engine;
};

} // namespace

void TestAnalysis::opensAndLists()
{
    AnalysisSession session(m_registries);
    const CheckpointSummaryPtr summary = session.open(twin());
    QCOMPARE(summary->formatId, std::string("safetensors"));
    QCOMPARE(summary->layers.size(), std::size_t{57});
    const auto down = std::find_if(summary->layers.begin(), summary->layers.end(),
                                   [](const Layer& layer) { return layer.tensor.name == downProj; });
    QVERIFY(down != summary->layers.end());
    QCOMPARE(down->role, std::string("down_proj"));
    QCOMPARE(down->block.value_or(-1), 0);
    QCOMPARE(down->rows, std::uint64_t{256});
    QCOMPARE(down->cols, std::uint64_t{688});
}

void TestAnalysis::resultCarriesItsRequest()
{
    AnalysisSession session(m_registries);
    const AnalysisRequest asked = request(twin(), downProj, "hadamard");
    const AnalysisResultPtr result = session.analyse(asked, JobContext());
    QVERIFY(result->request == asked);
    QVERIFY(!result->version.empty());
    QVERIFY(result->fingerprint != 0);
    QVERIFY(!result->isPreview());
    QVERIFY(result->residualMeasured);
}

void TestAnalysis::rotationKeepsTheNormAndFlattens()
{
    AnalysisSession session(m_registries);
    const auto original = session.analyse(request(twin(), downProj, "original"), JobContext());
    const auto rotated = session.analyse(request(twin(), downProj, "hadamard"), JobContext());
    const double before = original->metrics.at("l2");
    QVERIFY(std::abs(rotated->metrics.at("l2") - before) < 1e-6 * before);
    QVERIFY(rotated->residual.roundTrip < 1e-5);
    QVERIFY(rotated->residual.orthogonality < 1e-5);
    QVERIFY(original->metrics.at("kurtosis") > 100.0);
    QVERIFY(std::abs(rotated->metrics.at("kurtosis") - 3.0) < 0.3);
}

void TestAnalysis::curveAddsUp()
{
    AnalysisSession session(m_registries);
    AnalysisRequest asked = request(twin(), downProj, "pca");
    asked.curve = CurveRequest{{"uniform", Parameters{{"group", std::int64_t{64}}}}, {2, 4, 8}};
    const auto result = session.analyse(asked, JobContext());
    QCOMPARE(result->curve.size(), std::size_t{3});
    for (const RateDistortionPoint& point : result->curve) {
        QCOMPARE(point.rate(), point.payloadBits + point.scaleBits + point.basisBits);
        QCOMPARE(point.payloadBits, static_cast<double>(point.bits));
        QCOMPARE(point.scaleBits, 16.0 * 11.0 / 688.0); // ceil(688 / 64) scales a row
        QCOMPARE(point.basisBits, 16.0 * 688.0 * 688.0 / (256.0 * 688.0));
        QVERIFY(point.entropyBits <= point.huffmanBits);
        QVERIFY(point.huffmanBits < point.entropyBits + 1.0);
    }
    QVERIFY(result->curve[0].sqnrDb() < result->curve[1].sqnrDb());
    QVERIFY(result->curve[1].sqnrDb() < result->curve[2].sqnrDb());
}

void TestAnalysis::previewComesBeforeTheResult()
{
    QTemporaryDir folder;
    const std::string path = writeTensor(folder.path(), gaussian(2048 * 1024), "[2048,1024]");
    AnalysisSession session(m_registries);
    std::vector<AnalysisResultPtr> previews;
    const JobContext job({}, nullptr, [&previews](const std::any& partial) {
        if (const auto* preview = std::any_cast<AnalysisResultPtr>(&partial)) previews.push_back(*preview);
    });
    AnalysisRequest asked = request(path, "w", "hadamard");
    asked.distribution = true;
    const auto result = session.analyse(asked, job, true);
    QCOMPARE(previews.size(), std::size_t{1});
    QVERIFY(previews.front()->isPreview());
    QVERIFY(previews.front()->sampledFraction < 0.1);
    QVERIFY(previews.front()->request == asked);
    QVERIFY(!previews.front()->residualMeasured);
    // a sample of 65536 Gaussian values: the standard error of kurtosis is sqrt(24 / n) = 0.02
    QVERIFY(std::abs(previews.front()->metrics.at("kurtosis") - result->metrics.at("kurtosis")) < 0.1);
    previews.clear();
    session.analyse(asked, job, true);
    QVERIFY2(previews.empty(), "coefficients that are there already need no preview");
    // A curve is there before its bounds, which another quantizer does not measure again.
    asked.curve = CurveRequest{{"uniform", {}}, {3, 4}};
    asked.curve->bounds = true;
    const auto bounded = session.analyse(asked, job, true);
    QCOMPARE(previews.size(), std::size_t{1});
    QVERIFY(!previews.front()->isPreview() && !previews.front()->bounds);
    QCOMPARE(previews.front()->curve.size(), std::size_t{2});
    QVERIFY(std::abs(bounded->bounds->variance - bounded->rms * bounded->rms) < 1e-9);
    previews.clear();
    asked.curve->quantizer.id = "nf4";
    asked.curve->bits = {4};
    const auto other = session.analyse(asked, job, true);
    QVERIFY(previews.empty());
    QCOMPARE(other->bounds->differentialEntropy, bounded->bounds->differentialEntropy);
    // Principal axes have a quick basis of all rows; in noise it concentrates about as little as the exact one.
    AnalysisRequest principal = request(path, "w", "pca");
    const auto exact = session.analyse(principal, job, true);
    QCOMPARE(previews.size(), std::size_t{1});
    QVERIFY(std::abs(previews.front()->metrics.at("kurtosis") - exact->metrics.at("kurtosis")) < 0.5);
    previews.clear();
    principal.coordinates.parameters = {{"side", std::string("rows")}};
    session.analyse(principal, job, true);
    QVERIFY2(previews.empty(), "a basis fitted to a few rows would concentrate more than the real one");
}

void TestAnalysis::refusesWithASentence_data()
{
    QTest::addColumn<QString>("tensor");
    QTest::addColumn<QString>("system");
    QTest::addColumn<QString>("words");
    QTest::newRow("no such tensor") << "model.layers.0.mlp.down" << "original" << "there is no tensor";
    QTest::newRow("vector") << "model.norm.weight" << "hadamard" << "one dimension";
    QTest::newRow("vector, fitted") << "model.norm.weight" << "pca" << "one dimension";
}

void TestAnalysis::refusesWithASentence()
{
    QFETCH(QString, tensor);
    QFETCH(QString, system);
    QFETCH(QString, words);
    AnalysisSession session(m_registries);
    try {
        session.analyse(request(twin(), tensor.toStdString(), system.toStdString()), JobContext());
        QFAIL("was not refused");
    } catch (const Error& error) {
        const QString message = QString::fromUtf8(error.what());
        QVERIFY2(message.contains(words), qPrintable(message));
        QVERIFY2(message.contains(tensor), qPrintable(message));
    }
}

void TestAnalysis::nonFiniteWeightsAreCountedInOriginalCoordinates()
{
    QTemporaryDir folder;
    std::vector<float> values = gaussian(64 * 32);
    values[3] = std::nanf("");
    values[100] = INFINITY;
    values[200] = -INFINITY;
    const std::string path = writeTensor(folder.path(), values, "[64,32]");
    AnalysisSession session(m_registries);
    const auto result = session.analyse(request(path, "w", "original"), JobContext());
    QCOMPARE(result->nanCount, std::uint64_t{1});
    QCOMPARE(result->infCount, std::uint64_t{2});
    QVERIFY(std::isfinite(result->metrics.at("kurtosis")));
    QVERIFY_THROWS_EXCEPTION(InvalidRequest, session.analyse(request(path, "w", "hadamard"), JobContext()));
    AnalysisRequest curve = request(path, "w", "original");
    curve.curve = CurveRequest{{"uniform", {}}, {4}};
    QVERIFY_THROWS_EXCEPTION(InvalidRequest, session.analyse(curve, JobContext()));
}

void TestAnalysis::constantTensorIsHonest()
{
    QTemporaryDir folder;
    const std::string path = writeTensor(folder.path(), std::vector<float>(64 * 32, 0.25F), "[64,32]");
    AnalysisSession session(m_registries);
    const auto result = session.analyse(request(path, "w", "original"), JobContext());
    QVERIFY(std::isnan(result->metrics.at("kurtosis")));
    QCOMPARE(result->metrics.at("linf_over_sigma"), 1.0);
    const auto rotated = session.analyse(request(path, "w", "hadamard"), JobContext());
    QVERIFY(std::abs(rotated->metrics.at("l2") - result->metrics.at("l2")) < 1e-6 * result->metrics.at("l2"));
}

void TestAnalysis::cachedResultArrivesAtOnce()
{
    LoopedEngine looped(m_registries);
    const AnalysisRequest asked = request(twin(), downProj, "hadamard");
    AnalysisResultPtr first;
    AnalysisEvents events;
    events.done = [&first](const AnalysisResultPtr& result) { first = result; };
    looped.engine.analyse("stats", asked, events);
    QVERIFY(!first);
    QTRY_VERIFY_WITH_TIMEOUT(first != nullptr, 20000);
    AnalysisResultPtr second;
    events.done = [&second](const AnalysisResultPtr& result) { second = result; };
    looped.engine.analyse("stats", asked, events);
    QVERIFY2(second == first, "an equal request must be answered before the call returns");
    AnalysisRequest other = asked;
    other.coordinates.parameters.set("seed", std::int64_t{43});
    QVERIFY(!looped.engine.cached(other));
}

void TestAnalysis::surveyDeliversEveryRequest()
{
    LoopedEngine looped(m_registries);
    std::vector<AnalysisRequest> requests;
    for (int block = 0; block < 6; ++block)
        requests.push_back(
            request(twin(), "model.layers." + std::to_string(block) + ".mlp.down_proj.weight", "original"));
    requests.push_back(request(twin(), "no.such.tensor", "original"));
    std::vector<std::size_t> done;
    std::vector<std::size_t> failed;
    looped.engine.survey(
        "survey", requests, [&done](std::size_t index, const AnalysisResultPtr&) { done.push_back(index); },
        [&failed](std::size_t index, const std::string&) { failed.push_back(index); });
    QTRY_COMPARE_WITH_TIMEOUT(done.size() + failed.size(), requests.size(), 20000);
    QCOMPARE(done, (std::vector<std::size_t>{0, 1, 2, 3, 4, 5}));
    QCOMPARE(failed, std::vector<std::size_t>{6});
}

void TestAnalysis::newRequestOfASlotSilencesTheOld()
{
    LoopedEngine looped(m_registries);
    int stale = 0;
    AnalysisEvents old;
    old.done = [&stale](const AnalysisResultPtr&) { ++stale; };
    old.preview = old.done;
    old.failed = [&stale](const std::string&) { ++stale; };
    looped.engine.analyse("stats", request(twin(), downProj, "pca"), old);
    // Waiting without an event loop: the old result is finished then, and lies undelivered.
    while (looped.engine.pending() > 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    AnalysisResultPtr fresh;
    AnalysisEvents events;
    events.done = [&fresh](const AnalysisResultPtr& result) { fresh = result; };
    looped.engine.analyse("stats", request(twin(), downProj, "hadamard"), events);
    QTRY_VERIFY_WITH_TIMEOUT(fresh != nullptr, 20000);
    QVERIFY(fresh->request.coordinates.id == "hadamard");
    QCOMPARE(stale, 0);
}

void TestAnalysis::changedFileIsNoticed()
{
    QTemporaryDir folder;
    const std::string path = writeTensor(folder.path(), gaussian(64 * 32), "[64,32]");
    AnalysisSession session(m_registries);
    session.open(path);
    const double before = session.analyse(request(path, "w", "original"), JobContext())->metrics.at("l2");
    writeTensor(folder.path(), std::vector<float>(32 * 32, 3.0F), "[32,32]");
    session.open(path);
    const double after = session.analyse(request(path, "w", "original"), JobContext())->metrics.at("l2");
    QVERIFY(before != after);
    QCOMPARE(after, 3.0 * 32.0);

    std::filesystem::resize_file(path, 200); // shorter than its header says, while open
    AnalysisRequest uncached = request(path, "w", "original");
    AnalysisSession fresh(m_registries);
    QVERIFY_THROWS_EXCEPTION(FormatError, fresh.analyse(uncached, JobContext()));
}

void TestAnalysis::cancelledJobStopsSoon()
{
    AnalysisSession session(m_registries);
    std::stop_source stop;
    stop.request_stop();
    const JobContext job(stop.get_token(), nullptr, nullptr);
    QVERIFY_THROWS_EXCEPTION(Cancelled, session.analyse(request(twin(), downProj, "pca"), job));
    const auto result = session.analyse(request(twin(), downProj, "pca"), JobContext());
    QVERIFY2(result->metrics.at("kurtosis") > 0.0, "a cancelled attempt must leave nothing half-made behind");
}

void TestAnalysis::commandLineOfARequest()
{
    AnalysisRequest asked = request("/data/my model.safetensors", downProj, "hadamard");
    QCOMPARE(commandLine(asked), std::string("alidade-cli metrics '/data/my model.safetensors' --tensor ") + downProj +
                                     " --coordinates hadamard --block 0 --seed 42 --side both --signs random");
    asked.curve = CurveRequest{{"uniform", Parameters{{"group", std::int64_t{64}}}}, {3, 4}};
    QVERIFY(commandLine(asked).ends_with("--quantizer uniform --group 64 --bits 3,4"));
}

// The picture belongs to the request and to the coordinates, and is left out of previews.
void TestAnalysis::heatMapOfATensor()
{
    AnalysisSession session(m_registries);
    AnalysisRequest asked = request(twin(), downProj, "hadamard");
    QVERIFY(!session.analyse(asked, JobContext())->heatMap);
    const std::size_t bytes = approximateBytes(*session.analyse(asked, JobContext()));
    asked.heatMap = HeatMapRequest{.columns = 64, .rows = 300};
    QVERIFY(commandLine(asked).ends_with(" --heat-map 300x64"));
    const AnalysisResultPtr result = session.analyse(asked, JobContext());
    QVERIFY(result->heatMap);
    QCOMPARE(result->heatMap->rows, 256); // a row each
    QCOMPARE(result->heatMap->columns, 64);
    QCOMPARE(result->heatMap->matrixColumns, std::uint64_t{688});
    QCOMPARE(result->heatMap->largest / result->rms, result->metrics.at("linf_over_sigma"));
    QVERIFY(approximateBytes(*result) >= bytes + 4 * 64 * 256);
    QTemporaryDir folder;
    asked.file = writeTensor(folder.path(), gaussian(1024 * 1024), "[1024,1024]");
    asked.tensor = "w";
    int previews = 0;
    const JobContext job({}, nullptr, [&previews](const std::any& partial) {
        const auto* const preview = std::any_cast<AnalysisResultPtr>(&partial);
        if (preview && !(*preview)->heatMap && (*preview)->isPreview()) ++previews;
    });
    QVERIFY(session.analyse(asked, job, true)->heatMap);
    QCOMPARE(previews, 1);
}

QTEST_GUILESS_MAIN(TestAnalysis)
#include "tst_analysis.moc"
