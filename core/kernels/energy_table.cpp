// SPDX-License-Identifier: Apache-2.0
// A count and an energy lie side by side, so that a value touches one line of the cache. A few buckets are
// found by comparing vectors, many by looking up every value.
#include "core/kernels/energy_table.h"

#include "core/kernels/simd.h"

#include <algorithm>
#include <bit>
#include <functional>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/kernels/energy_table.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace alidade::kernels::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using Words = hn::CappedTag<std::uint32_t, 16>;

constexpr std::size_t lanes = hn::MaxLanes(Words());
/// How far ahead values are fetched: 4 KB.
constexpr std::size_t valuesAhead = 1024;

/// Writes the magnitudes whose upper bits are `upper` to `out`, which has room for `count` and a vector more;
/// gives how many there are. `count` is a multiple of 16.
std::size_t selectHere(const float* values, std::size_t count, std::uint32_t upper, float* HWY_RESTRICT out)
{
    const Words w;
    const hn::Rebind<float, Words> f;
    const auto wanted = hn::Set(w, upper);
    const auto magnitudeMask = hn::Set(w, 0x7FFFFFFFu);
    std::size_t found = 0;
    for (std::size_t i = 0; i < count; i += lanes) {
        if (i % 16 == 0) __builtin_prefetch(values + i + valuesAhead);
        const auto bits = hn::And(hn::BitCast(w, hn::LoadU(f, values + i)), magnitudeMask);
        const auto mask = hn::Eq(hn::ShiftRight<energyShift>(bits), wanted);
        if (hn::AllFalse(w, mask)) continue;
        found += hn::CompressStore(hn::BitCast(f, bits), hn::RebindMask(f, mask), f, out + found);
    }
    return found;
}

/// Adds the squares of values with magnitude bits from `from` to below infinity; whole rows of sixteen
/// values.
void squaresFromHere(const float* values, std::size_t rows, std::uint32_t from, double* HWY_RESTRICT sums)
{
    const hn::CappedTag<double, 8> d;
    const hn::Rebind<float, decltype(d)> f;
    const hn::RebindToSigned<decltype(f)> n;
    constexpr std::size_t width = hn::MaxLanes(hn::CappedTag<double, 8>());
    const auto magnitudeMask = hn::Set(n, 0x7FFFFFFF);
    const auto below = hn::Set(n, static_cast<std::int32_t>(from) - 1);
    const auto infinity = hn::Set(n, 0x7F800000);
    for (std::size_t lane = 0; lane < 16; lane += 2 * width) {
        auto first = hn::Load(d, sums + lane);
        auto second = hn::Load(d, sums + lane + width);
        const auto squares = [&](const float* at) HWY_ATTR {
            const auto x = hn::LoadU(f, at);
            const auto bits = hn::And(hn::BitCast(n, x), magnitudeMask);
            const auto inside = hn::And(hn::Gt(bits, below), hn::Lt(bits, infinity));
            const auto wide = hn::PromoteTo(d, hn::IfThenElseZero(hn::RebindMask(f, inside), x));
            return hn::Mul(wide, wide);
        };
        for (std::size_t row = 0; row < rows; ++row) {
            const float* const at = values + row * 16 + lane;
            if (lane == 0) __builtin_prefetch(at + valuesAhead);
            first = hn::Add(first, squares(at));
            second = hn::Add(second, squares(at + width));
        }
        hn::Store(first, d, sums + lane);
        hn::Store(second, d, sums + lane + width);
    }
}

} // namespace alidade::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace alidade::kernels {

HWY_EXPORT(selectHere);
HWY_EXPORT(squaresFromHere);

namespace {

constexpr std::uint32_t magnitudeBits = 0x7FFFFFFFu;
constexpr std::uint32_t infinityBits = 0x7F800000u;
/// How far ahead values are fetched: 4 KB.
constexpr std::size_t valuesAhead = 1024;
/// Buckets that are looked for one after the other in a block that stays in the first-level cache.
constexpr std::size_t fewBuckets = 4;
constexpr std::size_t blockValues = 2048;
constexpr std::size_t widest = 16;

std::size_t bucketOf(std::uint32_t magnitude) { return energyBuckets - 1 - (magnitude >> energyShift); }

} // namespace

std::vector<std::uint32_t> countMagnitudes(const float* values, std::size_t count)
{
    // Two tables take turns, so that neighbours in one bucket need not wait for each other.
    std::vector<std::uint32_t> even(energyBuckets, 0);
    std::vector<std::uint32_t> odd(energyBuckets, 0);
    std::uint32_t* const a = even.data();
    std::uint32_t* const b = odd.data();
    std::size_t i = 0;
    for (; i + widest <= count; i += widest) {
        __builtin_prefetch(values + i + valuesAhead);
        for (std::size_t k = 0; k < widest; k += 2) {
            ++a[bucketOf(std::bit_cast<std::uint32_t>(values[i + k]) & magnitudeBits)];
            ++b[bucketOf(std::bit_cast<std::uint32_t>(values[i + k + 1]) & magnitudeBits)];
        }
    }
    for (; i < count; ++i)
        ++a[bucketOf(std::bit_cast<std::uint32_t>(values[i]) & magnitudeBits)];
    std::transform(even.begin(), even.end(), odd.begin(), even.begin(), std::plus<>());
    return even;
}

std::vector<double> energiesOfBuckets(const float* values, std::size_t count)
{
    std::vector<double> energies(energyBuckets, 0.0);
    for (std::size_t i = 0; i < count; ++i) {
        const double value = static_cast<double>(values[i]);
        energies[bucketOf(std::bit_cast<std::uint32_t>(values[i]) & magnitudeBits)] += value * value;
    }
    return energies;
}

double energyOfLarger(const float* values, std::size_t count, std::size_t bucket)
{
    // Magnitudes of at least `from` and below infinity.
    const auto from = static_cast<std::uint32_t>((energyBuckets - bucket) << energyShift);
    double total = 0.0;
    for (std::size_t at = 0; at < count; at += blockValues) {
        const std::size_t here = std::min(blockValues, count - at);
        alignas(64) double sums[widest] = {};
        HWY_DYNAMIC_DISPATCH(squaresFromHere)(values + at, here / widest, from, sums);
        for (std::size_t i = here / widest * widest; i < here; ++i) {
            const std::uint32_t magnitude = std::bit_cast<std::uint32_t>(values[at + i]) & magnitudeBits;
            const double value = static_cast<double>(values[at + i]);
            if (magnitude >= from && magnitude < infinityBits) sums[i % widest] += value * value;
        }
        for (const double sum : sums)
            total += sum;
    }
    return total;
}

BucketPicker::BucketPicker(std::span<const std::size_t> wanted)
    : m_wanted(wanted.begin(), wanted.end()), m_slots(energyBuckets, -1)
{
    for (std::size_t i = 0; i < m_wanted.size(); ++i)
        m_slots[m_wanted[i]] = static_cast<std::int16_t>(i);
}

void BucketPicker::pick(const float* values, std::size_t count, std::vector<std::vector<float>>& lists) const
{
    std::size_t at = 0;
    if (m_wanted.size() <= fewBuckets) {
        std::vector<float> found(blockValues + widest);
        for (; at + widest <= count;) {
            const std::size_t here = std::min(blockValues, (count - at) / widest * widest);
            for (std::size_t i = 0; i < m_wanted.size(); ++i) {
                const auto upper = static_cast<std::uint32_t>(energyBuckets - 1 - m_wanted[i]);
                const std::size_t size =
                    HWY_DYNAMIC_DISPATCH(selectHere)(values + at, here, upper, found.data());
                lists[i].insert(lists[i].end(), found.begin(),
                                found.begin() + static_cast<std::ptrdiff_t>(size));
            }
            at += here;
        }
    }
    for (; at < count; ++at) {
        const std::uint32_t magnitude = std::bit_cast<std::uint32_t>(values[at]) & magnitudeBits;
        const int slot = m_slots[bucketOf(magnitude)];
        if (slot >= 0) lists[static_cast<std::size_t>(slot)].push_back(std::bit_cast<float>(magnitude));
    }
}

} // namespace alidade::kernels
#endif
