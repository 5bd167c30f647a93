// SPDX-License-Identifier: GPL-3.0-or-later
// Painting of marginal profiles. Both are computed as curves over the shared axis; the one beside is turned.
#include "widgets/plots/marginal_painter.h"

#include "widgets/style/number_format.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace alidade {

namespace {

// The profile as pieces in fractions: x along the shared axis, y along its own, both in [0, 1].
QList<QList<QPointF>> profile(const PlotMarginal& marginal, const AxisRange& shared, bool logShared)
{
    AxisFrame frame;
    frame.x = shared;
    frame.y = marginalRange(marginal);
    frame.logX = logShared;
    frame.logY = marginal.logarithmic;
    PlotSeries series;
    series.points = marginal.points;
    QList<QList<QPointF>> pieces = clippedPolyline(curvePoints(series, frame), frame.x, frame.y);
    for (QList<QPointF>& piece : pieces) {
        for (QPointF& point : piece) {
            point = {(point.x() - frame.x.min) / frame.x.span(), (point.y() - frame.y.min) / frame.y.span()};
        }
    }
    return pieces;
}

double shareOf(const AxisTick& tick, const AxisRange& range) { return (tick.position - range.min) / range.span(); }

void paintProfile(QPainter& painter, const QPainterPath& path, const PlotInk& ink)
{
    const double width = 0.75 * ink.lineWidth;
    QPen pen(ink.colours.ink, ink.print ? width : std::min(1.0, width)); // up to 1 the painter draws lines, not shapes
    pen.setJoinStyle(ink.print ? Qt::RoundJoin : Qt::BevelJoin);
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(path);
}

void paintAbove(QPainter& painter, const PlotMarginal& marginal, const AxisFrame& frame, const PlotLayout& layout,
                const PlotInk& ink)
{
    const QRectF& strip = layout.above;
    const AxisRange range = marginalRange(marginal);
    const QFontMetricsF metrics(ink.font);
    const double em = metrics.height();
    QList<QLineF> grid;
    QList<QLineF> axes{QLineF(strip.topLeft(), strip.bottomLeft()), QLineF(strip.bottomLeft(), strip.bottomRight())};
    painter.setPen(ink.colours.ink);
    for (const AxisTick& tick : layout.aboveTicks) {
        if (!tick.isMajor()) continue;
        const double y = strip.bottom() - shareOf(tick, range) * strip.height();
        if (y < strip.bottom() - 1.0) grid.append(QLineF(strip.left(), y, strip.right(), y));
        axes.append(QLineF(strip.left() - ink.tickLength, y, strip.left(), y));
        const double right = strip.left() - ink.tickLength - 0.75 * ink.gap;
        const double width = metrics.horizontalAdvance(tick.label) + 2.0;
        painter.drawText(QRectF(right - width, y - 0.5 * em, width, em), Qt::AlignRight | Qt::AlignVCenter,
                         tick.label);
    }
    paintStraightLines(painter, grid, ink.colours.grid, ink);
    QPainterPath path;
    const auto pieces = profile(marginal, frame.x, frame.logX);
    for (const QList<QPointF>& piece : pieces) {
        for (qsizetype i = 0; i < piece.size(); ++i) {
            const QPointF at(strip.left() + piece[i].x() * strip.width(),
                             strip.bottom() - piece[i].y() * strip.height());
            i == 0 ? path.moveTo(at) : path.lineTo(at);
        }
    }
    paintProfile(painter, path, ink);
    paintStraightLines(painter, axes, ink.colours.ink, ink);
    painter.setPen(ink.colours.ink);
    paintFittingText(painter, layout.aboveTitle, marginal.title, ink.font, Qt::AlignLeft | Qt::AlignVCenter);
}

void paintBeside(QPainter& painter, const PlotMarginal& marginal, const AxisFrame& frame, const PlotLayout& layout,
                 const PlotInk& ink)
{
    const QRectF& strip = layout.beside;
    const AxisRange range = marginalRange(marginal);
    const QFontMetricsF metrics(ink.font);
    const double em = metrics.height();
    QList<QLineF> grid;
    QList<QLineF> axes{QLineF(strip.topLeft(), strip.bottomLeft()), QLineF(strip.bottomLeft(), strip.bottomRight())};
    painter.setPen(ink.colours.ink);
    for (const AxisTick& tick : layout.besideTicks) {
        if (!tick.isMajor()) continue;
        const double x = strip.left() + shareOf(tick, range) * strip.width();
        if (x > strip.left() + 1.0) grid.append(QLineF(x, strip.top(), x, strip.bottom()));
        axes.append(QLineF(x, strip.bottom(), x, strip.bottom() + ink.tickLength));
        const double width = metrics.horizontalAdvance(tick.label) + 2.0;
        const double top = strip.bottom() + ink.tickLength + 0.5 * ink.gap;
        painter.drawText(QRectF(x - 0.5 * width, top, width, em), Qt::AlignHCenter | Qt::AlignTop, tick.label);
    }
    paintStraightLines(painter, grid, ink.colours.grid, ink);
    QPainterPath path;
    const auto pieces = profile(marginal, frame.y, frame.logY);
    for (const QList<QPointF>& piece : pieces) {
        for (qsizetype i = 0; i < piece.size(); ++i) {
            const double along = frame.reversedY ? piece[i].x() : 1.0 - piece[i].x();
            const QPointF at(strip.left() + piece[i].y() * strip.width(), strip.top() + along * strip.height());
            i == 0 ? path.moveTo(at) : path.lineTo(at);
        }
    }
    paintProfile(painter, path, ink);
    paintStraightLines(painter, axes, ink.colours.ink, ink);
    painter.setPen(ink.colours.ink);
    paintFittingText(painter, layout.besideTitle, marginal.title, ink.font, Qt::AlignCenter);
}

std::optional<AxisRange> extentOfValues(const PlotMarginal& marginal)
{
    std::optional<AxisRange> range;
    for (const QPointF& point : marginal.points) {
        const double at = toAxis(point.y(), marginal.logarithmic);
        if (!std::isfinite(at)) continue;
        range = range ? AxisRange{std::min(range->min, at), std::max(range->max, at)} : AxisRange{at, at};
    }
    return range;
}

// A tick of one digit on a logarithmic axis, moved inwards from `position`.
AxisTick endTick(double position, bool upwards)
{
    const double decade = std::floor(position + 1e-9);
    const double mantissa = std::pow(10.0, position - decade);
    const double digit = upwards ? std::ceil(mantissa - 1e-6) : std::floor(mantissa + 1e-6);
    const double value = digit * std::pow(10.0, decade);
    const bool plain = value >= 0.009 && value < 1e4;
    const QString label = plain ? formatNumber(value, 1) : formatPower(digit, static_cast<int>(decade));
    return {decade + std::log10(digit), label};
}

// The ends of the data: for a strip with room for one decade only, which alone would be no scale.
QList<AxisTick> endTicks(const PlotMarginal& marginal, const TickRoom& room)
{
    const auto extent = extentOfValues(marginal);
    if (!extent || !marginal.logarithmic) return {};
    const AxisTick low = endTick(extent->min, true);
    const AxisTick high = endTick(extent->max, false);
    const double apart = (high.position - low.position) / marginalRange(marginal).span() * room.length;
    const bool fits = apart >= 0.5 * (room.labelExtent(low.label) + room.labelExtent(high.label));
    return fits ? QList<AxisTick>{low, high} : QList<AxisTick>{};
}

} // namespace

AxisRange marginalRange(const PlotMarginal& marginal)
{
    const std::optional<AxisRange> range = extentOfValues(marginal);
    AxisRange whole = range.value_or(AxisRange{0.0, 1.0});
    if (!marginal.logarithmic) whole.min = std::min(0.0, whole.min);
    if (whole.span() <= 0.0) whole.max = whole.min + 1.0;
    return {whole.min, whole.max + 0.06 * whole.span()};
}

QList<AxisTick> marginalTicks(const PlotMarginal& marginal, const TickRoom& room)
{
    constexpr qsizetype most = 3;
    const QList<AxisTick> ends = endTicks(marginal, room);
    TickRoom roomy = room;
    QList<AxisTick> ticks;
    for (int k = 0; k < 8; ++k) {
        ticks = makeTicks(marginalRange(marginal), marginal.logarithmic, false, roomy);
        ticks.removeIf([](const AxisTick& tick) { return !tick.isMajor(); });
        if (ticks.size() < 2 && !ends.isEmpty()) return ends;
        if (ticks.size() <= most) return ticks;
        roomy.spacing *= 1.5;
        const auto extent = roomy.labelExtent;
        roomy.labelExtent = [extent](const QString& label) { return 1.3 * extent(label); };
    }
    return {ticks.first(), ticks.last()};
}

std::optional<double> marginalAt(const PlotMarginal& marginal, double at, bool logarithmic)
{
    PlotSeries series;
    series.points = marginal.points;
    const qsizetype nearest = nearestSample(series, at, logarithmic);
    return nearest < 0 ? std::nullopt : std::optional(marginal.points[nearest].y());
}

void paintMarginals(QPainter& painter, const PlotSpec& spec, const AxisFrame& frame, const PlotLayout& layout,
                    const PlotInk& ink)
{
    painter.setFont(ink.font);
    if (spec.above && !layout.above.isEmpty()) paintAbove(painter, *spec.above, frame, layout, ink);
    if (spec.beside && !layout.beside.isEmpty()) paintBeside(painter, *spec.beside, frame, layout, ink);
}

} // namespace alidade
