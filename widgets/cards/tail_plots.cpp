// SPDX-License-Identifier: GPL-3.0-or-later
// The profiles of the sorted coefficients as plots.
#include "widgets/cards/tail_plots.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace alidade {

namespace {

constexpr double leastShownTail = 0.5; // sigma: what is smaller is no tail

QString tr(const char* text) { return QCoreApplication::translate("alidade", text); }

QList<QPointF> pointsOf(const Curve& curve)
{
    QList<QPointF> points;
    const std::size_t count = std::min(curve.x.size(), curve.y.size());
    for (std::size_t i = 0; i < count; ++i)
        points.append({curve.x[i], curve.y[i]});
    return points;
}

/// The survival function of |N(0, 1)| from `from` to where one weight of 1 / `least` lies.
QList<QPointF> normalTail(double from, double least)
{
    QList<QPointF> points;
    for (double t = from; t < 40.0; t *= 1.02) {
        const double share = std::erfc(t / std::sqrt(2.0));
        points.append({t, share});
        if (share < least) break;
    }
    return points;
}

} // namespace

PlotSpec tailPlot(const QList<PlottedChip>& chips, const QString& tensor)
{
    PlotSpec spec;
    spec.title = titled(tr("Tail"), tensor);
    spec.emptyMessage = emptyReason(chips, Part::Order, tensor);
    double least = 1.0;
    double greatest = 1.0;
    for (const PlottedChip& at : chips) {
        const NamedCurve* curve = profileCurve(at, Part::Order, "tail", "weights");
        if (!curve || curve->points.x.empty()) continue;
        PlotSeries series = seriesFor(at);
        series.points = pointsOf(curve->points);
        least = std::min(least, series.points.last().y());
        greatest = std::max(greatest, series.points.last().x());
        spec.series.append(series);
        const NamedCurve* largest = profileCurve(at, Part::Order, "tail", "largest");
        if (!largest) continue;
        PlotSeries points = seriesFor(at);
        points.id += QStringLiteral(" largest");
        points.name = tr("%1, ten largest").arg(at.chip.label);
        points.points = pointsOf(largest->points);
        points.line = false;
        points.markers = true;
        spec.series.append(points);
    }
    spec.x = {tr("|coefficient| / σ"), QStringLiteral("magnitude"), true, false, leastShownTail, 1.1 * greatest,
              {},                      {}};
    spec.y = {tr("P(|W| > t)"), QStringLiteral("survival"), true, false, 0.6 * least, 1.0, {}, 1.0};
    if (!spec.series.isEmpty())
        spec.references.append(ReferenceLine::curve(normalTail(leastShownTail, 0.1 * least), tr("Gaussian")));
    return spec;
}

PlotSpec quantilePlot(const QList<PlottedChip>& chips, const QString& tensor)
{
    PlotSpec spec;
    spec.title = titled(tr("Q–Q"), tensor);
    spec.emptyMessage = emptyReason(chips, Part::Order, tensor);
    double end = 4.0;
    for (const PlottedChip& at : chips) {
        const NamedCurve* curve = profileCurve(at, Part::Order, "qq", "weights");
        if (!curve || curve->points.x.empty()) continue;
        PlotSeries series = seriesFor(at);
        series.points = pointsOf(curve->points);
        end = std::max(end, series.points.last().x());
        spec.series.append(series);
    }
    spec.x = {tr("Gaussian quantile (σ)"), QStringLiteral("normal quantile"), false, false, -end, end, {}, {}};
    spec.y = {tr("quantile of the coefficients (σ)"), QStringLiteral("quantile"), false, false, {}, {}, {}, {}};
    if (!spec.series.isEmpty())
        spec.references.append(ReferenceLine::curve({{-end, -end}, {end, end}}, tr("Gaussian")));
    return spec;
}

} // namespace alidade
