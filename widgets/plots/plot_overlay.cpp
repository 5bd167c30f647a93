// SPDX-License-Identifier: GPL-3.0-or-later
// Painting of hairline, crosshair, readout and rubber band.
#include "widgets/plots/plot_overlay.h"

#include "widgets/plots/marker_painter.h"
#include "widgets/style/number_format.h"

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

void paintVertical(QPainter& painter, double x, const PlotLayout& layout, const QPen& pen)
{
    painter.setPen(pen);
    painter.drawLine(QPointF(x, layout.area.top()), QPointF(x, layout.area.bottom()));
}

QList<ReadoutRow> readoutRows(const PlotSpec& spec, const AxisFrame& frame, double x)
{
    constexpr qsizetype mostRows = 14;
    QList<ReadoutRow> rows;
    for (qsizetype i = 0; i < spec.series.size() && rows.size() < mostRows; ++i) {
        const PlotSeries& series = spec.series[i];
        if (!series.visible) continue;
        const auto y = valueAt(series, x, frame.logX, frame.logY);
        if (y) rows.append({i, series.name, formatNumber(*y), *y});
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
    const QString value = formatNumber(x);
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

    QColor ground = mixed(ink.colours.background, ink.colours.ink, ink.colours.dark ? 0.08 : 0.03);
    ground.setAlphaF(0.94F);
    painter.setPen(QPen(ink.colours.grid, 1.0));
    painter.setBrush(ground);
    painter.drawRoundedRect(box, 3.0, 3.0);
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

void paintOverlay(QPainter& painter, const PlotSpec& spec, const AxisFrame& frame, const PlotLayout& layout,
                  const PlotInk& ink, const OverlayState& state)
{
    painter.setFont(ink.font);
    painter.setBrush(Qt::NoBrush);
    if (state.hairline) {
        QPen pen(ink.colours.ink, 1.2);
        pen.setDashPattern({4, 3});
        if (const auto x = xOnPaper(*state.hairline, frame, layout)) paintVertical(painter, *x, layout, pen);
    }
    const std::optional<double> shown = state.cursor ? state.cursor : state.linkedCursor;
    const std::optional<double> at = shown ? xOnPaper(*shown, frame, layout) : std::nullopt;
    if (at) {
        const QPen pen(mixed(ink.colours.background, ink.colours.ink, 0.5), 1.0);
        paintVertical(painter, *at, layout, pen);
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
