// SPDX-License-Identifier: GPL-3.0-or-later
// Marker shapes as painter paths.
#include "widgets/plots/marker_painter.h"

#include <QPainter>
#include <QPainterPath>
#include <QPen>
#include <QPolygonF>

namespace alidade {

namespace {

// Hadamard and random curves coincide in theory: the square of the one stays visible around the circle of the
// other.
constexpr double halfSquareShare = 0.52;

void addShape(QPainterPath& path, MarkerShape shape, const QPointF& c, double size)
{
    const double r = 0.5 * size;
    const double side = 0.89 * size; // a square of the same area as the disc
    const double halfSide = halfSquareShare * size;
    switch (shape) {
    case MarkerShape::None:
        return;
    case MarkerShape::Disc:
        path.addEllipse(c, r, r);
        return;
    case MarkerShape::OpenCircle:
        path.addEllipse(c, 0.85 * r, 0.85 * r);
        return;
    case MarkerShape::HalfSquare:
        path.addRect(c.x() - halfSide, c.y() - halfSide, 2 * halfSide, 2 * halfSide);
        return;
    case MarkerShape::Square:
        path.addRect(c.x() - 0.5 * side, c.y() - 0.5 * side, side, side);
        return;
    case MarkerShape::Diamond: {
        const double d = 1.2 * r;
        path.addPolygon(
            QPolygonF{{c + QPointF(0, -d), c + QPointF(d, 0), c + QPointF(0, d), c + QPointF(-d, 0)}});
        path.closeSubpath();
        return;
    }
    case MarkerShape::Triangle: {
        const double d = 1.2 * r;
        path.addPolygon(QPolygonF{{c + QPointF(0, -d), c + QPointF(d, 0.8 * d), c + QPointF(-d, 0.8 * d)}});
        path.closeSubpath();
        return;
    }
    }
}

bool isOpen(MarkerShape shape)
{
    return shape == MarkerShape::OpenCircle || shape == MarkerShape::HalfSquare;
}

} // namespace

void paintMarkers(QPainter& painter, MarkerShape shape, const QList<QPointF>& centres, double size,
                  const QColor& colour, const QColor& background)
{
    if (centres.isEmpty() || shape == MarkerShape::None) return;
    QPainterPath outline;
    outline.setFillRule(Qt::WindingFill);
    for (const QPointF& centre : centres)
        addShape(outline, shape, centre, size);
    QPen pen(colour, 0.17 * size);
    pen.setJoinStyle(Qt::MiterJoin);
    painter.save();
    painter.setPen(pen);
    painter.setBrush(isOpen(shape) ? background : colour);
    painter.drawPath(outline);
    if (shape == MarkerShape::HalfSquare) {
        QPainterPath half;
        half.setFillRule(Qt::WindingFill);
        const double side = 2 * halfSquareShare * size;
        for (const QPointF& c : centres)
            half.addRect(c.x() - 0.5 * side, c.y() - 0.5 * side, 0.5 * side, side);
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour);
        painter.drawPath(half);
    }
    painter.restore();
}

} // namespace alidade
