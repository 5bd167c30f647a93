// SPDX-License-Identifier: GPL-3.0-or-later
// Reference lines, and a small search for the place of their labels.
#include "widgets/plots/reference_painter.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <limits>

namespace alidade {

namespace {

QPainterPath referencePath(const ReferenceLine& line, const AxisFrame& frame, const PlotLayout& layout)
{
    if (line.kind == ReferenceLine::Kind::Curve) {
        const double floor = frame.y.min - 1.0 - frame.y.span();
        const QList<QPointF> points = axisPoints(line.points, frame.logX, frame.logY, floor);
        return curvePath(envelope(around(points, frame.x)), frame, layout);
    }
    QPainterPath path;
    const QRectF& area = layout.area;
    const bool vertical = line.kind == ReferenceLine::Kind::Vertical;
    const double position = toAxis(line.value, vertical ? frame.logX : frame.logY);
    if (!(vertical ? frame.x : frame.y).contains(position)) return path;
    const QPointF at = layout.toPainter({vertical ? position : 0.0, vertical ? 0.0 : position}, frame);
    path.moveTo(vertical ? QPointF(at.x(), area.top()) : QPointF(area.left(), at.y()));
    path.lineTo(vertical ? QPointF(at.x(), area.bottom()) : QPointF(area.right(), at.y()));
    return path;
}

// What is drawn of a series: its curve, or the shafts of its arrows.
QList<QList<QPointF>> drawnPieces(const PlotSeries& series, const AxisFrame& frame)
{
    if (!series.arrows) return clippedPolyline(curvePoints(series, frame), frame.x, frame.y);
    const QList<QPointF> points = axisPoints(series.points, frame.logX, frame.logY, frame.y.min - 1.0);
    QList<QList<QPointF>> pieces;
    for (qsizetype i = 1; i < points.size(); i += 2)
        pieces.append(clippedPolyline({points[i - 1], points[i]}, frame.x, frame.y));
    return pieces;
}

// Points every `step` along the drawn curves, and on and around their markers: what a label should not cover.
QList<QPointF> obstacles(const PlotSpec& spec, const AxisFrame& frame, const PlotLayout& layout, double step)
{
    constexpr qsizetype most = 20000;
    QList<QPointF> points;
    for (const PlotSeries& series : spec.series) {
        if (!series.visible) continue;
        if (series.markers)
            for (const QPointF& point : markerPoints(series, frame)) {
                const QPointF at = layout.toPainter(point, frame);
                for (const QPointF& off : {QPointF(), QPointF(step, 0), QPointF(-step, 0), QPointF(0, step), QPointF(0, -step)})
                    points.append(at + off);
            }
        const QList<QList<QPointF>> pieces = drawnPieces(series, frame);
        for (const QList<QPointF>& piece : pieces) {
            QPointF from = layout.toPainter(piece.first(), frame);
            for (qsizetype i = 1; i < piece.size() && points.size() < most; ++i) {
                const QPointF to = layout.toPainter(piece[i], frame);
                const double length = std::hypot(to.x() - from.x(), to.y() - from.y());
                const int parts = std::clamp(static_cast<int>(length / step), 1, 400);
                for (int k = 1; k <= parts; ++k)
                    points.append(from + (to - from) * (static_cast<double>(k) / parts));
                from = to;
            }
        }
    }
    return points;
}

// Places to try, best looking first.
QList<QRectF> candidates(const ReferenceLine& line, const QPainterPath& path, const QSizeF& size,
                         const PlotLayout& layout, double gap)
{
    QList<QRectF> boxes;
    const QRectF& area = layout.area;
    const double width = size.width();
    const double height = size.height();
    if (line.kind == ReferenceLine::Kind::Horizontal) {
        const double y = path.elementAt(0).y;
        for (double right = area.right(); right - width >= area.left(); right -= 0.5 * width) {
            boxes.append(QRectF(right - width, y - height - 0.3 * gap, width, height));
            boxes.append(QRectF(right - width, y + 0.3 * gap, width, height));
        }
        return boxes;
    }
    if (line.kind == ReferenceLine::Kind::Vertical) {
        const double x = path.elementAt(0).x;
        for (double top = area.top(); top + height <= area.bottom(); top += height) {
            boxes.append(QRectF(x + gap, top, width, height));
            boxes.append(QRectF(x - gap - width, top, width, height));
        }
        return boxes;
    }
    for (double share = 0.9; share > 0.05; share -= 0.05) {
        const QPointF at = path.pointAtPercent(share);
        boxes.append(QRectF(at.x() + gap, at.y() - height, width, height));
        boxes.append(QRectF(at.x() + gap, at.y(), width, height));
        boxes.append(QRectF(at.x() - gap - width, at.y() - height, width, height));
        boxes.append(QRectF(at.x() - gap - width, at.y(), width, height));
    }
    return boxes;
}

// Corners and edge middles of the area.
QList<QRectF> corners(const QSizeF& size, const QRectF& area, double gap)
{
    QList<QRectF> boxes;
    const QRectF inner = area.adjusted(gap, 0, 0, -gap);
    for (const double down : {0.0, 1.0, 0.5}) {
        for (const double along : {1.0, 0.0, 0.5}) {
            const QPointF corner(inner.left() + along * (inner.width() - size.width()),
                                 inner.top() + down * (inner.height() - size.height()));
            boxes.append(QRectF(corner, size));
        }
    }
    return boxes;
}

struct Place {
    QRectF box;
    qsizetype hidden = std::numeric_limits<qsizetype>::max(); // obstacles covered
};

// The box that covers the fewest obstacles; among equals the first. A null box if none lies inside the area.
Place bestPlace(const QList<QRectF>& boxes, const QList<QPointF>& hidden, const QList<QRectF>& taken,
                const QRectF& area)
{
    constexpr qsizetype onOtherText = 100000;
    Place best;
    for (const QRectF& box : boxes) {
        if (!area.adjusted(-1, -1, 1, 1).contains(box)) continue;
        const auto covered = [&box](const QPointF& p) { return box.contains(p); };
        qsizetype cost = std::count_if(hidden.begin(), hidden.end(), covered);
        for (const QRectF& other : taken)
            cost += box.intersects(other) ? onOtherText : 0;
        if (cost < best.hidden) best = {box, cost};
        if (cost == 0) return best;
    }
    return best;
}

QColor referenceColour(const ReferenceLine& line, const PlotInk& ink)
{
    if (line.slot < 0) return ink.colours.reference;
    return mixed(styleFor(line.slot, ink.colours.dark).colour, ink.colours.background, 0.3);
}

QColor labelColour(const ReferenceLine& line, const PlotInk& ink)
{
    return mixed(referenceColour(line, ink), ink.colours.ink, 0.4);
}

QPen referencePen(const ReferenceLine& line, const PlotInk& ink)
{
    QPen pen(referenceColour(line, ink), 1.2 * ink.axisWidth);
    pen.setCapStyle(Qt::FlatCap);
    // Dots for what belongs to one of the curves, whose own line may be dashed.
    pen.setDashPattern(line.slot < 0 ? QList<qreal>{4, 3} : QList<qreal>{1.2, 2.4});
    return pen;
}

// Text on a patch of background, thin enough to let a curve show through.
void paintTag(QPainter& painter, const QString& text, const QColor& colour, const QRectF& box, const PlotInk& ink)
{
    QColor patch = ink.colours.background;
    patch.setAlphaF(0.7F);
    painter.fillRect(box, patch);
    painter.setPen(colour);
    painter.drawText(box, Qt::AlignCenter, text);
}

void paintBadge(QPainter& painter, const QString& text, const QRectF& box, const PlotInk& ink)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(mixed(ink.colours.background, ink.colours.accent, 0.22));
    painter.drawRoundedRect(box, 0.5 * box.height(), 0.5 * box.height());
    painter.setPen(ink.colours.ink);
    painter.drawText(box, Qt::AlignCenter, text);
}

// A label with a sample of its line in front.
void paintKey(QPainter& painter, const ReferenceLine& line, const QRectF& box, double sample, const PlotInk& ink)
{
    paintTag(painter, QString(), labelColour(line, ink), box, ink);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(referencePen(line, ink));
    painter.drawLine(QPointF(box.left() + 0.5 * ink.gap, box.center().y()),
                     QPointF(box.left() + sample, box.center().y()));
    painter.setPen(labelColour(line, ink));
    painter.drawText(box.adjusted(sample + ink.gap, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, line.label);
}

} // namespace

QPainterPath curvePath(const QList<QPointF>& points, const AxisFrame& frame, const PlotLayout& layout)
{
    QPainterPath path;
    const auto pieces = clippedPolyline(points, frame.x, frame.y);
    for (const QList<QPointF>& piece : pieces) {
        path.moveTo(layout.toPainter(piece.first(), frame));
        for (qsizetype i = 1; i < piece.size(); ++i)
            path.lineTo(layout.toPainter(piece[i], frame));
    }
    return path;
}

void paintReferenceLines(QPainter& painter, const PlotSpec& spec, const AxisFrame& frame,
                         const PlotLayout& layout, const PlotInk& ink)
{
    painter.setBrush(Qt::NoBrush);
    for (const ReferenceLine& line : spec.references) {
        const QPainterPath path = referencePath(line, frame, layout);
        if (path.isEmpty()) continue;
        if (spec.image) { // a line of its own colour would be lost on the colours of the cells
            painter.setPen(QPen(ink.colours.background, 3.0 * ink.axisWidth, Qt::SolidLine, Qt::FlatCap));
            painter.drawPath(path);
        }
        painter.setPen(referencePen(line, ink));
        painter.drawPath(path);
    }
}

void paintReferenceLabels(QPainter& painter, const PlotSpec& spec, const AxisFrame& frame,
                          const PlotLayout& layout, const PlotInk& ink)
{
    const bool labels = std::any_of(spec.references.begin(), spec.references.end(),
                                    [](const ReferenceLine& line) { return !line.label.isEmpty(); });
    if (spec.badge.isEmpty() && !labels) return;
    const QFontMetricsF metrics(ink.font);
    const QList<QPointF> hidden = obstacles(spec, frame, layout, 0.4 * metrics.height());
    const QRectF& area = layout.area;
    QList<QRectF> taken;
    if (!spec.badge.isEmpty()) {
        const QSizeF size(metrics.horizontalAdvance(spec.badge) + metrics.height(), 1.05 * metrics.height());
        const QList<QRectF> boxes = corners(size, area, ink.gap);
        const Place place = bestPlace(boxes, hidden, taken, area);
        taken.append(place.box.isNull() ? boxes.first() : place.box); // a badge is never left out
        paintBadge(painter, spec.badge, taken.last(), ink);
    }
    for (const ReferenceLine& line : spec.references) {
        const QPainterPath path = referencePath(line, frame, layout);
        if (path.isEmpty() || line.label.isEmpty()) continue;
        const QSizeF size(metrics.horizontalAdvance(line.label) + ink.gap, metrics.height());
        const Place along = bestPlace(candidates(line, path, size, layout, ink.gap), hidden, taken, area);
        const double sample = 1.6 * metrics.height();
        const QSizeF keySize(size.width() + sample + ink.gap, size.height());
        const Place aside =
            along.hidden == 0 ? Place{} : bestPlace(corners(keySize, area, ink.gap), hidden, taken, area);
        const bool asKey = aside.hidden < along.hidden;
        const QRectF box = asKey ? aside.box : along.box;
        if (box.isNull()) continue;
        taken.append(box);
        if (asKey)
            paintKey(painter, line, box, sample, ink);
        else
            paintTag(painter, line.label, labelColour(line, ink), box, ink);
    }
}

} // namespace alidade
