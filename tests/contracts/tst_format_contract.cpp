// SPDX-License-Identifier: GPL-3.0-or-later
// The contract of every file format: the tiny files hold the same tensors whatever the container, and looking at a
// file never fails, whatever is in it.
#include "core/base/error.h"
#include "core/registry/registries.h"

#include "tests/support/inspect_values.h"
#include "tests/support/naive.h"
#include "tests/support/reference_data.h"

#include <QtTest>

#include <cmath>
#include <random>
#include <set>
#include <stop_token>

using namespace alidade;
using namespace alidade::test;

namespace {

QJsonObject tinyFiles() { return readJson(samplePath("formats/expected.json"))[QStringLiteral("files")].toObject(); }

std::string lastPart(const std::string& name) { return name.substr(name.rfind('/') == std::string::npos ? 0 : name.rfind('/') + 1); }

/// First bytes of every format, to damage.
std::vector<std::string> beginnings()
{
    std::vector<std::string> heads{"", "GGUF\3\0\0\0", "PK\3\4", "PK\5\6", "\x93NUMPY\1\0", "\x93NUMPY\2\0\xFF\xFF\xFF\xFF", "{", "{}", "\x89HDF\r\n\x1A\n"};
    heads.push_back(std::string("\x02\0\0\0\0\0\0\0{}", 10));
    heads.push_back(std::string("GGUF\3\0\0\0\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x7F\1\0\0\0\0\0\0\0", 24));
    return heads;
}

} // namespace

class TestFormatContract : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { m_registries = builtinRegistries(); }
    void describesItself_data() { formats(); }
    void describesItself();
    void probesAnything_data() { formats(); }
    void probesAnything();
    void tinyFile_data() { files(); }
    void tinyFile();
    void sameValuesInEveryContainer();
    void readsInParts_data() { files(); }
    void readsInParts();
    void stops_data() { files(); }
    void stops();
    void opensDamagedFilesOrRefuses_data() { files(); }
    void opensDamagedFilesOrRefuses();

private:
    void formats() const
    {
        QTest::addColumn<QString>("id");
        for (const CheckpointFormat& format : builtinRegistries().checkpointFormats) QTest::newRow(format.id.c_str()) << QString::fromStdString(format.id);
    }

    /// Tiny files that a registered format reads.
    void files() const
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QJsonObject>("expected");
        const QJsonObject all = tinyFiles();
        const Registries registries = builtinRegistries();
        for (auto at = all.begin(); at != all.end(); ++at)
            if (registries.checkpointFormats.contains(at.value()[QStringLiteral("format")].toString().toStdString()))
                QTest::newRow(qPrintable(at.key())) << at.key() << at.value().toObject();
    }

    [[nodiscard]] std::shared_ptr<const Checkpoint> open(const std::string& path) const { return openCheckpoint(path, m_registries.checkpointFormats); }

    Registries m_registries;
    QTemporaryDir m_folder;
};

void TestFormatContract::describesItself()
{
    QFETCH(QString, id);
    const CheckpointFormat& format = m_registries.checkpointFormats.find(id.toStdString());
    QVERIFY(!format.label.empty());
    for (const std::string& suffix : format.suffixes) QVERIFY(suffix.size() > 1 && suffix.front() == '.');
    static const std::set<std::string> known{"safetensors", "safetensors-sharded", "hf-folder", "gguf", "npy", "npz", "hdf5"}; // formats.md 0
    QVERIFY(known.contains(format.id));
}

void TestFormatContract::probesAnything()
{
    QFETCH(QString, id);
    const CheckpointFormat& format = m_registries.checkpointFormats.find(id.toStdString());
    std::mt19937 generator(17);
    const std::vector<std::string> heads = beginnings();
    const std::string path = m_folder.filePath(QStringLiteral("probed")).toStdString();
    for (int round = 0; round < 600; ++round) {
        std::string bytes = heads[generator() % heads.size()];
        const std::size_t more = generator() % (round % 3 == 0 ? 12 : 5000);
        for (std::size_t i = 0; i < more; ++i) bytes += static_cast<char>(generator() & 0xFF);
        if (round % 2 == 0 && !bytes.empty()) bytes[generator() % bytes.size()] ^= static_cast<char>(1u << (generator() % 8));
        writeFile(path, bytes);
        ProbeInput input;
        input.path = path;
        input.size = bytes.size();
        const std::string head = bytes.substr(0, 4096);
        for (const char c : head) input.head.push_back(static_cast<std::byte>(c));
        const int score = format.probe(input);
        QVERIFY(score >= Never && score <= Certain);
        if (input.size < 4) QVERIFY(score <= NameOnly);
    }
    ProbeInput folder;
    folder.path = m_folder.path().toStdString();
    folder.isFolder = true;
    // Only the format of folders takes one, so that what is said of an empty one is said by who knows folders.
    QCOMPARE(format.probe(folder) > Never, id == QStringLiteral("hf-folder"));
    ProbeInput gone;
    gone.path = m_folder.filePath(QStringLiteral("gone")).toStdString();
    gone.size = 5000;
    gone.head.resize(4096);
    QVERIFY(format.probe(gone) <= Certain); // removed between looking and probing
}

void TestFormatContract::tinyFile()
{
    QFETCH(QString, file);
    QFETCH(QJsonObject, expected);
    const auto checkpoint = open(samplePath("formats/" + file.toStdString()));
    QCOMPARE(QString::fromStdString(checkpoint->formatId()), expected[QStringLiteral("format")].toString());
    const QJsonArray tensors = expected[QStringLiteral("tensors")].toArray();
    QCOMPARE(checkpoint->tensors().size(), static_cast<std::size_t>(tensors.size()));
    for (const QJsonValueConstRef entry : tensors) {
        const QJsonObject tensor = entry.toObject();
        const TensorInfo& found = checkpoint->find(tensor[QStringLiteral("name")].toString().toStdString());
        QCOMPARE(&checkpoint->tensors()[found.index], &found);
        const QString difference = unlikeTensor(*checkpoint, found, tensor);
        QVERIFY2(difference.isEmpty(), qPrintable(tensor[QStringLiteral("name")].toString() + QStringLiteral(": ") + difference));
    }
}

// Value by value, not only by statistics: matrix_f32 is the same matrix in every file that has one.
void TestFormatContract::sameValuesInEveryContainer()
{
    const auto reference = open(samplePath("formats/tiny.safetensors"));
    int compared = 0;
    const QJsonObject all = tinyFiles();
    for (auto at = all.begin(); at != all.end(); ++at) {
        if (!m_registries.checkpointFormats.contains(at.value()[QStringLiteral("format")].toString().toStdString())) continue;
        const auto checkpoint = open(samplePath("formats/" + at.key().toStdString()));
        for (const TensorInfo& tensor : checkpoint->tensors()) {
            if (tensor.name.starts_with("block.")) continue; // ggml's block types have no twin in the other containers
            const bool single = checkpoint->tensors().size() == 1; // npy has no names: it is the float32 matrix
            const TensorInfo& wanted = reference->find(single ? "matrix_f32" : lastPart(tensor.name));
            QCOMPARE(tensor.shape, wanted.shape);
            const Matrix values = checkpoint->readMatrix(tensor, JobContext());
            const Matrix others = reference->readMatrix(wanted, JobContext());
            for (Index i = 0; i < values.size(); ++i)
                QVERIFY(values.data()[i] == others.data()[i] || (std::isnan(values.data()[i]) && std::isnan(others.data()[i])));
            ++compared;
        }
    }
    QVERIFY(compared >= 20);
}

void TestFormatContract::readsInParts()
{
    QFETCH(QString, file);
    const auto checkpoint = open(samplePath("formats/" + file.toStdString()));
    for (const TensorInfo& tensor : checkpoint->tensors()) {
        if (!dtypeInfo(tensor.dtype).readable || dtypeInfo(tensor.dtype).blockElements != 1) continue;
        std::vector<double> whole(static_cast<std::size_t>(tensor.elements));
        checkpoint->read(tensor, 0, std::span<double>(whole));
        for (std::size_t first = 0; first < whole.size(); first += 13) {
            std::vector<double> part(std::min<std::size_t>(17, whole.size() - first));
            std::vector<float> single(part.size());
            checkpoint->read(tensor, first, std::span<double>(part));
            checkpoint->read(tensor, first, std::span<float>(single));
            for (std::size_t i = 0; i < part.size(); ++i) {
                QVERIFY(part[i] == whole[first + i] || std::isnan(part[i]));
                QVERIFY(static_cast<double>(single[i]) == static_cast<double>(static_cast<float>(part[i])) || std::isnan(part[i]));
            }
        }
    }
}

void TestFormatContract::stops()
{
    QFETCH(QString, file);
    const auto checkpoint = open(samplePath("formats/" + file.toStdString()));
    std::stop_source stop;
    stop.request_stop();
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(checkpoint->readMatrix(checkpoint->tensors().front(), JobContext(stop.get_token(), nullptr, nullptr))), Cancelled);
}

// Flipping bits and cutting: either a clear refusal or a model whose tensors can be read or are refused one by one.
void TestFormatContract::opensDamagedFilesOrRefuses()
{
    QFETCH(QString, file);
    QFile source(QString::fromStdString(samplePath("formats/" + file.toStdString())));
    QVERIFY(source.open(QIODevice::ReadOnly));
    const std::string whole = source.readAll().toStdString();
    const std::string path = m_folder.filePath(QStringLiteral("damaged_") + file).toStdString();
    std::mt19937 generator(23);
    const int rounds = file.endsWith(QStringLiteral(".h5")) ? 12 : 150; // a process per HDF5 file
    for (int round = 0; round < rounds; ++round) {
        std::string bytes = whole;
        if (round % 3 == 0) bytes.resize(generator() % bytes.size());
        for (unsigned flips = round % 3 == 0 ? 0 : 1 + generator() % 4; flips > 0; --flips)
            bytes[generator() % std::min<std::size_t>(bytes.size(), round % 2 == 0 ? 600 : bytes.size())] ^= static_cast<char>(1u << (generator() % 8));
        writeFile(path, bytes);
        try {
            const auto checkpoint = open(path);
            for (const TensorInfo& tensor : checkpoint->tensors()) {
                if (tensor.elements > 1'000'000 || !dtypeInfo(tensor.dtype).readable) continue;
                static_cast<void>(checkpoint->readMatrix(tensor, JobContext()));
            }
        } catch (const Error& error) {
            QVERIFY2(std::string(error.what()).find("damaged_") != std::string::npos, error.what());
        }
    }
}

QTEST_APPLESS_MAIN(TestFormatContract)
#include "tst_format_contract.moc"
