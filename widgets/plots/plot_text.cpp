// SPDX-License-Identifier: GPL-3.0-or-later
// The data of a plot as text: CSV (RFC 4180) and TSV in long format.
#include "widgets/plots/figure_export.h"

#include "widgets/style/number_format.h"

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

QByteArray longFormat(const PlotSpec& spec, QChar separator, QString (*field)(QString),
                      const QString& lineEnd)
{
    const QString xName = spec.x.title.isEmpty() ? u"x"_s : spec.x.title;
    const QString yName = spec.y.title.isEmpty() ? u"y"_s : spec.y.title;
    QString out = u"series"_s + separator + field(xName) + separator + field(yName) + lineEnd;
    for (const PlotSeries& series : spec.series) {
        if (!series.visible) continue;
        const QString name = field(series.name);
        for (const QPointF& point : series.points) {
            out += name + separator + formatExact(point.x()) + separator + formatExact(point.y()) + lineEnd;
        }
    }
    return out.toUtf8();
}

} // namespace

QByteArray plotCsv(const PlotSpec& spec) { return longFormat(spec, u',', csvField, u"\r\n"_s); }

QByteArray plotTsv(const PlotSpec& spec) { return longFormat(spec, u'\t', tsvField, u"\n"_s); }

} // namespace alidade
