// SPDX-License-Identifier: Apache-2.0
// Counts for the discrete entropy, spacings for the differential one.
#include "core/metrics/symbol_entropy.h"

#include "core/base/parallel.h"
#include "core/numerics/normal.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numbers>
#include <numeric>
#include <vector>

namespace alidade {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr std::int64_t chunkValues = 1 << 16;
constexpr std::int64_t parts = 8; // tables of counts; fixed, though counts fold in any order

/// How often each symbol occurs, from the smallest to the largest possible one.
std::vector<std::uint64_t> symbolCounts(const Matrix& weights, double scale, std::int64_t largest,
                                        const JobContext& job)
{
    using Counts = std::vector<std::uint64_t>;
    const std::int64_t size = std::max<std::int64_t>(chunkValues, (weights.size() + parts - 1) / parts);
    std::vector<Counts> tables(static_cast<std::size_t>((weights.size() + size - 1) / size));
    const float* const values = weights.data();
    parallelChunks(weights.size(), size, job, [&](std::int64_t begin, std::int64_t end, std::int64_t part) {
        Counts& table = tables[static_cast<std::size_t>(part)];
        table.assign(static_cast<std::size_t>(2 * largest + 1), 0);
        for (std::int64_t i = begin; i < end; ++i) {
            const double at = std::rint(static_cast<double>(values[i]) * scale);
            if (std::isfinite(at)) ++table[static_cast<std::size_t>(static_cast<std::int64_t>(at) + largest)];
        }
    });
    Counts total(static_cast<std::size_t>(2 * largest + 1), 0);
    for (const Counts& table : tables)
        for (std::size_t i = 0; i < total.size(); ++i)
            total[i] += table[i];
    return total;
}

/// Sum of body(i) over [0, count), folded chunk by chunk.
template <typename Body>
double foldedSum(std::size_t count, const JobContext& job, Body&& body)
{
    const auto size = static_cast<std::int64_t>(count);
    std::vector<double> sums(static_cast<std::size_t>((size + chunkValues - 1) / chunkValues));
    parallelChunks(size, chunkValues, job, [&](std::int64_t begin, std::int64_t end, std::int64_t chunk) {
        double sum = 0.0;
        for (std::int64_t i = begin; i < end; ++i)
            sum += body(static_cast<std::size_t>(i));
        sums[static_cast<std::size_t>(chunk)] = sum;
    });
    return std::accumulate(sums.begin(), sums.end(), 0.0);
}

} // namespace

double gaussianEntropy() { return 0.5 * std::log2(2.0 * std::numbers::pi * std::numbers::e); }

double symbolEntropy(const Matrix& weights, const Moments& moments, double step, const JobContext& job)
{
    const double rms = moments.rms();
    if (moments.empty() || rms <= 0.0) return nan;
    const double scale = 1.0 / (rms * step);
    const auto largest = static_cast<std::int64_t>(std::rint(moments.largestMagnitude() * scale)) + 1;
    const std::vector<std::uint64_t> counts = symbolCounts(weights, scale, largest, job);
    const auto n = static_cast<double>(moments.count);
    double entropy = 0.0;
    double kinds = 0.0;
    for (const std::uint64_t count : counts) {
        if (count == 0) continue;
        const double p = static_cast<double>(count) / n;
        entropy -= p * std::log2(p);
        kinds += 1.0;
    }
    return entropy + (kinds - 1.0) / (2.0 * n * std::numbers::ln2);
}

double spacingEntropy(const SortedValues& sorted, double rms, const JobContext& job)
{
    const std::span<const float> v = sorted.values();
    const std::size_t n = v.size();
    job.checkpoint();
    if (n < 3 || rms <= 0.0) return nan;
    const auto wanted = static_cast<std::size_t>(std::lround(std::sqrt(static_cast<double>(n))));
    const std::size_t m = std::clamp<std::size_t>(wanted, 1, (n - 1) / 2);
    const auto spacing = [&](std::size_t i) {
        const std::size_t low = i >= m ? i - m : 0;
        const std::size_t high = std::min(i + m, n - 1);
        // An end lacks part of its window: only high - low of the 2m ranks are there.
        const double width = static_cast<double>(v[high]) - static_cast<double>(v[low]);
        return std::log2(width * static_cast<double>(n) / (rms * static_cast<double>(high - low)));
    };
    const double sum = foldedSum(n, job, spacing);
    return std::isfinite(sum) ? sum / static_cast<double>(n) : nan;
}

double distanceToGaussian(const SortedValues& sorted, double rms, const JobContext& job)
{
    const std::span<const float> v = sorted.values();
    job.checkpoint();
    if (v.empty() || rms <= 0.0) return nan;
    const auto n = static_cast<double>(v.size());
    const auto distance = [&](std::size_t i) {
        const double expected = normalQuantile((static_cast<double>(i) + 0.5) / n);
        return std::abs(static_cast<double>(v[i]) / rms - expected);
    };
    return foldedSum(v.size(), job, distance) / n;
}

} // namespace alidade
