// SPDX-License-Identifier: GPL-3.0-or-later
// Commands that run a model: the documents they print and the sentences they refuse with.
#include "tests/support/process.h"
#include "tests/support/reference_data.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QtTest>

#include <filesystem>

using namespace alidade::test;

namespace {

const std::string model = "kjv_llama";

std::vector<std::string> command(const std::string& name, const std::vector<std::string>& more)
{
    std::vector<std::string> all{name, samplePath(model), "--text", samplePath("kjv_llama/test.txt")};
    all.insert(all.end(), more.begin(), more.end());
    return all;
}

/// The document that a command prints.
QJsonDocument document(const std::vector<std::string>& arguments)
{
    const Finished finished = runCli(arguments);
    if (finished.code != 0) qWarning("%s", finished.err.c_str());
    QJsonParseError error{};
    const QJsonDocument json = QJsonDocument::fromJson(QByteArray::fromStdString(finished.out), &error);
    if (error.error != QJsonParseError::NoError) qWarning("%s", finished.out.c_str());
    return json;
}

} // namespace

class TestCliModel : public QObject {
    Q_OBJECT

private slots:
    void evaluateFollowsTheContract();
    void evaluateComparesWidths();
    void protocolsAreNamed();
    void tokenIdsAreText();
    void studiesPrintTheirTables();
    void startsWithoutAWaitPolicy();
    void modelsThatCannotBeRunAreRefused_data();
    void modelsThatCannotBeRunAreRefused();

private:
    /// A copy of the sample model whose configuration was changed.
    std::string changedModel(const std::string& from, const std::string& to);

    QTemporaryDir m_folder;
};

std::string TestCliModel::changedModel(const std::string& from, const std::string& to)
{
    namespace fs = std::filesystem;
    const fs::path folder = fs::path(m_folder.path().toStdString()) / ("changed" + std::to_string(qHash(QString::fromStdString(to))));
    fs::create_directories(folder);
    for (const char* name : {"model.safetensors", "tokenizer.model"})
        if (!fs::exists(folder / name)) fs::copy_file(samplePath(model + "/" + name), folder / name);
    QFile file(QString::fromStdString(samplePath("kjv_llama/config.json")));
    if (!file.open(QIODevice::ReadOnly)) return {};
    const QByteArray changed = file.readAll().replace(from.c_str(), to.c_str());
    writeFile((folder / "config.json").string(), changed.toStdString());
    return folder.string();
}

void TestCliModel::evaluateFollowsTheContract()
{
    const QJsonObject json = document(command("evaluate", {"--windows", "4", "--json"})).object();
    const QJsonObject protocol = json["protocol"].toObject();
    QCOMPARE(protocol["name"].toString(), QStringLiteral("windows"));
    QCOMPARE(protocol["context"].toInt(), 256);
    QCOMPARE(protocol["bos"].toString(), QStringLiteral("before each window"));
    QCOMPARE(protocol["windows"].toInt(), 4);
    QCOMPARE(protocol["tokens"].toInt(), 1024);
    const double perplexity = json["perplexity"].toDouble();
    QVERIFY(perplexity > 10.0 && perplexity < 60.0);
    QVERIFY(json["standard_error"].toDouble() > 0.0);
    const QJsonObject kl = json["kl"].toObject();
    for (const char* name : {"mean", "median", "p99"}) QCOMPARE(kl[name].toDouble(), 0.0);
    QCOMPARE(kl["same_top1"].toDouble(), 1.0);
    QVERIFY(kl["noise_floor"].toDouble() > 0.0);
}

void TestCliModel::evaluateComparesWidths()
{
    const QJsonArray results = document(command("evaluate", {"--windows", "2", "--coordinates", "hadamard", "--quantizer",
                                                             "uniform", "--group", "128", "--bits", "3,4", "--json"}))
                                   .array();
    QCOMPARE(results.size(), 2);
    const QJsonObject three = results[0].toObject();
    const QJsonObject four = results[1].toObject();
    QVERIFY(three["kl"].toObject()["mean"].toDouble() > four["kl"].toObject()["mean"].toDouble());
    QCOMPARE(four["coordinates"].toObject()["name"].toString(), QStringLiteral("hadamard"));
    QCOMPARE(four["quantized"].toObject()["payload_bits"].toDouble(), 4.0);
    QVERIFY(four["quantized"].toObject()["operator_sqnr_db"].isNull());
}

void TestCliModel::protocolsAreNamed()
{
    for (const std::string protocol : {"llama.cpp", "gptq"}) {
        const QJsonObject json = document(command("evaluate", {"--windows", "1", "--context", "128", "--protocol", protocol,
                                                               "--json"}))
                                     .object();
        QCOMPARE(json["protocol"].toObject()["name"].toString().toStdString(), protocol);
        QCOMPARE(json["protocol"].toObject()["tokens"].toInt(), protocol == "gptq" ? 127 : 63);
        QVERIFY(json["standard_error"].isNull()); // of one window
    }
}

void TestCliModel::tokenIdsAreText()
{
    // reference.npz holds several arrays; its first window is BOS and 256 tokens.
    const std::string ids = m_folder.filePath("ids.safetensors").toStdString();
    std::vector<float> tokens;
    for (int i = 0; i < 300; ++i) tokens.push_back(static_cast<float>(100 + i));
    writeSafetensors(ids, {storedVector("ids", tokens)});
    const QJsonObject json =
        document({"evaluate", samplePath(model), "--tokens", ids, "--context", "64", "--json"}).object();
    QCOMPARE(json["protocol"].toObject()["windows"].toInt(), 4);
    const Finished both = runCli(command("evaluate", {"--tokens", ids}));
    QCOMPARE(both.code, 2);
}

void TestCliModel::studiesPrintTheirTables()
{
    const std::string calibration = m_folder.filePath("c.h5").toStdString();
    QCOMPARE(document(command("calibrate", {"--windows", "2", "-o", calibration, "--json"})).object()["tokens"].toInt(), 512);
    const std::string one = "*layers.0.mlp.up_proj.weight";
    const QJsonObject attribution = document(command("attribute", {"--windows", "1", "--bits", "3", "--noise-draws", "1",
                                                                   "--tensors", one, "--json"}))
                                        .object();
    QCOMPARE(attribution["control"].toDouble(), 0.0);
    QCOMPARE(attribution["tensors"].toArray().size(), 1);
    const QJsonObject sensitivity =
        document(command("sensitivity", {"--windows", "1", "--tensors", one, "--json"})).object();
    const double spearman = sensitivity["tensors"].toArray()[0].toObject()["spearman"].toDouble();
    QVERIFY(spearman > -1.0 && spearman < 1.0);
    const QJsonObject damage =
        document(command("damage", {"--windows", "1", "--tensors", one, "--shares", "0.1", "--json"})).object();
    QCOMPARE(damage["points"].toArray().size(), 5);
    const QJsonObject directions = document(command("directions", {"--windows", "1", "--tensors", one, "--calibration",
                                                                   calibration, "--json"}))
                                       .object();
    QCOMPARE(directions["rows"].toArray().size(), 5);
    const std::string table = m_folder.filePath("study.csv").toStdString();
    const QJsonObject study = document(command("study", {"--windows", "1", "--coordinates", "original", "--bits", "4",
                                                         "--tensors", one, "-o", table, "--json"}))
                                  .object();
    QCOMPARE(study["rows"].toArray().size(), 1);
    QVERIFY(QFile::exists(m_folder.filePath("study.h5")));
}

void TestCliModel::startsWithoutAWaitPolicy()
{
    // The tests set one; without it the program starts itself once more and must stay what it was.
    const std::string cli = qEnvironmentVariable("ALIDADE_CLI").toStdString();
    const Finished version = run("/usr/bin/env", {"-u", "OMP_WAIT_POLICY", cli, "--version"});
    QCOMPARE(version.code, 0);
    QVERIFY(version.out.starts_with("alidade-cli "));
    const Finished refused = run("/usr/bin/env", {"-u", "OMP_WAIT_POLICY", cli, "inspect", m_folder.filePath("no").toStdString()});
    QCOMPARE(refused.code, 1);
    QCOMPARE(std::count(refused.err.begin(), refused.err.end(), '\n'), std::ptrdiff_t{1});
}

void TestCliModel::modelsThatCannotBeRunAreRefused_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("words");
    const auto text = QString::fromStdString(samplePath("kjv_llama/test.txt"));
    const auto changed = [this](const char* from, const char* to) {
        return QString::fromStdString(changedModel(from, to));
    };
    const QString sample = QString::fromStdString(samplePath(model));
    QTest::newRow("architecture") << QStringList{changed("\"llama\"", "\"mamba\""), "--text", text} << "mamba";
    QTest::newRow("missing tensor") << QStringList{changed("_layers\": 6", "_layers\": 7"), "--text", text}
                                    << "model.layers.6.";
    QTest::newRow("left over tensor") << QStringList{changed("_layers\": 6", "_layers\": 5"), "--text", text}
                                      << "model.layers.5.";
    QTest::newRow("sizes") << QStringList{changed("\"hidden_size\": 256", "\"hidden_size\": 128"), "--text", text} << "needs";
    QTest::newRow("no configuration") << QStringList{QString::fromStdString(samplePath("synthetic")), "--text", text} << "";
    const QString empty = m_folder.filePath("empty.txt");
    writeFile(empty.toStdString(), "");
    QTest::newRow("empty text") << QStringList{sample, "--text", empty} << "holds no text";
    QTest::newRow("no text") << QStringList{sample, "--text", m_folder.filePath("none.txt")} << "none.txt";
    QTest::newRow("wrong tokenizer") << QStringList{sample, "--text", text, "--tokenizer",
                                                    QString::fromStdString(samplePath("kjv_llama/config.json"))}
                                     << "config.json";
    QTest::newRow("no calibration") << QStringList{sample, "--text", text, "--coordinates", "activation", "--bits", "4"}
                                    << "calibrat";
}

void TestCliModel::modelsThatCannotBeRunAreRefused()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, words);
    std::vector<std::string> all{"evaluate"};
    for (const QString& argument : arguments) all.push_back(argument.toStdString());
    const Finished finished = runCli(all);
    QCOMPARE(finished.code, 1);
    QVERIFY(finished.out.empty());
    QVERIFY2(QString::fromStdString(finished.err).contains(words), finished.err.c_str());
    QCOMPARE(std::count(finished.err.begin(), finished.err.end(), '\n'), std::ptrdiff_t{1});
}

QTEST_APPLESS_MAIN(TestCliModel)
#include "tst_cli_model.moc"
