// SPDX-License-Identifier: GPL-3.0-or-later
// Pages from the command line.
#include "app/desktop/document_command.h"

#include "app/desktop/paper_program.h"
#include "widgets/figures/paged_document.h"

#include <QApplication>
#include <QCommandLineParser>

namespace alidade {

namespace {

QString text(const char* words) { return QCoreApplication::translate("alidade", words); }

int fail(const QString& sentence, int code)
{
    QString line = sentence;
    line.replace(QLatin1Char('\n'), QLatin1Char(' '));
    printLine(stderr, QStringLiteral("alidade document: ") + line);
    return code;
}

/// What the user asked for.
struct DocumentLine {
    QString markdown;
    QString pdf;
    QString help;  ///< to print in place of doing anything
    QString wrong; ///< why it cannot be done
};

DocumentLine parse(const QStringList& arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        text("Writes Markdown (CommonMark with tables) as PDF: A4, figures as vectors, numbered pages; the same bytes each "
             "time."));
    const QCommandLineOption help({QStringLiteral("h"), QStringLiteral("help")}, text("Show this help."));
    const QCommandLineOption output({QStringLiteral("o"), QStringLiteral("output")}, text("File ending in .pdf."),
                                    QStringLiteral("file"));
    parser.addOptions({help, output});
    parser.addPositionalArgument(QStringLiteral("file"),
                                 text("Markdown; its pictures have names relative to it."), QStringLiteral("file.md"));
    DocumentLine line;
    if (!parser.parse(QStringList{QStringLiteral("alidade document")} + arguments)) {
        line.wrong = parser.errorText();
        return line;
    }
    if (parser.isSet(help)) line.help = parser.helpText().trimmed();
    line.markdown = parser.positionalArguments().value(0);
    line.pdf = parser.value(output);
    if (parser.positionalArguments().size() != 1) line.wrong = text("it needs one Markdown file.");
    else if (!line.pdf.endsWith(QLatin1String(".pdf"), Qt::CaseInsensitive))
        line.wrong = text("it needs -o and a name that ends in .pdf.");
    return line;
}

} // namespace

bool isDocumentCommand(const QStringList& arguments) { return arguments.value(0) == QLatin1String("document"); }

int runDocumentCommand(int argc, char** argv, const QStringList& arguments)
{
    const DocumentLine line = parse(arguments.mid(1));
    if (!line.help.isEmpty()) {
        printLine(stdout, line.help);
        return 0;
    }
    if (!line.wrong.isEmpty()) return fail(line.wrong + text(" See alidade document --help."), wrongUsageCode);
    leaveDesktopOut();
    const QApplication application(argc, argv);
    dressPaperProgram();
    const ExportOutcome pages = savePagedDocument(line.markdown, line.pdf);
    return pages.ok() ? 0 : fail(pages.error, 1);
}

} // namespace alidade
