// SPDX-License-Identifier: Apache-2.0
// In the angle t of s^2 = 1 + g + 2 sqrt(g) cos t the law is 2 sin^2 t / (pi s^2): no square-root ends to
// integrate.
#include "core/metrics/marchenko_pastur.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace alidade {

namespace {

constexpr int steps = 4096;
constexpr double stepAngle = std::numbers::pi / steps;
/// 99 % point of the Tracy-Widom law of real matrices.
constexpr double tracyWidom99 = 2.0234;

/// Where 99 % of noise matrices of unit variance have their largest singular value below.
double largestOfNoise(double larger, double smaller)
{
    const double rootN = std::sqrt(std::max(larger - 1.0, 1.0));
    const double rootP = std::sqrt(smaller);
    const double centre = (rootN + rootP) * (rootN + rootP);
    const double width = (rootN + rootP) * std::cbrt(1.0 / rootN + 1.0 / rootP);
    return std::sqrt(centre + tracyWidom99 * width);
}

double medianOf(const std::vector<double>& descending)
{
    const std::size_t half = descending.size() / 2;
    return descending.size() % 2 == 1 ? descending[half] : 0.5 * (descending[half - 1] + descending[half]);
}

/// Kolmogorov distance of the values (descending, from `first` on) from the scaled law.
double distanceFrom(const MarchenkoPastur& law, double scale, const std::vector<double>& values,
                    std::size_t first)
{
    const auto count = static_cast<double>(values.size() - first);
    double largest = 0.0;
    for (std::size_t i = first; i < values.size(); ++i) {
        const double expected = law.cdf(values[i] / scale);
        const double above = static_cast<double>(i - first) / count; // share of the values that are larger
        largest = std::max(
            {largest, std::abs(1.0 - above - expected), std::abs(1.0 - above - 1.0 / count - expected)});
    }
    return largest;
}

} // namespace

MarchenkoPastur::MarchenkoPastur(double ratio)
    : m_ratio(ratio), m_root(std::sqrt(ratio)), m_table(steps + 1, 0.0)
{
    if (!(ratio > 0.0 && ratio <= 1.0))
        throw InvalidRequest("the Marchenko-Pastur law needs a ratio of sides in (0, 1], not " +
                             std::to_string(ratio));
    for (int i = 0; i < steps; ++i) {
        const double from = i * stepAngle;
        const double simpson = weight(from) + 4.0 * weight(from + 0.5 * stepAngle) + weight(from + stepAngle);
        m_table[static_cast<std::size_t>(i) + 1] =
            m_table[static_cast<std::size_t>(i)] + simpson * stepAngle / 6.0;
    }
    m_total = m_table.back(); // 1 up to the quadrature's error
}

/// Density in the angle.
double MarchenkoPastur::weight(double angle) const
{
    const double square = (1.0 - m_root) * (1.0 - m_root) + 2.0 * m_root * (1.0 + std::cos(angle)); // s^2
    const double sine = std::sin(angle);
    if (square <= 1e-300) return 2.0 / std::numbers::pi * (1.0 - std::cos(angle)) / 2.0; // ratio 1, s = 0
    return 2.0 * sine * sine / (std::numbers::pi * square);
}

/// Share of the spectrum at smaller angles, that is, at larger singular values.
double MarchenkoPastur::above(double angle) const
{
    const double at = std::clamp(angle / stepAngle, 0.0, static_cast<double>(steps));
    const auto index = std::min(static_cast<std::size_t>(at), static_cast<std::size_t>(steps - 1));
    const double from = static_cast<double>(index) * stepAngle;
    const double width = angle - from;
    const double simpson = weight(from) + 4.0 * weight(from + 0.5 * width) + weight(angle);
    return (m_table[index] + simpson * width / 6.0) / m_total;
}

double MarchenkoPastur::lowerEdge() const { return 1.0 - m_root; }

double MarchenkoPastur::upperEdge() const { return 1.0 + m_root; }

double MarchenkoPastur::density(double s) const
{
    if (s <= lowerEdge() || s >= upperEdge()) return 0.0;
    const double high = upperEdge() * upperEdge();
    const double low = lowerEdge() * lowerEdge();
    return std::sqrt((high - s * s) * (s * s - low)) / (std::numbers::pi * m_ratio * s);
}

double MarchenkoPastur::cdf(double s) const
{
    if (s <= lowerEdge()) return 0.0;
    if (s >= upperEdge()) return 1.0;
    const double cosine = (s * s - 1.0 - m_ratio) / (2.0 * m_root);
    return 1.0 - above(std::acos(std::clamp(cosine, -1.0, 1.0)));
}

double MarchenkoPastur::quantile(double p) const
{
    const double target = std::clamp(1.0 - p, 0.0, 1.0);
    const auto after = std::lower_bound(m_table.begin(), m_table.end(), target * m_total);
    const auto index = static_cast<double>(std::max<std::ptrdiff_t>(after - m_table.begin() - 1, 0));
    double low = index * stepAngle;
    double high = std::min(low + stepAngle, std::numbers::pi);
    for (int step = 0; step < 40; ++step) { // the angle to all its digits, by halving
        const double middle = 0.5 * (low + high);
        (above(middle) < target ? low : high) = middle;
    }
    const double angle = 0.5 * (low + high);
    return std::sqrt((1.0 - m_root) * (1.0 - m_root) + 2.0 * m_root * (1.0 + std::cos(angle)));
}

double gavishDonohoOmega(double ratio)
{
    const double optimal = std::sqrt(
        2.0 * (ratio + 1.0) + 8.0 * ratio / ((ratio + 1.0) + std::sqrt(ratio * ratio + 14.0 * ratio + 1.0)));
    return optimal / MarchenkoPastur(ratio).quantile(0.5);
}

std::optional<NoiseBulk> fitNoiseBulk(const std::vector<double>& singularValues, Index rows, Index cols)
{
    if (singularValues.empty() || rows <= 0 || cols <= 0) return std::nullopt;
    const auto larger = static_cast<double>(std::max(rows, cols));
    const auto smaller = static_cast<double>(std::min(rows, cols));
    const double median = medianOf(singularValues);
    // Null singular values come out of a float64 Gram matrix as large as this.
    if (!(median > 1e-7 * singularValues.front())) return std::nullopt;
    NoiseBulk bulk;
    bulk.ratio = smaller / larger;
    const MarchenkoPastur law(bulk.ratio);
    bulk.scale = median / law.quantile(0.5);
    bulk.sigma = bulk.scale / std::sqrt(larger);
    bulk.spikeEdge = bulk.sigma * largestOfNoise(larger, smaller);
    double energy = 0.0;
    double spikes = 0.0;
    for (const double s : singularValues) {
        energy += s * s;
        if (s > bulk.spikeEdge) {
            spikes += s * s;
            ++bulk.spikes;
        }
    }
    bulk.spikeEnergy = spikes / energy;
    const double threshold = gavishDonohoOmega(bulk.ratio) * median;
    bulk.keptRank = static_cast<std::size_t>(std::count_if(singularValues.begin(), singularValues.end(),
                                                           [threshold](double s) { return s > threshold; }));
    if (bulk.spikes < singularValues.size())
        bulk.distance = distanceFrom(law, bulk.scale, singularValues, bulk.spikes);
    return bulk;
}

} // namespace alidade
