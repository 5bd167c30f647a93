// SPDX-License-Identifier: GPL-3.0-or-later
// Coordinate systems on the command line: every name, blocks of attention heads, imported rotations, angles.
#include "core/base/random.h"
#include "core/engine/analysis.h"
#include "core/numerics/orthogonal.h"
#include "core/registry/registries.h"

#include "tests/support/naive.h"
#include "tests/support/process.h"
#include "tests/support/reference_data.h"

#include <QJsonDocument>
#include <QtTest>

#include <algorithm>
#include <cmath>

using namespace alidade;
using namespace alidade::test;

namespace {

const std::string folder = "kjv_llama";
const std::string queries = "model.layers.0.self_attn.q_proj.weight";
const std::string outputs = "model.layers.0.self_attn.o_proj.weight";

QJsonObject document(const Finished& finished)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(finished.out)).object();
}

} // namespace

class TestCliCoordinates : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void everyName();
    void headBlocks();
    void headsAreUnknownInABareFile();
    void requestsPrintWhatTheyMean();
    void notApplicableIsNull();
    void importedFile();
    void importedRefusals_data();
    void importedRefusals();
    void angles();
    void anglesOfTheSameAxes();
    void angleRefusals_data();
    void angleRefusals();

private:
    [[nodiscard]] std::string at(const char* name) const
    {
        return m_folder.path().toStdString() + "/" + name;
    }

    QTemporaryDir m_folder;
    std::string m_small;    ///< one matrix, 24 x 12
    std::string m_rotation; ///< a rotation of 12 channels, one of 5, and a matrix that is none
};

void TestCliCoordinates::initTestCase()
{
    m_small = at("small.safetensors");
    writeSafetensors(m_small, {storedMatrix("w", drawMatrix(24, 12, 1, Source::Laplace))});
    Random random(5);
    m_rotation = at("rotation.safetensors");
    writeSafetensors(m_rotation, {storedMatrix("R", haarMatrix(12, random, JobContext()).cast<float>()),
                                  storedMatrix("five", haarMatrix(5, random, JobContext()).cast<float>()),
                                  storedMatrix("skewed", Matrix::Constant(12, 12, 0.5F)),
                                  storedVector("v", {1.0F, 2.0F})});
}

// In one call, with the same words everywhere; energy stays what it was.
void TestCliCoordinates::everyName()
{
    std::string names;
    int count = 0;
    const Registries registries = builtinRegistries();
    for (const CoordinateSystemEntry& entry : registries.coordinateSystems) {
        if (entry.id == "imported" || entry.needsCalibration) continue;
        names += (names.empty() ? "" : ",") + entry.id;
        ++count;
    }
    const Finished finished = runCli({"metrics", m_small, "--tensor", "w", "--coordinates", names, "--json"});
    QVERIFY2(finished.code == 0, finished.err.c_str());
    const QJsonArray systems = document(finished)[QStringLiteral("coordinates")].toArray();
    QCOMPARE(systems.size(), count);
    const double norm = systems[0][QStringLiteral("metrics")][QStringLiteral("l2")].toDouble();
    for (const QJsonValueConstRef system : systems) {
        if (system[QStringLiteral("name")].toString() != QStringLiteral("scaled_hadamard"))
            VERIFY_NEAR(system[QStringLiteral("metrics")][QStringLiteral("l2")].toDouble(), norm,
                        1e-6 * norm);
        QVERIFY(system[QStringLiteral("residual")][QStringLiteral("round_trip")].toDouble() < 1e-5);
        QVERIFY(system[QStringLiteral("parameters")].isObject());
    }
}

void TestCliCoordinates::headBlocks()
{
    for (const char* block : {"head", "-1", "32"}) {
        const Finished finished = runCli({"metrics", samplePath(folder), "--tensor", queries, "--coordinates",
                                          "pca", "--side", "rows", "--block", block, "--json"});
        QVERIFY2(finished.code == 0, finished.err.c_str());
        const QJsonValue system = document(finished)[QStringLiteral("coordinates")][0];
        QVERIFY(system[QStringLiteral("basis")].toString().startsWith(
            QStringLiteral("rows: 8 blocks of 32 principal")));
        VERIFY_NEAR(system[QStringLiteral("basis_bits")].toDouble(),
                    16.0 * 32.0 * 32.0 * 8.0 / (256.0 * 256.0), 1e-12);
    }
    const Finished columns = runCli({"metrics", samplePath(folder), "--tensor", outputs, "--coordinates",
                                     "haar", "--side", "columns", "--block", "head"});
    QVERIFY2(columns.code == 0, columns.err.c_str());
    QVERIFY(columns.out.find("8 blocks of Haar rotation of 32") != std::string::npos);
}

void TestCliCoordinates::headsAreUnknownInABareFile()
{
    const Finished finished =
        runCli({"metrics", m_small, "--tensor", "w", "--coordinates", "pca", "--block", "head"});
    QCOMPARE(finished.code, 1);
    QVERIFY2(finished.err.find("the size of an attention head along the columns") != std::string::npos,
             finished.err.c_str());
}

// The printed command of a request computes the same numbers, with every parameter of every system in it.
void TestCliCoordinates::requestsPrintWhatTheyMean()
{
    const Registries registries = builtinRegistries();
    const CoordinateSystemEntry& entry = registries.coordinateSystems.find("learned_kurtosis");
    AnalysisRequest request;
    request.file = m_small;
    request.tensor = "w";
    request.coordinates = {entry.id, resolveParameters(entry.parameters, {{"block", std::int64_t{4}}})};
    const QStringList words = QString::fromStdString(commandLine(request)).split(QLatin1Char(' '));
    std::vector<std::string> arguments{"--json"};
    for (const QString& word : words.mid(1))
        arguments.push_back(word.toStdString());
    std::rotate(arguments.begin(), arguments.begin() + 1, arguments.end()); // the flag goes last
    const Finished printed = runCli(arguments);
    QVERIFY2(printed.code == 0, printed.err.c_str());
    const Finished plain = runCli(
        {"metrics", m_small, "--tensor", "w", "--coordinates", "learned_kurtosis", "--block", "4", "--json"});
    QCOMPARE(printed.out, plain.out);

    request.coordinates = {"original", {}};
    request.heatMap = HeatMapRequest{.columns = 5, .rows = 3};
    request.split = SplitRequest{{0, 2}, 3.5};
    request.sensitivity = true;
    std::vector<std::string> drawn;
    for (const QString& word : QString::fromStdString(commandLine(request)).split(QLatin1Char(' ')).mid(1))
        drawn.push_back(word.toStdString());
    drawn.push_back("--json");
    const Finished pictures = runCli(drawn);
    QVERIFY2(pictures.code == 0, pictures.err.c_str());
    const QJsonValue system = document(pictures)[QStringLiteral("coordinates")][0];
    QCOMPARE(system[QStringLiteral("heat_map")][QStringLiteral("cells")].toArray().size(), 15);
    QCOMPARE(system[QStringLiteral("split")][QStringLiteral("ranks")][1][QStringLiteral("rank")].toInt(), 2);
    QVERIFY(system[QStringLiteral("sensitivity")].isNull()); // without a calibration
    for (const std::vector<std::string>& wrong :
         {std::vector<std::string>{"--heat-map", "5"}, {"--heat-map", "0x4"}, {"--split", "2,1"}, {"--split", "1,"},
          {"--split", "0", "--split-bits", "99"}, {"--split-bits", "3"}}) {
        std::vector<std::string> refused{"metrics", m_small, "--tensor", "w"};
        refused.insert(refused.end(), wrong.begin(), wrong.end());
        QCOMPARE(runCli(refused).code, 2);
    }
    request.heatMap.reset();
    request.split.reset();
    request.sensitivity = false;
    const QuantizerEntry& quantizer = registries.quantizers.find("ecsq");
    std::vector<ParameterSpec> specs = quantizer.parameters;
    std::erase_if(specs, [](const ParameterSpec& spec) { return spec.id == "bits"; });
    request.curve = CurveRequest{{quantizer.id, resolveParameters(specs, {})}, {1.5, 2}};
    request.curve->coder = ComponentRequest{"rans", {{"contexts", std::string("none")}}};
    request.curve->bounds = true;
    std::vector<std::string> curve;
    for (const QString& word : QString::fromStdString(commandLine(request)).split(QLatin1Char(' ')).mid(1))
        curve.push_back(word.toStdString());
    curve.push_back("--json");
    const Finished coded = runCli(curve);
    QVERIFY2(coded.code == 0, coded.err.c_str());
    const Finished typed =
        runCli({"rate-distortion", m_small, "--tensor", "w", "--coordinates", "original", "--quantizer", "ecsq", "--bits",
                "1.5,2", "--bounds", "weights", "--coder", "rans", "--contexts", "none", "--json"});
    QCOMPARE(coded.out, typed.out);
}

void TestCliCoordinates::notApplicableIsNull()
{
    const std::vector<std::string> scaled{"metrics", m_small,         "--tensor",
                                          "w",       "--coordinates", "scaled_hadamard"};
    std::vector<std::string> json = scaled;
    json.push_back("--json");
    const QJsonValue residual =
        document(runCli(json))[QStringLiteral("coordinates")][0][QStringLiteral("residual")];
    QVERIFY(residual[QStringLiteral("orthogonality")].isNull() &&
            residual[QStringLiteral("energy")].isNull());
    QVERIFY(residual[QStringLiteral("round_trip")].toDouble(1.0) < 1e-5);
    const Finished readable = runCli(scaled);
    QVERIFY2(readable.out.find("not orthogonal") != std::string::npos, readable.out.c_str());
    const Finished curve =
        runCli({"rate-distortion", m_small, "--tensor", "w", "--coordinates", "scaled_hadamard"});
    QCOMPARE(curve.code, 1);
    QVERIFY2(curve.err.find("is not orthogonal") != std::string::npos, curve.err.c_str());
}

// W M of the file, from a safetensors file with several matrices and from one with a single one.
void TestCliCoordinates::importedFile()
{
    const Finished named = runCli({"metrics", m_small, "--tensor", "w", "--coordinates", "imported",
                                   "--rotation-file", m_rotation, "--rotation-tensor", "R", "--json"});
    QVERIFY2(named.code == 0, named.err.c_str());
    const QJsonValue system = document(named)[QStringLiteral("coordinates")][0];
    VERIFY_NEAR(system[QStringLiteral("basis_bits")].toDouble(), 16.0 * 144.0 / 288.0, 1e-12);
    Random random(5);
    const MatrixD expected =
        drawMatrix(24, 12, 1, Source::Laplace).cast<double>() * haarMatrix(12, random, JobContext());
    VERIFY_NEAR(system[QStringLiteral("metrics")][QStringLiteral("linf")].toDouble(),
                expected.cwiseAbs().maxCoeff(), 1e-3);
    const std::string only = at("only.safetensors");
    writeSafetensors(only, {storedMatrix("M", Matrix::Identity(12, 12)), storedVector("v", {1.0F})});
    const Finished single =
        runCli({"metrics", m_small, "--tensor", "w", "--coordinates", "imported", "--rotation-file", only});
    QVERIFY2(single.code == 0, single.err.c_str());
}

void TestCliCoordinates::importedRefusals_data()
{
    QTest::addColumn<QString>("tensor");
    QTest::addColumn<QString>("words");
    QTest::newRow("several") << QString() << QStringLiteral("holds several matrices: name one");
    QTest::newRow("unknown") << QStringLiteral("Q") << QStringLiteral("there is no tensor 'Q'");
    QTest::newRow("vector") << QStringLiteral("v") << QStringLiteral("is not a matrix");
    QTest::newRow("skewed") << QStringLiteral("skewed")
                            << QStringLiteral("is not orthogonal: max |M^T M - I| is 3");
    QTest::newRow("size") << QStringLiteral("five") << QStringLiteral("do not divide the 12 columns");
}

void TestCliCoordinates::importedRefusals()
{
    QFETCH(QString, tensor);
    QFETCH(QString, words);
    std::vector<std::string> arguments{"metrics",       m_small,    "--tensor",        "w",
                                       "--coordinates", "imported", "--rotation-file", m_rotation};
    if (!tensor.isEmpty()) arguments.insert(arguments.end(), {"--rotation-tensor", tensor.toStdString()});
    const Finished finished = runCli(arguments);
    QCOMPARE(finished.code, 1);
    QCOMPARE(finished.out, std::string());
    QVERIFY2(QString::fromStdString(finished.err).contains(words), finished.err.c_str());
    const Finished missing = runCli({"metrics", m_small, "--tensor", "w", "--coordinates", "imported"});
    QVERIFY2(missing.err.find("rotation-file") != std::string::npos, missing.err.c_str());
}

// Random axes stand as far from the original ones as the null says.
void TestCliCoordinates::angles()
{
    const Finished finished = runCli({"angles", samplePath(folder), "--tensor", queries, "--coordinates",
                                      "original,haar", "--rank", "8", "--json"});
    QVERIFY2(finished.code == 0, finished.err.c_str());
    const QJsonObject result = document(finished);
    const QJsonArray found = result[QStringLiteral("angles_degrees")].toArray();
    const QJsonArray null = result[QStringLiteral("null_degrees")].toArray();
    QCOMPARE(found.size(), 8);
    QCOMPARE(null.size(), 8);
    QCOMPARE(result[QStringLiteral("channels")].toInt(), 256);
    double last = 0.0;
    for (int i = 0; i < 8; ++i) {
        QVERIFY(found[i].toDouble() >= last && found[i].toDouble() <= 90.0);
        last = found[i].toDouble();
        VERIFY_NEAR(found[i].toDouble(), null[i].toDouble(), 5.0);
    }
    const Finished table = runCli(
        {"angles", samplePath(folder), "--tensor", queries, "--coordinates", "original,haar", "--csv"});
    QVERIFY(table.out.starts_with("axis,degrees,random_degrees"));
    QCOMPARE(std::count(table.out.begin(), table.out.end(), '\n'), std::ptrdiff_t{17});
}

void TestCliCoordinates::anglesOfTheSameAxes()
{
    for (const char* axis : {"rows", "columns"}) {
        const Finished finished =
            runCli({"angles", m_small, "--tensor", "w", "--coordinates", "original,givens_path", "--angle",
                    "0", "--rank", "5", "--axis", axis, "--json"});
        QVERIFY2(finished.code == 0, finished.err.c_str());
        for (const QJsonValueConstRef angle : document(finished)[QStringLiteral("angles_degrees")].toArray())
            VERIFY_NEAR(angle.toDouble(), 0.0, 1e-9);
    }
}

void TestCliCoordinates::angleRefusals_data()
{
    QTest::addColumn<QString>("systems");
    QTest::addColumn<QString>("rank");
    QTest::addColumn<QString>("words");
    QTest::newRow("one") << QStringLiteral("pca") << QStringLiteral("2")
                         << QStringLiteral("two coordinate systems");
    QTest::newRow("three") << QStringLiteral("pca,dct,haar") << QStringLiteral("2")
                           << QStringLiteral("two coordinate systems");
    QTest::newRow("too many") << QStringLiteral("pca,dct") << QStringLiteral("13")
                              << QStringLiteral("from 1 to 12");
    QTest::newRow("negative") << QStringLiteral("pca,dct") << QStringLiteral("-3")
                              << QStringLiteral("negative");
}

void TestCliCoordinates::angleRefusals()
{
    QFETCH(QString, systems);
    QFETCH(QString, rank);
    QFETCH(QString, words);
    const Finished finished = runCli({"angles", m_small, "--tensor", "w", "--coordinates",
                                      systems.toStdString(), "--rank", rank.toStdString()});
    QCOMPARE(finished.code, 1);
    QVERIFY2(QString::fromStdString(finished.err).contains(words), finished.err.c_str());
}

QTEST_APPLESS_MAIN(TestCliCoordinates)
#include "tst_cli_coordinates.moc"
