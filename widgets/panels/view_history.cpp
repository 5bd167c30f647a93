// SPDX-License-Identifier: GPL-3.0-or-later
// Commands of the undo stack: the view before and after, or one plot before and after.
#include "widgets/panels/view_history.h"

#include <QUndoCommand>

#include <memory>
#include <utility>

namespace alidade {

namespace {

enum Property {
    changedTensor = 1,
    changedChips = 2,
    changedQuantizer = 4,
    changedBits = 8,
    changedCoder = 16,
    changedRate = 32,
    changedDepth = 64,
    changedFilter = 128
};
constexpr int plotCommands = 1024; // above any union of properties

/// Which properties differ, as a union.
int differences(const ViewState& a, const ViewState& b)
{
    int found = 0;
    if (a.tensor != b.tensor || a.matrix != b.matrix) found |= changedTensor;
    if (a.bar != b.bar || a.active != b.active) found |= changedChips;
    if (a.quantizer != b.quantizer) found |= changedQuantizer;
    if (a.bits != b.bits) found |= changedBits;
    if (a.coder != b.coder) found |= changedCoder;
    if (a.rateCounting != b.rateCounting) found |= changedRate;
    if (a.depthMetric != b.depthMetric || a.depthRole != b.depthRole) found |= changedDepth;
    if (a.filter != b.filter) found |= changedFilter;
    return found;
}

} // namespace

/// The selection before and after.
class SelectionCommand : public QUndoCommand {
public:
    SelectionCommand(ViewHistory& history, ViewState before, ViewState after)
        : m_history(history), m_before(std::move(before)), m_after(std::move(after)),
          m_what(differences(m_before, m_after))
    {
    }

    void undo() override { m_history.apply(m_before); }
    void redo() override
    {
        if (std::exchange(m_done, true)) m_history.apply(m_after); // when pushed it is done already
    }
    [[nodiscard]] int id() const override { return m_what; }
    bool mergeWith(const QUndoCommand* other) override
    {
        if (!m_history.m_joining) return false;
        m_after = static_cast<const SelectionCommand*>(other)->m_after;
        setObsolete(differences(m_before, m_after) == 0);
        return true;
    }

private:
    ViewHistory& m_history;
    ViewState m_before;
    ViewState m_after;
    int m_what;
    bool m_done = false;
};

/// One plot before and after.
class PlotCommand : public QUndoCommand {
public:
    PlotCommand(ViewHistory& history, QString name, const PlotViewState& before, const PlotViewState& after)
        : m_history(history), m_name(std::move(name)), m_before(before), m_after(after)
    {
    }

    void undo() override { m_history.m_plots.setState(m_name, m_before); }
    void redo() override
    {
        if (std::exchange(m_done, true)) m_history.m_plots.setState(m_name, m_after);
    }
    [[nodiscard]] int id() const override { return plotCommands; }
    bool mergeWith(const QUndoCommand* other) override
    {
        const auto* next = static_cast<const PlotCommand*>(other);
        if (!m_history.m_joining || next->m_name != m_name) return false;
        m_after = next->m_after;
        setObsolete(m_before == m_after);
        return true;
    }

private:
    ViewHistory& m_history;
    QString m_name;
    PlotViewState m_before;
    PlotViewState m_after;
    bool m_done = false;
};

ViewHistory::ViewHistory(Workbench& workbench, PlotRegister& plots, QObject* parent)
    : QObject(parent), m_workbench(workbench), m_plots(plots)
{
    m_stack.setUndoLimit(mostSteps);
    const Selection& selection = workbench.selection();
    for (auto change : {&Selection::tensorChanged, &Selection::matrixChanged, &Selection::chipsChanged,
                        &Selection::bitsChanged, &Selection::quantizerChanged, &Selection::coderChanged,
                        &Selection::rateCountingChanged, &Selection::depthMetricChanged,
                        &Selection::depthRoleChanged, &Selection::filterChanged})
        connect(&selection, change, this, &ViewHistory::recordSelection);
    // Opening and closing a calibration is no change of the view; what it takes out of the bar cannot come back.
    connect(&selection, &Selection::calibrationChanged, this,
            [this] { m_last = m_workbench.selection().state(); });
    connect(&selection, &Selection::tensorChanged, this, &ViewHistory::visit);
    connect(&plots, &PlotRegister::changed, this,
            [this](const QString& name, const PlotViewState& before, const PlotViewState& after) {
                push(std::make_unique<PlotCommand>(*this, name, before, after).release());
                emit viewChanged();
            });
    connect(&m_stack, &QUndoStack::indexChanged, this, &ViewHistory::changed);
    connect(&workbench, &Workbench::modelChanged, this, &ViewHistory::begin);
    connect(&workbench.bridge(), &EngineBridge::opened, this, [this] { begin(); });
    begin();
}

ViewHistory::~ViewHistory()
{
    m_stack.disconnect(this); // it says so when it is emptied, and nobody is there any more
}

void ViewHistory::begin()
{
    m_stack.clear();
    m_sinceLast.invalidate();
    m_last = m_workbench.selection().state();
    m_visited.clear();
    m_place = -1;
    visit();
    emit changed();
    emit viewChanged();
}

/// The stack takes the command over.
void ViewHistory::push(QUndoCommand* command)
{
    m_joining = m_sinceLast.isValid() && m_sinceLast.elapsed() < m_burst;
    m_stack.push(command);
    m_joining = false;
    m_sinceLast.start();
    emit changed(); // a merged command moves no index
}

void ViewHistory::recordSelection()
{
    if (m_applying) return;
    ViewState now = m_workbench.selection().state();
    if (differences(m_last, now) == 0) return; // a signal of a change that is recorded
    push(std::make_unique<SelectionCommand>(*this, std::exchange(m_last, now), now).release());
    emit viewChanged();
}

void ViewHistory::apply(const ViewState& view)
{
    m_applying = true;
    m_workbench.selection().restore(view);
    m_applying = false;
    m_last = m_workbench.selection().state();
}

void ViewHistory::undo()
{
    m_sinceLast.invalidate();
    m_stack.undo();
    emit viewChanged();
}

void ViewHistory::redo()
{
    m_sinceLast.invalidate();
    m_stack.redo();
    emit viewChanged();
}

void ViewHistory::visit()
{
    const QString tensor = m_workbench.selection().tensor();
    if (tensor.isEmpty() || m_visited.value(m_place) == tensor) return;
    m_visited = m_visited.mid(0, m_place + 1);
    m_visited.append(tensor);
    if (m_visited.size() > mostSteps) m_visited.removeFirst();
    m_place = m_visited.size() - 1;
    emit changed();
}

void ViewHistory::go(int by)
{
    const qsizetype place = m_place + by;
    if (place < 0 || place >= m_visited.size()) return;
    m_place = place; // first: visit() then finds the tensor here
    m_workbench.selection().setTensor(m_visited.at(place));
    emit changed();
}

} // namespace alidade
