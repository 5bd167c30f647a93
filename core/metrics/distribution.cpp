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
    std::vector<std::vector<std::uint64_t>> parts(
        static_cast<std::size_t>((weights.size() + chunkValues - 1) / chunkValues));
    parallelChunks(weights.size(), chunkValues, job,
                   [&](std::int64_t begin, std::int64_t end, std::int64_t chunk) {
                       kernels::BinCounter counter(distributionBins, scale);
                       counter.add(weights.data() + begin, static_cast<std::size_t>(end - begin));
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
