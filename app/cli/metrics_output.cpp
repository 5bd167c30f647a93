// SPDX-License-Identifier: GPL-3.0-or-later
// The three forms of a report.
#include "app/cli/metrics_output.h"

#include "app/cli/command.h"
#include "app/cli/pictures_output.h"
#include "app/cli/table.h"
#include "core/base/text.h"

#include <algorithm>
#include <iostream>
#include <limits>

namespace alidade::cli {

namespace {

constexpr std::string_view topEnergyPrefix = "top_energy_";
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// The metrics that were measured, in the order of the registry.
std::vector<const Metric*> measured(const MetricsReport& report, const Registries& registries)
{
    std::vector<const Metric*> metrics;
    for (const Metric& metric : registries.metrics)
        if (report.systems.front().result->metrics.contains(metric.id)) metrics.push_back(&metric);
    return metrics;
}

std::vector<std::string> nullKinds(const MetricsReport& report)
{
    return report.nulls ? report.nulls->kinds : std::vector<std::string>();
}

/// The comparison of a metric with a null, or null.
const NullComparison* comparison(const AnalysisResult& result, const std::string& metric,
                                 const std::string& kind)
{
    const auto at = result.nulls.find(metric);
    if (at == result.nulls.end()) return nullptr;
    const auto found = at->second.find(kind);
    return found == at->second.end() ? nullptr : &found->second;
}

bool hasEnsembles(const MetricsReport& report)
{
    return std::any_of(report.systems.begin(), report.systems.end(),
                       [](const MeasuredSystem& system) { return system.ensemble.has_value(); });
}

// ---- JSON
// ----------------------------------------------------------------------------------------------------------

/// Metrics by name; the energies of several fractions are one object.
Json metricsJson(const AnalysisResult& result, const std::vector<const Metric*>& metrics)
{
    Json values = Json::object();
    for (const Metric* metric : metrics) {
        const Json value = number(result.metrics.at(metric->id));
        if (metric->id.starts_with(topEnergyPrefix))
            values["top_energy"][metric->id.substr(topEnergyPrefix.size())] = value;
        else
            values[metric->id] = value;
    }
    return values;
}

Json residualJson(const Residual& residual)
{
    Json entry;
    entry["orthogonality"] = residual.orthogonality;
    entry["energy"] = residual.energy;
    entry["round_trip"] = residual.roundTrip;
    return entry;
}

Json nullsJson(const AnalysisResult& result, const std::vector<const Metric*>& metrics)
{
    Json all = Json::object();
    for (const Metric* metric : metrics) {
        const auto at = result.nulls.find(metric->id);
        if (at == result.nulls.end()) continue;
        for (const std::string& kind : result.request.nulls->kinds) {
            const NullComparison& one = at->second.at(kind);
            all[metric->id][kind] = {
                {"mean", number(one.mean)}, {"sd", number(one.standardDeviation)}, {"z", number(one.z)}};
        }
    }
    return all;
}

Json curvesJson(const AnalysisResult& result)
{
    Json all = Json::object();
    for (const std::string& id : result.request.profiles) {
        Json family = Json::object();
        for (const NamedCurve& curve : result.profiles.at(id))
            family[curve.name] = {{"x", numbers(curve.points.x)}, {"y", numbers(curve.points.y)}};
        all[id] = std::move(family);
    }
    return all;
}

Json ensembleJson(const SeedEnsemble& ensemble, const std::vector<const Metric*>& metrics)
{
    Json entry;
    entry["first"] = ensemble.firstSeed;
    entry["count"] = ensemble.seeds;
    Json all = Json::object();
    for (const Metric* metric : metrics) {
        const EnsembleStatistics& one = ensemble.metrics.at(metric->id);
        all[metric->id] = {{"mean", number(one.mean)},
                           {"sd", number(one.standardDeviation)},
                           {"min", number(one.minimum)},
                           {"max", number(one.maximum)}};
    }
    entry["metrics"] = std::move(all);
    return entry;
}

// ---- tables
// --------------------------------------------------------------------------------------------------------

void appendNullColumns(std::vector<std::string>& row, const AnalysisResult& result, const Metric& metric,
                       const std::vector<std::string>& kinds)
{
    if (!metric.needsNull) return;
    for (const std::string& kind : kinds) {
        const NullComparison* one = comparison(result, metric.id, kind);
        row.push_back(exact(one ? one->mean : nan));
        row.push_back(exact(one ? one->standardDeviation : nan));
        row.push_back(exact(one ? one->z : nan));
    }
}

void appendEnsembleColumns(std::vector<std::string>& row, const MeasuredSystem& system, const Metric& metric)
{
    const EnsembleStatistics one =
        system.ensemble ? system.ensemble->metrics.at(metric.id) : EnsembleStatistics{nan, nan, nan, nan};
    for (const double value : {one.mean, one.standardDeviation, one.minimum, one.maximum})
        row.push_back(exact(value));
}

std::vector<std::string> csvHeader(const MetricsReport& report, const std::vector<const Metric*>& metrics)
{
    std::vector<std::string> header{"coordinates",   "side",   "block",     "seed",
                                    "orthogonality", "energy", "round_trip"};
    for (const Metric* metric : metrics)
        header.push_back(metric->id);
    for (const Metric* metric : metrics) {
        if (!metric->needsNull) continue;
        for (const std::string& kind : nullKinds(report))
            for (const char* part : {".mean", ".sd", ".z"})
                header.push_back(metric->id + ".null." + kind + part);
    }
    if (!hasEnsembles(report)) return header;
    for (const Metric* metric : metrics)
        for (const char* part : {".mean", ".sd", ".min", ".max"})
            header.push_back(metric->id + ".seeds" + part);
    return header;
}

/// The means of the nulls, then of the seeds with their spread.
std::vector<std::string> columnsOf(const MetricsReport& report, const MeasuredSystem& system,
                                   const Metric& metric)
{
    std::vector<std::string> cells{readable(system.result->metrics.at(metric.id))};
    for (const std::string& kind : nullKinds(report)) {
        const NullComparison* one = comparison(*system.result, metric.id, kind);
        cells.push_back(one ? readable(one->mean) : std::string());
    }
    if (!system.ensemble) return cells;
    const EnsembleStatistics& one = system.ensemble->metrics.at(metric.id);
    for (const double value : {one.mean, one.standardDeviation})
        cells.push_back(readable(value));
    return cells;
}

std::vector<std::string> titlesOf(const MetricsReport& report, const MeasuredSystem& system)
{
    std::vector<std::string> titles{system.result->request.coordinates.id};
    for (const std::string& kind : nullKinds(report))
        titles.push_back("(" + kind + ")");
    if (system.ensemble) titles.insert(titles.end(), {"seeds", "sd"});
    return titles;
}

void printHeading(const MetricsReport& report)
{
    const AnalysisResult& first = *report.systems.front().result;
    std::cout << escaped(report.tensor)
              << (report.matrix ? " [" + std::to_string(*report.matrix) + "]" : "") << "  " << first.rows << " x " << first.cols << '\n';
    for (const MeasuredSystem& system : report.systems)
        std::cout << "  " << system.result->request.coordinates.id << ": " << system.result->basis << '\n';
    if (report.nulls)
        std::cout << "  in brackets: what null models read, mean of " << report.nulls->draws
                  << " draws; spread and z by --json or --csv\n";
    for (const MeasuredSystem& system : report.systems)
        if (system.ensemble)
            std::cout << "  seeds: mean and standard deviation over " << system.ensemble->seeds
                      << " seeds of " << system.result->request.coordinates.id << '\n';
}

void addResidualRows(Table& table, const MetricsReport& report)
{
    const auto add = [&](const char* title, double Residual::*part) {
        std::vector<std::string> row{title};
        for (const MeasuredSystem& system : report.systems) {
            row.push_back(readable(system.result->residual.*part));
            row.resize(row.size() + titlesOf(report, system).size() - 1);
        }
        table.rows.push_back(std::move(row));
    };
    add("residual: orthogonality", &Residual::orthogonality);
    add("residual: energy", &Residual::energy);
    add("residual: round trip", &Residual::roundTrip);
}

} // namespace

void printMetricsJson(const MetricsReport& report, const Registries& registries)
{
    const std::vector<const Metric*> metrics = measured(report, registries);
    const AnalysisResult& first = *report.systems.front().result;
    Json document;
    document["file"] = validUtf8(report.file);
    document["tensor"] = validUtf8(report.tensor);
    if (report.matrix) document["matrix"] = *report.matrix;
    document["shape"] = {first.rows, first.cols};
    document["nan_count"] = first.nanCount;
    document["inf_count"] = first.infCount;
    if (report.nulls)
        document["null_draws"] = {
            {"kinds", report.nulls->kinds}, {"draws", report.nulls->draws}, {"seed", report.nulls->seed}};
    document["coordinates"] = Json::array();
    for (const MeasuredSystem& system : report.systems) {
        const AnalysisResult& result = *system.result;
        Json entry = describe(result.request.coordinates);
        entry["calibrated"] = result.calibrated;
        entry["basis"] = result.basis;
        entry["basis_bits"] = result.basisBits / static_cast<double>(result.rows * result.cols);
        entry["residual"] = residualJson(result.residual);
        entry["metrics"] = metricsJson(result, metrics);
        if (report.nulls) entry["nulls"] = nullsJson(result, metrics);
        if (!result.request.profiles.empty()) entry["curves"] = curvesJson(result);
        addPictures(entry, result);
        if (system.ensemble) entry["seeds"] = ensembleJson(*system.ensemble, metrics);
        document["coordinates"].push_back(std::move(entry));
    }
    print(document);
}

void printMetricsCsv(const MetricsReport& report, const Registries& registries)
{
    const std::vector<const Metric*> metrics = measured(report, registries);
    Table table{csvHeader(report, metrics), {}};
    for (const MeasuredSystem& system : report.systems) {
        const AnalysisResult& result = *system.result;
        const Parameters& parameters = result.request.coordinates.parameters;
        std::vector<std::string> row{result.request.coordinates.id};
        for (const char* id : {"side", "block", "seed"})
            row.push_back(parameters.has(id) ? toText(parameters.values().at(id)) : "");
        for (const double value :
             {result.residual.orthogonality, result.residual.energy, result.residual.roundTrip})
            row.push_back(exact(value));
        for (const Metric* metric : metrics)
            row.push_back(exact(result.metrics.at(metric->id)));
        for (const Metric* metric : metrics)
            appendNullColumns(row, result, *metric, nullKinds(report));
        if (hasEnsembles(report))
            for (const Metric* metric : metrics)
                appendEnsembleColumns(row, system, *metric);
        table.rows.push_back(std::move(row));
    }
    printCsv(table);
}

void printCurvesCsv(const MetricsReport& report)
{
    Table table{{"coordinates", "curve", "series", "x", "y"}, {}};
    for (const MeasuredSystem& system : report.systems)
        for (const std::string& id : system.result->request.profiles)
            for (const NamedCurve& curve : system.result->profiles.at(id))
                for (std::size_t i = 0; i < curve.points.x.size(); ++i)
                    table.rows.push_back({system.result->request.coordinates.id, id, curve.name,
                                          exact(curve.points.x[i]), exact(curve.points.y[i])});
    printCsv(table);
}

void printMetricsTable(const MetricsReport& report, const Registries& registries)
{
    printHeading(report);
    Table table{{"metric"}, {}};
    for (const MeasuredSystem& system : report.systems)
        for (const std::string& title : titlesOf(report, system))
            table.header.push_back(title);
    for (const Metric* metric : measured(report, registries)) {
        std::vector<std::string> row{metric->id + (metric->invariant ? " (invariant)" : "")};
        for (const MeasuredSystem& system : report.systems)
            for (const std::string& cell : columnsOf(report, system, *metric))
                row.push_back(cell);
        table.rows.push_back(std::move(row));
    }
    addResidualRows(table, report);
    printAligned(table);
}

} // namespace alidade::cli
