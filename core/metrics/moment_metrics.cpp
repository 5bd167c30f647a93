// SPDX-License-Identifier: Apache-2.0
// Mean, variance and kurtosis.
#include "core/metrics/metric.h"

#include <limits>

namespace alidade {

void register_moment_metrics(MetricRegistry& registry)
{
    registry.add({
        .id = "mean",
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
        .label = "Variance",
        .shortLabel = "Variance",
        .formula = "sum (w - mean)^2 / N",
        .help = "Population variance, centred. Not exactly invariant: the mean may move.",
        .compute = [](MetricInputs& inputs) { return inputs.moments().variance(); },
    });
    registry.add({
        .id = "kurtosis",
        .label = "Kurtosis",
        .shortLabel = "Kurtosis",
        .formula = "N sum (w - mean)^4 / (sum (w - mean)^2)^2",
        .help = "Weight of the tails: uniform 1.8, Gaussian 3, Laplace 6. A randomized Hadamard transform brings it to "
                "3 - 2k/n on average. Heavy tails can also mean that the axes are privileged ones, not wrong ones.",
        .better = Better::Lower,
        .compute = [](MetricInputs& inputs) { return inputs.moments().kurtosis(); },
    });
}

} // namespace alidade
