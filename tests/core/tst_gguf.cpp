// SPDX-License-Identifier: GPL-3.0-or-later
// The GGUF reader: refusals and odd files of tests/hostile (make_gguf.py), values of the sample files, block
// types bit for bit against numpy, damage, models in several files.
#include "tests/support/gguf_testing.h"

#include "core/base/text.h"
#include "core/checkpoint/gguf_header.h"
#include "core/checkpoint/limits.h"
#include "core/tensor/block_decoding.h"

#include <QJsonArray>
#include <QTemporaryDir>

#include <cmath>
#include <cstring>
#include <limits>
#include <set>

using namespace alidade;
using namespace alidade::testing;

namespace {

const QString badFolder = testData("hostile/gguf/");
const QString goodFolder = testData("hostile/gguf_good/");
const QString formatsFolder = sampleData("formats/");

double numberOf(const QJsonValue& value)
{
    if (!value.isString()) return value.toDouble();
    if (value.toString() == QStringLiteral("NaN")) return std::numeric_limits<double>::quiet_NaN();
    const double infinity = std::numeric_limits<double>::infinity();
    return value.toString() == QStringLiteral("Infinity") ? infinity : -infinity;
}

/// Equal as numbers; all NaN are equal.
bool same(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

void compareTensor(const Checkpoint& file, const TensorInfo& tensor, const QJsonObject& wanted)
{
    QCOMPARE(QString::fromStdString(tensor.name), wanted[QStringLiteral("name")].toString());
    const QJsonArray shape = wanted[QStringLiteral("shape")].toArray();
    QCOMPARE(tensor.shape.size(), static_cast<std::size_t>(shape.size()));
    for (std::size_t i = 0; i < tensor.shape.size(); ++i)
        QCOMPARE(static_cast<double>(tensor.shape[i]), shape[static_cast<qsizetype>(i)].toDouble());
    const std::string_view dtype = dtypeInfo(tensor.dtype).name;
    QCOMPARE(QString::fromLatin1(dtype.data(), static_cast<qsizetype>(dtype.size())),
             wanted[QStringLiteral("dtype")].toString());
    if (!wanted.contains(QStringLiteral("values"))) {
        QVERIFY(!dtypeInfo(tensor.dtype).readable);
        return;
    }
    const QJsonArray values = wanted[QStringLiteral("values")].toArray();
    const std::vector<double> got = valuesOf(file, tensor);
    QCOMPARE(got.size(), static_cast<std::size_t>(values.size()));
    for (std::size_t i = 0; i < got.size(); ++i)
        QVERIFY(same(got[i], numberOf(values[static_cast<qsizetype>(i)])));
}

} // namespace

class TestGguf : public QObject {
    Q_OBJECT

private slots:
    void refuses_data();
    void refuses();
    void accepts_data();
    void accepts();
    void listsEveryCaseOnDisk();
    void readsTheSample_data();
    void readsTheSample();
    void decodesBlocksBitForBit();
    void readsAnyRangeOfBlocks();
    void givesNanForNanScales();
    void decodesSpecialScales();
    void refusesToReadCodebookTypes();
    void survivesEveryDamagedByte();
    void survivesEveryCut();
    void noticesAFileThatShrinks();
    void readsBehindFourGibibytes();
    void skipsLongArraysAcrossWindows();
    void boundsTheHeader();
    void fingerprintsTheHeader();
    void namesTheFileOfATensor();
    void tellsErrorsOfOtherPartsOfTheGivenFile();
};

void TestGguf::refuses_data()
{
    QTest::addColumn<QStringList>("reasons");
    const QJsonObject expected = jsonIn(badFolder + QStringLiteral("expected.json"));
    for (auto it = expected.begin(); it != expected.end(); ++it)
        QTest::newRow(qPrintable(it.key()))
            << it.value().toObject()[QStringLiteral("reasons")].toVariant().toStringList();
}

void TestGguf::refuses()
{
    QFETCH(const QStringList, reasons);
    const QString name = QString::fromLatin1(QTest::currentDataTag());
    try {
        readEverything(badFolder + name);
        QFAIL("the file was accepted");
    } catch (const FormatError& error) {
        const QString reason = QString::fromLatin1(formatReasonId(error.reason()));
        QVERIFY2(reasons.contains(reason), error.what());
        const std::string sentence = error.what();
        QVERIFY2(sentence.find(name.toStdString()) != std::string::npos, error.what());
        QCOMPARE(escaped(sentence, 2000), sentence); // one line, nothing that a terminal would obey
        QVERIFY(!error.detail().empty());
    }
}

void TestGguf::accepts_data()
{
    QTest::addColumn<QJsonObject>("expected");
    const QJsonObject expected = jsonIn(goodFolder + QStringLiteral("expected.json"));
    for (auto it = expected.begin(); it != expected.end(); ++it)
        QTest::newRow(qPrintable(it.key())) << it.value().toObject();
}

void TestGguf::accepts()
{
    QFETCH(const QJsonObject, expected);
    const auto file = openGguf(goodFolder + QString::fromLatin1(QTest::currentDataTag()));
    QCOMPARE(file->formatId(), std::string("gguf"));
    const QJsonArray tensors = expected[QStringLiteral("tensors")].toArray();
    QCOMPARE(file->tensors().size(), static_cast<std::size_t>(tensors.size()));
    for (const TensorInfo& tensor : file->tensors()) {
        compareTensor(*file, tensor, tensors[static_cast<qsizetype>(tensor.index)].toObject());
        if (QTest::currentTestFailed()) return;
    }
    const QJsonObject metadata = expected[QStringLiteral("metadata")].toObject();
    for (auto it = metadata.begin(); it != metadata.end(); ++it)
        QCOMPARE(metadataOf(*file, it.key()), it.value().toString());
}

void TestGguf::listsEveryCaseOnDisk()
{
    for (const QString& folder : {badFolder, goodFolder}) {
        const QJsonObject expected = jsonIn(folder + QStringLiteral("expected.json"));
        const qsizetype companions = folder == badFolder ? 1 : 0; // a good file beside a bad one
        QCOMPARE(QDir(folder).entryList({QStringLiteral("*.gguf")}).size(), expected.size() + companions);
    }
}

void TestGguf::readsTheSample_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("plain types") << QStringLiteral("tiny.gguf");
    QTest::newRow("block types") << QStringLiteral("tiny_blocks.gguf");
}

void TestGguf::readsTheSample()
{
    QFETCH(const QString, name);
    const QJsonObject files =
        jsonIn(formatsFolder + QStringLiteral("expected.json"))[QStringLiteral("files")].toObject();
    const QJsonArray wanted = files[name].toObject()[QStringLiteral("tensors")].toArray();
    const auto file = openGguf(formatsFolder + name);
    QCOMPARE(file->tensors().size(), static_cast<std::size_t>(wanted.size()));
    for (const TensorInfo& tensor : file->tensors()) {
        QJsonObject entry = wanted[static_cast<qsizetype>(tensor.index)].toObject();
        if (!entry[QStringLiteral("stats")].isNull() && tensor.elements <= 8)
            entry[QStringLiteral("values")] = entry[QStringLiteral("first")];
        else if (!entry[QStringLiteral("stats")].isNull()) {
            const std::vector<double> values = valuesOf(*file, tensor);
            const QJsonArray first = entry[QStringLiteral("first")].toArray();
            const QJsonArray last = entry[QStringLiteral("last")].toArray();
            QCOMPARE(first.size(), 8);
            for (std::size_t i = 0; i < 8; ++i) {
                QVERIFY(same(values[i], numberOf(first[static_cast<qsizetype>(i)])));
                QVERIFY(same(values[values.size() - 8 + i], numberOf(last[static_cast<qsizetype>(i)])));
            }
            continue;
        }
        compareTensor(*file, tensor, entry);
        if (QTest::currentTestFailed()) return;
    }
}

void TestGguf::decodesBlocksBitForBit()
{
    const QJsonObject expected = jsonIn(formatsFolder + QStringLiteral("expected_blocks.json"));
    const auto file = openGguf(formatsFolder + QStringLiteral("tiny_blocks.gguf"));
    qsizetype compared = 0;
    for (const TensorInfo& tensor : file->tensors()) {
        const QString name = QString::fromStdString(tensor.name);
        QCOMPARE(dtypeInfo(tensor.dtype).readable, expected.contains(name));
        if (!expected.contains(name)) continue;
        const QByteArray bits = QByteArray::fromHex(expected[name].toString().toLatin1());
        std::vector<float> values(tensor.elements);
        file->read(tensor, 0, std::span(values));
        QCOMPARE(QByteArray(reinterpret_cast<const char*>(values.data()),
                            static_cast<qsizetype>(4 * values.size())),
                 bits);
        ++compared;
    }
    QCOMPARE(compared, expected.size());
}

void TestGguf::readsAnyRangeOfBlocks()
{
    const auto file = openGguf(formatsFolder + QStringLiteral("tiny_blocks.gguf"));
    for (const TensorInfo& tensor : file->tensors()) {
        if (!dtypeInfo(tensor.dtype).readable) continue;
        const std::vector<double> all = valuesOf(*file, tensor);
        const std::uint64_t block = dtypeInfo(tensor.dtype).blockElements;
        for (std::uint64_t first = 0; first < tensor.elements; first += block)
            for (std::uint64_t count = block; first + count <= tensor.elements; count += block) {
                std::vector<double> wide(count);
                std::vector<float> narrow(count);
                file->read(tensor, first, std::span(wide));
                file->read(tensor, first, std::span(narrow));
                for (std::size_t i = 0; i < count; ++i) {
                    QCOMPARE(wide[i], all[first + i]);
                    QCOMPARE(static_cast<double>(narrow[i]), all[first + i]);
                }
            }
    }
}

void TestGguf::givesNanForNanScales()
{
    constexpr std::array types{DType::Q4_0,  DType::Q4_1, DType::Q5_0,   DType::Q5_1,   DType::Q8_0,
                               DType::Q8_1,  DType::Q2_K, DType::Q3_K,   DType::Q4_K,   DType::Q5_K,
                               DType::Q6_K,  DType::Q8_K, DType::IQ4_NL, DType::IQ4_XS, DType::TQ1_0,
                               DType::TQ2_0, DType::Q1_0, DType::Q2_0};
    for (const DType type : types) {
        const DTypeInfo& info = dtypeInfo(type);
        const std::vector<std::byte> block(info.blockBytes,
                                           std::byte{0xFF}); // every scale is a NaN, whatever its place
        std::vector<float> values(info.blockElements, 0.0F);
        decodeBlocks(type, block, std::span(values));
        for (const float value : values)
            QVERIFY2(std::isnan(value), info.name.data());
    }
}

void TestGguf::decodesSpecialScales()
{
    const auto first = [](DType type, std::byte scale, std::byte codes) {
        const DTypeInfo& info = dtypeInfo(type);
        std::vector<std::byte> block(info.blockBytes, codes);
        for (std::size_t i = 0; i < (type == DType::MXFP4 ? 1 : 4); ++i)
            block[i] = scale;
        std::vector<float> values(info.blockElements);
        decodeBlocks(type, block, std::span(values));
        return values.front();
    };
    constexpr std::byte one{0x22};  // E2M1 code 2
    constexpr std::byte half{0x11}; // code 1
    constexpr std::byte six{0x77};
    QCOMPARE(first(DType::MXFP4, std::byte{127}, one), 1.0F);
    QCOMPARE(first(DType::MXFP4, std::byte{0}, one), 0x1p-127F); // subnormal
    QCOMPARE(first(DType::MXFP4, std::byte{0}, half), 0x1p-128F);
    QCOMPARE(first(DType::MXFP4, std::byte{1}, one), 0x1p-126F);
    QCOMPARE(first(DType::MXFP4, std::byte{255}, half), 0x1p127F); // no NaN in ggml
    QVERIFY(std::isinf(first(DType::MXFP4, std::byte{255}, six)));
    QVERIFY(!std::signbit(first(DType::MXFP4, std::byte{127}, std::byte{0x88}))); // code 8 is +0
    QCOMPARE(first(DType::NVFP4, std::byte{0x38}, one), 1.0F);
    QCOMPARE(first(DType::NVFP4, std::byte{0xB8}, one), 1.0F); // the top bit is not looked at
    QCOMPARE(first(DType::NVFP4, std::byte{0x01}, one), 0x1p-9F);
    QCOMPARE(first(DType::NVFP4, std::byte{0x7E}, one), 448.0F);
    QCOMPARE(first(DType::NVFP4, std::byte{0x7F}, one), 0.0F);
    QCOMPARE(first(DType::NVFP4, std::byte{0xFF}, one), 480.0F);
}

void TestGguf::refusesToReadCodebookTypes()
{
    const auto file = openGguf(goodFolder + QStringLiteral("listed_only.gguf"));
    std::vector<float> values(256);
    QVERIFY_EXCEPTION_THROWN(file->read(file->tensors().front(), 0, std::span(values)), InvalidRequest);
    QVERIFY(!dtypeFromName("Q4_K")); // other formats must not take a block type by its name
    QVERIFY(dtypeFromName("F16"));
}

void TestGguf::survivesEveryDamagedByte()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("damaged.gguf"));
    const QByteArray whole = contentOf(goodFolder + QStringLiteral("all_values.gguf"));
    writeFile(path, whole);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite | QIODevice::Unbuffered));
    const auto put = [&file](qsizetype at, char value) { return file.seek(at) && file.putChar(value); };
    int refused = 0;
    for (qsizetype at = 0; at < whole.size(); ++at) {
        for (const char value : {'\0', '\1', '\x7f', '\xff'}) {
            QVERIFY(put(at, value));
            try {
                readEverything(path);
            } catch (const FormatError&) {
                ++refused; // any other exception, and any signal, fails the test
            }
        }
        QVERIFY(put(at, whole[at]));
    }
    QVERIFY(refused > whole.size()); // most bytes of a header matter
}

void TestGguf::survivesEveryCut()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("cut.gguf"));
    const QByteArray whole = contentOf(goodFolder + QStringLiteral("nested_arrays.gguf"));
    for (qsizetype length = 0; length < whole.size(); ++length) {
        writeFile(path, whole.first(length));
        QVERIFY_EXCEPTION_THROWN(readEverything(path), FormatError);
    }
    writeFile(path, whole);
    QCOMPARE(readEverything(path), std::size_t(8));
}

void TestGguf::noticesAFileThatShrinks()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("shrinks.gguf"));
    const QByteArray whole = contentOf(goodFolder + QStringLiteral("two.gguf"));
    writeFile(path, whole);
    const auto file = openGguf(path);
    QVERIFY(QFile::resize(path, whole.size() - 1));
    QCOMPARE(valuesOf(*file, file->tensors()[0]).size(), std::size_t(8));
    QVERIFY_EXCEPTION_THROWN(valuesOf(*file, file->tensors()[1]), FormatError);
}

void TestGguf::readsBehindFourGibibytes()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("large.gguf"));
    constexpr std::uint64_t large = 5ULL << 30; // int8 zeros that a file system with holes does not store
    GgufBytes bytes;
    bytes.head(2, 0).tensor("large", {large}, 24, 0).tensor("far", {8}, 0, large).pad();
    writeFile(path, bytes.data);
    const std::array<float, 8> values{1, 2, 3, 4, 5, 6, 7, 8};
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    if (!file.resize(bytes.data.size() + static_cast<qint64>(large)))
        QSKIP("no room for a file with a large hole");
    QVERIFY(file.seek(file.size()));
    QCOMPARE(file.write(reinterpret_cast<const char*>(values.data()), sizeof values), qint64(sizeof values));
    file.close();
    const auto opened = openGguf(path);
    QCOMPARE(valuesOf(*opened, opened->find("far")), std::vector<double>(values.begin(), values.end()));
}

void TestGguf::skipsLongArraysAcrossWindows()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("arrays.gguf"));
    constexpr std::uint64_t count = 60'000; // about 1 MB: several windows of the byte reader
    GgufBytes bytes;
    bytes.head(1, 3).key("tokens", 9).u32(8).u64(count);
    for (std::uint64_t i = 0; i < count; ++i)
        bytes.string("token" + std::to_string(i));
    bytes.key("scores", 9).u32(6).u64(count);
    bytes.data.append(static_cast<qsizetype>(4 * count), '\0');
    bytes.key("template", 8).string(std::string(300'000, 't'));
    bytes.tensor("t", {8}, 0, 0).pad();
    bytes.data.append(32, '\0');
    writeFile(path, bytes.data);
    const auto file = openGguf(path);
    QVERIFY(metadataOf(*file, QStringLiteral("tokens"))
                .startsWith(QStringLiteral("[60000 strings] token0, token1, ")));
    QVERIFY(metadataOf(*file, QStringLiteral("scores"))
                .startsWith(QStringLiteral("[60000 float32 numbers] 0, 0, ")));
    QCOMPARE(metadataOf(*file, QStringLiteral("template")).size(), qsizetype(65'536 + 3));
    QCOMPARE(valuesOf(*file, file->find("t")), std::vector<double>(8, 0.0));
}

void TestGguf::boundsTheHeader()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("header.gguf"));
    const auto reasonOf = [&path]() {
        try {
            openGguf(path);
        } catch (const FormatError& error) {
            return error.reason();
        }
        return FormatReason::UnknownFormat;
    };
    GgufBytes tensors;
    tensors.head(limits::ggufTensors + 1, 0);
    for (std::uint64_t i = 0; i <= limits::ggufTensors; ++i)
        tensors.tensor(std::to_string(i), {0}, 0, 0);
    writeFile(path, tensors.data);
    QCOMPARE(reasonOf(), FormatReason::TooMany);

    GgufBytes pairs;
    pairs.head(0, limits::ggufMetadata + 1);
    for (std::uint64_t i = 0; i <= limits::ggufMetadata; ++i)
        pairs.key(std::to_string(i), 4).u32(0);
    writeFile(path, pairs.data);
    QCOMPARE(reasonOf(), FormatReason::TooMany);

    GgufBytes array; // of bytes that a file system with holes does not store
    array.head(0, 1).key("k", 9).u32(0).u64(limits::ggufHeaderBytes);
    writeFile(path, array.data);
    if (!QFile::resize(path, array.data.size() + static_cast<qint64>(limits::ggufHeaderBytes)))
        QSKIP("no room for a file with a large hole");
    QCOMPARE(reasonOf(), FormatReason::HeaderTooLarge);
}

void TestGguf::fingerprintsTheHeader()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("file.gguf"));
    const QByteArray whole = contentOf(goodFolder + QStringLiteral("all_values.gguf"));
    const auto fingerprintOf = [&path](const QByteArray& content) {
        writeFile(path, content);
        return openGguf(path)->fingerprint();
    };
    const std::uint64_t before = fingerprintOf(whole);
    QCOMPARE(fingerprintOf(whole), before);
    QVERIFY(fingerprintOf(whole + '\0') != before);
    QByteArray renamed = whole;
    renamed.replace("text", "tent");
    QVERIFY(fingerprintOf(renamed) != before);
}

void TestGguf::namesTheFileOfATensor()
{
    const auto split = openGguf(goodFolder + QStringLiteral("model-00001-of-00002.gguf"));
    std::set<std::string> files;
    for (const TensorInfo& tensor : split->tensors())
        files.insert(tensor.file);
    QCOMPARE(files, (std::set<std::string>{"model-00001-of-00002.gguf", "model-00002-of-00002.gguf"}));
    const auto single = openGguf(goodFolder + QStringLiteral("two.gguf"));
    for (const TensorInfo& tensor : single->tensors())
        QVERIFY(tensor.file.empty());
}

void TestGguf::tellsErrorsOfOtherPartsOfTheGivenFile()
{
    const QString path = badFolder + QStringLiteral("split_second_damaged-00001-of-00002.gguf");
    try {
        openGguf(path);
        QFAIL("the file was accepted");
    } catch (const FormatError& error) {
        QCOMPARE(QString::fromStdString(error.file()), path);
        QVERIFY(error.detail().find("split_second_damaged-00002-of-00002.gguf") != std::string::npos);
    }
}

QTEST_APPLESS_MAIN(TestGguf)
#include "tst_gguf.moc"
