// SPDX-License-Identifier: GPL-3.0-or-later
// The list of layers: filter line and table. Selecting a row selects the tensor, and the other way round.
// Thread rule: GUI thread.
#pragma once

#include "widgets/bridge/workbench.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QMenu;
class QTableView;
class QTimer;

namespace alidade {

class LayerFilterModel;
class LayerTableModel;
class StackBar;

class LayerPanel : public QWidget {
    Q_OBJECT

public:
    /// @param workbench must outlive the panel
    explicit LayerPanel(Workbench& workbench, QWidget* parent = nullptr);

    [[nodiscard]] QTableView* table() const { return m_table; }
    [[nodiscard]] StackBar* stackBar() const { return m_stack; }
    [[nodiscard]] QLineEdit* filterLine() const { return m_filter; }
    /// "Layers (12 of 57)": caption for the dock.
    [[nodiscard]] QString caption() const;

    /// Puts the selected rows on the clipboard, tab-separated with a heading. Returns the number of rows.
    int copyRows();
    /// Selects the next (+1) or previous (-1) row of the list.
    void step(int by);
    /// Selects the tensor of the same role in the next (+1) or previous (-1) block.
    void stepBlock(int by);
    /// The columns and which of them are shown, to be kept in the settings.
    [[nodiscard]] QByteArray columnState() const;
    void restoreColumnState(const QByteArray& state);

signals:
    void captionChanged();

private:
    void makeTable();
    void connectModels();
    void applyFilter();
    void fitNames();
    void selectCurrentRow();
    void showSelected();
    void showColumnMenu(const QPoint& position);
    void showRowMenu(const QPoint& position);
    void takeKnown();
    void takeResults(int chip, const QStringList& tensors);

    Workbench& m_workbench;
    LayerTableModel* m_model = nullptr;
    LayerFilterModel* m_shown = nullptr;
    QLineEdit* m_filter = nullptr;
    QLabel* m_remark = nullptr;
    QTableView* m_table = nullptr;
    StackBar* m_stack = nullptr;
    QTimer* m_debounce = nullptr;
    bool m_hasMarks = false;  ///< a tensor of this model is marked as not measurable
    bool m_following = false; ///< the table is being made to follow the selection
};

} // namespace alidade
