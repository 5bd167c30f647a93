// SPDX-License-Identifier: GPL-3.0-or-later
// Shafts and heads of arrows.
#include "widgets/plots/arrow_painter.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace alidade {

namespace {

constexpr double headShare = 1.5; // length of a head in marker sizes

QPointF onAxes(const QPointF& value, const AxisFrame& frame)
{
    return {toAxis(value.x(), frame.logX), toAxis(value.y(), frame.logY)};
}

bool isInside(const QPointF& position, const AxisFrame& frame)
{
    return frame.x.contains(position.x()) && frame.y.contains(position.y());
}

// Adds one arrow in painter units; without head if its tip was cut off. Short arrows have short heads.
void addArrow(QPainterPath& shafts, QPainterPath& heads, const QPointF& from, const QPointF& to, bool hasHead,
              double headLength)
{
    const QPointF way = to - from;
    const double length = std::hypot(way.x(), way.y());
    shafts.moveTo(from);
    if (!hasHead || length <= 0.0) {
        shafts.lineTo(to);
        return;
    }
    const double head = std::min(headLength, 0.8 * length);
    const QPointF along = way / length;
    const QPointF across(-along.y(), along.x());
    const QPointF base = to - along * head;
    shafts.lineTo(base);
    heads.moveTo(to);
    heads.lineTo(base + across * (0.38 * head));
    heads.lineTo(base - across * (0.38 * head));
    heads.closeSubpath();
}

void paintPaths(QPainter& painter, const QPainterPath& shafts, const QPainterPath& heads, const PlotSeries& series,
                const PlotInk& ink)
{
    QPen pen = curvePen(series, ink);
    pen.setStyle(Qt::SolidLine);
    pen.setCapStyle(Qt::FlatCap);
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(shafts);
    painter.setPen(Qt::NoPen);
    painter.setBrush(pen.color());
    painter.drawPath(heads);
    painter.setBrush(Qt::NoBrush);
}

} // namespace

std::optional<ArrowHit> nearestArrow(const PlotSpec& spec, const AxisFrame& frame, const PlotLayout& layout,
                                     const QPointF& at, double distance)
{
    std::optional<ArrowHit> best;
    for (qsizetype s = 0; s < spec.series.size(); ++s) {
        const PlotSeries& series = spec.series[s];
        if (!series.visible || !series.arrows) continue;
        for (qsizetype i = 1; i < series.points.size(); i += 2) {
            const QPointF position = onAxes(series.points[i], frame);
            if (!isInside(position, frame)) continue;
            const QPointF off = layout.toPainter(position, frame) - at;
            const double away = std::hypot(off.x(), off.y());
            if (away > distance) continue;
            best = ArrowHit{s, i / 2};
            distance = away;
        }
    }
    return best;
}

void paintArrows(QPainter& painter, const PlotSeries& series, const AxisFrame& frame, const PlotLayout& layout,
                 const PlotInk& ink)
{
    QPainterPath shafts;
    QPainterPath heads;
    const double strength = series.emphasised ? 1.25 : 1.0;
    for (qsizetype i = 1; i < series.points.size(); i += 2) {
        const QPointF from = onAxes(series.points[i - 1], frame);
        const QPointF to = onAxes(series.points[i], frame);
        if (!std::isfinite(from.x() + from.y() + to.x() + to.y())) continue;
        const auto pieces = clippedPolyline({from, to}, frame.x, frame.y);
        if (pieces.isEmpty()) continue;
        addArrow(shafts, heads, layout.toPainter(pieces.first().first(), frame),
                 layout.toPainter(pieces.first().last(), frame), isInside(to, frame),
                 headShare * strength * ink.markerSize);
    }
    paintPaths(painter, shafts, heads, series, ink);
}

void paintArrowSample(QPainter& painter, const PlotSeries& series, const QRectF& box, const PlotInk& ink)
{
    QPainterPath shafts;
    QPainterPath heads;
    const double y = box.center().y();
    addArrow(shafts, heads, {box.left(), y}, {box.right(), y}, true, headShare * ink.markerSize);
    paintPaths(painter, shafts, heads, series, ink);
}

} // namespace alidade
