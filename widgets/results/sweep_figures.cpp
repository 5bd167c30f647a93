// SPDX-License-Identifier: GPL-3.0-or-later
// Cells of a sweep given to the plots that the boards have, and two that they have not.
#include "widgets/results/sweep_figures.h"

#include "widgets/bridge/core_text.h"
#include "widgets/cards/plane_plot.h"
#include "widgets/cards/winner_plot.h"
#include "widgets/style/number_format.h"

#include <QSet>

#include <algorithm>
#include <cmath>
#include <map>

namespace alidade {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("alidade", text); }

QString inId(const char* id) { return QString::fromLatin1(id); }

/// Finished tensors of a role with their place on the axis of depth, or every one in file order for an empty role.
struct PlacedTensor {
    double x = 0.0;
    const SweepTensor* tensor = nullptr;
};

QList<PlacedTensor> placed(const SweepResults& results, const QString& role)
{
    QList<PlacedTensor> tensors;
    for (std::size_t i = 0; i < results.tensors.size(); ++i) {
        const SweepTensor& tensor = results.tensors[i];
        if (role.isEmpty()) tensors.append({static_cast<double>(i), &tensor});
        else if (tensor.layer.block && untrusted(tensor.layer.role) == role)
            tensors.append({static_cast<double>(*tensor.layer.block), &tensor});
    }
    return tensors;
}

/// Values at one place of the depth: of seeds, and of experts where a block has several.
using ValuesByPlace = std::map<double, std::vector<double>>;

ValuesByPlace valuesOf(const QList<PlacedTensor>& tensors, const SweepFamily& family, const std::string& metric)
{
    ValuesByPlace values;
    for (const PlacedTensor& at : tensors)
        for (const std::size_t cell : family.members)
            values[at.x].push_back(cellMetric(*at.tensor, cell, metric));
    return values;
}

/// Medians into the points, and what they spread over into a band if they do.
void setSpreads(PlotSeries& series, const ValuesByPlace& values)
{
    bool band = false;
    series.points.clear();
    for (const auto& [x, all] : values) {
        const ValueSpread spread = spreadOf(all);
        if (spread.count == 0) continue;
        series.points.append({x, spread.median});
        series.lower.append(spread.least);
        series.upper.append(spread.most);
        band |= spread.count > 1;
    }
    if (band) return;
    series.lower.clear();
    series.upper.clear();
}

/// Without a line between matrices of different roles.
bool joinsPoints(const QString& role) { return !role.isEmpty(); }

PlotSeries nullSeries(const SweepView& view, const QList<PlacedTensor>& tensors, std::size_t family,
                      const std::string& metric, const std::string& null)
{
    ValuesByPlace values;
    for (const PlacedTensor& at : tensors)
        for (const std::size_t cell : view.families[family].members)
            if (const NullComparison* found = cellNull(*at.tensor, cell, metric, null))
                values[at.x].push_back(found->mean);
    const CoordinateChip& chip = view.chips.at(static_cast<qsizetype>(family));
    PlotSeries series;
    series.id = QStringLiteral("null %1").arg(family);
    series.name = tr("%1, null: %2").arg(chip.label, fromCore(null));
    series.slot = chip.slot;
    series.stroke = Stroke::Dotted;
    series.preview = true;
    setSpreads(series, values);
    return series;
}

PlotSpec depthFigure(const SweepView& view, const ChosenOptions& chosen)
{
    const QString role = chosen.value(inId("role"));
    const std::string id = chosen.value(inId("metric")).toStdString();
    const std::string null = chosen.value(inId("null")).toStdString();
    const Metric& metric = view.registries->metrics.find(id);
    const QList<PlacedTensor> tensors = placed(*view.results, role);
    QList<DepthLine> lines;
    QList<PlotSeries> spreads;
    for (std::size_t i = 0; i < view.families.size(); ++i) {
        PlotSeries spread;
        setSpreads(spread, valuesOf(tensors, view.families[i], id));
        DepthLine line{view.chips.at(static_cast<qsizetype>(i)), false, {}};
        for (const QPointF& point : std::as_const(spread.points))
            line.points.append({point.x(), point.y()});
        lines.append(line);
        spreads.append(spread);
    }
    PlotSpec spec = depthPlot(lines, metric, role, false);
    spec.title = role.isEmpty() ? spec.title : titled(spec.title, role);
    spec.legend = true;
    for (qsizetype i = 0; i < spec.series.size(); ++i) {
        spec.series[i].id = QStringLiteral("family %1").arg(i);
        spec.series[i].lower = spreads.at(i).lower;
        spec.series[i].upper = spreads.at(i).upper;
        spec.series[i].line = joinsPoints(role);
    }
    if (null.empty()) return spec;
    qsizetype drawn = 0;
    for (std::size_t i = 0; i < view.families.size(); ++i) {
        PlotSeries series = nullSeries(view, tensors, i, id, null);
        if (series.points.isEmpty()) continue;
        spec.series.append(series);
        ++drawn;
    }
    if (drawn == 0) spec.badge = tr("no null for this metric");
    return spec;
}

PlotSpec planeFigure(const SweepView& view, const ChosenOptions& chosen)
{
    const QString role = chosen.value(inId("role"));
    const Metric& flattening = view.registries->metrics.find(chosen.value(inId("flattening")).toStdString());
    const Metric& concentration = view.registries->metrics.find(chosen.value(inId("concentration")).toStdString());
    const QList<PlacedTensor> tensors = placed(*view.results, role);
    const auto placeOf = [&](const SweepTensor& tensor, std::size_t family) {
        return QPointF(familyMetric(tensor, view.families[family], flattening.id).median,
                       familyMetric(tensor, view.families[family], concentration.id).median);
    };
    const auto isPlace = [](const QPointF& place) { return std::isfinite(place.x()) && std::isfinite(place.y()); };
    PlaneData data;
    data.original = view.chips.first();
    for (std::size_t i = 1; i < view.families.size(); ++i)
        data.systems.append({view.chips.at(static_cast<qsizetype>(i)), false, {}});
    for (const PlacedTensor& at : tensors) {
        const QPointF from = placeOf(*at.tensor, 0);
        if (!isPlace(from)) {
            ++data.undefined;
            continue;
        }
        data.stored.append({&at.tensor->layer, from, from, false});
        for (std::size_t i = 1; i < view.families.size(); ++i) {
            const QPointF to = placeOf(*at.tensor, i);
            if (isPlace(to))
                data.systems[static_cast<qsizetype>(i) - 1].moves.append({&at.tensor->layer, from, to, false});
            else ++data.undefined;
        }
    }
    PlotSpec spec = planePlot(data, flattening, concentration, role);
    spec.legend = true;
    return spec;
}

/// Slots past the last one with a colour of its own differ by their patterns, which cells have not.
void tellCategoriesApart(PlotSpec& spec)
{
    if (!spec.image) return;
    static const QList<QColor> others{QColor(0x6A, 0x3D, 0x9A), QColor(0x8C, 0x6D, 0x1F), QColor(0x3F, 0x7F, 0x3F),
                                      QColor(0xA6, 0x2B, 0x2B), QColor(0x4E, 0x79, 0x8C), QColor(0xB2, 0x6B, 0x8E)};
    qsizetype next = 0;
    for (ImageCategory& category : spec.image->categories)
        if (category.slot >= coordinateSlotCount)
            category = {category.name, -1, others.at(next++ % others.size())};
}

PlotSpec winnersFigure(const SweepView& view, const ChosenOptions& chosen)
{
    WinnerMap map;
    map.chips = view.chips;
    map.roles = view.roles();
    int last = 0;
    int crowded = 0;
    QSet<std::pair<int, int>> taken;
    for (const SweepTensor& tensor : view.results->tensors) {
        if (!tensor.layer.block) continue;
        const SweepWinner winner = sweepWinner(tensor, view.families, quantizerOf(view, chosen), bitsOf(view, chosen),
                                               countingOf(view, chosen));
        WinnerCell cell;
        cell.layer = &tensor.layer;
        cell.row = static_cast<int>(map.roles.indexOf(untrusted(tensor.layer.role)));
        cell.known = true;
        if (winner.family) cell.best = {winner.family, winner.gainDb, winner.shared};
        const int block = *tensor.layer.block;
        if (taken.contains({cell.row, block})) { // another expert of the same block
            ++crowded;
            continue;
        }
        taken.insert({cell.row, block});
        map.firstBlock = map.cells.isEmpty() ? block : std::min(map.firstBlock, block);
        last = map.cells.isEmpty() ? block : std::max(last, block);
        map.cells.append(cell);
    }
    if (!map.cells.isEmpty()) map.blocks = last - map.firstBlock + 1;
    PlotSpec spec = winnerPlot(map, countingText(view, chosen, true));
    tellCategoriesApart(spec);
    if (view.results->request.coordinates.front().id != originalCoordinates)
        spec.x.title = tr("block (in the cells: gain in dB over %1)").arg(view.chips.first().label);
    if (crowded > 0) {
        const QString more = tr("%1 more tensors in the same places").arg(crowded);
        spec.badge = spec.badge.isEmpty() ? more : QStringLiteral("%1; %2").arg(spec.badge, more);
    }
    return spec;
}

PlotSpec rateFigure(const SweepView& view, const ChosenOptions& chosen)
{
    const std::size_t quantizer = quantizerOf(view, chosen);
    const RateCounting counting = countingOf(view, chosen);
    const std::vector<std::vector<FamilyPoint>> curves =
        familyCurves(*view.results, view.families, quantizer, counting);
    PlotSpec spec;
    spec.title = titled(tr("Rate and distortion of the whole model"), countingText(view, chosen, false));
    spec.x = axisOf(tr("rate (bits/weight)"), inId("rate"));
    spec.x.limitMin = 0.0;
    spec.y = counting.operatorQuality ? axisOf(tr("SQNR of the outputs (dB)"), inId("operator sqnr"))
                                      : axisOf(tr("SQNR of the weights (dB)"), inId("sqnr"));
    spec.emptyMessage = tr("No tensor has points in all coordinate systems yet.");
    spec.legend = true;
    for (std::size_t i = 0; i < curves.size(); ++i) {
        const CoordinateChip& chip = view.chips.at(static_cast<qsizetype>(i));
        PlotSeries series;
        series.id = QStringLiteral("family %1").arg(i);
        series.name = chip.label;
        series.slot = chip.slot;
        series.markers = true;
        const bool band = view.families[i].members.size() > 1;
        for (const FamilyPoint& point : curves[i]) {
            if (!std::isfinite(point.rate) || point.quality.count == 0) continue;
            series.points.append({point.rate, point.quality.median});
            if (!band) continue;
            series.lower.append(point.quality.least);
            series.upper.append(point.quality.most);
        }
        spec.series.append(series);
    }
    const std::size_t counted = modelCurves(*view.results, quantizer).front().tensors;
    if (counted < view.results->tensors.size())
        spec.badge = tr("of %1 of %2 tensors").arg(counted).arg(view.results->tensors.size());
    return spec;
}

/// Metrics that some tensor has a null for.
std::vector<const Metric*> metricsWithNulls(const SweepView& view)
{
    std::vector<const Metric*> metrics;
    for (const Metric* metric : view.metrics()) {
        const bool any = std::ranges::any_of(view.results->tensors, [metric](const SweepTensor& tensor) {
            const AnalysisResultPtr result = tensor.cells.empty() ? nullptr : tensor.cells.front().result;
            if (!result) return false;
            const auto nulls = result->nulls.find(metric->id);
            return nulls != result->nulls.end() &&
                   std::ranges::any_of(nulls->second, [](const auto& null) { return null.second.draws > 0; });
        });
        if (any) metrics.push_back(metric);
    }
    std::ranges::stable_partition(metrics, [](const Metric* metric) { return metric->id == "effective_rank"; });
    return metrics;
}

/// The weights as they are stored against a null; a rank is the same in all coordinates.
PlotSpec rankFigure(const SweepView& view, const ChosenOptions& chosen)
{
    const QString role = chosen.value(inId("role"));
    const std::string id = chosen.value(inId("metric")).toStdString();
    const std::string null = chosen.value(inId("null")).toStdString();
    const QList<PlacedTensor> tensors = placed(*view.results, role);
    const SweepFamily stored{view.families.front().coordinates, {0}};
    PlotSeries weights;
    setSpreads(weights, valuesOf(tensors, stored, id));
    DepthLine line{view.chips.first(), false, {}};
    for (const QPointF& point : std::as_const(weights.points))
        line.points.append({point.x(), point.y()});
    PlotSpec spec = depthPlot({line}, view.registries->metrics.find(id), role, false);
    spec.title = titled(tr("Layers against their null"), role.isEmpty() ? tr("every tensor") : role);
    spec.series.first().lower = weights.lower;
    spec.series.first().upper = weights.upper;
    spec.series.first().line = joinsPoints(role);
    spec.legend = true;
    PlotSeries noise;
    noise.id = inId("null");
    noise.name = tr("null: %1").arg(fromCore(null));
    noise.stroke = Stroke::Dotted;
    noise.line = joinsPoints(role);
    noise.markers = true;
    noise.slot = 2; // open circles, unlike the weights
    for (const PlacedTensor& at : tensors) {
        const NullComparison* found = cellNull(*at.tensor, 0, id, null);
        if (!found || !std::isfinite(found->mean)) continue;
        const double spread = std::isfinite(found->standardDeviation) ? found->standardDeviation : 0.0;
        noise.points.append({at.x, found->mean});
        noise.lower.append(found->mean - spread);
        noise.upper.append(found->mean + spread);
    }
    if (noise.points.isEmpty()) spec.badge = tr("no null for this metric");
    else spec.series.append(noise);
    return spec;
}

ResultsChoice metricChoice(const char* id, const QString& label, const std::vector<const Metric*>& metrics)
{
    ResultsChoice choice{inId(id), label, {}};
    for (const Metric* metric : metrics)
        choice.options.append({fromCore(metric->id), componentText(metric->label)});
    const auto kurtosis = std::ranges::find(metrics, "kurtosis", &Metric::id);
    if (kurtosis != metrics.end()) choice.usual = kurtosis - metrics.begin();
    return choice;
}

std::vector<const Metric*> measured(const SweepView& view, const QList<const Metric*>& wanted)
{
    std::vector<const Metric*> metrics = view.metrics();
    std::erase_if(metrics, [&wanted](const Metric* metric) { return !wanted.contains(metric); });
    return metrics;
}

ResultsChoice nullChoice(const SweepView& view, bool withNone)
{
    ResultsChoice choice{inId("null"), tr("Null model that is drawn beside the weights"), {}};
    if (withNone) choice.options.append({QString(), tr("no null")});
    if (!view.results->request.nulls) return choice;
    for (const std::string& kind : view.results->request.nulls->kinds)
        choice.options.append({fromCore(kind), tr("null: %1").arg(fromCore(kind))});
    return choice;
}

void addMetricFigures(const SweepView& view, QList<ResultsFigure>& figures)
{
    const std::vector<const Metric*> metrics = view.metrics();
    if (!metrics.empty())
        figures.append({inId("depth"),
                        tr("Depth profile"),
                        {metricChoice("metric", tr("Metric"), metrics), roleChoice(view), nullChoice(view, true)},
                        [view](const ChosenOptions& chosen) { return depthFigure(view, chosen); }});
    const std::vector<const Metric*> flat = measured(view, flatteningMetrics(view.registries->metrics));
    const std::vector<const Metric*> dense = measured(view, concentrationMetrics(view.registries->metrics));
    if (!flat.empty() && !dense.empty())
        figures.append({inId("plane"),
                        tr("Flattening and concentration"),
                        {metricChoice("flattening", tr("Flattening, on the x axis"), flat),
                         metricChoice("concentration", tr("Concentration, on the y axis"), dense), roleChoice(view)},
                        [view](const ChosenOptions& chosen) { return planeFigure(view, chosen); }});
}

void addRateFigures(const SweepView& view, QList<ResultsFigure>& figures)
{
    if (view.results->request.quantizers.empty()) return;
    const QList<ResultsChoice> counting = countingChoices(view);
    if (!view.roles().isEmpty())
        figures.append({inId("winners"), tr("Winner map"),
                        QList<ResultsChoice>{quantizerChoice(view), bitsChoice(view)} + counting,
                        [view](const ChosenOptions& chosen) { return winnersFigure(view, chosen); }});
    figures.append({inId("rate"), tr("Rate and distortion of the whole model"),
                    QList<ResultsChoice>{quantizerChoice(view)} + counting,
                    [view](const ChosenOptions& chosen) { return rateFigure(view, chosen); }});
}

} // namespace

QList<ResultsFigure> sweepFigures(const SweepView& view)
{
    QList<ResultsFigure> figures;
    addMetricFigures(view, figures);
    addRateFigures(view, figures);
    const std::vector<const Metric*> ranks = metricsWithNulls(view);
    if (!ranks.empty())
        figures.append({inId("rank"),
                        tr("Layers against their null"),
                        {metricChoice("metric", tr("Metric"), ranks), roleChoice(view), nullChoice(view, false)},
                        [view](const ChosenOptions& chosen) { return rankFigure(view, chosen); }});
    return figures;
}

} // namespace alidade
