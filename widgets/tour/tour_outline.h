// SPDX-License-Identifier: GPL-3.0-or-later
// Coloured frames around what a step of the tour speaks of. Nothing is dimmed: the text refers to the rest, too.
// Thread rule: GUI thread.
#pragma once

#include <QList>
#include <QObject>
#include <QPointer>
#include <QWidget>

namespace alidade {

/// Frames around some widgets. They follow their widgets and let every click through.
class TourOutlines : public QObject {
    Q_OBJECT

public:
    explicit TourOutlines(QObject* parent = nullptr) : QObject(parent) {}
    ~TourOutlines() override;

    /// Frames these widgets and no others; the first is scrolled into view.
    void setTargets(const QList<QWidget*>& targets);
    [[nodiscard]] QList<QWidget*> targets() const;

private:
    QList<QPointer<QWidget>> m_frames; ///< children of their targets
};

} // namespace alidade
