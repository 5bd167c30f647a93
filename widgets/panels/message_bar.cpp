// SPDX-License-Identifier: GPL-3.0-or-later
// The message bar.
#include "widgets/panels/message_bar.h"

#include "widgets/style/icons.h"
#include "widgets/style/palette.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

namespace alidade {

namespace {

QString iconName(MessageKind kind)
{
    if (kind == MessageKind::Error) return QStringLiteral("error");
    if (kind == MessageKind::Warning) return QStringLiteral("warning");
    return QStringLiteral("info");
}

QColor accent(MessageKind kind)
{
    if (kind == MessageKind::Error) return QColor(0xd0, 0x30, 0x30);
    if (kind == MessageKind::Warning) return QColor(0xd0, 0x90, 0x10);
    return QColor(0x2a, 0x6d, 0xb0);
}

} // namespace

MessageBar::MessageBar(QWidget* parent) : QFrame(parent)
{
    setObjectName(QStringLiteral("messageBar"));
    setAutoFillBackground(true);
    setFrameShape(QFrame::StyledPanel);
    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(8, 4, 4, 4);
    m_icon = new QLabel(this);
    m_text = new QLabel(this);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_text->setAccessibleName(tr("Message"));
    m_action = new QPushButton(this);
    m_action->setObjectName(QStringLiteral("messageAction"));
    m_close = new QToolButton(this);
    m_close->setObjectName(QStringLiteral("messageClose"));
    m_close->setIcon(icon(QStringLiteral("close")));
    m_close->setAutoRaise(true);
    m_close->setAccessibleName(tr("Dismiss the message"));
    m_close->setToolTip(tr("Dismiss"));
    line->addWidget(m_icon);
    line->addWidget(m_text, 1);
    line->addWidget(m_action);
    line->addWidget(m_close);
    connect(m_close, &QToolButton::clicked, this, &MessageBar::dismiss);
    connect(m_action, &QPushButton::clicked, this, [this] {
        const auto run = m_message.run; // running it may show another message
        dismiss();
        if (run) run();
    });
    hide();
}

void MessageBar::show(const Message& message)
{
    m_message = message;
    m_text->setText(message.text);
    m_text->setAccessibleDescription(message.text);
    m_icon->setPixmap(icon(iconName(message.kind)).pixmap(QSize(20, 20)));
    m_action->setText(message.action);
    m_action->setVisible(!message.action.isEmpty());
    colour();
    setVisible(true);
}

void MessageBar::dismiss() { hide(); }

QString MessageBar::text() const { return isHidden() ? QString() : m_message.text; }

void MessageBar::colour()
{
    QPalette own;
    const QColor ground = mixed(own.color(QPalette::Base), accent(m_message.kind), isDark(own) ? 0.30 : 0.14);
    own.setColor(QPalette::Window, ground);
    setPalette(own);
}

void MessageBar::changeEvent(QEvent* event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::ApplicationPaletteChange) colour();
}

} // namespace alidade
