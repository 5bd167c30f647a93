// SPDX-License-Identifier: Apache-2.0
// ggml's q6_K: super-blocks of 256 in 16 parts, w = d s (q - 32) with eight-bit s.
// quantize_row_q6_K_ref() of ggml-quants.c (MIT licence). Scale bytes: 16 of s, then d as float16.
#include "core/base/float16.h"
#include "core/quantization/ggml_codec.h"
#include "core/quantization/ggml_search.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

namespace alidade {

namespace {

constexpr std::size_t parts = 16;
constexpr std::size_t partWeights = 16;
constexpr int half = 32;

void quantizeBlock(std::span<const float> values, std::span<std::byte> scaleBytes, std::span<std::uint8_t> codes)
{
    std::array<float, parts> scales{};
    float most = 0.0F; // keeps its sign
    for (std::size_t j = 0; j < parts; ++j) {
        scales[j] = ggml::searchScale(values.subspan(j * partWeights, partWeights), half,
                                      codes.subspan(j * partWeights, partWeights));
        if (std::abs(scales[j]) > std::abs(most)) most = scales[j];
    }
    std::fill(scaleBytes.begin(), scaleBytes.end(), std::byte{0});
    if (std::abs(most) < 1e-15F) { // ggml stores a block of zeros
        std::fill(codes.begin(), codes.end(), std::uint8_t{0});
        return;
    }
    const float inverse = -128.0F / most;
    const std::uint16_t stored = finiteHalf(1.0F / inverse);
    std::memcpy(scaleBytes.data() + parts, &stored, sizeof stored);
    for (std::size_t j = 0; j < parts; ++j) {
        const int s = ggml::nearestInteger(inverse * scales[j], -128, 127);
        scaleBytes[j] = static_cast<std::byte>(static_cast<std::uint8_t>(s));
        const float d = halfToFloat(stored) * static_cast<float>(s);
        if (d == 0.0F) continue;
        for (std::size_t i = j * partWeights; i < (j + 1) * partWeights; ++i)
            codes[i] = static_cast<std::uint8_t>(ggml::nearestInteger(values[i] / d, -half, half - 1) + half);
    }
}

/// 128 weights at a time: nibbles of weight l and l + 64 share a byte, the upper two bits of l, l + 32, l + 64 and
/// l + 96 share another.
void packBlock(std::span<const std::byte> scales, std::span<const std::uint8_t> codes, std::span<std::byte> block)
{
    for (std::size_t h = 0; h < 2; ++h) {
        const std::uint8_t* const q = codes.data() + 128 * h;
        for (std::size_t l = 0; l < 64; ++l)
            block[64 * h + l] = static_cast<std::byte>((q[l] & 15) | (q[l + 64] & 15) << 4);
        for (std::size_t l = 0; l < 32; ++l)
            block[128 + 32 * h + l] = static_cast<std::byte>(q[l] >> 4 | (q[l + 32] >> 4) << 2 |
                                                             (q[l + 64] >> 4) << 4 | (q[l + 96] >> 4) << 6);
    }
    std::copy(scales.begin(), scales.end(), block.begin() + 192);
}

} // namespace

void register_q6_k(QuantizerRegistry& registry)
{
    registry.add(ggmlEntry("ggml q6_K",
                           "ggml's six-bit k-quant: super-blocks of 256 with eight-bit scales for each 16, 6.5625 "
                           "bits a weight.",
                           {"q6_K", DType::Q6_K, 256, 18, 6, {16}, quantizeBlock, packBlock}));
}

} // namespace alidade
