// SPDX-License-Identifier: Apache-2.0
// Magnitudes in descending order by a bucket sort on the upper bits of the float, then cumulative energy.
#include "core/base/parallel.h"
#include "core/metrics/metric.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <functional>
#include <limits>

namespace alidade {

namespace {

constexpr std::size_t energyBlock = 4096;
constexpr unsigned bucketShift = 15; // exponent and eight bits of mantissa
constexpr std::size_t buckets = std::size_t{1} << (31 - bucketShift);

/// Bucket of a magnitude; larger magnitudes come first.
std::size_t bucketOf(float magnitude) { return buckets - 1 - (std::bit_cast<std::uint32_t>(magnitude) >> bucketShift); }

/// The finite magnitudes of `weights`, descending.
std::vector<float> sortedMagnitudes(const Matrix& weights, const JobContext& job)
{
    std::vector<std::size_t> starts(buckets + 1, 0);
    const std::span<const float> all(weights.data(), static_cast<std::size_t>(weights.size()));
    for (const float value : all)
        if (std::isfinite(value)) ++starts[bucketOf(std::abs(value)) + 1];
    job.checkpoint();
    for (std::size_t i = 0; i < buckets; ++i) starts[i + 1] += starts[i];
    std::vector<float> sorted(starts.back());
    std::vector<std::size_t> next(starts.begin(), starts.end() - 1);
    for (const float value : all)
        if (std::isfinite(value)) sorted[next[bucketOf(std::abs(value))]++] = std::abs(value);
    job.checkpoint();
    constexpr std::int64_t bucketsPerTask = 256;
    parallelChunks(static_cast<std::int64_t>(buckets), bucketsPerTask, job,
                   [&](std::int64_t begin, std::int64_t end, std::int64_t) {
                       for (auto i = static_cast<std::size_t>(begin); i < static_cast<std::size_t>(end); ++i)
                           std::sort(sorted.begin() + static_cast<std::ptrdiff_t>(starts[i]),
                                     sorted.begin() + static_cast<std::ptrdiff_t>(starts[i + 1]), std::greater<>());
                   });
    return sorted;
}

double square(float value) { return static_cast<double>(value) * static_cast<double>(value); }

} // namespace

EnergyProfile::EnergyProfile(const Matrix& weights, const JobContext& job)
    : m_magnitudes(sortedMagnitudes(weights, job))
{
    m_count = m_magnitudes.size();
    for (std::size_t i = 0; i < m_magnitudes.size(); ++i) {
        if (i % energyBlock == 0) m_energyBeforeBlock.push_back(m_total);
        m_total += square(m_magnitudes[i]);
    }
}

double EnergyProfile::topShare(double fraction) const
{
    if (m_total <= 0.0) return std::numeric_limits<double>::quiet_NaN();
    const double wanted = std::max(1.0, std::floor(fraction * static_cast<double>(m_count) + 0.5));
    const std::size_t k = std::min(m_magnitudes.size(), static_cast<std::size_t>(wanted));
    if (k == m_magnitudes.size()) return 1.0;
    const std::size_t block = k / energyBlock;
    double energy = m_energyBeforeBlock[block];
    for (std::size_t i = block * energyBlock; i < k; ++i) energy += square(m_magnitudes[i]);
    return energy / m_total;
}

std::uint64_t EnergyProfile::countFor(double share) const
{
    const double wanted = share * m_total;
    const auto after = std::upper_bound(m_energyBeforeBlock.begin(), m_energyBeforeBlock.end(), wanted);
    if (after == m_energyBeforeBlock.begin()) return 0;
    const auto block = static_cast<std::size_t>(after - m_energyBeforeBlock.begin()) - 1;
    double energy = m_energyBeforeBlock[block];
    std::size_t k = block * energyBlock;
    while (k < m_magnitudes.size() && energy < wanted) energy += square(m_magnitudes[k++]);
    return k;
}

Curve energyCurve(const EnergyProfile& profile)
{
    constexpr int pointsPerDecade = 16;
    Curve curve;
    if (profile.size() == 0) return curve;
    const double smallest = std::max(1e-5, 1.0 / static_cast<double>(profile.size()));
    const int first = static_cast<int>(std::ceil(std::log10(smallest) * pointsPerDecade));
    for (int step = first; step <= 0; ++step) {
        const double fraction = std::pow(10.0, static_cast<double>(step) / pointsPerDecade);
        curve.x.push_back(fraction);
        curve.y.push_back(profile.topShare(fraction));
    }
    return curve;
}

} // namespace alidade
