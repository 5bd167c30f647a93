// SPDX-License-Identifier: GPL-3.0-or-later
// Lays Markdown out for paper.
#include "widgets/figures/paged_document.h"

#include "widgets/figures/picture_object.h"
#include "widgets/plots/figure_pdf.h"
#include "widgets/style/fonts.h"

#include <QAbstractTextDocumentLayout>
#include <QBuffer>
#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextLayout>
#include <QTextList>
#include <QTextTable>
#include <QTextTableCellFormat>

#include <array>
#include <cmath>

namespace alidade {

using namespace Qt::StringLiterals;

namespace {

constexpr int unitsPerInch = 1200;
constexpr double mmPerInch = 25.4;
constexpr double unitsPerMm = unitsPerInch / mmPerInch;
constexpr double screenDpi = 96.0; // what Qt scales margins and padding of text from
const QSizeF paperMm(210.0, 297.0);
constexpr double sideMm = 21.0;
constexpr double topMm = 20.0;
constexpr double bottomMm = 22.0;
constexpr double footerMm = 11.0; ///< its baseline, from the lower edge
constexpr double textPt = 9.5;
constexpr double tablePt = 7.5;
constexpr double captionPt = 8.5;
constexpr double codePt = 7.5;
constexpr double lineWidth = 0.7; // of tables, in pixels of a screen
constexpr std::array<double, 4> headingPt{18.0, 13.0, 10.5, 9.5};
constexpr qint64 longest = 64 << 20; // bytes of Markdown
constexpr int mostPasses = 60;       // of putting page breaks before what must not be torn apart
constexpr double keptTogether = 0.45; // of a page: tables up to this height are not torn apart
constexpr int captionProperty = QTextFormat::UserProperty + 1; ///< of blocks that are captions
const QColor lineColour(0xB4, 0xBA, 0xC0);
const QColor bandColour(0xF0, 0xF2, 0xF4);
const QColor captionColour(0x40, 0x46, 0x4C);

/// Translation context for the sentences in this file.
struct PagedDocument {
    Q_DECLARE_TR_FUNCTIONS(PagedDocument)
};

QSizeF bodySize()
{
    return QSizeF(paperMm.width() - 2 * sideMm, paperMm.height() - topMm - bottomMm) * unitsPerMm;
}

double pixels(double mm) { return mm / mmPerInch * screenDpi; }

bool isCaption(const QTextBlock& block)
{
    if (block.blockFormat().boolProperty(captionProperty)) return true;
    if (block.text().isEmpty()) return false;
    for (auto part = block.begin(); !part.atEnd(); ++part)
        if (!part.fragment().charFormat().fontItalic()) return false;
    return true;
}

bool isPicture(const QTextBlock& block)
{
    for (auto part = block.begin(); !part.atEnd(); ++part)
        if (part.fragment().charFormat().isImageFormat()) return true;
    return false;
}

bool isCode(const QTextBlock& block)
{
    return block.blockFormat().hasProperty(QTextFormat::BlockCodeFence) ||
           block.blockFormat().hasProperty(QTextFormat::BlockCodeLanguage);
}

/// Changes characters and spacing of a whole block.
void dress(const QTextBlock& block, const QTextCharFormat& characters, const QTextBlockFormat& spacing)
{
    QTextCursor text(block);
    text.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
    text.mergeCharFormat(characters);
    text.mergeBlockFormat(spacing);
}

QTextCharFormat sized(double pt)
{
    QTextCharFormat format;
    format.setProperty(QTextFormat::FontPointSize, pt);
    return format;
}

void dressHeading(const QTextBlock& block)
{
    const auto level = static_cast<std::size_t>(block.blockFormat().headingLevel() - 1);
    QTextCharFormat characters = sized(headingPt[std::min(level, headingPt.size() - 1)]);
    characters.setFontWeight(QFont::DemiBold);
    // In place of what Markdown gave it: a relative size would win over ours.
    QTextCursor text(block);
    text.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
    text.setCharFormat(characters);
    QTextBlockFormat spacing;
    spacing.setTopMargin(level == 0 ? 0.0 : pixels(level == 1 ? 6.0 : 4.0));
    spacing.setBottomMargin(pixels(level == 0 ? 4.0 : 1.6));
    dress(block, characters, spacing);
}

void dressText(const QTextBlock& block)
{
    QTextBlockFormat spacing;
    QTextCharFormat characters = sized(textPt);
    spacing.setTopMargin(0.0);
    spacing.setBottomMargin(pixels(block.textList() ? 0.7 : 2.2));
    spacing.setLineHeight(118.0, QTextBlockFormat::ProportionalHeight);
    if (isPicture(block)) {
        spacing.setLineHeight(100.0, QTextBlockFormat::SingleHeight);
        spacing.setTopMargin(pixels(2.5));
        spacing.setBottomMargin(pixels(1.0));
        spacing.setAlignment(Qt::AlignHCenter);
    } else if (isCode(block)) {
        characters = sized(codePt);
        spacing.setLineHeight(100.0, QTextBlockFormat::SingleHeight);
        spacing.setNonBreakableLines(false);
        spacing.setBackground(bandColour);
        spacing.setBottomMargin(block.next().isValid() && isCode(block.next()) ? 0.0 : pixels(3.0));
    } else if (isCaption(block)) {
        characters = sized(captionPt);
        characters.setFontItalic(false);
        characters.setForeground(captionColour);
        spacing.setProperty(captionProperty, true);
        spacing.setTopMargin(pixels(1.0));
        spacing.setBottomMargin(pixels(4.5));
    }
    dress(block, characters, spacing);
}

void dressTable(QTextTable& table)
{
    QTextTableFormat format = table.format();
    format.setWidth(QTextLength(QTextLength::PercentageLength, 100));
    format.setBorderCollapse(true);
    format.setBorder(0.0);
    format.setCellSpacing(0);
    format.setCellPadding(pixels(0.7));
    format.setTopMargin(pixels(1.5));
    format.setBottomMargin(pixels(1.0));
    format.setHeaderRowCount(1);
    table.setFormat(format);
    for (int row = 0; row < table.rows(); ++row) {
        for (int column = 0; column < table.columns(); ++column) {
            const QTextTableCell cell = table.cellAt(row, column);
            QTextCursor cursor = cell.firstCursorPosition();
            cursor.setPosition(cell.lastCursorPosition().position(), QTextCursor::KeepAnchor);
            QTextCharFormat characters = sized(tablePt);
            if (row == 0) characters.setFontWeight(QFont::DemiBold);
            cursor.mergeCharFormat(characters);
            QTextBlockFormat spacing;
            spacing.setTopMargin(0.0);
            spacing.setBottomMargin(0.0);
            if (row == 0 && table.rows() > 1)
                spacing.setAlignment(table.cellAt(1, column).firstCursorPosition().blockFormat().alignment());
            cursor.mergeBlockFormat(spacing);
            QTextTableCellFormat lined = cell.format().toTableCellFormat();
            lined.setBottomBorder(lineWidth);
            lined.setBottomBorderStyle(QTextFrameFormat::BorderStyle_Solid);
            lined.setBottomBorderBrush(lineColour);
            if (row == 0) lined.setBackground(bandColour);
            QTextTableCell(cell).setFormat(lined);
        }
    }
}

void dressDocument(QTextDocument& document)
{
    QTextFrame* const root = document.rootFrame();
    for (QTextFrame* frame : root->childFrames())
        if (auto* table = qobject_cast<QTextTable*>(frame)) dressTable(*table);
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        if (QTextCursor(block).currentTable()) continue;
        if (block.blockFormat().headingLevel() > 0) dressHeading(block);
        else dressText(block);
    }
}

/// Whether a page must not end behind this block: a heading goes with what it is of, a picture with its caption.
bool keepsWithNext(const QTextBlock& block)
{
    if (QTextCursor(block).currentTable()) return false;
    return block.blockFormat().headingLevel() > 0 || isPicture(block);
}

int pageOf(const QTextDocument& document, double y)
{
    return static_cast<int>(std::floor(y / document.pageSize().height()));
}

/// The middle of a block's first or last line: what is above and below them may be on another page.
double lineOf(const QTextDocument& document, const QTextBlock& block, bool last)
{
    const QRectF area = document.documentLayout()->blockBoundingRect(block);
    const QTextLayout* const lines = block.layout();
    if (lines->lineCount() == 0) return area.center().y();
    return area.top() + lines->lineAt(last ? lines->lineCount() - 1 : 0).rect().center().y();
}

/// Whether a page ends behind the block, or inside of the caption that follows it.
bool isTorn(const QTextDocument& document, const QTextBlock& block)
{
    const QTextBlock next = block.next();
    if (!next.isValid()) return false;
    return pageOf(document, lineOf(document, block, false)) != pageOf(document, lineOf(document, next, isCaption(next)));
}

/// The block that a break before `block` has to stand at: headings go with what they are of.
QTextBlock withHeadings(QTextBlock block)
{
    while (block.previous().isValid() && keepsWithNext(block.previous())) block = block.previous();
    return block;
}

bool breakBefore(const QTextBlock& block)
{
    QTextBlockFormat format = block.blockFormat();
    if (format.pageBreakPolicy() != QTextFormat::PageBreak_Auto || !block.previous().isValid()) return false;
    format.setPageBreakPolicy(QTextFormat::PageBreak_AlwaysBefore);
    QTextCursor(block).setBlockFormat(format);
    return true;
}

/// Begins a new page before the first short table that is on two.
bool mendTable(QTextDocument& document)
{
    for (QTextFrame* frame : document.rootFrame()->childFrames()) {
        auto* const table = qobject_cast<QTextTable*>(frame);
        if (!table) continue;
        const QRectF area = document.documentLayout()->frameBoundingRect(table);
        const QTextBlock behind = table->lastCursorPosition().block().next();
        const bool captioned = behind.isValid() && isCaption(behind);
        const double begin = lineOf(document, table->firstCursorPosition().block(), false);
        const double end = captioned ? lineOf(document, behind, true) : area.bottom() - 1.0;
        const bool torn = pageOf(document, begin) != pageOf(document, end);
        if (!torn || area.height() > keptTogether * document.pageSize().height()) continue;
        const QTextBlock inside = table->firstCursorPosition().block();
        const QTextBlock first = withHeadings(inside);
        if (first != inside) {
            if (breakBefore(first)) return true;
            continue;
        }
        QTextTableFormat format = table->format();
        if (format.pageBreakPolicy() != QTextFormat::PageBreak_Auto) continue;
        format.setPageBreakPolicy(QTextFormat::PageBreak_AlwaysBefore);
        table->setFormat(format);
        return true;
    }
    return false;
}

/// Begins a new page before the first heading, or the first of several, that would stand alone at the end of one.
bool mendTear(QTextDocument& document)
{
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        if (!keepsWithNext(block) || !isTorn(document, block)) continue;
        if (breakBefore(withHeadings(block))) return true;
    }
    return false;
}

/// Names of the pictures, in order.
QStringList pictureNames(const QTextDocument& document)
{
    QStringList names;
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next())
        for (auto part = block.begin(); !part.atEnd(); ++part)
            if (part.fragment().charFormat().isImageFormat())
                names.append(part.fragment().charFormat().toImageFormat().name());
    return names;
}

void drawPages(QPdfWriter& writer, QTextDocument& document)
{
    QPainter painter(&writer);
    const QSizeF body = document.pageSize();
    const QPointF corner = QPointF(sideMm, topMm) * unitsPerMm;
    QFont small = document.defaultFont();
    small.setPointSizeF(captionPt);
    for (int page = 0; page < document.pageCount(); ++page) {
        if (page > 0) writer.newPage();
        const QRectF part(0.0, page * body.height(), body.width(), body.height());
        painter.save();
        painter.translate(corner.x(), corner.y() - part.top());
        painter.setClipRect(part);
        QAbstractTextDocumentLayout::PaintContext context;
        context.palette.setColor(QPalette::Text, Qt::black);
        context.clip = part;
        document.documentLayout()->draw(&painter, context);
        painter.restore();
        painter.setFont(small);
        painter.setPen(captionColour);
        const QRectF foot(corner.x(), (paperMm.height() - footerMm - 6.0) * unitsPerMm, body.width(), 6.0 * unitsPerMm);
        painter.drawText(foot, Qt::AlignHCenter | Qt::AlignBottom,
                         u"%1 / %2"_s.arg(page + 1).arg(document.pageCount()));
    }
}

QString titleOf(const QTextDocument& document)
{
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next())
        if (block.blockFormat().headingLevel() == 1) return block.text();
    return {};
}

} // namespace

ExportOutcome savePagedDocument(const QString& markdownFile, const QString& pdfFile)
{
    QFile file(markdownFile);
    if (!file.open(QIODevice::ReadOnly))
        return {{}, PagedDocument::tr("%1 cannot be read: %2").arg(markdownFile, file.errorString())};
    if (file.size() > longest) return {{}, PagedDocument::tr("%1 is too long for pages.").arg(markdownFile)};

    const FixedHashOrder fixed; // of the fonts in the file
    QByteArray pdf;
    QBuffer buffer(&pdf);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setPageSize(QPageSize(QPageSize::A4));
    writer.setPageMargins(QMarginsF());
    writer.setResolution(unitsPerInch);
    writer.setCreator(u"Alidade"_s);

    QTextDocument document;
    QFont font = withFallbacks(QGuiApplication::font());
    font.setPointSizeF(textPt);
    font.setHintingPreference(QFont::PreferNoHinting);
    document.setDefaultFont(font);
    document.setUndoRedoEnabled(false);
    document.setMarkdown(QString::fromUtf8(file.readAll()),
                         QTextDocument::MarkdownFeatures(QTextDocument::MarkdownDialectGitHub) | QTextDocument::MarkdownNoHTML);
    auto* const pictures = new PictureObject(bodySize() * 0.98, unitsPerInch, &document);
    for (const QString& name : pictureNames(document)) {
        const QFileInfo picture(QFileInfo(markdownFile).absoluteDir(), name);
        if (!pictures->add(name, picture.filePath()))
            return {{}, PagedDocument::tr("%1 names a picture that cannot be read: %2").arg(markdownFile, name)};
    }
    dressDocument(document);
    document.documentLayout()->setPaintDevice(&writer);
    document.documentLayout()->registerHandler(QTextFormat::ImageObject, pictures);
    document.setDocumentMargin(0.0);
    document.setPageSize(bodySize());
    // What Qt keeps of the layout in front of a change goes astray where pages move.
    for (int pass = 0; pass < mostPasses && (mendTear(document) || mendTable(document)); ++pass)
        document.markContentsDirty(0, document.characterCount());
    writer.setTitle(titleOf(document));
    drawPages(writer, document);
    removeDate(pdf);
    return writeWholeFile(pdfFile, pdf);
}

} // namespace alidade
