// SPDX-License-Identifier: GPL-3.0-or-later
// The HDF5 reader's child process: it may crash, hang, be killed or lie, and the parent lives on with a
// sentence.
#include "tests/support/hdf5_lies.h"
#include "tests/support/hdf5_testing.h"

#include "core/base/random.h"
#include "core/base/text.h"
#include "core/checkpoint/hdf5_process.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <bit>
#include <thread>

using namespace alidade;
using namespace alidade::testing;

namespace {

const QString goodFolder = hostileFolder("hdf5_good");
const char* const lieVariable = "ALIDADE_TEST_LIE";

/// Children of this process.
QList<pid_t> childProcesses()
{
    QList<pid_t> found;
    const QStringList tasks =
        QDir(QStringLiteral("/proc/self/task")).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString& task : tasks) {
        const QByteArray list = contentOf(QStringLiteral("/proc/self/task/%1/children").arg(task));
        for (const QByteArray& child : list.split(' '))
            if (!child.trimmed().isEmpty()) found.append(child.toInt());
    }
    return found;
}

qsizetype openDescriptors()
{
    return QDir(QStringLiteral("/proc/self/fd")).entryList(QDir::System | QDir::Files).size();
}

/// Address space of this process in bytes.
qint64 addressSpace()
{
    return contentOf(QStringLiteral("/proc/self/statm")).split(' ').value(0).toLongLong() *
           ::sysconf(_SC_PAGESIZE);
}

} // namespace

class TestHdf5Worker : public QObject {
    Q_OBJECT

private slots:
    void mutations_data();
    void mutations();
    void killedWhileReading();
    void killedWhileIdle();
    void parallelReads();
    void leavesNothingBehind();
    void parentStaysSmall();
    void workerEndsWithItsParent();
    void lies_data();
    void lies();
    void silence();
    void foreignPrograms_data();
    void foreignPrograms();
    void manualStart();

private:
    QTemporaryDir m_temporary;
};

void TestHdf5Worker::mutations_data()
{
    QTest::addColumn<QString>("file");
    for (const char* file : {"layouts.h5", "layouts_latest.h5", "groups.h5", "types.h5", "virtual.h5"})
        QTest::newRow(file) << QString::fromLatin1(file);
}

/// Changed bytes and blocks: refused or read, never a crash of this process, never endless, and never other
/// values the second time, which would be what lay in memory.
void TestHdf5Worker::mutations()
{
    QFETCH(QString, file);
    const QByteArray whole = contentOf(goodFolder + file);
    QVERIFY(whole.size() > 2048);
    const QString path = m_temporary.filePath(QStringLiteral("mutated.h5"));
    writeFile(m_temporary.filePath(QStringLiteral("linked_part.h5")),
              contentOf(goodFolder + QStringLiteral("linked_part.h5")));
    Random random(20261124, static_cast<std::uint64_t>(whole.size()));
    int refused = 0;
    for (int round = 0; round < 60; ++round) {
        QByteArray damaged = whole;
        const bool block = round % 3 == 2;
        // Metadata is dense at the beginning: half of the damage goes there.
        const auto range = static_cast<std::uint64_t>(round % 2 == 0 ? 2048 : whole.size() - 64);
        const auto at = static_cast<qsizetype>(random.below(range));
        const qsizetype length = block ? 1 + static_cast<qsizetype>(random.below(64)) : 1;
        for (qsizetype i = at; i < at + length; ++i)
            damaged[i] = static_cast<char>(random.below(256));
        writeFile(path, damaged);
        try {
            const std::vector<double> first = readEverything(path);
            const std::vector<double> second = readEverything(path);
            QVERIFY(
                std::equal(first.begin(), first.end(), second.begin(), second.end(), [](double a, double b) {
                    return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
                }));
        } catch (const FormatError&) {
            ++refused;
        }
    }
    QVERIFY(refused > 0);
}

/// The worker is halted, so that the read surely waits for it, then killed.
void TestHdf5Worker::killedWhileReading()
{
    const auto file = openHdf5(goodFolder + QStringLiteral("layouts.h5"));
    const TensorInfo& tensor = file->find("everything");
    const std::vector<double> before = valuesOf(*file, tensor);
    const QList<pid_t> workers = childProcesses();
    QCOMPARE(workers.size(), 1);
    QCOMPARE(::kill(workers[0], SIGSTOP), 0);
    std::string message;
    std::thread reader([&] {
        try {
            valuesOf(*file, tensor);
        } catch (const FormatError& error) {
            if (error.reason() == FormatReason::ReaderStopped) message = error.what();
        }
    });
    QTest::qWait(50);
    ::kill(workers[0], SIGKILL);
    reader.join();
    QVERIFY2(QByteArray::fromStdString(message).endsWith("the HDF5 reader stopped (signal 9)"),
             message.c_str());
    QVERIFY(valuesOf(*file, tensor) == before); // by a new worker
}

/// Not in the user's way: the next read starts another one.
void TestHdf5Worker::killedWhileIdle()
{
    const auto file = openHdf5(goodFolder + QStringLiteral("layouts.h5"));
    const std::vector<double> before = valuesOf(*file, file->find("gzip"));
    const QList<pid_t> workers = childProcesses();
    QCOMPARE(workers.size(), 1);
    ::kill(workers[0], SIGKILL);
    siginfo_t ended{};
    QCOMPARE(::waitid(P_PID, static_cast<id_t>(workers[0]), &ended, WEXITED | WNOWAIT), 0);
    QVERIFY(valuesOf(*file, file->find("gzip")) == before);
}

void TestHdf5Worker::parallelReads()
{
    const auto file = openHdf5(goodFolder + QStringLiteral("layouts.h5"));
    std::vector<std::vector<double>> expected;
    for (const TensorInfo& tensor : file->tensors())
        expected.push_back(valuesOf(*file, tensor));
    std::atomic<int> wrong = 0;
    std::vector<std::thread> threads;
    for (std::size_t shift = 0; shift < 4; ++shift)
        threads.emplace_back([&, shift] {
            for (std::size_t i = 0; i < expected.size() * 5; ++i) {
                const std::size_t which = (i * 7 + shift) % expected.size();
                if (valuesOf(*file, file->tensors()[which]) != expected[which]) ++wrong;
            }
        });
    for (std::thread& thread : threads)
        thread.join();
    QCOMPARE(wrong.load(), 0);
}

void TestHdf5Worker::leavesNothingBehind()
{
    readEverything(goodFolder + QStringLiteral("layouts.h5"));
    const qsizetype before = openDescriptors();
    for (const char* name : {"layouts.h5", "external.h5", "types.h5"})
        readEverything(goodFolder + QString::fromLatin1(name));
    QCOMPARE(openDescriptors(), before);
    QCOMPARE(childProcesses().size(), 0);
}

void TestHdf5Worker::parentStaysSmall()
{
    readEverything(goodFolder + QStringLiteral("codes.h5"));
    const qint64 before = addressSpace();
    const auto file = openHdf5(goodFolder + QStringLiteral("codes.h5"));
    std::vector<float> out(65536);
    for (const TensorInfo& tensor : file->tensors())
        file->read(tensor, 0, std::span(out));
    QVERIFY2(addressSpace() - before < (qint64{64} << 20),
             qPrintable(QString::number(addressSpace() - before)));
}

/// A process that dies without closing anything takes its worker along.
void TestHdf5Worker::workerEndsWithItsParent()
{
    int ends[2];
    QCOMPARE(::pipe2(ends, 0), 0); // inherited by the child below, closed by its worker
    const pid_t parent = ::fork();
    if (parent == 0) {
        const auto file = openHdf5(goodFolder + QStringLiteral("layouts.h5"));
        const QList<pid_t> workers = childProcesses();
        const pid_t worker = workers.size() == 1 ? workers[0] : -1;
        if (::write(ends[1], &worker, sizeof(worker)) < 0) ::_exit(1);
        ::pause();
        ::_exit(0);
    }
    ::close(ends[1]);
    pid_t worker = -1;
    QCOMPARE(::read(ends[0], &worker, sizeof(worker)), ssize_t{sizeof(worker)});
    ::close(ends[0]);
    QVERIFY(worker > 0);
    QCOMPARE(::kill(worker, 0), 0);
    ::kill(parent, SIGKILL);
    ::waitpid(parent, nullptr, 0);
    const auto state = [&] {
        return contentOf(QStringLiteral("/proc/%1/stat").arg(worker)).split(')').last().trimmed();
    };
    QTRY_VERIFY_WITH_TIMEOUT(state().isEmpty() || state().startsWith('Z'), 5000);
}

void TestHdf5Worker::lies_data()
{
    QTest::addColumn<QString>("which");
    for (const std::string& which : lieNames())
        if (which != "silence") QTest::newRow(which.c_str()) << QString::fromStdString(which);
}

void TestHdf5Worker::lies()
{
    QFETCH(QString, which);
    qputenv(lieVariable, which.toUtf8());
    try {
        (void)openHdf5(goodFolder + QStringLiteral("types.h5"));
        qunsetenv(lieVariable);
        QFAIL("the parent believed it");
    } catch (const FormatError& error) {
        qunsetenv(lieVariable);
        QVERIFY2(error.reason() == FormatReason::ReaderStopped, error.what());
    }
    QCOMPARE(childProcesses().size(), 0);
}

void TestHdf5Worker::silence()
{
    qputenv(lieVariable, "silence");
    const QByteArray name = QFile::encodeName(goodFolder + QStringLiteral("types.h5"));
    const int file = ::open(name.constData(), O_RDONLY | O_CLOEXEC);
    hdf5::Process process(name.toStdString(), file, hdf5::Descriptor(::open("/", O_PATH | O_CLOEXEC)));
    hdf5::MessageWriter request(hdf5::Kind::List);
    process.request(request);
    qunsetenv(lieVariable);
    try {
        (void)process.answer(std::chrono::milliseconds(100));
        QFAIL("silence is no answer");
    } catch (const FormatError& error) {
        QVERIFY(error.reason() == FormatReason::ReaderStopped);
    }
    QCOMPARE(process.processId(), 0);
    ::close(file);
}

void TestHdf5Worker::foreignPrograms_data()
{
    QTest::addColumn<QByteArray>("program");
    for (const char* program : {"/nowhere/alidade-cli", "/bin/true", "/bin/false", "/bin/cat", "/etc/passwd"})
        QTest::newRow(program) << QByteArray(program);
}

void TestHdf5Worker::foreignPrograms()
{
    QFETCH(QByteArray, program);
    const QByteArray own = qgetenv("ALIDADE_WORKER");
    qputenv("ALIDADE_WORKER", program);
    FormatReason reason = FormatReason::UnknownFormat;
    try {
        (void)openHdf5(goodFolder + QStringLiteral("types.h5"));
    } catch (const FormatError& error) {
        reason = error.reason();
    }
    qputenv("ALIDADE_WORKER", own);
    QVERIFY(reason == FormatReason::ReaderStopped);
}

/// Started by hand, without a parent, the worker only says so.
void TestHdf5Worker::manualStart()
{
    std::string program = "test";
    std::string flag = hdf5::workerFlag;
    char* arguments[] = {program.data(), flag.data(), nullptr};
    QVERIFY(isHdf5Worker(2, arguments));
    QVERIFY(!isHdf5Worker(1, arguments));
    const int hidden = ::dup(hdf5::socketFd); // whatever stands there, it is no socket now
    const int nothing = ::open("/dev/null", O_RDONLY);
    ::dup2(nothing, hdf5::socketFd);
    const int code = runHdf5Worker(2, arguments);
    if (hidden >= 0) ::dup2(hidden, hdf5::socketFd);
    QCOMPARE(code, 2);
}

int main(int argc, char** argv)
{
    const QByteArray which = qgetenv(lieVariable);
    if (isHdf5Worker(argc, argv) && !which.isEmpty()) return tellLie(which.toStdString());
    return hdf5TestMain<TestHdf5Worker>(argc, argv);
}
#include "tst_hdf5_worker.moc"
