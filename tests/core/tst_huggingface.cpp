// SPDX-License-Identifier: GPL-3.0-or-later
// Sharded safetensors, model folders and the local cache (cases: tests/hostile/make_numpy.py).
#include "core/checkpoint/huggingface_cache.h"
#include "core/registry/registries.h"
#include "tests/support/corpus_testing.h"

#include <QDir>
#include <QTemporaryDir>

#include <sys/stat.h>

#include <algorithm>

using namespace alidade;
using namespace alidade::testing;

namespace {

std::shared_ptr<const Checkpoint> openPath(const QString& path)
{
    static const Registries registries = builtinRegistries();
    return openCheckpoint(pathOf(path), registries.checkpointFormats);
}

/// A safetensors file of one number.
QByteArray shardOf(const QByteArray& name, float value)
{
    const QByteArray header = "{\"" + name + "\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}";
    const auto length = static_cast<quint64>(header.size());
    return QByteArray(reinterpret_cast<const char*>(&length), sizeof length) + header +
           QByteArray(reinterpret_cast<const char*>(&value), sizeof value);
}

float only(const Checkpoint& file, const std::string& name)
{
    float value = 0.0F;
    file.read(file.find(name), 0, std::span(&value, 1));
    return value;
}

} // namespace

class TestHuggingFace : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(m_temporary.isValid()); }
    void goodFolders_data() { addCases({QStringLiteral("sharded_good")}); }
    void goodFolders();
    void badFolders_data() { addCases({QStringLiteral("sharded")}); }
    void badFolders();
    void pipesAndDevicesAreNoShards();
    void emptyFolder();
    void sampleFolder();
    void manyShards();
    void fingerprints();
    void cache();
    void cacheFolder();

private:
    QString newFolder(const QString& name);
    QString manyShardsIn(const QString& folder, int count);

    QTemporaryDir m_temporary;
};

QString TestHuggingFace::newFolder(const QString& name)
{
    const QString path = m_temporary.filePath(name);
    QDir().mkpath(path);
    return path;
}

void TestHuggingFace::goodFolders()
{
    QFETCH(QString, path);
    QFETCH(QJsonObject, facts);
    const auto opened = openPath(path);
    QCOMPARE(QString::fromStdString(opened->formatId()), facts[QStringLiteral("format")].toString());
    QCOMPARE(QString::fromStdString(opened->path()), path);
    compareGood(*opened, facts);
    const QJsonObject metadata = facts[QStringLiteral("metadata")].toObject();
    for (auto it = metadata.begin(); it != metadata.end(); ++it) {
        const auto found =
            std::find_if(opened->metadata().begin(), opened->metadata().end(),
                         [&](const auto& entry) { return entry.first == it.key().toStdString(); });
        QVERIFY2(found != opened->metadata().end(), qPrintable(it.key()));
        QCOMPARE(QString::fromStdString(found->second), it.value().toString());
    }
}

void TestHuggingFace::badFolders()
{
    QFETCH(QString, path);
    QFETCH(QJsonObject, facts);
    const QStringList reasons = facts[QStringLiteral("reasons")].toVariant().toStringList();
    expectRefusal(path, reasons, [&] { readAll(*openPath(path)); });
}

/// Opening a named pipe must not wait for a writer, and a device has no end.
void TestHuggingFace::pipesAndDevicesAreNoShards()
{
    const QString folder = newFolder(QStringLiteral("pipe"));
    QCOMPARE(::mkfifo(pathOf(folder + QStringLiteral("/p.safetensors")).c_str(), 0600), 0);
    const QString index = folder + QStringLiteral("/model.safetensors.index.json");
    write(index, "{\"metadata\":{\"total_size\":4},\"weight_map\":{\"a\":\"p.safetensors\"}}");
    expectRefusal(index, {QStringLiteral("not-a-file")}, [&] { openPath(index); });
    expectRefusal(folder, {QStringLiteral("not-a-file")}, [&] { openPath(folder); });
    QVERIFY(QFile::remove(folder + QStringLiteral("/p.safetensors")));
    QVERIFY(QFile::link(QStringLiteral("/dev/zero"), folder + QStringLiteral("/p.safetensors")));
    expectRefusal(index, {QStringLiteral("not-a-file")}, [&] { openPath(index); });
    const QString alone = newFolder(QStringLiteral("pipe_alone"));
    QCOMPARE(::mkfifo(pathOf(alone + QStringLiteral("/model.safetensors")).c_str(), 0600), 0);
    expectRefusal(alone, {QStringLiteral("not-a-file")}, [&] { openPath(alone); });
    QVERIFY(QFile::remove(alone + QStringLiteral("/model.safetensors")));
    write(alone + QStringLiteral("/model.safetensors"), shardOf("a", 1.0F));
    QCOMPARE(::mkfifo(pathOf(alone + QStringLiteral("/config.json")).c_str(), 0600), 0);
    QCOMPARE(openPath(alone)->warnings().size(), std::size_t{1});
}

void TestHuggingFace::emptyFolder()
{
    const QString folder = newFolder(QStringLiteral("empty"));
    expectRefusal(folder, {QStringLiteral("unknown-format")}, [&] { openPath(folder); });
}

void TestHuggingFace::sampleFolder()
{
    const auto folder = openPath(sampleFile(QStringLiteral("kjv_llama")));
    const auto file = openPath(sampleFile(QStringLiteral("kjv_llama/model.safetensors")));
    QCOMPARE(folder->tensors().size(), file->tensors().size());
    QCOMPARE(folder->metadata()[0],
             (std::pair<std::string, std::string>("architecture", "LlamaForCausalLM")));
    QVERIFY(folder->warnings().empty());
    const TensorInfo& tensor = folder->find("model.layers.1.mlp.down_proj.weight");
    QVERIFY(folder->readMatrix(tensor, JobContext()) ==
            file->readMatrix(file->find(tensor.name), JobContext()));
}

QString TestHuggingFace::manyShardsIn(const QString& folder, int count)
{
    QByteArray map;
    for (int i = 0; i < count; ++i) {
        const QByteArray number = QByteArray::number(i);
        write(folder + QStringLiteral("/s%1.safetensors").arg(i),
              shardOf("t" + number, static_cast<float>(i)));
        map += (i == 0 ? "" : ",") + QByteArray("\"t") + number + "\":\"s" + number + ".safetensors\"";
    }
    const QString index = folder + QStringLiteral("/model.safetensors.index.json");
    write(index, "{\"metadata\":{\"total_size\":" + QByteArray::number(4 * count) + "},\"weight_map\":{" +
                     map + "}}");
    return index;
}

/// More shards than are held open: all can be read, in any order, and one that was replaced is noticed.
void TestHuggingFace::manyShards()
{
    constexpr int count = 300;
    const QString folder = newFolder(QStringLiteral("many"));
    const auto opened = openPath(manyShardsIn(folder, count));
    QVERIFY(opened->warnings().empty());
    QVERIFY(QDir(QStringLiteral("/proc/self/fd")).count() < 290);
    QCOMPARE(opened->find("t0").file, std::string("s0.safetensors"));
    for (int i = 0; i < count; ++i)
        QCOMPARE(only(*opened, "t" + std::to_string(i * 7 % count)), static_cast<float>(i * 7 % count));
    for (int i = 0; i < count; ++i)
        static_cast<void>(only(*opened, "t" + std::to_string(i))); // drops the first ones
    write(folder + QStringLiteral("/s0.safetensors"), shardOf("t0", 5.0F) + "more");
    expectRefusal(folder, {QStringLiteral("read-failed")}, [&] { static_cast<void>(only(*opened, "t0")); });
}

void TestHuggingFace::fingerprints()
{
    const QString folder = newFolder(QStringLiteral("fingerprint"));
    const QString index = manyShardsIn(folder, 3);
    const std::uint64_t before = openPath(index)->fingerprint();
    QCOMPARE(openPath(index)->fingerprint(), before);
    QCOMPARE(openPath(folder)->fingerprint(), before);
    const QByteArray header = "{\"t1\" :{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}";
    const auto length = static_cast<quint64>(header.size());
    write(folder + QStringLiteral("/s1.safetensors"),
          QByteArray(reinterpret_cast<const char*>(&length), sizeof length) + header + QByteArray(4, '\0'));
    QVERIFY(openPath(index)->fingerprint() != before);
}

void TestHuggingFace::cache()
{
    const QString hub = newFolder(QStringLiteral("hub"));
    const auto snapshot = [&](const QString& model, const QString& revision, const QString& file) {
        const QString blobs = hub + QLatin1Char('/') + model + QStringLiteral("/blobs");
        const QString folder = hub + QLatin1Char('/') + model + QStringLiteral("/snapshots/") + revision;
        QDir().mkpath(blobs);
        QDir().mkpath(folder);
        write(blobs + QLatin1Char('/') + revision, shardOf("a", 2.0F));
        QVERIFY(QFile::link(QStringLiteral("../../blobs/") + revision, folder + QLatin1Char('/') + file));
    };
    snapshot(QStringLiteral("models--org--small--model"), QStringLiteral("aaa"),
             QStringLiteral("model.safetensors"));
    snapshot(QStringLiteral("models--org--small--model"), QStringLiteral("bbb"),
             QStringLiteral("model.safetensors"));
    snapshot(QStringLiteral("models--gpt2"), QStringLiteral("ccc"), QStringLiteral("model.safetensors"));
    snapshot(QStringLiteral("models--org--pickle"), QStringLiteral("ddd"),
             QStringLiteral("pytorch_model.bin"));
    snapshot(QStringLiteral("datasets--org--text"), QStringLiteral("eee"),
             QStringLiteral("model.safetensors"));
    QDir().mkpath(hub + QStringLiteral("/models--org--small--model/refs"));
    write(hub + QStringLiteral("/models--org--small--model/refs/main"), "bbb\n");
    write(hub + QStringLiteral("/version.txt"), "1");

    const std::vector<LocalModel> models = listHuggingFaceCache(pathOf(hub));
    QCOMPARE(models.size(), std::size_t{3});
    QCOMPARE(models[0].name, std::string("gpt2"));
    QCOMPARE(models[1].name, std::string("org/small--model"));
    QCOMPARE(models[1].revision, std::string("bbb"));
    QVERIFY(models[1].isMain);
    QCOMPARE(models[2].revision, std::string("aaa"));
    QVERIFY(!models[2].isMain);
    for (const LocalModel& model : models) {
        QCOMPARE(model.weightsBytes, static_cast<std::uint64_t>(shardOf("a", 2.0F).size()));
        QCOMPARE(only(*openPath(QString::fromStdString(model.folder)), "a"), 2.0F);
    }
    QVERIFY(listHuggingFaceCache(pathOf(hub + QStringLiteral("/nothing"))).empty());
    QVERIFY(listHuggingFaceCache(std::string()).empty());
}

void TestHuggingFace::cacheFolder()
{
    const std::array<const char*, 5> names{"HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE", "HF_HOME",
                                           "XDG_CACHE_HOME", "HOME"};
    std::vector<QByteArray> before;
    for (const char* name : names)
        before.push_back(qgetenv(name));
    for (const char* name : names)
        qputenv(name, QByteArray("/x/") + name);
    const std::array<std::string, 6> wanted{"/x/HF_HUB_CACHE",
                                            "/x/HUGGINGFACE_HUB_CACHE",
                                            "/x/HF_HOME/hub",
                                            "/x/XDG_CACHE_HOME/huggingface/hub",
                                            "/x/HOME/.cache/huggingface/hub",
                                            ""};
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        QCOMPARE(huggingFaceCacheFolder(), wanted[i]);
        if (i < names.size()) qunsetenv(names[i]);
    }
    for (std::size_t i = 0; i < names.size(); ++i)
        if (!before[i].isNull()) qputenv(names[i], before[i]);
}

QTEST_GUILESS_MAIN(TestHuggingFace)
#include "tst_huggingface.moc"
