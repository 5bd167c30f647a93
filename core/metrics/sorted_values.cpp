// SPDX-License-Identifier: Apache-2.0
// One counting pass and a small sort per bucket; magnitudes come from both ends of the same list.
#include "core/metrics/sorted_values.h"

#include "core/base/parallel.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

namespace alidade {

namespace {

constexpr std::size_t buckets = std::size_t{1} << 16;
constexpr std::int64_t chunkValues = 1 << 20;

/// The upper bits of a float as an unsigned number that rises with the float.
std::size_t bucketOf(float value)
{
    const auto bits = std::bit_cast<std::uint32_t>(value);
    const std::uint32_t ordered = (bits & 0x80000000U) != 0 ? ~bits : bits | 0x80000000U;
    return ordered >> 16;
}

/// Starts of the buckets in the sorted list, and its length.
std::vector<std::size_t> bucketStarts(std::span<const float> values, const JobContext& job)
{
    std::vector<std::size_t> starts(buckets + 1, 0);
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (i % chunkValues == 0) job.checkpoint();
        if (std::isfinite(values[i])) ++starts[bucketOf(values[i]) + 1];
    }
    for (std::size_t bucket = 0; bucket < buckets; ++bucket)
        starts[bucket + 1] += starts[bucket];
    return starts;
}

double power(float magnitude, int exponent)
{
    const auto value = static_cast<double>(magnitude);
    return exponent == 2 ? value * value : value;
}

} // namespace

SortedValues::SortedValues(const Matrix& weights, const JobContext& job)
{
    const std::span<const float> all(weights.data(), static_cast<std::size_t>(weights.size()));
    const std::vector<std::size_t> starts = bucketStarts(all, job);
    m_values.resize(starts.back());
    std::vector<std::size_t> next(starts.begin(), starts.end() - 1);
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (i % chunkValues == 0) job.checkpoint();
        if (std::isfinite(all[i])) m_values[next[bucketOf(all[i])]++] = all[i];
    }
    constexpr std::int64_t together = 64; // buckets a task
    parallelChunks(static_cast<std::int64_t>(buckets), together, job,
                   [&](std::int64_t begin, std::int64_t end, std::int64_t) {
                       for (auto bucket = static_cast<std::size_t>(begin);
                            bucket < static_cast<std::size_t>(end); ++bucket)
                           std::sort(m_values.begin() + static_cast<std::ptrdiff_t>(starts[bucket]),
                                     m_values.begin() + static_cast<std::ptrdiff_t>(starts[bucket + 1]));
                   });
}

std::vector<double> SortedValues::largestMagnitudes(std::size_t count) const
{
    std::vector<double> largest;
    largest.reserve(std::min(count, size()));
    std::size_t low = 0;
    std::size_t high = size();
    while (largest.size() < count && low < high) {
        const float negative = std::abs(m_values[low]);
        const float positive = std::abs(m_values[high - 1]);
        if (positive >= negative)
            --high;
        else
            ++low;
        largest.push_back(static_cast<double>(std::max(positive, negative)));
    }
    return largest;
}

double SortedValues::gini(int exponent) const
{
    const auto n = static_cast<double>(size());
    double weighted = 0.0;
    double total = 0.0;
    std::size_t low = 0;
    std::size_t high = size();
    while (low < high) { // magnitudes from the largest down: the rank is how many are left
        const float negative = std::abs(m_values[low]);
        const float positive = std::abs(m_values[high - 1]);
        const double value = power(std::max(positive, negative), exponent);
        weighted += (2.0 * static_cast<double>(high - low) - n - 1.0) * value;
        total += value;
        if (positive >= negative)
            --high;
        else
            ++low;
    }
    return total > 0.0 ? weighted / (n * total) : std::numeric_limits<double>::quiet_NaN();
}

} // namespace alidade
