// SPDX-License-Identifier: GPL-3.0-or-later
// The readers of .npy and .npz. Values come from numpy (tests/hostile/make_numpy.py, sample_data).
#include "core/registry/registries.h"
#include "tests/support/corpus_testing.h"

#include <QTemporaryDir>
#include <QtEndian>

#include <algorithm>

using namespace alidade;
using namespace alidade::testing;

namespace {

std::shared_ptr<const Checkpoint> openFile(const QString& path)
{
    static const Registries registries = builtinRegistries();
    return openCheckpoint(pathOf(path), registries.checkpointFormats);
}

/// A file of this header text and data.
QByteArray npy(const QByteArray& text, const QByteArray& data)
{
    QByteArray length(2, '\0');
    qToLittleEndian(static_cast<quint16>(text.size()), length.data());
    return QByteArray("\x93NUMPY\x01\x00", 8) + length + text + data;
}

} // namespace

class TestNumpy : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(m_temporary.isValid()); }
    void samples_data();
    void samples();
    void goodFiles_data() { addCases({QStringLiteral("npy_good"), QStringLiteral("npz_good")}); }
    void goodFiles();
    void badFiles_data() { addCases({QStringLiteral("npy"), QStringLiteral("npz")}); }
    void badFiles();
    void pieces();
    void matrices();
    void truncations();
    void changedWhileOpen();
    void fingerprints();
    void honestBombs();
    void refusesForeignRequests();

private:
    QTemporaryDir m_temporary;
};

void TestNumpy::samples_data()
{
    QTest::addColumn<QString>("file");
    for (const char* file : {"tiny.npy", "tiny_fortran_big_endian.npy", "tiny.npz", "tiny_compressed.npz"})
        QTest::newRow(file) << QString::fromLatin1(file);
}

/// The committed samples, against statistics that were computed without this program.
void TestNumpy::samples()
{
    QFETCH(QString, file);
    const QJsonObject all = jsonOf(sampleFile(QStringLiteral("formats/expected.json")));
    const QJsonObject wanted = all[QStringLiteral("files")][file].toObject();
    const auto opened = openFile(sampleFile(QStringLiteral("formats/") + file));
    QCOMPARE(QString::fromStdString(opened->formatId()), wanted[QStringLiteral("format")].toString());
    const QJsonArray tensors = wanted[QStringLiteral("tensors")].toArray();
    QCOMPARE(opened->tensors().size(), static_cast<std::size_t>(tensors.size()));
    for (const QJsonValue& value : tensors) {
        const QJsonObject facts = value.toObject();
        const TensorInfo& tensor = opened->find(facts[QStringLiteral("name")].toString().toStdString());
        compareTensor(tensor, facts);
        const std::vector<double> values = valuesOf(*opened, tensor);
        const QJsonArray first = facts[QStringLiteral("first")].toArray();
        const QJsonArray last = facts[QStringLiteral("last")].toArray();
        for (qsizetype i = 0; i < first.size(); ++i) {
            QVERIFY(same(values[static_cast<std::size_t>(i)], numberOf(first[i])));
            const auto fromEnd = values.size() - static_cast<std::size_t>(last.size() - i);
            QVERIFY(same(values[fromEnd], numberOf(last[i])));
        }
        double sum = 0.0;
        double sumOfMagnitudes = 0.0;
        for (const double number : values) {
            if (!std::isfinite(number)) continue;
            sum += number;
            sumOfMagnitudes += std::abs(number);
        }
        QVERIFY(std::abs(sum - facts[QStringLiteral("stats")][QStringLiteral("sum")].toDouble()) <=
                1e-9 * sumOfMagnitudes);
    }
    opened->verify(JobContext());
}

void TestNumpy::goodFiles()
{
    QFETCH(QString, path);
    QFETCH(QJsonObject, facts);
    const auto opened = openFile(path);
    QCOMPARE(QString::fromStdString(opened->formatId()), path.section(QLatin1Char('.'), -1));
    compareGood(*opened, facts);
}

void TestNumpy::badFiles()
{
    QFETCH(QString, path);
    QFETCH(QJsonObject, facts);
    const QStringList reasons = facts[QStringLiteral("reasons")].toVariant().toStringList();
    expectRefusal(path, reasons, [&] { readAll(*openFile(path)); });
}

/// Any range gives the same values as the whole.
void TestNumpy::pieces()
{
    for (const char* file : {"npy_good/fortran_2x3x4_F32.npy", "npy_good/fortran_2x1x3x2_I16.npy",
                             "npy_good/f2_big.npy", "npz_good/two_orders.npz", "npz_good/deflated.npz"}) {
        const auto opened = openFile(corpusFolder(QString()) + QString::fromLatin1(file));
        for (const TensorInfo& tensor : opened->tensors()) {
            const std::vector<double> whole = valuesOf(*opened, tensor);
            for (std::size_t first = 0; first < whole.size(); ++first)
                for (std::size_t length = 0; first + length <= whole.size(); ++length) {
                    std::vector<double> piece(length);
                    opened->read(tensor, first, std::span(piece));
                    QVERIFY2(std::equal(piece.begin(), piece.end(),
                                        whole.begin() + static_cast<std::ptrdiff_t>(first)),
                             file);
                }
        }
    }
}

/// Rows and columns of readMatrix are those of numpy, also where several threads take part.
void TestNumpy::matrices()
{
    constexpr Index rows = 700;
    constexpr Index cols = 3001; // over 2^20 elements: more than one chunk
    QByteArray data(rows * cols * 4, '\0');
    for (Index row = 0; row < rows; ++row)
        for (Index col = 0; col < cols; ++col)
            qToBigEndian(static_cast<float>(row * cols + col), data.data() + (col * rows + row) * 4);
    const QString path = m_temporary.filePath(QStringLiteral("matrix.npy"));
    write(path, npy("{'descr': '>f4', 'fortran_order': True, 'shape': (700, 3001)}\n", data));
    const auto opened = openFile(path);
    const Matrix matrix = opened->readMatrix(opened->tensors()[0], JobContext());
    QCOMPARE(matrix.rows(), rows);
    QCOMPARE(matrix.cols(), cols);
    for (Index i = 0; i < matrix.size(); ++i)
        QCOMPARE(matrix.data()[i], static_cast<float>(i));
}

void TestNumpy::truncations()
{
    for (const char* name : {"npy_good/plain.npy", "npz_good/deflated.npz", "npz_good/stored.npz",
                             "npz_good/zip64_end.npz", "npz_good/streamed.npz"}) {
        const QByteArray whole = bytesOf(corpusFolder(QString()) + QString::fromLatin1(name));
        QVERIFY(!whole.isEmpty());
        const QString path = m_temporary.filePath(QStringLiteral("cut.") +
                                                  QString::fromLatin1(name).section(QLatin1Char('.'), -1));
        const qsizetype step = std::max<qsizetype>(1, whole.size() / 40);
        for (qsizetype left = 1; left <= whole.size(); left += step) {
            const qsizetype size = whole.size() - left;
            write(path, whole.first(size));
            QVERIFY_EXCEPTION_THROWN(readAll(*openFile(path)), FormatError);
        }
    }
}

/// A file that becomes shorter gives an error and no signal.
void TestNumpy::changedWhileOpen()
{
    for (const char* name : {"npy_good/plain.npy", "npz_good/deflated.npz", "npz_good/stored.npz"}) {
        const QByteArray whole = bytesOf(corpusFolder(QString()) + QString::fromLatin1(name));
        const QString path = m_temporary.filePath(QStringLiteral("shrinks"));
        write(path, whole);
        const auto opened = openFile(path);
        QVERIFY(QFile::resize(path, 20));
        expectRefusal(path, {QStringLiteral("truncated")}, [&] { readAll(*opened); });
    }
}

void TestNumpy::fingerprints()
{
    const QString path = m_temporary.filePath(QStringLiteral("changed.npz"));
    const QByteArray content =
        bytesOf(corpusFolder(QStringLiteral("npz_good")) + QStringLiteral("stored.npz"));
    write(path, content);
    const std::uint64_t before = openFile(path)->fingerprint();
    QCOMPARE(openFile(path)->fingerprint(), before);
    write(path, bytesOf(corpusFolder(QStringLiteral("npz_good")) + QStringLiteral("special.npz")));
    QVERIFY(openFile(path)->fingerprint() != before);
    const QString array = m_temporary.filePath(QStringLiteral("changed.npy"));
    write(array, npy("{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2)}\n", QByteArray(8, 'x')));
    const std::uint64_t wide = openFile(array)->fingerprint();
    write(array, npy("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 1)}\n", QByteArray(8, 'x')));
    QVERIFY(openFile(array)->fingerprint() != wide);
}

/// A file that says 3 GiB of what may well be zeros in 3 MB is refused before anything is unpacked.
void TestNumpy::honestBombs()
{
    constexpr quint32 stored = 3u << 20;
    constexpr quint32 announced = 3u << 30;
    const auto number = [](auto value) {
        QByteArray bytes(sizeof value, '\0');
        qToLittleEndian(value, bytes.data());
        return bytes;
    };
    const auto u16 = [&number](int value) { return number(static_cast<quint16>(value)); };
    const QByteArray facts = u16(20) + u16(0) + u16(8) + number(quint32{0}) + number(quint32{0}) +
                             number(stored) + number(announced) + u16(5) + u16(0);
    const QByteArray local = "PK\x03\x04" + facts + "a.npy";
    const QByteArray body = local + QByteArray(stored, '\0');
    const QByteArray entry = "PK\x01\x02" + u16(20) + facts + u16(0) + u16(0) + u16(0) + number(quint32{0}) +
                             number(quint32{0}) + "a.npy";
    const QByteArray end = "PK\x05\x06" + u16(0) + u16(0) + u16(1) + u16(1) +
                           number(static_cast<quint32>(entry.size())) +
                           number(static_cast<quint32>(body.size())) + u16(0);
    const QString path = m_temporary.filePath(QStringLiteral("bomb.npz"));
    write(path, body + entry + end);
    expectRefusal(path, {QStringLiteral("too-many")}, [&] { openFile(path); });
}

void TestNumpy::refusesForeignRequests()
{
    const auto opened = openFile(corpusFolder(QStringLiteral("npz_good")) + QStringLiteral("two_orders.npz"));
    const TensorInfo& tensor = opened->find("f");
    std::vector<float> out(7);
    QVERIFY_EXCEPTION_THROWN(opened->read(tensor, 0, std::span(out)), InvalidRequest);
    QVERIFY_EXCEPTION_THROWN(opened->read(tensor, 7, std::span(out).first(0)), InvalidRequest);
    opened->read(tensor, 6, std::span(out).first(0));
    TensorInfo other = tensor;
    other.name = "of another file";
    QVERIFY_EXCEPTION_THROWN(opened->read(other, 0, std::span(out).first(1)), InvalidRequest);
    const auto complex = openFile(corpusFolder(QStringLiteral("npz_good")) + QStringLiteral("complex.npz"));
    QVERIFY_EXCEPTION_THROWN(complex->read(complex->tensors()[0], 0, std::span(out).first(1)),
                             InvalidRequest);
}

QTEST_GUILESS_MAIN(TestNumpy)
#include "tst_numpy.moc"
