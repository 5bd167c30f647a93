// SPDX-License-Identifier: Apache-2.0
// Curves of the sorted weights: quantiles against the Gaussian's, tail index against the number of weights.
#include "core/metrics/power_law.h"
#include "core/metrics/profile.h"
#include "core/numerics/normal.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace alidade {

namespace {

constexpr int quantilePoints = 257;
constexpr int hillPointsPerDecade = 24;

/// Points at equal steps of the normal quantile, so that the tails are drawn as finely as the middle.
std::vector<NamedCurve> quantiles(MetricInputs& inputs)
{
    const double rms = inputs.moments().rms();
    if (inputs.moments().empty() || rms <= 0.0) return {};
    const std::span<const float> values = inputs.sorted().values();
    const auto n = static_cast<double>(values.size());
    const double end = normalQuantile(1.0 - 0.5 / n);
    Curve curve;
    std::size_t next = 0;
    for (int point = 0; point < quantilePoints; ++point) {
        const double at = n * normalCdf(end * (2.0 * point / (quantilePoints - 1) - 1.0)) - 0.5;
        const auto rank = static_cast<std::size_t>(std::clamp(std::round(at), 0.0, n - 1.0));
        if (rank < next) continue;
        curve.x.push_back(normalQuantile((static_cast<double>(rank) + 0.5) / n));
        curve.y.push_back(static_cast<double>(values[rank]) / rms);
        next = rank + 1;
    }
    return {{"weights", curve}, {"gaussian", {curve.x, curve.x}}};
}

constexpr int tailPointsPerDecade = 24;

/// Points of the survival function at a logarithmic grid of counts, the ten largest one by one, so that the line ends
/// at one weight of N.
std::vector<NamedCurve> tail(MetricInputs& inputs)
{
    const double rms = inputs.moments().rms();
    if (inputs.moments().empty() || rms <= 0.0) return {};
    const std::span<const float> ascending = inputs.sorted().values();
    const auto n = static_cast<double>(ascending.size());
    constexpr std::size_t singly = 10;
    std::size_t low = 0; // the largest magnitudes stand at both ends
    std::size_t high = ascending.size();
    Curve curve;
    Curve largest;
    double wanted = 1.0;
    for (std::size_t k = 1; k <= ascending.size(); ++k) {
        const bool negative = -ascending[low] > ascending[high - 1];
        const double magnitude = std::abs(static_cast<double>(negative ? ascending[low++] : ascending[--high])) / rms;
        const auto count = static_cast<double>(k);
        if (k > singly && count < wanted && k != ascending.size()) continue;
        wanted = std::max(wanted, count) * std::pow(10.0, 1.0 / tailPointsPerDecade);
        if (magnitude <= 0.0) break;
        curve.x.push_back(magnitude);
        curve.y.push_back(count / n);
        if (k > singly) continue;
        largest.x.push_back(magnitude);
        largest.y.push_back(count / n);
    }
    std::ranges::reverse(curve.x);
    std::ranges::reverse(curve.y);
    Curve gaussian;
    for (const double magnitude : curve.x) {
        gaussian.x.push_back(magnitude);
        gaussian.y.push_back(std::erfc(magnitude / std::numbers::sqrt2));
    }
    return {{"weights", curve}, {"largest", largest}, {"gaussian", gaussian}};
}

/// Hill's index for every k of a logarithmic grid over the largest magnitudes.
Curve hillCurve(const std::vector<double>& descending)
{
    Curve curve;
    double logs = 0.0;
    double wanted = 2.0;
    for (std::size_t k = 1; k < descending.size() && descending[k] > 0.0; ++k) {
        logs += std::log(descending[k - 1]);
        if (static_cast<double>(k) < wanted) continue;
        wanted = std::max(wanted + 1.0, wanted * std::pow(10.0, 1.0 / hillPointsPerDecade));
        const auto count = static_cast<double>(k);
        const double sum = logs - count * std::log(descending[k]);
        if (!(sum > 1e-12 * count)) continue; // all equal so far: no index
        curve.x.push_back(count);
        curve.y.push_back(count / sum);
    }
    return curve;
}

std::vector<NamedCurve> hillPlot(MetricInputs& inputs)
{
    if (inputs.moments().empty() || inputs.moments().rms() <= 0.0) return {};
    const std::size_t n = inputs.sorted().size();
    const std::size_t tail = std::min(n, n / 10 + 2);
    const Curve curve = hillCurve(inputs.sorted().largestMagnitudes(tail));
    std::vector<double> gaussian(tail);
    for (std::size_t i = 0; i < tail; ++i)
        gaussian[i] = -normalQuantile(0.5 * (static_cast<double>(i) + 0.5) / static_cast<double>(n));
    Curve error = curve;
    for (std::size_t i = 0; i < error.x.size(); ++i)
        error.y[i] /= std::sqrt(error.x[i]);
    return {{"weights", curve}, {"standard_error", error}, {"gaussian", hillCurve(gaussian)}};
}

} // namespace

void register_order_profiles(ProfileRegistry& registry)
{
    registry.add({
        .id = "qq",
        .label = "Quantiles against the Gaussian's (Q-Q)",
        .xLabel = "normal quantile",
        .yLabel = "w / σ",
        .help = "Phi^-1((i - 1/2) / N) against w_(i) / rms: on the diagonal where the weights are Gaussian.",
        .compute = quantiles,
    });
    registry.add({
        .id = "tail",
        .label = "Tail (survival function)",
        .xLabel = "|w| / σ",
        .yLabel = "P(|W| > t)",
        .help = "Share of the weights with a magnitude of at least t, down to one weight of N; the ten largest as "
                "points; and "
                "what Gaussian weights of the same rms read.",
        .compute = tail,
    });
    registry.add({
        .id = "hill",
        .label = "Hill plot",
        .xLabel = "largest weights k",
        .yLabel = "tail index α",
        .help = "Tail index from the k largest magnitudes, with its standard error alpha / sqrt(k), and what "
                "Gaussian "
                "weights read. A power law shows as a level stretch, not as one value.",
        .compute = hillPlot,
    });
}

} // namespace alidade
