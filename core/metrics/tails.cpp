// SPDX-License-Identifier: Apache-2.0
// Share of weights far out in the tails (OS2); sigma is the uncentred root mean square.
#include "core/metrics/distribution.h"
#include "core/metrics/metric.h"
#include "core/metrics/power_law.h"

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

double hill(MetricInputs& inputs)
{
    if (inputs.moments().empty()) return std::numeric_limits<double>::quiet_NaN();
    const std::size_t k = hillCount(inputs.sorted().size());
    return hillIndex(inputs.sorted().largestMagnitudes(k + 1), k);
}

} // namespace

void register_tails(MetricRegistry& registry)
{
    registry.add({
        .id = "fraction_3sigma",
        .group = "Tails",
        .label = "Share beyond 3σ (OS2)",
        .shortLabel = "> 3σ",
        .formula = "#(|w| > 3 sigma) / N",
        .help = "Gaussian 0.0027, Laplace 0.0144, uniform 0.",
        .better = Better::Lower,
        .compute = [](MetricInputs& inputs) { return fractionBeyond(inputs, 3.0); },
    });
    registry.add({
        .id = "fraction_6sigma",
        .group = "Tails",
        .label = "Share beyond 6σ",
        .shortLabel = "> 6σ",
        .formula = "#(|w| > 6 sigma) / N",
        .help = "What most papers call outliers. A Gaussian has 2e-9: in practice none.",
        .better = Better::Lower,
        .compute = [](MetricInputs& inputs) { return fractionBeyond(inputs, 6.0); },
    });
    registry.add({
        .id = "hill_index",
        .group = "Tails",
        .label = "Tail index (Hill)",
        .shortLabel = "Hill α",
        .formula = "k / sum ln(x_i / x_(k+1)) over the k largest |w|, k = max(10, round(N / 1000))",
        .help = "Exponent of the tail P(|w| > x) ~ x^-alpha with a standard error of alpha / sqrt(k). Of "
                "10^6 weights "
                "with t tails of 3 degrees of freedom it reads 3.0, Laplace 8, Gaussian 13: one k proves "
                "nothing, look "
                "at the Hill plot.",
        .better = Better::Higher,
        .expensive = true,
        .needsNull = true,
        .compute = hill,
    });
}

} // namespace alidade
