// SPDX-License-Identifier: GPL-3.0-or-later
// Options of the desktop program.
#include "app/desktop/command_line.h"

#include "core/base/version.h"
#include "core/studies/claims.h"
#include "widgets/cards/card_kinds.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace alidade {

namespace {

QString text(const char* words) { return QCoreApplication::translate("alidade", words); }

std::optional<QSize> readSize(const QString& words)
{
    static const QRegularExpression pattern(QStringLiteral("^(\\d{3,5})x(\\d{3,5})$"));
    const QRegularExpressionMatch match = pattern.match(words);
    if (!match.hasMatch()) return std::nullopt;
    return QSize(match.captured(1).toInt(), match.captured(2).toInt());
}

QString boardIds()
{
    QStringList ids;
    for (const Board& board : boards())
        ids.append(board.id);
    return ids.join(QStringLiteral(", "));
}

bool isBoard(const QString& id)
{
    const QList<Board> all = boards();
    return std::ranges::find(all, id, &Board::id) != all.end();
}

CommandLine wrong(const QString& message)
{
    CommandLine line;
    line.message = message + QLatin1Char('\n') + text("See alidade --help.");
    line.wrong = true;
    return line;
}

/// The step of "--tour=3", which is taken out of the arguments: Qt's options have a value always or never.
/// Nothing without one, 0 if it is none of the steps.
std::optional<int> takeTourStep(QStringList& arguments)
{
    const QString prefix = QStringLiteral("--tour=");
    std::optional<int> step;
    for (QString& argument : arguments) {
        if (argument == QLatin1String("--")) break;
        if (!argument.startsWith(prefix)) continue;
        const int number = argument.mid(prefix.size()).toInt();
        step = number <= static_cast<int>(claims().size()) ? std::max(number, 0) : 0;
        argument = QStringLiteral("--tour");
    }
    return step;
}

QString exitCodes()
{
    return text("Exit codes: 0 success; 1 something could not be opened, computed or written; 2 wrong usage; 3 with "
                "--check, every step was computed, and a claim does not hold on this model.");
}

} // namespace

CommandLine parseCommandLine(const QStringList& given)
{
    QStringList arguments = given;
    const std::optional<int> tourStep = takeTourStep(arguments);
    QCommandLineParser parser;
    parser.setApplicationDescription(text("The weights of language models under a change of coordinates.\n"
                                          "alidade render --help: figures from their recipes, without a window."));
    const QCommandLineOption help({QStringLiteral("h"), QStringLiteral("help")}, text("Show this help."));
    const QCommandLineOption version({QStringLiteral("v"), QStringLiteral("version")},
                                     text("Show the version."));
    const QCommandLineOption sample(QStringLiteral("sample"),
                                    text("Open the sample model (its outlier twin)."));
    const QCommandLineOption calibration(
        QStringLiteral("calibration"),
        text("Measure with the second moments of the inputs in this file (docs/calibration.md)."),
        QStringLiteral("file"));
    const QCommandLineOption screenshot(
        QStringLiteral("screenshot"),
        text("Draw the finished window into a picture, without a display, and exit."),
        QStringLiteral("file"));
    const QCommandLineOption tour(
        QStringLiteral("tour"),
        text("Start the guided tour on the model, or on the sample if none is given; --tour=3 begins with step 3."));
    const QCommandLineOption check(
        QStringLiteral("check"),
        text("With --tour: check the claims of its steps (of one with --tour=3) without a window and print a line for "
             "each: PASS, DOES NOT HOLD, SKIP if it cannot be told, or FAIL if it could not be computed."));
    const QCommandLineOption board(QStringLiteral("board"),
                                   text("Board of plots to show: %1.").arg(boardIds()), QStringLiteral("id"));
    const QCommandLineOption size(QStringLiteral("size"), text("Size of the window, as in 1440x900."),
                                  QStringLiteral("size"));
    const QCommandLineOption theme(QStringLiteral("theme"), text("light, dark or system."),
                                   QStringLiteral("theme"));
    const QCommandLineOption language(QStringLiteral("language"), text("Language of the window: en or ko."),
                                      QStringLiteral("language"));
    parser.addOptions(
        {help, version, sample, calibration, screenshot, board, tour, check, size, theme, language});
    parser.addPositionalArgument(QStringLiteral("file"),
                                 text("Model file or folder to open, a session (.alidade), or the table of a study (.csv)."),
                                 QStringLiteral("[file]"));
    if (!parser.parse(QStringList{QStringLiteral("alidade")} + arguments)) return wrong(parser.errorText());

    CommandLine line;
    if (parser.isSet(help)) {
        line.message = parser.helpText().trimmed() + QStringLiteral("\n\n") + exitCodes();
        return line;
    }
    if (parser.isSet(version)) {
        line.message = QStringLiteral("alidade ") + QString::fromStdString(programVersion()) +
                       QLatin1Char('\n') + QString::fromStdString(blasDescription());
        return line;
    }
    const QStringList files = parser.positionalArguments();
    if (files.size() > 1) return wrong(text("Only one file can be opened."));
    line.file = files.value(0);
    line.sample = parser.isSet(sample);
    if (line.sample && !line.file.isEmpty()) return wrong(text("Either a file or --sample, not both."));
    line.calibration = parser.value(calibration);
    if (parser.isSet(calibration) && line.calibration.isEmpty())
        return wrong(text("--calibration needs a file name."));
    line.screenshot = parser.value(screenshot);
    if (parser.isSet(screenshot) && line.screenshot.isEmpty())
        return wrong(text("--screenshot needs a file name."));
    line.tour = parser.isSet(tour);
    line.tourStep = tourStep;
    if (tourStep && *tourStep == 0)
        return wrong(text("The steps of the tour are 1 to %1.").arg(claims().size()));
    line.check = parser.isSet(check);
    if (line.check && !line.tour) return wrong(text("--check needs --tour."));
    if (line.check && !line.screenshot.isEmpty()) return wrong(text("Either --check or --screenshot, not both."));
    line.board = parser.value(board);
    if (parser.isSet(board) && !isBoard(line.board)) return wrong(text("--board is one of %1.").arg(boardIds()));
    if (parser.isSet(size)) {
        line.size = readSize(parser.value(size));
        if (!line.size) return wrong(text("--size needs width and height, as in 1440x900."));
    }
    line.theme = parser.value(theme);
    const QStringList themes{QStringLiteral("light"), QStringLiteral("dark"), QStringLiteral("system")};
    if (parser.isSet(theme) && !themes.contains(line.theme))
        return wrong(text("--theme is light, dark or system."));
    line.language = parser.value(language);
    const QStringList languages{QStringLiteral("en"), QStringLiteral("ko")};
    if (parser.isSet(language) && !languages.contains(line.language))
        return wrong(text("--language is en or ko."));
    return line;
}

} // namespace alidade
