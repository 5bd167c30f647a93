// SPDX-License-Identifier: Apache-2.0
// One counting pass; a second look at one bucket where an exact value is wanted.
#include "core/metrics/magnitude_ranks.h"

#include "core/base/parallel.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>

namespace alidade {

namespace {

/// Of the 31 bits of a magnitude the upper 20 count: 8 of the exponent and 12 of the mantissa.
constexpr int droppedBits = 11;
constexpr std::size_t buckets = std::size_t{1} << 20;
/// Tables that are counted beside each other.
constexpr Index mostParts = 4;
constexpr Index valuesPerPart = Index{1} << 18;

std::size_t bucketOf(float magnitude) { return std::bit_cast<std::uint32_t>(magnitude) >> droppedBits; }

} // namespace

MagnitudeRanks::MagnitudeRanks(Index rows, Index columns, RowOf rowOf, const JobContext& job)
    : m_rows(rows), m_columns(columns), m_rowOf(std::move(rowOf)), m_starts(buckets + 1, 0)
{
    const Index parts = std::clamp<Index>(rows * columns / valuesPerPart, 1, std::min(mostParts, std::max<Index>(rows, 1)));
    std::vector<std::vector<std::uint32_t>> tables(static_cast<std::size_t>(parts));
    parallelFor(parts, job, [&](std::int64_t part) {
        std::vector<std::uint32_t>& counts = tables[static_cast<std::size_t>(part)];
        counts.assign(buckets, 0);
        std::vector<float> magnitudes(static_cast<std::size_t>(columns));
        for (Index row = part * rows / parts; row < (part + 1) * rows / parts && !job.stopRequested(); ++row) {
            m_rowOf(row, magnitudes);
            for (const float magnitude : magnitudes)
                if (std::isfinite(magnitude)) ++counts[bucketOf(magnitude)];
        }
    });
    for (const std::vector<std::uint32_t>& counts : tables)
        for (std::size_t bucket = 0; bucket < buckets; ++bucket) m_starts[bucket + 1] += counts[bucket];
    std::partial_sum(m_starts.begin(), m_starts.end(), m_starts.begin());
}

double MagnitudeRanks::rank(float magnitude) const
{
    const std::size_t bucket = bucketOf(magnitude);
    return 0.5 * static_cast<double>(m_starts[bucket] + m_starts[bucket + 1] - 1);
}

float MagnitudeRanks::largest(std::uint64_t place, const JobContext& job) const
{
    const std::uint64_t ascending = size() - place;
    const auto above = std::upper_bound(m_starts.begin(), m_starts.end(), ascending);
    const auto bucket = static_cast<std::size_t>(above - m_starts.begin()) - 1;
    std::vector<float> inside;
    inside.reserve(m_starts[bucket + 1] - m_starts[bucket]);
    std::vector<float> magnitudes(static_cast<std::size_t>(m_columns));
    for (Index row = 0; row < m_rows; ++row) {
        if (row % 64 == 0) job.checkpoint();
        m_rowOf(row, magnitudes);
        for (const float magnitude : magnitudes)
            if (bucketOf(magnitude) == bucket) inside.push_back(magnitude); // NaN and Inf have buckets of their own
    }
    const auto wanted = inside.begin() + static_cast<std::ptrdiff_t>(ascending - m_starts[bucket]);
    std::nth_element(inside.begin(), wanted, inside.end());
    return *wanted;
}

MagnitudeRanks magnitudeRanks(const Matrix& values, const JobContext& job)
{
    const Matrix* const all = &values;
    return MagnitudeRanks(
        values.rows(), values.cols(),
        [all](Index row, std::span<float> magnitudes) {
            const float* const from = all->data() + row * all->cols();
            for (std::size_t i = 0; i < magnitudes.size(); ++i) magnitudes[i] = std::abs(from[i]);
        },
        job);
}

} // namespace alidade
