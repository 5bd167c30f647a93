// SPDX-License-Identifier: GPL-3.0-or-later
// The inspector: what the file says about the model, the selected tensor and itself. Thread rule: GUI thread.
#pragma once

#include "widgets/bridge/workbench.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QTimer;
class QTreeView;

namespace alidade {

class InspectorModel;

class InspectorPanel : public QWidget {
    Q_OBJECT

public:
    /// @param workbench must outlive the panel
    explicit InspectorPanel(Workbench& workbench, QWidget* parent = nullptr);

    [[nodiscard]] QTreeView* tree() const { return m_tree; }
    [[nodiscard]] QLineEdit* searchLine() const { return m_search; }
    /// Puts the selected rows on the clipboard, name and value separated by a tab, one line each: control
    /// characters as \u{...}. Returns the number of rows.
    int copyRows();

private:
    void makeTree();
    void showModel();
    void showTensor();
    void applySearch();
    void openGroups();
    void copyValue();
    void showMenu(const QPoint& position);

    Workbench& m_workbench;
    InspectorModel* m_model = nullptr;
    QLabel* m_empty = nullptr;
    QLineEdit* m_search = nullptr;
    QTreeView* m_tree = nullptr;
    QTimer* m_debounce = nullptr;
};

} // namespace alidade
