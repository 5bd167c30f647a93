// SPDX-License-Identifier: Apache-2.0
// Seeds one by one, statistics at the end.
#include "core/engine/seed_ensemble.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace alidade {

namespace {

constexpr int mostSeeds = 10000;
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

EnsembleStatistics statisticsOf(const std::vector<double>& values)
{
    if (std::any_of(values.begin(), values.end(), [](double value) { return std::isnan(value); }))
        return {nan, nan, nan, nan};
    const auto count = static_cast<double>(values.size());
    EnsembleStatistics statistics;
    statistics.mean = std::accumulate(values.begin(), values.end(), 0.0) / count;
    double squares = 0.0;
    for (const double value : values)
        squares += (value - statistics.mean) * (value - statistics.mean);
    statistics.standardDeviation = values.size() > 1 ? std::sqrt(squares / (count - 1.0)) : nan;
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    statistics.minimum = *low;
    statistics.maximum = *high;
    return statistics;
}

} // namespace

bool hasSeed(const Registries& registries, const ComponentRequest& coordinates)
{
    const std::vector<ParameterSpec>& specs = registries.coordinateSystems.find(coordinates.id).parameters;
    return std::any_of(specs.begin(), specs.end(),
                       [](const ParameterSpec& spec) { return spec.id == "seed"; });
}

SeedEnsemble seedEnsemble(AnalysisSession& session, const AnalysisRequest& request, int seeds,
                          const JobContext& job)
{
    if (!hasSeed(session.registries(), request.coordinates))
        throw InvalidRequest("the coordinate system '" + request.coordinates.id + "' has no seed to vary");
    if (seeds < 1 || seeds > mostSeeds)
        throw InvalidRequest("the number of seeds must be from 1 to " + std::to_string(mostSeeds) + ", not " +
                             std::to_string(seeds));
    const CoordinateSystemEntry& system = session.registries().coordinateSystems.find(request.coordinates.id);
    AnalysisRequest one;
    one.file = request.file;
    one.tensor = request.tensor;
    one.matrix = request.matrix;
    one.metrics = request.metrics;
    one.coordinates = {request.coordinates.id,
                       resolveParameters(system.parameters, request.coordinates.parameters)};
    const std::int64_t first = one.coordinates.parameters.integer("seed");
    std::map<std::string, std::vector<double>> values;
    for (int i = 0; i < seeds; ++i) {
        one.coordinates.parameters.set("seed", first + i);
        const AnalysisResultPtr result =
            session.analyse(one, job.part(static_cast<double>(i) / seeds, (i + 1.0) / seeds));
        for (const auto& [id, value] : result->metrics)
            values[id].push_back(value);
    }
    SeedEnsemble ensemble{static_cast<std::uint64_t>(first), seeds, {}};
    for (const auto& [id, list] : values)
        ensemble.metrics[id] = statisticsOf(list);
    return ensemble;
}

} // namespace alidade
