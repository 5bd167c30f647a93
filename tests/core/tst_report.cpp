// SPDX-License-Identifier: GPL-3.0-or-later
// Reports of results made by hand: what is escaped, what is said, what is in the tables.
#include "core/base/error.h"
#include "core/registry/registries.h"
#include "core/reports/csv.h"
#include "core/reports/html.h"
#include "core/reports/markdown.h"
#include "core/reports/report_folder.h"
#include "core/reports/sweep_csv.h"
#include "core/reports/sweep_reading.h"
#include "core/reports/sweep_report.h"
#include "core/reports/template.h"

#include <QTemporaryDir>
#include <QtTest>

#include <fstream>

using namespace alidade;

namespace {

const std::string hostile = "=<script>alert(1)</script>|`x`\n\xE2\x80\xAE*b* [l](javascript:x) ![i](http://x.y/z)";

const Registries& registries()
{
    static const Registries all = builtinRegistries();
    return all;
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

SweepCell cellOf(double kurtosis, double top, double null)
{
    AnalysisResult result;
    result.metrics = {{"kurtosis", kurtosis}, {"top_energy_0.01", top}};
    result.nulls["top_energy_0.01"]["gaussian"] = {null, 0.001, 0.0, 2};
    SweepCell cell;
    cell.result = std::make_shared<AnalysisResult>(result);
    // 6.02 dB a bit, shifted by what the kurtosis makes of the scale: every number can be told beforehand.
    std::vector<RateDistortionPoint> curve;
    for (const double bits : {2.0, 3.0, 4.0, 6.0}) {
        RateDistortionPoint point;
        point.bits = point.payloadBits = bits;
        point.entropyBits = bits - 0.5;
        point.signalPower = 1.0;
        point.meanSquaredError = kurtosis / 3.0 * std::pow(4.0, -bits);
        curve.push_back(point);
    }
    cell.curves = {curve};
    return cell;
}

SweepTensor tensorOf(const std::string& name, std::vector<SweepCell> cells)
{
    SweepTensor tensor;
    tensor.layer.tensor.name = name;
    tensor.layer.tensor.shape = {4, 8};
    tensor.layer.role = "q_proj";
    tensor.layer.rows = 4;
    tensor.layer.cols = 8;
    tensor.weights = 32;
    tensor.cells = std::move(cells);
    return tensor;
}

/// Two tensors, one with heavy tails; cosines are missing for the second.
SweepResults madeResults()
{
    SweepResults results;
    results.request.model = "some/model.safetensors";
    results.request.coordinates = {{"original", {}}, {"hadamard", {}}, {"dct", {}}};
    results.request.metrics = {"kurtosis", "top_energy_0.01"};
    results.request.nulls = NullRequest{{"gaussian"}, 2, 1};
    results.request.quantizers = {{"uniform", {}}};
    results.request.bits = {2.0, 3.0, 4.0, 6.0};
    results.version = "0.1.0";
    results.modelFormat = "safetensors";
    results.planned = 3;
    const SweepCell heavy = cellOf(12.0, 0.25, 0.0845);
    const SweepCell flat = cellOf(3.0, 0.0845, 0.0845);
    results.tensors = {tensorOf(hostile, {heavy, flat, heavy}), tensorOf("plain", {heavy, flat, heavy})};
    results.tensors[1].cells[2] = {nullptr, "there is no such basis of " + hostile, {}};
    return results;
}

std::string reportOf(const SweepResults& results)
{
    return markdownOf(sweepReport(results, {}, registries()));
}

} // namespace

class TestReport : public QObject {
    Q_OBJECT

private slots:
    void numbers_data();
    void numbers();
    void markdownShowsExactlyTheText();
    void tablesKeepTheirColumns();
    void pagesHoldNoForeignMarkup();
    void csvFields();
    void csvHoldsEveryNumber();
    void incompleteSweepsSaySoFirst();
    void sentencesFollowTheNumbers();
    void ratesAgainstTheReference();
    void flagsAndGaps();
    void templates();
    void templatesThatCannotBeFilled_data();
    void templatesThatCannotBeFilled();
    void foldersAppearAsAWhole();
};

void TestReport::numbers_data()
{
    QTest::addColumn<double>("value");
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing") << std::numeric_limits<double>::quiet_NaN() << QStringLiteral("\u2013");
    QTest::newRow("zero") << 0.0 << QStringLiteral("0");
    QTest::newRow("whole") << 3.0 << QStringLiteral("3");
    QTest::newRow("digits") << 23.746567 << QStringLiteral("23.75");
    QTest::newRow("power of ten") << 0.01 << QStringLiteral("0.01000");
    QTest::newRow("small") << 0.0123456 << QStringLiteral("0.01235");
    QTest::newRow("negative") << -0.25 << QStringLiteral("\u22120.2500");
    QTest::newRow("large") << 12345.6 << QStringLiteral("12,346");
    QTest::newRow("tiny") << 1.25e-7 << QStringLiteral("1.25e-07");
}

void TestReport::numbers()
{
    QFETCH(double, value);
    QFETCH(QString, text);
    QCOMPARE(QString::fromStdString(reportNumber(value)), text);
}

void TestReport::markdownShowsExactlyTheText()
{
    QCOMPARE(markdownText("model.layers.3.mlp.down_proj.weight"), std::string("model.layers.3.mlp.down_proj.weight"));
    QCOMPARE(markdownText("a_b _c_"), std::string("a_b \\_c\\_"));
    QCOMPARE(markdownText("- 1"), std::string("\\- 1"));
    QCOMPARE(markdownText("1. x"), std::string("1\\. x"));
    QCOMPARE(markdownText("a|b`c<d"), std::string("a\\|b\\`c\\<d"));
    QVERIFY(!has(markdownText(hostile), "\n"));
    QVERIFY(has(markdownText(hostile), "u\\{202e\\}"));
}

void TestReport::tablesKeepTheirColumns()
{
    const std::string table = markdownBlock(ReportTable{"", {"Name", "Value"}, {{hostile, "3.5"}, {"b", noValue}}});
    const std::string page = htmlPage("t", table);
    QCOMPARE(QString::fromStdString(page).count(QLatin1String("<td")), 4);
    QVERIFY(has(page, "<td align=\"right\">3.5</td>"));
}

void TestReport::pagesHoldNoForeignMarkup()
{
    const std::string page = htmlPage(hostile, reportOf(madeResults()));
    QVERIFY(!has(page, "<script"));
    QVERIFY(!has(page, "<a "));
    QVERIFY(!has(page, "<img"));
    QVERIFY(!has(page, "\xE2\x80\xAE"));
    QVERIFY(has(page, "&lt;script&gt;alert(1)"));
}

void TestReport::csvFields()
{
    QCOMPARE(csvText("=1+1"), std::string("'=1+1"));
    QCOMPARE(csvText("@x"), std::string("'@x"));
    QCOMPARE(csvText("a,\"b\""), std::string("\"a,\"\"b\"\"\""));
    QVERIFY(!has(csvText(hostile), "\n"));
    QCOMPARE(csvNumber(0.1), std::string("0.1"));
    QCOMPARE(csvNumber(std::numeric_limits<double>::quiet_NaN()), std::string());
}

void TestReport::csvHoldsEveryNumber()
{
    const SweepResults results = madeResults();
    const QStringList lines = QString::fromStdString(tensorsCsv(results)).split(QStringLiteral("\r\n"));
    QCOMPARE(lines.size(), 1 + 6 + 1);
    const QStringList header = lines[0].split(QLatin1Char(','));
    const QStringList plain = lines[4].split(QLatin1Char(','));
    QCOMPARE(plain[0], QStringLiteral("plain"));
    QCOMPARE(plain[header.indexOf(QStringLiteral("kurtosis"))].toDouble(), 12.0);
    QCOMPARE(plain[header.indexOf(QStringLiteral("top_energy_0.01.gaussian.mean"))].toDouble(), 0.0845);
    const QStringList points = QString::fromStdString(pointsCsv(results)).split(QStringLiteral("\r\n"));
    QCOMPARE(points.size(), 1 + 5 * 4 + 1);
    const QStringList names = points[0].split(QLatin1Char(','));
    const QStringList last = points[points.size() - 2].split(QLatin1Char(','));
    QCOMPARE(last[names.indexOf(QStringLiteral("sqnr_db"))].toDouble(), 60.0 * std::log10(4.0));
    QCOMPARE(last[names.indexOf(QStringLiteral("entropy_rate"))].toDouble(), 5.5);
}

void TestReport::incompleteSweepsSaySoFirst()
{
    SweepResults results = madeResults();
    const std::string text = reportOf(results);
    const std::size_t first = text.find("\n\n") + 2;
    QVERIFY(text.substr(first).starts_with("This sweep is incomplete: 2 of 3 tensors are measured"));
    results.planned = 2;
    QVERIFY(!has(reportOf(results), "incomplete"));
}

void TestReport::sentencesFollowTheNumbers()
{
    SweepResults results = madeResults();
    const std::string lower = metricSentence(SweepView(results, registries()), "kurtosis");
    QVERIFY2(has(lower, "is 12 in"), lower.c_str());
    QVERIFY2(has(lower, "lower in " + registries().coordinateSystems.find("hadamard").label + ": 3"), lower.c_str());
    QVERIFY2(has(lower, "the same within 2 % in"), lower.c_str());
    std::swap(results.request.coordinates[0], results.request.coordinates[1]);
    for (SweepTensor& tensor : results.tensors) std::swap(tensor.cells[0], tensor.cells[1]);
    const std::string higher = metricSentence(SweepView(results, registries()), "kurtosis");
    QVERIFY2(has(higher, "is 3 in") && has(higher, "higher in") && !has(higher, "lower in"), higher.c_str());
}

// A quarter of the error is one bit less at every quality.
void TestReport::ratesAgainstTheReference()
{
    const SweepResults results = madeResults();
    const SweepView view(results, registries());
    const double gain = modelGainBits(view, 0, 1, {RateCount::FixedRate, true});
    QVERIFY2(std::abs(gain + 1.0) < 1e-9, qPrintable(QString::number(gain)));
    const std::string sentence = rateSentence(view, 0, {RateCount::FixedRate, true});
    QVERIFY2(has(sentence, "fewer bits") && has(sentence, registries().coordinateSystems.find("hadamard").label), sentence.c_str());
}

void TestReport::flagsAndGaps()
{
    const SweepResults results = madeResults();
    const SweepView view(results, registries());
    FlagThresholds thresholds;
    const ReportTable flagged = flaggedTable(view, thresholds, 1);
    QCOMPARE(flagged.rows.size(), std::size_t{1});
    QVERIFY(has(flagged.caption, "2 of 2 tensors, the first 1"));
    QVERIFY(has(flagged.rows[0][2], "kurtosis 12"));
    QVERIFY(has(flagged.rows[0][2], "+6.021 dB"));
    thresholds.kurtosis = 12.0;
    thresholds.gainDb = 6.1;
    QVERIFY(flaggedTable(view, thresholds, 9).rows.empty());
    const std::vector<std::string> gaps = notMeasured(view, 9);
    QCOMPARE(gaps.size(), std::size_t{2});
    QVERIFY(has(gaps[0], "1 tensor: the sweep has not come to them yet"));
    QVERIFY(gaps[1].starts_with("dct, plain: there is no such basis"));
}

void TestReport::templates()
{
    ReportParts parts;
    addSweepParts(parts, "m.", madeResults(), registries());
    parts.figures["f"] = {"figures/f.svg", "A figure."};
    const std::string filled =
        filledTemplate("K {{number:m.kurtosis.original}}, {{ref:figure:f}}\n\n{{figure:f}}\n\n{{table:m.flattening}}\n", parts);
    QVERIFY2(filled.starts_with("K 12, Figure 1\n\n![Figure 1. A figure"), filled.c_str());
    QVERIFY(has(filled, "*Figure 1. A figure.*"));
    QVERIFY(has(filled, "*Table 1. "));
    QVERIFY(!has(filled, "{{"));
}

void TestReport::templatesThatCannotBeFilled_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("why");
    const QString figure = QStringLiteral("{{figure:f}}\n");
    QTest::newRow("unknown") << figure + QStringLiteral("\n{{number:nothing}}") << QStringLiteral("line 3");
    QTest::newRow("kind") << figure + QStringLiteral("{{nothing}}") << QStringLiteral("no kind");
    QTest::newRow("open") << figure + QStringLiteral("{{number:x") << QStringLiteral("does not end");
    QTest::newRow("twice") << figure + figure << QStringLiteral("there already");
    QTest::newRow("unused figure") << QStringLiteral("text") << QStringLiteral("does not use");
    QTest::newRow("inside a line") << QStringLiteral("a {{figure:f}}") << QStringLiteral("line of its own");
}

void TestReport::templatesThatCannotBeFilled()
{
    QFETCH(QString, text);
    QFETCH(QString, why);
    ReportParts parts;
    parts.figures["f"] = {"figures/f.svg", "A figure."};
    try {
        static_cast<void>(filledTemplate(text.toStdString(), parts));
        QFAIL("it was filled");
    } catch (const InvalidRequest& error) {
        QVERIFY2(has(error.what(), why.toStdString()), error.what());
    }
}

void TestReport::foldersAppearAsAWhole()
{
    const QTemporaryDir scratch;
    const std::string target = scratch.filePath(QStringLiteral("r")).toStdString();
    const auto names = [&scratch] { return QDir(scratch.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot); };
    {
        const ReportFolder given(target);
        given.write("report.md", "x");
    }
    QVERIFY(names().isEmpty());
    for (const char* text : {"one", "two"}) {
        ReportFolder folder(target);
        folder.write("figures/a.json", "{}");
        folder.write("report.md", text);
        folder.commit();
    }
    QCOMPARE(names(), QStringList{QStringLiteral("r")});
    QFile report(scratch.filePath(QStringLiteral("r/report.md")));
    QVERIFY(report.open(QIODevice::ReadOnly));
    QCOMPARE(report.readAll(), QByteArray("two"));
    // What is not ours is not removed.
    std::ofstream(target + "/thesis.tex") << "years of work";
    QVERIFY_EXCEPTION_THROWN(ReportFolder{target}, InvalidRequest);
    QVERIFY_EXCEPTION_THROWN(ReportFolder{scratch.path().toStdString()}, InvalidRequest);
}

QTEST_APPLESS_MAIN(TestReport)
#include "tst_report.moc"
