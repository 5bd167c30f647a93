// SPDX-License-Identifier: GPL-3.0-or-later
// Theses on models made here, for which they are known to hold or to fail layer by layer, and on the sample model where a
// function is needed.
#include "core/base/error.h"
#include "core/base/random.h"
#include "core/numerics/orthogonal.h"
#include "core/studies/verdicts.h"
#include "tests/support/reference_data.h"

#include <QSet>
#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <stop_token>

using namespace alidade;
using namespace alidade::test;

namespace {

constexpr int blocks = 12;
constexpr Index size = 64;

const Registries& registries()
{
    static const Registries all = builtinRegistries();
    return all;
}

Matrix gaussian(Index rows, Index columns, std::uint64_t seed)
{
    Random random(seed);
    Matrix values(rows, columns);
    for (Index i = 0; i < values.size(); ++i) values.data()[i] = static_cast<float>(random.normal());
    return values;
}

Matrix plain(int block) { return gaussian(size, size, static_cast<std::uint64_t>(block) + 1); }

Matrix withOutliers(int block)
{
    Matrix values = plain(block);
    for (const Index column : {3, 17, 40}) values.col(column) *= 20.0F;
    return values;
}

Matrix lowRankPlusNoise(int block)
{
    const auto seed = static_cast<std::uint64_t>(100 + 3 * block);
    return 5.0F * (gaussian(size, 2, seed) * gaussian(2, size, seed + 1)) + gaussian(size, size, seed + 2);
}

/// Rows that lie within rounding of a plane through the origin.
Matrix onAPlane(int block)
{
    const auto seed = static_cast<std::uint64_t>(300 + 3 * block);
    return gaussian(size, 2, seed) * gaussian(2, size, seed + 1) + 1e-3F * gaussian(size, size, seed + 2);
}

/// From one matrix to another, block by block.
Matrix driftOver(int block)
{
    const float place = static_cast<float>(block) / static_cast<float>(blocks - 1);
    return (1.0F - place) * gaussian(size, size, 50) + place * gaussian(size, size, 51) + 0.3F * plain(block);
}

/// All layers write along a few directions of one basis that is not that of the axes.
Matrix inACommonBasis(int block)
{
    static const Matrix basis = [] {
        Random random(77);
        return Matrix(haarMatrix(size, random, JobContext()).cast<float>());
    }();
    Matrix values = plain(block);
    for (Index row = 0; row < size; ++row)
        values.row(row) *= std::exp(-8.0F * static_cast<float>(row) / static_cast<float>(size));
    return basis * values;
}

std::string down(int block) { return "model.layers." + std::to_string(block) + ".mlp.down_proj.weight"; }

} // namespace

class TestVerdicts : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void everyThesisSaysWhatItTests();
    void holdsAndFails_data();
    void holdsAndFails();
    void failsLayerByLayer();
    void layersThatCannotBeMeasuredAreNamed();
    void rotationsLeaveTheSampleModel();
    void theTwinCanBeRescaledBack();
    void sensitivityNeedsText();
    void savedVerdictsAreTheSame();
    void refusesWhatAreNoVerdicts();
    void refusesUnknownTheses();
    void stopsWhenAsked();

private:
    ThesisResult check(const std::string& id, const ClaimRequest& request)
    {
        ThesisResult result = checkThesis(id, request, m_session, JobContext());
        const auto& patterns = thesisPatterns();
        if (std::find(patterns.begin(), patterns.end(), result.sentence.pattern) == patterns.end())
            qFatal("a pattern that is not in the list");
        for (std::size_t i = 1; i <= 9; ++i) { // every place is filled and every value used
            const bool wanted = result.sentence.pattern.find("%" + std::to_string(i)) != std::string::npos;
            if (wanted != (i <= result.sentence.values.size())) qFatal("%s", result.sentence.text().c_str());
        }
        return result;
    }
    ClaimRequest request(const char* file) const
    {
        ClaimRequest request;
        request.model = m_folder.filePath(QString::fromLatin1(file)).toStdString() + ".safetensors";
        return request;
    }
    static ClaimRequest sample(const char* model = "kjv_llama")
    {
        ClaimRequest request;
        request.model = samplePath(model);
        request.text.text = samplePath("kjv_llama/test.txt");
        request.text.windows = 2;
        request.text.context = 32;
        request.mostMatrices = 4;
        return request;
    }

    QTemporaryDir m_folder;
    AnalysisSession m_session{registries()};
};

void TestVerdicts::initTestCase()
{
    const auto write = [this](const char* name, int count, const std::function<Matrix(int)>& make) {
        std::vector<StoredTensor> tensors;
        for (int i = 0; i < count; ++i) tensors.push_back(storedMatrix(down(i), make(i)));
        writeSafetensors(m_folder.filePath(QString::fromLatin1(name)).toStdString() + ".safetensors", tensors);
    };
    write("plain", blocks, plain);
    write("outliers", 4, withOutliers);
    write("half", 4, [](int block) { return block < 2 ? withOutliers(block) : plain(block); });
    write("low_rank", 4, lowRankPlusNoise);
    write("plane", 4, onAPlane);
    write("drift", blocks, driftOver);
    write("common", blocks, inACommonBasis);
    write("broken", 4, [](int block) {
        Matrix values = plain(block);
        if (block == 1) values(3, 5) = std::numeric_limits<float>::quiet_NaN();
        return values;
    });
}

void TestVerdicts::everyThesisSaysWhatItTests()
{
    QSet<QString> ids;
    QStringList groups;
    for (const Thesis& thesis : theses()) {
        ids.insert(QString::fromStdString(thesis.id));
        for (const std::string& text : {thesis.group, thesis.title, thesis.source, thesis.statement, thesis.measure,
                                        thesis.threshold})
            QVERIFY2(!text.empty(), thesis.id.c_str());
        const QString group = QString::fromStdString(thesis.group);
        QVERIFY2(groups.isEmpty() || groups.last() == group || !groups.contains(group), thesis.id.c_str());
        groups << group;
        QCOMPARE(thesisOf(thesis.id).title, thesis.title);
    }
    QCOMPARE(static_cast<std::size_t>(ids.size()), theses().size());
    for (const char* id : {"e1-", "e2-", "e3-", "e4-", "e5-", "e6-", "e7-", "e8-"})
        QVERIFY2(std::any_of(ids.begin(), ids.end(), [id](const QString& one) { return one.startsWith(QLatin1String(id)); }),
                 id);
    for (const std::string& pattern : thesisPatterns()) QVERIFY(pattern.ends_with('.') || pattern.ends_with("%1"));
}

void TestVerdicts::holdsAndFails_data()
{
    QTest::addColumn<QString>("thesis");
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("verdict");
    const auto row = [](const char* thesis, const char* file, const char* verdict) {
        QTest::addRow("%s, %s", thesis, file)
            << QString::fromLatin1(thesis) << QString::fromLatin1(file) << QString::fromLatin1(verdict);
    };
    row("norms-kept", "outliers", "holds");
    row("outliers-relative", "outliers", "holds");
    row("outliers-relative", "plain", "does-not-hold");
    row("kurtosis-falls", "outliers", "holds");
    row("outliers-misalignment", "outliers", "does-not-hold"); // random axes have no tails
    row("outliers-misalignment", "plain", "cannot-tell");
    row("rotation-flattens", "plain", "holds");
    row("entropy-equal-step", "outliers", "does-not-hold"); // it rises: the Gaussian has the most
    row("entropy-equal-bits", "outliers", "does-not-hold");
    row("e1-rotation-gain", "outliers", "holds");
    row("e1-rotation-gain", "plain", "does-not-hold");
    row("e2-flattening-rate", "outliers", "does-not-hold");
    row("dct-order", "plain", "holds");
    row("aligned-concentrates", "plain", "does-not-hold");
    row("aligned-concentrates", "plane", "holds");
    row("aligned-rate", "plain", "does-not-hold");
    row("aligned-rate", "common", "holds");
    row("e3-alignment-pays", "plain", "does-not-hold");
    row("e3-alignment-pays", "common", "holds");
    row("e7-low-dimension", "plain", "does-not-hold");
    row("e7-low-dimension", "plane", "holds");
    row("e8-smooth-depth", "drift", "holds");
    row("e8-smooth-depth", "plain", "does-not-hold");
    row("functional-residual", "low_rank", "holds");
    row("functional-residual", "plain", "does-not-hold");
    // Weights without a configuration are no model that can be run.
    row("function-unchanged", "plain", "cannot-tell");
    row("outliers-gauge", "outliers", "cannot-tell");
    row("twin", "outliers", "cannot-tell");
    row("rotation-int4", "outliers", "cannot-tell");
}

void TestVerdicts::holdsAndFails()
{
    QFETCH(QString, thesis);
    QFETCH(QString, file);
    QFETCH(QString, verdict);
    ClaimRequest asked = request(file.toLatin1().constData());
    asked.mostMatrices = thesis.startsWith(QLatin1String("e")) ? 64 : 4;
    const ThesisResult result = check(thesis.toStdString(), asked);
    QVERIFY2(verdict == QLatin1String(verdictId(result.verdict)), result.sentence.text().c_str());
    QCOMPARE(QString::fromStdString(result.thesis), thesis);
}

void TestVerdicts::failsLayerByLayer()
{
    const ThesisResult gain = check("e1-rotation-gain", request("half"));
    QCOMPARE(gain.layers.size(), std::size_t{4});
    for (std::size_t i = 0; i < 4; ++i) {
        QCOMPARE(gain.layers[i].layer, down(static_cast<int>(i)));
        QVERIFY2(gain.layers[i].verdict == (i < 2 ? Verdict::Holds : Verdict::DoesNotHold), gain.sentence.text().c_str());
    }
    QCOMPARE(gain.count(Verdict::Holds), std::size_t{2});
    QCOMPARE(gain.value("holds"), 2.0);
    QCOMPARE(gain.value("fails"), 2.0);
    QVERIFY(gain.verdict == Verdict::DoesNotHold); // half of them is too many
    // Gaussian weights: 3 for the kurtosis, and no entropy is gained.
    const ThesisResult entropy = check("entropy-equal-step", request("half"));
    QVERIFY(entropy.layers[0].numbers.front().value > 0.05);
    QVERIFY(std::abs(entropy.layers[3].numbers.front().value) < 0.02);
    ClaimRequest unturned = request("outliers"); // no rotation, so nothing is flattened
    unturned.coordinates = {"original", {}};
    QVERIFY(check("rotation-flattens", unturned).count(Verdict::DoesNotHold) == 4);
    ClaimRequest few = request("plain");
    few.mostMatrices = 3;
    QCOMPARE(check("kurtosis-falls", few).layers.size(), std::size_t{3});
}

void TestVerdicts::layersThatCannotBeMeasuredAreNamed()
{
    const ThesisResult result = check("rotation-flattens", request("broken"));
    QCOMPARE(result.layers.size(), std::size_t{4});
    QVERIFY(result.layers[1].verdict == Verdict::CannotTell && result.layers[1].numbers.empty());
    QCOMPARE(result.count(Verdict::Holds), std::size_t{3});
}

void TestVerdicts::rotationsLeaveTheSampleModel()
{
    const ThesisResult same = check("function-unchanged", sample());
    QVERIFY2(same.verdict == Verdict::Holds, same.sentence.text().c_str());
    QVERIFY(same.value("logit_difference.control") > 100.0 * same.value("median.logit_difference"));
    const ThesisResult many = check("many-parameters", sample());
    QVERIFY2(many.verdict == Verdict::Holds, many.sentence.text().c_str());
}

void TestVerdicts::theTwinCanBeRescaledBack()
{
    ClaimRequest twin = sample("kjv_llama_twin");
    twin.mostMatrices = 8;
    const ThesisResult rescaled = check("outliers-gauge", twin);
    QVERIFY2(rescaled.verdict == Verdict::Holds, rescaled.sentence.text().c_str());
    QVERIFY(rescaled.value("logit_difference") < 1e-4);
    QVERIFY(check("outliers-gauge", sample()).verdict == Verdict::CannotTell); // has none
}

void TestVerdicts::sensitivityNeedsText()
{
    for (const Thesis& thesis : theses()) {
        if (!thesis.needsText) continue;
        ClaimRequest silent = sample();
        silent.twin = samplePath("kjv_llama_twin");
        silent.text = {};
        QVERIFY2(check(thesis.id, silent).verdict == Verdict::CannotTell, thesis.id.c_str());
    }
    const ThesisResult zeroed = check("e4-outliers-expendable", sample());
    QVERIFY2(zeroed.value("kl.file") > 0.0 && zeroed.value("kl.rotated") > 0.0, zeroed.sentence.text().c_str());
    QVERIFY(zeroed.verdict == (zeroed.value("ratio") <= 2.0 ? Verdict::Holds : Verdict::DoesNotHold));
    const ThesisResult ranks = check("e5-magnitude", sample());
    QCOMPARE(ranks.layers.size(), std::size_t{4});
    ClaimRequest one = sample();
    one.mostMatrices = 1;
    const ThesisResult directions = check("e6-directions", one);
    QVERIFY2(directions.layers.at(0).numbers.front().value > 1.0, directions.sentence.text().c_str());
}

void TestVerdicts::savedVerdictsAreTheSame()
{
    ClaimRequest asked = request("half");
    Verdicts verdicts = startVerdicts(asked, m_session);
    QCOMPARE(verdicts.matricesInModel, std::size_t{4});
    verdicts.results = {check("e1-rotation-gain", asked), check("rotation-int4", asked)};
    const std::string path = m_folder.filePath(QStringLiteral("saved.json")).toStdString();
    writeVerdicts(path, verdicts);
    const Verdicts read = readVerdicts(path);
    QCOMPARE(verdictsText(read), verdictsText(verdicts));
    QCOMPARE(read.results.at(0).sentence.text(), verdicts.results.at(0).sentence.text());
    QCOMPARE(read.results.at(0).layers.at(2).numbers.at(0).value, verdicts.results.at(0).layers.at(2).numbers.at(0).value);
}

void TestVerdicts::refusesWhatAreNoVerdicts()
{
    Verdicts verdicts = startVerdicts(request("half"), m_session);
    verdicts.results = {check("rotation-int4", request("half"))};
    const QString text = QString::fromStdString(verdictsText(verdicts));
    const auto refuses = [](const QString& changed) {
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(verdictsFromText(changed.toStdString(), "file")), FormatError);
    };
    refuses(QString());
    refuses(QStringLiteral("{}"));
    refuses(text.chopped(5));
    refuses(QString(text).replace(QStringLiteral("cannot-tell"), QStringLiteral("maybe")));
    refuses(QString(text).replace(QStringLiteral("\"rotation-int4\""), QStringLiteral("\"nothing\"")));
    refuses(QString(text).replace(QStringLiteral("\"layout\": 1"), QStringLiteral("\"layout\": 99")));
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(readVerdicts("/nowhere/verdicts.json")), FormatError);
}

void TestVerdicts::refusesUnknownTheses()
{
    try {
        static_cast<void>(checkThesis("nothing", request("plain"), m_session, JobContext()));
        QFAIL("was taken");
    } catch (const InvalidRequest& error) {
        QVERIFY(QString::fromUtf8(error.what()).startsWith(QLatin1String("there is no thesis 'nothing'; known are ")));
    }
}

void TestVerdicts::stopsWhenAsked()
{
    std::stop_source stop;
    stop.request_stop();
    const JobContext job(stop.get_token(), nullptr, nullptr);
    for (const Thesis& thesis : theses())
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(checkThesis(thesis.id, sample(), m_session, job)), Cancelled);
}

QTEST_GUILESS_MAIN(TestVerdicts)
#include "tst_verdicts.moc"
