// SPDX-License-Identifier: GPL-3.0-or-later
// "alidade render" from outside: every kind of plot twice, the examples, figures made again from what they carry,
// failures in one line and without a trace.
#include "core/registry/registries.h"
#include "tests/widgets/window_fixture.h"
#include "widgets/cards/card_kinds.h"
#include "widgets/figures/figure_file.h"
#include "widgets/figures/figure_recipe.h"

#include <QDir>
#include <QFile>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace alidade;
using namespace Qt::StringLiterals;

namespace {

struct Outcome {
    int code = -1;
    QByteArray out;
    QByteArray err;
};

Outcome runProgram(const QString& program, const QStringList& arguments)
{
    QProcess process;
    process.start(program, arguments);
    if (!process.waitForFinished(180000)) process.kill();
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

Outcome render(const QStringList& arguments)
{
    return runProgram(qEnvironmentVariable("ALIDADE_DESKTOP"), QStringList{u"render"_s} + arguments);
}

QDir recipeFolder() { return QDir(qEnvironmentVariable("ALIDADE_TEST_DATA") + u"/../resources/recipes"_s); }

QString recipe(const QString& name) { return recipeFolder().filePath(name + u".json"_s); }

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool write(const QString& path, const QByteArray& content)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
}

bool isOneLine(const QByteArray& text) { return text.endsWith('\n') && text.count('\n') == 1; }

} // namespace

class RenderTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    QString path(const QString& name) const { return m_folder.filePath(name); }

private slots:
    /// On a model so small that it takes no time.
    void everyKindIsTheSameTwice()
    {
        QVERIFY(!writeSafetensors(path(u"tiny.safetensors"_s), smallModel()).isEmpty());
        QStringList recipes;
        for (const CardKind& kind : cardKinds()) {
            // One needs a calibration, and training a network for each of five takes long: see the examples.
            if (kind.id == u"sensitivity"_s || (kind.id.startsWith(u"toy"_s) && kind.id != u"toyfunction"_s)) continue;
            const QJsonObject view{{u"program"_s, u"Alidade"_s},
                                   {u"model"_s, QJsonObject{{u"file"_s, u"tiny.safetensors"_s}}},
                                   {u"tensor"_s, u"model.layers.1.mlp.down_proj.weight"_s},
                                   {u"coordinates"_s, QJsonArray{QJsonObject{{u"id"_s, u"original"_s}},
                                                                 QJsonObject{{u"id"_s, u"hadamard"_s}}}},
                                   {u"depth"_s, QJsonObject{{u"role"_s, u"down_proj"_s}}}};
            const QJsonObject json{{u"format"_s, u"alidade-figure"_s},
                                   {u"version"_s, 1},
                                   {u"plot"_s, kind.id},
                                   {u"view"_s, view},
                                   {u"size"_s, QJsonObject{{u"preset"_s, u"single"_s}}}};
            recipes.append(path(kind.id + u".json"_s));
            QVERIFY(write(recipes.last(), QJsonDocument(json).toJson()));
        }
        for (const QString& run : {u"one"_s, u"two"_s}) {
            QVERIFY(QDir(m_folder.path()).mkdir(run));
            QStringList given = recipes;
            if (run == u"two"_s) given.removeAll(path(u"toyfunction.json"_s));
            const Outcome outcome =
                render(given + QStringList{u"-o"_s, path(run), u"--format"_s, u"svg"_s});
            QVERIFY2(outcome.code == 0 && outcome.err.isEmpty(), outcome.err.constData());
        }
        const Registries registries = builtinRegistries();
        for (const QString& file : recipes) {
            const QString name = QFileInfo(file).completeBaseName() + u".svg"_s;
            const QByteArray svg = contentOf(path(u"one/"_s + name));
            QVERIFY2(svg.size() > 3000, qPrintable(name));
            const FigureRecipe carried = recipeFromFile(path(u"one/"_s + name), registries);
            QVERIFY2(!carried.commands.isEmpty() && carried.commands.first().startsWith(u"alidade-cli "_s),
                     qPrintable(name));
            for (const QString& command : carried.commands) // names of files as they were written
                QVERIFY2(!command.contains(m_folder.path()), qPrintable(command));
            if (name != u"toyfunction.svg"_s) QVERIFY2(svg == contentOf(path(u"two/"_s + name)), qPrintable(name));
        }
    }

    void thereIsAnExampleOfEveryKind()
    {
        const Registries registries = builtinRegistries();
        QSet<QString> kinds;
        QSet<QString> figures;
        for (const QString& name : recipeFolder().entryList({u"*.json"_s})) {
            const FigureRecipe example = recipeFromFile(recipeFolder().filePath(name), registries);
            if (example.results) {
                figures.insert(example.results->figure);
                QVERIFY2(QDir::isRelativePath(example.results->file), qPrintable(name));
                QVERIFY(!resultsFile(*example.results, {recipeFolder().path()}).isEmpty());
                continue;
            }
            kinds.insert(example.plot);
            QVERIFY2(QDir::isRelativePath(example.view.model.file), qPrintable(name));
            QVERIFY(!withFiles(example.view, {recipeFolder().path()}).model.file.isEmpty());
        }
        for (const CardKind& kind : cardKinds())
            QVERIFY2(kinds.contains(kind.id), qPrintable(kind.id));
        QCOMPARE(figures, (QSet<QString>{u"depth"_s, u"plane"_s, u"winners"_s, u"rate"_s, u"rank"_s}));
    }

    void figuresOfResultsAreTheSameTwice()
    {
        QStringList recipes;
        for (const QString& name : recipeFolder().entryList({u"sweep_*.json"_s}))
            recipes.append(recipeFolder().filePath(name));
        QCOMPARE(recipes.size(), 5);
        for (const QString& run : {u"first"_s, u"second"_s}) {
            QVERIFY(QDir(m_folder.path()).mkdir(run));
            const Outcome outcome = render(recipes + QStringList{u"-o"_s, path(run), u"--format"_s, u"svg"_s});
            QVERIFY2(outcome.code == 0 && outcome.err.isEmpty(), outcome.err.constData());
        }
        const Registries registries = builtinRegistries();
        for (const QString& recipe : std::as_const(recipes)) {
            const QString name = QFileInfo(recipe).completeBaseName() + u".svg"_s;
            const QByteArray svg = contentOf(path(u"first/"_s + name));
            QVERIFY2(svg.size() > 3000 && svg == contentOf(path(u"second/"_s + name)), qPrintable(name));
            const FigureRecipe given = recipeFromFile(recipe, registries);
            const FigureRecipe carried = recipeFromFile(path(u"first/"_s + name), registries);
            QVERIFY(carried.results && carried.results->file == given.results->file);
            QCOMPARE(carried.results->figure, given.results->figure);
            for (auto at = given.results->choices.begin(); at != given.results->choices.end(); ++at)
                QCOMPARE(carried.results->choices.value(at.key()), at.value());
            QVERIFY(carried.commands.value(0).startsWith(u"alidade-cli sweep "_s));
        }
    }

    void examplesCarryWhatTheyWereMadeOf()
    {
        const QStringList names{u"distribution_centre"_s, u"sensitivity"_s, u"heat_map_magnitude"_s};
        QStringList recipes;
        for (const QString& name : names)
            recipes.append(recipe(name));
        const Outcome outcome = render(recipes + QStringList{u"-o"_s, m_folder.path(), u"--format"_s, u"svg"_s});
        QVERIFY2(outcome.code == 0 && outcome.err.isEmpty(), outcome.err.constData());
        const Registries registries = builtinRegistries();
        for (const QString& name : names) {
            const FigureRecipe given = recipeFromFile(recipe(name), registries);
            const FigureRecipe carried = recipeFromFile(path(name + u".svg"_s), registries);
            QCOMPARE(carried.plot, given.plot);
            QCOMPARE(carried.note, given.note);
            QCOMPARE(carried.options, given.options);
            QCOMPARE(carried.view.model.file, given.view.model.file); // as it was written
            QCOMPARE(carried.view.calibration, given.view.calibration);
            QVERIFY(carried.view.model.fingerprint != 0);
            QVERIFY(carried.view.bar == given.view.bar);
            QVERIFY(carried.view.plots == given.view.plots);
        }
    }

    void everyFormatIsMadeAgain_data()
    {
        QTest::addColumn<QString>("suffix");
        for (const char* suffix : {"pdf", "png", "svg"})
            QTest::newRow(suffix) << QString::fromLatin1(suffix);
    }

    void everyFormatIsMadeAgain()
    {
        QFETCH(QString, suffix);
        const QString first = path(u"first."_s + suffix);
        const QString zone = qEnvironmentVariable("TZ");
        qputenv("TZ", "UTC");
        QCOMPARE(render({recipe(u"distribution_centre"_s), u"-o"_s, first}).code, 0);
        qputenv("TZ", "Asia/Seoul"); // a date would be longer
        const QString again = path(u"again."_s + suffix);
        const Outcome outcome = render({first, u"-o"_s, again}); // finds the sample by the end of its name
        QVERIFY2(outcome.code == 0, outcome.err.constData());
        if (zone.isEmpty())
            qunsetenv("TZ");
        else
            qputenv("TZ", zone.toLocal8Bit());
        QVERIFY(!contentOf(first).isEmpty());
        QVERIFY(contentOf(first) == contentOf(again));
    }

    void pdfHasItsFontsAndNoLoss()
    {
        const QString fonts = QStandardPaths::findExecutable(u"pdffonts"_s);
        const QString images = QStandardPaths::findExecutable(u"pdfimages"_s);
        if (fonts.isEmpty() || images.isEmpty()) QSKIP("poppler-utils is not installed");
        const QString file = path(u"fonts.pdf"_s);
        QCOMPARE(render({recipe(u"tail"_s), u"-o"_s, file}).code, 0);
        const Outcome listed = runProgram(fonts, {file});
        QCOMPARE(listed.code, 0);
        QVERIFY2(listed.err.isEmpty(), listed.err.constData()); // the table of offsets is in order
        const QList<QByteArray> lines = listed.out.trimmed().split('\n').mid(2);
        QVERIFY(!lines.isEmpty());
        for (const QByteArray& line : lines)
            QVERIFY2(line.simplified().split(' ').contains("yes"), line.constData());
        QVERIFY(!runProgram(images, {u"-list"_s, file}).out.contains("jpeg"));
    }

    void dataAreWrittenBeside()
    {
        const QString data = path(u"data.csv"_s);
        const Outcome outcome = render({recipe(u"energy"_s), u"-o"_s, path(u"e.svg"_s), u"--data"_s, data});
        QVERIFY2(outcome.code == 0, outcome.err.constData());
        QVERIFY(contentOf(data).startsWith("series,") && contentOf(data).count('\n') > 50);
    }

    void anotherModelIsRefused()
    {
        QJsonObject json = QJsonDocument::fromJson(contentOf(recipe(u"distribution"_s))).object();
        QJsonObject view = json[u"view"_s].toObject();
        QJsonObject model = view[u"model"_s].toObject();
        model[u"fingerprint"_s] = u"1234"_s;
        view[u"model"_s] = model;
        json[u"view"_s] = view;
        QVERIFY(write(path(u"other.json"_s), QJsonDocument(json).toJson()));
        const Outcome refused = render({path(u"other.json"_s), u"-o"_s, path(u"other.svg"_s)});
        QCOMPARE(refused.code, 1);
        QVERIFY2(isOneLine(refused.err) && refused.err.contains("has changed since the figure was made"),
                 refused.err.constData());
        QVERIFY(!QFile::exists(path(u"other.svg"_s)));
        QCOMPARE(render({path(u"other.json"_s), u"-o"_s, path(u"other.svg"_s), u"--any-model"_s}).code, 0);
    }

    void failuresAreOneLineWithoutATrace_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QByteArray>("said");
        const auto with = [](const char* from, const char* to) {
            return contentOf(recipe(u"distribution"_s)).replace(from, to);
        };
        QTest::newRow("no JSON") << QByteArray("{\"format\":") << QByteArray("JSON");
        QTest::newRow("other plot") << with("\"plot\": \"distribution\"", "\"plot\": \"pie\"") << QByteArray("pie");
        QTest::newRow("no model") << with("kjv_llama_twin", "nowhere") << QByteArray("is not in");
        QTest::newRow("no tensor") << with("layers.3.mlp", "layers.300.mlp") << QByteArray("holds no tensor");
        QTest::newRow("version") << with("\"version\": 1", "\"version\": 2") << QByteArray("version");
        QTest::newRow("unknown part") << with("\"note\"", "\"nose\"") << QByteArray("nose");
        const auto results = [](const char* from, const char* to) {
            return contentOf(recipe(u"sweep_depth"_s)).replace(from, to); // it is found among the samples
        };
        QTest::newRow("no results") << results("kjv_llama_axes", "nowhere") << QByteArray("nowhere");
        QTest::newRow("other figure") << results("\"depth\"", "\"pie\"") << QByteArray("pie");
        QTest::newRow("other choice") << results("\"kurtosis\"", "\"taste\"") << QByteArray("taste");
        QTest::newRow("choice is no text") << results("\"kurtosis\"", "3") << QByteArray("choices.metric");
    }

    void failuresAreOneLineWithoutATrace()
    {
        QFETCH(QByteArray, content);
        QFETCH(QByteArray, said);
        QTemporaryDir folder;
        const QString file = folder.filePath(u"r.json"_s);
        QVERIFY(write(file, content));
        const Outcome outcome = render({file, u"-o"_s, folder.filePath(u"r.png"_s)});
        QCOMPARE(outcome.code, 1);
        QVERIFY2(isOneLine(outcome.err) && outcome.err.contains(said), outcome.err.constData());
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList{u"r.json"_s});
    }

    void aFullDiskLeavesNoFile()
    {
        const QString shell = QStandardPaths::findExecutable(u"bash"_s);
        if (shell.isEmpty()) QSKIP("there is no bash to limit the size of files with");
        QTemporaryDir folder;
        const QString file = folder.filePath(u"full.png"_s);
        QVERIFY(write(file, "before"));
        const Outcome outcome =
            runProgram(shell, {u"-c"_s, u"trap '' XFSZ; ulimit -f 4; exec \"$0\" \"$@\""_s,
                               qEnvironmentVariable("ALIDADE_DESKTOP"), u"render"_s, recipe(u"distribution"_s),
                               u"-o"_s, file});
        QCOMPARE(outcome.code, 1);
        QVERIFY2(isOneLine(outcome.err) && outcome.err.contains("Could not write"), outcome.err.constData());
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList{u"full.png"_s});
        QCOMPARE(contentOf(file), QByteArray("before"));
    }

    void foldersAndDevicesThatTakeNoFile()
    {
        for (const QString& file : {path(u"missing/a.svg"_s), path(u"device.svg"_s)}) {
            if (file.endsWith(u"device.svg"_s)) QVERIFY(QFile::link(u"/dev/full"_s, file));
            const Outcome outcome = render({recipe(u"distribution"_s), u"-o"_s, file});
            QCOMPARE(outcome.code, 1);
            QVERIFY2(isOneLine(outcome.err) && outcome.err.contains("Could not write"), outcome.err.constData());
        }
        QCOMPARE(QFileInfo(path(u"device.svg"_s)).symLinkTarget(), u"/dev/full"_s);
    }

    void markdownAsPages()
    {
        const QByteArray svg = "<svg xmlns='http://www.w3.org/2000/svg' width='80mm' height='40mm'>"
                               "<rect width='9' height='9'/></svg>";
        QByteArray markdown = "# Title\n\n<b>no HTML</b>\n\n| a | b |\n|---|--:|\n| x | 1 |\n\n![A](a.svg)\n\n*Figure 1.*\n";
        for (int i = 0; i < 90; ++i) markdown += "\nA paragraph.\n";
        QVERIFY(write(path(u"a.svg"_s), svg) && write(path(u"pages.md"_s), markdown));
        for (const QString& file : {path(u"one.pdf"_s), path(u"two.pdf"_s)}) {
            const Outcome outcome = runProgram(qEnvironmentVariable("ALIDADE_DESKTOP"),
                                               {u"document"_s, path(u"pages.md"_s), u"-o"_s, file});
            QVERIFY2(outcome.code == 0 && outcome.err.isEmpty(), outcome.err.constData());
        }
        const QByteArray pages = contentOf(path(u"one.pdf"_s));
        QVERIFY(pages.startsWith("%PDF") && pages.contains("/Count 3") && !pages.contains("CreationDate"));
        QCOMPARE(contentOf(path(u"two.pdf"_s)), pages);
        QVERIFY(QFile::remove(path(u"a.svg"_s)));
        const Outcome refused = runProgram(qEnvironmentVariable("ALIDADE_DESKTOP"),
                                           {u"document"_s, path(u"pages.md"_s), u"-o"_s, path(u"three.pdf"_s)});
        QCOMPARE(refused.code, 1);
        QVERIFY2(isOneLine(refused.err) && refused.err.contains("a.svg"), refused.err.constData());
        QVERIFY(!QFile::exists(path(u"three.pdf"_s)));
    }

    void wrongUsage_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("nothing") << QStringList{};
        QTest::newRow("no output") << QStringList{u"a.json"_s};
        QTest::newRow("other suffix") << QStringList{u"a.json"_s, u"-o"_s, u"a.gif"_s};
        QTest::newRow("no folder") << QStringList{u"a.json"_s, u"b.json"_s, u"-o"_s, u"a.svg"_s};
        QTest::newRow("one name twice") << QStringList{u"x/a.json"_s, u"y/a.json"_s, u"-o"_s, u"."_s};
        QTest::newRow("format") << QStringList{u"a.json"_s, u"-o"_s, u"."_s, u"--format"_s, u"gif"_s};
        QTest::newRow("timeout") << QStringList{u"a.json"_s, u"-o"_s, u"a.svg"_s, u"--timeout"_s, u"soon"_s};
    }

    void wrongUsage()
    {
        QFETCH(QStringList, arguments);
        const Outcome outcome = render(arguments);
        QCOMPARE(outcome.code, 2);
        QVERIFY2(isOneLine(outcome.err) && outcome.err.contains("--help"), outcome.err.constData());
    }
};

QTEST_GUILESS_MAIN(RenderTest)
#include "tst_render.moc"
