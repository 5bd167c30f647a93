// SPDX-License-Identifier: Apache-2.0
// Up to 16 vectors are in registers at a time: four stages for one load and one store. Inside a vector a
// stage is a shuffle and a product with +-1 added to it, which is exact.
#include "core/kernels/walsh_hadamard.h"

#include "core/kernels/simd.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/kernels/walsh_hadamard.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace alidade::kernels::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using Floats = hn::CappedTag<float, laneMultiple>;
using Vector = hn::Vec<Floats>;

constexpr std::size_t lanes = hn::MaxLanes(Floats());

/// Vectors that are in registers at a time: sets with 16 registers would spill the larger number.
#if HWY_TARGET <= HWY_AVX3 || HWY_ARCH_ARM_A64
constexpr std::size_t largestRadix = 16;
#else
constexpr std::size_t largestRadix = 8;
#endif

/// How far ahead values are fetched: 4 KB. The processor's own prefetcher stops between the passes over a
/// row.
constexpr std::size_t valuesAhead = 1024;

/// All stages across the vectors, nearest first.
template <std::size_t radix>
HWY_INLINE void butterflies(Vector* HWY_RESTRICT v)
{
#pragma GCC unroll 4
    for (std::size_t half = 1; half < radix; half *= 2)
#pragma GCC unroll 16
        for (std::size_t i = 0; i < radix; ++i)
            if ((i & half) == 0) {
                const Vector sum = hn::Add(v[i], v[i + half]);
                v[i + half] = hn::Sub(v[i], v[i + half]);
                v[i] = sum;
            }
}

/// +1 where bit `half` of the lane's number is clear and -1 where it is set.
HWY_INLINE Vector lanePattern(std::size_t half)
{
    alignas(64) float pattern[lanes];
    for (std::size_t i = 0; i < lanes; ++i)
        pattern[i] = (i & half) == 0 ? 1.0F : -1.0F;
    return hn::Load(Floats(), pattern);
}

/// The signs of the stages inside a vector.
struct LaneSigns {
    Vector one;
    Vector two;
    Vector four;
    Vector eight;
};

HWY_INLINE LaneSigns laneSigns() { return {lanePattern(1), lanePattern(2), lanePattern(4), lanePattern(8)}; }

/// The stages inside one vector.
HWY_INLINE Vector stagesInside(Vector v, const LaneSigns& signs)
{
    const Floats d;
    v = hn::MulAdd(v, signs.one, hn::Shuffle2301(v));
    v = hn::MulAdd(v, signs.two, hn::Shuffle1032(v));
    if constexpr (lanes == 8) v = hn::MulAdd(v, signs.four, hn::ConcatLowerUpper(d, v, v));
    if constexpr (lanes == 16) {
        v = hn::MulAdd(v, signs.four, hn::SwapAdjacentBlocks(v));
        v = hn::MulAdd(v, signs.eight, hn::ConcatLowerUpper(d, v, v));
    }
    return v;
}

/// The first stages of a row: blocks of radix consecutive vectors.
template <std::size_t radix>
void firstStages(float* values, std::size_t length, const float* before)
{
    const Floats d;
    const LaneSigns signs = laneSigns();
    for (std::size_t at = 0; at < length; at += radix * lanes) {
        Vector v[radix];
#pragma GCC unroll 16
        for (std::size_t i = 0; i < radix; ++i) {
            v[i] = hn::LoadU(d, values + at + i * lanes);
            __builtin_prefetch(values + at + i * lanes + valuesAhead);
            if (before) v[i] = hn::Mul(v[i], hn::LoadU(d, before + at + i * lanes));
            v[i] = stagesInside(v[i], signs);
        }
        butterflies<radix>(v);
#pragma GCC unroll 16
        for (std::size_t i = 0; i < radix; ++i)
            hn::StoreU(v[i], d, values + at + i * lanes);
    }
}

/// What a step of radix rows is multiplied with: per value of the axis, per row of a tile, or all alike.
enum class Factor { None, Scale, PerValue, PerRow };

/// Radix rows of `width` values: row i is read at in + i * inStride and written at out + i * outStride.
/// `before` and `after` have a factor per row, or `after` one per value of the output. Rows of the same
/// spacing from `ahead` on are fetched into the cache.
template <std::size_t radix, bool signedRows, Factor factor>
HWY_INLINE void acrossRows(const float* in, std::ptrdiff_t inStride, float* out, std::ptrdiff_t outStride,
                           std::size_t width, const float* before, const float* after,
                           std::ptrdiff_t factorStep, float scale, const float* ahead = nullptr)
{
    const Floats d;
    for (std::size_t j = 0; j < width; j += lanes) {
        if (ahead)
#pragma GCC unroll 16
            for (std::size_t i = 0; i < radix; ++i)
                __builtin_prefetch(ahead + static_cast<std::ptrdiff_t>(i) * inStride + j);
        Vector v[radix];
#pragma GCC unroll 16
        for (std::size_t i = 0; i < radix; ++i) {
            const auto row = static_cast<std::ptrdiff_t>(i);
            v[i] = hn::LoadU(d, in + row * inStride + j);
            if constexpr (signedRows) v[i] = hn::Mul(v[i], hn::Set(d, before[row * factorStep]));
        }
        butterflies<radix>(v);
#pragma GCC unroll 16
        for (std::size_t i = 0; i < radix; ++i) {
            const auto row = static_cast<std::ptrdiff_t>(i);
            if constexpr (factor == Factor::Scale) v[i] = hn::Mul(v[i], hn::Set(d, scale));
            if constexpr (factor == Factor::PerRow) v[i] = hn::Mul(v[i], hn::Set(d, after[row * factorStep]));
            if constexpr (factor == Factor::PerValue)
                v[i] = hn::Mul(v[i], hn::LoadU(d, after + row * outStride + j));
            hn::StoreU(v[i], d, out + row * outStride + j);
        }
    }
}

/// The stages `half`, 2 half, ... of a row: radix runs of `half` values at a time.
template <std::size_t radix>
void laterStages(float* values, std::size_t length, std::size_t half, bool last, const float* after,
                 float scale)
{
    const auto stride = static_cast<std::ptrdiff_t>(half);
    for (std::size_t at = 0; at < length; at += radix * half) {
        float* const block = values + at;
        if (!last)
            acrossRows<radix, false, Factor::None>(block, stride, block, stride, half, nullptr, nullptr, 0,
                                                   scale);
        else if (after)
            acrossRows<radix, false, Factor::PerValue>(block, stride, block, stride, half, nullptr,
                                                       after + at, 0, scale);
        else
            acrossRows<radix, false, Factor::Scale>(block, stride, block, stride, half, nullptr, nullptr, 0,
                                                    scale);
    }
}

/// The radix of the next of as few passes as there can be, as even as they can be.
HWY_INLINE std::size_t nextRadix(std::size_t left)
{
    std::size_t stages = 0;
    while ((std::size_t{1} << stages) < left)
        ++stages;
    const std::size_t most = largestRadix == 16 ? 4 : 3;
    const std::size_t passes = (stages + most - 1) / most;
    return passes == 0 ? 1 : std::size_t{1} << ((stages + passes - 1) / passes);
}

HWY_INLINE void finishShortRow(float* values, std::size_t length, const float* after, float scale)
{
    const Floats d;
    if (!after && scale == 1.0F) return;
    for (std::size_t j = 0; j < length; j += lanes) {
        const Vector factor = after ? hn::LoadU(d, after + j) : hn::Set(d, scale);
        hn::StoreU(hn::Mul(hn::LoadU(d, values + j), factor), d, values + j);
    }
}

HWY_INLINE void walshRow(float* values, std::size_t length, const float* before, const float* after,
                         float scale)
{
    std::size_t radix = nextRadix(length / lanes);
    switch (radix) {
    case 1:
        firstStages<1>(values, length, before);
        break;
    case 2:
        firstStages<2>(values, length, before);
        break;
    case 4:
        firstStages<4>(values, length, before);
        break;
    case 8:
        firstStages<8>(values, length, before);
        break;
    default:
        firstStages<largestRadix>(values, length, before);
        break;
    }
    std::size_t half = radix * lanes;
    if (half >= length) return finishShortRow(values, length, after, scale);
    while (half < length) {
        radix = nextRadix(length / half);
        const bool last = radix * half == length;
        switch (radix) {
        case 2:
            laterStages<2>(values, length, half, last, after, scale);
            break;
        case 4:
            laterStages<4>(values, length, half, last, after, scale);
            break;
        case 8:
            laterStages<8>(values, length, half, last, after, scale);
            break;
        default:
            laterStages<largestRadix>(values, length, half, last, after, scale);
            break;
        }
        half *= radix;
    }
}

void walshRowsHere(float* values, std::ptrdiff_t stride, std::size_t rows, std::size_t length,
                   const WalshFactors& factors, std::ptrdiff_t factorStep)
{
    for (std::size_t row = 0; row < rows; ++row) {
        const std::ptrdiff_t shift = static_cast<std::ptrdiff_t>(row) * factorStep;
        walshRow(values + static_cast<std::ptrdiff_t>(row) * stride, length,
                 factors.before ? factors.before + shift : nullptr,
                 factors.after ? factors.after + shift : nullptr, factors.scale);
    }
}

/// One pass over a tile: the stages `half` ... radix * half / 2 across its rows.
struct TilePass {
    const float* in;
    std::ptrdiff_t inStride;
    float* out;
    std::ptrdiff_t outStride;
    std::size_t rows;
    std::size_t width;
    std::size_t half;
    const float* before;
    const float* after;
    std::ptrdiff_t factorStep;
    float scale;
    std::ptrdiff_t nextTile;
};

/// What the first pass over a tile needs after the rows from `block` on: the next rows, or the next tile's
/// first.
template <std::size_t radix>
HWY_INLINE const float* rowsAhead(const TilePass& p, std::size_t block)
{
    if (p.half != 1) return nullptr;
    if (block + radix < p.rows) return p.in + static_cast<std::ptrdiff_t>(block + radix) * p.inStride;
    return p.nextTile == 0 ? nullptr : p.in + p.nextTile;
}

template <std::size_t radix, bool signedRows, Factor factor>
void tilePass(const TilePass& p)
{
    const auto step = static_cast<std::ptrdiff_t>(p.half);
    for (std::size_t block = 0; block < p.rows; block += radix * p.half)
        for (std::size_t k = 0; k < p.half; ++k) {
            const auto row = static_cast<std::ptrdiff_t>(block + k);
            acrossRows<radix, signedRows, factor>(
                p.in + row * p.inStride, step * p.inStride, p.out + row * p.outStride, step * p.outStride,
                p.width, signedRows ? p.before + row * p.factorStep : nullptr,
                factor == Factor::PerRow ? p.after + row * p.factorStep : nullptr, step * p.factorStep,
                p.scale, rowsAhead<radix>(p, block));
        }
}

template <std::size_t radix>
void anyTilePass(const TilePass& p)
{
    if (p.before) {
        if (p.after) return tilePass<radix, true, Factor::PerRow>(p);
        return tilePass<radix, true, Factor::Scale>(p);
    }
    if (p.after) return tilePass<radix, false, Factor::PerRow>(p);
    if (p.scale != 1.0F) return tilePass<radix, false, Factor::Scale>(p);
    tilePass<radix, false, Factor::None>(p);
}

void walshTileHere(float* values, std::ptrdiff_t stride, std::size_t rows, std::size_t width, float* buffer,
                   const WalshFactors& factors, std::ptrdiff_t factorStep, std::ptrdiff_t nextTile)
{
    const auto bufferStride = static_cast<std::ptrdiff_t>(width);
    std::size_t half = 1;
    do {
        const std::size_t radix = nextRadix(rows / half);
        const bool first = half == 1;
        const bool last = half * radix == rows;
        const TilePass pass{first ? values : buffer,
                            first ? stride : bufferStride,
                            last ? values : buffer,
                            last ? stride : bufferStride,
                            rows,
                            width,
                            half,
                            first ? factors.before : nullptr,
                            last ? factors.after : nullptr,
                            factorStep,
                            last ? factors.scale : 1.0F,
                            nextTile};
        switch (radix) {
        case 1:
            anyTilePass<1>(pass);
            break;
        case 2:
            anyTilePass<2>(pass);
            break;
        case 4:
            anyTilePass<4>(pass);
            break;
        case 8:
            anyTilePass<8>(pass);
            break;
        default:
            anyTilePass<largestRadix>(pass);
            break;
        }
        half *= radix;
    } while (half < rows);
}

} // namespace alidade::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace alidade::kernels {

HWY_EXPORT(walshRowsHere);
HWY_EXPORT(walshTileHere);

void walshRows(float* values, std::ptrdiff_t stride, std::size_t rows, std::size_t length,
               const WalshFactors& factors, std::ptrdiff_t factorStep)
{
    HWY_DYNAMIC_DISPATCH(walshRowsHere)(values, stride, rows, length, factors, factorStep);
}

void walshTile(float* values, std::ptrdiff_t stride, std::size_t rows, std::size_t width, float* buffer,
               const WalshFactors& factors, std::ptrdiff_t factorStep, std::ptrdiff_t nextTile)
{
    HWY_DYNAMIC_DISPATCH(walshTileHere)(values, stride, rows, width, buffer, factors, factorStep, nextTile);
}

} // namespace alidade::kernels
#endif
