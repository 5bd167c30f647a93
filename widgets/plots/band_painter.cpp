// SPDX-License-Identifier: GPL-3.0-or-later
// Band polygons: upper end forward, lower end backward, both moved into the frame.
#include "widgets/plots/band_painter.h"

#include "widgets/plots/reference_painter.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <iterator>

namespace alidade {

namespace {

// Consecutive points that have both ends.
struct Run {
    QList<QPointF> lower;
    QList<QPointF> upper;
};

QList<Run> runsOf(const PlotSeries& series)
{
    QList<Run> runs;
    bool open = false;
    for (qsizetype i = 0; i < series.points.size(); ++i) {
        const double x = series.points[i].x();
        const double low = series.lower[i];
        const double high = series.upper[i];
        const bool whole = std::isfinite(x) && !std::isnan(low) && !std::isnan(high);
        if (whole && !open) runs.append(Run{});
        open = whole;
        if (!whole) continue;
        runs.last().lower.append({x, std::min(low, high)});
        runs.last().upper.append({x, std::max(low, high)});
    }
    return runs;
}

// One end of the band as a curve in axis positions.
QList<QPointF> edge(const QList<QPointF>& points, bool stepped, const AxisFrame& frame)
{
    PlotSeries line;
    line.points = points;
    line.stepped = stepped;
    return curvePoints(line, frame);
}

void paintEdges(QPainter& painter, const PlotSeries& series, const AxisFrame& frame, const PlotLayout& layout,
                const PlotInk& ink)
{
    QPen pen(mixed(ink.colours.background, seriesColour(series, ink), 0.45), 0.5 * ink.axisWidth);
    pen.setCapStyle(Qt::FlatCap);
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    QPainterPath path;
    const QList<Run> runs = runsOf(series);
    for (const Run& run : runs) {
        path.addPath(curvePath(edge(run.lower, series.stepped, frame), frame, layout));
        path.addPath(curvePath(edge(run.upper, series.stepped, frame), frame, layout));
    }
    painter.drawPath(path);
}

PlotSeries endOf(const PlotSeries& series, const QList<double>& values)
{
    PlotSeries end;
    end.stepped = series.stepped;
    end.line = series.line;
    for (qsizetype i = 0; i < series.points.size(); ++i)
        end.points.append({series.points[i].x(), values[i]});
    return end;
}

} // namespace

bool hasBand(const PlotSeries& series)
{
    return !series.points.isEmpty() && series.lower.size() == series.points.size() &&
           series.upper.size() == series.points.size();
}

QList<QPolygonF> bandPolygons(const PlotSeries& series, const AxisFrame& frame)
{
    QList<QPolygonF> polygons;
    if (!hasBand(series)) return polygons;
    const QList<Run> runs = runsOf(series);
    for (const Run& run : runs) {
        // Moved onto the border wherever they leave the frame: the area between them is the band inside it.
        const auto inside = [&](const QList<QPointF>& points) {
            return clampedPolyline(edge(points, series.stepped, frame), frame.x, frame.y);
        };
        QList<QPointF> upper = inside(run.upper);
        const QList<QPointF> lower = inside(run.lower);
        if (upper.size() < 2 || lower.size() < 2) continue;
        std::copy(lower.rbegin(), lower.rend(), std::back_inserter(upper));
        const QRectF box = QPolygonF(upper).boundingRect();
        const bool outside = box.left() >= frame.x.max || box.right() <= frame.x.min || box.width() <= 0.0 ||
                             box.top() >= frame.y.max || box.bottom() <= frame.y.min;
        if (!outside) polygons.append(QPolygonF(upper));
    }
    return polygons;
}

std::optional<std::pair<double, double>> bandAt(const PlotSeries& series, double x, bool logX, bool logY)
{
    if (!hasBand(series)) return std::nullopt;
    const auto low = valueAt(endOf(series, series.lower), x, logX, logY);
    const auto high = valueAt(endOf(series, series.upper), x, logX, logY);
    if (!low || !high || std::isnan(*low) || std::isnan(*high)) return std::nullopt;
    return std::pair(std::min(*low, *high), std::max(*low, *high));
}

void paintBands(QPainter& painter, const PlotSpec& spec, const AxisFrame& frame, const PlotLayout& layout,
                const PlotInk& ink)
{
    const QList<qsizetype> order = drawingOrder(spec);
    for (const qsizetype index : order) {
        const PlotSeries& series = spec.series[index];
        const QList<QPolygonF> polygons = bandPolygons(series, frame);
        if (polygons.isEmpty()) continue;
        QPainterPath path;
        for (QPolygonF polygon : polygons) {
            for (QPointF& point : polygon)
                point = layout.toPainter(point, frame);
            path.addPolygon(polygon);
            path.closeSubpath();
        }
        const QColor colour = seriesColour(series, ink);
        painter.setPen(Qt::NoPen);
        painter.setBrush(mixed(ink.colours.background, colour, ink.colours.dark ? 0.24 : 0.2));
        painter.drawPath(path);
    }
    for (const qsizetype index : order) {
        const PlotSeries& series = spec.series[index];
        if (hasBand(series)) paintEdges(painter, series, frame, layout, ink);
    }
}

} // namespace alidade
