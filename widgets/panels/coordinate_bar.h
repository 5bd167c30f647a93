// SPDX-License-Identifier: GPL-3.0-or-later
// The coordinate chips in a row: the one legend of all plots. Thread rule: GUI thread.
#pragma once

#include "widgets/bridge/workbench.h"

#include <QWidget>

class QHBoxLayout;
class QMenu;
class QToolButton;

namespace alidade {

class ChipButton;

class CoordinateBar : public QWidget {
    Q_OBJECT

public:
    /// @param workbench must outlive the bar
    explicit CoordinateBar(Workbench& workbench, QWidget* parent = nullptr);

    /// Button of a chip, by its position in Selection::chips(); hidden while the chip is not in the bar.
    [[nodiscard]] ChipButton* button(int chip) const { return m_buttons.at(chip); }
    /// Fills a menu with what can be done with a chip: show, solo, parameters, remove.
    void fillMenu(QMenu* menu, int chip);
    /// Fills a menu with the coordinate systems that are not in the bar.
    void fillAddMenu(QMenu* menu);
    /// The button that opens it.
    [[nodiscard]] QToolButton* addButton() const { return m_add; }

signals:
    /// One sentence: parameters that were refused, and why.
    void refused(const QString& sentence);

private:
    void refresh();
    void arrange();
    void refreshChip(int chip);
    void showMenu(int chip, const QPoint& position);

    Workbench& m_workbench;
    QList<ChipButton*> m_buttons;
    QList<int> m_arranged; ///< the bar as it is laid out
    QHBoxLayout* m_line = nullptr;
    QToolButton* m_add = nullptr;
};

/// Digit key of the chip at this position of the bar: 1 to 9, then none (0); none for one that is not there (-1).
inline int chipDigit(qsizetype position) { return position >= 0 && position < 9 ? static_cast<int>(position) + 1 : 0; }

} // namespace alidade
