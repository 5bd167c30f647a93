// SPDX-License-Identifier: GPL-3.0-or-later
// The numbers of the selected tensor, one column per visible coordinate system. Thread rule: GUI thread.
#pragma once

#include "widgets/bridge/workbench.h"

#include <QWidget>

class QLabel;
class QTableView;

namespace alidade {

class MetricsTableModel;
class NullResults;

class MetricsPanel : public QWidget {
    Q_OBJECT

public:
    /// @param workbench, nulls must outlive the panel
    MetricsPanel(Workbench& workbench, NullResults& nulls, QWidget* parent = nullptr);

    [[nodiscard]] QTableView* table() const { return m_table; }
    /// Puts the whole table on the clipboard, tab-separated, with full precision.
    void copyTable();

private:
    void refresh();
    void spanHeadings();
    [[nodiscard]] int widestName() const;
    [[nodiscard]] QString basisText() const;

    Workbench& m_workbench;
    NullResults* m_nulls = nullptr;
    MetricsTableModel* m_model = nullptr;
    QLabel* m_tensor = nullptr;
    QTableView* m_table = nullptr;
    QLabel* m_basis = nullptr;
};

} // namespace alidade
