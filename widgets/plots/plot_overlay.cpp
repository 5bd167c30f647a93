// SPDX-License-Identifier: GPL-3.0-or-later
// Painting of hairline, crosshair, readout and rubber band.
#include "widgets/plots/plot_overlay.h"

#include "widgets/plots/axis_words.h"
#include "widgets/plots/band_painter.h"
#include "widgets/plots/image_painter.h"
#include "widgets/plots/marginal_painter.h"
#include "widgets/plots/marker_painter.h"
#include "widgets/style/number_format.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace alidade {

using namespace Qt::StringLiterals;

namespace {

struct ReadoutRow {
    qsizetype series = -1;
    QString name;
    QString value;
    double y = 0.0;
};

std::optional<double> xOnPaper(double x, const AxisFrame& frame, const PlotLayout& layout)
{
    const double position = toAxis(x, frame.logX);
    const double slack = 1e-9 * frame.x.span();
    if (!(position >= frame.x.min - slack && position <= frame.x.max + slack)) return std::nullopt;
    return layout.toPainter({position, frame.y.min}, frame).x();
}

void paintVertical(QPainter& painter, double x, const PlotLayout& layout, const QPen& pen, const PlotInk& ink,
                   const PlotSpec& spec)
{
    if (spec.image) { // seen on every colour
        painter.setPen(QPen(ink.colours.background, 3.0));
        painter.drawLine(QPointF(x, layout.area.top()), QPointF(x, layout.area.bottom()));
    }
    painter.setPen(pen);
    painter.drawLine(QPointF(x, layout.area.top()), QPointF(x, layout.area.bottom()));
}

QString withBand(const QString& value, const std::pair<double, double>& band)
{
    return u"%1 [%2, %3]"_s.arg(value, formatNumber(band.first), formatNumber(band.second));
}

QList<ReadoutRow> readoutRows(const PlotSpec& spec, const AxisFrame& frame, double x)
{
    constexpr qsizetype mostRows = 14;
    QList<ReadoutRow> rows;
    for (qsizetype i = 0; i < spec.series.size() && rows.size() < mostRows; ++i) {
        const PlotSeries& series = spec.series[i];
        if (!series.visible) continue;
        const auto y = valueAt(series, x, frame.logX, frame.logY);
        if (!y) continue;
        const auto band = bandAt(series, x, frame.logX, frame.logY);
        const QString value = axisValueText(spec.y, *y);
        rows.append({i, series.name, band ? withBand(value, *band) : value, *y});
    }
    return rows;
}

void paintDots(QPainter& painter, const PlotSpec& spec, const AxisFrame& frame, const PlotLayout& layout,
               const PlotInk& ink, double x, const QList<ReadoutRow>& rows)
{
    for (const ReadoutRow& row : rows) {
        const QPointF position(toAxis(x, frame.logX), toAxis(row.y, frame.logY));
        if (!std::isfinite(position.y()) || !frame.y.contains(position.y())) continue;
        const QColor colour = curvePen(spec.series[row.series], ink).color();
        paintMarkers(painter, MarkerShape::Disc, {layout.toPainter(position, frame)}, 7.0,
                     ink.colours.background, ink.colours.background);
        paintMarkers(painter, MarkerShape::OpenCircle, {layout.toPainter(position, frame)}, 6.5, colour,
                     ink.colours.background);
    }
}

void paintGround(QPainter& painter, const QRectF& box, const PlotInk& ink)
{
    QColor ground = mixed(ink.colours.background, ink.colours.ink, ink.colours.dark ? 0.08 : 0.03);
    ground.setAlphaF(0.94F);
    painter.setPen(QPen(ink.colours.grid, 1.0));
    painter.setBrush(ground);
    painter.drawRoundedRect(box, 3.0, 3.0);
}

// Lines of text beside a point, kept inside the bounds.
void paintLinesAt(QPainter& painter, const QStringList& lines, const QPointF& at, const PlotLayout& layout,
                  const PlotInk& ink)
{
    const QFontMetricsF metrics(ink.font);
    const double em = metrics.height();
    double width = 0.0;
    for (const QString& line : lines)
        width = std::max(width, metrics.horizontalAdvance(line));
    width = std::min(width + 14.0, layout.bounds.width() - 4.0);
    QRectF box(at.x() + 14.0, at.y() + 14.0, width, em * static_cast<double>(lines.size()) + 6.0);
    if (box.right() > layout.bounds.right() - 2.0) box.moveRight(std::max(box.width() + 2.0, at.x() - 14.0));
    if (box.bottom() > layout.bounds.bottom() - 2.0) box.moveBottom(at.y() - 14.0);
    paintGround(painter, box, ink);
    painter.setPen(ink.colours.ink);
    double y = box.top() + 3.0;
    for (const QString& line : lines) {
        painter.drawText(QRectF(box.left() + 6.0, y, box.width() - 12.0, em), Qt::AlignLeft | Qt::AlignVCenter,
                         metrics.elidedText(line, Qt::ElideMiddle, box.width() - 11.0));
        y += em;
    }
}

void paintCell(QPainter& painter, const PlotSpec& spec, const AxisFrame& frame, const PlotLayout& layout,
               const PlotInk& ink, const OverlayState& state)
{
    const QRectF box = cellRect(*spec.image, state.cell->column, state.cell->row, frame, layout);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(ink.colours.background, 3.0));
    painter.drawRect(box.adjusted(-1.0, -1.0, 1.0, 1.0));
    painter.setPen(QPen(ink.colours.ink, 1.0));
    painter.drawRect(box.adjusted(-1.0, -1.0, 1.0, 1.0));
    if (!state.rubber.isEmpty()) return;
    QStringList lines;
    if (!spec.image->cellName.isEmpty())
        lines.append(cellSentence(spec, *state.cell));
    else
        for (const auto& [name, value] : cellRows(spec, *state.cell))
            lines.append(name + u" = "_s + value);
    paintLinesAt(painter, lines, state.pointer.value_or(box.center()), layout, ink);
}

void paintArrowReadout(QPainter& painter, const PlotSpec& spec, const AxisFrame& frame, const PlotLayout& layout,
                       const PlotInk& ink, const ArrowHit& hit)
{
    const PlotSeries& series = spec.series[hit.series];
    const QPointF tip = series.points[2 * hit.pair + 1];
    const QPointF at = layout.toPainter({toAxis(tip.x(), frame.logX), toAxis(tip.y(), frame.logY)}, frame);
    paintMarkers(painter, MarkerShape::OpenCircle, {at}, 10.0, seriesColour(series, ink), ink.colours.background);
    paintLinesAt(painter, arrowLines(spec, hit), at, layout, ink);
}

void paintReadout(QPainter& painter, const PlotSpec& spec, const AxisFrame& frame, const PlotLayout& layout,
                  const PlotInk& ink, double x, const QList<ReadoutRow>& rows, qsizetype bold)
{
    const QFontMetricsF metrics(ink.font);
    const double em = metrics.height();
    const double gap = 6.0;
    const double sampleWidth = 1.6 * em;
    const double nameLimit = std::max(3.0 * em, 0.45 * layout.area.width());
    double nameWidth = 0.0;
    double valueWidth = 0.0;
    for (const ReadoutRow& row : rows) {
        nameWidth = std::max(nameWidth, std::min(nameLimit, metrics.horizontalAdvance(row.name)));
        valueWidth = std::max(valueWidth, metrics.horizontalAdvance(row.value));
    }
    const QString value = axisValueText(spec.x, x);
    const QString head = (spec.x.title.isEmpty() ? u"x"_s : spec.x.title) + u" = "_s + value;
    const double rowWidth = rows.isEmpty() ? 0.0 : sampleWidth + gap + nameWidth + 2 * gap + valueWidth;
    const double headWidth =
        std::min(metrics.horizontalAdvance(head), std::max(rowWidth, 0.6 * layout.area.width()));
    const double width = std::max(rowWidth, headWidth) + 2 * gap;
    const double height = em * (1.0 + static_cast<double>(rows.size())) + gap;

    const double at = layout.toPainter({toAxis(x, frame.logX), frame.y.min}, frame).x();
    QRectF box(at + 10.0, layout.area.top() + 4.0, width, height);
    if (box.right() > layout.area.right() && at - 10.0 - width > layout.bounds.left())
        box.moveRight(at - 10.0);
    if (box.right() > layout.bounds.right()) box.moveRight(layout.bounds.right());

    paintGround(painter, box, ink);
    painter.setPen(ink.colours.ink);
    double y = box.top() + 0.5 * gap;
    painter.drawText(QRectF(box.left() + gap, y, width - 2 * gap, em), Qt::AlignLeft | Qt::AlignVCenter,
                     metrics.elidedText(head, Qt::ElideMiddle, width - 2 * gap + 1));
    for (const ReadoutRow& row : rows) {
        y += em;
        QFont font = ink.font;
        font.setBold(row.series == bold);
        painter.setFont(font);
        paintSample(painter, spec.series[row.series], QRectF(box.left() + gap, y, sampleWidth, em), ink);
        painter.setPen(ink.colours.ink);
        painter.drawText(QRectF(box.left() + 2 * gap + sampleWidth, y, nameWidth + 1, em),
                         Qt::AlignLeft | Qt::AlignVCenter,
                         metrics.elidedText(row.name, Qt::ElideMiddle, nameWidth + 1));
        painter.drawText(QRectF(box.right() - gap - valueWidth - 4, y, valueWidth + 4, em),
                         Qt::AlignRight | Qt::AlignVCenter, row.value);
    }
    painter.setFont(ink.font);
}

} // namespace

QList<QPair<QString, QString>> cellRows(const PlotSpec& spec, const ImageCell& cell)
{
    const auto titled = [](const QString& title, const QString& otherwise) {
        return title.isEmpty() ? otherwise : title;
    };
    QList<QPair<QString, QString>> rows{{titled(spec.x.title, u"x"_s), axisValueText(spec.x, cell.x)},
                                        {titled(spec.y.title, u"y"_s), axisValueText(spec.y, cell.y)}};
    const QString value = QCoreApplication::translate("PlotImage", "value");
    rows.append({titled(spec.image->quantity, value), cellValueText(*spec.image, cell.value)});
    if (spec.above)
        if (const auto there = marginalAt(*spec.above, cell.x, spec.x.logarithmic))
            rows.append({titled(spec.above->title, value), formatNumber(*there)});
    if (spec.beside)
        if (const auto there = marginalAt(*spec.beside, cell.y, spec.y.logarithmic))
            rows.append({titled(spec.beside->title, value), formatNumber(*there)});
    return rows;
}

QStringList arrowLines(const PlotSpec& spec, const ArrowHit& hit)
{
    const PlotSeries& series = spec.series[hit.series];
    const auto point = [&](const QPointF& p) {
        return u"(%1, %2)"_s.arg(axisValueText(spec.x, p.x()), axisValueText(spec.y, p.y()));
    };
    return {series.name, point(series.points[2 * hit.pair]) + u" → "_s + point(series.points[2 * hit.pair + 1])};
}

void paintOverlay(QPainter& painter, const PlotSpec& spec, const AxisFrame& frame, const PlotLayout& layout,
                  const PlotInk& ink, const OverlayState& state)
{
    painter.setFont(ink.font);
    painter.setBrush(Qt::NoBrush);
    if (state.hairline) {
        QPen pen(ink.colours.ink, 1.2);
        pen.setDashPattern({4, 3});
        if (const auto x = xOnPaper(*state.hairline, frame, layout))
            paintVertical(painter, *x, layout, pen, ink, spec);
    }
    if (state.cell) paintCell(painter, spec, frame, layout, ink, state);
    if (state.arrow) paintArrowReadout(painter, spec, frame, layout, ink, *state.arrow);
    const std::optional<double> shown = state.cursor ? state.cursor : state.linkedCursor;
    const bool otherReadout = state.cell || state.arrow;
    const std::optional<double> at = shown && !otherReadout ? xOnPaper(*shown, frame, layout) : std::nullopt;
    if (at) {
        const QPen pen(mixed(ink.colours.background, ink.colours.ink, 0.5), 1.0);
        paintVertical(painter, *at, layout, pen, ink, spec);
        if (state.pointer && layout.area.contains(*state.pointer)) {
            painter.drawLine(QPointF(layout.area.left(), state.pointer->y()),
                             QPointF(layout.area.right(), state.pointer->y()));
        }
        const QList<ReadoutRow> rows = readoutRows(spec, frame, *shown);
        paintDots(painter, spec, frame, layout, ink, *shown, rows);
        if (state.rubber.isEmpty())
            paintReadout(painter, spec, frame, layout, ink, *shown, rows, state.series);
    }
    if (!state.rubber.isEmpty()) {
        QColor fill = ink.colours.accent;
        fill.setAlphaF(0.18F);
        painter.setPen(QPen(ink.colours.accent, 1.0));
        painter.setBrush(fill);
        painter.drawRect(state.rubber);
    }
    if (state.focused) {
        painter.setPen(QPen(ink.colours.accent, 1.0));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(layout.bounds.adjusted(0.5, 0.5, -0.5, -0.5));
    }
}

} // namespace alidade
