// SPDX-License-Identifier: Apache-2.0
// Metrics of the singular values: what no orthogonal change of coordinates can move.
#include "core/metrics/metric.h"

#include <cmath>
#include <limits>
#include <numeric>

namespace alidade {

namespace {

double effectiveRank(MetricInputs& inputs)
{
    const Moments& m = inputs.moments();
    if (m.empty() || m.nanCount + m.infCount > 0) return std::numeric_limits<double>::quiet_NaN();
    const std::vector<double>& values = inputs.singularValues();
    const double total = std::accumulate(values.begin(), values.end(), 0.0);
    if (total <= 0.0) return std::numeric_limits<double>::quiet_NaN();
    double entropy = 0.0;
    for (const double value : values) {
        const double p = value / total;
        if (p > 0.0) entropy -= p * std::log(p);
    }
    return std::exp(entropy);
}

} // namespace

void register_spectrum(MetricRegistry& registry)
{
    registry.add({
        .id = "effective_rank",
        .label = "Effective rank (Roy-Vetterli)",
        .shortLabel = "Eff. rank",
        .unit = "dimensions",
        .formula = "exp(-sum p ln p), p = s_i / sum s",
        .help = "Entropy of the singular values. A square Gaussian matrix has 0.805 n, a 4:1 one 0.966 n: high values "
                "are what noise looks like.",
        .invariant = true,
        .expensive = true,
        .compute = effectiveRank,
    });
}

} // namespace alidade
