// SPDX-License-Identifier: Apache-2.0
// Tables of metrics: the model as a whole, and by role.
#include "core/reports/sweep_tables.h"

#include "core/base/text.h"
#include "core/reports/sweep_names.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace alidade {

namespace {

constexpr double percent = 100.0;

bool isShare(const std::string& metric)
{
    return metric.starts_with("top_energy_") || metric.starts_with("fraction_") || metric == "mp_spike_energy";
}

std::string hexText(std::uint64_t value)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text(16, '0');
    for (std::size_t i = text.size(); i-- > 0; value >>= 4) text[i] = digits[value & 0xF];
    return text;
}

std::string joined(const std::vector<std::string>& items)
{
    std::string text;
    for (const std::string& item : items) text += (text.empty() ? "" : ", ") + item;
    return text.empty() ? "none" : text;
}

std::string headerOf(const SweepView& view, const std::string& metric)
{
    const Metric& entry = view.registries.metrics.find(metric);
    return entry.shortLabel + (isShare(metric) ? " (%)" : "");
}

double medianOf(const SweepView& view, std::size_t family, const std::string& metric)
{
    return roleSummaries(view.results, view.families, metric).front().families[family].median;
}

} // namespace

std::string SweepView::label(std::size_t family) const { return familyLabel(families[family], registries); }

std::string SweepView::nullOf(const std::string& metric) const
{
    if (!results.request.nulls || results.request.nulls->kinds.empty()) return {};
    const Metric& entry = registries.metrics.find(metric);
    if (!entry.needsNull) return {};
    const std::vector<std::string>& kinds = results.request.nulls->kinds;
    const bool shown = std::ranges::find(kinds, entry.shownNull) != kinds.end();
    return shown ? entry.shownNull : kinds.front();
}

std::string SweepView::nullLabel(const std::string& metric) const
{
    const std::string null = nullOf(metric);
    return null.empty() ? null : registries.nulls.find(null).label;
}

double SweepView::nullMedian(std::size_t family, const std::string& metric) const
{
    const std::string null = nullOf(metric);
    std::vector<double> values;
    for (const SweepTensor& tensor : results.tensors) {
        std::vector<double> seeds;
        for (const std::size_t member : families[family].members)
            if (const NullComparison* one = cellNull(tensor, member, metric, null)) seeds.push_back(one->mean);
        values.push_back(spreadOf(std::move(seeds)).median);
    }
    return null.empty() ? std::numeric_limits<double>::quiet_NaN() : spreadOf(std::move(values)).median;
}

MetricKind kindOf(const Metric& metric)
{
    if (metric.invariant) return MetricKind::Invariant;
    const bool flattening = metric.better == Better::Lower && !metric.needsNull;
    return flattening || metric.group == "Tails" ? MetricKind::Flattening : MetricKind::Concentration;
}

std::vector<std::string> metricsOf(const SweepView& view, MetricKind kind)
{
    std::vector<std::string> ids;
    for (const std::string& id : view.results.request.metrics)
        if (kindOf(view.registries.metrics.find(id)) == kind) ids.push_back(id);
    return ids;
}

std::string metricText(const std::string& metric, double value)
{
    return reportNumber(isShare(metric) ? percent * value : value);
}

ReportTable measuredTable(const SweepView& view)
{
    const SweepResults& results = view.results;
    const SweepRequest& request = results.request;
    std::vector<std::string> coordinates, metrics, quantizers, bits;
    for (std::size_t i = 0; i < view.families.size(); ++i) coordinates.push_back(view.label(i));
    for (const std::string& id : request.metrics) metrics.push_back(view.registries.metrics.find(id).label);
    for (const ComponentRequest& one : request.quantizers) quantizers.push_back(quantizerLabel(one, view.registries));
    for (const double width : request.bits) bits.push_back(widthText(width));
    const std::uint64_t weights = std::accumulate(
        results.tensors.begin(), results.tensors.end(), std::uint64_t{0},
        [](std::uint64_t sum, const SweepTensor& tensor) { return sum + tensor.weights; });
    std::string nulls = "none";
    if (request.nulls)
        nulls = joined(request.nulls->kinds) + ", " + counted(static_cast<std::size_t>(request.nulls->draws), "draw") +
                " each, seed " + std::to_string(request.nulls->seed);
    ReportTable table{"What was measured, of what, and by which version.", {"Quantity", "Value"}, {}};
    table.rows = {{"Model", modelName(request.model)},
                  {"Format", results.modelFormat},
                  {"Fingerprint of the file", hexText(results.fingerprint)},
                  {"Tensors measured", withThousands(results.tensors.size()) + " of " + withThousands(results.planned)},
                  {"Weights measured", withThousands(weights)},
                  {"Coordinate systems", joined(coordinates)},
                  {"Metrics", joined(metrics)},
                  {"Null models", nulls},
                  {"Quantizers", joined(quantizers)},
                  {"Widths (bits)", joined(bits)},
                  {"Entropy coder", request.coder ? componentWord(*request.coder) : "none"},
                  {"Calibration", request.calibration.empty() ? "none" : modelName(request.calibration)},
                  {"Measured by", "Alidade " + results.version}};
    return table;
}

ReportTable metricTable(const SweepView& view, MetricKind kind)
{
    const std::vector<std::string> metrics = metricsOf(view, kind);
    ReportTable table{"Medians over " + counted(view.results.tensors.size(), "tensor") +
                          "; of the seeds of one coordinate system the median counts.",
                      {"Coordinates"},
                      {}};
    std::string nulls;
    for (const std::string& id : metrics) {
        table.header.push_back(headerOf(view, id));
        if (view.nullLabel(id).empty()) continue;
        table.header.push_back("null");
        if (nulls.empty()) nulls = view.nullLabel(id);
    }
    if (!nulls.empty())
        table.caption += " The null is what " + nulls +
                         " of the same shapes gives in the same coordinates: a number says something only as far as it is "
                         "away from its null.";
    for (std::size_t family = 0; family < view.families.size(); ++family) {
        std::vector<std::string> row{view.label(family)};
        for (const std::string& id : metrics) {
            row.push_back(metricText(id, medianOf(view, family, id)));
            if (!view.nullLabel(id).empty()) row.push_back(metricText(id, view.nullMedian(family, id)));
        }
        table.rows.push_back(std::move(row));
    }
    return table;
}

ReportTable invariantTable(const SweepView& view)
{
    ReportTable table{"Over " + counted(view.results.tensors.size(), "tensor") +
                          ", in the first coordinate system; no orthogonal change of coordinates changes these.",
                      {"Metric", "Median", "Least", "Most", "Null, median"},
                      {}};
    for (const std::string& id : metricsOf(view, MetricKind::Invariant)) {
        const ValueSpread spread = roleSummaries(view.results, view.families, id).front().families.front();
        table.rows.push_back({headerOf(view, id), metricText(id, spread.median), metricText(id, spread.least),
                              metricText(id, spread.most), metricText(id, view.nullMedian(0, id))});
    }
    return table;
}

ReportTable roleTable(const SweepView& view, const std::string& metric)
{
    ReportTable table{view.registries.metrics.find(metric).label + (isShare(metric) ? " in percent" : "") +
                          ": medians over the tensors of a role.",
                      {"Role", "Tensors"},
                      {}};
    for (std::size_t family = 0; family < view.families.size(); ++family) table.header.push_back(view.label(family));
    for (const RoleSummary& role : roleSummaries(view.results, view.families, metric)) {
        std::vector<std::string> row{role.role.empty() ? "all" : role.role, withThousands(role.tensors)};
        for (const ValueSpread& spread : role.families) row.push_back(metricText(metric, spread.median));
        table.rows.push_back(std::move(row));
    }
    return table;
}

} // namespace alidade
