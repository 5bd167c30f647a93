// SPDX-License-Identifier: GPL-3.0-or-later
// Splits of the coefficients as plots.
#include "widgets/cards/split_plots.h"

#include "widgets/cards/density.h"
#include "widgets/cards/part_colours.h"
#include "widgets/style/number_format.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace alidade {

namespace {

constexpr double shownRates = 2.5; // times direct coding; what takes more loses clearly enough
constexpr double leastResidual = 1e-6; // of the rms of all; below is rounding

QString tr(const char* text) { return QCoreApplication::translate("alidade", text); }

PlotSeries densitySeries(const QString& id, const QString& name, const Histogram& histogram, double halfWidth)
{
    PlotSeries series;
    series.id = id;
    series.name = name;
    series.points = densitySteps(histogram, halfWidth);
    series.stepped = true;
    return series;
}

/// "rank 16: 42.0 % energy; 2.3 + 1.1 = 3.4 bits, directly 4"
QString numbersOf(const RankSplit& split, const RankSplitPoint& point)
{
    const QString energy =
        tr("rank %1: %2 energy").arg(point.rank).arg(formatPercent(point.energyShare));
    if (!std::isfinite(point.rate())) return energy;
    return tr("%1; %2 + %3 = %4 bits, directly %5")
        .arg(energy, formatNumber(point.functionRate, 3), formatNumber(point.residualRate, 3),
             formatNumber(point.rate(), 3), formatNumber(split.directRate, 3));
}

/// The reason of the first chip whose result is there without a split.
QString splitReason(const QList<PlottedChip>& chips, const QString& tensor)
{
    for (const PlottedChip& at : chips) {
        const PartResult& part = at.results.part(Part::Split);
        if (!part.result || part.pending) continue;
        if (const QString reason = unsuitedReason(*part.result, tensor); !reason.isEmpty()) return reason;
    }
    return emptyReason(chips, Part::Split, tensor);
}

} // namespace

const RankSplit* splitOf(const PlottedChip& at)
{
    const AnalysisResult* result = at.results.result(Part::Split);
    const bool matrix = result && result->rows > 1 && result->cols > 1;
    return matrix && result->split && !result->split->points.empty() ? &*result->split : nullptr;
}

std::size_t splitAt(const RankSplit& split, int rank)
{
    std::size_t at = 0;
    while (at + 1 < split.points.size() && split.points[at + 1].rank <= rank)
        ++at;
    return at;
}

PlotSpec splitPlot(const QList<PlottedChip>& shown, const QString& tensor, int rank)
{
    PlotSpec spec;
    spec.title = titled(tr("Low rank + residual"), tensor);
    spec.emptyMessage = splitReason(shown, tensor);
    spec.x = axisOf(tr("coefficient / σ"), QStringLiteral("coefficient"));
    spec.y = axisOf(tr("density (1/σ)"), QStringLiteral("density"), true);
    if (shown.isEmpty()) return spec;
    const PlottedChip& at = shown.first();
    spec.title += QStringLiteral(" · ") + at.chip.label;
    const RankSplit* split = splitOf(at);
    if (!split) return spec;
    const RankSplitPoint& point = split->points[splitAt(*split, rank)];
    const AnalysisResult* statistics = at.results.result(Part::Statistics);
    double halfWidth = leastDensityHalfWidth;
    if (statistics && statistics->distribution && !statistics->distribution->counts.empty()) {
        halfWidth = std::max(halfWidth, halfWidthOf(*statistics->distribution));
        PlotSeries whole =
            densitySeries(QStringLiteral("whole"), tr("coefficients"), *statistics->distribution, halfWidth);
        whole.stroke = Stroke::Dotted;
        spec.series.append(whole);
    }
    if (point.energyShare > 0.0 && point.rank > 0) {
        PlotSeries function =
            densitySeries(QStringLiteral("function"), tr("f of rank %1").arg(point.rank), point.function, halfWidth);
        function.colour = firstPartColour();
        function.stroke = Stroke::Dashed;
        spec.series.append(function);
    }
    if (point.residualRms > leastResidual) {
        PlotSeries residual = densitySeries(QStringLiteral("residual"), tr("residual"), point.residual, halfWidth);
        residual.colour = secondPartColour();
        residual.stroke = Stroke::Solid;
        residual.emphasised = true;
        spec.series.append(residual);
    }
    double least = 1.0;
    for (const PlotSeries& series : std::as_const(spec.series))
        for (const QPointF& density : series.points)
            if (density.y() > 0.0) least = std::min(least, density.y());
    spec.x.min = -halfWidth;
    spec.x.max = halfWidth;
    spec.y.min = 0.5 * least;
    spec.badge = numbersOf(*split, point);
    spec.headline = tr("%1: %2, at %3 dB").arg(tensor, spec.badge, formatNumber(split->sqnrDb, 3));
    spec.legend = true;
    return spec;
}

PlotSpec splitRatePlot(const QList<PlottedChip>& chips, const QString& tensor)
{
    PlotSpec spec;
    spec.title = titled(tr("Bits over rank"), tensor);
    spec.emptyMessage = splitReason(chips, tensor);
    spec.x = axisOf(tr("rank of f"), QStringLiteral("rank"));
    spec.x.integer = true;
    spec.y = axisOf(tr("f + residual (bits/weight)"), QStringLiteral("split rate"));
    const RankSplit* first = nullptr;
    for (const PlottedChip& at : chips) {
        const RankSplit* split = splitOf(at);
        if (!split) continue;
        if (!first) first = split;
        PlotSeries series = seriesFor(at);
        series.markers = true;
        for (std::size_t i = 0; i < split->points.size(); ++i)
            series.points.append({static_cast<double>(i), split->points[i].rate()});
        spec.series.append(series);
    }
    if (!first) return spec;
    QList<QPointF> factors;
    for (std::size_t i = 0; i < first->points.size(); ++i) {
        spec.x.categories.append(QString::number(first->points[i].rank));
        factors.append({static_cast<double>(i), first->points[i].functionRate});
    }
    spec.x.min = -0.5;
    spec.x.max = static_cast<double>(first->points.size()) - 0.5;
    spec.references.append(ReferenceLine::horizontal(
        first->directRate, tr("coded directly: %1 bits").arg(formatNumber(first->directRate, 3))));
    spec.references.append(ReferenceLine::curve(factors, tr("f alone, float16")));
    spec.y.min = spec.y.limitMin = 0.0;
    if (first->directRate > 0.0) spec.y.max = shownRates * first->directRate;
    if (std::isfinite(first->sqnrDb)) spec.badge = tr("all at %1 dB; estimates").arg(formatNumber(first->sqnrDb, 3));
    return spec;
}

} // namespace alidade
