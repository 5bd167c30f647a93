// SPDX-License-Identifier: GPL-3.0-or-later
// Small changes in a finished PDF file.
#include "widgets/plots/figure_pdf.h"

namespace alidade {

namespace {

constexpr double pointsPerMm = 72.0 / 25.4;
constexpr qsizetype entryBytes = 20; // of the table of offsets: "0000000015 00000 n \n"
constexpr int offsetDigits = 10;

QByteArray padded(qsizetype offset) { return QByteArray::number(offset).rightJustified(offsetDigits, '0'); }

// Everything from `from` on now lies `by` bytes further: the table of offsets and the offset of the table follow.
void shiftOffsets(QByteArray& pdf, qsizetype from, qsizetype by)
{
    const qsizetype start = pdf.lastIndexOf("startxref\n") + 10;
    const qsizetype startEnd = pdf.indexOf(' ', start);
    const qsizetype table = pdf.lastIndexOf("xref\n", start - 11);
    if (start < 10 || startEnd < 0 || table < 0) return;
    pdf.replace(start, startEnd - start, QByteArray::number(table));
    qsizetype at = pdf.indexOf('\n', table + 5) + 1; // behind "xref" and the count
    for (; at + entryBytes <= start && pdf.mid(at + offsetDigits, 1) == " "; at += entryBytes) {
        const qsizetype offset = pdf.mid(at, offsetDigits).toLongLong();
        if (offset > from) pdf.replace(at, offsetDigits, padded(offset + by));
    }
}

} // namespace

void setExactMediaBox(QByteArray& pdf, const QSizeF& mm)
{
    const QByteArray key("/MediaBox [0 0 ");
    const qsizetype from = pdf.indexOf(key) + key.size();
    const qsizetype to = pdf.indexOf(']', from);
    if (from < key.size() || to < 0) return;
    const QSizeF points = mm * pointsPerMm;
    const QByteArray exact =
        QByteArray::number(points.width(), 'f', 6) + ' ' + QByteArray::number(points.height(), 'f', 6);
    if (exact.size() == to - from) pdf.replace(from, to - from, exact); // offsets in the file stay true
}

void removeDate(QByteArray& pdf)
{
    // The last entry of the first object.
    const qsizetype from = pdf.lastIndexOf("/CreationDate (D:", pdf.indexOf(")\n>>\nendobj"));
    const qsizetype to = pdf.indexOf(")\n", from);
    if (from < 0 || to < 0) return;
    const qsizetype length = to + 2 - from; // depends on the time zone
    pdf.remove(from, length);
    shiftOffsets(pdf, from, -length);
}

} // namespace alidade
