// SPDX-License-Identifier: GPL-3.0-or-later
// What the plane shows and what a click on it selects.
#include "widgets/cards/plane_card.h"

#include "core/base/error.h"
#include "widgets/bridge/core_text.h"
#include "widgets/cards/role_box.h"
#include "widgets/plots/plot_view.h"

#include <QLineF>

namespace alidade {

namespace {

const QString flatteningOption = QStringLiteral("flattening");
const QString concentrationOption = QStringLiteral("concentration");

void chooseMetric(QComboBox* box, const QJsonValue& id)
{
    if (id.isUndefined()) return;
    const int index = box->findData(id.toString());
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
    auto* box = new NameBox(9, 5, this);
    box->setObjectName(objectName);
    box->setAccessibleName(name);
    box->setToolTip(help);
    for (const Metric* metric : metrics)
        box->addItem(componentText(metric->label), fromCore(metric->id));
    box->widenList();
    connect(box, &QComboBox::activated, this, [this] {
        emit optionsChanged();
        refresh();
    });
    return box;
}

/// The metric that a box shows; null if it has none.
const Metric* PlaneCard::metricOf(const QComboBox& box) const
{
    const MetricRegistry& metrics = workbench().registries().metrics;
    const std::string id = box.currentData().toString().toStdString();
    if (!metrics.contains(id)) return nullptr;
    return &metrics.find(id);
}

/// What the plane shows on the chosen axes.
PlaneData PlaneCard::data() const
{
    const Metric* flattening = metricOf(*m_flattening);
    const Metric* concentration = metricOf(*m_concentration);
    if (!flattening || !concentration) return {};
    return planeData(workbench(), *flattening, *concentration);
}

PlotSpec PlaneCard::makeSpec() const
{
    const Metric* flattening = metricOf(*m_flattening);
    const Metric* concentration = metricOf(*m_concentration);
    if (!flattening || !concentration) return {};
    return planePlot(planeData(workbench(), *flattening, *concentration), *flattening, *concentration,
                     selection().depthRole());
}

bool PlaneCard::isComplete() const
{
    const PlaneData shown = data();
    return !shown.waiting;
}

/// The layer with the nearest end of an arrow on screen.
void PlaneCard::selectAt(const QPointF& place)
{
    const PlaneData shown = data();
    const QPointF at = view()->toWidget(place);
    const Layer* nearest = nullptr;
    double distance = 0.0;
    const auto consider = [this, at, &nearest, &distance](const PlaneMove& candidate) {
        const double away = QLineF(view()->toWidget(candidate.to), at).length();
        if (nearest && away >= distance) return;
        nearest = candidate.layer;
        distance = away;
    };
    for (const PlaneMove& stored : shown.stored)
        consider(stored);
    for (const PlaneMoves& turned : shown.systems)
        for (const PlaneMove& arrow : turned.moves)
            consider(arrow);
    if (nearest) selection().setTensor(fromCore(nearest->tensor.name));
}

const Layer* PlaneCard::layerAt(double x) const
{
    const PlaneData shown = data();
    for (const PlaneMoves& turned : shown.systems)
        for (const PlaneMove& arrow : turned.moves)
            if (arrow.to.x() == x) return arrow.layer;
    for (const PlaneMove& stored : shown.stored)
        if (stored.from.x() == x) return stored.layer;
    return nullptr;
}

std::optional<double> PlaneCard::positionOf(const Layer& layer) const
{
    const PlaneData shown = data();
    for (const PlaneMove& stored : shown.stored)
        if (stored.layer == &layer) return stored.from.x();
    return std::nullopt;
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
