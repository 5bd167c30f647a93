// SPDX-License-Identifier: GPL-3.0-or-later
// What the depth profile shows and what a click on it selects.
#include "widgets/cards/depth_card.h"

#include "widgets/bridge/core_text.h"
#include "widgets/cards/name_box.h"
#include "widgets/plots/plot_view.h"

#include <QHBoxLayout>
#include <QSignalBlocker>

#include <cmath>

namespace alidade {

DepthCard::DepthCard(Workbench& workbench) : ResultCard(QStringLiteral("depth"), workbench)
{
    makeControls();
    connect(&workbench, &Workbench::modelChanged, this, &DepthCard::fillRoles);
    connect(&workbench, &Workbench::surveyAdvanced, this, [this](int chip, const QStringList&) {
        if (selection().chips().at(chip).visible) refresh();
    });
    connect(&selection(), &Selection::tensorChanged, this, &DepthCard::markSelected);
    connect(&selection(), &Selection::depthMetricChanged, this, [this] {
        m_metric->setCurrentIndex(m_metric->findData(selection().depthMetric()));
        refresh();
    });
    connect(&selection(), &Selection::depthRoleChanged, this, [this] {
        m_role->setCurrentIndex(m_role->findData(selection().depthRole()));
        refresh();
    });
    connect(view(), &PlotView::clicked, this, [this](double x, double) { selectAt(x); });
    fillRoles();
}

void DepthCard::makeControls()
{
    auto* controls = new QWidget;
    auto* line = new QHBoxLayout(controls);
    line->setContentsMargins(0, 0, 0, 0);
    auto* metrics = new NameBox(9, 5, controls);
    m_metric = metrics;
    m_metric->setObjectName(QStringLiteral("depthMetric"));
    m_metric->setAccessibleName(tr("Metric of the depth profile"));
    m_metric->setToolTip(tr("Metric drawn over the depth of the model"));
    for (const Metric& metric : workbench().registries().metrics)
        if (!metric.expensive) m_metric->addItem(componentText(metric.label), fromCore(metric.id));
    metrics->widenList();
    m_metric->setCurrentIndex(m_metric->findData(selection().depthMetric()));
    m_role = new NameBox(9, 5, controls);
    m_role->setObjectName(QStringLiteral("depthRole"));
    m_role->setAccessibleName(tr("Role of the tensors in the depth profile"));
    m_role->setToolTip(tr("Which tensor of every block is drawn"));
    line->addWidget(m_metric);
    line->addWidget(m_role);
    setControls(controls);
    connect(m_metric, &QComboBox::activated, this,
            [this](int index) { selection().setDepthMetric(m_metric->itemData(index).toString()); });
    connect(m_role, &QComboBox::activated, this,
            [this](int index) { selection().setDepthRole(m_role->itemData(index).toString()); });
}

void DepthCard::fillRoles()
{
    const QSignalBlocker blocker(m_role);
    m_role->clear();
    if (workbench().model())
        for (const RoleDepth& role : rolesInDepth(*workbench().model()))
            m_role->addItem(role.role, role.role);
    m_role->addItem(tr("every matrix"), QString());
    m_role->setCurrentIndex(m_role->findData(selection().depthRole()));
    refresh();
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
    if (!workbench().model()) return list;
    const CheckpointSummary& model = *workbench().model();
    for (const CoordinateChip& chip : selection().chips()) {
        if (!chip.visible) continue;
        for (const Layer* layer : layersInDepth(model, selection().depthRole())) {
            list.push_back(surveyRequest(workbench().registries(), model.path, layer->tensor.name, chip.request));
            if (chip.needsCalibration) list.back().calibration = selection().calibration().toStdString();
        }
    }
    return list;
}

QStringList DepthCard::problems() const
{
    QStringList sentences;
    if (!workbench().model()) return sentences;
    const QList<const Layer*> layers = layersInDepth(*workbench().model(), selection().depthRole());
    for (int chip = 0; chip < selection().chips().size(); ++chip) {
        const CoordinateChip& at = selection().chips().at(chip);
        for (const Layer* layer : at.visible ? layers : QList<const Layer*>()) {
            const QString error = workbench().surveyError(chip, layer->tensor.name);
            if (!error.isEmpty()) sentences.append(QStringLiteral("%1: %2").arg(at.longLabel, error));
        }
    }
    return sentences;
}

void DepthCard::markSelected()
{
    const Layer* layer = workbench().selectedLayer();
    view()->setHairline(layer ? depthPosition(workbench(), *layer) : std::nullopt);
}

void DepthCard::selectAt(double x)
{
    if (!workbench().model()) return;
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
    if (nearest) selection().setTensor(fromCore(nearest->tensor.name));
}

} // namespace alidade
