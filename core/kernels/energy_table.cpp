// SPDX-License-Identifier: Apache-2.0
// A count and an energy lie side by side, so that a value touches one line of the cache. A few buckets are
// found by comparing vectors, many by looking up every value.
#include "core/kernels/energy_table.h"

#include "core/kernels/simd.h"

#include <algorithm>
#include <bit>

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

} // namespace alidade::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace alidade::kernels {

HWY_EXPORT(selectHere);

namespace {

constexpr std::uint32_t magnitudeBits = 0x7FFFFFFFu;
/// Buckets that are looked for one after the other in a block that stays in the first-level cache.
constexpr std::size_t fewBuckets = 4;
constexpr std::size_t blockValues = 2048;
constexpr std::size_t widest = 16;

std::size_t bucketOf(std::uint32_t magnitude) { return energyBuckets - 1 - (magnitude >> energyShift); }

} // namespace

void addEnergies(const float* values, std::size_t count, EnergyBucket* table)
{
    constexpr std::size_t valuesAhead = 1024; // 4 KB
    for (std::size_t i = 0; i < count; ++i) {
        if (i % widest == 0) __builtin_prefetch(values + i + valuesAhead);
        const std::uint32_t magnitude = std::bit_cast<std::uint32_t>(values[i]) & magnitudeBits;
        const double value = static_cast<double>(values[i]);
        EnergyBucket& bucket = table[bucketOf(magnitude)];
        ++bucket.count;
        bucket.energy += value * value;
    }
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
