// SPDX-License-Identifier: Apache-2.0
// Scales of groups as a decoder gets them: rounded to a format of few bits, and the bytes of that.
#pragma once

#include "core/base/float16.h"
#include "core/quantization/side_information.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <vector>

namespace alidade {

/// How a scale is stored. Bits: 32, 16, 8 and 8 a scale.
enum class ScaleFormat {
    Float32,
    Float16,
    Float8,     ///< E4M3 times one float32 for all, which is charged; NVFP4's
    PowerOfTwo, ///< E8M0, rounded up; the OCP microscaling formats'
    /// The mean as float32, and the difference from it as E4M3 times a float32 for every 256 scales: the double
    /// quantization of QLoRA (with E4M3 where bitsandbytes has its dynamic map)
    Doubled,
};

/// The format called "f32", "f16", "f8", "e8m0" or "double". @throws InvalidRequest
ScaleFormat scaleFormat(const std::string& name);

/// Largest code of a finite number >= 0.
std::uint32_t largestCode(const SmallFloat& format);
/// The code of the nearest number of `format`, ties to the even code, too large ones to the largest.
/// @param value not negative
std::uint32_t nearestCode(float value, const SmallFloat& format);

/// Scales >= 0 in their stored format.
class ScaleTable {
public:
    /// Rounds the wanted scales; what is too large for the format becomes its largest number.
    /// @param wanted finite, not negative
    ScaleTable(ScaleFormat format, std::span<const float> wanted);
    /// Reads `count` scales. @throws DamagedData for ones that are not finite or negative
    ScaleTable(ScaleFormat format, std::size_t count, SideReader& reader);

    void write(SideWriter& writer) const;
    [[nodiscard]] std::size_t size() const { return m_codes.size(); }
    /// The scale that the decoder multiplies with.
    [[nodiscard]] float operator[](std::size_t i) const { return m_values[i]; }
    /// What `wanted` would be in this table, beside the scale for all that it has already. Not of Doubled.
    [[nodiscard]] float rounded(float wanted) const { return valueOf(codeOf(wanted)); }
    /// Replaces one scale; different ones at a time on several threads. Not of Doubled.
    void set(std::size_t i, float wanted);

private:
    [[nodiscard]] std::uint32_t codeOf(float wanted) const;
    [[nodiscard]] float valueOf(std::uint32_t code) const;
    [[nodiscard]] std::size_t codeBytes() const;
    void doubleQuantize(std::span<const float> wanted);
    void decodeDoubled();

    ScaleFormat m_format;
    float m_common = 1.0F;            ///< Float8: the scale for all; Doubled: the mean
    std::vector<float> m_blockScales; ///< Doubled
    std::vector<std::uint32_t> m_codes;
    std::vector<float> m_values;
};

/// What to divide by: the scale, or infinity where it is zero, so that every quotient is zero.
inline float divisorOf(float scale) { return scale > 0.0F ? scale : std::numeric_limits<float>::infinity(); }

/// A decoded weight: rounding the largest of all float32 numbers up must not give infinity.
inline float finite(float value)
{
    constexpr float largest = std::numeric_limits<float>::max();
    return value > largest ? largest : value < -largest ? -largest : value;
}

} // namespace alidade
