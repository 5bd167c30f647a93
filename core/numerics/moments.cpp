// SPDX-License-Identifier: Apache-2.0
// Blocks of 4096 values are measured in two passes while they are in the cache, then merged in order; every
// element is taken in float64.
#include "core/numerics/moments.h"

#include "core/base/parallel.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace alidade {

namespace {

constexpr std::size_t blockValues = 4096;
constexpr std::int64_t chunkValues = 1 << 16;

template <typename Number> Moments finiteBlock(std::span<const Number> values)
{
    Moments m;
    m.count = values.size();
    if (values.empty()) return m;
    const Number* const v = values.data();
    const std::size_t n = values.size();
    double sum = 0.0;
    double absolute = 0.0;
    double squares = 0.0;
    double fourth = 0.0;
    double low = static_cast<double>(v[0]);
    double high = low;
#pragma omp simd reduction(+ : sum, absolute, squares, fourth) reduction(min : low) reduction(max : high)
    for (std::size_t i = 0; i < n; ++i) {
        const double x = static_cast<double>(v[i]);
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
        const double d = static_cast<double>(v[i]) - mean;
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

template <typename Number> Moments anyBlock(std::span<const Number> values)
{
    Number poison = 0; // becomes NaN if any value is not finite
#pragma omp simd reduction(+ : poison)
    for (std::size_t i = 0; i < values.size(); ++i) poison += values[i] * Number{0};
    if (poison == Number{0}) return finiteBlock(values);
    std::vector<Number> finite;
    finite.reserve(values.size());
    std::uint64_t nans = 0;
    for (const Number value : values) {
        if (std::isfinite(value)) finite.push_back(value);
        if (std::isnan(value)) ++nans;
    }
    Moments m = finiteBlock(std::span<const Number>(finite));
    m.nanCount = nans;
    m.infCount = values.size() - finite.size() - nans;
    return m;
}

template <typename Number> Moments momentsOfRun(std::span<const Number> values)
{
    Moments total;
    for (std::size_t at = 0; at < values.size(); at += blockValues)
        total = merged(total, anyBlock(values.subspan(at, std::min(blockValues, values.size() - at))));
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

Moments momentsOf(std::span<const float> values) { return momentsOfRun(values); }

Moments momentsOf(std::span<const double> values) { return momentsOfRun(values); }

Moments momentsOf(const Matrix& weights, const JobContext& job)
{
    const std::int64_t size = weights.size();
    const std::span<const float> all(weights.data(), static_cast<std::size_t>(size));
    std::vector<Moments> parts(static_cast<std::size_t>((size + chunkValues - 1) / chunkValues));
    parallelChunks(size, chunkValues, job, [&](std::int64_t begin, std::int64_t end, std::int64_t chunk) {
        const auto part = all.subspan(static_cast<std::size_t>(begin), static_cast<std::size_t>(end - begin));
        parts[static_cast<std::size_t>(chunk)] = momentsOfRun(part);
    });
    Moments total;
    for (const Moments& part : parts) total = merged(total, part);
    return total;
}

} // namespace alidade
