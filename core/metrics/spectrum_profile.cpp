// SPDX-License-Identifier: Apache-2.0
// The singular values beside those of noise with the same median.
#include "core/metrics/profile.h"

#include <algorithm>
#include <cmath>

namespace alidade {

namespace {

constexpr int densityBins = 64;

/// Density of the singular values up to the upper edge of the bulk in equal bins, x at the middle of a bin.
Curve densityOf(const std::vector<double>& values, double end)
{
    Curve curve;
    std::vector<double> counts(densityBins, 0.0);
    for (const double value : values) {
        const double at = std::floor(value / end * densityBins);
        if (at < densityBins) counts[static_cast<std::size_t>(at)] += 1.0;
    }
    const double width = end / densityBins;
    for (int bin = 0; bin < densityBins; ++bin) {
        curve.x.push_back((bin + 0.5) * width);
        curve.y.push_back(counts[static_cast<std::size_t>(bin)] /
                          (static_cast<double>(values.size()) * width));
    }
    return curve;
}

Curve level(double value, double end) { return {{1.0, end}, {value, value}}; }

std::vector<NamedCurve> spectrum(MetricInputs& inputs)
{
    if (!inputs.isFiniteMatrix()) return {};
    const std::vector<double>& values = inputs.singularValues();
    const auto count = static_cast<double>(values.size());
    Curve measured;
    for (std::size_t i = 0; i < values.size(); ++i)
        measured.x.push_back(static_cast<double>(i + 1));
    measured.y = values;
    std::vector<NamedCurve> curves{{"singular_values", measured}};
    const std::optional<NoiseBulk>& bulk = inputs.noiseBulk();
    if (!bulk) return curves;
    const MarchenkoPastur law(bulk->ratio);
    Curve expected{measured.x, {}};
    for (std::size_t i = 0; i < values.size(); ++i)
        expected.y.push_back(bulk->scale * law.quantile(1.0 - (static_cast<double>(i) + 0.5) / count));
    Curve density = densityOf(values, 1.1 * bulk->scale * law.upperEdge());
    Curve lawDensity{density.x, {}};
    for (const double x : density.x)
        lawDensity.y.push_back(law.density(x / bulk->scale) / bulk->scale);
    curves.push_back({"marchenko_pastur", expected});
    curves.push_back({"lower_edge", level(bulk->scale * law.lowerEdge(), count)});
    curves.push_back({"upper_edge", level(bulk->scale * law.upperEdge(), count)});
    curves.push_back({"density", density});
    curves.push_back({"marchenko_pastur_density", lawDensity});
    return curves;
}

} // namespace

void register_spectrum_profile(ProfileRegistry& registry)
{
    registry.add({
        .id = "spectrum",
        .label = "Singular values",
        .xLabel = "index",
        .yLabel = "singular value",
        .help = "Singular values by rank beside those of noise with the same median (Marchenko-Pastur), the "
                "edges of that "
                "bulk, and both densities over the singular value.",
        .compute = spectrum,
    });
}

} // namespace alidade
