// SPDX-License-Identifier: GPL-3.0-or-later
// Says in the status bar with which calibration everything is measured, or why one could not be opened.
// Hidden while there is neither. Thread rule: GUI thread.
#pragma once

#include "widgets/bridge/workbench.h"

#include <QToolButton>

namespace alidade {

class CalibrationIndicator : public QToolButton {
    Q_OBJECT

public:
    /// @param workbench must outlive the indicator
    explicit CalibrationIndicator(Workbench& workbench, QWidget* parent = nullptr);

signals:
    /// The user wants to choose another file.
    void openRequested();

private:
    void refresh();
    [[nodiscard]] QString details() const;

    Workbench& m_workbench;
};

} // namespace alidade
