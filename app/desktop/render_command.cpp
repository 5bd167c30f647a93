// SPDX-License-Identifier: GPL-3.0-or-later
// Figures from the command line, one after the other.
#include "app/desktop/render_command.h"

#include "app/desktop/paper_program.h"
#include "core/registry/registries.h"
#include "widgets/bridge/core_text.h"
#include "widgets/figures/figure_renderer.h"
#include "widgets/panels/sample_files.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QEventLoop>
#include <QFileInfo>
#include <QSet>
#include <QTimer>

#include <cstdio>

namespace alidade {

namespace {

constexpr int longestWait = 24 * 3600; // s

QString text(const char* words) { return QCoreApplication::translate("alidade", words); }

int fail(const QString& sentence, int code)
{
    QString line = sentence;
    line.replace(QLatin1Char('\n'), QLatin1Char(' '));
    printLine(stderr, QStringLiteral("alidade render: ") + line);
    return code;
}

/// What the user asked for.
struct RenderOptions {
    QStringList recipes;
    QString output; ///< file, or folder if there are several recipes
    QString format = QStringLiteral("pdf"); ///< of figures in a folder
    QString data;   ///< file for the numbers; empty: none
    bool anyModel = false;
    int seconds = 600; ///< to wait for one figure
};

struct RenderLine {
    RenderOptions options;
    QString help;  ///< to print in place of doing anything
    QString wrong; ///< why it cannot be done
};

QString problemOf(const RenderOptions& options)
{
    if (options.recipes.isEmpty()) return text("it needs a recipe.");
    if (options.output.isEmpty()) return text("it needs -o and a file, or a folder for several recipes.");
    const bool toFolder = QFileInfo(options.output).isDir();
    if (options.recipes.size() > 1 && !toFolder)
        return text("several recipes need a folder that is there, and %1 is none.").arg(options.output);
    if (!formatOfPath(QStringLiteral("a.") + options.format))
        return text("--format is pdf, svg or png.");
    if (!toFolder && !formatOfPath(options.output))
        return text("%1 ends in none of .pdf, .svg and .png.").arg(options.output);
    if (!options.data.isEmpty() && options.recipes.size() > 1) return text("--data is for one recipe.");
    return {};
}

RenderLine parse(const QStringList& arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        text("Makes figures of their recipes, or of figures that carry one: the same bytes each time "
             "(docs/figures.md)."));
    const QCommandLineOption help({QStringLiteral("h"), QStringLiteral("help")}, text("Show this help."));
    const QCommandLineOption output(
        {QStringLiteral("o"), QStringLiteral("output")},
        text("File ending in .pdf, .svg or .png, or a folder, in which every figure has its recipe's name."),
        QStringLiteral("file"));
    const QCommandLineOption data(QStringLiteral("data"),
                                  text("Write the numbers of the plot to this file, too: .csv, .tsv or .h5."),
                                  QStringLiteral("file"));
    const QCommandLineOption format(QStringLiteral("format"),
                                    text("Of figures in a folder: pdf (default), svg or png."),
                                    QStringLiteral("format"));
    const QCommandLineOption anyModel(QStringLiteral("any-model"),
                                      text("Take a model that has changed since the figure was made."));
    const QCommandLineOption timeout(QStringLiteral("timeout"),
                                     text("Seconds to wait for one figure (default 600)."),
                                     QStringLiteral("seconds"));
    parser.addOptions({help, output, format, data, anyModel, timeout});
    parser.addPositionalArgument(QStringLiteral("recipe"), text("Recipe (.json), or a figure that carries one."),
                                 QStringLiteral("recipe..."));
    RenderLine line;
    if (!parser.parse(QStringList{QStringLiteral("alidade render")} + arguments)) {
        line.wrong = parser.errorText();
        return line;
    }
    if (parser.isSet(help)) line.help = parser.helpText().trimmed();
    RenderOptions& options = line.options;
    options.recipes = parser.positionalArguments();
    options.output = parser.value(output);
    if (parser.isSet(format)) options.format = parser.value(format);
    options.data = parser.value(data);
    options.anyModel = parser.isSet(anyModel);
    bool isNumber = true;
    if (parser.isSet(timeout)) options.seconds = parser.value(timeout).toInt(&isNumber);
    line.wrong = isNumber && options.seconds >= 1 && options.seconds <= longestWait
                     ? problemOf(options)
                     : text("--timeout needs a number of seconds.");
    return line;
}

/// The plot and its recipe, or why there is none.
struct Made {
    PlotSpec spec;
    FigureRecipe recipe;
    QStringList problems;
    QString error;
};

Made make(const QString& path, const RenderOptions& options, const Registries& registries)
{
    Made made;
    try {
        FigureRenderer renderer(recipeFromFile(path, registries), registries);
        QEventLoop loop;
        QObject::connect(&renderer, &FigureRenderer::finished, &loop, &QEventLoop::quit);
        QObject::connect(&renderer, &FigureRenderer::failed, &loop, [&](const QString& sentence) {
            made.error = sentence;
            loop.quit();
        });
        QTimer::singleShot(options.seconds * 1000, &loop, [&] {
            made.error = text("It was not computed within %1 s; %2 jobs were left (--timeout waits longer).")
                             .arg(options.seconds)
                             .arg(renderer.jobs());
            loop.quit();
        });
        renderer.start({QFileInfo(path).absolutePath(), sampleFolder()}, options.anyModel);
        loop.exec();
        made.spec = renderer.spec();
        made.recipe = renderer.recipe();
        made.problems = renderer.problems();
    } catch (const Error& error) {
        made.error = fromCore(error.what());
    }
    return made;
}

QString outputFor(const QString& recipe, const RenderOptions& options)
{
    if (!QFileInfo(options.output).isDir()) return options.output;
    return QStringLiteral("%1/%2.%3").arg(options.output, QFileInfo(recipe).completeBaseName(), options.format);
}

/// Empty if the figure was written, otherwise why not.
QString render(const QString& path, const RenderOptions& options, const Registries& registries)
{
    const Made made = make(path, options, registries);
    if (!made.error.isEmpty())
        return made.error.contains(path) ? made.error : QStringLiteral("%1: %2").arg(path, made.error);
    FigureOptions form = made.recipe.form;
    form.recipe = QString::fromUtf8(recipeText(made.recipe, registries));
    const QString output = outputFor(path, options);
    const ExportOutcome figure = saveFigure(made.spec, form, *formatOfPath(output), output);
    if (!figure.ok()) return figure.error;
    if (!options.data.isEmpty()) {
        const ExportOutcome data = saveData(made.spec, options.data, form.recipe);
        if (!data.ok()) return data.error;
    }
    for (const QString& problem : made.problems)
        printLine(stderr, text("alidade render: %1 lacks %2").arg(output, problem));
    return {};
}

/// Two recipes of one name would write to one file.
QString clash(const RenderOptions& options)
{
    QSet<QString> outputs;
    for (const QString& recipe : options.recipes) {
        const QString output = outputFor(recipe, options);
        if (outputs.contains(output)) return text("two recipes would be written to %1.").arg(output);
        outputs.insert(output);
    }
    return {};
}

} // namespace

bool isRenderCommand(const QStringList& arguments) { return arguments.value(0) == QLatin1String("render"); }

int runRenderCommand(int argc, char** argv, const QStringList& arguments)
{
    RenderLine line = parse(arguments.mid(1));
    if (!line.help.isEmpty()) {
        printLine(stdout, line.help);
        return 0;
    }
    if (line.wrong.isEmpty()) line.wrong = clash(line.options);
    if (!line.wrong.isEmpty()) return fail(line.wrong + text(" See alidade render --help."), wrongUsageCode);

    leaveDesktopOut();
    const QApplication application(argc, argv);
    dressPaperProgram();
    const Registries registries = builtinRegistries();
    int code = 0;
    for (const QString& recipe : line.options.recipes) {
        const QString error = render(recipe, line.options, registries);
        if (!error.isEmpty()) code = fail(error, 1);
    }
    return code;
}

} // namespace alidade
