// SPDX-License-Identifier: GPL-3.0-or-later
// Painting the frames.
#include "widgets/tour/tour_outline.h"

#include "widgets/style/palette.h"

#include <QEvent>
#include <QPainter>
#include <QScrollArea>
#include <QTimer>

#include <algorithm>
#include <utility>

namespace alidade {

namespace {

constexpr int lineWidth = 3; // px

/// A frame that lies on its parent and is as large.
class OutlineFrame : public QWidget {
public:
    explicit OutlineFrame(QWidget* target) : QWidget(target)
    {
        setObjectName(QStringLiteral("tourOutline"));
        setAttribute(Qt::WA_TransparentForMouseEvents);
        setFocusPolicy(Qt::NoFocus);
        setGeometry(target->rect());
        target->installEventFilter(this);
        raise();
        show();
    }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (watched == parent() && event->type() == QEvent::Resize) setGeometry(parentWidget()->rect());
        if (watched == parent() && event->type() == QEvent::ChildAdded) raise();
        return QWidget::eventFilter(watched, event);
    }

    void paintEvent(QPaintEvent* /*event*/) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(plotColours(palette()).accent, lineWidth));
        constexpr qreal inset = lineWidth / 2.0;
        painter.drawRoundedRect(QRectF(rect()).adjusted(inset, inset, -inset, -inset), 4, 4);
    }
};

void scrollTo(QWidget* target)
{
    for (QWidget* at = target->parentWidget(); at; at = at->parentWidget())
        if (auto* area = qobject_cast<QScrollArea*>(at))
            // Only after the layout knows where the target is.
            return QTimer::singleShot(0, target, [area, target] { area->ensureWidgetVisible(target, 0, 0); });
}

} // namespace

TourOutlines::~TourOutlines() { setTargets({}); }

QList<QWidget*> TourOutlines::targets() const
{
    QList<QWidget*> list;
    for (const QPointer<QWidget>& frame : m_frames)
        if (frame) list.append(frame->parentWidget());
    return list;
}

void TourOutlines::setTargets(const QList<QWidget*>& targets)
{
    if (targets == this->targets()) return;
    const QList<QPointer<QWidget>> before = std::exchange(m_frames, {});
    for (QWidget* target : targets) {
        const auto kept = std::ranges::find_if(
            before, [target](const QPointer<QWidget>& frame) { return frame && frame->parentWidget() == target; });
        m_frames.append(kept == before.end() ? QPointer<QWidget>(new OutlineFrame(target)) : *kept);
    }
    for (const QPointer<QWidget>& frame : before) {
        if (!frame || m_frames.contains(frame)) continue;
        frame->setObjectName(QString()); // it is not found any more while it goes
        frame->hide();
        frame->deleteLater();
    }
    if (!targets.isEmpty()) scrollTo(targets.first());
}

} // namespace alidade
