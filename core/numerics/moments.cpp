// SPDX-License-Identifier: Apache-2.0
// Blocks of 4096 values are measured while they are in the cache, then merged in order; every element is
// taken in float64. float32 values are summed in one pass about a pivot near their mean, float64 values in
// two passes.
#include "core/numerics/moments.h"

#include "core/base/parallel.h"
#include "core/kernels/moment_sums.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace alidade {

namespace {

constexpr std::size_t blockValues = 4096;
constexpr std::int64_t chunkValues = 1 << 16;
/// Values that the pivot of a run is made from.
constexpr std::size_t pivotValues = 64;

/// Mean of the first values where it matters against their spread, otherwise 0. A pivot among the values
/// keeps the central moments right to eleven digits even where the first values are unlike the rest: their
/// own distance from the others is then part of the moments.
double pivotOf(std::span<const float> values)
{
    double sum = 0.0;
    double squares = 0.0;
    std::size_t count = 0;
    for (const float value : values.first(std::min(pivotValues, values.size()))) {
        if (!std::isfinite(value)) continue;
        sum += static_cast<double>(value);
        squares += static_cast<double>(value) * static_cast<double>(value);
        ++count;
    }
    if (count == 0 || 4.0 * sum * sum < static_cast<double>(count) * squares) return 0.0;
    return sum / static_cast<double>(count);
}

/// The moments that power sums about a pivot stand for.
Moments momentsFrom(const kernels::PowerSums& s, std::size_t count, double pivot)
{
    const double n = static_cast<double>(count);
    const double shift = s.first / n;
    const double square = pivot * pivot;
    Moments m;
    m.count = count;
    m.sum = n * pivot + s.first;
    m.sumAbsolute = s.absolute;
    m.sumSquares = s.second + 2.0 * pivot * s.first + n * square;
    m.sumFourth = s.fourth + 4.0 * pivot * s.third + 6.0 * square * s.second +
                  4.0 * square * pivot * s.first + n * square * square;
    m.mean = pivot + shift;
    m.m2 = std::max(0.0, s.second - s.first * shift);
    m.m3 = s.third - 3.0 * shift * s.second + 2.0 * s.first * shift * shift;
    m.m4 = std::max(0.0, s.fourth - 4.0 * shift * s.third + 6.0 * shift * shift * s.second -
                             3.0 * s.first * shift * shift * shift);
    m.minimum = static_cast<double>(s.minimum);
    m.maximum = static_cast<double>(s.maximum);
    if (s.minimum ==
        s.maximum) { // one value throughout: exactly no spread, whatever the rounding of the mean
        m.mean = m.minimum;
        m.m2 = m.m3 = m.m4 = 0.0;
    }
    return m;
}

Moments anyBlock(std::span<const float> values, double pivot)
{
    const kernels::PowerSums sums = kernels::powerSums(values.data(), values.size(), pivot);
    if (std::isfinite(sums.absolute)) return momentsFrom(sums, values.size(), pivot);
    std::vector<float> finite;
    finite.reserve(values.size());
    std::uint64_t nans = 0;
    for (const float value : values) {
        if (std::isfinite(value)) finite.push_back(value);
        if (std::isnan(value)) ++nans;
    }
    Moments m;
    if (!finite.empty())
        m = momentsFrom(kernels::powerSums(finite.data(), finite.size(), pivot), finite.size(), pivot);
    m.nanCount = nans;
    m.infCount = values.size() - finite.size() - nans;
    return m;
}

Moments finiteBlock(std::span<const double> values)
{
    Moments m;
    m.count = values.size();
    if (values.empty()) return m;
    const double* const v = values.data();
    const std::size_t n = values.size();
    double sum = 0.0;
    double absolute = 0.0;
    double squares = 0.0;
    double fourth = 0.0;
    double low = v[0];
    double high = low;
#pragma omp simd reduction(+ : sum, absolute, squares, fourth) reduction(min : low) reduction(max : high)
    for (std::size_t i = 0; i < n; ++i) {
        const double x = v[i];
        const double square = x * x;
        sum += x;
        absolute += std::abs(x);
        squares += square;
        fourth += square * square;
        low = std::min(low, x);
        high = std::max(high, x);
    }
    const double mean = sum / static_cast<double>(n);
    double first = 0.0;
    double m2 = 0.0;
    double m3 = 0.0;
    double m4 = 0.0;
#pragma omp simd reduction(+ : first, m2, m3, m4)
    for (std::size_t i = 0; i < n; ++i) {
        const double d = v[i] - mean;
        const double square = d * d;
        first += d;
        m2 += square;
        m3 += square * d;
        m4 += square * square;
    }
    m.sum = sum;
    m.sumAbsolute = absolute;
    m.sumSquares = squares;
    m.sumFourth = fourth;
    m.mean = mean;
    // The rounding of the mean leaves a first moment that is not quite zero (corrected two-pass formula).
    m.m2 = std::max(0.0, m2 - first * first / static_cast<double>(n));
    m.m3 = m3;
    m.m4 = m4;
    m.minimum = low;
    m.maximum = high;
    if (low == high) { // one value throughout: exactly no spread, whatever the rounding of the mean
        m.mean = low;
        m.m2 = m.m3 = m.m4 = 0.0;
    }
    return m;
}

Moments anyBlock(std::span<const double> values)
{
    double poison = 0.0; // becomes NaN if any value is not finite
#pragma omp simd reduction(+ : poison)
    for (std::size_t i = 0; i < values.size(); ++i)
        poison += values[i] * 0.0;
    if (poison == 0.0) return finiteBlock(values);
    std::vector<double> finite;
    finite.reserve(values.size());
    std::uint64_t nans = 0;
    for (const double value : values) {
        if (std::isfinite(value)) finite.push_back(value);
        if (std::isnan(value)) ++nans;
    }
    Moments m = finiteBlock(finite);
    m.nanCount = nans;
    m.infCount = values.size() - finite.size() - nans;
    return m;
}

/// Calls block(values) on consecutive blocks and merges what it gives, in order.
template <typename Number, typename Block>
Moments overBlocks(std::span<const Number> values, Block block)
{
    Moments total;
    for (std::size_t at = 0; at < values.size(); at += blockValues)
        total = merged(total, block(values.subspan(at, std::min(blockValues, values.size() - at))));
    return total;
}

} // namespace

double Moments::largestMagnitude() const
{
    return empty() ? 0.0 : std::max(std::abs(minimum), std::abs(maximum));
}

double Moments::rms() const { return empty() ? 0.0 : std::sqrt(sumSquares / static_cast<double>(count)); }

double Moments::variance() const
{
    return empty() ? std::numeric_limits<double>::quiet_NaN() : m2 / static_cast<double>(count);
}

double Moments::kurtosis() const
{
    if (empty() || m2 <= 0.0) return std::numeric_limits<double>::quiet_NaN();
    return m4 * static_cast<double>(count) / (m2 * m2);
}

Moments merged(const Moments& a, const Moments& b)
{
    Moments m = a.empty() ? b : a;
    m.nanCount = a.nanCount + b.nanCount;
    m.infCount = a.infCount + b.infCount;
    if (a.empty() || b.empty()) return m;
    const double na = static_cast<double>(a.count);
    const double nb = static_cast<double>(b.count);
    const double n = na + nb;
    const double d = b.mean - a.mean;
    const double dn = d / n;
    m.count = a.count + b.count;
    m.sum = a.sum + b.sum;
    m.sumAbsolute = a.sumAbsolute + b.sumAbsolute;
    m.sumSquares = a.sumSquares + b.sumSquares;
    m.sumFourth = a.sumFourth + b.sumFourth;
    m.mean = d == 0.0 ? a.mean : a.mean + dn * nb;
    m.m2 = a.m2 + b.m2 + d * dn * na * nb;
    m.m3 = a.m3 + b.m3 + d * dn * dn * na * nb * (na - nb) + 3.0 * dn * (na * b.m2 - nb * a.m2);
    m.m4 = a.m4 + b.m4 + d * dn * dn * dn * na * nb * (na * na - na * nb + nb * nb) +
           6.0 * dn * dn * (na * na * b.m2 + nb * nb * a.m2) + 4.0 * dn * (na * b.m3 - nb * a.m3);
    m.minimum = std::min(a.minimum, b.minimum);
    m.maximum = std::max(a.maximum, b.maximum);
    return m;
}

Moments momentsOf(std::span<const float> values)
{
    const double pivot = pivotOf(values);
    return overBlocks(values, [pivot](std::span<const float> block) { return anyBlock(block, pivot); });
}

Moments momentsOf(std::span<const double> values)
{
    return overBlocks(values, [](std::span<const double> block) { return anyBlock(block); });
}

Moments momentsOf(const Matrix& weights, const JobContext& job)
{
    const std::int64_t size = weights.size();
    const std::span<const float> all(weights.data(), static_cast<std::size_t>(size));
    std::vector<Moments> parts(static_cast<std::size_t>((size + chunkValues - 1) / chunkValues));
    parallelChunks(size, chunkValues, job, [&](std::int64_t begin, std::int64_t end, std::int64_t chunk) {
        const auto part = all.subspan(static_cast<std::size_t>(begin), static_cast<std::size_t>(end - begin));
        parts[static_cast<std::size_t>(chunk)] = momentsOf(part);
    });
    Moments total;
    for (const Moments& part : parts)
        total = merged(total, part);
    return total;
}

} // namespace alidade
