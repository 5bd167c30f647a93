// SPDX-License-Identifier: GPL-3.0-or-later
// alidade-cli rotate and gauge as processes: what they write is a model like any other with the same
// function, what they leave out on purpose is called so, and nothing half-made stays.
#include "core/base/error.h"
#include "core/numerics/orthogonal.h"
#include "core/operators/online_rotations.h"
#include "core/registry/registries.h"
#include "tests/support/process.h"
#include "tests/support/reference_data.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QtTest>

#include <cmath>

using namespace alidade;
using namespace alidade::test;

namespace {

QJsonObject document(const Finished& finished)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(finished.out)).object();
}

double num(const QJsonValue& object, const char* key) { return object[QLatin1String(key)].toDouble(); }

bool isOneLine(const std::string& text)
{
    return text.ends_with('\n') && std::count(text.begin(), text.end(), '\n') == 1 && text.size() > 1;
}

std::shared_ptr<const Checkpoint> open(const std::string& path)
{
    static const Registries registries = builtinRegistries();
    return openCheckpoint(path, registries.checkpointFormats);
}

/// A model of one block with tied embeddings, small enough to write.
void writeTiedModel(const std::string& folder)
{
    QVERIFY(QDir().mkpath(QString::fromStdString(folder)));
    const auto ramp = [](Index rows, Index columns) {
        Matrix m(rows, columns);
        for (Index i = 0; i < m.size(); ++i)
            m.data()[i] = static_cast<float>(std::sin(1.0 + 3.7 * static_cast<double>(i)));
        return m;
    };
    const std::string block = "model.layers.0.";
    writeSafetensors(folder + "/model.safetensors",
                     {storedMatrix("model.embed_tokens.weight", ramp(20, 8)),
                      storedVector("model.norm.weight", {1, 2, 1, 3, 1, 1, 0.5F, 1}),
                      storedVector(block + "input_layernorm.weight", {1, 1, 2, 1, 1, 0.5F, 1, 1}),
                      storedVector(block + "post_attention_layernorm.weight", {1, 1, 1, 1, 2, 1, 1, 1}),
                      storedMatrix(block + "self_attn.q_proj.weight", ramp(8, 8)),
                      storedMatrix(block + "self_attn.k_proj.weight", ramp(4, 8)),
                      storedMatrix(block + "self_attn.v_proj.weight", ramp(4, 8)),
                      storedMatrix(block + "self_attn.o_proj.weight", ramp(8, 8)),
                      storedMatrix(block + "mlp.gate_proj.weight", ramp(12, 8)),
                      storedMatrix(block + "mlp.up_proj.weight", ramp(12, 8)),
                      storedMatrix(block + "mlp.down_proj.weight", ramp(8, 12))});
    writeFile(
        folder + "/config.json",
        R"({"architectures":["LlamaForCausalLM"],"model_type":"llama","vocab_size":20,"hidden_size":8,)"
        R"("intermediate_size":12,"num_hidden_layers":1,"num_attention_heads":4,"num_key_value_heads":2,)"
        R"("rms_norm_eps":1e-05,"rope_theta":10000.0,"tie_word_embeddings":true,"dtype":"float32"})");
}

} // namespace

class TestCliRotate : public QObject {
    Q_OBJECT

private slots:
    void writesAModel();
    void rotationsFromAFile();
    void onlineRotationsAreReadAgain();
    void damagedRotationsAreRefused_data();
    void damagedRotationsAreRefused();
    void tiedModelsGetAHead();
    void storedTypes();
    void leavingOutIsADemonstration_data();
    void leavingOutIsADemonstration();
    void demonstrationsSaySoInTheirFolder();
    void twinAndBack();
    void refusals_data();
    void refusals();
    void nothingIsOverwritten();

private:
    [[nodiscard]] std::string at(const char* name) const
    {
        return m_folder.path().toStdString() + "/" + name;
    }

    QTemporaryDir m_folder;
};

void TestCliRotate::writesAModel()
{
    const Finished finished = runCli({"rotate", samplePath("kjv_llama"), "-o", at("plain"), "--json"});
    QCOMPARE(finished.err, std::string());
    QCOMPARE(finished.code, 0);
    const QJsonObject json = document(finished);
    QVERIFY(num(json[QLatin1String("logits")], "max_absolute_difference") < 1e-3);
    QVERIFY(json[QLatin1String("demonstration")].isNull());
    QCOMPARE(json[QLatin1String("tensors")].toArray().size(), 44);
    for (const QJsonValue& rotation : json[QLatin1String("rotations")].toArray())
        QVERIFY(num(rotation, "orthogonality_error") < 1e-13);
    const QStringList names = QDir(QString::fromStdString(at("plain"))).entryList(QDir::Files);
    QCOMPARE(names,
             (QStringList{"alidade_rotations.json", "config.json", "model.safetensors", "tokenizer.model"}));
    const Finished inspected = runCli({"inspect", "--json", at("plain")});
    QCOMPARE(inspected.code, 0);
    QCOMPARE(document(inspected)[QLatin1String("tensors")].toArray().size(), 57);
    QCOMPARE(readJson(at("plain") + "/config.json")[QLatin1String("torch_dtype")].toString(),
             QStringLiteral("float32"));
    QCOMPARE(QDir(m_folder.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden).size(),
             1);
    const Finished text =
        runCli({"rotate", samplePath("kjv_llama"), "--output", at("text"), "--residual", "none"});
    QCOMPARE(text.code, 0);
    QVERIFY(text.out.find("impossible") != std::string::npos);
}

void TestCliRotate::rotationsFromAFile()
{
    writeTiedModel(at("given"));
    Random random(4);
    const Matrix rotation = haarMatrix(8, random, JobContext()).cast<float>();
    writeSafetensors(at("R1.safetensors"), {storedMatrix("R1", rotation)});
    writeSafetensors(at("two.safetensors"),
                     {storedMatrix("R1", rotation), storedMatrix("twice", 2.0F * rotation)});
    const Finished finished = runCli(
        {"rotate", at("given"), "-o", at("byFile/"), "--residual-file", at("R1.safetensors"), "--json"});
    QCOMPARE(finished.err, std::string());
    QVERIFY(num(document(finished)[QLatin1String("logits")], "max_absolute_difference") < 1e-4);
    const std::string name = "model.embed_tokens.weight";
    const auto before = open(at("given"));
    const auto after = open(at("byFile"));
    const Matrix wanted = before->readMatrix(before->find(name), JobContext()) * rotation;
    QVERIFY((after->readMatrix(after->find(name), JobContext()) - wanted).cwiseAbs().maxCoeff() < 1e-6F);
    QCOMPARE(runCli({"rotate", at("given"), "-o", at("no"), "--residual-file", at("two.safetensors")}).code,
             1);
    const Finished refused = runCli({"rotate", at("given"), "-o", at("no"), "--residual-file",
                                     at("two.safetensors"), "--residual-tensor", "twice"});
    QCOMPARE(refused.code, 1);
    QVERIFY2(refused.err.find("not orthogonal") != std::string::npos, refused.err.c_str());
}

void TestCliRotate::onlineRotationsAreReadAgain()
{
    const Finished finished =
        runCli({"rotate", samplePath("kjv_llama"), "-o", at("online"), "--online-heads", "haar",
                "--online-feed-forward", "hadamard", "--seed", "18446744073709551615", "--json"});
    QCOMPARE(finished.err, std::string());
    QVERIFY(num(document(finished)[QLatin1String("logits")], "max_absolute_difference") < 1e-3);
    const Llama model = openLlama(open(at("online")));
    QVERIFY(model.online().heads && model.online().feedForward);
    QCOMPARE(model.online().heads->size(), 32);
    QCOMPARE(model.online().feedForward->description(), std::string("H172 (Williamson) x H4, random signs"));
    const Llama fromFile = openLlama(open(at("online") + "/model.safetensors"));
    QVERIFY(fromFile.online().heads != nullptr);
    const Finished again = runCli({"rotate", at("online"), "-o", at("again")});
    QCOMPARE(again.code, 1);
    QVERIFY2(isOneLine(again.err), again.err.c_str());
}

void TestCliRotate::damagedRotationsAreRefused_data()
{
    QTest::addColumn<std::string>("text");
    QTest::newRow("not JSON") << std::string("{");
    QTest::newRow("a list") << std::string("[]");
    QTest::newRow("no format") << std::string("{}");
    QTest::newRow("later format") << std::string(R"({"format":2})");
    QTest::newRow("no seed") << std::string(R"({"format":1,"heads":{"kind":"haar","size":4}})");
    QTest::newRow("number for a rotation") << std::string(R"({"format":1,"heads":7})");
    QTest::newRow("other size") << std::string(
        R"({"format":1,"heads":{"kind":"haar","seed":1,"size":1000000}})");
    QTest::newRow("other kind") << std::string(
        R"({"format":1,"feed_forward":{"kind":"dct","seed":1,"size":12}})");
    QTest::newRow("negative seed") << std::string(
        R"({"format":1,"heads":{"kind":"haar","seed":-1,"size":2}})");
}

void TestCliRotate::damagedRotationsAreRefused()
{
    QFETCH(std::string, text);
    const std::string folder = at("damaged");
    writeTiedModel(folder);
    writeFile(folder + "/alidade_rotations.json", text);
    QVERIFY_EXCEPTION_THROWN(openLlama(open(folder)), Error);
    const Finished finished = runCli({"gauge", folder, "-o", at("fromDamaged"), "--twin"});
    QCOMPARE(finished.code, 1);
    QVERIFY2(isOneLine(finished.err), finished.err.c_str());
    QVERIFY(!QFile::exists(QString::fromStdString(at("fromDamaged"))));
}

void TestCliRotate::tiedModelsGetAHead()
{
    writeTiedModel(at("tied"));
    const Finished finished =
        runCli({"rotate", at("tied"), "-o", at("untied"), "--residual", "haar", "--json"});
    QCOMPARE(finished.err, std::string());
    QVERIFY(num(document(finished)[QLatin1String("logits")], "max_absolute_difference") < 1e-4);
    const QJsonObject config = readJson(at("untied") + "/config.json");
    QCOMPARE(config[QLatin1String("tie_word_embeddings")].toBool(true), false);
    QCOMPARE(config[QLatin1String("dtype")].toString(), QStringLiteral("float32"));
    QCOMPARE(config[QLatin1String("num_hidden_layers")].toInt(), 1);
    QCOMPARE(open(at("untied"))->find("lm_head.weight").elements, std::uint64_t{160});
    QCOMPARE(runCli({"rotate", at("tied"), "-o", at("stillTied"), "--residual", "none"}).code, 0);
    QCOMPARE(readJson(at("stillTied") + "/config.json")[QLatin1String("tie_word_embeddings")].toBool(false),
             true);
    const Finished balanced = runCli({"gauge", at("tied"), "-o", at("balancedTied"), "--balance", "--json"});
    QCOMPARE(balanced.code, 0);
    QCOMPARE(document(balanced)[QLatin1String("gauge")][QLatin1String("left_alone")].toArray().size(), 1);
}

void TestCliRotate::storedTypes()
{
    for (const char* type : {"bf16", "same"}) {
        const std::string target = at(type);
        const Finished finished =
            runCli({"rotate", samplePath("kjv_llama"), "-o", target, "--dtype", type, "--json"});
        QCOMPARE(finished.code, 0);
        QVERIFY(num(document(finished)[QLatin1String("written")], "rounded_values") > 1e6);
        QCOMPARE(open(target)->tensors().front().dtype, DType::BF16);
        QCOMPARE(readJson(target + "/config.json")[QLatin1String("torch_dtype")].toString(),
                 QStringLiteral("bfloat16"));
    }
}

void TestCliRotate::leavingOutIsADemonstration_data()
{
    QTest::addColumn<std::string>("what");
    for (const char* what :
         {"folding", "residual-output", "residual-down", "residual-head", "value", "feed-forward"})
        QTest::newRow(what) << std::string(what);
}

void TestCliRotate::leavingOutIsADemonstration()
{
    QFETCH(std::string, what);
    const Finished finished = runCli(
        {"rotate", samplePath("kjv_llama"), "--drop", what, "--online-feed-forward", "hadamard", "--json"});
    QCOMPARE(finished.err, std::string());
    const QJsonObject json = document(finished);
    QCOMPARE(json[QLatin1String("demonstration")][QLatin1String("left_out")].toString(),
             QString::fromStdString(what));
    QVERIFY(json[QLatin1String("output")].isNull());
    const double relative = num(json[QLatin1String("logits")], "relative_difference");
    // The gains of this model are nearly equal, so that leaving out their folding does less than the rest.
    QVERIFY2(relative > (what == "folding" ? 0.05 : 0.4), qPrintable(QString::number(relative)));
}

void TestCliRotate::demonstrationsSaySoInTheirFolder()
{
    writeTiedModel(at("whole"));
    const Finished finished = runCli({"rotate", at("whole"), "-o", at("broken"), "--drop", "value"});
    QCOMPARE(finished.code, 0);
    QVERIFY(finished.out.starts_with("DEMONSTRATION"));
    QVERIFY(readJson(at("broken") + "/alidade_rotations.json")[QLatin1String("demonstration")]
                .toString()
                .contains(QStringLiteral("value")));
}

void TestCliRotate::twinAndBack()
{
    const Finished twin =
        runCli({"gauge", samplePath("kjv_llama"), "-o", at("twin"), "--twin", "--seed", "3", "--json"});
    QCOMPARE(twin.err, std::string());
    QVERIFY(num(document(twin)[QLatin1String("logits")], "max_absolute_difference") < 1e-4);
    QCOMPARE(num(document(twin)[QLatin1String("written")], "rounded_values"), 0.0);
    QCOMPARE(num(document(twin)[QLatin1String("gauge")], "inexact_factors"), 0.0);
    const Finished back = runCli({"gauge", at("twin"), "-o", at("back"), "--balance", "--json"});
    QCOMPARE(back.err, std::string());
    QCOMPARE(num(document(back)[QLatin1String("written")], "rounded_values"), 0.0);
    int tamed = 0;
    for (const QJsonValue& tensor : document(back)[QLatin1String("tensors")].toArray()) {
        QVERIFY(num(tensor, "kurtosis_after") < 8.0);
        tamed += num(tensor, "kurtosis_before") > 5.0 * num(tensor, "kurtosis_after") ? 1 : 0;
    }
    QVERIFY2(tamed >= 30, qPrintable(QString::number(tamed)));
    QCOMPARE(open(at("back"))->tensors().front().dtype, DType::BF16);
}

void TestCliRotate::refusals_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("code");
    const QString model = QString::fromStdString(samplePath("kjv_llama"));
    const QString target = m_folder.filePath(QStringLiteral("refused"));
    QTest::newRow("no output") << QStringList{"rotate", model} << 2;
    QTest::newRow("unknown kind") << QStringList{"rotate", model, "-o", target, "--residual", "dct"} << 2;
    QTest::newRow("unknown omission") << QStringList{"rotate", model, "-o", target, "--drop", "all"} << 2;
    QTest::newRow("unknown type") << QStringList{"rotate", model, "-o", target, "--dtype", "f8"} << 2;
    QTest::newRow("block without omission")
        << QStringList{"rotate", model, "-o", target, "--drop-block", "1"} << 2;
    QTest::newRow("no such block") << QStringList{"rotate", model,   "-o",           target,
                                                  "--drop", "value", "--drop-block", "6"}
                                   << 1;
    QTest::newRow("omission without rotation")
        << QStringList{"rotate", model, "-o", target, "--heads", "none", "--drop", "value"} << 1;
    QTest::newRow("no model") << QStringList{"rotate", target + "/nothing", "-o", target} << 1;
    QTest::newRow("no configuration")
        << QStringList{"rotate", QString::fromStdString(samplePath("formats/tiny.safetensors")), "-o", target}
        << 1;
    QTest::newRow("no folder for it") << QStringList{"rotate", model, "-o", target + "/a/b"} << 1;
    QTest::newRow("inside the model") << QStringList{"rotate", model, "-o", model + "/rotated"} << 1;
    QTest::newRow("the model") << QStringList{"rotate", model, "-o", model} << 1;
    QTest::newRow("neither way") << QStringList{"gauge", model, "-o", target} << 2;
    QTest::newRow("both ways") << QStringList{"gauge", model, "-o", target, "--twin", "--balance"} << 2;
    QTest::newRow("share above 1") << QStringList{"gauge", model, "-o", target, "--twin", "--channels", "2"}
                                   << 2;
}

void TestCliRotate::refusals()
{
    QFETCH(QStringList, arguments);
    QFETCH(int, code);
    std::vector<std::string> words;
    for (const QString& word : arguments)
        words.push_back(word.toStdString());
    const Finished finished = runCli(words);
    QCOMPARE(finished.code, code);
    QVERIFY2(isOneLine(finished.err), finished.err.c_str());
    QVERIFY(finished.out.empty());
    QVERIFY(QDir(m_folder.path()).entryList({QStringLiteral("refused*")}, QDir::AllEntries).isEmpty());
    QVERIFY(!QFile::exists(QString::fromStdString(samplePath("kjv_llama/rotated"))));
}

void TestCliRotate::nothingIsOverwritten()
{
    writeFile(at("there"), "mine");
    for (const char* command : {"rotate", "gauge"}) {
        std::vector<std::string> words{command, samplePath("kjv_llama"), "-o", at("there")};
        if (words.front() == "gauge") words.emplace_back("--twin");
        const Finished finished = runCli(words);
        QCOMPARE(finished.code, 1);
        QVERIFY2(isOneLine(finished.err) && finished.err.find("exists already") != std::string::npos,
                 finished.err.c_str());
    }
    QFile file(QString::fromStdString(at("there")));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("mine"));
}

QTEST_GUILESS_MAIN(TestCliRotate)
#include "tst_cli_rotate.moc"
