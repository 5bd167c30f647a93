// SPDX-License-Identifier: GPL-3.0-or-later
// One coordinate chip: line sample in the style of its curves, digit, name, and how far its numbers are.
// Thread rule: GUI thread.
#pragma once

#include "widgets/bridge/coordinate_chip.h"

#include <QAbstractButton>

namespace alidade {

/// Checked = shown in the plots. Click toggles, Alt+click asks for solo, the arrow or a right click for the
/// menu.
class ChipButton : public QAbstractButton {
    Q_OBJECT

public:
    explicit ChipButton(QWidget* parent = nullptr);

    /// @param digit key that activates the chip, 0 for none
    void setChip(const CoordinateChip& chip, int digit, bool active);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

signals:
    void soloRequested();
    void menuRequested(const QPoint& globalPosition);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    void paintFrame(QPainter& painter) const;
    void paintSample(QPainter& painter, const QRectF& area) const;
    void paintState(QPainter& painter, const QRectF& area) const;
    [[nodiscard]] QRect arrowArea() const;
    [[nodiscard]] QString caption() const;

    CoordinateChip m_chip;
    int m_digit = 0;
    bool m_active = false;
};

} // namespace alidade
