// SPDX-License-Identifier: Apache-2.0
// ggml's q4_K: super-blocks of 256 in 8 parts, w = d s q - dmin m with six-bit s and m.
// quantize_row_q4_K_ref() of ggml-quants.c (MIT licence). Scale bytes: d, dmin (float16), 12 of packed s and m.
#include "core/base/float16.h"
#include "core/quantization/ggml_codec.h"
#include "core/quantization/ggml_search.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace alidade {

namespace {

constexpr std::size_t parts = 8;
constexpr std::size_t partWeights = 32;

using Six = std::array<unsigned, parts>; // six-bit numbers

/// The first four stand in the low six bits of their byte; the high two bits of those hold the rest of the last four.
std::array<std::uint8_t, 12> packSix(const Six& s, const Six& m)
{
    std::array<unsigned, 12> bytes{};
    for (std::size_t j = 0; j < 4; ++j) {
        bytes[j] = s[j] | (s[j + 4] >> 4) << 6;
        bytes[j + 4] = m[j] | (m[j + 4] >> 4) << 6;
        bytes[j + 8] = (s[j + 4] & 15U) | (m[j + 4] & 15U) << 4;
    }
    std::array<std::uint8_t, 12> packed{};
    std::transform(bytes.begin(), bytes.end(), packed.begin(), [](unsigned b) { return static_cast<std::uint8_t>(b); });
    return packed;
}

/// Six-bit numbers of scales relative to the largest of them.
Six sixBits(const std::array<float, parts>& scales, float largest)
{
    const float inverse = largest > 0.0F ? 63.0F / largest : 0.0F;
    Six numbers{};
    for (std::size_t j = 0; j < parts; ++j)
        numbers[j] = static_cast<unsigned>(ggml::nearestInteger(inverse * scales[j], 0, 63));
    return numbers;
}

void quantizeBlock(std::span<const float> values, std::span<std::byte> scaleBytes, std::span<std::uint8_t> codes)
{
    std::array<float, parts> scales{};
    std::array<float, parts> offsets{};
    for (std::size_t j = 0; j < parts; ++j) {
        const auto found = ggml::searchScaleAndOffset(values.subspan(j * partWeights, partWeights), 15,
                                                      codes.subspan(j * partWeights, partWeights));
        scales[j] = found.scale;
        offsets[j] = found.offset;
    }
    const float largestScale = std::max(0.0F, *std::max_element(scales.begin(), scales.end()));
    const float largestOffset = std::max(0.0F, *std::max_element(offsets.begin(), offsets.end()));
    const Six s = sixBits(scales, largestScale);
    const Six m = sixBits(offsets, largestOffset);
    const std::array<std::uint16_t, 2> halves{finiteHalf(largestScale / 63.0F), finiteHalf(largestOffset / 63.0F)};
    const std::array<std::uint8_t, 12> packed = packSix(s, m);
    std::memcpy(scaleBytes.data(), halves.data(), 4);
    std::memcpy(scaleBytes.data() + 4, packed.data(), 12);
    for (std::size_t j = 0; j < parts; ++j) {
        const float d = halfToFloat(halves[0]) * static_cast<float>(s[j]);
        if (d == 0.0F) continue; // the codes of the search stay, as in ggml; they count nothing
        const float offset = halfToFloat(halves[1]) * static_cast<float>(m[j]);
        for (std::size_t i = j * partWeights; i < (j + 1) * partWeights; ++i)
            codes[i] = static_cast<std::uint8_t>(ggml::nearestInteger((values[i] + offset) / d, 0, 15));
    }
}

/// Each 32 bytes hold two parts, the first in the low nibbles.
void packBlock(std::span<const std::byte> scales, std::span<const std::uint8_t> codes, std::span<std::byte> block)
{
    std::copy(scales.begin(), scales.end(), block.begin());
    for (std::size_t pair = 0; pair < parts / 2; ++pair)
        for (std::size_t i = 0; i < partWeights; ++i) {
            const std::uint8_t* const first = codes.data() + 2 * pair * partWeights;
            block[16 + pair * partWeights + i] = static_cast<std::byte>(first[i] | first[partWeights + i] << 4);
        }
}

} // namespace

void register_q4_k(QuantizerRegistry& registry)
{
    registry.add(ggmlEntry("ggml q4_K",
                           "ggml's four-bit k-quant: super-blocks of 256 with six-bit scales and offsets for each 32, "
                           "4.5 bits a weight. Without importance matrix.",
                           {"q4_K", DType::Q4_K, 256, 16, 4, {0, 2}, quantizeBlock, packBlock}));
}

} // namespace alidade
