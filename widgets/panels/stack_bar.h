// SPDX-License-Identifier: GPL-3.0-or-later
// Which matrix of a stack is looked at: one of them, or all rows. Seen only while the selected tensor is a
// stack. Thread rule: GUI thread.
#pragma once

#include "widgets/bridge/workbench.h"

#include <QWidget>

class QLabel;
class QSpinBox;

namespace alidade {

class StackBar : public QWidget {
    Q_OBJECT

public:
    /// @param workbench must outlive the bar
    explicit StackBar(Workbench& workbench, QWidget* parent = nullptr);

    /// -1 stands for all rows.
    [[nodiscard]] QSpinBox* box() const { return m_box; }
    /// The next (+1) or previous (-1) matrix; all rows come before the first. Nothing if there is no stack.
    void step(int by);

private:
    void refresh();

    Workbench& m_workbench;
    QSpinBox* m_box = nullptr;
    QLabel* m_range = nullptr;
};

} // namespace alidade
