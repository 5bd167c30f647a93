// SPDX-License-Identifier: GPL-3.0-or-later
// The HDF5 reader's values and refusals. Files and expected values come from tests/hostile/make_hdf5.py
// (h5py, numpy).
#include "tests/support/hdf5_testing.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <cstring>
#include <limits>

using namespace alidade;
using namespace alidade::testing;

namespace {

const QString goodFolder = hostileFolder("hdf5_good");
const QString badFolder = hostileFolder("hdf5");

QJsonObject expectedIn(const QString& folder)
{
    return QJsonDocument::fromJson(contentOf(folder + QStringLiteral("expected.json"))).object();
}

double numberOf(const QJsonValue& value)
{
    if (!value.isString()) return value.toDouble();
    if (value.toString() == QStringLiteral("NaN")) return std::numeric_limits<double>::quiet_NaN();
    if (value.toString() == QStringLiteral("-0")) return -0.0;
    const double infinity = std::numeric_limits<double>::infinity();
    return value.toString() == QStringLiteral("Infinity") ? infinity : -infinity;
}

/// Equal as numbers, with the sign of zero; all NaN are equal.
bool same(double a, double b)
{
    if (std::isnan(a) || std::isnan(b)) return std::isnan(a) && std::isnan(b);
    return a == b && std::signbit(a) == std::signbit(b);
}

QString nameOf(const TensorInfo& tensor) { return QString::fromStdString(tensor.name); }

/// Value of a small float's code in plain arithmetic.
double codeValue(unsigned code, int exponentBits, int mantissaBits)
{
    const int exponent = static_cast<int>(code >> mantissaBits) & ((1 << exponentBits) - 1);
    const int mantissa = static_cast<int>(code) & ((1 << mantissaBits) - 1);
    const double sign = (code & 0x8000u) != 0 ? -1.0 : 1.0;
    const int bias = (1 << (exponentBits - 1)) - 1;
    if (exponent == (1 << exponentBits) - 1) return mantissa != 0 ? std::nan("") : sign * HUGE_VAL;
    const int significand = exponent == 0 ? mantissa : mantissa + (1 << mantissaBits);
    return sign * std::ldexp(significand, std::max(exponent, 1) - bias - mantissaBits);
}

} // namespace

class TestHdf5 : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void goodFiles_data();
    void goodFiles();
    void pieces_data();
    void pieces();
    void everyCode();
    void leavesOutWhatHasNoNumbers();
    void metadata();
    void listsNamesOnce();
    void badFiles_data();
    void badFiles();
    void truncations();
    void probes();
    void fingerprints();
    void refusesForeignRequests();

private:
    QTemporaryDir m_temporary;
    QString m_bad; ///< the bad files unpacked, with the canaries one folder up
};

void TestHdf5::initTestCase()
{
    QVERIFY(m_temporary.isValid());
    m_bad = m_temporary.filePath(QStringLiteral("bad/"));
    QVERIFY(QDir().mkpath(m_bad + QStringLiteral("here")));
    const QStringList packed = QDir(badFolder).entryList({QStringLiteral("*.z")}, QDir::Files);
    QVERIFY(!packed.isEmpty());
    for (const QString& file : packed) {
        const QString name = file.chopped(2);
        const QString folder =
            name.startsWith(QStringLiteral("canary")) ? m_temporary.path() + QLatin1Char('/') : m_bad;
        writeFile(folder + name, qUncompress(contentOf(badFolder + file)));
    }
    QVERIFY(QFile::link(m_temporary.path(), m_bad + QStringLiteral("elsewhere")));
    QCOMPARE(readEverything(m_temporary.filePath(QStringLiteral("canary.h5"))).size(), std::size_t{4});
}

void TestHdf5::goodFiles_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QJsonArray>("tensors");
    const QJsonObject expected = expectedIn(goodFolder);
    QVERIFY(!expected.isEmpty());
    for (auto it = expected.begin(); it != expected.end(); ++it)
        if (it.value().isArray())
            QTest::addRow("%s", qPrintable(it.key())) << it.key() << it.value().toArray();
}

void TestHdf5::goodFiles()
{
    QFETCH(QString, file);
    QFETCH(QJsonArray, tensors);
    const auto opened = openHdf5(goodFolder + file);
    QCOMPARE(QString::fromStdString(opened->formatId()), QStringLiteral("hdf5"));
    QCOMPARE(opened->tensors().size(), static_cast<std::size_t>(tensors.size()));
    for (const QJsonValue& value : tensors) {
        const QJsonObject wanted = value.toObject();
        const QString name = wanted[QStringLiteral("name")].toString();
        const TensorInfo& tensor = opened->find(name.toStdString());
        QJsonArray shape;
        for (const std::uint64_t dimension : tensor.shape)
            shape.append(static_cast<qint64>(dimension));
        QCOMPARE(shape, wanted[QStringLiteral("shape")].toArray());
        const std::string_view dtype = dtypeInfo(tensor.dtype).name;
        QCOMPARE(QString::fromUtf8(dtype.data(), static_cast<qsizetype>(dtype.size())),
                 wanted[QStringLiteral("dtype")].toString());
        if (wanted[QStringLiteral("values")].isNull()) continue;
        const QJsonArray numbers = wanted[QStringLiteral("values")].toArray();
        const std::vector<double> values = valuesOf(*opened, tensor);
        QCOMPARE(values.size(), static_cast<std::size_t>(numbers.size()));
        for (qsizetype i = 0; i < numbers.size(); ++i)
            QVERIFY2(same(values[static_cast<std::size_t>(i)], numberOf(numbers[i])),
                     qPrintable(QStringLiteral("%1[%2]").arg(name).arg(i)));
    }
}

void TestHdf5::pieces_data()
{
    QTest::addColumn<QString>("file");
    for (const char* file : {"layouts.h5", "layouts_latest.h5", "virtual.h5", "raw.h5"})
        QTest::newRow(file) << QString::fromLatin1(file);
}

/// Any range gives the same values as the whole, whatever boxes it is cut into, as float32 and as float64.
void TestHdf5::pieces()
{
    QFETCH(QString, file);
    const auto opened = openHdf5(goodFolder + file);
    for (const TensorInfo& tensor : opened->tensors()) {
        const std::vector<double> whole = valuesOf(*opened, tensor);
        for (const std::size_t length : {std::size_t{1}, std::size_t{5}, std::size_t{29}, whole.size()}) {
            for (std::size_t first = 0; first + length <= whole.size();
                 first += std::max<std::size_t>(1, length * 3 / 4)) {
                std::vector<double> doubles(length);
                std::vector<float> floats(length);
                opened->read(tensor, first, std::span(doubles));
                opened->read(tensor, first, std::span(floats));
                for (std::size_t i = 0; i < length; ++i) {
                    QVERIFY2(same(doubles[i], whole[first + i]), qPrintable(nameOf(tensor)));
                    QVERIFY2(same(floats[i], static_cast<float>(whole[first + i])),
                             qPrintable(nameOf(tensor)));
                }
            }
        }
    }
}

void TestHdf5::everyCode()
{
    const auto opened = openHdf5(goodFolder + QStringLiteral("codes.h5"));
    QCOMPARE(opened->tensors().size(), std::size_t{4});
    for (const TensorInfo& tensor : opened->tensors()) {
        const bool half = tensor.dtype == DType::F16;
        QVERIFY(half || tensor.dtype == DType::BF16);
        const std::vector<double> values = valuesOf(*opened, tensor);
        QCOMPARE(values.size(), std::size_t{65536});
        for (unsigned code = 0; code < 65536; ++code)
            QVERIFY2(same(values[code], half ? codeValue(code, 5, 10) : codeValue(code, 8, 7)),
                     qPrintable(QStringLiteral("%1 code %2").arg(nameOf(tensor)).arg(code, 4, 16)));
    }
}

void TestHdf5::leavesOutWhatHasNoNumbers()
{
    const auto opened = openHdf5(goodFolder + QStringLiteral("types.h5"));
    QVERIFY(!opened->warnings().empty());
    for (const TensorInfo& tensor : opened->tensors())
        QVERIFY(!nameOf(tensor).startsWith(QStringLiteral("other/")));
    const TensorInfo& complex = opened->find("complex64");
    std::vector<float> out(1);
    QVERIFY_EXCEPTION_THROWN(opened->read(complex, 0, std::span(out)), InvalidRequest);
}

void TestHdf5::metadata()
{
    const std::vector<std::pair<std::string, std::string>> wanted{
        {"fixed", "fixed text"},  {"layers", "12"},  {"model_type", "llama"},
        {"names", "embed, head"}, {"rate", "0.125"}, {"sizes", "3, -4"},
    };
    for (const char* file : {"layouts.h5", "layouts_latest.h5"})
        QVERIFY(openHdf5(goodFolder + QString::fromLatin1(file))->metadata() == wanted);
}

/// Cycles, diamonds and links to links end, and hard links give the names.
void TestHdf5::listsNamesOnce()
{
    const auto opened = openHdf5(goodFolder + QStringLiteral("groups.h5"));
    std::vector<std::string> names;
    for (const TensorInfo& tensor : opened->tensors())
        names.push_back(tensor.name);
    std::sort(names.begin(), names.end());
    QVERIFY(std::adjacent_find(names.begin(), names.end()) == names.end());
    QVERIFY(std::none_of(names.begin(), names.end(),
                         [](const std::string& name) { return name.starts_with("a_soft_group"); }));
}

void TestHdf5::badFiles_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QStringList>("reasons");
    const QJsonObject expected = expectedIn(badFolder);
    QVERIFY(!expected.isEmpty());
    for (auto it = expected.begin(); it != expected.end(); ++it)
        QTest::addRow("%s", qPrintable(it.key()))
            << it.key() << it.value()[QStringLiteral("reasons")].toVariant().toStringList();
}

void TestHdf5::badFiles()
{
    QFETCH(QString, file);
    QFETCH(QStringList, reasons);
    const QString path = m_bad + file;
    try {
        readEverything(path);
        QFAIL("the file was accepted");
    } catch (const FormatError& error) {
        QVERIFY2(reasons.contains(QString::fromLatin1(formatReasonId(error.reason()))), error.what());
        const QString text = QString::fromUtf8(error.what());
        QVERIFY2(text.startsWith(path) && text.size() < path.size() + 400, error.what());
        for (const char* word : {"memory", "alloc", "31337", "root:"})
            QVERIFY2(!text.contains(QLatin1String(word)), error.what());
    }
}

void TestHdf5::truncations()
{
    for (const char* name : {"layouts.h5", "layouts_latest.h5", "user_block.h5", "types.h5"}) {
        const QByteArray whole = contentOf(goodFolder + QString::fromLatin1(name));
        const QString path = m_temporary.filePath(QStringLiteral("cut.h5"));
        for (qsizetype part = 0; part < 24; ++part) {
            const qsizetype size = part == 23 ? whole.size() - 1 : whole.size() * part / 23;
            writeFile(path, whole.first(size));
            QVERIFY_EXCEPTION_THROWN(readEverything(path), FormatError);
        }
    }
}

void TestHdf5::probes()
{
    const CheckpointFormat format = hdf5Format();
    const auto score = [&](const QString& path) {
        const QByteArray content = contentOf(path);
        ProbeInput input{path.toStdString(), false, static_cast<std::uint64_t>(content.size()), {}};
        const auto bytes =
            std::as_bytes(std::span(content.constData(), static_cast<std::size_t>(content.size())));
        input.head.assign(bytes.begin(), bytes.begin() + std::min<qsizetype>(content.size(), 4096));
        return format.probe(input);
    };
    QCOMPARE(score(goodFolder + QStringLiteral("types.h5")), int{Certain});
    QCOMPARE(score(goodFolder + QStringLiteral("user_block.h5")), int{Certain}); // at 8192
    QCOMPARE(score(goodFolder + QStringLiteral("expected.json")), int{Never});
    QCOMPARE(score(goodFolder + QStringLiteral("raw.bin")), int{Never});
    QCOMPARE(format.probe({"folder", true, 0, {}}), int{Never});
    QCOMPARE(format.probe({"empty", false, 0, {}}), int{Never});
}

void TestHdf5::fingerprints()
{
    const QString path = m_temporary.filePath(QStringLiteral("changed.h5"));
    QByteArray content = contentOf(goodFolder + QStringLiteral("types.h5"));
    writeFile(path, content);
    const std::uint64_t before = openHdf5(path)->fingerprint();
    QCOMPARE(openHdf5(path)->fingerprint(), before);
    const auto opened = openHdf5(path);
    const qsizetype value = content.indexOf(QByteArray::fromHex("803fc0")); // a big-endian number of the file
    content[value < 0 ? content.size() - 1 : value] = '\x55';
    writeFile(path, content);
    QVERIFY(openHdf5(path)->fingerprint() != before);
}

void TestHdf5::refusesForeignRequests()
{
    const auto opened = openHdf5(goodFolder + QStringLiteral("layouts.h5"));
    const TensorInfo& tensor = opened->find("gzip");
    std::vector<float> out(92);
    QVERIFY_EXCEPTION_THROWN(opened->read(tensor, 0, std::span(out)), InvalidRequest);
    QVERIFY_EXCEPTION_THROWN(opened->read(tensor, 92, std::span(out).first(1)), InvalidRequest);
    opened->read(tensor, 91, std::span(out).first(0));
    TensorInfo other = tensor;
    other.name = "of another file";
    QVERIFY_EXCEPTION_THROWN(opened->read(other, 0, std::span(out).first(1)), InvalidRequest);
    QVERIFY_EXCEPTION_THROWN((void)openHdf5(goodFolder + QStringLiteral("nobody.h5")), FormatError);
    QVERIFY_EXCEPTION_THROWN((void)openHdf5(goodFolder), FormatError);
}

int main(int argc, char** argv) { return hdf5TestMain<TestHdf5>(argc, argv); }
#include "tst_hdf5.moc"
