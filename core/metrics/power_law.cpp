// SPDX-License-Identifier: Apache-2.0
// Maximum likelihood for the exponent, Kolmogorov distance for where the tail begins.
#include "core/metrics/power_law.h"

#include "core/base/parallel.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace alidade {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// Distance of the values from `first` on from the law with this exponent that begins there.
double distanceOf(std::span<const double> logs, std::size_t first, double alpha)
{
    const auto count = static_cast<double>(logs.size() - first);
    double largest = 0.0;
    for (std::size_t i = first; i < logs.size(); ++i) {
        const double law = -std::expm1((1.0 - alpha) * (logs[i] - logs[first]));
        largest = std::max(largest, std::abs(law - static_cast<double>(i - first) / count));
    }
    return largest;
}

} // namespace

double hillIndex(std::span<const double> descending, std::size_t k)
{
    if (k == 0 || k >= descending.size() || !(descending[k] > 0.0)) return nan;
    double sum = 0.0;
    for (std::size_t i = 0; i < k; ++i)
        sum += std::log(descending[i] / descending[k]);
    return sum > 0.0 ? static_cast<double>(k) / sum : nan;
}

std::size_t hillCount(std::size_t count)
{
    if (count < 2) return 0;
    return std::min(count - 1, std::max<std::size_t>(10, (count + 500) / 1000));
}

double PowerLaw::standardError() const { return (alpha - 1.0) / std::sqrt(static_cast<double>(tail)); }

std::optional<PowerLaw> fitPowerLaw(std::span<const double> ascending, const JobContext& job)
{
    const std::size_t count = ascending.size();
    if (count < 2) return std::nullopt;
    std::vector<double> logs(count);
    std::transform(ascending.begin(), ascending.end(), logs.begin(), [](double x) { return std::log(x); });
    std::vector<double> sums(count + 1, 0.0); // of logs from here to the end
    for (std::size_t i = count; i-- > 0;)
        sums[i] = sums[i + 1] + logs[i];
    std::vector<PowerLaw> fits(count - 1);
    parallelFor(static_cast<std::int64_t>(count - 1), job, [&](std::int64_t at) {
        const auto first = static_cast<std::size_t>(at);
        const std::size_t tail = count - first;
        const double sum = sums[first] - static_cast<double>(tail) * logs[first];
        if (!(sum > 0.0)) return; // all equal: no exponent
        const double alpha = 1.0 + static_cast<double>(tail) / sum;
        fits[first] = {alpha, ascending[first], distanceOf(logs, first, alpha), tail};
    });
    const PowerLaw* best = nullptr;
    for (const PowerLaw& fit : fits)
        if (fit.tail > 0 && (!best || fit.distance < best->distance)) best = &fit;
    return best ? std::optional(*best) : std::nullopt;
}

} // namespace alidade
