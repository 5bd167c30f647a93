// SPDX-License-Identifier: Apache-2.0
// Small floating-point formats: exact decoding to float32 and rounding of float32 to float16.
// Layouts: formats.md 2 (sign/exponent/mantissa bits, bias, special codes).
#pragma once

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

namespace alidade {

/// A binary float of up to 16 bits.
struct SmallFloat {
    int exponentBits;
    int mantissaBits;
    int bias;
    /// What the largest exponent means: Inf and NaN as in IEEE, only the all-ones code is NaN (E4M3), or plain numbers.
    enum class Special { Ieee, NanOnly, None, NegativeZeroIsNan } special;
};

/// Value of `code`, a number with 1 + exponentBits + mantissaBits bits. Subnormals are m * 2^(1 - bias - mantissaBits).
constexpr float decodeSmallFloat(std::uint32_t code, const SmallFloat& format)
{
    const std::uint32_t mantissaMask = (1u << format.mantissaBits) - 1;
    const std::uint32_t exponentMask = (1u << format.exponentBits) - 1;
    const std::uint32_t mantissa = code & mantissaMask;
    const std::uint32_t exponent = (code >> format.mantissaBits) & exponentMask;
    const bool negative = ((code >> (format.exponentBits + format.mantissaBits)) & 1u) != 0;
    using Special = SmallFloat::Special;
    const float nan = std::numeric_limits<float>::quiet_NaN();
    if (format.special == Special::NegativeZeroIsNan && negative && exponent == 0 && mantissa == 0) return nan;
    if (format.special == Special::NanOnly && exponent == exponentMask && mantissa == mantissaMask) return nan;
    if (format.special == Special::Ieee && exponent == exponentMask) {
        if (mantissa != 0) return nan;
        return negative ? -std::numeric_limits<float>::infinity() : std::numeric_limits<float>::infinity();
    }
    const std::uint32_t significand = exponent == 0 ? mantissa : mantissa | (1u << format.mantissaBits);
    const int power = (exponent == 0 ? 1 : static_cast<int>(exponent)) - format.bias - format.mantissaBits;
    // 2^power as bits: |power| stays far inside the range of float32 for every format here.
    const float scale = std::bit_cast<float>(static_cast<std::uint32_t>(127 + power) << 23);
    const float magnitude = static_cast<float>(significand) * scale;
    return negative ? -magnitude : magnitude;
}

inline constexpr SmallFloat float16Format{5, 10, 15, SmallFloat::Special::Ieee};
inline constexpr SmallFloat float8E4M3Format{4, 3, 7, SmallFloat::Special::NanOnly};
inline constexpr SmallFloat float8E5M2Format{5, 2, 15, SmallFloat::Special::Ieee};
inline constexpr SmallFloat float8E4M3FnuzFormat{4, 3, 8, SmallFloat::Special::NegativeZeroIsNan};
inline constexpr SmallFloat float8E5M2FnuzFormat{5, 2, 16, SmallFloat::Special::NegativeZeroIsNan};
inline constexpr SmallFloat float4E2M1Format{2, 1, 1, SmallFloat::Special::None};
inline constexpr SmallFloat float6E2M3Format{2, 3, 1, SmallFloat::Special::None};
inline constexpr SmallFloat float6E3M2Format{3, 2, 3, SmallFloat::Special::None};

/// Exact value of an IEEE half. Branch-free so that loops over it vectorise.
inline float halfToFloat(std::uint16_t half)
{
    const std::uint32_t magnitude = static_cast<std::uint32_t>(half & 0x7FFFu) << 13;
    const std::uint32_t sign = static_cast<std::uint32_t>(half & 0x8000u) << 16;
    // Multiplying by 2^112 moves the exponent and makes subnormals normal, exactly.
    const float scaled = std::bit_cast<float>(magnitude) * 0x1.0p112f;
    const std::uint32_t special = magnitude >= 0x0F800000u ? 0x7F800000u : 0u; // Inf and NaN keep all exponent bits
    return std::bit_cast<float>(std::bit_cast<std::uint32_t>(scaled) | special | sign);
}

/// Exact value of a bfloat16: the upper half of a float32.
inline float bfloat16ToFloat(std::uint16_t code)
{
    return std::bit_cast<float>(static_cast<std::uint32_t>(code) << 16);
}

/// Nearest IEEE half of `value`, ties to even; overflow gives infinity, NaN stays NaN.
inline std::uint16_t floatToHalf(float value)
{
    const std::uint32_t bits = std::bit_cast<std::uint32_t>(value);
    const auto sign = static_cast<std::uint16_t>((bits >> 16) & 0x8000u);
    const std::uint32_t magnitude = bits & 0x7FFFFFFFu;
    if (magnitude > 0x7F800000u) return static_cast<std::uint16_t>(sign | 0x7E00u);
    if (magnitude >= 0x477FF000u) return static_cast<std::uint16_t>(sign | 0x7C00u); // rounds to 2^16 or more
    if (magnitude < 0x38800000u) {
        // Adding 0.5 aligns the subnormal's last bit with the last bit of the float: the addition rounds.
        const float aligned = std::bit_cast<float>(magnitude) + 0.5f;
        return static_cast<std::uint16_t>(sign | (std::bit_cast<std::uint32_t>(aligned) - 0x3F000000u));
    }
    const std::uint32_t rounded = magnitude - 0x38000000u + 0x0FFFu + ((magnitude >> 13) & 1u);
    return static_cast<std::uint16_t>(sign | (rounded >> 13));
}

/// `value` rounded to the nearest IEEE half.
inline float roundToHalf(float value) { return halfToFloat(floatToHalf(value)); }

} // namespace alidade
