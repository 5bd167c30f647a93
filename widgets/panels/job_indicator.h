// SPDX-License-Identifier: GPL-3.0-or-later
// What is being computed, in the status bar: a determinate bar, n of N, and Cancel. Thread rule: GUI thread.
#pragma once

#include "widgets/bridge/engine_bridge.h"

#include <QWidget>

class QLabel;
class QProgressBar;
class QToolButton;

namespace alidade {

class JobIndicator : public QWidget {
    Q_OBJECT

public:
    /// @param bridge must outlive the indicator
    explicit JobIndicator(EngineBridge& bridge, QWidget* parent = nullptr);

    /// Cancels the job that is shown.
    void cancelCurrent();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void refresh();
    void showMenu();
    [[nodiscard]] const JobStatus* current() const;
    [[nodiscard]] static QString describe(const JobStatus& status);

    EngineBridge& m_bridge;
    QLabel* m_title = nullptr;
    QProgressBar* m_bar = nullptr;
    QToolButton* m_more = nullptr;
    QToolButton* m_cancel = nullptr;
};

} // namespace alidade
