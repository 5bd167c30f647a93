// SPDX-License-Identifier: Apache-2.0
// Closed forms, and water levels found from the sorted variances without iteration.
#include "core/rate_distortion/bounds.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numbers>
#include <vector>

namespace alidade {

namespace {

/// Variances, largest first. @throws InvalidRequest
std::vector<double> descending(std::span<const double> variances)
{
    std::vector<double> sorted(variances.begin(), variances.end());
    for (const double variance : sorted)
        if (!(variance >= 0.0) || !std::isfinite(variance))
            throw InvalidRequest("water-filling needs variances that are finite and not negative");
    std::sort(sorted.begin(), sorted.end(), std::greater<>());
    if (sorted.empty() || sorted.front() <= 0.0)
        throw InvalidRequest("water-filling needs a component with a variance above zero");
    return sorted;
}

} // namespace

double gaussianRate(double variance, double distortion)
{
    if (distortion >= variance) return 0.0;
    if (distortion <= 0.0) return std::numeric_limits<double>::infinity();
    return 0.5 * std::log2(variance / distortion);
}

double shannonLowerBound(double differentialEntropyBits, double distortion)
{
    if (std::isnan(differentialEntropyBits)) return differentialEntropyBits;
    if (distortion <= 0.0) return std::numeric_limits<double>::infinity();
    const double bound =
        differentialEntropyBits - 0.5 * std::log2(2.0 * std::numbers::pi * std::numbers::e * distortion);
    return std::max(0.0, bound);
}

WaterFilling reverseWaterFilling(std::span<const double> variances, double level)
{
    if (!(level > 0.0)) throw InvalidRequest("the water level must be above zero");
    if (variances.empty()) throw InvalidRequest("water-filling needs a component");
    WaterFilling filling{level, 0.0, 0.0, 0};
    for (const double variance : variances) {
        filling.distortion += std::min(variance, level);
        if (variance <= level) continue;
        filling.rate += 0.5 * std::log2(variance / level);
        ++filling.active;
    }
    const auto count = static_cast<double>(variances.size());
    filling.distortion /= count;
    filling.rate /= count;
    return filling;
}

WaterFilling waterFillingAtRate(std::span<const double> variances, double rate)
{
    if (!(rate >= 0.0)) throw InvalidRequest("a rate cannot be negative");
    const std::vector<double> sorted = descending(variances);
    // With the k largest coded, log2 theta = (sum of their log2 - 2 n R) / k; the right k has theta between its
    // neighbours.
    const double total = 2.0 * rate * static_cast<double>(sorted.size());
    double logs = 0.0;
    double level = sorted.front();
    for (std::size_t k = 1; k <= sorted.size() && sorted[k - 1] > 0.0; ++k) {
        logs += std::log2(sorted[k - 1]);
        level = std::exp2((logs - total) / static_cast<double>(k));
        if (k == sorted.size() || level >= sorted[k]) break;
    }
    return reverseWaterFilling(variances, level);
}

WaterFilling waterFillingAtDistortion(std::span<const double> variances, double distortion)
{
    if (!(distortion > 0.0)) throw InvalidRequest("the distortion must be above zero");
    const std::vector<double> sorted = descending(variances);
    double below = 0.0; // variances that are not coded
    for (const double variance : sorted) below += variance;
    const double total = distortion * static_cast<double>(sorted.size());
    if (total >= below) return reverseWaterFilling(variances, sorted.front());
    double level = sorted.front();
    for (std::size_t k = 1; k <= sorted.size(); ++k) {
        below -= sorted[k - 1];
        level = (total - below) / static_cast<double>(k);
        if (k == sorted.size() || level >= sorted[k]) break;
    }
    return reverseWaterFilling(variances, level);
}

} // namespace alidade
