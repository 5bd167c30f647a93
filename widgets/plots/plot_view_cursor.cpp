// SPDX-License-Identifier: GPL-3.0-or-later
// The cursor of PlotView: on curves it snaps to samples, on images to cells, at arrows to their heads; and what is
// read there.
#include "widgets/plots/axis_words.h"
#include "widgets/plots/image_painter.h"
#include "widgets/plots/plot_view_p.h"

#include <algorithm>
#include <cmath>

namespace alidade {

using namespace Qt::StringLiterals;

namespace {

constexpr double snapDistance = 14.0; // widget pixels

bool sameCell(const std::optional<ImageCell>& a, const std::optional<ImageCell>& b)
{
    if (!a || !b) return a.has_value() == b.has_value();
    return a->column == b->column && a->row == b->row;
}

QList<ArrowHit> arrowsOf(const PlotSpec& spec)
{
    QList<ArrowHit> arrows;
    for (qsizetype s = 0; s < spec.series.size(); ++s) {
        if (!spec.series[s].visible || !spec.series[s].arrows) continue;
        for (qsizetype pair = 0; 2 * pair + 1 < spec.series[s].points.size(); ++pair)
            arrows.append({s, pair});
    }
    return arrows;
}

} // namespace

qsizetype PlotView::Private::cursorSeries() const
{
    if (cycled >= 0) return cycled;
    const QList<qsizetype> order = drawingOrder(spec);
    for (auto it = order.rbegin(); it != order.rend(); ++it) {
        if (!spec.series[*it].points.isEmpty() && !spec.series[*it].arrows) return *it;
    }
    return -1;
}

CursorPlace PlotView::Private::placeOf(const ImageCell& cell) const { return {cell.x, cell, std::nullopt}; }

CursorPlace PlotView::Private::placeOf(const ArrowHit& arrow) const
{
    return {spec.series[arrow.series].points[2 * arrow.pair + 1].x(), std::nullopt, arrow};
}

void PlotView::Private::setCursor(const CursorPlace& place)
{
    if (place.x == cursor.x && place.arrow == cursor.arrow && sameCell(place.cell, cursor.cell)) return;
    cursor = place;
    q->update();
    if (place.x)
        emit q->hovered(*place.x, valuesAtCursor());
    else
        emit q->hoverEnded();
    emit q->readoutChanged(q->readoutText());
}

PlotReadout PlotView::Private::valuesAtCursor() const
{
    if (!cursor.x) return {};
    if (cursor.arrow) {
        const PlotSeries& series = spec.series[cursor.arrow->series];
        return {{series.name, series.points[2 * cursor.arrow->pair + 1].y()}};
    }
    return q->readoutAt(*cursor.x, cursor.cell ? std::optional(cursor.cell->y) : std::nullopt);
}

void PlotView::Private::moveCursorTo(const QPointF& position)
{
    pointer = position;
    q->update();
    const qsizetype index = cursorSeries();
    if (!layout.area.contains(position)) {
        pointer = std::nullopt;
        return clearCursor();
    }
    const auto arrow = nearestArrow(spec, frame, layout, position, snapDistance);
    if (arrow) return setCursor(placeOf(*arrow));
    const auto cell = spec.image
                          ? cellAt(*spec.image, layout.toAxisPosition(position, frame), frame.logX, frame.logY)
                          : std::nullopt;
    if (cell) return setCursor(placeOf(*cell));
    if (index < 0) {
        pointer = std::nullopt;
        return clearCursor();
    }
    const double x = q->fromWidget(position).x();
    const PlotSeries& series = spec.series[index];
    const qsizetype nearest = nearestSample(series, x, frame.logX);
    if (nearest < 0) return;
    const double sample = series.points[nearest].x();
    const double at = layout.toPainter({toAxis(sample, frame.logX), frame.y.min}, frame).x();
    const bool snaps = spec.x.integer || series.markers || std::abs(at - position.x()) <= snapDistance;
    setCursor({snaps ? sample : x, std::nullopt, std::nullopt});
}

void PlotView::Private::stepCursor(qsizetype samples)
{
    const qsizetype index = cursorSeries();
    if (index < 0) return stepArrow(samples);
    const QList<QPointF>& points = spec.series[index].points;
    QList<double> inView;
    for (const QPointF& point : points) {
        if (frame.x.contains(toAxis(point.x(), frame.logX))) inView.append(point.x());
    }
    if (inView.isEmpty()) return;
    std::sort(inView.begin(), inView.end());
    const double from = cursor.x.value_or(fromAxis(frame.x.centre(), frame.logX));
    const auto found = std::lower_bound(inView.begin(), inView.end(), from);
    const qsizetype here = std::min<qsizetype>(found - inView.begin(), inView.size() - 1);
    const qsizetype next = cursor.x ? here + samples : here;
    pointer = std::nullopt;
    setCursor({inView[std::clamp<qsizetype>(next, 0, inView.size() - 1)], std::nullopt, std::nullopt});
}

void PlotView::Private::stepArrow(qsizetype arrows)
{
    const QList<ArrowHit> all = arrowsOf(spec);
    if (all.isEmpty()) return;
    const qsizetype here = cursor.arrow ? all.indexOf(*cursor.arrow) : -1;
    const qsizetype next = here < 0 ? 0 : here + arrows;
    pointer = std::nullopt;
    setCursor(placeOf(all[std::clamp<qsizetype>(next, 0, all.size() - 1)]));
}

void PlotView::Private::stepCell(int columns, int rowsUp)
{
    const PlotImage& image = *spec.image;
    const auto shown = [&](const AxisRange& range, const AxisRange& whole, int cells) {
        const auto index = [&](double at) {
            return std::clamp(static_cast<int>((at - whole.min) / whole.span() * cells), 0, cells - 1);
        };
        return std::pair(index(range.min), index(range.max - 1e-9 * range.span()));
    };
    const auto [left, right] = shown(frame.x, imageRangeX(image, frame.logX), image.columns);
    const auto [low, high] = shown(frame.y, imageRangeY(image, frame.logY), image.rows);
    const int rows = frame.reversedY ? -rowsUp : rowsUp;
    const bool moves = cursor.cell.has_value();
    const int column = moves ? std::clamp(cursor.cell->column, left, right) + columns : (left + right) / 2;
    const int row = moves ? std::clamp(cursor.cell->row, low, high) + rows : (low + high) / 2;
    pointer = std::nullopt;
    setCursor(placeOf(cellOf(image, std::clamp(column, left, right), std::clamp(row, low, high), frame.logX,
                             frame.logY)));
}

// On an image the arrows move by cells; on curves Left and Right by one sample, Down and Up by ten.
void PlotView::Private::moveByKey(int key)
{
    constexpr int page = 10;
    constexpr int all = 1 << 24;
    const bool onImage = spec.image && isDrawable(*spec.image, frame.logX, frame.logY);
    switch (key) {
    case Qt::Key_Left:
        return onImage ? stepCell(-1, 0) : stepCursor(-1);
    case Qt::Key_Right:
        return onImage ? stepCell(1, 0) : stepCursor(1);
    case Qt::Key_Down:
        return onImage ? stepCell(0, -1) : stepCursor(-page);
    case Qt::Key_Up:
        return onImage ? stepCell(0, 1) : stepCursor(page);
    case Qt::Key_Home:
        return onImage ? stepCell(-all, 0) : stepCursor(-all);
    case Qt::Key_End:
        return onImage ? stepCell(all, 0) : stepCursor(all);
    default:
        return;
    }
}

// Enter is a click at the cursor; false if there is none.
bool PlotView::Private::activateCursor()
{
    if (!cursor.x) return false;
    if (cursor.cell) {
        emit q->clicked(cursor.cell->x, cursor.cell->y);
        return true;
    }
    if (cursor.arrow) {
        const QPointF tip = spec.series[cursor.arrow->series].points[2 * cursor.arrow->pair + 1];
        emit q->clicked(tip.x(), tip.y());
        return true;
    }
    if (cursorSeries() < 0) return false;
    const auto y = valueAt(spec.series[cursorSeries()], *cursor.x, frame.logX, frame.logY);
    emit q->clicked(*cursor.x, y.value_or(std::nan("")));
    return true;
}

// Moves to the next visible series; false past the last one, so that Tab can leave the plot.
bool PlotView::Private::cycleSeries(int direction)
{
    QList<qsizetype> visible;
    for (qsizetype i = 0; i < spec.series.size(); ++i) {
        if (spec.series[i].visible && !spec.series[i].points.isEmpty() && !spec.series[i].arrows)
            visible.append(i);
    }
    const qsizetype at = cycled < 0 ? (direction > 0 ? -1 : visible.size()) : visible.indexOf(cycled);
    const qsizetype next = at + direction;
    if (next < 0 || next >= visible.size()) {
        cycled = -1;
        q->update();
        return false;
    }
    cycled = visible[next];
    q->update();
    return true;
}

PlotReadout PlotView::readoutAt(double x, std::optional<double> y) const
{
    PlotReadout readout;
    const PlotSpec& spec = d->spec;
    if (y && spec.image) {
        const QPointF at(toAxis(x, isLogX()), toAxis(*y, isLogY()));
        if (const auto cell = cellAt(*spec.image, at, isLogX(), isLogY())) {
            readout.append({spec.y.title.isEmpty() ? u"y"_s : spec.y.title, cell->y});
            readout.append({spec.image->quantity.isEmpty() ? tr("value") : spec.image->quantity, cell->value});
        }
    }
    for (const PlotSeries& series : spec.series) {
        if (!series.visible) continue;
        if (const auto value = valueAt(series, x, isLogX(), isLogY())) readout.append({series.name, *value});
    }
    return readout;
}

QString PlotView::readoutText() const
{
    const CursorPlace& cursor = d->cursor;
    if (!cursor.x) return {};
    const QString separator = u"  ·  "_s;
    if (cursor.cell && !d->spec.image->cellName.isEmpty()) return cellSentence(d->spec, *cursor.cell);
    QStringList parts;
    if (cursor.cell) {
        for (const auto& [name, value] : cellRows(d->spec, *cursor.cell))
            parts.append(name + u" = "_s + value);
        return parts.join(separator);
    }
    if (cursor.arrow) return arrowLines(d->spec, *cursor.arrow).join(separator);
    const QString name = d->spec.x.title.isEmpty() ? u"x"_s : d->spec.x.title;
    parts.append(name + u" = "_s + axisValueText(d->spec.x, *cursor.x));
    for (const auto& [series, value] : d->valuesAtCursor())
        parts.append(series + u' ' + axisValueText(d->spec.y, value));
    return parts.join(separator);
}

} // namespace alidade
