// SPDX-License-Identifier: GPL-3.0-or-later
// Sweeps: the numbers are those of single requests; stopped, shared and repeated runs give the same bytes; nothing that
// does not belong together is mixed; what cannot be measured is said.
#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/engine/analysis_session.h"
#include "core/sweep/sweep.h"

#include "tests/support/naive.h"
#include "tests/support/process.h"
#include "tests/support/reference_data.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <cmath>
#include <stop_token>
#include <sys/resource.h>

using namespace alidade;
using namespace alidade::test;

namespace {

constexpr std::uint64_t plenty = std::uint64_t{1} << 30U;

QByteArray contentOf(const std::string& path)
{
    QFile file(QString::fromStdString(path));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void writeContent(const std::string& path, const QByteArray& content)
{
    QFile file(QString::fromStdString(path));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
}

/// The sentence of a run that is refused; empty if it is not.
template <typename Run> std::string refusal(const Run& run)
{
    try {
        run();
        return {};
    } catch (const Error& error) {
        return error.what();
    }
}

bool sameNumbers(const RateDistortionPoint& a, const RateDistortionPoint& b)
{
    return a.bits == b.bits && a.payloadBits == b.payloadBits && a.scaleBits == b.scaleBits &&
           a.basisBits == b.basisBits && a.entropyBits == b.entropyBits && a.huffmanBits == b.huffmanBits &&
           a.meanSquaredError == b.meanSquaredError && a.largestError == b.largestError && a.signalPower == b.signalPower;
}

} // namespace

class TestSweep : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void requestComesBack();
    void refusesRequests_data();
    void refusesRequests();
    void numbersAreThoseOfSingleRequests();
    void sameBytesForEveryTeamAndMemory();
    void sharesMakeOneFile();
    void goesOnWhereItWasStopped();
    void survivesKilling();
    void seesChangedWeights();
    void keepsOtherSweeps();
    void refusesDamagedResults();
    void saysWhatIsNotMeasured();
    void memoryIsBounded();
    void fullDiskLosesNothing();

private:
    [[nodiscard]] std::string at(const char* name) const { return m_folder.filePath(QString::fromLatin1(name)).toStdString(); }
    [[nodiscard]] SweepRequest request() const;
    SweepReport swept(const SweepRequest& request, const std::string& output, std::uint64_t memory = plenty,
                      int threads = 2, bool overwrite = false) const;

    Registries m_registries;
    QTemporaryDir m_folder;
    std::string m_model;
    std::vector<StoredTensor> m_tensors;
};

void TestSweep::initTestCase()
{
    m_registries = builtinRegistries();
    m_model = at("model.safetensors");
    const std::pair<Index, Index> shapes[]{{48, 80}, {64, 32}, {40, 40}, {96, 64}, {16, 128}, {24, 56}};
    std::uint64_t seed = 1;
    for (const auto& [rows, columns] : shapes) {
        const std::string name = "model.layers." + std::to_string(seed - 1) + ".mlp.down_proj.weight";
        m_tensors.push_back(storedMatrix(name, drawMatrix(rows, columns, seed)));
        ++seed;
    }
    m_tensors.push_back(storedVector("model.norm.weight", {1.0F, 2.0F}));
    writeSafetensors(m_model, m_tensors);
}

SweepRequest TestSweep::request() const
{
    SweepRequest request = usualSweep(m_model);
    request.coordinates.push_back({"hadamard", {{"seed", std::int64_t{2}}}});
    request.nulls = NullRequest{{"gaussian"}, 2, 1};
    request.quantizers.push_back({"ecsq", {}});
    request.bits = {2.0, 4.0};
    return request;
}

SweepReport TestSweep::swept(const SweepRequest& request, const std::string& output, std::uint64_t memory, int threads,
                             bool overwrite) const
{
    SweepOptions options;
    options.output = output;
    options.memoryBytes = memory;
    options.threads = threads;
    options.overwrite = overwrite;
    const auto queue = localQueue();
    return runSweep(request, options, *queue, m_registries, JobContext());
}

void TestSweep::requestComesBack()
{
    const SweepRequest asked = request();
    QVERIFY(parseRequest(requestText(asked), m_registries) == asked);
    QCOMPARE(componentWord(asked.coordinates.back()), std::string("hadamard:seed=2"));
    QVERIFY(commandLine(asked).find("--coordinates original,hadamard,dct,pca,hadamard:seed=2") != std::string::npos);
    QVERIFY(!refusal([&] { static_cast<void>(parseRequest("{}", m_registries)); }).empty());
}

void TestSweep::refusesRequests_data()
{
    QTest::addColumn<int>("which");
    for (const char* name : {"coordinates twice", "unknown metric", "nothing to measure", "no bits", "descending bits",
                             "no matrix matches", "no output"})
        QTest::newRow(name) << static_cast<int>(QString::fromLatin1(name).size());
}

void TestSweep::refusesRequests()
{
    const QString which = QString::fromLatin1(QTest::currentDataTag());
    SweepRequest bad = request();
    std::string output = at("refused.h5");
    if (which == QLatin1String("coordinates twice")) bad.coordinates.push_back({"original", {}});
    if (which == QLatin1String("unknown metric")) bad.metrics.emplace_back("fame");
    if (which == QLatin1String("nothing to measure")) bad.metrics.clear(), bad.quantizers.clear();
    if (which == QLatin1String("no bits")) bad.bits.clear();
    if (which == QLatin1String("descending bits")) bad.bits = {4.0, 2.0};
    if (which == QLatin1String("no matrix matches")) bad.pattern = "*q_proj*";
    if (which == QLatin1String("no output")) output.clear();
    QVERIFY(!refusal([&] { swept(bad, output); }).empty());
    QVERIFY(!QFile::exists(QString::fromStdString(at("refused.h5"))));
}

void TestSweep::numbersAreThoseOfSingleRequests()
{
    const std::string output = at("numbers.h5");
    const SweepReport report = swept(request(), output);
    QVERIFY(report.complete);
    QCOMPARE(report.measured, std::size_t{6});
    const SweepResultsPtr results = readSweepResults(output, m_registries, JobContext());
    QVERIFY(results->request == request());
    QVERIFY(results->isComplete());
    QCOMPARE(results->tensors[1].layer.block.value(), 1); // in the order of the model
    AnalysisSession session(m_registries);
    setWorkerThreads(1); // as in a sweep: BLAS with several rounds otherwise
    for (const SweepTensor& tensor : results->tensors)
        for (const SweepCell& cell : tensor.cells) {
            QVERIFY(cell.note.empty());
            const AnalysisResultPtr alone = session.analyse(cell.result->request, JobContext());
            QCOMPARE(cell.result->basis, alone->basis);
            QCOMPARE(cell.result->rows, tensor.layer.rows);
            QCOMPARE(cell.result->rms, alone->rms);
            QVERIFY(cell.result->metrics == alone->metrics);
            const auto& null = cell.result->nulls.at("top_energy_0.01").at("gaussian");
            QCOMPARE(null.mean, alone->nulls.at("top_energy_0.01").at("gaussian").mean);
            QCOMPARE(cell.curves.size(), std::size_t{2});
            for (std::size_t i = 0; i < 2; ++i) QVERIFY(sameNumbers(cell.curves[0][i], alone->curve[i]));
            AnalysisRequest other = cell.result->request;
            other.curve->quantizer = {"ecsq", {}};
            const AnalysisResultPtr second = session.analyse(other, JobContext());
            for (std::size_t i = 0; i < 2; ++i) QVERIFY(sameNumbers(cell.curves[1][i], second->curve[i]));
        }
}

void TestSweep::sameBytesForEveryTeamAndMemory()
{
    swept(request(), at("one.h5"), plenty, 1);
    swept(request(), at("four.h5"), plenty, 4);
    std::uint64_t least = 0;
    for (const StoredTensor& tensor : m_tensors)
        if (tensor.shape.size() == 2) {
            TensorInfo info;
            info.shape = {tensor.shape[0], tensor.shape[1]};
            info.elements = info.shape[0] * info.shape[1];
            least = std::max(least, memoryNeed(makeLayer(info), request()));
        }
    const SweepReport tight = swept(request(), at("tight.h5"), least, 4);
    QVERIFY(tight.complete);
    QVERIFY(tight.peakEstimate <= least);
    QVERIFY(!contentOf(at("one.h5")).isEmpty());
    QVERIFY(contentOf(at("one.h5")) == contentOf(at("four.h5")));
    QVERIFY(contentOf(at("one.h5")) == contentOf(at("tight.h5")));
    QVERIFY(workerThreads() > 0);
}

void TestSweep::sharesMakeOneFile()
{
    swept(request(), at("whole.h5"));
    for (std::size_t share = 0; share < 3; ++share) {
        SweepOptions options;
        options.output = at("shared.h5");
        options.memoryBytes = plenty;
        const auto queue = localQueue(share, 3);
        const SweepReport report = runSweep(request(), options, *queue, m_registries, JobContext());
        QCOMPARE(report.measured, std::size_t{2});
        QCOMPARE(report.complete, share == 2);
        QCOMPARE(QFile::exists(QString::fromStdString(options.output)), share == 2);
    }
    QVERIFY(contentOf(at("whole.h5")) == contentOf(at("shared.h5")));
    QVERIFY(!QDir(QString::fromStdString(at("shared.h5.parts"))).exists());
    QVERIFY(!refusal([] { localQueue(3, 3); }).empty());
}

void TestSweep::goesOnWhereItWasStopped()
{
    const std::string output = at("stopped.h5");
    std::stop_source stop;
    SweepOptions options;
    options.output = output;
    options.memoryBytes = plenty;
    options.threads = 1;
    /// Stops the run from the queue's side, when the third tensor is asked for.
    class StoppingQueue final : public TensorQueue {
    public:
        explicit StoppingQueue(std::stop_source& stop) : m_stop(stop) {}
        void fill(std::vector<std::size_t> numbers) override { m_inner->fill(std::move(numbers)); }
        std::optional<std::size_t> take(const std::function<bool(std::size_t)>& fits) override
        {
            if (m_taken == 2) {
                m_stop.request_stop();
                return std::nullopt;
            }
            const auto number = m_inner->take(fits);
            if (number) ++m_taken;
            return number;
        }
        void finished(std::size_t number) override { m_inner->finished(number); }
        bool isDone() override { return m_inner->isDone(); }

    private:
        std::unique_ptr<TensorQueue> m_inner = localQueue();
        std::stop_source& m_stop;
        int m_taken = 0;
    } queue(stop);
    QVERIFY_EXCEPTION_THROWN(
        runSweep(request(), options, queue, m_registries, JobContext(stop.get_token(), nullptr, nullptr)), Cancelled);
    const SweepReport rest = swept(request(), output);
    QCOMPARE(rest.resumed, std::size_t{2});
    QCOMPARE(rest.measured, std::size_t{4});
    swept(request(), at("straight.h5"));
    QVERIFY(contentOf(output) == contentOf(at("straight.h5")));
    const SweepReport again = swept(request(), output);
    QCOMPARE(again.measured, std::size_t{0});
    QVERIFY(contentOf(output) == contentOf(at("straight.h5")));
}

void TestSweep::survivesKilling()
{
    const std::vector<std::string> command{"sweep",   m_model, "-o",          at("killed.h5"), "--quiet",
                                           "--bits",  "2,3,4", "--quantizers", "ecsq",          "--coordinates",
                                           "original,hadamard,pca,learned_l1"};
    std::vector<std::string> straight = command;
    straight[3] = at("unharmed.h5");
    QCOMPARE(runCli(straight).code, 0);
    // timeout(1) kills with SIGKILL after so long; most of these times end in the middle.
    for (const char* seconds : {"0.05", "0.1", "0.15", "0.2", "0.3"}) {
        std::vector<std::string> arguments{"-s", "KILL", seconds, qEnvironmentVariable("ALIDADE_CLI").toStdString()};
        arguments.insert(arguments.end(), command.begin(), command.end());
        static_cast<void>(run("/usr/bin/timeout", arguments));
        if (QFile::exists(QString::fromStdString(at("killed.h5")))) // what is there can always be read
            QVERIFY(!readSweepResults(at("killed.h5"), m_registries, JobContext())->tensors.empty());
    }
    QCOMPARE(runCli(command).code, 0);
    QVERIFY(contentOf(at("killed.h5")) == contentOf(at("unharmed.h5")));
    const QStringList left = QDir(m_folder.path()).entryList({QStringLiteral("killed.h5*")});
    QCOMPARE(left, QStringList{QStringLiteral("killed.h5")}); // nothing of the killed runs lies about
}

void TestSweep::seesChangedWeights()
{
    const std::string output = at("changed.h5");
    SweepRequest asked = request();
    asked.model = at("changing.safetensors");
    writeSafetensors(asked.model, m_tensors);
    swept(asked, output);
    const QByteArray before = contentOf(output);
    std::vector<StoredTensor> other = m_tensors;
    other[3] = storedMatrix(other[3].name, drawMatrix(96, 64, 99)); // the header stays as it is
    writeSafetensors(asked.model, other);
    const std::string sentence = refusal([&] { swept(asked, output); });
    QVERIFY(sentence.find(other[3].name) != std::string::npos);
    QVERIFY(sentence.find("--overwrite") != std::string::npos);
    QVERIFY(contentOf(output) == before);
    const SweepReport again = swept(asked, output, plenty, 2, true);
    QCOMPARE(again.measured, std::size_t{1});
    QCOMPARE(again.resumed, std::size_t{5});
    swept(asked, at("changed_fresh.h5"));
    QVERIFY(contentOf(output) == contentOf(at("changed_fresh.h5")));
}

void TestSweep::keepsOtherSweeps()
{
    const std::string output = at("other.h5");
    swept(request(), output);
    const QByteArray before = contentOf(output);
    SweepRequest other = request();
    other.bits = {3.0};
    QVERIFY(refusal([&] { swept(other, output); }).find("something else") != std::string::npos);
    writeContent(at("letter.h5"), "Dear reader");
    QVERIFY(!refusal([&] { swept(request(), at("letter.h5")); }).empty());
    QCOMPARE(contentOf(at("letter.h5")), QByteArray("Dear reader"));
    QVERIFY(contentOf(output) == before);
    SweepResults aged = *readSweepResults(output, m_registries, JobContext());
    aged.version = "0.0.1";
    writeSweepResults(output, aged, m_registries, JobContext());
    QVERIFY(refusal([&] { swept(request(), output); }).find("0.0.1") != std::string::npos);
    QCOMPARE(swept(request(), output, plenty, 2, true).measured, std::size_t{6});
    QVERIFY(contentOf(output) == before);
}

void TestSweep::refusesDamagedResults()
{
    const std::string output = at("damaged.h5");
    swept(request(), output);
    const QByteArray whole = contentOf(output);
    QVERIFY(isSweepFile(output));
    for (const qsizetype place : {whole.size() / 3, whole.size() / 2, whole.size() - 3}) {
        QByteArray damaged = whole;
        damaged[place] = static_cast<char>(damaged[place] ^ 1);
        writeContent(output, damaged);
        const std::string sentence =
            refusal([&] { static_cast<void>(readSweepResults(output, m_registries, JobContext())); });
        QVERIFY(sentence.find("damaged.h5") != std::string::npos);
        QVERIFY(!refusal([&] { swept(request(), output); }).empty());
        QVERIFY(contentOf(output) == damaged);
    }
    writeContent(output, whole.left(whole.size() - 20));
    QVERIFY(!isSweepFile(output));
    QVERIFY(!refusal([&] { static_cast<void>(readSweepResults(output, m_registries, JobContext())); }).empty());
    QVERIFY(!isSweepFile(m_model));
    QVERIFY(!isSweepFile(at("nowhere.h5")));
    // A part that was cut is measured again.
    QFile::remove(QString::fromStdString(output));
    QDir().mkpath(QString::fromStdString(output + ".parts"));
    writeContent(output + ".parts/0.tensor", "{\"program\":");
    QCOMPARE(swept(request(), output).measured, std::size_t{6});
    QVERIFY(contentOf(output) == whole);
}

void TestSweep::saysWhatIsNotMeasured()
{
    const std::string output = at("notes.h5");
    SweepRequest asked = request();
    asked.model = at("nan.safetensors");
    Matrix holed = drawMatrix(16, 16, 5);
    holed(3, 3) = std::nanf("");
    writeSafetensors(asked.model, {storedMatrix("holed", holed), storedMatrix("sound", drawMatrix(16, 16, 6))});
    asked.coordinates = {{"original", {}}, {"hadamard", {}}, {"scaled_hadamard", {}}};
    QVERIFY(swept(asked, output).complete);
    const SweepResultsPtr results = readSweepResults(output, m_registries, JobContext());
    const SweepTensor& first = results->tensors[0];
    QVERIFY(first.cells[0].result);
    QCOMPARE(first.cells[0].result->nanCount, std::uint64_t{1});
    QVERIFY(!first.cells[1].result);
    QVERIFY(first.cells[1].note.find("NaN") != std::string::npos);
    const SweepCell& scaled = results->tensors[1].cells[2]; // not orthogonal: metrics, but no curve
    QVERIFY(scaled.result && scaled.result->metrics.at("kurtosis") > 1.0);
    QVERIFY(scaled.note.find("orthogonal") != std::string::npos);
    QVERIFY(scaled.curves.empty() || scaled.curves.front().empty());
}

void TestSweep::memoryIsBounded()
{
    const std::string output = at("bounded.h5");
    std::uint64_t most = 0;
    for (const StoredTensor& tensor : m_tensors)
        if (tensor.shape.size() == 2) {
            TensorInfo info;
            info.shape = {tensor.shape[0], tensor.shape[1]};
            info.elements = info.shape[0] * info.shape[1];
            most = std::max(most, memoryNeed(makeLayer(info), request()));
        }
    const SweepReport bounded = swept(request(), output, most - 1);
    QVERIFY(!bounded.complete);
    QVERIFY(!bounded.notes.empty());
    QVERIFY(bounded.measured < 6 && bounded.measured > 0);
    QVERIFY(!readSweepResults(output, m_registries, JobContext())->isComplete());
    const SweepReport rest = swept(request(), output, most);
    QVERIFY(rest.complete);
    QCOMPARE(rest.resumed, bounded.measured);
}

void TestSweep::fullDiskLosesNothing()
{
    const std::string output = at("full.h5");
    swept(request(), output);
    const QByteArray before = contentOf(output);
    // A bound of file size is a full disk that one can ask for.
    const std::string command = "ulimit -f 1; trap '' XFSZ; exec \"$0\" \"$@\"";
    const Finished finished = run("/bin/bash", {"-c", command, qEnvironmentVariable("ALIDADE_CLI").toStdString(), "sweep",
                                                m_model, "-o", at("fuller.h5"), "--quiet", "--study", "axes"});
    QCOMPARE(finished.code, 1);
    QCOMPARE(std::count(finished.err.begin(), finished.err.end(), '\n'), std::ptrdiff_t{1});
    QVERIFY(!QFile::exists(QString::fromStdString(at("fuller.h5"))));
    QVERIFY(contentOf(output) == before);
    const Finished nowhere = runCli({"sweep", m_model, "-o", at("no/such/folder.h5"), "--quiet"});
    QCOMPARE(nowhere.code, 1);
    QCOMPARE(std::count(nowhere.err.begin(), nowhere.err.end(), '\n'), std::ptrdiff_t{1});
}

QTEST_GUILESS_MAIN(TestSweep)
#include "tst_sweep.moc"
