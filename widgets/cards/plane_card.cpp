// SPDX-License-Identifier: GPL-3.0-or-later
// What the plane shows and what a click on it selects.
#include "widgets/cards/plane_card.h"

#include "core/base/error.h"
#include "widgets/bridge/core_text.h"
#include "widgets/cards/plane_plot.h"
#include "widgets/cards/role_box.h"
#include "widgets/plots/plot_view.h"

#include <QLineF>

#include <algorithm>
#include <iterator>

namespace alidade {

namespace {

const QString flatteningOption = QStringLiteral("flattening");
const QString concentrationOption = QStringLiteral("concentration");

void chooseMetric(QComboBox* box, const QJsonValue& id)
{
    const int index = id.isUndefined() ? 0 : box->findData(id.toString());
    if (index < 0) throw InvalidRequest("the plane has no axis '" + id.toString().toStdString() + "'");
    box->setCurrentIndex(index);
}

} // namespace

PlaneCard::PlaneCard(Workbench& workbench) : ResultCard(QStringLiteral("plane"), workbench)
{
    makeControls();
    connect(&workbench, &Workbench::surveyAdvanced, this, &PlaneCard::refresh);
    connect(&selection(), &Selection::tensorChanged, this, &PlaneCard::refresh);
    connect(&selection(), &Selection::depthRoleChanged, this, &PlaneCard::refresh);
    connect(view(), &PlotView::clicked, this, [this](double x, double y) { selectAt({x, y}); });
}

void PlaneCard::makeControls()
{
    const MetricRegistry& metrics = workbench().registries().metrics;
    m_flattening = metricBox(flatteningMetrics(metrics), QStringLiteral("planeFlattening"),
                             tr("Horizontal axis of the plane"), tr("What says how heavy the tails are"));
    m_concentration =
        metricBox(concentrationMetrics(metrics), QStringLiteral("planeConcentration"),
                  tr("Vertical axis of the plane"), tr("What says how much energy few coefficients hold"));
    setControlLine({m_flattening, m_concentration, new RoleBox(workbench(), QStringLiteral("planeRole"), this)});
}

QComboBox* PlaneCard::metricBox(const QList<const Metric*>& metrics, const QString& objectName,
                                const QString& name, const QString& help)
{
    auto* box = new NameBox(8, 4, this);
    box->setObjectName(objectName);
    box->setAccessibleName(name);
    box->setToolTip(help);
    for (const Metric* metric : metrics)
        box->addItem(componentText(metric->shortLabel.empty() ? metric->label : metric->shortLabel),
                     fromCore(metric->id));
    box->widenList();
    connect(box, &QComboBox::activated, this, [this] {
        emit optionsChanged();
        refresh();
    });
    return box;
}

const Metric* PlaneCard::flattening() const
{
    const std::string id = m_flattening->currentData().toString().toStdString();
    return workbench().registries().metrics.contains(id) ? &workbench().registries().metrics.find(id) : nullptr;
}

const Metric* PlaneCard::concentration() const
{
    const std::string id = m_concentration->currentData().toString().toStdString();
    return workbench().registries().metrics.contains(id) ? &workbench().registries().metrics.find(id) : nullptr;
}

PlotSpec PlaneCard::makeSpec() const
{
    if (!flattening() || !concentration()) return {};
    return planePlot(planeData(workbench(), *flattening(), *concentration()), *flattening(), *concentration(),
                     selection().depthRole());
}

bool PlaneCard::isComplete() const
{
    if (!flattening() || !concentration()) return true;
    return !planeData(workbench(), *flattening(), *concentration()).waiting;
}

/// The stored axes, from which the arrows start, and the visible ones.
QList<int> PlaneCard::surveyedChips() const
{
    QList<int> list;
    for (int chip = 0; chip < selection().chips().size(); ++chip) {
        const CoordinateChip& at = selection().chips().at(chip);
        if (at.visible || at.request.id == originalCoordinates) list.append(chip);
    }
    return list;
}

std::vector<AnalysisRequest> PlaneCard::requests() const
{
    std::vector<AnalysisRequest> list;
    for (const int chip : surveyedChips())
        std::ranges::copy(depthRequests(workbench(), selection().chips().at(chip)), std::back_inserter(list));
    return list;
}

QStringList PlaneCard::problems() const
{
    QStringList sentences;
    for (const int chip : surveyedChips())
        sentences.append(depthProblems(workbench(), chip));
    return sentences;
}

/// The layer with the nearest end of an arrow on screen.
void PlaneCard::selectAt(const QPointF& place)
{
    if (!flattening() || !concentration()) return;
    const PlaneData moves = planeData(workbench(), *flattening(), *concentration());
    const QPointF at = view()->toWidget(place);
    const Layer* nearest = nullptr;
    double distance = 0.0;
    const auto consider = [&](const PlaneMove& move) {
        const double away = QLineF(view()->toWidget(move.to), at).length();
        if (nearest && away >= distance) return;
        nearest = move.layer;
        distance = away;
    };
    for (const PlaneMove& move : moves.stored)
        consider(move);
    for (const PlaneMoves& system : moves.systems)
        for (const PlaneMove& move : system.moves)
            consider(move);
    if (nearest) selection().setTensor(fromCore(nearest->tensor.name));
}

const Layer* PlaneCard::layerAt(double x) const
{
    if (!flattening() || !concentration()) return nullptr;
    const PlaneData moves = planeData(workbench(), *flattening(), *concentration());
    for (const PlaneMoves& system : moves.systems)
        for (const PlaneMove& move : system.moves)
            if (move.to.x() == x) return move.layer;
    for (const PlaneMove& move : moves.stored)
        if (move.from.x() == x) return move.layer;
    return nullptr;
}

std::optional<double> PlaneCard::positionOf(const Layer& layer) const
{
    if (!flattening() || !concentration()) return std::nullopt;
    const PlaneData moves = planeData(workbench(), *flattening(), *concentration());
    const auto at = std::ranges::find(moves.stored, &layer, &PlaneMove::layer);
    return at == moves.stored.end() ? std::nullopt : std::optional<double>(at->from.x());
}

QJsonObject PlaneCard::options() const
{
    return {{flatteningOption, m_flattening->currentData().toString()},
            {concentrationOption, m_concentration->currentData().toString()}};
}

void PlaneCard::setOptions(const QJsonObject& options)
{
    chooseMetric(m_flattening, options.value(flatteningOption));
    chooseMetric(m_concentration, options.value(concentrationOption));
    refresh();
}

} // namespace alidade
