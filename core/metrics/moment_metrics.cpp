// SPDX-License-Identifier: Apache-2.0
// Mean, variance, skewness and kurtosis.
#include "core/metrics/metric.h"

#include <cmath>
#include <limits>

namespace alidade {

namespace {

double skewness(MetricInputs& inputs)
{
    const Moments& m = inputs.moments();
    if (m.empty() || m.m2 <= 0.0) return std::numeric_limits<double>::quiet_NaN();
    return std::sqrt(static_cast<double>(m.count)) * m.m3 / (m.m2 * std::sqrt(m.m2));
}

} // namespace

void register_moment_metrics(MetricRegistry& registry)
{
    registry.add({
        .id = "mean",
        .group = "Moments",
        .label = "Mean",
        .shortLabel = "Mean",
        .formula = "sum w / N",
        .help = "Average weight.",
        .compute =
            [](MetricInputs& inputs) {
                const Moments& m = inputs.moments();
                return m.empty() ? std::numeric_limits<double>::quiet_NaN() : m.mean;
            },
    });
    registry.add({
        .id = "variance",
        .group = "Moments",
        .label = "Variance",
        .shortLabel = "Variance",
        .formula = "sum (w - mean)^2 / N",
        .help = "Population variance, centred. Not exactly invariant: the mean may move.",
        .compute = [](MetricInputs& inputs) { return inputs.moments().variance(); },
    });
    registry.add({
        .id = "skewness",
        .group = "Moments",
        .label = "Skewness",
        .shortLabel = "Skewness",
        .formula = "sqrt(N) sum (w - mean)^3 / (sum (w - mean)^2)^(3/2)",
        .help = "Lopsidedness: 0 for every symmetric distribution, 2 for the exponential one. Its standard "
                "error for "
                "Gaussian weights is sqrt(6 / N).",
        .compute = skewness,
    });
    registry.add({
        .id = "kurtosis",
        .group = "Moments",
        .label = "Kurtosis",
        .shortLabel = "Kurtosis",
        .formula = "N sum (w - mean)^4 / (sum (w - mean)^2)^2",
        .help = "Weight of the tails: uniform 1.8, Gaussian 3, Laplace 6. A randomized Hadamard transform "
                "brings it to "
                "3 - 2k/n on average. Heavy tails can also mean that the axes are privileged ones, not wrong "
                "ones.",
        .better = Better::Lower,
        .compute = [](MetricInputs& inputs) { return inputs.moments().kurtosis(); },
    });
    registry.add({
        .id = "excess_kurtosis",
        .group = "Moments",
        .label = "Excess kurtosis",
        .shortLabel = "Kurtosis − 3",
        .formula = "kurtosis - 3",
        .help = "Kurtosis above the Gaussian's: uniform -1.2, Gaussian 0, Laplace 3, t with 5 degrees of "
                "freedom 6. Its "
                "standard error for Gaussian weights is sqrt(24 / N).",
        .better = Better::Lower,
        .compute = [](MetricInputs& inputs) { return inputs.moments().kurtosis() - 3.0; },
    });
}

} // namespace alidade
