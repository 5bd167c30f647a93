// SPDX-License-Identifier: GPL-3.0-or-later
// What is no model: each gets a reason and one clear sentence, and none of them makes the program wait or stop.
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/registry/registries.h"

#include "tests/support/naive.h"
#include "tests/support/reference_data.h"

#include <QtTest>

#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

using namespace alidade;
using namespace alidade::test;

class TestOpen : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void refused_data();
    void refused();
    void unreadable();
    void byContentNotByName();
    void oddNames_data();
    void oddNames();
    void throughLinks();
    void intoMemoryThatIsThere();

private:
    [[nodiscard]] std::string at(const std::string& name) const { return m_folder.path().toStdString() + "/" + name; }
    [[nodiscard]] std::shared_ptr<const Checkpoint> open(const std::string& path) const
    {
        return openCheckpoint(path, m_registries.checkpointFormats);
    }

    Registries m_registries;
    QTemporaryDir m_folder;
};

void TestOpen::initTestCase() { m_registries = builtinRegistries(); }

void TestOpen::refused_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<int>("reason");
    QTest::addColumn<QByteArray>("words");
    const auto row = [](const char* name, const std::string& path, FormatReason reason, const char* words) {
        QTest::newRow(name) << QByteArray::fromStdString(path) << static_cast<int>(reason) << QByteArray(words);
    };
    const auto file = [this](const std::string& name, const std::string& bytes) {
        writeFile(at(name), bytes);
        return at(name);
    };
    row("missing", at("missing.safetensors"), FormatReason::Missing, "cannot be opened: No such file or directory");
    row("empty path", "", FormatReason::Missing, "cannot be opened");
    row("in a missing folder", at("nowhere/model.gguf"), FormatReason::Missing, "cannot be opened");
    row("file as a folder", file("plain.txt", "text") + "/model.gguf", FormatReason::CannotOpen, "Not a directory");
    row("empty", file("empty.safetensors", ""), FormatReason::Truncated, "the file is empty");
    row("empty without a suffix", file("empty", ""), FormatReason::Truncated, "the file is empty");
    row("one byte", file("one_byte", "x"), FormatReason::UnknownFormat, "known formats");
    row("text", file("notes.txt", "Dear reader,\nthis is no model.\n"), FormatReason::UnknownFormat, "known formats: safetensors");
    row("HTML", file("page.bin", "<!DOCTYPE html>\n<html><head><title>404</title></head></html>\n"), FormatReason::UnknownFormat, "known formats");
    row("JSON", file("config.json", R"({"hidden_size": 64})"), FormatReason::UnknownFormat, "known formats");
    row("zeros", file("zeros.bin", std::string(5000, '\0')), FormatReason::UnknownFormat, "known formats");
    row("ones", file("ones.bin", std::string(5000, '\xFF')), FormatReason::UnknownFormat, "known formats");
    row("picture", file("picture.png", "\x89PNG\r\n\x1A\n" + std::string(300, '\1')), FormatReason::UnknownFormat, "known formats");
    row("program", file("program", std::string("\x7F" "ELF\2\1\1\0", 8) + std::string(300, '\0')), FormatReason::UnknownFormat, "known formats");
    std::filesystem::create_directory(at("folder"));
    row("folder", at("folder"), FormatReason::UnknownFormat, "the folder holds no model");
    QCOMPARE(::mkfifo(at("pipe").c_str(), 0600), 0);
    row("named pipe", at("pipe"), FormatReason::NotAFile, "is not a regular file");
    row("/dev/null", "/dev/null", FormatReason::NotAFile, "is not a regular file");
    row("/dev/zero", "/dev/zero", FormatReason::NotAFile, "is not a regular file");
    std::filesystem::create_symlink("loop_b", at("loop_a"));
    std::filesystem::create_symlink("loop_a", at("loop_b"));
    row("circular links", at("loop_a"), FormatReason::CannotOpen, "symbolic links");
    std::filesystem::create_symlink("nowhere", at("dangling"));
    row("dangling link", at("dangling"), FormatReason::Missing, "cannot be opened");
    row("name of control characters", file("a\nb\x1b[31mc", "text"), FormatReason::UnknownFormat, "known formats");
    row("name that is not UTF-8", file("caf\xE9.bin", "text"), FormatReason::UnknownFormat, "known formats");
    row("too long a name", at(std::string(300, 'n')), FormatReason::CannotOpen, "cannot be opened");
}

void TestOpen::refused()
{
    QFETCH(QByteArray, path);
    QFETCH(int, reason);
    QFETCH(QByteArray, words);
    try {
        static_cast<void>(open(path.toStdString()));
        QFAIL("it was opened");
    } catch (const FormatError& error) {
        const std::string message = error.what();
        QVERIFY2(error.reason() == static_cast<FormatReason>(reason), formatReasonId(error.reason()));
        QVERIFY2(message.find(words.toStdString()) != std::string::npos, message.c_str());
        QVERIFY2(message.starts_with(escapedPath(path.toStdString()) + ": "), message.c_str());
        QCOMPARE(escaped(message, 2000), message);
        QCOMPARE(error.file(), path.toStdString());
    }
}

void TestOpen::unreadable()
{
    if (::geteuid() == 0) QSKIP("the superuser may read everything");
    writeFile(at("secret"), "text");
    std::filesystem::permissions(at("secret"), std::filesystem::perms::none);
    try {
        static_cast<void>(open(at("secret")));
        QFAIL("it was opened");
    } catch (const FormatError& error) {
        QCOMPARE(error.reason(), FormatReason::CannotOpen);
    }
}

void TestOpen::byContentNotByName()
{
    for (const auto& [source, wanted] : {std::pair{"tiny.safetensors", "safetensors"}, {"tiny.h5", "hdf5"}}) {
        const std::string renamed = at(std::string(source) + ".gguf");
        std::filesystem::copy_file(samplePath(std::string("formats/") + source), renamed);
        QCOMPARE(open(renamed)->formatId(), std::string(wanted));
    }
}

void TestOpen::oddNames_data()
{
    QTest::addColumn<QByteArray>("name");
    for (const char* name : {"with space.safetensors", "new\nline.safetensors", "not\xFFutf8.safetensors", "-dash", "한국어.bin",
                             "quote'\".safetensors", "%s%n", "\xE2\x80\xAEright to left.safetensors", "no suffix"})
        QTest::newRow(QByteArray(name).toPercentEncoding().constData()) << QByteArray(name);
}

void TestOpen::oddNames()
{
    QFETCH(QByteArray, name);
    const std::string path = at("odd_" + name.toStdString());
    writeSafetensors(path, {storedVector("a", {1.0F, 2.0F})});
    const auto checkpoint = open(path);
    QCOMPARE(checkpoint->path(), path);
    QCOMPARE(checkpoint->tensors().size(), std::size_t{1});
}

void TestOpen::throughLinks()
{
    writeSafetensors(at("target"), {storedVector("a", {1.0F, 2.0F})});
    std::filesystem::create_symlink("target", at("link.safetensors"));
    QCOMPARE(open(at("link.safetensors"))->tensors().size(), std::size_t{1});
}

// A matrix that has the shape keeps its memory; another one is replaced.
void TestOpen::intoMemoryThatIsThere()
{
    const auto checkpoint = open(samplePath("formats/tiny.safetensors"));
    for (const TensorInfo& tensor : checkpoint->tensors()) {
        if (!dtypeInfo(tensor.dtype).readable) continue;
        const Matrix wanted = checkpoint->readMatrix(tensor, JobContext());
        Matrix kept = Matrix::Constant(wanted.rows(), wanted.cols(), -7.0F);
        const float* const memory = kept.data();
        checkpoint->readMatrix(tensor, kept, JobContext());
        QCOMPARE(kept.data(), memory);
        QVERIFY(sameBits(kept, wanted));
        Matrix other(3, 5);
        checkpoint->readMatrix(tensor, other, JobContext());
        QVERIFY(sameBits(other, wanted));
    }
    QVERIFY(!checkpoint->tensors().empty());
}

QTEST_APPLESS_MAIN(TestOpen)
#include "tst_open.moc"
