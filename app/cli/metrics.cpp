// SPDX-License-Identifier: GPL-3.0-or-later
// alidade-cli metrics: every metric of a tensor in several coordinate systems.
#include "app/cli/command.h"
#include "app/cli/table.h"
#include "core/base/text.h"
#include "core/engine/analysis_session.h"

#include <iostream>
#include <memory>

namespace alidade::cli {

namespace {

constexpr std::string_view topEnergyPrefix = "top_energy_";

std::vector<AnalysisResultPtr> measure(const CoordinateOptions& options, const Registries& registries)
{
    AnalysisSession session(registries);
    AnalysisRequest request;
    request.file = options.file;
    request.tensor = options.tensor;
    request.matrix = options.matrix;
    for (const Metric& metric : registries.metrics) request.metrics.push_back(metric.id);
    std::vector<AnalysisResultPtr> results;
    for (ComponentRequest& coordinates : chosenCoordinates(registries, options)) {
        request.coordinates = std::move(coordinates);
        results.push_back(session.analyse(request, JobContext()));
    }
    return results;
}

/// Metrics by name; the energies of several fractions are one object.
Json metricsJson(const AnalysisResult& result, const Registries& registries)
{
    Json values;
    for (const Metric& metric : registries.metrics) {
        const Json value = number(result.metrics.at(metric.id));
        if (metric.id.starts_with(topEnergyPrefix))
            values["top_energy"][metric.id.substr(topEnergyPrefix.size())] = value;
        else
            values[metric.id] = value;
    }
    return values;
}

Json residualJson(const Residual& residual)
{
    Json entry;
    entry["orthogonality"] = number(residual.orthogonality); // null for a map that is not orthogonal
    entry["energy"] = number(residual.energy);
    entry["round_trip"] = number(residual.roundTrip);
    return entry;
}

void printJson(const CoordinateOptions& options, const std::vector<AnalysisResultPtr>& results,
               const Registries& registries)
{
    Json document;
    document["file"] = validUtf8(options.file);
    document["tensor"] = validUtf8(options.tensor);
    if (options.matrix) document["matrix"] = *options.matrix;
    document["shape"] = {results.front()->rows, results.front()->cols};
    document["nan_count"] = results.front()->nanCount;
    document["inf_count"] = results.front()->infCount;
    document["coordinates"] = Json::array();
    for (const AnalysisResultPtr& result : results) {
        Json entry = describe(result->request.coordinates);
        entry["basis"] = result->basis;
        entry["basis_bits"] = result->basisBits / static_cast<double>(result->rows * result->cols);
        entry["residual"] = residualJson(result->residual);
        entry["metrics"] = metricsJson(*result, registries);
        document["coordinates"].push_back(std::move(entry));
    }
    print(document);
}

void printCsvTable(const std::vector<AnalysisResultPtr>& results, const Registries& registries)
{
    Table table{{"coordinates", "side", "block", "seed", "orthogonality", "energy", "round_trip"}, {}};
    for (const Metric& metric : registries.metrics) table.header.push_back(metric.id);
    for (const AnalysisResultPtr& result : results) {
        const Parameters& parameters = result->request.coordinates.parameters;
        std::vector<std::string> row{result->request.coordinates.id};
        for (const char* id : {"side", "block", "seed"})
            row.push_back(parameters.has(id) ? toText(parameters.values().at(id)) : "");
        for (const double value : {result->residual.orthogonality, result->residual.energy, result->residual.roundTrip})
            row.push_back(exact(value));
        for (const Metric& metric : registries.metrics) row.push_back(exact(result->metrics.at(metric.id)));
        table.rows.push_back(std::move(row));
    }
    printCsv(table);
}

/// For people: one column per coordinate system, as in the window.
void printReadable(const CoordinateOptions& options, const std::vector<AnalysisResultPtr>& results,
                   const Registries& registries)
{
    const AnalysisResult& first = *results.front();
    std::cout << escaped(options.tensor)
              << (options.matrix ? " [" + std::to_string(*options.matrix) + "]" : "") << "  " << first.rows
              << " x " << first.cols << '\n';
    Table table{{"metric"}, {}};
    for (const AnalysisResultPtr& result : results) {
        table.header.push_back(result->request.coordinates.id);
        std::cout << "  " << result->request.coordinates.id << ": " << result->basis << '\n';
    }
    for (const Metric& metric : registries.metrics) {
        std::vector<std::string> row{metric.id + (metric.invariant ? " (invariant)" : "")};
        for (const AnalysisResultPtr& result : results) row.push_back(readable(result->metrics.at(metric.id)));
        table.rows.push_back(std::move(row));
    }
    const auto residualRow = [&](const char* title, double Residual::*part) {
        std::vector<std::string> row{title};
        for (const AnalysisResultPtr& result : results) row.push_back(readable(result->residual.*part));
        table.rows.push_back(std::move(row));
    };
    residualRow("residual: orthogonality", &Residual::orthogonality);
    residualRow("residual: energy", &Residual::energy);
    residualRow("residual: round trip", &Residual::roundTrip);
    printAligned(table);
}

} // namespace

void addMetrics(CLI::App& program, const Registries& registries)
{
    CLI::App* const command = program.add_subcommand("metrics", "Metrics of a tensor in several coordinate systems");
    const auto options = std::make_shared<CoordinateOptions>();
    addCoordinateOptions(*command, registries, *options);
    command->callback([options, &registries] {
        const auto results = measure(*options, registries);
        if (options->output.json) return printJson(*options, results, registries);
        if (options->output.csv) return printCsvTable(results, registries);
        printReadable(*options, results, registries);
    });
}

} // namespace alidade::cli
