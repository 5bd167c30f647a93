// SPDX-License-Identifier: GPL-3.0-or-later
// Painting of grid, curves, axes and legend. Lines of one kind go into one path: few elements in SVG and PDF.
#include "widgets/plots/plot_painter.h"

#include "widgets/plots/arrow_painter.h"
#include "widgets/plots/band_painter.h"
#include "widgets/plots/image_painter.h"
#include "widgets/plots/marginal_painter.h"
#include "widgets/plots/marker_painter.h"
#include "widgets/plots/reference_painter.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace alidade {

namespace {

constexpr double emphasis = 1.75;

QList<qreal> dashOf(const PlotSeries& series, const CoordinateStyle& style)
{
    switch (series.stroke) {
    case Stroke::OfSlot:
        return style.dash;
    case Stroke::Solid:
        return {};
    case Stroke::Dashed:
        return {5, 3};
    case Stroke::Dotted:
        return {1.2, 2.2};
    }
    return {};
}

QPen thinPen(const QColor& colour, double width)
{
    QPen pen(colour, width);
    pen.setCapStyle(Qt::FlatCap);
    return pen;
}

QList<QLineF> gridLines(const PlotLayout& layout, const AxisFrame& frame, bool major)
{
    QList<QLineF> lines;
    const QRectF& area = layout.area;
    for (const AxisTick& tick : layout.xTicks) {
        const double x = layout.toPainter({tick.position, 0.0}, frame).x();
        if (tick.isMajor() != major || x < area.left() + 1 || x > area.right() + 1) continue;
        lines.append(QLineF(x, area.top(), x, area.bottom()));
    }
    for (const AxisTick& tick : layout.yTicks) {
        const double y = layout.toPainter({0.0, tick.position}, frame).y();
        if (tick.isMajor() != major || y > area.bottom() - 1 || y < area.top() - 1) continue;
        lines.append(QLineF(area.left(), y, area.right(), y));
    }
    return lines;
}

QList<QLineF> axisLines(const PlotLayout& layout, const AxisFrame& frame, double length)
{
    const QRectF& area = layout.area;
    QList<QLineF> lines{QLineF(area.topLeft(), area.bottomLeft()),
                        QLineF(area.bottomLeft(), area.bottomRight())};
    for (const AxisTick& tick : layout.xTicks) {
        const double x = layout.toPainter({tick.position, 0.0}, frame).x();
        const double size = tick.isMajor() ? length : 0.55 * length;
        lines.append(QLineF(x, area.bottom(), x, area.bottom() + size));
    }
    for (const AxisTick& tick : layout.yTicks) {
        const double y = layout.toPainter({0.0, tick.position}, frame).y();
        const double size = tick.isMajor() ? length : 0.55 * length;
        lines.append(QLineF(area.left() - size, y, area.left(), y));
    }
    return lines;
}

void paintMarkersOf(QPainter& painter, const PlotSeries& series, const AxisFrame& frame,
                    const PlotLayout& layout, const PlotInk& ink)
{
    const bool single = series.points.size() == 1 && !series.stepped; // a line of one point would not be seen
    if (series.arrows || (!series.markers && series.line && !single)) return;
    QList<QPointF> centres = markerPoints(series, frame);
    for (QPointF& centre : centres)
        centre = layout.toPainter(centre, frame);
    const MarkerShape shape = styleFor(series.slot, ink.colours.dark).marker;
    const double size = ink.markerSize * (series.emphasised ? 1.25 : 1.0);
    paintMarkers(painter, shape, centres, size, seriesColour(series, ink), ink.colours.background);
}

void paintTickLabels(QPainter& painter, const AxisFrame& frame, const PlotLayout& layout, const PlotInk& ink)
{
    const QFontMetricsF metrics(ink.font);
    const double em = metrics.height();
    painter.setPen(ink.colours.ink);
    for (const AxisTick& tick : layout.xTicks) {
        if (!tick.isMajor()) continue;
        const double x = layout.toPainter({tick.position, 0.0}, frame).x();
        const double width = metrics.horizontalAdvance(tick.label) + 2.0;
        const double top = layout.area.bottom() + ink.tickLength + 0.5 * ink.gap;
        if (layout.xTurned) {
            painter.save();
            painter.translate(x, top);
            painter.rotate(-90);
            painter.drawText(QRectF(-width, -0.5 * em, width, em), Qt::AlignRight | Qt::AlignVCenter, tick.label);
            painter.restore();
            continue;
        }
        painter.drawText(QRectF(x - 0.5 * width, top, width, em), Qt::AlignHCenter | Qt::AlignTop,
                         tick.label);
    }
    for (const AxisTick& tick : layout.yTicks) {
        if (!tick.isMajor()) continue;
        const double y = layout.toPainter({0.0, tick.position}, frame).y();
        const double width = metrics.horizontalAdvance(tick.label) + 2.0;
        const double right = layout.area.left() - ink.tickLength - 0.75 * ink.gap;
        painter.drawText(QRectF(right - width, y - 0.5 * em, width, em), Qt::AlignRight | Qt::AlignVCenter,
                         tick.label);
    }
}

void paintLegendEntry(QPainter& painter, const PlotSpec& spec, const LegendEntry& entry, const PlotInk& ink)
{
    const bool isCategory = entry.category >= 0;
    if (isCategory) {
        const ImageCategory& category = spec.image->categories[entry.category];
        painter.fillRect(entry.sample, categoryColour(category, ink.colours));
    }
    else {
        paintSample(painter, spec.series[entry.series], entry.sample, ink);
    }
    const QString name = isCategory ? spec.image->categories[entry.category].name : spec.series[entry.series].name;
    painter.setPen(ink.colours.ink);
    paintFittingText(painter, entry.text, name, ink.font, Qt::AlignLeft | Qt::AlignVCenter);
}

void paintTitles(QPainter& painter, const PlotSpec& spec, const PlotLayout& layout, const PlotInk& ink)
{
    painter.setPen(ink.colours.ink);
    if (!layout.title.isEmpty()) {
        QFont bold = ink.font;
        bold.setBold(true);
        paintFittingText(painter, layout.title, spec.title, bold, Qt::AlignLeft | Qt::AlignVCenter);
        painter.setFont(ink.font);
    }
    const QFontMetricsF metrics(ink.font);
    const double width = metrics.horizontalAdvance(spec.x.title) + 2.0;
    QRectF box(layout.area.center().x() - 0.5 * width, layout.xTitle.top(), width, layout.xTitle.height());
    if (box.right() > layout.bounds.right()) box.moveRight(layout.bounds.right());
    box.setLeft(std::max(box.left(), layout.bounds.left()));
    paintFittingText(painter, box, spec.x.title, ink.font, Qt::AlignCenter);
    if (spec.y.title.isEmpty()) return;
    painter.save();
    painter.rotate(-90);
    paintFittingText(painter, layout.yTitle, spec.y.title, ink.font, Qt::AlignCenter);
    painter.restore();
}

} // namespace

// In print one path of exact lines; on screen bars of whole pixels, which are
// sharp and ten times cheaper than antialiased strokes.
void paintStraightLines(QPainter& painter, const QList<QLineF>& lines, const QColor& colour, const PlotInk& ink)
{
    if (ink.print) {
        QPainterPath path;
        for (const QLineF& line : lines) {
            path.moveTo(line.p1());
            path.lineTo(line.p2());
        }
        painter.setBrush(Qt::NoBrush);
        painter.setPen(thinPen(colour, ink.axisWidth));
        painter.drawPath(path);
        return;
    }
    const double ratio = painter.device()->devicePixelRatioF();
    const auto snapped = [ratio](double v) { return std::floor(v * ratio) / ratio; };
    const double width = std::max(1.0, std::round(ink.axisWidth * ratio)) / ratio;
    for (const QLineF& line : lines) {
        const QPointF corner(snapped(line.x1()), snapped(line.y1()));
        const QSizeF size(std::max(width, snapped(line.x2()) - corner.x()),
                          std::max(width, snapped(line.y2()) - corner.y()));
        painter.fillRect(QRectF(corner, size), colour);
    }
}

void paintFittingText(QPainter& painter, const QRectF& box, const QString& text, const QFont& font, int flags)
{
    QFont fitting = font;
    QFontMetricsF metrics(fitting);
    const double factor = box.width() / std::max(1.0, metrics.horizontalAdvance(text));
    if (factor < 1.0) {
        const double scale = std::max(0.8, 0.99 * factor);
        if (font.pixelSize() > 0)
            fitting.setPixelSize(static_cast<int>(font.pixelSize() * scale));
        else
            fitting.setPointSizeF(font.pointSizeF() * scale);
        metrics = QFontMetricsF(fitting);
    }
    painter.setFont(fitting);
    painter.drawText(box, flags, metrics.elidedText(text, Qt::ElideRight, box.width() + 1.0));
    painter.setFont(font);
}

QColor seriesColour(const PlotSeries& series, const PlotInk& ink)
{
    const QColor colour = series.colour.value_or(styleFor(series.slot, ink.colours.dark).colour);
    return series.preview ? mixed(colour, ink.colours.background, 0.5) : colour;
}

QPen curvePen(const PlotSeries& series, const PlotInk& ink)
{
    const CoordinateStyle style = styleFor(series.slot, ink.colours.dark);
    const QList<qreal> dash = dashOf(series, style);
    const double strength = series.emphasised ? emphasis : 1.0;
    QPen pen(seriesColour(series, ink), ink.lineWidth * style.widthFactor * strength);
    pen.setJoinStyle(Qt::RoundJoin);
    pen.setCapStyle(dash.isEmpty() ? Qt::RoundCap : Qt::FlatCap);
    if (!dash.isEmpty()) pen.setDashPattern(dash);
    return pen;
}

void paintBehind(QPainter& painter, const PlotSpec& spec, const AxisFrame& frame, const PlotLayout& layout,
                 const PlotInk& ink, const ImageLevels* levels)
{
    painter.setFont(ink.font);
    painter.fillRect(layout.bounds, ink.colours.background);
    painter.setBrush(Qt::NoBrush);
    paintStraightLines(painter, gridLines(layout, frame, false), ink.colours.minorGrid, ink);
    paintStraightLines(painter, gridLines(layout, frame, true), ink.colours.grid, ink);
    if (spec.image && levels) paintImage(painter, *levels, frame, layout, ink);
    if (spec.image && !levels) paintImage(painter, *imageLevels(*spec.image), frame, layout, ink);
    paintBands(painter, spec, frame, layout, ink);
    paintReferenceLines(painter, spec, frame, layout, ink);
}

void paintCurves(QPainter& painter, const PlotSpec& spec, const AxisFrame& frame, const PlotLayout& layout,
                 const PlotInk& ink)
{
    painter.setBrush(Qt::NoBrush);
    const QList<qsizetype> order = drawingOrder(spec);
    for (const qsizetype index : order) {
        const PlotSeries& series = spec.series[index];
        if (!series.line || series.arrows) continue;
        const QPainterPath path = curvePath(curvePoints(series, frame), frame, layout);
        if (path.isEmpty()) continue;
        painter.setPen(curvePen(series, ink));
        painter.drawPath(path);
    }
}

void paintFront(QPainter& painter, const PlotSpec& spec, const AxisFrame& frame, const PlotLayout& layout,
                const PlotInk& ink)
{
    painter.setFont(ink.font);
    paintStraightLines(painter, axisLines(layout, frame, ink.tickLength), ink.colours.ink, ink);
    paintMarginals(painter, spec, frame, layout, ink);
    if (spec.image) paintColourBar(painter, *spec.image, layout, ink);
    const QList<qsizetype> order = drawingOrder(spec);
    for (const qsizetype index : order) {
        if (spec.series[index].arrows) paintArrows(painter, spec.series[index], frame, layout, ink);
    }
    for (const qsizetype index : order)
        paintMarkersOf(painter, spec.series[index], frame, layout, ink);
    paintReferenceLabels(painter, spec, frame, layout, ink);
    paintTickLabels(painter, frame, layout, ink);
    paintTitles(painter, spec, layout, ink);
    for (const LegendEntry& entry : layout.legend)
        paintLegendEntry(painter, spec, entry, ink);
}

void paintSample(QPainter& painter, const PlotSeries& series, const QRectF& box, const PlotInk& ink)
{
    const double y = box.center().y();
    if (series.arrows) return paintArrowSample(painter, series, box, ink);
    if (series.line) {
        QPainterPath path(QPointF(box.left(), y));
        path.lineTo(box.right(), y);
        QPen pen = curvePen(series, ink);
        pen.setCapStyle(Qt::FlatCap);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(pen);
        painter.drawPath(path);
    }
    if (!series.markers && series.line) return;
    const MarkerShape shape = styleFor(series.slot, ink.colours.dark).marker;
    paintMarkers(painter, shape, {box.center()}, ink.markerSize, seriesColour(series, ink),
                 ink.colours.background);
}

} // namespace alidade
