// SPDX-License-Identifier: GPL-3.0-or-later
// The data of a plot as text: CSV (RFC 4180) and TSV in long format.
#include "widgets/plots/figure_export.h"

#include "widgets/plots/plot_rows.h"
#include "widgets/style/number_format.h"

#include <QCoreApplication>

namespace alidade {

using namespace Qt::StringLiterals;

namespace {

QString csvField(QString field)
{
    const bool plain =
        !field.contains(u',') && !field.contains(u'"') && !field.contains(u'\n') && !field.contains(u'\r');
    if (plain) return field;
    field.replace(u"\""_s, u"\"\""_s);
    return u'"' + field + u'"';
}

QString tsvField(QString field)
{
    field.replace(u'\t', u' ');
    field.replace(u'\n', u' ');
    field.replace(u'\r', u' ');
    return field;
}

QByteArray longFormat(const PlotSpec& spec, char separator, QString (*quoted)(QString), const QByteArray& lineEnd)
{
    const PlotRows rows(spec);
    if (rows.count() > mostTextRows) return {};
    QByteArray out;
    const qsizetype columns = rows.columns().size();
    for (qsizetype column = 0; column < columns; ++column) {
        if (column > 0) out += separator;
        out += quoted(rows.columns()[column]).toUtf8();
    }
    out += lineEnd;
    for (qsizetype row = 0; row < rows.count(); ++row) {
        for (qsizetype column = 0; column < columns; ++column) {
            const PlotField field = rows.field(row, column);
            if (column > 0) out += separator;
            out += field.number ? formatExact(*field.number).toUtf8() : quoted(field.text).toUtf8();
        }
        out += lineEnd;
    }
    return out;
}

} // namespace

QByteArray plotCsv(const PlotSpec& spec) { return longFormat(spec, ',', csvField, "\r\n"); }

QByteArray plotTsv(const PlotSpec& spec) { return longFormat(spec, '\t', tsvField, "\n"); }

QString textDataProblem(const PlotSpec& spec)
{
    const qsizetype rows = PlotRows(spec).count();
    if (rows <= mostTextRows) return {};
    return QCoreApplication::translate("PlotText", "%1 rows are too many for a table of at most %2; save the data as "
                                                   "HDF5 instead.")
        .arg(formatCount(rows), formatCount(mostTextRows));
}

} // namespace alidade
