// SPDX-License-Identifier: Apache-2.0
// How few coordinates hold the energy; science.md 2.1.
#include "core/metrics/metric.h"

#include <limits>

namespace alidade {

namespace {

Metric topEnergy(const char* fractionText, double fraction, const char* percent, const char* reference)
{
    Metric metric;
    metric.id = std::string("top_energy_") + fractionText;
    metric.label = std::string("Energy in the top ") + percent;
    metric.shortLabel = std::string("Top ") + percent;
    metric.formula = std::string("sum of the k largest w^2 / sum w^2, k = max(1, round(") + fractionText + " N))";
    metric.help = std::string("Concentration: 1 means that these weights are everything. ") + reference;
    metric.better = Better::Neither;
    metric.compute = [fraction](MetricInputs& inputs) { return inputs.energy().topShare(fraction); };
    return metric;
}

double participationRatio(MetricInputs& inputs)
{
    const Moments& m = inputs.moments();
    if (m.sumFourth <= 0.0) return std::numeric_limits<double>::quiet_NaN();
    return m.sumSquares * m.sumSquares / m.sumFourth;
}

} // namespace

void register_concentration(MetricRegistry& registry)
{
    registry.add({
        .id = "participation_ratio",
        .label = "Participation ratio",
        .shortLabel = "PR",
        .unit = "weights",
        .formula = "(sum w^2)^2 / sum w^4",
        .help = "Number of weights that share the energy: N for equal magnitudes, N/3 for a Gaussian, 1 for a single "
                "spike. It is N / kurtosis (uncentred), so it is no independent evidence beside kurtosis.",
        .compute = participationRatio,
    });
    registry.add(topEnergy("0.001", 0.001, "0.1 %", "Gaussian 0.0127."));
    registry.add(topEnergy("0.01", 0.01, "1 %", "Gaussian 0.0845, Laplace 0.162, uniform 0.0297."));
    registry.add(topEnergy("0.1", 0.1, "10 %", "Gaussian 0.439, Laplace 0.595, uniform 0.271."));
}

} // namespace alidade
