// SPDX-License-Identifier: GPL-3.0-or-later
// Mouse, wheel and keyboard of PlotView. No event ever reaches Qt Charts: its 6.4 view crashes on presses in
// the margins and zooms on right clicks.
#include "widgets/plots/plot_view_p.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QWheelEvent>

#include <algorithm>
#include <array>
#include <cmath>

namespace alidade {

namespace {

constexpr double dragThreshold = 4.0;  // widget pixels
constexpr double snapDistance = 14.0;  // widget pixels
constexpr double wheelFactor = 0.85;   // range kept per wheel notch
constexpr qint64 wheelMergeTime = 600; // ms: notches closer than this are one zoom step

} // namespace

qsizetype PlotView::Private::cursorSeries() const
{
    if (cycled >= 0) return cycled;
    const QList<qsizetype> order = drawingOrder(spec);
    for (auto it = order.rbegin(); it != order.rend(); ++it) {
        if (!spec.series[*it].points.isEmpty()) return *it;
    }
    return -1;
}

void PlotView::Private::setCursor(std::optional<double> x, bool announce)
{
    if (cursor == x) return;
    cursor = x;
    q->update();
    if (!announce) return;
    if (x)
        emit q->hovered(*x, q->readoutAt(*x));
    else
        emit q->hoverEnded();
}

void PlotView::Private::moveCursorTo(const QPointF& position)
{
    pointer = position;
    q->update();
    const qsizetype index = cursorSeries();
    if (!layout.area.contains(position) || index < 0) {
        pointer = std::nullopt;
        setCursor(std::nullopt, true);
        return;
    }
    const double x = q->fromWidget(position).x();
    const PlotSeries& series = spec.series[index];
    const qsizetype nearest = nearestSample(series, x, frame.logX);
    if (nearest < 0) return;
    const double sample = series.points[nearest].x();
    const double at = layout.toPainter({toAxis(sample, frame.logX), frame.y.min}, frame).x();
    const bool snaps = spec.x.integer || series.markers || std::abs(at - position.x()) <= snapDistance;
    setCursor(snaps ? sample : x, true);
}

void PlotView::Private::stepCursor(qsizetype samples)
{
    const qsizetype index = cursorSeries();
    if (index < 0) return;
    const QList<QPointF>& points = spec.series[index].points;
    QList<double> inView;
    for (const QPointF& point : points) {
        if (frame.x.contains(toAxis(point.x(), frame.logX))) inView.append(point.x());
    }
    if (inView.isEmpty()) return;
    std::sort(inView.begin(), inView.end());
    const double from = cursor.value_or(fromAxis(frame.x.centre(), frame.logX));
    const auto found = std::lower_bound(inView.begin(), inView.end(), from);
    const qsizetype here = std::min<qsizetype>(found - inView.begin(), inView.size() - 1);
    const qsizetype next = cursor ? here + samples : here;
    pointer = std::nullopt;
    setCursor(inView[std::clamp<qsizetype>(next, 0, inView.size() - 1)], true);
}

// Moves to the next visible series; false past the last one, so that Tab can leave the plot.
bool PlotView::Private::cycleSeries(int direction)
{
    QList<qsizetype> visible;
    for (qsizetype i = 0; i < spec.series.size(); ++i) {
        if (spec.series[i].visible && !spec.series[i].points.isEmpty()) visible.append(i);
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

QRectF PlotView::Private::rubberRect(Qt::KeyboardModifiers held) const
{
    QRectF rect = QRectF(pressed, dragged).normalized();
    if (held.testFlag(Qt::ShiftModifier))
        rect = QRectF(rect.left(), layout.area.top(), rect.width(), layout.area.height());
    if (held.testFlag(Qt::ControlModifier))
        rect = QRectF(layout.area.left(), rect.top(), layout.area.width(), rect.height());
    return rect.intersected(layout.area);
}

void PlotView::Private::finishRubber(const QPointF& position, Qt::KeyboardModifiers held)
{
    dragged = position;
    const QRectF rect = rubberRect(held);
    const bool isClick = std::abs(position.x() - pressed.x()) < dragThreshold &&
                         std::abs(position.y() - pressed.y()) < dragThreshold;
    if (isClick) {
        const QPointF value = q->fromWidget(position);
        if (layout.area.contains(position)) emit q->clicked(value.x(), value.y());
        return;
    }
    if (rect.width() < dragThreshold || rect.height() < dragThreshold) return;
    const QPointF low = layout.toAxisPosition(rect.bottomLeft(), frame);
    const QPointF high = layout.toAxisPosition(rect.topRight(), frame);
    const bool onlyX = held.testFlag(Qt::ShiftModifier);
    const bool onlyY = held.testFlag(Qt::ControlModifier) && !onlyX;
    showFrame(onlyY ? frame.x : AxisRange{low.x(), high.x()}, onlyX ? frame.y : AxisRange{low.y(), high.y()},
              true);
}

void PlotView::Private::zoomAbout(const QPointF& position, double factor, bool alongX, bool alongY)
{
    const QPointF anchor = layout.toAxisPosition(position, frame);
    const AxisRange x = alongX ? scaledRange(frame.x, factor, anchor.x()) : frame.x;
    const AxisRange y = alongY ? scaledRange(frame.y, factor, anchor.y()) : frame.y;
    const bool continues = sinceWheel.isValid() && sinceWheel.elapsed() < wheelMergeTime;
    sinceWheel.start();
    showFrame(x, y, !continues || history.isEmpty());
}

void PlotView::Private::panTo(const QPointF& position)
{
    const QPointF from = layout.toAxisPosition(pressed, framePressed);
    const QPointF to = layout.toAxisPosition(position, framePressed);
    const auto moved = [](const AxisRange& range, double by) {
        return AxisRange{range.min + by, range.max + by};
    };
    showFrame(moved(framePressed.x, from.x() - to.x()), moved(framePressed.y, from.y() - to.y()), false);
}

void PlotView::mousePressEvent(QMouseEvent* event)
{
    d->ensureApplied();
    const bool left = event->button() == Qt::LeftButton;
    const bool pans = event->button() == Qt::MiddleButton || (left && d->spaceHeld);
    const bool startsInside =
        d->drawable && d->layout.area.adjusted(-6, -6, 6, 6).contains(event->position());
    event->accept();
    if (!startsInside || d->gesture != Private::Gesture::None || (!left && !pans)) return;
    d->doubleClicked = false;
    d->gesture = pans ? Private::Gesture::Pan : Private::Gesture::Rubber;
    d->pressed = event->position();
    d->dragged = event->position();
    d->modifiers = event->modifiers();
    d->framePressed = d->frame;
    d->statePressed = d->state;
    if (pans) QWidget::setCursor(Qt::ClosedHandCursor);
}

void PlotView::mouseMoveEvent(QMouseEvent* event)
{
    d->ensureApplied();
    d->modifiers = event->modifiers();
    switch (d->gesture) {
    case Private::Gesture::None:
        break;
    case Private::Gesture::Rubber:
        d->dragged = event->position();
        break;
    case Private::Gesture::Pan:
        d->panTo(event->position());
        return;
    }
    d->moveCursorTo(event->position());
}

void PlotView::mouseReleaseEvent(QMouseEvent* event)
{
    d->ensureApplied();
    const Private::Gesture gesture = d->gesture;
    const Qt::MouseButton wanted =
        d->spaceHeld || gesture == Private::Gesture::Rubber ? Qt::LeftButton : Qt::MiddleButton;
    const bool ends =
        event->button() == wanted ||
        (gesture == Private::Gesture::Pan && !(event->buttons() & (Qt::LeftButton | Qt::MiddleButton)));
    event->accept();
    if (gesture == Private::Gesture::None || !ends) return;
    d->gesture = Private::Gesture::None;
    update();
    if (gesture == Private::Gesture::Pan) {
        unsetCursor();
        if (d->state != d->statePressed) d->history.append(d->statePressed);
        return;
    }
    if (!d->doubleClicked) d->finishRubber(event->position(), event->modifiers());
    d->doubleClicked = false;
}

void PlotView::mouseDoubleClickEvent(QMouseEvent* event)
{
    event->accept();
    if (event->button() != Qt::LeftButton) return;
    d->doubleClicked = true; // the release that follows is not a click
    fit();
}

void PlotView::wheelEvent(QWheelEvent* event)
{
    d->ensureApplied();
    const QPointF delta = event->angleDelta();
    const double notches = (delta.y() != 0.0 ? delta.y() : delta.x()) / 120.0;
    const bool zooms =
        hasFocus() && d->drawable && notches != 0.0 && d->layout.area.contains(event->position());
    if (!zooms) {
        event->ignore(); // the page scrolls
        return;
    }
    const bool onlyX = event->modifiers().testFlag(Qt::ControlModifier);
    const bool onlyY = event->modifiers().testFlag(Qt::ShiftModifier) && !onlyX;
    d->zoomAbout(event->position(), std::pow(wheelFactor, notches), !onlyY, !onlyX);
    d->moveCursorTo(event->position());
    event->accept();
}

void PlotView::leaveEvent(QEvent* /*event*/)
{
    d->pointer = std::nullopt;
    d->setCursor(std::nullopt, true);
}

bool PlotView::event(QEvent* event)
{
    if (event->type() != QEvent::KeyPress) return QWidget::event(event);
    auto* key = static_cast<QKeyEvent*>(event);
    const bool tab = key->key() == Qt::Key_Tab || key->key() == Qt::Key_Backtab;
    if (!tab || !d->cursor || key->modifiers().testFlag(Qt::ControlModifier)) return QWidget::event(event);
    if (!d->cycleSeries(key->key() == Qt::Key_Tab ? 1 : -1)) return QWidget::event(event);
    event->accept();
    return true;
}

void PlotView::keyPressEvent(QKeyEvent* event)
{
    d->ensureApplied();
    const bool control = event->modifiers().testFlag(Qt::ControlModifier);
    constexpr qsizetype page = 10;
    constexpr qsizetype all = 1 << 30;
    if (event->matches(QKeySequence::Copy)) return copyFigure();
    switch (event->key()) {
    case Qt::Key_Left:
        return d->stepCursor(-1);
    case Qt::Key_Right:
        return d->stepCursor(1);
    case Qt::Key_Down:
        return d->stepCursor(-page);
    case Qt::Key_Up:
        return d->stepCursor(page);
    case Qt::Key_Home:
        return control ? fit() : d->stepCursor(-all);
    case Qt::Key_End:
        return d->stepCursor(all);
    case Qt::Key_Plus:
        return d->zoomAbout(d->layout.area.center(), wheelFactor, true, true);
    case Qt::Key_Minus:
        return d->zoomAbout(d->layout.area.center(), 1.0 / wheelFactor, true, true);
    case Qt::Key_Backspace:
        return zoomBack();
    case Qt::Key_Space:
        d->spaceHeld = true;
        return;
    default:
        break;
    }
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && d->cursor && d->cursorSeries() >= 0) {
        const auto y = valueAt(d->spec.series[d->cursorSeries()], *d->cursor, isLogX(), isLogY());
        emit clicked(*d->cursor, y.value_or(std::nan("")));
        return;
    }
    if (event->key() == Qt::Key_Escape && d->cursor) {
        d->cycled = -1;
        d->setCursor(std::nullopt, true);
        return;
    }
    QWidget::keyPressEvent(event);
}

void PlotView::keyReleaseEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Space && !event->isAutoRepeat())
        d->spaceHeld = false;
    else
        QWidget::keyReleaseEvent(event);
}

void PlotView::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    update();
}

void PlotView::focusOutEvent(QFocusEvent* event)
{
    d->spaceHeld = false;
    d->cycled = -1;
    QWidget::focusOutEvent(event);
    update();
}

} // namespace alidade
