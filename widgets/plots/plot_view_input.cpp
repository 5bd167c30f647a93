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
constexpr double wheelFactor = 0.85;   // range kept per wheel notch
constexpr qint64 wheelMergeTime = 600; // ms: notches closer than this are one zoom step

} // namespace

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
    const QPointF a = layout.toAxisPosition(rect.bottomLeft(), frame);
    const QPointF b = layout.toAxisPosition(rect.topRight(), frame);
    const bool onlyX = held.testFlag(Qt::ShiftModifier);
    const bool onlyY = held.testFlag(Qt::ControlModifier) && !onlyX;
    const AxisRange x{a.x(), b.x()};
    const AxisRange y{std::min(a.y(), b.y()), std::max(a.y(), b.y())}; // the axis may be reversed
    showFrame(onlyY ? frame.x : x, onlyX ? frame.y : y, true);
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
    d->clearCursor();
}

bool PlotView::event(QEvent* event)
{
    if (event->type() != QEvent::KeyPress) return QWidget::event(event);
    auto* key = static_cast<QKeyEvent*>(event);
    const bool tab = key->key() == Qt::Key_Tab || key->key() == Qt::Key_Backtab;
    if (!tab || !d->cursor.x || key->modifiers().testFlag(Qt::ControlModifier)) return QWidget::event(event);
    if (!d->cycleSeries(key->key() == Qt::Key_Tab ? 1 : -1)) return QWidget::event(event);
    event->accept();
    return true;
}

void PlotView::keyPressEvent(QKeyEvent* event)
{
    d->ensureApplied();
    const bool control = event->modifiers().testFlag(Qt::ControlModifier);
    if (event->matches(QKeySequence::Copy)) return copyFigure();
    switch (event->key()) {
    case Qt::Key_Home:
        return control ? fit() : d->moveByKey(event->key());
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Down:
    case Qt::Key_Up:
    case Qt::Key_End:
        return d->moveByKey(event->key());
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
    if (enter && d->activateCursor()) return;
    if (event->key() == Qt::Key_Escape && d->cursor.x) {
        d->cycled = -1;
        d->clearCursor();
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
