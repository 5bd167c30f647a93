// SPDX-License-Identifier: Apache-2.0
// Quantiles and the expected largest of normal numbers.
#include "core/numerics/normal.h"

#include <cmath>
#include <limits>
#include <numbers>

namespace alidade {

namespace {

/// Upper quantile of a tail probability in (0, 0.5].
double upperQuantile(double tail)
{
    const double t = std::sqrt(-2.0 * std::log(tail));
    double x = t - (2.515517 + t * (0.802853 + t * 0.010328)) /
                       (1.0 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
    for (int step = 0; step < 2; ++step) {
        // The error of the tail in units of the density; both in relative terms, so that far tails are as
        // good.
        const double density = std::exp(-0.5 * x * x) / std::sqrt(2.0 * std::numbers::pi);
        const double error = (0.5 * std::erfc(x / std::numbers::sqrt2) - tail) / density;
        x += error / (1.0 - 0.5 * x * error);
    }
    return x;
}

/// E max |g| = integral of P(max > x): beyond 12 nothing is left for any count that fits a memory.
double expectedLargest(double count)
{
    constexpr double end = 12.0;
    constexpr int intervals = 4800;
    constexpr double width = end / intervals;
    const auto exceeds = [count](double x) {
        const double both = std::erfc(x / std::numbers::sqrt2);
        return both >= 1.0 ? 1.0 : -std::expm1(count * std::log1p(-both));
    };
    double sum = exceeds(0.0) + exceeds(end);
    for (int i = 1; i < intervals; ++i)
        sum += (i % 2 == 1 ? 4.0 : 2.0) * exceeds(i * width);
    return sum * width / 3.0;
}

/// E rms = sqrt(2 / N) Gamma((N + 1) / 2) / Gamma(N / 2): by recursion for few, by its series for many.
double expectedRms(std::uint64_t count)
{
    const auto n = static_cast<double>(count);
    if (count > 1000) return 1.0 - 1.0 / (4.0 * n) + 1.0 / (32.0 * n * n) + 5.0 / (128.0 * n * n * n);
    const bool odd = count % 2 == 1;
    double ratio =
        odd ? std::numbers::inv_sqrtpi : 0.5 / std::numbers::inv_sqrtpi; // of the Gammas, for 1 or 2
    for (std::uint64_t k = odd ? 1 : 2; k < count; k += 2)
        ratio *= (static_cast<double>(k) + 1.0) / static_cast<double>(k);
    return ratio * std::sqrt(2.0 / n);
}

} // namespace

double normalCdf(double x) { return 0.5 * std::erfc(-x / std::numbers::sqrt2); }

double normalQuantile(double p)
{
    if (p <= 0.0) return -std::numeric_limits<double>::infinity();
    if (p >= 1.0) return std::numeric_limits<double>::infinity();
    return p < 0.5 ? -upperQuantile(p) : p > 0.5 ? upperQuantile(1.0 - p) : 0.0;
}

double expectedGaussianCrest(std::uint64_t count)
{
    if (count == 0) return std::numeric_limits<double>::quiet_NaN();
    return expectedLargest(static_cast<double>(count)) / expectedRms(count);
}

} // namespace alidade
