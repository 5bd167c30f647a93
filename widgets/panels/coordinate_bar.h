// SPDX-License-Identifier: GPL-3.0-or-later
// The coordinate chips in a row: the one legend of all plots. Thread rule: GUI thread.
#pragma once

#include "widgets/bridge/workbench.h"

#include <QWidget>

class QMenu;

namespace alidade {

class ChipButton;

class CoordinateBar : public QWidget {
    Q_OBJECT

public:
    /// @param workbench must outlive the bar
    explicit CoordinateBar(Workbench& workbench, QWidget* parent = nullptr);

    /// Button of a chip, in the order of the chips.
    [[nodiscard]] ChipButton* button(int chip) const { return m_buttons.at(chip); }
    /// Fills a menu with what can be done with a chip: show, solo, parameters, recompute.
    void fillMenu(QMenu* menu, int chip);

signals:
    /// One sentence: parameters that were refused, and why.
    void refused(const QString& sentence);

private:
    void refresh();
    void refreshChip(int chip);
    void showMenu(int chip, const QPoint& position);

    Workbench& m_workbench;
    QList<ChipButton*> m_buttons;
};

/// Digit key of the chip at this position: 1 to 9, then none (0).
inline int chipDigit(int chip) { return chip < 9 ? chip + 1 : 0; }

} // namespace alidade
