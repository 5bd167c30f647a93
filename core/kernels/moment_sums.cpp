// SPDX-License-Identifier: Apache-2.0
// Sixteen lanes of float64 per sum: one or two vectors of them are in registers at a time, so that shorter
// vectors pass over the block several times while it is in the first-level cache.
#include "core/kernels/moment_sums.h"

#include "core/kernels/simd.h"

#include <algorithm>
#include <cmath>
#include <limits>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/kernels/moment_sums.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#ifndef ALIDADE_MOMENT_LANES
#define ALIDADE_MOMENT_LANES
namespace alidade::kernels {

inline constexpr std::size_t sumLanes = 16;

/// The lanes of the five sums and of the extremes.
struct PowerLanes {
    alignas(64) double first[sumLanes] = {};
    alignas(64) double second[sumLanes] = {};
    alignas(64) double third[sumLanes] = {};
    alignas(64) double fourth[sumLanes] = {};
    alignas(64) double absolute[sumLanes] = {};
    alignas(64) float minimum[sumLanes];
    alignas(64) float maximum[sumLanes];
};

} // namespace alidade::kernels
#endif

HWY_BEFORE_NAMESPACE();
namespace alidade::kernels::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using Doubles = hn::CappedTag<double, 8>;
using Floats = hn::Rebind<float, Doubles>;
using Wide = hn::Vec<Doubles>;
using Narrow = hn::Vec<Floats>;

constexpr std::size_t lanes = hn::MaxLanes(Doubles());
/// How far ahead values are fetched: 4 KB.
constexpr std::size_t valuesAhead = 1024;

struct Sums {
    Wide first;
    Wide second;
    Wide third;
    Wide fourth;
    Wide absolute;
    Narrow minimum;
    Narrow maximum;
};

HWY_INLINE Sums noSums()
{
    const Doubles d;
    const Floats f;
    constexpr float infinity = std::numeric_limits<float>::infinity();
    return {hn::Zero(d), hn::Zero(d),          hn::Zero(d),          hn::Zero(d),
            hn::Zero(d), hn::Set(f, infinity), hn::Set(f, -infinity)};
}

template <bool aboutPivot>
HWY_INLINE void addTo(Sums& s, Narrow x, Wide pivot)
{
    const Wide wide = hn::PromoteTo(Doubles(), x);
    const Wide d = aboutPivot ? hn::Sub(wide, pivot) : wide;
    const Wide square = hn::Mul(d, d);
    s.first = hn::Add(s.first, d);
    s.second = hn::Add(s.second, square);
    s.third = hn::Add(s.third, hn::Mul(square, d));
    s.fourth = hn::Add(s.fourth, hn::Mul(square, square));
    s.absolute = hn::Add(s.absolute, hn::Abs(wide));
    s.minimum = hn::Min(s.minimum, x);
    s.maximum = hn::Max(s.maximum, x);
}

HWY_INLINE void keep(const Sums& s, std::size_t lane, PowerLanes& all)
{
    const Doubles d;
    const Floats f;
    hn::Store(s.first, d, all.first + lane);
    hn::Store(s.second, d, all.second + lane);
    hn::Store(s.third, d, all.third + lane);
    hn::Store(s.fourth, d, all.fourth + lane);
    hn::Store(s.absolute, d, all.absolute + lane);
    hn::Store(s.minimum, f, all.minimum + lane);
    hn::Store(s.maximum, f, all.maximum + lane);
}

/// Two vectors of lanes over whole rows of sixteen values.
template <bool aboutPivot>
void sumLanesOf(const float* values, std::size_t rows, Wide pivot, std::size_t lane, PowerLanes& all)
{
    const Floats f;
    Sums a = noSums();
    Sums b = noSums();
    for (std::size_t row = 0; row < rows; ++row) {
        const float* const at = values + row * sumLanes + lane;
        if (lane == 0) __builtin_prefetch(at + valuesAhead);
        addTo<aboutPivot>(a, hn::LoadU(f, at), pivot);
        addTo<aboutPivot>(b, hn::LoadU(f, at + lanes), pivot);
    }
    keep(a, lane, all);
    keep(b, lane + lanes, all);
}

/// Whole rows of sixteen values.
void powerLanesHere(const float* values, std::size_t rows, double pivot, PowerLanes& all)
{
    const Wide center = hn::Set(Doubles(), pivot);
    for (std::size_t lane = 0; lane < sumLanes; lane += 2 * lanes)
        if (pivot != 0.0)
            sumLanesOf<true>(values, rows, center, lane, all);
        else
            sumLanesOf<false>(values, rows, center, lane, all);
}

std::size_t countBeyondHere(const float* values, std::size_t count, double threshold)
{
    const Doubles d;
    const Floats f;
    const Wide limit = hn::Set(d, threshold);
    const Wide infinity = hn::Set(d, std::numeric_limits<double>::infinity());
    std::size_t beyond = 0;
    std::size_t i = 0;
    for (; i + lanes <= count; i += lanes) {
        const Wide magnitude = hn::Abs(hn::PromoteTo(d, hn::LoadU(f, values + i)));
        beyond += hn::CountTrue(d, hn::And(hn::Gt(magnitude, limit), hn::Lt(magnitude, infinity)));
    }
    for (; i < count; ++i) {
        const double magnitude = std::abs(static_cast<double>(values[i]));
        if (magnitude > threshold && magnitude < std::numeric_limits<double>::infinity()) ++beyond;
    }
    return beyond;
}

} // namespace alidade::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace alidade::kernels {

HWY_EXPORT(powerLanesHere);
HWY_EXPORT(countBeyondHere);

PowerSums powerSums(const float* values, std::size_t count, double pivot)
{
    PowerLanes lanes;
    const std::size_t rows = count / sumLanes;
    HWY_DYNAMIC_DISPATCH(powerLanesHere)(values, rows, pivot, lanes);
    for (std::size_t i = rows * sumLanes; i < count; ++i) {
        const std::size_t lane = i % sumLanes;
        const double d = static_cast<double>(values[i]) - pivot;
        const double square = d * d;
        lanes.first[lane] += d;
        lanes.second[lane] += square;
        lanes.third[lane] += square * d;
        lanes.fourth[lane] += square * square;
        lanes.absolute[lane] += std::abs(static_cast<double>(values[i]));
        lanes.minimum[lane] = std::min(lanes.minimum[lane], values[i]);
        lanes.maximum[lane] = std::max(lanes.maximum[lane], values[i]);
    }
    PowerSums sums;
    sums.minimum = lanes.minimum[0];
    sums.maximum = lanes.maximum[0];
    for (std::size_t lane = 0; lane < sumLanes; ++lane) {
        sums.first += lanes.first[lane];
        sums.second += lanes.second[lane];
        sums.third += lanes.third[lane];
        sums.fourth += lanes.fourth[lane];
        sums.absolute += lanes.absolute[lane];
        sums.minimum = std::min(sums.minimum, lanes.minimum[lane]);
        sums.maximum = std::max(sums.maximum, lanes.maximum[lane]);
    }
    return sums;
}

std::size_t countBeyond(const float* values, std::size_t count, double threshold)
{
    return HWY_DYNAMIC_DISPATCH(countBeyondHere)(values, count, threshold);
}

} // namespace alidade::kernels
#endif
