// SPDX-License-Identifier: Apache-2.0
// One matrix drawn, turned and measured at a time.
#include "core/engine/null_comparison.h"

#include "core/base/error.h"

#include <cmath>
#include <limits>
#include <vector>

namespace alidade {

namespace {

constexpr int mostDraws = 1000;

/// The metrics to draw for, in the order of the registry.
std::vector<const Metric*> metricsInNeed(const std::map<std::string, double>& values,
                                         const Registries& registries)
{
    std::vector<const Metric*> metrics;
    for (const Metric& metric : registries.metrics)
        if (metric.needsNull && values.contains(metric.id)) metrics.push_back(&metric);
    return metrics;
}

NullComparison compare(double value, const std::vector<double>& drawn)
{
    const auto count = static_cast<double>(drawn.size());
    double sum = 0.0;
    for (const double one : drawn)
        sum += one;
    NullComparison comparison;
    comparison.draws = static_cast<int>(drawn.size());
    comparison.mean = sum / count;
    double squares = 0.0;
    for (const double one : drawn)
        squares += (one - comparison.mean) * (one - comparison.mean);
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    comparison.standardDeviation = drawn.size() > 1 ? std::sqrt(squares / (count - 1.0)) : nan;
    // What a null keeps exactly varies by rounding alone: a z of that would be noise over noise.
    const bool varies = comparison.standardDeviation > 1e-9 * std::abs(comparison.mean);
    comparison.z = varies ? (value - comparison.mean) / comparison.standardDeviation : nan;
    return comparison;
}

} // namespace

std::map<std::string, std::map<std::string, NullComparison>>
nullComparisons(const Matrix& weights, const std::map<std::string, double>& values,
                const NullRequest& request, const ToCoordinates& toCoordinates, const Registries& registries,
                const JobContext& job)
{
    if (request.draws < 1 || request.draws > mostDraws)
        throw InvalidRequest("the number of null draws must be from 1 to " + std::to_string(mostDraws) +
                             ", not " + std::to_string(request.draws));
    const std::vector<const Metric*> metrics = metricsInNeed(values, registries);
    std::map<std::string, std::map<std::string, NullComparison>> comparisons;
    const double total = static_cast<double>(request.kinds.size()) * request.draws;
    double done = 0.0;
    for (const std::string& kind : request.kinds) {
        const NullModel& model = registries.nulls.find(kind);
        if (metrics.empty()) continue;
        std::map<std::string, std::vector<double>> drawn;
        for (int draw = 0; draw < request.draws; ++draw, done += 1.0) {
            const JobContext part = job.part(done / total, (done + 1.0) / total);
            Matrix null = model.make(weights, request.seed, draw, part.part(0.0, 0.1));
            toCoordinates(null, part.part(0.1, 0.7));
            const JobContext measuring = part.part(0.7, 1.0);
            MetricInputs inputs(null, measuring);
            for (const Metric* metric : metrics) {
                drawn[metric->id].push_back(metric->compute(inputs));
                measuring.checkpoint();
            }
        }
        for (const Metric* metric : metrics)
            comparisons[metric->id][kind] = compare(values.at(metric->id), drawn.at(metric->id));
    }
    return comparisons;
}

} // namespace alidade
