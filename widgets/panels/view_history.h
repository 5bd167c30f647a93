// SPDX-License-Identifier: GPL-3.0-or-later
// Undo of what is looked at, not of files: tensor, coordinates, bits, filter, zoom; and the way back through the
// tensors that were looked at. Thread rule: GUI thread.
#pragma once

#include "widgets/bridge/view_opener.h"
#include "widgets/bridge/workbench.h"
#include "widgets/panels/plot_register.h"

#include <QElapsedTimer>
#include <QObject>
#include <QStringList>
#include <QUndoStack>

namespace alidade {

/// A hundred steps. Changes of the same property that follow one another quickly (turning the wheel, typing a filter)
/// are one step. Another model begins a new history.
class ViewHistory : public QObject {
    Q_OBJECT

public:
    static constexpr int mostSteps = 100;

    /// All must outlive the history. To be made after a ViewOpener of the workbench, so that what a session has set
    /// is where the history begins.
    ViewHistory(Workbench& workbench, PlotRegister& plots, QObject* parent = nullptr);
    ~ViewHistory() override;

    [[nodiscard]] bool canUndo() const { return m_stack.canUndo(); }
    [[nodiscard]] bool canRedo() const { return m_stack.canRedo(); }
    void undo();
    void redo();

    [[nodiscard]] bool canGoBack() const { return m_place > 0; }
    [[nodiscard]] bool canGoForward() const { return m_place + 1 < m_visited.size(); }
    /// Selects the tensor that was looked at before (-1) or after (+1).
    void go(int by);

    /// How soon a change must follow another of its kind to be the same step; a second unless set.
    void setBurst(int milliseconds) { m_burst = milliseconds; }

signals:
    /// What can be undone, redone, gone to may be other than before.
    void changed();
    /// The view is another one, whether by the user or by this history.
    void viewChanged();

private:
    friend class SelectionCommand;
    friend class PlotCommand;

    void recordSelection();
    void push(QUndoCommand* command);
    void apply(const ViewState& view);
    void visit();
    void begin();

    Workbench& m_workbench;
    PlotRegister& m_plots;
    QUndoStack m_stack;
    ViewState m_last; ///< the selection as recorded
    QStringList m_visited;
    qsizetype m_place = -1;
    QElapsedTimer m_sinceLast; ///< invalid: the next change is a step of its own
    int m_burst = 1000;
    bool m_joining = false;  ///< the command being pushed follows closely
    bool m_applying = false; ///< changes come from here
};

} // namespace alidade
