// SPDX-License-Identifier: GPL-3.0-or-later
// The desktop program from outside: help, version, wrong usage, screenshots with and without a model.
#include "tests/widgets/study_fixture.h"

#include <QFile>
#include <QImage>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

namespace {

struct Outcome {
    int code = -1;
    QByteArray out;
    QByteArray err;
};

Outcome run(const QStringList& arguments)
{
    QProcess process;
    process.start(qEnvironmentVariable("ALIDADE_DESKTOP"), arguments);
    if (!process.waitForFinished(180000)) process.kill();
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

} // namespace

class DesktopTest : public QObject {
    Q_OBJECT

private slots:
    void saysWhatItIs()
    {
        const Outcome version = run({QStringLiteral("--version")});
        QCOMPARE(version.code, 0);
        QVERIFY(version.out.startsWith("alidade "));
        const Outcome help = run({QStringLiteral("--help")});
        QCOMPARE(help.code, 0);
        QVERIFY(help.out.contains("--screenshot"));
    }

    void refusesWrongUsage_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("unknown option") << QStringList{QStringLiteral("--frobnicate")};
        QTest::newRow("bad size") << QStringList{QStringLiteral("--size"), QStringLiteral("big")};
        QTest::newRow("bad theme") << QStringList{QStringLiteral("--theme"), QStringLiteral("pink")};
        QTest::newRow("unknown language") << QStringList{QStringLiteral("--language"), QStringLiteral("xx")};
        QTest::newRow("no calibration") << QStringList{QStringLiteral("--calibration"), QString()};
        QTest::newRow("two files") << QStringList{QStringLiteral("a"), QStringLiteral("b")};
        QTest::newRow("file and sample") << QStringList{QStringLiteral("a"), QStringLiteral("--sample")};
    }

    void refusesWrongUsage()
    {
        QFETCH(QStringList, arguments);
        const Outcome outcome = run(arguments);
        QCOMPARE(outcome.code, 2);
        QVERIFY(outcome.out.isEmpty());
        QVERIFY(outcome.err.contains("--help"));
    }

    void drawsTheSample()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("window.png"));
        const Outcome outcome = run({QStringLiteral("--sample"), QStringLiteral("--screenshot"), path,
                                     QStringLiteral("--size"), QStringLiteral("1200x800")});
        QVERIFY2(outcome.code == 0, outcome.err.constData());
        const QImage image(path);
        QCOMPARE(image.size(), QSize(1200, 800));
        // The Hadamard curve is there in its own colour.
        int coloured = 0;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                coloured += image.pixel(x, y) == qRgb(0xd5, 0x5e, 0x00) ? 1 : 0;
        QVERIFY2(coloured > 500, qPrintable(QString::number(coloured)));
    }

    void drawsAStudy()
    {
        QTemporaryDir folder;
        const QString study =
            alidade::writeStudy(folder.filePath(QStringLiteral("study.csv")), alidade::smallStudy());
        const QString path = folder.filePath(QStringLiteral("study.png"));
        const Outcome outcome = run({study, QStringLiteral("--screenshot"), path});
        QVERIFY2(outcome.code == 0, outcome.err.constData());
        const QImage image(path);
        int coloured = 0;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                coloured += image.pixel(x, y) == qRgb(0xd5, 0x5e, 0x00) ? 1 : 0;
        QVERIFY2(coloured > 500, qPrintable(QString::number(coloured)));
    }

    void drawsErrorsToo()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("window.png"));
        const Outcome outcome =
            run({folder.filePath(QStringLiteral("missing.gguf")), QStringLiteral("--screenshot"), path});
        QCOMPARE(outcome.code, 0);
        QVERIFY(!QImage(path).isNull());
    }

    void saysWhyAPictureCannotBeWritten()
    {
        const Outcome outcome =
            run({QStringLiteral("--screenshot"), QStringLiteral("/nowhere/at/all/window.png")});
        QCOMPARE(outcome.code, 1);
        QVERIFY(outcome.err.contains("/nowhere/at/all/window.png"));
    }
};

QTEST_GUILESS_MAIN(DesktopTest)
#include "tst_desktop.moc"
