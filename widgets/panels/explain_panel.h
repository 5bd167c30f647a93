// SPDX-License-Identifier: GPL-3.0-or-later
// The dock that reads the numbers out in plain words. Thread rule: GUI thread.
#pragma once

#include "widgets/bridge/workbench.h"

#include <QWidget>

class QTextBrowser;

namespace alidade {

class ExplainPanel : public QWidget {
    Q_OBJECT

public:
    /// @param workbench must outlive the panel
    explicit ExplainPanel(Workbench& workbench, QWidget* parent = nullptr);

private:
    void refresh();

    Workbench& m_workbench;
    QTextBrowser* m_text = nullptr;
};

} // namespace alidade
