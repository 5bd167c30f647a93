// SPDX-License-Identifier: Apache-2.0
// Rounding and storing of scales.
#include "core/quantization/scale_formats.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace alidade {

namespace {

constexpr float largestHalf = 65504.0F;
constexpr float largestE4M3 = 448.0F;
constexpr std::size_t doubledBlock = 256;
constexpr std::uint32_t signBit = 0x80;

/// 2^(code - 127), as bits; the lowest is a subnormal.
float powerOfTwo(std::uint32_t code) { return std::bit_cast<float>(code == 0 ? 0x00400000U : code << 23); }

/// The least power of two that is not below `wanted`.
std::uint32_t codeOfPower(float wanted)
{
    if (!(wanted > 0.0F)) return 0;
    int exponent = 0;
    const float fraction = std::frexp(wanted, &exponent); // in [1/2, 1)
    return static_cast<std::uint32_t>(std::clamp(exponent - (fraction == 0.5F ? 1 : 0) + 127, 0, 254));
}

float signedE4M3(std::uint32_t code) { return decodeSmallFloat(code, float8E4M3Format); }

} // namespace

ScaleFormat scaleFormat(const std::string& name)
{
    if (name == "f32") return ScaleFormat::Float32;
    if (name == "f16") return ScaleFormat::Float16;
    if (name == "f8") return ScaleFormat::Float8;
    if (name == "e8m0") return ScaleFormat::PowerOfTwo;
    if (name == "double") return ScaleFormat::Doubled;
    throw InvalidRequest("there is no scale format '" + name + "'");
}

std::uint32_t largestCode(const SmallFloat& format)
{
    std::uint32_t code = (1U << (format.exponentBits + format.mantissaBits)) - 1;
    while (!std::isfinite(decodeSmallFloat(code, format)))
        --code;
    return code;
}

std::uint32_t nearestCode(float value, const SmallFloat& format)
{
    std::uint32_t low = 0; // numbers >= 0 ascend with their code
    std::uint32_t high = largestCode(format);
    if (value >= decodeSmallFloat(high, format)) return high;
    while (high - low > 1) {
        const std::uint32_t middle = (low + high) / 2;
        (decodeSmallFloat(middle, format) <= value ? low : high) = middle;
    }
    const double below = static_cast<double>(value) - static_cast<double>(decodeSmallFloat(low, format));
    const double above = static_cast<double>(decodeSmallFloat(high, format)) - static_cast<double>(value);
    if (below == above) return low % 2 == 0 ? low : high;
    return below < above ? low : high;
}

ScaleTable::ScaleTable(ScaleFormat format, std::span<const float> wanted)
    : m_format(format), m_codes(wanted.size()), m_values(wanted.size())
{
    if (format == ScaleFormat::Doubled) {
        doubleQuantize(wanted);
        return;
    }
    if (format == ScaleFormat::Float8) {
        const float largest = wanted.empty() ? 0.0F : *std::max_element(wanted.begin(), wanted.end());
        m_common = largest / largestE4M3;
        if (!(m_common > 0.0F)) m_common = 1.0F; // nothing but zeros, or too small for any scale
    }
    for (std::size_t i = 0; i < wanted.size(); ++i)
        set(i, wanted[i]);
}

ScaleTable::ScaleTable(ScaleFormat format, std::size_t count, SideReader& reader) : m_format(format)
{
    if (format == ScaleFormat::Float8 || format == ScaleFormat::Doubled) m_common = reader.number<float>();
    if (!std::isfinite(m_common) || m_common < 0.0F) reader.refuse("the scale for all is not a number >= 0");
    if (format == ScaleFormat::Doubled) {
        const std::size_t blocks = (count + doubledBlock - 1) / doubledBlock;
        reader.require(blocks, sizeof(float));
        for (std::size_t i = 0; i < blocks; ++i) {
            const auto scale = reader.number<float>();
            if (!std::isfinite(scale) || scale < 0.0F) reader.refuse("a scale of scales is not a number >= 0");
            m_blockScales.push_back(scale);
        }
    }
    reader.require(count, codeBytes());
    m_codes.resize(count);
    m_values.resize(count);
    for (std::uint32_t& code : m_codes) {
        if (codeBytes() == 4) code = reader.number<std::uint32_t>();
        else if (codeBytes() == 2) code = reader.number<std::uint16_t>();
        else code = reader.number<std::uint8_t>();
    }
    if (format == ScaleFormat::Doubled) decodeDoubled();
    else std::transform(m_codes.begin(), m_codes.end(), m_values.begin(), [this](auto code) { return valueOf(code); });
    for (const float value : m_values)
        if (!std::isfinite(value) || std::signbit(value)) reader.refuse("a scale is not a number >= 0");
}

void ScaleTable::write(SideWriter& writer) const
{
    if (m_format == ScaleFormat::Float8 || m_format == ScaleFormat::Doubled) writer.number(m_common);
    for (const float scale : m_blockScales)
        writer.number(scale);
    for (const std::uint32_t code : m_codes) {
        if (codeBytes() == 4) writer.number(code);
        else if (codeBytes() == 2) writer.number(static_cast<std::uint16_t>(code));
        else writer.number(static_cast<std::uint8_t>(code));
    }
}

void ScaleTable::set(std::size_t i, float wanted)
{
    m_codes[i] = codeOf(wanted);
    m_values[i] = valueOf(m_codes[i]);
}

std::uint32_t ScaleTable::codeOf(float wanted) const
{
    switch (m_format) {
    case ScaleFormat::Float16: return floatToHalf(std::min(wanted, largestHalf));
    case ScaleFormat::Float8: return nearestCode(wanted / m_common, float8E4M3Format);
    case ScaleFormat::PowerOfTwo: return codeOfPower(wanted);
    default: return std::bit_cast<std::uint32_t>(wanted);
    }
}

float ScaleTable::valueOf(std::uint32_t code) const
{
    switch (m_format) {
    case ScaleFormat::Float16: return halfToFloat(static_cast<std::uint16_t>(code));
    case ScaleFormat::Float8: return signedE4M3(code) * m_common;
    case ScaleFormat::PowerOfTwo:
        return code < 255 ? powerOfTwo(code) : std::numeric_limits<float>::quiet_NaN();
    default: return std::bit_cast<float>(code);
    }
}

std::size_t ScaleTable::codeBytes() const
{
    if (m_format == ScaleFormat::Float32) return 4;
    return m_format == ScaleFormat::Float16 ? 2 : 1;
}

void ScaleTable::doubleQuantize(std::span<const float> wanted)
{
    const double sum = std::accumulate(wanted.begin(), wanted.end(), 0.0);
    m_common = wanted.empty() ? 0.0F : static_cast<float>(sum / static_cast<double>(wanted.size()));
    for (std::size_t at = 0; at < wanted.size(); at += doubledBlock) {
        const std::size_t end = std::min(at + doubledBlock, wanted.size());
        float largest = 0.0F;
        for (std::size_t i = at; i < end; ++i)
            largest = std::max(largest, std::abs(wanted[i] - m_common));
        const float scale = largest / largestE4M3;
        m_blockScales.push_back(scale);
        for (std::size_t i = at; i < end; ++i) {
            const float difference = wanted[i] - m_common;
            const std::uint32_t code = nearestCode(std::abs(difference) / divisorOf(scale), float8E4M3Format);
            m_codes[i] = code | (difference < 0.0F && code != 0 ? signBit : 0U);
        }
    }
    decodeDoubled();
}

void ScaleTable::decodeDoubled()
{
    for (std::size_t i = 0; i < m_codes.size(); ++i) {
        const float difference = signedE4M3(m_codes[i]) * m_blockScales[i / doubledBlock];
        // Codes of no number must stay NaN, to be refused.
        const float value = m_common + difference;
        m_values[i] = value < 0.0F ? 0.0F : std::min(value, std::numeric_limits<float>::max());
    }
}

} // namespace alidade
