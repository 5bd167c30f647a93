// SPDX-License-Identifier: GPL-3.0-or-later
// Painting of a chip. A shown chip is framed in its own colour with a filled ground, a hidden one is bare and
// grey: the difference does not hang on a shade of grey in either theme.
#include "widgets/panels/chip_button.h"

#include "widgets/style/palette.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QStyleOption>

#include <algorithm>

namespace alidade {

namespace {

constexpr int sampleWidth = 30;
constexpr int arrowWidth = 18;
constexpr int padding = 6;

void paintMarker(QPainter& painter, MarkerShape shape, const QPointF& at, const QColor& colour,
                 const QColor& ground)
{
    constexpr qreal r = 4.0;
    painter.setPen(QPen(colour, 1.4));
    painter.setBrush(colour);
    switch (shape) {
    case MarkerShape::None:
        return;
    case MarkerShape::Disc:
        painter.drawEllipse(at, r, r);
        return;
    case MarkerShape::OpenCircle:
        painter.setBrush(ground);
        painter.drawEllipse(at, r, r);
        return;
    case MarkerShape::Square:
        painter.drawRect(QRectF(at.x() - r, at.y() - r, 2 * r, 2 * r));
        return;
    case MarkerShape::HalfSquare:
        painter.setBrush(ground);
        painter.drawRect(QRectF(at.x() - r, at.y() - r, 2 * r, 2 * r));
        painter.fillRect(QRectF(at.x() - r, at.y() - r, r, 2 * r), colour);
        return;
    case MarkerShape::Diamond:
        painter.drawPolygon(QPolygonF{at + QPointF(0, -r - 1), at + QPointF(r + 1, 0), at + QPointF(0, r + 1),
                                      at + QPointF(-r - 1, 0)});
        return;
    case MarkerShape::Triangle:
        painter.drawPolygon(QPolygonF{at + QPointF(0, -r), at + QPointF(r, r), at + QPointF(-r, r)});
        return;
    }
}

} // namespace

ChipButton::ChipButton(QWidget* parent) : QAbstractButton(parent)
{
    setCheckable(true);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
}

void ChipButton::setChip(const CoordinateChip& chip, int digit, bool active)
{
    m_chip = chip;
    m_digit = digit;
    m_active = active;
    setChecked(chip.visible);
    setText(chip.label);
    setAccessibleName(tr("Coordinates: %1").arg(chip.longLabel));
    QStringList lines{QStringLiteral("<b>%1</b>").arg(chip.longLabel.toHtmlEscaped())};
    if (!chip.help.isEmpty()) lines.append(chip.help.toHtmlEscaped());
    if (!chip.message.isEmpty()) lines.append(QStringLiteral("<b>%1</b>").arg(chip.message.toHtmlEscaped()));
    lines.append(digit > 0 ? tr("Click: show or hide. Key %1: bring to the front and back. Alt+click or "
                                "Shift+%1: show alone.")
                                 .arg(digit)
                           : tr("Click: show or hide. Alt+click: show alone."));
    setToolTip(lines.join(QStringLiteral("<br>")));
    setAccessibleDescription(chip.message.isEmpty() ? chip.help : chip.message);
    updateGeometry();
    update();
}

QString ChipButton::caption() const
{
    return m_digit > 0 ? QStringLiteral("%1 %2").arg(m_digit).arg(m_chip.label) : m_chip.label;
}

QSize ChipButton::sizeHint() const
{
    QFont bold = font();
    bold.setBold(true); // the same width whether active or not
    const QFontMetrics metrics(bold);
    return {padding + sampleWidth + padding + metrics.horizontalAdvance(caption()) + padding + arrowWidth,
            std::max(metrics.height() + 10, 28)};
}

QRect ChipButton::arrowArea() const { return {width() - arrowWidth, 0, arrowWidth, height()}; }

void ChipButton::paintFrame(QPainter& painter) const
{
    const bool dark = isDark(palette());
    const QColor colour = styleFor(m_chip.slot, dark).colour;
    const QRectF frame = QRectF(rect()).adjusted(1, 1, -1, -1);
    const QColor window = palette().color(QPalette::Window);
    const QColor base = palette().color(QPalette::Base);
    QColor ground = isChecked() ? base : window;
    if (underMouse()) ground = mixed(ground, palette().color(QPalette::Text), 0.06);
    QPen pen(isChecked() ? colour : mixed(window, palette().color(QPalette::Text), 0.25),
             m_active ? 2.0 : 1.2);
    if (m_chip.state == ChipState::Preview) pen.setStyle(Qt::DashLine);
    painter.setPen(pen);
    painter.setBrush(ground);
    painter.drawRoundedRect(frame, 4, 4);
    if (!hasFocus()) return;
    painter.setPen(QPen(palette().color(QPalette::Highlight), 1, Qt::DotLine));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(frame.adjusted(2.5, 2.5, -2.5, -2.5), 2, 2);
}

void ChipButton::paintSample(QPainter& painter, const QRectF& area) const
{
    const CoordinateStyle style = styleFor(m_chip.slot, isDark(palette()));
    const QColor ground = palette().color(isChecked() ? QPalette::Base : QPalette::Window);
    const QColor colour = isChecked() ? style.colour : mixed(ground, style.colour, 0.45);
    QPen pen(colour, 2.0 * style.widthFactor);
    if (!style.dash.isEmpty()) pen.setDashPattern(style.dash);
    pen.setCapStyle(Qt::FlatCap);
    painter.setPen(pen);
    painter.drawLine(QPointF(area.left(), area.center().y()), QPointF(area.right(), area.center().y()));
    paintMarker(painter, style.marker, area.center(), colour, ground);
}

void ChipButton::paintState(QPainter& painter, const QRectF& area) const
{
    const QColor ink = palette().color(QPalette::Text);
    if (m_chip.state == ChipState::Computing) {
        const QRectF ring = QRectF(0, 0, 11, 11).translated(area.center() - QPointF(5.5, 5.5));
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(mixed(palette().color(QPalette::Base), ink, 0.25), 2));
        painter.drawEllipse(ring);
        painter.setPen(QPen(palette().color(QPalette::Highlight), 2));
        painter.drawArc(ring, 90 * 16, -static_cast<int>(std::clamp(m_chip.progress, 0.08, 1.0) * 360 * 16));
        return;
    }
    if (m_chip.state == ChipState::Failed && isChecked()) {
        painter.setPen(ink);
        painter.drawText(area, Qt::AlignCenter, QStringLiteral("!"));
        return;
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(mixed(palette().color(QPalette::Window), ink, 0.65));
    const QPointF centre = area.center();
    painter.drawPolygon(
        QPolygonF{centre + QPointF(-3.5, -2), centre + QPointF(3.5, -2), centre + QPointF(0, 2.5)});
}

void ChipButton::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintFrame(painter);
    paintSample(painter, QRectF(padding + 2, 0, sampleWidth - 4, height()));
    QFont textFont = font();
    textFont.setBold(m_active);
    painter.setFont(textFont);
    const QColor ink = palette().color(QPalette::WindowText);
    painter.setPen(isChecked() ? ink : mixed(palette().color(QPalette::Window), ink, 0.6));
    const int left = padding + sampleWidth + padding;
    painter.drawText(QRect(left, 0, width() - left - arrowWidth, height()), Qt::AlignVCenter | Qt::AlignLeft,
                     caption());
    painter.setFont(font());
    paintState(painter, QRectF(arrowArea()));
}

void ChipButton::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton) return event->ignore();
    if (arrowArea().contains(event->position().toPoint())) {
        emit menuRequested(mapToGlobal(rect().bottomLeft()));
        return event->accept();
    }
    if (event->modifiers().testFlag(Qt::AltModifier)) {
        emit soloRequested();
        return event->accept();
    }
    QAbstractButton::mousePressEvent(event);
}

void ChipButton::contextMenuEvent(QContextMenuEvent* event)
{
    emit menuRequested(mapToGlobal(rect().bottomLeft()));
    event->accept();
}

void ChipButton::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Down || event->key() == Qt::Key_Menu) {
        emit menuRequested(mapToGlobal(rect().bottomLeft()));
        return event->accept();
    }
    QAbstractButton::keyPressEvent(event);
}

bool ChipButton::event(QEvent* event)
{
    if (event->type() == QEvent::HoverEnter || event->type() == QEvent::HoverLeave) update();
    return QAbstractButton::event(event);
}

} // namespace alidade
