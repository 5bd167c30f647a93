// SPDX-License-Identifier: GPL-3.0-or-later
// Every bad file of tests/hostile through the program itself, as a user meets it: exit code 1, one line that
// names the file, never a signal, within 10 s and 2 GiB of address space. Every input that ever failed a fuzz
// target likewise.
#include "core/base/text.h"
#include "tests/support/process.h"
#include "tests/support/reference_data.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QtTest>

using namespace alidade;
using namespace alidade::test;

namespace {

constexpr RunLimits harsh{std::size_t{2} << 30, 10};

/// Unpacks the HDF5 corpus: the bad files into a folder, the canaries that they try to reach one folder up.
/// @return the folder of the bad files, with a slash at its end
QString unpackedHdf5(const QTemporaryDir& folder)
{
    const QDir packed(QString::fromStdString(testPath("hostile/hdf5")));
    const QString bad = folder.filePath(QStringLiteral("bad/"));
    QDir().mkpath(bad + QStringLiteral("here"));
    for (const QString& file : packed.entryList({QStringLiteral("*.z")}, QDir::Files)) {
        QFile source(packed.filePath(file));
        if (!source.open(QIODevice::ReadOnly)) return {};
        const bool canary = file.startsWith(QStringLiteral("canary"));
        const QString target = (canary ? folder.path() + QLatin1Char('/') : bad) + file.chopped(2);
        writeFile(QFile::encodeName(target).toStdString(), qUncompress(source.readAll()).toStdString());
    }
    QFile::link(folder.path(), bad + QStringLiteral("elsewhere"));
    return bad;
}

/// Empty if the program refused the file as it must, otherwise what is wrong.
QString complaint(const std::string& path, const Finished& finished)
{
    const QString said = QString::fromStdString(finished.err.substr(0, 500));
    if (finished.timedOut) return QStringLiteral("takes longer than 10 s");
    if (finished.signal != 0) return QStringLiteral("ended by signal %1").arg(finished.signal);
    if (finished.code != 1) return QStringLiteral("exit code %1: %2").arg(finished.code).arg(said);
    if (!finished.out.empty()) return QStringLiteral("wrote to standard output");
    if (!finished.err.ends_with('\n') || finished.err.size() < 20) return QStringLiteral("no line: ") + said;
    const std::string line = finished.err.substr(0, finished.err.size() - 1);
    if (line.size() > 2000 || escaped(line, 2000) != line)
        return QStringLiteral("not one clean line: ") + said;
    if (line.find(path.substr(path.rfind('/') + 1)) == std::string::npos)
        return QStringLiteral("no file name: ") + said;
    // What only running out of memory says, and what is only outside the file's folder.
    for (const char* word : {"alloc", "out of memory", "31337", "root:", "std::"})
        if (line.find(word) != std::string::npos)
            return QStringLiteral("says '%1': ").arg(QLatin1String(word)) + said;
    return {};
}

} // namespace

class TestHostile : public QObject {
    Q_OBJECT

private slots:
    void refused_data();
    void refused();
    void findings();
};

void TestHostile::refused_data()
{
    QTest::addColumn<int>("least");
    QTest::newRow("safetensors") << 200;
    QTest::newRow("sharded") << 60;
    QTest::newRow("gguf") << 250;
    QTest::newRow("npy") << 100;
    QTest::newRow("npz") << 80;
    QTest::newRow("hdf5") << 50;
}

void TestHostile::refused()
{
    QFETCH(int, least);
    const QString corpus = QString::fromLatin1(QTest::currentDataTag());
    const QJsonObject cases = readJson(testPath("hostile/" + corpus.toStdString() + "/expected.json"));
    QVERIFY(cases.size() >= least);
    const QTemporaryDir temporary;
    const QString folder = corpus == QStringLiteral("hdf5")
                               ? unpackedHdf5(temporary)
                               : QString::fromStdString(testPath("hostile/" + corpus.toStdString() + "/"));
    QStringList complaints;
    for (auto it = cases.begin(); it != cases.end(); ++it) {
        QVERIFY2(QFileInfo::exists(folder + it.key()), qPrintable(it.key()));
        const QString opened = it.value()[QStringLiteral("open")].toString();
        const QString name = opened.isEmpty() ? it.key() : it.key() + QLatin1Char('/') + opened;
        std::string path = QFile::encodeName(folder + name).toStdString();
        while (path.ends_with('/'))
            path.pop_back();
        const QString wrong = complaint(path, runCli({"inspect", "--json", path}, {}, harsh));
        if (!wrong.isEmpty()) complaints.append(it.key() + QStringLiteral(": ") + wrong);
    }
    QVERIFY2(complaints.isEmpty(), qPrintable(complaints.join(QLatin1Char('\n'))));
}

void TestHostile::findings()
{
    QDirIterator files(QString::fromStdString(testPath("fuzz/findings")), QDir::Files,
                       QDirIterator::Subdirectories);
    int replayed = 0;
    for (; files.hasNext(); ++replayed) {
        const std::string path = QFile::encodeName(files.next()).toStdString();
        const Finished finished = runCli({"inspect", "--json", path}, {}, harsh);
        QVERIFY2(!finished.timedOut && finished.signal == 0 && (finished.code == 0 || finished.code == 1),
                 path.c_str());
        if (finished.code == 1)
            QVERIFY2(complaint(path, finished).isEmpty(), qPrintable(complaint(path, finished)));
    }
    QVERIFY(replayed > 0);
}

QTEST_APPLESS_MAIN(TestHostile)
#include "tst_hostile.moc"
