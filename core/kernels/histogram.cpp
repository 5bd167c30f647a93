// SPDX-License-Identifier: Apache-2.0
// Bin numbers are computed in vectors of float64 into a small buffer, then counted one by one.
#include "core/kernels/histogram.h"

#include "core/kernels/simd.h"

#include <algorithm>
#include <cmath>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/kernels/histogram.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace alidade::kernels::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using Doubles = hn::CappedTag<double, 8>;
using Floats = hn::Rebind<float, Doubles>;
using Integers = hn::Rebind<std::int32_t, Doubles>;

constexpr std::size_t lanes = hn::MaxLanes(Doubles());
/// How far ahead values are fetched: 4 KB.
constexpr std::size_t valuesAhead = 1024;

/// Numbers of the bins, 0 below and bins + 1 above; bins + 2 for what is not finite. `count` is a multiple
/// of 8.
void binNumbersHere(const float* values, std::size_t count, double scale, double bins,
                    std::int32_t* HWY_RESTRICT out)
{
    const Doubles d;
    const Integers n;
    const auto half = hn::Set(d, bins / 2.0);
    const auto one = hn::Set(d, 1.0);
    const auto last = hn::Set(d, bins);
    const auto factor = hn::Set(d, scale);
    const auto nowhere = hn::Set(d, bins + 2.0);
    const auto infinity = hn::Inf(d);
    for (std::size_t i = 0; i < count; i += lanes) {
        if (i % 16 == 0) __builtin_prefetch(values + i + valuesAhead);
        const auto x = hn::PromoteTo(d, hn::LoadU(Floats(), values + i));
        const auto at = hn::Floor(hn::Add(hn::Mul(x, factor), half));
        const auto inside = hn::Add(hn::Min(hn::Max(at, hn::Neg(one)), last), one);
        const auto bin = hn::IfThenElse(hn::Lt(hn::Abs(x), infinity), inside, nowhere);
        hn::StoreU(hn::DemoteTo(n, bin), n, out + i);
    }
}

} // namespace alidade::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace alidade::kernels {

HWY_EXPORT(binNumbersHere);

namespace {

constexpr std::size_t tables = 4;
/// Values whose bin numbers are kept at a time: one kilobyte.
constexpr std::size_t valuesAtOnce = 256;
constexpr std::size_t widest = 8;
/// A table begins on another set of the cache than the one before.
constexpr std::size_t padding = 16;

} // namespace

BinCounter::BinCounter(std::size_t bins, double scale)
    : m_bins(bins), m_scale(scale), m_stride((bins + 3 + padding - 1) / padding * padding + padding),
      m_tables(tables * m_stride, 0)
{}

void BinCounter::add(const float* values, std::size_t count)
{
    std::int32_t numbers[valuesAtOnce];
    std::uint32_t* const a = m_tables.data();
    std::uint32_t* const b = a + m_stride;
    std::uint32_t* const c = b + m_stride;
    std::uint32_t* const d = c + m_stride;
    for (std::size_t at = 0; at < count; at += valuesAtOnce) {
        const std::size_t here = std::min(valuesAtOnce, count - at);
        const std::size_t whole = here / widest * widest;
        HWY_DYNAMIC_DISPATCH(binNumbersHere)
        (values + at, whole, m_scale, static_cast<double>(m_bins), numbers);
        for (std::size_t i = 0; i < whole; i += tables) {
            ++a[numbers[i]];
            ++b[numbers[i + 1]];
            ++c[numbers[i + 2]];
            ++d[numbers[i + 3]];
        }
        if (whole == here) continue;
        float rest[widest] = {};
        std::copy(values + at + whole, values + at + here, rest);
        HWY_DYNAMIC_DISPATCH(binNumbersHere)(rest, widest, m_scale, static_cast<double>(m_bins), numbers);
        for (std::size_t i = 0; i < here - whole; ++i)
            ++a[numbers[i]];
    }
}

std::vector<std::uint64_t> BinCounter::counts() const
{
    std::vector<std::uint64_t> sums(m_bins + 2, 0);
    for (std::size_t table = 0; table < tables; ++table)
        for (std::size_t i = 0; i < sums.size(); ++i)
            sums[i] += m_tables[table * m_stride + i];
    return sums;
}

} // namespace alidade::kernels
#endif
