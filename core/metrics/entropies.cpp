// SPDX-License-Identifier: Apache-2.0
// How many bits the marginal of the weights is worth, and how far it is from the Gaussian; science.md 2.1.
#include "core/metrics/metric.h"
#include "core/metrics/symbol_entropy.h"

#include <cmath>

namespace alidade {

namespace {

const char* const groupName = "Entropy";
constexpr double coarseStep = 0.25;
constexpr double fineStep = 0.0625;

double vasicek(MetricInputs& inputs)
{
    const double rms = inputs.moments().rms();
    return spacingEntropy(inputs.sorted(), rms, inputs.job());
}

} // namespace

void register_entropies(MetricRegistry& registry)
{
    registry.add({
        .id = "discrete_entropy",
        .group = groupName,
        .label = "Entropy at a step of σ/4",
        .shortLabel = "H at σ/4",
        .unit = "bits/weight",
        .formula = "H(round(4 w / rms)) + (K - 1) / (2 N ln 2), K symbols seen",
        .help = "What an entropy coder pays at a fixed step, with Miller and Madow's correction. Gaussian "
                "4.051, Laplace "
                "3.949, uniform 3.87: at equal variance the Gaussian costs most, so that rotating raises it.",
        .better = Better::Lower,
        .compute =
            [](MetricInputs& inputs) {
                return symbolEntropy(inputs.weights(), inputs.moments(), coarseStep, inputs.job());
            },
    });
    registry.add({
        .id = "histogram_entropy",
        .group = groupName,
        .label = "Differential entropy (histogram)",
        .shortLabel = "h histogram",
        .unit = "bits",
        .formula = "H(round(16 w / rms)) + log2(1/16), of w / rms",
        .help = "Differential entropy at unit variance: Gaussian 2.047, t with 5 degrees of freedom 1.980, "
                "Laplace 1.943, "
                "uniform 1.81 (1.792 but for its edges).",
        .expensive = true,
        .compute =
            [](MetricInputs& inputs) {
                return symbolEntropy(inputs.weights(), inputs.moments(), fineStep, inputs.job()) +
                       std::log2(fineStep);
            },
    });
    registry.add({
        .id = "vasicek_entropy",
        .group = groupName,
        .label = "Differential entropy (Vasicek)",
        .shortLabel = "h Vasicek",
        .unit = "bits",
        .formula = "mean of log2(N (w_(i+m) - w_(i-m)) / (2 m rms)), m = round(sqrt N)",
        .help = "The same from the spacings of the sorted weights, without bins. Undefined where more than m "
                "weights "
                "are equal: weights of few values have no density.",
        .expensive = true,
        .compute = vasicek,
    });
    registry.add({
        .id = "negentropy",
        .group = groupName,
        .label = "Negentropy",
        .shortLabel = "J",
        .unit = "bits",
        .formula = "1/2 log2(2 pi e) - h (Vasicek)",
        .help = "What an entropy coder saves against Gaussian weights at the same step, and what a rotation "
                "loses: "
                "Gaussian 0, Laplace 0.104, t with 5 degrees of freedom 0.068, uniform 0.255. Of few weights "
                "the estimate is "
                "a little off: read it against its null.",
        .expensive = true,
        .needsNull = true,
        .compute = [](MetricInputs& inputs) { return gaussianEntropy() - vasicek(inputs); },
    });
    registry.add({
        .id = "gaussian_distance",
        .group = groupName,
        .label = "Distance to Gaussian (W₁ of the Q-Q plot)",
        .shortLabel = "W₁ Gaussian",
        .unit = "σ",
        .formula = "mean of |w_(i) / rms - Phi^-1((i - 1/2) / N)|",
        .help = "How far the weights have to be moved, in units of σ, to be Gaussian: Laplace 0.145, uniform "
                "0.154. "
                "Dependent weights have no honest p-value, so that none is given.",
        .expensive = true,
        .needsNull = true,
        .compute =
            [](MetricInputs& inputs) {
                return distanceToGaussian(inputs.sorted(), inputs.moments().rms(), inputs.job());
            },
    });
}

} // namespace alidade
