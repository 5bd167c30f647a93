// SPDX-License-Identifier: GPL-3.0-or-later
// What the depth profile shows and what a click on it selects.
#include "widgets/cards/depth_card.h"

#include "widgets/bridge/core_text.h"
#include "widgets/cards/role_box.h"
#include "widgets/plots/plot_view.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace alidade {

DepthCard::DepthCard(Workbench& workbench) : ResultCard(QStringLiteral("depth"), workbench)
{
    makeControls();
    connect(&workbench, &Workbench::surveyAdvanced, this, [this](int chip, const QStringList&) {
        if (selection().chips().at(chip).visible) refresh();
    });
    connect(&selection(), &Selection::tensorChanged, this, &DepthCard::markSelected);
    connect(&selection(), &Selection::depthMetricChanged, this, [this] {
        m_metric->setCurrentIndex(m_metric->findData(selection().depthMetric()));
        refresh();
    });
    connect(&selection(), &Selection::depthRoleChanged, this, &DepthCard::refresh);
    connect(view(), &PlotView::clicked, this, [this](double x, double) {
        if (const Layer* layer = layerAt(x)) selection().setTensor(fromCore(layer->tensor.name));
    });
}

void DepthCard::makeControls()
{
    auto* metrics = new NameBox(9, 5, this);
    m_metric = metrics;
    m_metric->setObjectName(QStringLiteral("depthMetric"));
    m_metric->setAccessibleName(tr("Metric of the depth profile"));
    m_metric->setToolTip(tr("Metric drawn over the depth of the model"));
    for (const Metric& metric : workbench().registries().metrics)
        if (!metric.expensive) m_metric->addItem(componentText(metric.label), fromCore(metric.id));
    metrics->widenList();
    m_metric->setCurrentIndex(m_metric->findData(selection().depthMetric()));
    setControlLine({m_metric, new RoleBox(workbench(), QStringLiteral("depthRole"), this)});
    connect(m_metric, &QComboBox::activated, this,
            [this](int index) { selection().setDepthMetric(m_metric->itemData(index).toString()); });
}

PlotSpec DepthCard::makeSpec() const
{
    const auto& metrics = workbench().registries().metrics;
    const std::string id = selection().depthMetric().toStdString();
    if (!metrics.contains(id)) return {};
    bool waiting = false;
    const QList<DepthLine> lines = depthLines(workbench(), &waiting);
    return depthPlot(lines, metrics.find(id), selection().depthRole(), waiting);
}

bool DepthCard::isComplete() const
{
    bool waiting = false;
    depthLines(workbench(), &waiting);
    return !waiting;
}

std::vector<AnalysisRequest> DepthCard::requests() const
{
    std::vector<AnalysisRequest> list;
    for (const CoordinateChip& chip : selection().chips())
        if (chip.visible) std::ranges::copy(depthRequests(workbench(), chip), std::back_inserter(list));
    return list;
}

QStringList DepthCard::problems() const
{
    QStringList sentences;
    for (int chip = 0; chip < selection().chips().size(); ++chip)
        if (selection().chips().at(chip).visible) sentences.append(depthProblems(workbench(), chip));
    return sentences;
}

void DepthCard::markSelected()
{
    const Layer* layer = workbench().selectedLayer();
    view()->setHairline(layer ? depthPosition(workbench(), *layer) : std::nullopt);
}

std::optional<double> DepthCard::positionOf(const Layer& layer) const
{
    return depthPosition(workbench(), layer);
}

const Layer* DepthCard::layerAt(double x) const
{
    if (!workbench().model()) return nullptr;
    const QString role = selection().depthRole();
    const QList<const Layer*> layers = layersInDepth(*workbench().model(), role);
    const Layer* nearest = nullptr;
    double distance = INFINITY;
    for (qsizetype i = 0; i < layers.size(); ++i) {
        const double at = role.isEmpty() ? static_cast<double>(i) : static_cast<double>(*layers.at(i)->block);
        if (std::abs(at - x) >= distance) continue;
        distance = std::abs(at - x);
        nearest = layers.at(i);
    }
    return nearest;
}

} // namespace alidade
