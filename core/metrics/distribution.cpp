// SPDX-License-Identifier: Apache-2.0
// Histograms and tail counts.
#include "core/metrics/distribution.h"

#include "core/base/parallel.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace alidade {

namespace {

constexpr std::int64_t chunkValues = 1 << 18;
constexpr double smallestRange = 6.0;
constexpr double largestRange = 96.0;

/// Bins of one chunk: below, the bins, above.
using Bins = std::vector<std::uint32_t>;

Bins binsOf(std::span<const float> values, double scale)
{
    Bins bins(distributionBins + 2);
    constexpr double half = distributionBins / 2.0;
    for (const float value : values) {
        if (!std::isfinite(value)) continue;
        const double at = std::floor(static_cast<double>(value) * scale + half) + 1.0;
        ++bins[static_cast<std::size_t>(std::clamp(at, 0.0, distributionBins + 1.0))];
    }
    return bins;
}

} // namespace

Histogram distributionOf(const Matrix& weights, const Moments& moments, const JobContext& job)
{
    Histogram histogram;
    const double sigma = moments.rms();
    const double crest = sigma > 0.0 ? moments.largestMagnitude() / sigma : 0.0;
    // A hair wider than the largest value, so that it falls into the last bin and not beyond.
    histogram.high = std::clamp(crest * (1.0 + 1e-9), smallestRange, largestRange);
    histogram.low = -histogram.high;
    histogram.counts.assign(distributionBins, 0);
    if (sigma <= 0.0) return histogram;
    const double scale = distributionBins / (2.0 * histogram.high * sigma);
    const std::span<const float> all(weights.data(), static_cast<std::size_t>(weights.size()));
    std::vector<Bins> parts(static_cast<std::size_t>((weights.size() + chunkValues - 1) / chunkValues));
    parallelChunks(weights.size(), chunkValues, job, [&](std::int64_t begin, std::int64_t end, std::int64_t chunk) {
        const auto part = all.subspan(static_cast<std::size_t>(begin), static_cast<std::size_t>(end - begin));
        parts[static_cast<std::size_t>(chunk)] = binsOf(part, scale);
    });
    for (const Bins& part : parts) {
        histogram.below += part.front();
        histogram.above += part.back();
        for (std::size_t i = 0; i < histogram.counts.size(); ++i) histogram.counts[i] += part[i + 1];
    }
    return histogram;
}

std::uint64_t countBeyond(const Matrix& weights, double threshold, const JobContext& job)
{
    std::vector<std::uint64_t> parts(static_cast<std::size_t>((weights.size() + chunkValues - 1) / chunkValues));
    const float* const values = weights.data();
    parallelChunks(weights.size(), chunkValues, job, [&](std::int64_t begin, std::int64_t end, std::int64_t chunk) {
        std::uint64_t count = 0;
        for (std::int64_t i = begin; i < end; ++i) {
            const double magnitude = std::abs(static_cast<double>(values[i]));
            if (magnitude > threshold && std::isfinite(magnitude)) ++count;
        }
        parts[static_cast<std::size_t>(chunk)] = count;
    });
    return std::accumulate(parts.begin(), parts.end(), std::uint64_t{0});
}

} // namespace alidade
