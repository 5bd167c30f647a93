// SPDX-License-Identifier: GPL-3.0-or-later
// Layout: margins just wide enough for the labels that are there, legend rows above the plot area.
#include "widgets/plots/plot_painter.h"

#include <QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace alidade {

namespace {

double widestLabel(const QList<AxisTick>& ticks, const QFontMetricsF& metrics)
{
    double width = 0.0;
    for (const AxisTick& tick : ticks)
        width = std::max(width, metrics.horizontalAdvance(tick.label));
    return width;
}

TickRoom horizontalRoom(double length, const QFontMetricsF& metrics)
{
    const double em = metrics.height();
    return {length, 4.2 * em,
            [metrics, em](const QString& label) { return metrics.horizontalAdvance(label) + 0.7 * em; }};
}

TickRoom verticalRoom(double length, const QFontMetricsF& metrics)
{
    const double em = metrics.height();
    return {length, 2.0 * em, [em](const QString&) { return 1.05 * em; }};
}

// How far the last label reaches past the right end of the axis.
double overhang(const QList<AxisTick>& ticks, const AxisFrame& frame, double length,
                const QFontMetricsF& metrics)
{
    double over = 0.0;
    for (const AxisTick& tick : ticks) {
        const double at = (tick.position - frame.x.min) / frame.x.span() * length;
        over = std::max(over, at + 0.5 * metrics.horizontalAdvance(tick.label) - length);
    }
    return over;
}

QList<LegendEntry> legendRows(const PlotSpec& spec, const QRectF& bounds, const PlotInk& ink, double* height)
{
    const QFontMetricsF metrics(ink.font);
    const double em = metrics.height();
    const double sampleWidth = 2.0 * em;
    QList<LegendEntry> entries;
    double x = bounds.left();
    double y = bounds.top();
    for (qsizetype i = 0; i < spec.series.size(); ++i) {
        if (!spec.series[i].visible) continue;
        const double width = sampleWidth + ink.gap + metrics.horizontalAdvance(spec.series[i].name) + 1.0;
        if (x > bounds.left() && x + width > bounds.right()) {
            x = bounds.left();
            y += 1.15 * em;
        }
        const double textWidth =
            std::min(width - sampleWidth - ink.gap, bounds.right() - x - sampleWidth - ink.gap);
        entries.append(
            {i, QRectF(x, y, sampleWidth, em), QRectF(x + sampleWidth + ink.gap, y, textWidth, em)});
        x += width + 0.9 * em;
    }
    *height = entries.isEmpty() ? 0.0 : y + em - bounds.top();
    return entries;
}

} // namespace

QPointF PlotLayout::toPainter(const QPointF& position, const AxisFrame& frame) const
{
    return {area.left() + (position.x() - frame.x.min) / frame.x.span() * area.width(),
            area.bottom() - (position.y() - frame.y.min) / frame.y.span() * area.height()};
}

QPointF PlotLayout::toAxisPosition(const QPointF& point, const AxisFrame& frame) const
{
    return {frame.x.min + (point.x() - area.left()) / area.width() * frame.x.span(),
            frame.y.min + (area.bottom() - point.y()) / area.height() * frame.y.span()};
}

PlotLayout layoutPlot(const PlotSpec& spec, const AxisFrame& frame, const QRectF& bounds, const PlotInk& ink)
{
    const QFontMetricsF metrics(ink.font);
    const double em = metrics.height();
    const double gap = ink.gap;
    PlotLayout layout;
    layout.bounds = bounds;

    double top = bounds.top() + gap;
    if (ink.showTitle && !spec.title.isEmpty()) {
        layout.title = QRectF(bounds.left() + gap, top, bounds.width() - 2 * gap, 1.1 * em);
        top += 1.1 * em + gap;
    }
    if (ink.showLegend) {
        double height = 0.0;
        layout.legend =
            legendRows(spec, QRectF(bounds.left() + gap, top, bounds.width() - 2 * gap, 0), ink, &height);
        top += height > 0.0 ? height + gap : 0.0;
    }
    top += 0.45 * em; // half of the topmost tick label

    const double xTitleHeight = spec.x.title.isEmpty() ? 0.0 : em;
    const double yTitleHeight = spec.y.title.isEmpty() ? 0.0 : em + gap;
    const double bottom = bounds.bottom() - gap - xTitleHeight - em - gap - ink.tickLength;
    const double height = std::max(1.0, bottom - top);
    layout.yTicks = makeTicks(frame.y, frame.logY, spec.y.integer, verticalRoom(height, metrics));
    const double left =
        bounds.left() + gap + yTitleHeight + widestLabel(layout.yTicks, metrics) + gap + ink.tickLength;

    double right = bounds.right() - 1.5 * gap;
    for (int pass = 0; pass < 2; ++pass) {
        const double width = std::max(1.0, right - left);
        layout.xTicks = makeTicks(frame.x, frame.logX, spec.x.integer, horizontalRoom(width, metrics));
        const double over = overhang(layout.xTicks, frame, width, metrics);
        right = std::min(right, bounds.right() - gap - over);
    }
    layout.area = QRectF(left, top, std::max(1.0, right - left), height);
    layout.xTitle = QRectF(bounds.left(), bounds.bottom() - gap - xTitleHeight, bounds.width(), xTitleHeight);
    layout.yTitle = QRectF(-layout.area.bottom(), bounds.left() + gap, layout.area.height(), em);
    return layout;
}

QList<qsizetype> drawingOrder(const PlotSpec& spec)
{
    QList<qsizetype> order;
    for (qsizetype i = 0; i < spec.series.size(); ++i) {
        if (spec.series[i].visible) order.append(i);
    }
    const auto isDashed = [](const PlotSeries& series) {
        return series.stroke == Stroke::OfSlot ? !styleFor(series.slot, false).dash.isEmpty()
                                               : series.stroke != Stroke::Solid;
    };
    std::stable_sort(order.begin(), order.end(), [&](qsizetype a, qsizetype b) {
        const PlotSeries& left = spec.series[a];
        const PlotSeries& right = spec.series[b];
        if (left.emphasised != right.emphasised) return right.emphasised;
        if (left.order != right.order) return left.order < right.order;
        return isDashed(left) < isDashed(right);
    });
    return order;
}

bool hasDrawablePoints(const PlotSpec& spec, const AxisFrame& frame)
{
    return std::any_of(spec.series.begin(), spec.series.end(), [&](const PlotSeries& series) {
        if (!series.visible) return false;
        const Extent extent = extentOf(series.points, frame.logX, frame.logY);
        return extent.x.has_value() && extent.y.has_value();
    });
}

} // namespace alidade
