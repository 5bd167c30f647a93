// SPDX-License-Identifier: Apache-2.0
// Norms and their ratios; science.md 2.1 (crest factor, OS1 and incoherence are one number).
#include "core/metrics/metric.h"
#include "core/numerics/normal.h"

#include <cmath>
#include <limits>

namespace alidade {

namespace {

double ratio(double over, double under)
{
    return under > 0.0 ? over / under : std::numeric_limits<double>::quiet_NaN();
}

} // namespace

void register_norms(MetricRegistry& registry)
{
    registry.add({
        .id = "l2",
        .group = "Norms",
        .label = "‖W‖₂ (Frobenius)",
        .shortLabel = "‖W‖₂",
        .formula = "sqrt(sum w^2)",
        .help = "Energy of the weights. No orthogonal change of coordinates can move it: if it moves, the "
                "program is "
                "wrong.",
        .invariant = true,
        .compute = [](MetricInputs& inputs) { return std::sqrt(inputs.moments().sumSquares); },
    });
    registry.add({
        .id = "linf",
        .group = "Norms",
        .label = "L∞",
        .shortLabel = "L∞",
        .formula = "max |w|",
        .help = "The largest weight: what sets the step of an absmax quantizer.",
        .better = Better::Lower,
        .compute =
            [](MetricInputs& inputs) {
                const Moments& m = inputs.moments();
                return m.empty() ? std::numeric_limits<double>::quiet_NaN() : m.largestMagnitude();
            },
    });
    registry.add({
        .id = "linf_over_l2",
        .group = "Norms",
        .label = "L∞ / ‖W‖₂ (OS1)",
        .shortLabel = "L∞/‖W‖₂",
        .formula = "max |w| / sqrt(sum w^2)",
        .help = "Outlier score OS1. It depends on the size of the matrix: never compare it across shapes.",
        .better = Better::Lower,
        .compute =
            [](MetricInputs& inputs) {
                const Moments& m = inputs.moments();
                return ratio(m.largestMagnitude(), std::sqrt(m.sumSquares));
            },
    });
    registry.add({
        .id = "linf_over_sigma",
        .group = "Norms",
        .label = "L∞ / σ (crest factor)",
        .shortLabel = "L∞/σ",
        .unit = "σ",
        .formula = "max |w| / sqrt(mean w^2)",
        .help = "How far the largest weight stands out; QuIP's incoherence \u03BC is the same number. A "
                "Gaussian matrix "
                "of 2^20 weights has 5.01, of 2^24 5.52.",
        .better = Better::Lower,
        .compute =
            [](MetricInputs& inputs) {
                const Moments& m = inputs.moments();
                return ratio(m.largestMagnitude(), m.rms());
            },
    });
    registry.add({
        .id = "crest_excess",
        .group = "Norms",
        .label = "Crest factor above Gaussian",
        .shortLabel = "L∞/σ − E",
        .unit = "σ",
        .formula = "max |w| / sqrt(mean w^2) - E of the same for N Gaussian weights",
        .help = "The crest factor freed from the size of the matrix: 0 for Gaussian weights of any number; a "
                "Laplace "
                "matrix of 2^20 weights has 5.20.",
        .better = Better::Lower,
        .compute =
            [](MetricInputs& inputs) {
                const Moments& m = inputs.moments();
                return ratio(m.largestMagnitude(), m.rms()) - expectedGaussianCrest(m.count);
            },
    });
}

} // namespace alidade
