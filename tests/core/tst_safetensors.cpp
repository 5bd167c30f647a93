// SPDX-License-Identifier: GPL-3.0-or-later
// safetensors: every damaged file of the corpus is refused for the reason it was damaged for, every odd but valid one
// is read, and a file that shrinks while open gives an error.
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/registry/registries.h"

#include "tests/support/inspect_values.h"
#include "tests/support/naive.h"
#include "tests/support/reference_data.h"

#include <QtTest>

#include <cmath>
#include <filesystem>

using namespace alidade;
using namespace alidade::test;

namespace {

/// Reasons the reader may give for a reason of the corpus.
const std::map<QString, std::vector<FormatReason>> reasons{
    {QStringLiteral("json_syntax"), {FormatReason::BadHeader, FormatReason::BadText, FormatReason::BadNumber}},
    {QStringLiteral("json_number"), {FormatReason::BadNumber, FormatReason::BadHeader}},
    {QStringLiteral("json_nesting"), {FormatReason::TooDeep}},
    {QStringLiteral("json_duplicate_key"), {FormatReason::DuplicateName}},
    {QStringLiteral("not_utf8"), {FormatReason::BadText}},
    {QStringLiteral("bad_header"), {FormatReason::BadHeader}},
    {QStringLiteral("bad_entry"), {FormatReason::BadHeader, FormatReason::BadType, FormatReason::BadNumber, FormatReason::BadOffset, FormatReason::BadShape}},
    {QStringLiteral("bad_metadata"), {FormatReason::BadHeader}},
    {QStringLiteral("unknown_dtype"), {FormatReason::BadType}},
    {QStringLiteral("too_short"), {FormatReason::Truncated}},
    {QStringLiteral("header_too_large"), {FormatReason::HeaderTooLarge}},
    {QStringLiteral("header_past_end"), {FormatReason::Truncated}},
    {QStringLiteral("size_overflow"), {FormatReason::BadShape, FormatReason::SizeMismatch}},
    {QStringLiteral("size_mismatch"), {FormatReason::SizeMismatch}},
    {QStringLiteral("offsets_reversed"), {FormatReason::BadOffset}},
    {QStringLiteral("first_offset"), {FormatReason::BadOffset}},
    {QStringLiteral("hole"), {FormatReason::BadOffset}},
    {QStringLiteral("overlap"), {FormatReason::Overlap}},
    {QStringLiteral("end_mismatch"), {FormatReason::Truncated, FormatReason::SizeMismatch}},
};

/// A row per file of a folder with an expected.json.
void rowsOf(const std::string& folder)
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QJsonObject>("expected");
    const QJsonObject all = readJson(testPath(folder + "/expected.json"));
    for (auto at = all.begin(); at != all.end(); ++at)
        QTest::newRow(qPrintable(at.key())) << at.key() << at.value().toObject();
}

void verifySentence(const std::string& message, const std::string& name)
{
    QVERIFY2(message.find(name) != std::string::npos, message.c_str());
    QVERIFY2(message.find('\n') == std::string::npos && isValidUtf8(message), message.c_str());
    QVERIFY2(message.size() > name.size() + 10 && message.size() <= 2000, message.c_str());
    QCOMPARE(escaped(message, 2000), message); // nothing left to escape
}

} // namespace

class TestSafetensors : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void hostile_data() { rowsOf("hostile/safetensors"); }
    void hostile();
    void good_data() { rowsOf("hostile/safetensors_good"); }
    void good();
    void tinyFile();
    void ranges();
    void halfBytes();
    void everyTruncationIsRefused();
    void shrinksWhileOpen();
    void deletedWhileOpen();
    void unknownTensor();
    void fingerprints();

private:
    [[nodiscard]] std::shared_ptr<const Checkpoint> open(const std::string& path) const
    {
        return openCheckpoint(path, m_registries.checkpointFormats);
    }

    Registries m_registries;
    QTemporaryDir m_folder;
};

void TestSafetensors::initTestCase() { m_registries = builtinRegistries(); }

void TestSafetensors::hostile()
{
    QFETCH(QString, file);
    QFETCH(QJsonObject, expected);
    const std::string path = testPath("hostile/safetensors/" + file.toStdString());
    const QJsonArray given = expected[QStringLiteral("reasons")].toArray();
    try { // by content: another format may know better what it is
        static_cast<void>(open(path));
        QFAIL("it was opened");
    } catch (const FormatError& error) {
        verifySentence(error.what(), file.toStdString());
        QCOMPARE(error.file(), path);
    }
    try { // by this reader alone
        static_cast<void>(m_registries.checkpointFormats.find("safetensors").open(path));
        QFAIL("it was opened as safetensors");
    } catch (const FormatError& error) {
        verifySentence(error.what(), file.toStdString());
        bool meant = false;
        for (const QJsonValueConstRef reason : given) {
            const auto allowed = reasons.find(reason.toString());
            if (allowed == reasons.end()) continue;
            meant = meant || std::find(allowed->second.begin(), allowed->second.end(), error.reason()) != allowed->second.end();
        }
        QVERIFY2(meant, qPrintable(QStringLiteral("%1: %2").arg(QLatin1String(formatReasonId(error.reason())), QString::fromUtf8(error.what()))));
    }
}

void TestSafetensors::good()
{
    QFETCH(QString, file);
    QFETCH(QJsonObject, expected);
    const auto checkpoint = open(testPath("hostile/safetensors_good/" + file.toStdString()));
    QCOMPARE(checkpoint->formatId(), std::string("safetensors"));
    const QJsonArray tensors = expected[QStringLiteral("tensors")].toArray();
    QCOMPARE(checkpoint->tensors().size(), static_cast<std::size_t>(tensors.size()));
    for (const QJsonValueConstRef entry : tensors) {
        const QJsonObject tensor = entry.toObject();
        const TensorInfo& found = checkpoint->find(tensor[QStringLiteral("name")].toString().toStdString());
        const QString difference = unlikeTensor(*checkpoint, found, tensor);
        QVERIFY2(difference.isEmpty(), qPrintable(tensor[QStringLiteral("name")].toString().left(80) + QStringLiteral(": ") + difference));
    }
}

void TestSafetensors::tinyFile()
{
    const QJsonObject file = readJson(samplePath("formats/expected.json"))[QStringLiteral("files")][QStringLiteral("tiny.safetensors")].toObject();
    const auto checkpoint = open(samplePath("formats/tiny.safetensors"));
    const QJsonArray tensors = file[QStringLiteral("tensors")].toArray();
    QCOMPARE(tensors.size(), 10);
    for (qsizetype i = 0; i < tensors.size(); ++i) {
        const TensorInfo& tensor = checkpoint->tensors()[static_cast<std::size_t>(i)];
        QCOMPARE(tensor.index, static_cast<std::size_t>(i));
        const QString difference = unlikeTensor(*checkpoint, tensor, tensors[i].toObject());
        QVERIFY2(difference.isEmpty(), qPrintable(difference));
    }
}

// Any range gives the values of the whole, across the reader's windows.
void TestSafetensors::ranges()
{
    const std::string path = m_folder.filePath(QStringLiteral("ranges.safetensors")).toStdString();
    const Matrix weights = drawMatrix(300, 1001, 1); // 1.2 MB: several windows
    writeSafetensors(path, {storedVector("a", {1.0F, 2.0F, 3.0F}), storedMatrix("w", weights), storedVector("z", {})});
    const auto checkpoint = open(path);
    const TensorInfo& tensor = checkpoint->find("w");
    QVERIFY(sameBits(checkpoint->readMatrix(tensor, JobContext()), weights));
    for (const auto& [first, count] : {std::pair<std::size_t, std::size_t>{0, 1}, {300299, 1}, {49151, 3}, {100000, 100001}, {7, 0}, {300300, 0}}) {
        std::vector<float> floats(count);
        std::vector<double> doubles(count);
        checkpoint->read(tensor, first, std::span<float>(floats));
        checkpoint->read(tensor, first, std::span<double>(doubles));
        for (std::size_t i = 0; i < count; ++i) {
            QCOMPARE(floats[i], weights.data()[first + i]);
            QCOMPARE(doubles[i], static_cast<double>(floats[i]));
        }
    }
    std::vector<float> three(3);
    checkpoint->read(checkpoint->find("a"), 0, std::span<float>(three));
    QCOMPARE(three, (std::vector<float>{1.0F, 2.0F, 3.0F}));
    QCOMPARE(checkpoint->readMatrix(checkpoint->find("z"), JobContext()).size(), Index{0});
}

// Types of less than a byte: reads begin and end with whole blocks.
void TestSafetensors::halfBytes()
{
    const std::string path = m_folder.filePath(QStringLiteral("small.safetensors")).toStdString();
    writeSafetensors(path, {{"four", "F4", {2, 3}, "\x10\x32\x7F"}, {"six", "F6_E2M3", {4}, std::string("\x01\x00\x00", 3)}});
    const auto checkpoint = open(path);
    const Matrix four = checkpoint->readMatrix(checkpoint->find("four"), JobContext());
    const std::vector<float> wanted{0.0F, 0.5F, 1.0F, 1.5F, -6.0F, 6.0F};
    QCOMPARE(std::vector<float>(four.data(), four.data() + four.size()), wanted);
    std::vector<float> middle(2);
    checkpoint->read(checkpoint->find("four"), 2, std::span<float>(middle));
    QCOMPARE(middle, (std::vector<float>{1.0F, 1.5F}));
    QCOMPARE(checkpoint->readMatrix(checkpoint->find("six"), JobContext())(0, 0), 0.125F);
}

void TestSafetensors::everyTruncationIsRefused()
{
    QFile tiny(QString::fromStdString(samplePath("formats/tiny.safetensors")));
    QVERIFY(tiny.open(QIODevice::ReadOnly));
    const QByteArray whole = tiny.readAll();
    const std::string path = m_folder.filePath(QStringLiteral("cut.safetensors")).toStdString();
    for (qsizetype length = 0; length < whole.size(); length += length < 64 ? 1 : 97) {
        writeFile(path, whole.left(length).toStdString());
        try {
            static_cast<void>(open(path));
            QFAIL(qPrintable(QStringLiteral("%1 bytes were opened").arg(length)));
        } catch (const FormatError& error) {
            verifySentence(error.what(), "cut.safetensors");
        }
    }
}

void TestSafetensors::shrinksWhileOpen()
{
    const std::string path = m_folder.filePath(QStringLiteral("shrinks.safetensors")).toStdString();
    const Matrix weights = drawMatrix(500, 500, 1);
    writeSafetensors(path, {storedMatrix("w", weights)});
    const auto checkpoint = open(path);
    std::filesystem::resize_file(path, 300'000);
    try {
        static_cast<void>(checkpoint->readMatrix(checkpoint->find("w"), JobContext()));
        QFAIL("it was read");
    } catch (const FormatError& error) {
        QCOMPARE(error.reason(), FormatReason::Truncated);
        verifySentence(error.what(), "shrinks.safetensors");
    }
    std::vector<float> first(10); // what is still there can still be read
    checkpoint->read(checkpoint->find("w"), 0, std::span<float>(first));
    QCOMPARE(first[9], weights(0, 9));
}

void TestSafetensors::deletedWhileOpen()
{
    const std::string path = m_folder.filePath(QStringLiteral("gone.safetensors")).toStdString();
    const Matrix weights = drawMatrix(10, 10, 1);
    writeSafetensors(path, {storedMatrix("w", weights)});
    const auto checkpoint = open(path);
    std::filesystem::remove(path);
    QVERIFY(sameBits(checkpoint->readMatrix(checkpoint->find("w"), JobContext()), weights));
}

void TestSafetensors::unknownTensor()
{
    const auto checkpoint = open(samplePath("formats/tiny.safetensors"));
    try {
        static_cast<void>(checkpoint->find("model.matrix\n"));
        QFAIL("it was found");
    } catch (const InvalidRequest& error) {
        verifySentence(error.what(), "tiny.safetensors");
        QVERIFY(std::string(error.what()).find("model.matrix\\u{a}") != std::string::npos);
    }
    try {
        static_cast<void>(checkpoint->find("matrix_f"));
        QFAIL("it was found");
    } catch (const InvalidRequest& error) {
        QVERIFY2(std::string(error.what()).find("similar names: 'matrix_f32', 'matrix_f16'") != std::string::npos, error.what());
    }
}

void TestSafetensors::fingerprints()
{
    const std::string path = m_folder.filePath(QStringLiteral("print.safetensors")).toStdString();
    writeSafetensors(path, {storedVector("a", {1.0F, 2.0F})});
    const std::uint64_t first = open(path)->fingerprint();
    QCOMPARE(open(path)->fingerprint(), first);
    writeSafetensors(path, {storedVector("b", {1.0F, 2.0F})});
    QVERIFY(open(path)->fingerprint() != first);
}

QTEST_APPLESS_MAIN(TestSafetensors)
#include "tst_safetensors.moc"
