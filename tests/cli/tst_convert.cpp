// SPDX-License-Identifier: GPL-3.0-or-later
// alidade-cli convert as a process: values come back equal, the input is never touched, nothing half-made is
// left.
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

namespace {
struct Outcome {
    int code = -1;
    QByteArray out;
    QByteArray err;

    [[nodiscard]] QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
};

Outcome run(const QStringList& arguments)
{
    QProcess process;
    process.start(qEnvironmentVariable("ALIDADE_CLI"), arguments);
    if (!process.waitForFinished(120000) || process.exitStatus() != QProcess::NormalExit) return {};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

QString sample(const QString& name)
{
    return qEnvironmentVariable("ALIDADE_SAMPLE_DATA") + QLatin1Char('/') + name;
}

bool isOneLine(const QByteArray& text)
{
    return text.endsWith('\n') && text.count('\n') == 1 && text.size() > 1;
}

} // namespace

class TestConvert : public QObject {
    Q_OBJECT

private slots:
    void convertRoundTrips_data();
    void convertRoundTrips();
    void convertNeverTouchesItsInput();
};

void TestConvert::convertRoundTrips_data()
{
    QTest::addColumn<QString>("suffix");
    for (const char* suffix : {"safetensors", "h5", "npz"})
        QTest::newRow(suffix) << QString::fromLatin1(suffix);
}

void TestConvert::convertRoundTrips()
{
    QFETCH(QString, suffix);
    const QTemporaryDir folder;
    const QString target = folder.filePath(QStringLiteral("copy.") + suffix);
    const QString source = sample(QStringLiteral("synthetic/planted_outliers.safetensors"));
    QCOMPARE(run({QStringLiteral("convert"), source, target, QStringLiteral("--tensors"),
                  QStringLiteral("*gaussian*")})
                 .code,
             0);
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 1);
    const auto statistics = [](const QString& file) {
        const QJsonArray tensors = run({QStringLiteral("inspect"), QStringLiteral("--json"), file})
                                       .json()
                                       .value(QLatin1String("tensors"))
                                       .toArray();
        for (const QJsonValue& tensor : tensors)
            if (tensor.toObject()
                    .value(QLatin1String("name"))
                    .toString()
                    .contains(QStringLiteral("gaussian")))
                return tensor.toObject().value(QLatin1String("stats")).toObject();
        return QJsonObject();
    };
    QVERIFY(!statistics(target).isEmpty());
    QCOMPARE(statistics(target), statistics(source));
}

void TestConvert::convertNeverTouchesItsInput()
{
    const QTemporaryDir folder;
    const QString copy = folder.filePath(QStringLiteral("model.safetensors"));
    QVERIFY(QFile::copy(sample(QStringLiteral("formats/tiny.safetensors")), copy));
    const Outcome outcome = run({QStringLiteral("convert"), copy, copy});
    QCOMPARE(outcome.code, 1);
    QVERIFY2(isOneLine(outcome.err), outcome.err.constData());
    QCOMPARE(run({QStringLiteral("convert"), copy, folder.filePath(QStringLiteral("model.zip"))}).code, 1);
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList{QStringLiteral("model.safetensors")});
}

QTEST_GUILESS_MAIN(TestConvert)
#include "tst_convert.moc"
