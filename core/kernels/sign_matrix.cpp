// SPDX-License-Identifier: Apache-2.0
// Columns are taken 32 at a time and groups of four inputs eight at a time, so that the sums and the outputs
// stay in the first-level cache.
#include "core/kernels/sign_matrix.h"

#include "core/kernels/simd.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/kernels/sign_matrix.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#ifndef ALIDADE_SIGN_MATRIX_SIZES
#define ALIDADE_SIGN_MATRIX_SIZES
namespace alidade::kernels {
inline constexpr std::size_t columnsAtOnce = 32;
inline constexpr std::size_t groupsAtOnce = 8;
inline constexpr std::size_t signedSums = 16;
} // namespace alidade::kernels
#endif

HWY_BEFORE_NAMESPACE();
namespace alidade::kernels::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using Floats = hn::CappedTag<float, 16>;
using Vector = hn::Vec<Floats>;

constexpr std::size_t lanes = hn::MaxLanes(Floats());

/// Input row of a group, its sign put in.
HWY_INLINE Vector inputOf(const float* values, std::size_t row, std::ptrdiff_t stride,
                          const SignFactors& factors)
{
    const auto at = static_cast<std::ptrdiff_t>(row);
    const Vector v = hn::LoadU(Floats(), values + at * stride);
    __builtin_prefetch(values + at * stride + columnsAtOnce);
    return factors.before ? hn::Mul(v, hn::Set(Floats(), factors.before[at * factors.step])) : v;
}

/// The sixteen signed sums of four inputs, of `width` columns each.
template <std::size_t width>
HWY_INLINE void signedSumsOf(const float* values, std::size_t group, std::ptrdiff_t stride,
                             const SignFactors& factors, float* HWY_RESTRICT sums)
{
    const Floats d;
    for (std::size_t j = 0; j < width; j += lanes) {
        const Vector a = inputOf(values + j, 4 * group, stride, factors);
        const Vector b = inputOf(values + j, 4 * group + 1, stride, factors);
        const Vector c = inputOf(values + j, 4 * group + 2, stride, factors);
        const Vector e = inputOf(values + j, 4 * group + 3, stride, factors);
        const Vector first[4] = {hn::Add(a, b), hn::Sub(b, a), hn::Sub(a, b), hn::Neg(hn::Add(a, b))};
        const Vector second[4] = {hn::Add(c, e), hn::Sub(e, c), hn::Sub(c, e), hn::Neg(hn::Add(c, e))};
#pragma GCC unroll 16
        for (std::size_t code = 0; code < signedSums; ++code)
            hn::Store(hn::Add(first[code % 4], second[code / 4]), d, sums + code * width + j);
    }
}

/// Outputs that are added up side by side, so that additions need not wait for one another.
constexpr std::size_t rowsAtOnce = lanes == 16 ? 4 : 2;

/// Adds to each output its sum of every group of one batch; the last batch goes to the rows themselves.
template <std::size_t width>
void addBatch(const SignMatrix& matrix, std::size_t firstGroup, std::size_t groups,
              const float* HWY_RESTRICT sums, float* HWY_RESTRICT outputs, float* values,
              std::ptrdiff_t stride, const SignFactors& factors)
{
    const Floats d;
    constexpr std::size_t vectors = width / lanes;
    const std::size_t all = matrix.order() / 4;
    const bool last = firstGroup + groups == all;
    for (std::size_t row = 0; row < matrix.order(); row += rowsAtOnce) {
        const std::uint8_t* const codes = matrix.codes() + row * all + firstGroup;
        float* const output = outputs + row * width;
        Vector v[rowsAtOnce][vectors];
#pragma GCC unroll 4
        for (std::size_t r = 0; r < rowsAtOnce; ++r) {
            const float* const start = firstGroup == 0 ? sums + codes[r * all] * width : output + r * width;
#pragma GCC unroll 8
            for (std::size_t i = 0; i < vectors; ++i)
                v[r][i] = hn::Load(d, start + i * lanes);
        }
        for (std::size_t group = firstGroup == 0 ? 1 : 0; group < groups; ++group) {
            const float* const table = sums + group * signedSums * width;
#pragma GCC unroll 4
            for (std::size_t r = 0; r < rowsAtOnce; ++r) {
                const float* const sum = table + codes[r * all + group] * width;
#pragma GCC unroll 8
                for (std::size_t i = 0; i < vectors; ++i)
                    v[r][i] = hn::Add(v[r][i], hn::Load(d, sum + i * lanes));
            }
        }
#pragma GCC unroll 4
        for (std::size_t r = 0; r < rowsAtOnce; ++r) {
            const auto at = static_cast<std::ptrdiff_t>(row + r);
            float* const target = last ? values + at * stride : output + r * width;
            const float factor = !last           ? 1.0F
                                 : factors.after ? factors.after[at * factors.step]
                                                 : factors.scale;
            const float* const each =
                last && factors.afterValues ? factors.afterValues + at * stride : nullptr;
#pragma GCC unroll 8
            for (std::size_t i = 0; i < vectors; ++i)
                hn::StoreU(hn::Mul(v[r][i], each ? hn::LoadU(d, each + i * lanes) : hn::Set(d, factor)), d,
                           target + i * lanes);
        }
    }
}

template <std::size_t width>
void multiplyColumns(const SignMatrix& matrix, float* values, std::ptrdiff_t stride, float* scratch,
                     SignFactors factors, std::size_t column)
{
    values += column;
    if (factors.afterValues) factors.afterValues += column;
    float* const sums = scratch;
    float* const outputs = scratch + groupsAtOnce * signedSums * columnsAtOnce;
    const std::size_t all = matrix.order() / 4;
    for (std::size_t first = 0; first < all; first += groupsAtOnce) {
        const std::size_t groups = all - first < groupsAtOnce ? all - first : groupsAtOnce;
        for (std::size_t group = 0; group < groups; ++group)
            signedSumsOf<width>(values, first + group, stride, factors, sums + group * signedSums * width);
        addBatch<width>(matrix, first, groups, sums, outputs, values, stride, factors);
    }
}

void multiplySignsHere(const SignMatrix& matrix, float* values, std::ptrdiff_t stride, std::size_t width,
                       float* scratch, const SignFactors& factors)
{
    std::size_t j = 0;
    for (; j + columnsAtOnce <= width; j += columnsAtOnce)
        multiplyColumns<columnsAtOnce>(matrix, values, stride, scratch, factors, j);
    if (j < width) multiplyColumns<columnsAtOnce / 2>(matrix, values, stride, scratch, factors, j);
}

} // namespace alidade::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace alidade::kernels {

HWY_EXPORT(multiplySignsHere);

SignMatrix::SignMatrix(std::span<const std::int8_t> entries, std::size_t order, bool transposed)
    : m_order(order), m_codes(order * order / 4)
{
    for (std::size_t row = 0; row < order; ++row)
        for (std::size_t column = 0; column < order; ++column) {
            const std::int8_t entry =
                transposed ? entries[column * order + row] : entries[row * order + column];
            if (entry < 0) m_codes[(row * order + column) / 4] |= static_cast<std::uint8_t>(1u << column % 4);
        }
}

std::size_t SignMatrix::scratchValues() const
{
    return (groupsAtOnce * signedSums + m_order) * columnsAtOnce;
}

void multiplySigns(const SignMatrix& matrix, float* values, std::ptrdiff_t stride, std::size_t width,
                   float* scratch, const SignFactors& factors)
{
    HWY_DYNAMIC_DISPATCH(multiplySignsHere)(matrix, values, stride, width, scratch, factors);
}

} // namespace alidade::kernels
#endif
