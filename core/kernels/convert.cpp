// SPDX-License-Identifier: Apache-2.0
// Widening by moving the exponent and mantissa to their places and adding the difference of the biases. A
// subnormal code is built as 1.m of the smallest exponent and the 1 is subtracted, exactly: no subnormal
// float32 takes part, which some processors handle a hundred times slower.
#include "core/kernels/convert.h"

#include "core/kernels/simd.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/kernels/convert.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace alidade::kernels::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using Floats = hn::CappedTag<float, 16>;
using Words = hn::RebindToUnsigned<Floats>;
using Vector = hn::Vec<Floats>;
using Bits = hn::Vec<Words>;

constexpr std::size_t lanes = hn::MaxLanes(Floats());

/// The codes of one vector, widened to 32 bits.
template <typename Code>
HWY_INLINE Bits codesAt(const std::byte* in)
{
    const hn::Rebind<Code, Words> codes;
    const hn::Repartition<std::uint8_t, decltype(codes)> bytes;
    return hn::PromoteTo(Words(),
                         hn::BitCast(codes, hn::LoadU(bytes, reinterpret_cast<const std::uint8_t*>(in))));
}

/// Facts about a float of fewer than 32 bits with an IEEE-like layout.
template <int codeBits, int mantissaBits, int bias>
struct Layout {
    static constexpr int shift = 23 - mantissaBits;
    static constexpr std::uint32_t magnitudeMask = (1u << (codeBits - 1)) - 1;
    static constexpr std::uint32_t firstNormal = 1u << mantissaBits;
    static constexpr std::uint32_t rebias = static_cast<std::uint32_t>(127 - bias) << 23;
    static constexpr std::uint32_t smallestNormal = static_cast<std::uint32_t>(128 - bias) << 23;
};
using Half = Layout<16, 10, 15>;
using E4M3 = Layout<8, 3, 7>;
using E5M2 = Layout<8, 2, 15>;

/// |value| of the codes, taken as if there were no Inf and no NaN.
template <typename Type>
HWY_INLINE Bits finiteMagnitude(Bits magnitude)
{
    const Words w;
    const Floats f;
    const Bits normal = hn::Add(hn::ShiftLeft<Type::shift>(magnitude), hn::Set(w, Type::rebias));
    const Bits onePointM = hn::Add(normal, hn::Set(w, 1u << 23));
    const Vector subnormal =
        hn::Sub(hn::BitCast(f, onePointM), hn::BitCast(f, hn::Set(w, Type::smallestNormal)));
    return hn::IfThenElse(hn::Lt(magnitude, hn::Set(w, Type::firstNormal)), hn::BitCast(w, subnormal),
                          normal);
}

HWY_INLINE Bits widenBfloat16(Bits code) { return hn::ShiftLeft<16>(code); }

HWY_INLINE Bits widenHalf(Bits code)
{
    const Words w;
    const Bits magnitude = hn::And(code, hn::Set(w, Half::magnitudeMask));
    const Bits sign = hn::ShiftLeft<16>(hn::AndNot(hn::Set(w, Half::magnitudeMask), code));
    const Bits special = hn::Or(hn::ShiftLeft<Half::shift>(magnitude), hn::Set(w, 0x7F800000u));
    const Bits finite = finiteMagnitude<Half>(magnitude);
    return hn::Or(hn::IfThenElse(hn::Gt(magnitude, hn::Set(w, 0x7BFFu)), special, finite), sign);
}

HWY_INLINE Bits widenE4M3(Bits code)
{
    const Words w;
    const Bits magnitude = hn::And(code, hn::Set(w, E4M3::magnitudeMask));
    const Bits sign = hn::ShiftLeft<24>(hn::AndNot(hn::Set(w, E4M3::magnitudeMask), code));
    const Bits value = hn::Or(finiteMagnitude<E4M3>(magnitude), sign);
    return hn::IfThenElse(hn::Eq(magnitude, hn::Set(w, 0x7Fu)), hn::Set(w, 0x7FC00000u), value);
}

HWY_INLINE Bits widenE5M2(Bits code)
{
    const Words w;
    const Bits magnitude = hn::And(code, hn::Set(w, E5M2::magnitudeMask));
    const Bits sign = hn::ShiftLeft<24>(hn::AndNot(hn::Set(w, E5M2::magnitudeMask), code));
    const Bits finite = finiteMagnitude<E5M2>(magnitude);
    const Bits value = hn::IfThenElse(hn::Eq(magnitude, hn::Set(w, 0x7Cu)), hn::Set(w, 0x7F800000u), finite);
    return hn::IfThenElse(hn::Gt(magnitude, hn::Set(w, 0x7Cu)), hn::Set(w, 0x7FC00000u), hn::Or(value, sign));
}

template <typename Code, Bits (*convert)(Bits)>
void widenAll(const std::byte* in, float* out, std::size_t count)
{
    const Words w;
    auto* const words = reinterpret_cast<std::uint32_t*>(out);
    std::size_t i = 0;
    for (; i + lanes <= count; i += lanes)
        hn::StoreU(convert(codesAt<Code>(in + i * sizeof(Code))), w, words + i);
    if (i == count) return;
    alignas(64) std::byte rest[lanes * sizeof(Code)] = {};
    alignas(64) std::uint32_t wide[lanes];
    std::memcpy(rest, in + i * sizeof(Code), (count - i) * sizeof(Code));
    hn::Store(convert(codesAt<Code>(rest)), w, wide);
    std::memcpy(out + i, wide, (count - i) * sizeof(float));
}

void widenHere(StoredFloat type, const std::byte* in, float* out, std::size_t count)
{
    switch (type) {
    case StoredFloat::Bfloat16:
        return widenAll<std::uint16_t, widenBfloat16>(in, out, count);
    case StoredFloat::Float16:
        return widenAll<std::uint16_t, widenHalf>(in, out, count);
    case StoredFloat::Float8E4M3:
        return widenAll<std::uint8_t, widenE4M3>(in, out, count);
    case StoredFloat::Float8E5M2:
        return widenAll<std::uint8_t, widenE5M2>(in, out, count);
    }
}

} // namespace alidade::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace alidade::kernels {

HWY_EXPORT(widenHere);

void widen(StoredFloat type, const std::byte* in, float* out, std::size_t count)
{
    HWY_DYNAMIC_DISPATCH(widenHere)(type, in, out, count);
}

} // namespace alidade::kernels
#endif
