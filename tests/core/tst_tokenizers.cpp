// SPDX-License-Identifier: GPL-3.0-or-later
// Tokenizers against ids that other implementations gave (tests/tokenizers), and against files that lie.
#include "tests/support/tokenizer_testing.h"

#include "core/tokenizers/token_ids.h"

#include <QTemporaryDir>
#include <QtTest>

#include <random>

using namespace alidade;
using namespace alidade::testing;

namespace {

/// A small tokenizer.json with one part replaced.
QByteArray jsonWith(const QByteArray& part, const QByteArray& replacement)
{
    QByteArray json =
        R"({"added_tokens": [], "normalizer": null, "pre_tokenizer": null, "model": {"type": "BPE",
        "vocab": {"a": 0, "b": 1, "ab": 2}, "merges": ["a b"]}})";
    Q_ASSERT(json.contains(part));
    return json.replace(part, replacement);
}

} // namespace

class TestTokenizers : public QObject {
    Q_OBJECT

private slots:
    void givesTheIdsOfOthers_data();
    void givesTheIdsOfOthers();
    void decodesWhatItEncoded();
    void namesTheEndsOfASequence();
    void choosesInAFolder();
    void splitsLikeHuggingFace_data();
    void splitsLikeHuggingFace();
    void refuses_data();
    void refuses();
    void refusesBadRequests();
    void survivesDamage_data();
    void survivesDamage();
    void survivesEveryCut();
    void readsTokenIds();
    void refusesOtherTensors();

private:
    QString written(const QString& name, const QByteArray& content)
    {
        const QString path = m_folder.filePath(name);
        writeFile(path, content);
        return path;
    }

    QTemporaryDir m_folder;
};

void TestTokenizers::givesTheIdsOfOthers_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QJsonArray>("cases");
    const QJsonArray sample =
        jsonIn(fixture(QStringLiteral("sentencepiece.json")))[QStringLiteral("sample")].toArray();
    const QJsonObject others = jsonIn(fixture(QStringLiteral("byte_level.json")));
    QTest::newRow("tokenizer.model") << sampleFile(QStringLiteral("kjv_llama/tokenizer.model")) << sample;
    QTest::newRow("the same as tokenizer.json") << fixture(QStringLiteral("sample.json")) << sample;
    QTest::newRow("the same as GGUF") << written(QStringLiteral("sample.gguf"), sampleGguf()) << sample;
    for (const QString& name : others.keys())
        QTest::newRow(qPrintable(name + QStringLiteral(".json")))
            << fixture(name + QStringLiteral(".json")) << others[name].toArray();
    const std::pair<const char*, const char*> pres[] = {
        {"llama3", "llama-bpe"}, {"qwen2", "qwen2"}, {"smollm", "smollm"}};
    for (const auto& [name, pre] : pres) {
        const QString text = QString::fromLatin1(name);
        QTest::newRow(qPrintable(text + QStringLiteral(".gguf")))
            << written(text + QStringLiteral(".gguf"), byteLevelGguf(text, pre)) << others[text].toArray();
    }
}

void TestTokenizers::givesTheIdsOfOthers()
{
    QFETCH(const QString, path);
    QFETCH(const QJsonArray, cases);
    QVERIFY(!cases.isEmpty());
    const auto tokenizer = open(path);
    for (const QJsonValue& entry : cases) {
        const QString text = entry[QStringLiteral("text")].toString();
        const std::vector<std::int32_t> ids = tokenizer->encode(text.toStdString());
        QVERIFY2(ids == idsIn(entry[QStringLiteral("ids")]), qPrintable(text));
        if (!entry[QStringLiteral("decoded")].isUndefined())
            QCOMPARE(QString::fromStdString(tokenizer->decode(ids)),
                     entry[QStringLiteral("decoded")].toString());
    }
}

void TestTokenizers::decodesWhatItEncoded()
{
    const auto tokenizer = open(fixture(QStringLiteral("llama3.json")));
    const QJsonObject all = jsonIn(fixture(QStringLiteral("byte_level.json")));
    for (const QJsonValue& entry : all[QStringLiteral("llama3")].toArray()) {
        const std::string text = entry[QStringLiteral("text")].toString().toStdString();
        QCOMPARE(tokenizer->decode(tokenizer->encode(text)), text);
    }
    const std::vector<std::int32_t> half{0xE9}; // a byte that begins a character
    QCOMPARE(tokenizer->decode(half), std::string("\xEF\xBF\xBD"));
    QCOMPARE(tokenizer->description(), std::string("byte-level BPE, 703 tokens"));
}

void TestTokenizers::namesTheEndsOfASequence()
{
    const auto model = open(sampleFile(QStringLiteral("kjv_llama/tokenizer.model")));
    QCOMPARE(model->beginOfSequence(), std::optional<std::int32_t>(1));
    QCOMPARE(model->endOfSequence(), std::optional<std::int32_t>(2));
    QCOMPARE(model->vocabularySize(), std::size_t(4096));
    QCOMPARE(model->description(), std::string("SentencePiece, 4,096 tokens"));
    const auto usual = open(fixture(QStringLiteral("llama3.json")));
    QCOMPARE(usual->beginOfSequence(), std::optional<std::int32_t>(701));
    const QString copy =
        written(QStringLiteral("tokenizer.json"), contentOf(fixture(QStringLiteral("qwen2.json"))));
    writeFile(m_folder.filePath(QStringLiteral("config.json")),
              R"({"bos_token_id": 3, "eos_token_id": [5, 6]})");
    QCOMPARE(open(copy)->beginOfSequence(), std::optional<std::int32_t>(3));
    QCOMPARE(open(copy)->endOfSequence(), std::optional<std::int32_t>(5));
    writeFile(m_folder.filePath(QStringLiteral("tokenizer_config.json")),
              R"({"bos_token": null, "eos_token": {"content": "<|im_end|>"}})");
    QVERIFY(!open(copy)->beginOfSequence());
    QCOMPARE(open(copy)->endOfSequence(), std::optional<std::int32_t>(702));
}

void TestTokenizers::choosesInAFolder()
{
    const QTemporaryDir folder;
    QVERIFY_EXCEPTION_THROWN(open(folder.path()), FormatError);
    writeFile(folder.filePath(QStringLiteral("model.gguf")), sampleGguf());
    QCOMPARE(open(folder.path())->description(), std::string("SentencePiece BPE, 4,096 tokens"));
    writeFile(folder.filePath(QStringLiteral("tokenizer.model")),
              contentOf(sampleFile(QStringLiteral("kjv_llama/tokenizer.model"))));
    QCOMPARE(open(folder.path())->description(), std::string("SentencePiece, 4,096 tokens"));
    writeFile(folder.filePath(QStringLiteral("tokenizer.json")),
              contentOf(fixture(QStringLiteral("sample.json"))));
    QCOMPARE(open(folder.path())->description(), std::string("BPE, 4,096 tokens"));
}

void TestTokenizers::splitsLikeHuggingFace_data()
{
    QTest::addColumn<QByteArray>("behavior");
    QTest::addColumn<QByteArray>("pieces"); // one word each, a hyphen between them
    QTest::newRow("removed") << QByteArray("Removed") << QByteArray("the final countdown");
    QTest::newRow("isolated") << QByteArray("Isolated") << QByteArray("the - final - - countdown");
    QTest::newRow("with previous") << QByteArray("MergedWithPrevious")
                                   << QByteArray("the- final- - countdown");
    QTest::newRow("with next") << QByteArray("MergedWithNext") << QByteArray("the -final - -countdown");
    QTest::newRow("contiguous") << QByteArray("Contiguous") << QByteArray("the - final -- countdown");
}

void TestTokenizers::splitsLikeHuggingFace()
{
    QFETCH(const QByteArray, behavior);
    QFETCH(const QByteArray, pieces);
    // Every piece is a token of its own; nothing else is one, and ignore_merges takes them whole.
    QByteArray vocabulary;
    for (const QByteArray& piece : pieces.split(' '))
        if (!vocabulary.contains('"' + piece + '"'))
            vocabulary += (vocabulary.isEmpty() ? "\"" : ", \"") + piece +
                          "\": " + QByteArray::number(vocabulary.size());
    const QByteArray json =
        R"({"pre_tokenizer": {"type": "Split", "pattern": {"String": "-"}, "behavior": ")" + behavior +
        R"("}, "model": {"type": "BPE", "ignore_merges": true, "merges": [], "vocab": {)" + vocabulary +
        "}}}";
    const auto tokenizer = open(written(QStringLiteral("split.json"), json));
    const std::vector<std::int32_t> ids = tokenizer->encode("the-final--countdown");
    QCOMPARE(static_cast<qsizetype>(ids.size()), pieces.split(' ').size());
    QCOMPARE(tokenizer->decode(ids), QByteArray(pieces).replace(' ', "").toStdString());
}

void TestTokenizers::refuses_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("words");
    const auto json = [](const char* name, const char* part, const QByteArray& replacement,
                         const char* words) {
        QTest::newRow(name) << jsonWith(part, replacement) << QString::fromLatin1(words);
    };
    QTest::newRow("empty") << QByteArray() << QStringLiteral("empty");
    QTest::newRow("text") << QByteArray("hello") << QStringLiteral("no tokenizer");
    QTest::newRow("cut") << jsonWith("]}}", "") << QStringLiteral("JSON");
    QTest::newRow("not UTF-8") << jsonWith("\"a\"", "\"\xFF\"") << QStringLiteral("JSON");
    QTest::newRow("nested") << QByteArray("{\"a\":") + QByteArray(5000, '[') << QStringLiteral("JSON");
    json("no model", "\"model\"", "\"other\"", "no 'model'");
    json("unigram", "BPE", "Unigram", "'Unigram' is not supported");
    json("wordpiece", "BPE", "WordPiece", "'WordPiece' is not supported");
    json("vocabulary is a list", "{\"a\": 0, \"b\": 1, \"ab\": 2}", "[\"a\"]", "JSON");
    json("id is text", "\"a\": 0", "\"a\": \"0\"", "JSON");
    json("negative id", "\"a\": 0", "\"a\": -1", "out of range");
    json("huge id", "\"a\": 0", "\"a\": 2147483647", "out of range");
    json("id twice", "\"a\": 0", "\"a\": 1", "two tokens");
    json("token twice", "\"a\": 0", "\"a\": 0, \"a\": 3", "appears twice");
    json("unknown merge", "\"a b\"", "\"a c\"", "'c', which is not in the vocabulary");
    json("merge to nothing", "\"a b\"", "\"b a\"", "'ba', which is not in the vocabulary");
    json("merge twice", "\"a b\"", "\"a b\", \"a b\"", "appears twice");
    json("merge of three", "\"a b\"", "\"a b c\"", "not of two tokens");
    json("merge of one", "\"a b\"", "[\"a\"]", "not of two tokens");
    json("no merges", "\"merges\"", "\"other\"", "no 'merges'");
    json("unknown token", "\"BPE\"", "\"BPE\", \"unk_token\": \"<unk>\"", "'<unk>' is not in the vocabulary");
    json("no byte tokens", "\"BPE\"", "\"BPE\", \"byte_fallback\": true", "<0x00>");
    json("dropout", "\"BPE\"", "\"BPE\", \"dropout\": 0.1", "dropout");
    json("suffix", "\"BPE\"", "\"BPE\", \"end_of_word_suffix\": \"</w>\"", "end_of_word_suffix");
    json("normalizer", "\"normalizer\": null", R"("normalizer": {"type": "BertNormalizer"})",
         "'BertNormalizer'");
    json("pre-tokenizer", "\"pre_tokenizer\": null", R"("pre_tokenizer": {"type": "Whitespace"})",
         "'Whitespace'");
    json("pattern", "\"pre_tokenizer\": null",
         R"("pre_tokenizer": {"type": "Split", "behavior": "Isolated", "pattern": {"Regex": "(a"}})", "'(a'");
    json("word characters", "\"pre_tokenizer\": null",
         R"("pre_tokenizer": {"type": "Split", "behavior": "Isolated", "pattern": {"Regex": "\\w+"}})",
         "\\w in it is not supported");
    json("classes in classes", "\"pre_tokenizer\": null",
         R"("pre_tokenizer": {"type": "Split", "behavior": "Isolated", "pattern": {"Regex": "[a[bc]]"}})",
         "nests");
    json("behavior", "\"pre_tokenizer\": null",
         R"("pre_tokenizer": {"type": "Split", "behavior": "Odd", "pattern": {"Regex": "a"}})", "'Odd'");
    json("added token elsewhere", "[]", R"([{"id": 5, "content": "a", "special": true}])",
         "'a' has the id 5");
    json("added token in the way", "[]", R"([{"id": 1, "content": "c", "special": true}])", "two tokens");
    json("added token far away", "[]", R"([{"id": 99999999, "content": "c", "special": true}])",
         "out of range");
    QTest::newRow("GGUF of another model")
        << QByteArray(sampleGguf()).replace("llama", "berty") << QStringLiteral("'berty' is not supported");
    QTest::newRow("GGUF without vocabulary")
        << GgufBytes().head(0, 0).data << QStringLiteral("no vocabulary");
    QTest::newRow("GGUF with too few scores") << sampleGguf(7) << QStringLiteral("");
    QTest::newRow("GGUF with 2^40 scores") << sampleGguf(1ULL << 40) << QStringLiteral("limit");
    QTest::newRow("GGUF with 2^29 scores") << sampleGguf(1ULL << 29) << QStringLiteral("follow");
    QTest::newRow("GGUF with an id out of range") << sampleGguf(0, 5000) << QStringLiteral("out of range");
    QTest::newRow("GGUF with unknown pre") << byteLevelGguf(QStringLiteral("llama3"), "later-model")
                                           << QStringLiteral("'later-model' is not supported");
    QTest::newRow("SentencePiece cut")
        << contentOf(sampleFile(QStringLiteral("kjv_llama/tokenizer.model"))).first(20000)
        << QStringLiteral("SentencePiece");
}

void TestTokenizers::refuses()
{
    QFETCH(const QByteArray, content);
    QFETCH(const QString, words);
    const QString path = written(QStringLiteral("refused"), content);
    try {
        open(path);
    } catch (const FormatError& error) {
        const QString sentence = QString::fromUtf8(error.what());
        QVERIFY2(sentence.startsWith(path), error.what());
        QVERIFY2(sentence.contains(words), error.what());
        return;
    }
    QFAIL("nothing was refused");
}

void TestTokenizers::refusesBadRequests()
{
    QVERIFY_EXCEPTION_THROWN(open(QString()), InvalidRequest);
    QVERIFY_EXCEPTION_THROWN(open(m_folder.filePath(QStringLiteral("absent"))), FormatError);
    const QString paths[] = {sampleFile(QStringLiteral("kjv_llama/tokenizer.model")),
                             fixture(QStringLiteral("llama3.json"))};
    for (const QString& path : paths) {
        const auto tokenizer = open(path);
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(tokenizer->encode("a\xFF")), InvalidRequest);
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(tokenizer->encode("\xED\xA0\x80")), InvalidRequest);
        const std::vector<std::int32_t> wrong[] = {{-1},
                                                   {static_cast<std::int32_t>(tokenizer->vocabularySize())}};
        for (const auto& ids : wrong)
            QVERIFY_EXCEPTION_THROWN(static_cast<void>(tokenizer->decode(ids)), InvalidRequest);
    }
    const auto slow = open(written(
        QStringLiteral("slow.json"),
        jsonWith(
            "\"pre_tokenizer\": null",
            R"("pre_tokenizer": {"type": "Split", "behavior": "Isolated", "pattern": {"Regex": "(a|a|aa)+$"}})")));
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(slow->encode(std::string(200, 'a') + "b")), InvalidRequest);
}

void TestTokenizers::survivesDamage_data()
{
    QTest::addColumn<QByteArray>("whole");
    QTest::newRow("model") << contentOf(sampleFile(QStringLiteral("kjv_llama/tokenizer.model")));
    QTest::newRow("json") << contentOf(fixture(QStringLiteral("qwen2.json")));
    QTest::newRow("GGUF") << byteLevelGguf(QStringLiteral("smollm"), "smollm");
    QTest::newRow("GGUF by scores") << sampleGguf();
}

void TestTokenizers::survivesDamage()
{
    QFETCH(const QByteArray, whole);
    std::mt19937 random(7);
    const auto below = [&random](qsizetype bound) { return static_cast<qsizetype>(random()) % bound; };
    for (int round = 0; round < 200; ++round) {
        QByteArray damaged = whole;
        for (qsizetype i = below(3); i >= 0; --i)
            damaged[below(round % 2 == 0 ? 600 : damaged.size())] = static_cast<char>(random());
        if (round % 5 == 0) damaged.remove(below(damaged.size()), 1 + below(50));
        const QString path = written(QStringLiteral("damaged"), damaged);
        try {
            const auto tokenizer = open(path);
            const auto ids = tokenizer->encode("In the beginning  God\n\xED\x95\x9C 12 \xF0\x9F\x98\x80");
            static_cast<void>(tokenizer->decode(ids));
        } catch (const Error&) { // any other exception, and any signal, fails the test
        }
    }
}

void TestTokenizers::survivesEveryCut()
{
    const QByteArray whole = byteLevelGguf(QStringLiteral("gpt2"), "gpt-2");
    for (qsizetype length = 0; length < whole.size(); length += length < 400 ? 1 : 97)
        QVERIFY_EXCEPTION_THROWN(open(written(QStringLiteral("cut.gguf"), whole.first(length))), FormatError);
    QVERIFY(open(written(QStringLiteral("cut.gguf"), whole)));
}

void TestTokenizers::readsTokenIds()
{
    const QByteArray header = "{'descr': '<i4', 'fortran_order': False, 'shape': (2, 3), }";
    QByteArray npy = QByteArray("\x93NUMPY\x01\x00", 8) + QByteArray("\x76\x00", 2) +
                     header.leftJustified(117, ' ') + '\n';
    for (const std::int32_t id : {1, 2, 3, 70000, 0, 2147483647})
        npy.append(reinterpret_cast<const char*>(&id), sizeof id);
    const QString path = written(QStringLiteral("ids.npy"), npy);
    const std::vector<std::int32_t> wanted{1, 2, 3, 70000, 0, 2147483647};
    QVERIFY(readTokenIds(pathOf(path), registries().checkpointFormats) == wanted);
    npy[128 + 7] = '\xFF'; // the sign of the second
    QVERIFY_EXCEPTION_THROWN(
        readTokenIds(pathOf(written(QStringLiteral("bad.npy"), npy)), registries().checkpointFormats),
        FormatError);
}

void TestTokenizers::refusesOtherTensors()
{
    for (const char* name : {"formats/tiny.safetensors", "formats/tiny.npy", "kjv_llama/tokenizer.model"})
        QVERIFY_EXCEPTION_THROWN(
            readTokenIds(pathOf(sampleFile(QString::fromLatin1(name))), registries().checkpointFormats),
            FormatError);
}

QTEST_GUILESS_MAIN(TestTokenizers)
#include "tst_tokenizers.moc"
