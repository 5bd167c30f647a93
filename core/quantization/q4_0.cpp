// SPDX-License-Identifier: Apache-2.0
// ggml's q4_0: blocks of 32, w = d (q - 8). quantize_row_q4_0_ref() of ggml-quants.c (MIT licence).
#include "core/base/float16.h"
#include "core/quantization/ggml_codec.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace alidade {

namespace {

void quantizeBlock(std::span<const float> values, std::span<std::byte> scales, std::span<std::uint8_t> codes)
{
    float most = 0.0F; // keeps its sign: it becomes -8 exactly, so that the 16 levels are used in full
    for (const float x : values)
        if (std::abs(x) > std::abs(most)) most = x;
    const float d = most / -8.0F;
    const std::uint16_t half = finiteHalf(d);
    std::memcpy(scales.data(), &half, sizeof half);
    const float inverse = d != 0.0F && std::isfinite(1.0F / d) ? 1.0F / d : 0.0F;
    for (std::size_t i = 0; i < values.size(); ++i)
        codes[i] = static_cast<std::uint8_t>(std::min(15, static_cast<int>(values[i] * inverse + 8.5F)));
}

/// Low nibbles hold the first half of the block.
void packBlock(std::span<const std::byte> scales, std::span<const std::uint8_t> codes, std::span<std::byte> block)
{
    std::copy(scales.begin(), scales.end(), block.begin());
    for (std::size_t i = 0; i < 16; ++i)
        block[2 + i] = static_cast<std::byte>(codes[i] | codes[16 + i] << 4);
}

} // namespace

void register_q4_0(QuantizerRegistry& registry)
{
    registry.add(ggmlEntry("ggml q4_0", "ggml's four-bit type: blocks of 32 with a float16 scale, 4.5 bits a weight.",
                           {"q4_0", DType::Q4_0, 32, 2, 4, {0}, quantizeBlock, packBlock}));
}

} // namespace alidade
