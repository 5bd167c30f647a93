// SPDX-License-Identifier: GPL-3.0-or-later
// Survey results as arrows.
#include "widgets/cards/plane_plot.h"

#include "widgets/bridge/core_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>

namespace alidade {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("alidade", text); }

/// What a Gaussian has, by id of the metric (science.md 2.1); nothing where it depends on the size.
std::optional<double> gaussianValue(const std::string& metric)
{
    static const std::map<std::string, double> values{{"kurtosis", 3.0},
                                                      {"top_energy_0.01", 0.08449},
                                                      {"top_energy_0.1", 0.43929},
                                                      {"gini_square", 2.0 / std::numbers::pi}};
    const auto at = values.find(metric);
    return at == values.end() ? std::nullopt : std::optional<double>(at->second);
}

QList<const Metric*> known(const MetricRegistry& metrics, const QList<std::string>& ids)
{
    QList<const Metric*> list;
    for (const std::string& id : ids)
        if (metrics.contains(id)) list.append(&metrics.find(id));
    return list;
}

double valueOf(const AnalysisResult& result, const Metric& metric)
{
    const auto at = result.metrics.find(metric.id);
    return at == result.metrics.end() ? NAN : at->second;
}

QString axisTitle(const Metric& metric)
{
    const QString unit = componentText(metric.unit);
    const QString label = componentText(metric.label);
    return unit.isEmpty() ? label : QStringLiteral("%1 (%2)").arg(label, unit);
}

PlotSeries storedSeries(const PlaneData& data, bool selected)
{
    PlotSeries series;
    series.id = selected ? QStringLiteral("stored selected") : QStringLiteral("stored");
    series.name = selected ? tr("%1, selected").arg(data.original.label) : data.original.label;
    series.slot = data.original.slot;
    series.line = false;
    series.markers = true;
    series.emphasised = selected;
    for (const PlaneMove& move : data.stored)
        if (move.selected == selected) series.points.append(move.from);
    return series;
}

PlotSeries arrowSeries(const PlaneMoves& system, bool selected)
{
    PlotSeries series;
    series.id = system.chip.id() + (selected ? QStringLiteral(" selected") : QString());
    series.name = selected ? tr("%1, selected").arg(system.chip.label) : system.chip.label;
    series.slot = system.chip.slot;
    series.arrows = true;
    series.emphasised = selected || system.active;
    for (const PlaneMove& move : system.moves)
        if (move.selected == selected) series.points.append(QList<QPointF>{move.from, move.to});
    return series;
}

void addReferences(PlotSpec& spec, const Metric& flattening, const Metric& concentration)
{
    if (const std::optional<double> x = gaussianValue(flattening.id))
        spec.references.append(ReferenceLine::vertical(*x, tr("Gaussian")));
    if (const std::optional<double> y = gaussianValue(concentration.id))
        spec.references.append(ReferenceLine::horizontal(*y, tr("Gaussian")));
}

} // namespace

QList<const Metric*> flatteningMetrics(const MetricRegistry& metrics)
{
    return known(metrics, {"kurtosis", "linf_over_sigma"});
}

QList<const Metric*> concentrationMetrics(const MetricRegistry& metrics)
{
    return known(metrics, {"top_energy_0.01", "top_energy_0.1", "gini_square"});
}

PlaneData planeData(const Workbench& workbench, const Metric& flattening, const Metric& concentration)
{
    PlaneData data;
    if (!workbench.model()) return data;
    const Selection& selection = workbench.selection();
    const int original = selection.chipIndex(QString::fromLatin1(originalCoordinates));
    if (original < 0) return data;
    data.original = selection.chips().at(original);
    const auto placeOf = [&](int chip, const Layer& layer) -> std::optional<QPointF> {
        const AnalysisResultPtr result = workbench.surveyed(chip, layer.tensor.name);
        if (!result) {
            data.waiting |= workbench.surveyError(chip, layer.tensor.name).isEmpty();
            return std::nullopt;
        }
        const QPointF place(valueOf(*result, flattening), valueOf(*result, concentration));
        if (std::isfinite(place.x()) && std::isfinite(place.y())) return place;
        ++data.undefined;
        return std::nullopt;
    };
    const QList<const Layer*> layers = layersInDepth(*workbench.model(), selection.depthRole());
    for (const Layer* layer : layers)
        if (const auto place = placeOf(original, *layer))
            data.stored.append({layer, *place, *place, layer == workbench.selectedLayer()});
    for (int chip = 0; chip < selection.chips().size(); ++chip) {
        if (chip == original || !selection.chips().at(chip).visible) continue;
        PlaneMoves system{selection.chips().at(chip), chip == selection.activeChip(), {}};
        for (const PlaneMove& stored : std::as_const(data.stored)) {
            const auto place = placeOf(chip, *stored.layer);
            if (place) system.moves.append({stored.layer, stored.from, *place, stored.selected});
        }
        data.systems.append(system);
    }
    return data;
}

PlotSpec planePlot(const PlaneData& data, const Metric& flattening, const Metric& concentration,
                   const QString& role)
{
    PlotSpec spec;
    spec.title = role.isEmpty() ? tr("Flattening and concentration")
                                : titled(tr("Flattening and concentration"), role);
    spec.x = axisOf(axisTitle(flattening), fromCore(flattening.id), true);
    spec.y = axisOf(axisTitle(concentration), fromCore(concentration.id));
    spec.emptyMessage = data.waiting         ? tr("Measuring …")
                        : data.undefined > 0 ? tr("None of these values is defined.")
                                             : tr("This file has no matrix to draw.");
    if (data.stored.isEmpty()) return spec;
    for (const bool selected : {false, true}) {
        for (const PlaneMoves& system : data.systems) {
            const PlotSeries series = arrowSeries(system, selected);
            if (!series.points.isEmpty()) spec.series.append(series);
        }
        const PlotSeries stored = storedSeries(data, selected);
        if (!stored.points.isEmpty()) spec.series.append(stored);
    }
    addReferences(spec, flattening, concentration);
    if (data.waiting) spec.badge = tr("measuring …");
    return spec;
}

} // namespace alidade
