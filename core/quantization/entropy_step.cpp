// SPDX-License-Identifier: Apache-2.0
// Entropy as a function of the step.
#include "core/quantization/entropy_step.h"

#include "core/base/parallel.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

namespace alidade {

namespace {

using Counts = std::vector<std::vector<std::uint64_t>>;

/// Counts of symbols from `begin`, which is a multiple of the period, up to `end`.
Counts countsBetween(const Symbols& symbols, std::int64_t begin, std::int64_t end)
{
    Counts counts(static_cast<std::size_t>(symbols.period),
                  std::vector<std::uint64_t>(static_cast<std::size_t>(symbols.alphabet), 0));
    std::size_t place = 0;
    for (std::int64_t i = begin; i < end; ++i) {
        const std::int16_t value = symbols.values[static_cast<std::size_t>(i)];
        ++counts[place][static_cast<std::size_t>(value - symbols.smallest)];
        if (++place == counts.size()) place = 0;
    }
    return counts;
}

} // namespace

std::vector<std::vector<std::uint64_t>> symbolCounts(const Symbols& symbols, const JobContext& job)
{
    const auto size = static_cast<std::int64_t>(symbols.values.size());
    const std::int64_t parts = std::clamp<std::int64_t>(size >> 18, 1, 16);
    const std::int64_t each = (size / parts / symbols.period + 1) * symbols.period;
    std::vector<Counts> all(static_cast<std::size_t>(parts));
    parallelFor(parts, job, [&](std::int64_t part) {
        all[static_cast<std::size_t>(part)] =
            countsBetween(symbols, std::min(size, part * each), std::min(size, (part + 1) * each));
    });
    for (std::size_t part = 1; part < all.size(); ++part)
        for (std::size_t place = 0; place < all[0].size(); ++place)
            std::transform(all[0][place].begin(), all[0][place].end(), all[part][place].begin(),
                           all[0][place].begin(), std::plus<>());
    return all[0];
}

void forEachPlace(const Symbols& symbols, const std::function<void(const std::vector<std::uint64_t>& counts)>& body)
{
    constexpr std::int64_t countsAtOnce = 1 << 20;
    const std::int64_t most = std::max<std::int64_t>(1, countsAtOnce / std::max(1, symbols.alphabet));
    const auto size = static_cast<std::int64_t>(symbols.values.size());
    for (std::int64_t first = 0; first < symbols.period; first += most) {
        const std::int64_t places = std::min(most, symbols.period - first);
        Counts counts(static_cast<std::size_t>(places),
                      std::vector<std::uint64_t>(static_cast<std::size_t>(symbols.alphabet), 0));
        for (std::int64_t begin = first; begin < size; begin += symbols.period)
            for (std::int64_t place = 0; place < std::min(places, size - begin); ++place) {
                const std::int16_t value = symbols.values[static_cast<std::size_t>(begin + place)];
                ++counts[static_cast<std::size_t>(place)][static_cast<std::size_t>(value - symbols.smallest)];
            }
        for (const std::vector<std::uint64_t>& place : counts) body(place);
    }
}

double entropyOf(std::span<const std::vector<std::uint64_t>> counts)
{
    double bits = 0.0;
    for (const std::vector<std::uint64_t>& place : counts) {
        const auto total = static_cast<double>(std::accumulate(place.begin(), place.end(), std::uint64_t{0}));
        for (const std::uint64_t count : place)
            if (count > 0) bits += static_cast<double>(count) * std::log2(total / static_cast<double>(count));
    }
    return bits;
}

void fitAlphabet(Symbols& symbols)
{
    symbols.smallest = 0;
    symbols.alphabet = 1;
    if (symbols.values.empty()) return;
    const auto [least, most] = std::minmax_element(symbols.values.begin(), symbols.values.end());
    symbols.smallest = *least;
    symbols.alphabet = *most - *least + 1;
}

double stepForEntropy(double target, double finest, double coarsest, const std::function<double(double)>& entropyAt,
                      const JobContext& job)
{
    constexpr double tolerance = 2e-4;
    constexpr int falsi = 12; // where the entropy jumps, only halving goes on
    constexpr int most = 60;
    double low = std::log2(finest);
    double high = std::log2(coarsest);
    double excess = entropyAt(finest) - target; // at `low`, above zero from here on
    if (excess <= tolerance) return finest;
    double missing = target - entropyAt(coarsest);
    if (missing <= tolerance) return coarsest;
    double best = high;
    double bestMiss = missing;
    for (int i = 0; i < most && high - low > 1e-9; ++i) {
        job.checkpoint();
        // Entropy falls by about a bit as the step doubles: one of the ends is often far nearer than the other.
        const double steep = i % 3 == 0 ? std::max(low + excess, high - 2.0 * missing - 1.0)
                                        : low + (high - low) * excess / (excess + missing);
        const double inside = std::clamp(steep, low + 1e-3 * (high - low), high - 1e-3 * (high - low));
        const double middle = i < falsi ? inside : 0.5 * (low + high);
        const double miss = entropyAt(std::exp2(middle)) - target;
        if (std::abs(miss) < bestMiss) {
            best = middle;
            bestMiss = std::abs(miss);
        }
        if (bestMiss <= tolerance) break;
        if (miss > 0.0) {
            low = middle;
            excess = miss;
        } else {
            high = middle;
            missing = -miss;
        }
    }
    return std::exp2(best);
}

} // namespace alidade
