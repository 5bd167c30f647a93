// SPDX-License-Identifier: GPL-3.0-or-later
// When a card draws.
#include "widgets/cards/result_card.h"

#include "widgets/plots/plot_view.h"

#include <QHBoxLayout>

#include <utility>

namespace alidade {

ResultCard::ResultCard(const QString& id, Workbench& workbench, QWidget* parent)
    : PlotCard(parent), m_id(id), m_workbench(workbench)
{
    setObjectName(id + QStringLiteral("Card"));
    connect(&workbench, &Workbench::modelChanged, this, &ResultCard::refresh);
    connect(&workbench, &Workbench::resultsChanged, this, &ResultCard::refresh);
    connect(&selection(), &Selection::chipsChanged, this, &ResultCard::refresh);
}

bool ResultCard::isComplete() const
{
    for (const PlottedChip& at : drawnChips())
        for (const Part part : parts())
            if (at.results.part(part).pending) return false;
    return true;
}

std::vector<AnalysisRequest> ResultCard::requests() const
{
    std::vector<AnalysisRequest> list;
    if (!m_workbench.selectedLayer()) return list;
    for (const PlottedChip& at : drawnChips())
        for (const Part part : parts())
            if (part != Part::Coded || selection().coder())
                list.push_back(m_workbench.selectedRequest(part, at.chip.request));
    return list;
}

QStringList ResultCard::problems() const
{
    QStringList sentences;
    for (const PlottedChip& at : drawnChips()) {
        QStringList reasons{at.results.notApplicable};
        for (const Part part : parts())
            reasons.append(at.results.part(part).error);
        reasons.removeAll(QString());
        reasons.removeDuplicates();
        for (const QString& reason : std::as_const(reasons))
            sentences.append(QStringLiteral("%1: %2").arg(at.chip.longLabel, reason));
    }
    return sentences;
}

void ResultCard::setOptions(const QJsonObject& /*options*/) {}

void ResultCard::refresh()
{
    m_stale = true;
    if (!m_shown) return;
    m_stale = false;
    setSpec(makeSpec());
    afterRefresh();
}

void ResultCard::setShown(bool shown)
{
    if (std::exchange(m_shown, shown) == shown) return;
    shownChanged();
    if (shown && m_stale) refresh();
}

void ResultCard::setControlLine(const QList<QWidget*>& widgets)
{
    auto* controls = new QWidget;
    auto* line = new QHBoxLayout(controls);
    line->setContentsMargins(0, 0, 0, 0);
    for (QWidget* widget : widgets)
        line->addWidget(widget);
    setControls(controls);
}

ChipsCard::ChipsCard(const QString& id, Workbench& workbench, std::set<Part> parts, Builder build)
    : ResultCard(id, workbench), m_parts(std::move(parts)), m_build(std::move(build))
{
}

PlotSpec ChipsCard::makeSpec() const { return m_build(plottedChips(workbench()), workbench().selectedName()); }

} // namespace alidade
