// SPDX-License-Identifier: GPL-3.0-or-later
// Fitting, padding and clamping of axis ranges.
#include "widgets/plots/plot_ranges.h"

#include "widgets/plots/band_painter.h"
#include "widgets/plots/image_cells.h"

#include <algorithm>
#include <cmath>

namespace alidade {

namespace {

constexpr double valuePadding = 0.05;  // of the span, above and below the curves
constexpr double samplePadding = 0.02; // of the span, so that markers at the ends are not cut
constexpr double zoomOutFactor = 1.05;
constexpr double nearZero = 0.35; // a linear axis starts at zero if min / max is below this

struct Hard {
    std::optional<double> min;
    std::optional<double> max;
};

std::optional<double> positionOf(const std::optional<double>& value, bool logarithmic)
{
    if (!value) return std::nullopt;
    const double position = toAxis(*value, logarithmic);
    return std::isfinite(position) ? std::optional(position) : std::nullopt;
}

AxisRange within(AxisRange range, const Hard& hard)
{
    if (hard.min) range.min = std::max(range.min, *hard.min);
    if (hard.max) range.max = std::min(range.max, *hard.max);
    return range.min <= range.max ? range : AxisRange{range.max, range.max};
}

AxisRange padded(const AxisRange& range, double share)
{
    return {range.min - share * range.span(), range.max + share * range.span()};
}

// A single value gets room around it, so that it sits in the middle with round ticks.
AxisRange opened(const AxisRange& range, bool logarithmic)
{
    const double size = std::max(std::abs(range.min), std::abs(range.max));
    if (range.span() > 1e-9 * size) return range;
    const double room = logarithmic ? 0.5 : (size > 0.0 ? 0.1 * size : 1.0);
    return {range.min - room, range.max + room};
}

AxisRange fitted(const AxisRange& data, bool logarithmic, bool isValueAxis, double padding, const Hard& hard)
{
    const AxisRange range = opened(data, logarithmic);
    AxisRange wide = padded(range, padding);
    const bool startsAtZero =
        isValueAxis && !logarithmic && data.min >= 0.0 && data.min <= nearZero * data.max;
    if (startsAtZero) wide.min = 0.0;
    return within(wide, hard);
}

AxisBounds axisBounds(const AxisSpec& axis, const std::optional<AxisRange>& data, bool logarithmic,
                      bool isValueAxis, double padding)
{
    const Hard hard{positionOf(axis.limitMin, logarithmic), positionOf(axis.limitMax, logarithmic)};
    const AxisRange extent = data.value_or(AxisRange{0.0, 1.0});
    AxisRange fit = fitted(extent, logarithmic, isValueAxis, padding, hard);
    fit.min = positionOf(axis.min, logarithmic).value_or(fit.min);
    fit.max = positionOf(axis.max, logarithmic).value_or(fit.max);
    fit = withMinimumSpan(fit, logarithmic);
    AxisRange limit{std::min(fit.min, extent.min), std::max(fit.max, extent.max)};
    limit = padded(limit, 0.5 * (zoomOutFactor - 1.0));
    limit = within(limit, hard);
    limit = {std::min(limit.min, fit.min), std::max(limit.max, fit.max)};
    return {fit, withMinimumSpan(limit, logarithmic)};
}

QList<QPointF> endPoints(const PlotSeries& series, const QList<double>& ends)
{
    QList<QPointF> points = series.points;
    for (qsizetype i = 0; i < points.size(); ++i)
        points[i].setY(ends[i]);
    return points;
}

// Half a place to each side of the first and the last category.
std::optional<AxisRange> categoryRange(const AxisSpec& axis)
{
    if (axis.categories.isEmpty()) return std::nullopt;
    return AxisRange{-0.5, static_cast<double>(axis.categories.size()) - 0.5};
}

} // namespace

Extent visibleExtent(const PlotSpec& spec, bool logX, bool logY)
{
    Extent extent;
    for (const PlotSeries& series : spec.series) {
        if (!series.visible) continue;
        extent.unite(extentOf(series.points, logX, logY));
        if (!hasBand(series)) continue;
        extent.unite(extentOf(endPoints(series, series.lower), logX, logY));
        extent.unite(extentOf(endPoints(series, series.upper), logX, logY));
    }
    if (spec.image && isDrawable(*spec.image, logX, logY))
        extent.unite({imageRangeX(*spec.image, logX), imageRangeY(*spec.image, logY)});
    if (!logX) extent.unite({categoryRange(spec.x), std::nullopt});
    if (!logY) extent.unite({std::nullopt, categoryRange(spec.y)});
    return extent;
}

PlotBounds boundsOf(const PlotSpec& spec, bool logX, bool logY)
{
    const Extent extent = visibleExtent(spec, logX, logY);
    const bool hasMarkers = std::any_of(spec.series.begin(), spec.series.end(), [](const PlotSeries& series) {
        return series.visible && (series.markers || !series.line);
    });
    const bool whole = spec.image.has_value(); // an image reaches from edge to edge
    const bool edgesFixed = whole || !spec.x.categories.isEmpty();
    const double paddingX = !edgesFixed && (hasMarkers || spec.x.integer) ? samplePadding : 0.0;
    const bool isValueAxis = !whole && spec.y.categories.isEmpty();
    return {axisBounds(spec.x, extent.x, logX, false, paddingX),
            axisBounds(spec.y, extent.y, logY, isValueAxis, isValueAxis ? valuePadding : 0.0)};
}

AxisRange clampedRange(AxisRange range, const AxisRange& limit, bool logarithmic)
{
    range = withMinimumSpan(range, logarithmic);
    if (range.span() >= limit.span()) return limit;
    const double shift = range.min < limit.min ? limit.min - range.min : std::min(0.0, limit.max - range.max);
    return {range.min + shift, range.max + shift};
}

AxisRange scaledRange(const AxisRange& range, double factor, double anchor)
{
    return {anchor + factor * (range.min - anchor), anchor + factor * (range.max - anchor)};
}

std::optional<AxisRange> toAxisRange(const AxisRange& values, bool logarithmic)
{
    const AxisRange range{toAxis(values.min, logarithmic), toAxis(values.max, logarithmic)};
    if (!std::isfinite(range.min) || !std::isfinite(range.max)) return std::nullopt;
    return range;
}

AxisRange fromAxisRange(const AxisRange& positions, bool logarithmic)
{
    return {fromAxis(positions.min, logarithmic), fromAxis(positions.max, logarithmic)};
}

} // namespace alidade
