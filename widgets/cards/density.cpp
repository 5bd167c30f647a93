// SPDX-License-Identifier: GPL-3.0-or-later
// Counts made into step lines.
#include "widgets/cards/density.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace alidade {

namespace {

constexpr int displayedBins = 256;
constexpr double shownOutside = 1e-5; // share of the coefficients beyond the shown range

} // namespace

double halfWidthOf(const Histogram& histogram)
{
    const auto bins = histogram.counts.size();
    std::uint64_t total = histogram.below + histogram.above;
    for (const std::uint64_t count : histogram.counts)
        total += count;
    const double width = (histogram.high - histogram.low) / static_cast<double>(bins);
    std::uint64_t outside = histogram.below + histogram.above;
    std::size_t trimmed = 0;
    while (trimmed < bins / 2) {
        outside += histogram.counts[trimmed] + histogram.counts[bins - 1 - trimmed];
        if (static_cast<double>(outside) > shownOutside * static_cast<double>(total)) break;
        ++trimmed;
    }
    return std::max(std::abs(histogram.low), std::abs(histogram.high)) - static_cast<double>(trimmed) * width;
}

QList<QPointF> densitySteps(const Histogram& histogram, double halfWidth)
{
    const std::size_t bins = histogram.counts.size();
    const double width = (histogram.high - histogram.low) / static_cast<double>(bins);
    std::uint64_t total = histogram.below + histogram.above;
    for (const std::uint64_t count : histogram.counts)
        total += count;
    if (total == 0 || !(width > 0.0)) return {};
    const auto mergeFor = [width](double half, int room) {
        return static_cast<std::size_t>(std::max(1.0, std::ceil(2.0 * half / width / room)));
    };
    const bool hasTails = halfWidth > 1.5 * leastDensityHalfWidth;
    const std::size_t inner =
        mergeFor(hasTails ? leastDensityHalfWidth : halfWidth, hasTails ? displayedBins / 2 : displayedBins);
    const std::size_t outer = hasTails ? mergeFor(halfWidth - leastDensityHalfWidth, displayedBins / 2) : inner;
    QList<QPointF> points;
    for (std::size_t first = 0; first < bins;) {
        const double start = histogram.low + static_cast<double>(first) * width;
        const bool inside = std::abs(start + 0.5 * width) < leastDensityHalfWidth;
        const std::size_t last = std::min(first + (inside ? inner : outer), bins);
        std::uint64_t count = 0;
        for (std::size_t bin = first; bin < last; ++bin)
            count += histogram.counts[bin];
        const double span = static_cast<double>(last - first) * width;
        points.append({start, static_cast<double>(count) / (static_cast<double>(total) * span)});
        first = last;
    }
    points.append({histogram.high, 0.0});
    return points;
}

QList<QPointF> normalDensity(double halfWidth)
{
    QList<QPointF> points;
    constexpr int steps = 240;
    for (int i = 0; i <= steps; ++i) {
        const double x = halfWidth * (2.0 * i / steps - 1.0);
        points.append({x, std::exp(-0.5 * x * x) / std::sqrt(2.0 * std::numbers::pi)});
    }
    return points;
}

} // namespace alidade
