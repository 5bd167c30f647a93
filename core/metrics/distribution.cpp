// SPDX-License-Identifier: Apache-2.0
// Histograms and tail counts.
#include "core/metrics/distribution.h"

#include "core/base/parallel.h"
#include "core/kernels/histogram.h"
#include "core/kernels/moment_sums.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace alidade {

namespace {

constexpr std::int64_t chunkValues = 1 << 20;
constexpr double smallestRange = 6.0;
constexpr double largestRange = 96.0;

} // namespace

Histogram histogramOver(std::span<const float> values, double unit, double high, int bins, const JobContext& job)
{
    Histogram histogram;
    histogram.high = high;
    histogram.low = -high;
    const auto count = static_cast<std::size_t>(bins);
    histogram.counts.assign(count, 0);
    const double scale = bins / (2.0 * high * unit);
    const auto size = static_cast<std::int64_t>(values.size());
    std::vector<std::vector<std::uint64_t>> parts(static_cast<std::size_t>((size + chunkValues - 1) / chunkValues));
    parallelChunks(size, chunkValues, job, [&](std::int64_t begin, std::int64_t end, std::int64_t chunk) {
        kernels::BinCounter counter(count, scale);
        counter.add(values.data() + begin, static_cast<std::size_t>(end - begin));
        parts[static_cast<std::size_t>(chunk)] = counter.counts();
    });
    for (const std::vector<std::uint64_t>& part : parts) {
        histogram.below += part.front();
        histogram.above += part.back();
        for (std::size_t i = 0; i < histogram.counts.size(); ++i)
            histogram.counts[i] += part[i + 1];
    }
    return histogram;
}

Histogram distributionOf(const Matrix& weights, const Moments& moments, const JobContext& job)
{
    const double sigma = moments.rms();
    const double crest = sigma > 0.0 ? moments.largestMagnitude() / sigma : 0.0;
    // A hair wider than the largest value, so that it falls into the last bin and not beyond.
    const double high = std::clamp(crest * (1.0 + 1e-9), smallestRange, largestRange);
    if (sigma > 0.0)
        return histogramOver({weights.data(), static_cast<std::size_t>(weights.size())}, sigma, high, distributionBins,
                             job);
    return {-high, high, std::vector<std::uint64_t>(distributionBins, 0), 0, 0};
}

std::uint64_t countBeyond(const Matrix& weights, double threshold, const JobContext& job)
{
    std::vector<std::uint64_t> parts(
        static_cast<std::size_t>((weights.size() + chunkValues - 1) / chunkValues));
    const float* const values = weights.data();
    parallelChunks(
        weights.size(), chunkValues, job, [&](std::int64_t begin, std::int64_t end, std::int64_t chunk) {
            parts[static_cast<std::size_t>(chunk)] =
                kernels::countBeyond(values + begin, static_cast<std::size_t>(end - begin), threshold);
        });
    return std::accumulate(parts.begin(), parts.end(), std::uint64_t{0});
}

} // namespace alidade
