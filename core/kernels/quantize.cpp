// SPDX-License-Identifier: Apache-2.0
// Squared errors are added to sixteen lanes of float64, value i of a run to lane i mod 16, whatever the
// vectors.
#include "core/kernels/quantize.h"

#include "core/kernels/simd.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/kernels/quantize.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#ifndef ALIDADE_QUANTIZE_LANES
#define ALIDADE_QUANTIZE_LANES
namespace alidade::kernels {
inline constexpr std::size_t errorLanes = 16;
} // namespace alidade::kernels
#endif

HWY_BEFORE_NAMESPACE();
namespace alidade::kernels::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using Floats = hn::CappedTag<float, 16>;
using Doubles = hn::RepartitionToWide<Floats>;
using HalfFloats = hn::Half<Floats>;
using Words = hn::RebindToUnsigned<Floats>;
using Bytes = hn::Rebind<std::uint8_t, Floats>;
using Vector = hn::Vec<Floats>;
using Wide = hn::Vec<Doubles>;

constexpr std::size_t lanes = hn::MaxLanes(Floats());
constexpr std::size_t wideLanes = hn::MaxLanes(Doubles());
constexpr std::size_t wideVectors = errorLanes / wideLanes;

/// How far ahead values are fetched: 4 KB.
constexpr std::size_t valuesAhead = 1024;

void groupMaximaHere(const float* values, std::size_t count, std::size_t group, float* maxima)
{
    const Floats f;
    for (std::size_t at = 0; at < count; at += group) {
        const std::size_t end = at + group < count ? at + group : count;
        Vector largest = hn::Zero(f);
        std::size_t i = at;
        for (; i + lanes <= end; i += lanes) {
            __builtin_prefetch(values + i + valuesAhead);
            largest = hn::Max(largest, hn::Abs(hn::LoadU(f, values + i)));
        }
        float most = hn::GetLane(hn::MaxOfLanes(f, largest));
        for (; i < end; ++i)
            most = std::max(most, std::abs(values[i]));
        *maxima++ = most;
    }
}

/// Adds the squares of a vector of values to the lanes that begin at `vector`.
HWY_INLINE void addSquares(Vector values, Wide* HWY_RESTRICT sums, std::size_t vector)
{
    const Doubles d;
    const HalfFloats h;
    const Wide low = hn::PromoteTo(d, hn::LowerHalf(h, values));
    const Wide high = hn::PromoteTo(d, hn::UpperHalf(h, values));
    sums[vector] = hn::Add(sums[vector], hn::Mul(low, low));
    sums[vector + 1] = hn::Add(sums[vector + 1], hn::Mul(high, high));
}

/// Adds a vector of float32 to the lanes that begin at `vector`.
HWY_INLINE void addTo(Vector values, Wide* HWY_RESTRICT sums, std::size_t vector)
{
    const Doubles d;
    const HalfFloats h;
    sums[vector] = hn::Add(sums[vector], hn::PromoteTo(d, hn::LowerHalf(h, values)));
    sums[vector + 1] = hn::Add(sums[vector + 1], hn::PromoteTo(d, hn::UpperHalf(h, values)));
}

HWY_INLINE void loadLanes(const double* HWY_RESTRICT from, Wide* HWY_RESTRICT sums)
{
    for (std::size_t i = 0; i < wideVectors; ++i)
        sums[i] = hn::Load(Doubles(), from + i * wideLanes);
}

HWY_INLINE void storeLanes(const Wide* HWY_RESTRICT sums, double* HWY_RESTRICT to)
{
    for (std::size_t i = 0; i < wideVectors; ++i)
        hn::Store(sums[i], Doubles(), to + i * wideLanes);
}

/// Whole rows of sixteen values.
void addSquaresHere(const float* values, std::size_t rows, double* HWY_RESTRICT sums)
{
    const Floats f;
    Wide all[wideVectors];
    loadLanes(sums, all);
    for (std::size_t row = 0; row < rows; ++row)
#pragma GCC unroll 4
        for (std::size_t i = 0; i < errorLanes / lanes; ++i)
            addSquares(hn::LoadU(f, values + row * errorLanes + i * lanes), all, 2 * i);
    storeLanes(all, sums);
}

/// Adding it to a number of less than 2^22 rounds to an integer, ties to even, and leaves that in the low
/// bits.
constexpr float rounder = 12582912.0F; // 1.5 * 2^23

/// One group that shares a scale: whole rows of sixteen values. The squares of at most eight errors are added
/// in float32 before they go on in float64.
template <bool clamped>
HWY_INLINE void quantizeGroup(const float* HWY_RESTRICT values, std::size_t rows, float scale, int bits,
                              std::uint8_t* HWY_RESTRICT symbols, Wide* HWY_RESTRICT sums,
                              Vector& largest)
{
    const Floats f;
    const Words w;
    const auto half = static_cast<float>(1 << (bits - 1));
    const Vector step = hn::Set(f, scale);
    const Vector lowest = hn::Set(f, -half);
    const Vector highest = hn::Set(f, half - 1.0F);
    const Vector offset = hn::Set(f, rounder + half);
    constexpr std::size_t vectors = errorLanes / lanes;
    constexpr std::size_t rowsAtOnce = 8;
    for (std::size_t first = 0; first < rows; first += rowsAtOnce) {
        const std::size_t end = first + rowsAtOnce < rows ? first + rowsAtOnce : rows;
        Vector squares[vectors];
        for (std::size_t i = 0; i < vectors; ++i)
            squares[i] = hn::Zero(f);
        for (std::size_t row = first; row < end; ++row)
#pragma GCC unroll 4
            for (std::size_t i = 0; i < vectors; ++i) {
                const std::size_t at = row * errorLanes + i * lanes;
                const Vector x = hn::LoadU(f, values + at);
                Vector y = hn::Div(x, step);
                if constexpr (clamped) y = hn::Min(hn::Max(y, lowest), highest);
                const Vector rounded = hn::Add(y, offset);
                const Vector error = hn::Sub(x, hn::Mul(hn::Sub(rounded, offset), step));
                squares[i] = hn::Add(squares[i], hn::Mul(error, error));
                largest = hn::Max(largest, hn::Abs(error));
                hn::StoreU(hn::TruncateTo(Bytes(), hn::BitCast(w, rounded)), Bytes(), symbols + at);
            }
#pragma GCC unroll 4
        for (std::size_t i = 0; i < vectors; ++i)
            addTo(squares[i], sums, 2 * i);
    }
}

/// Runs of `group` values that share a scale; what is no whole row of sixteen at the end of a run is left
/// out.
float quantizeHere(const float* values, std::size_t count, std::size_t group, const float* scales,
                   const float* maxima, int bits, std::uint8_t* HWY_RESTRICT symbols,
                   double* HWY_RESTRICT sums)
{
    Vector largest = hn::Zero(Floats());
    Wide all[wideVectors];
    loadLanes(sums, all);
    const float levels = static_cast<float>(1 << (bits - 1)) - 1.0F;
    for (std::size_t at = 0; at < count; at += group, ++scales, ++maxima) {
        const std::size_t rows = (group < count - at ? group : count - at) / errorLanes;
        // The rounding of the scale seldom lets a quotient pass the last level.
        if (*maxima < (levels + 0.25F) * *scales)
            quantizeGroup<false>(values + at, rows, *scales, bits, symbols + at, all, largest);
        else
            quantizeGroup<true>(values + at, rows, *scales, bits, symbols + at, all, largest);
    }
    storeLanes(all, sums);
    return hn::GetLane(hn::MaxOfLanes(Floats(), largest));
}

/// Numbers of pairs of symbols: the first in the low bits. `pairs` is a multiple of 16.
void pairNumbersHere(const std::uint8_t* symbols, std::size_t pairs, int bits,
                     std::uint16_t* HWY_RESTRICT numbers)
{
    const hn::CappedTag<std::uint16_t, 16> w;
    const hn::Repartition<std::uint8_t, decltype(w)> bytes;
    const auto low = hn::Set(w, std::uint16_t{0xFF});
    for (std::size_t i = 0; i < pairs; i += hn::MaxLanes(w)) {
        const auto pair = hn::BitCast(w, hn::LoadU(bytes, symbols + 2 * i));
        const auto second = hn::ShiftLeftSame(hn::ShiftRight<8>(pair), bits);
        hn::StoreU(hn::Or(hn::And(pair, low), second), w, numbers + i);
    }
}

/// Numbers of quadruples of symbols of at most 4 bits. `quads` is a multiple of 8.
void quadNumbersHere(const std::uint8_t* symbols, std::size_t quads, int bits,
                     std::uint16_t* HWY_RESTRICT numbers)
{
    const hn::CappedTag<std::uint32_t, 8> w;
    const hn::Repartition<std::uint8_t, decltype(w)> bytes;
    const hn::Rebind<std::uint16_t, decltype(w)> narrow;
    const auto low = hn::Set(w, std::uint32_t{0xFF});
    for (std::size_t i = 0; i < quads; i += hn::MaxLanes(w)) {
        const auto quad = hn::BitCast(w, hn::LoadU(bytes, symbols + 4 * i));
        const auto second = hn::ShiftLeftSame(hn::And(hn::ShiftRight<8>(quad), low), bits);
        const auto third = hn::ShiftLeftSame(hn::And(hn::ShiftRight<16>(quad), low), 2 * bits);
        const auto fourth = hn::ShiftLeftSame(hn::ShiftRight<24>(quad), 3 * bits);
        const auto number = hn::Or(hn::Or(hn::And(quad, low), second), hn::Or(third, fourth));
        hn::StoreU(hn::DemoteTo(narrow, hn::BitCast(hn::RebindToSigned<decltype(w)>(), number)), narrow,
                   numbers + i);
    }
}

} // namespace alidade::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace alidade::kernels {

HWY_EXPORT(groupMaximaHere);
HWY_EXPORT(addSquaresHere);
HWY_EXPORT(quantizeHere);
HWY_EXPORT(pairNumbersHere);
HWY_EXPORT(quadNumbersHere);

namespace {

/// Symbols whose numbers are made at a time: a multiple of everything the kernels ask for.
constexpr std::size_t symbolsAtOnce = 1024;
constexpr std::size_t wholeSymbols = 32;

double folded(const double* sums)
{
    double total = 0.0;
    for (std::size_t lane = 0; lane < errorLanes; ++lane)
        total += sums[lane];
    return total;
}

} // namespace

void groupMaxima(const float* values, std::size_t count, std::size_t group, float* maxima)
{
    HWY_DYNAMIC_DISPATCH(groupMaximaHere)(values, count, group, maxima);
}

double sumOfSquares(const float* values, std::size_t count)
{
    alignas(64) double sums[errorLanes] = {};
    const std::size_t rows = count / errorLanes;
    HWY_DYNAMIC_DISPATCH(addSquaresHere)(values, rows, sums);
    for (std::size_t i = rows * errorLanes; i < count; ++i)
        sums[i % errorLanes] += static_cast<double>(values[i]) * static_cast<double>(values[i]);
    return folded(sums);
}

QuantizationError quantize(const float* values, std::size_t count, std::size_t group, const float* scales,
                           const float* maxima, int bits, std::uint8_t* symbols)
{
    alignas(64) double sums[errorLanes] = {};
    float largest =
        HWY_DYNAMIC_DISPATCH(quantizeHere)(values, count, group, scales, maxima, bits, symbols, sums);
    if (group % errorLanes == 0 && count % errorLanes == 0) return {folded(sums), largest};
    const int half = 1 << (bits - 1);
    for (std::size_t at = 0; at < count; at += group) {
        const float scale = *scales++;
        const std::size_t here = std::min(group, count - at);
        for (std::size_t i = here / errorLanes * errorLanes; i < here; ++i) {
            const float q = std::clamp(std::nearbyint(values[at + i] / scale), static_cast<float>(-half),
                                       static_cast<float>(half - 1));
            const float error = values[at + i] - q * scale;
            sums[i % errorLanes] += static_cast<double>(error * error);
            largest = std::max(largest, std::abs(error));
            symbols[at + i] = static_cast<std::uint8_t>(static_cast<int>(q) + half);
        }
    }
    return {folded(sums), largest};
}

SymbolCounter::SymbolCounter(int bits)
    : m_bits(bits), m_together(bits <= 3   ? 4
                               : bits <= 7 ? 2
                                           : 1),
      m_tables(bits == 7                ? 1
               : bits == 3 || bits == 6 ? 2
                                        : 4),
      m_stride((std::size_t{1} << (static_cast<std::size_t>(bits) * m_together)) + wholeSymbols),
      m_counts(m_tables * m_stride, 0)
{}

void SymbolCounter::add(const std::uint8_t* symbols, std::size_t count)
{
    std::uint16_t numbers[symbolsAtOnce];
    const std::size_t whole = count / wholeSymbols * wholeSymbols;
    for (std::size_t at = 0; at < whole; at += symbolsAtOnce) {
        const std::size_t here = std::min(symbolsAtOnce, whole - at);
        const std::size_t groups = here / m_together;
        if (m_together == 1)
            std::copy(symbols + at, symbols + at + here, numbers);
        else if (m_together == 2)
            HWY_DYNAMIC_DISPATCH(pairNumbersHere)(symbols + at, groups, m_bits, numbers);
        else
            HWY_DYNAMIC_DISPATCH(quadNumbersHere)(symbols + at, groups, m_bits, numbers);
        std::uint32_t* const a = m_counts.data();
        std::uint32_t* const b = a + (m_tables > 1 ? m_stride : 0);
        std::uint32_t* const c = a + (m_tables > 2 ? 2 * m_stride : 0);
        std::uint32_t* const d = m_tables > 2 ? c + m_stride : b;
        for (std::size_t i = 0; i < groups; i += 4) {
            ++a[numbers[i]];
            ++b[numbers[i + 1]];
            ++c[numbers[i + 2]];
            ++d[numbers[i + 3]];
        }
    }
    for (std::size_t i = whole; i < count; ++i)
        ++m_rest[symbols[i]];
}

std::vector<std::uint64_t> SymbolCounter::counts() const
{
    const std::size_t alphabet = std::size_t{1} << m_bits;
    std::vector<std::uint64_t> sums(m_rest.begin(), m_rest.begin() + static_cast<std::ptrdiff_t>(alphabet));
    const std::size_t numbers = std::size_t{1} << (static_cast<std::size_t>(m_bits) * m_together);
    for (std::size_t table = 0; table < m_tables; ++table)
        for (std::size_t number = 0; number < numbers; ++number) {
            const std::uint32_t times = m_counts[table * m_stride + number];
            for (std::size_t i = 0; times > 0 && i < m_together; ++i)
                sums[(number >> (i * static_cast<std::size_t>(m_bits))) & (alphabet - 1)] += times;
        }
    return sums;
}

} // namespace alidade::kernels
#endif
