// SPDX-License-Identifier: GPL-3.0-or-later
// Opening is lazy: a checkpoint larger than the machine's memory is listed from its header, and measuring one
// tensor takes memory by the size of that tensor, whatever the size of the file. The file here is 40 GB of
// holes.
#include "tests/support/process.h"
#include "tests/support/reference_data.h"

#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QtTest>

#include <cstring>

using namespace alidade::test;

namespace {

constexpr std::uint64_t mebibyte = std::uint64_t{1} << 20;
constexpr int layers = 1220;
constexpr std::uint64_t layerRows = 2048;
constexpr std::uint64_t layerColumns = 4096; ///< 32 MB as F32
constexpr std::uint64_t layerBytes = layerRows * layerColumns * sizeof(float);

std::string header()
{
    std::string text = "{";
    for (std::uint64_t i = 0; i < layers; ++i)
        text += (i == 0 ? "" : ",") + std::string("\"model.layers.") + std::to_string(i) +
                ".mlp.down_proj.weight\":{\"dtype\":\"F32\",\"shape\":[" + std::to_string(layerRows) + "," +
                std::to_string(layerColumns) + "],\"data_offsets\":[" + std::to_string(i * layerBytes) + "," +
                std::to_string((i + 1) * layerBytes) + "]}";
    return text + "}";
}

} // namespace

class TestLargeFiles : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void lists();
    void measuresOneTensor_data();
    void measuresOneTensor();

private:
    QTemporaryDir m_folder;
    std::string m_path;
    std::uint64_t m_size = 0;
};

void TestLargeFiles::initTestCase()
{
    m_path = m_folder.filePath(QStringLiteral("large.safetensors")).toStdString();
    const std::string text = header();
    std::uint64_t length = text.size();
    std::string start(sizeof length, '\0');
    std::memcpy(start.data(), &length, sizeof length);
    m_size = start.size() + length + layers * layerBytes;
    QVERIFY(m_size > std::uint64_t{40} * 1000 * 1000 * 1000);
    QFile file(QString::fromStdString(m_path));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write((start + text).c_str(), static_cast<qint64>(start.size() + text.size()));
    if (!file.resize(static_cast<qint64>(m_size))) QSKIP("the file system has no sparse files");
    // A few values in the middle of the last layer, so that there is something to find.
    const float values[] = {1.0F, -2.0F, 4.0F};
    QVERIFY(file.seek(static_cast<qint64>(m_size - layerBytes / 2)));
    QCOMPARE(file.write(reinterpret_cast<const char*>(values), sizeof values),
             static_cast<qint64>(sizeof values));
}

void TestLargeFiles::lists()
{
    const Finished finished =
        runCli({"inspect", "--json", "--no-stats", m_path}, {}, {std::size_t{2} << 30, 60});
    QCOMPARE(finished.code, 0);
    const QJsonObject listing = QJsonDocument::fromJson(QByteArray::fromStdString(finished.out)).object();
    QCOMPARE(listing[QStringLiteral("tensors")].toArray().size(), layers);
    QVERIFY2(finished.peakBytes < 150 * mebibyte, std::to_string(finished.peakBytes / mebibyte).c_str());
}

void TestLargeFiles::measuresOneTensor_data()
{
    QTest::addColumn<QString>("command");
    QTest::newRow("metrics") << QStringLiteral("metrics");
    QTest::newRow("rate-distortion") << QStringLiteral("rate-distortion");
}

// At most 3 x the tensor as float32 and 150 MB.
void TestLargeFiles::measuresOneTensor()
{
    QFETCH(QString, command);
    const std::string tensor = "model.layers." + std::to_string(layers - 1) + ".mlp.down_proj.weight";
    const Finished finished =
        runCli({command.toStdString(), m_path, "--tensor", tensor, "--coordinates", "hadamard", "--json"});
    QVERIFY2(finished.code == 0, finished.err.c_str());
    QVERIFY(finished.out.find(tensor) != std::string::npos);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    QVERIFY2(finished.peakBytes < 3 * layerBytes + 150 * mebibyte,
             std::to_string(finished.peakBytes / mebibyte).c_str());
#endif
}

QTEST_APPLESS_MAIN(TestLargeFiles)
#include "tst_large_files.moc"
