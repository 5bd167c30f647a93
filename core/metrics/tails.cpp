// SPDX-License-Identifier: Apache-2.0
// Share of weights far out in the tails (OS2); sigma is the uncentred root mean square.
#include "core/metrics/distribution.h"
#include "core/metrics/metric.h"

#include <limits>

namespace alidade {

namespace {

double fractionBeyond(MetricInputs& inputs, double sigmas)
{
    const Moments& m = inputs.moments();
    if (m.empty()) return std::numeric_limits<double>::quiet_NaN();
    const std::uint64_t count = countBeyond(inputs.weights(), sigmas * m.rms(), inputs.job());
    return static_cast<double>(count) / static_cast<double>(m.count);
}

} // namespace

void register_tails(MetricRegistry& registry)
{
    registry.add({
        .id = "fraction_3sigma",
        .label = "Share beyond 3σ (OS2)",
        .shortLabel = "> 3σ",
        .formula = "#(|w| > 3 sigma) / N",
        .help = "Gaussian 0.0027, Laplace 0.0144, uniform 0.",
        .better = Better::Lower,
        .compute = [](MetricInputs& inputs) { return fractionBeyond(inputs, 3.0); },
    });
    registry.add({
        .id = "fraction_6sigma",
        .label = "Share beyond 6σ",
        .shortLabel = "> 6σ",
        .formula = "#(|w| > 6 sigma) / N",
        .help = "What most papers call outliers. A Gaussian has 2e-9: in practice none.",
        .better = Better::Lower,
        .compute = [](MetricInputs& inputs) { return fractionBeyond(inputs, 6.0); },
    });
}

} // namespace alidade
