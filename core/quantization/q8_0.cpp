// SPDX-License-Identifier: Apache-2.0
// ggml's q8_0: blocks of 32, w = d q. quantize_row_q8_0_ref() of ggml-quants.c (MIT licence).
#include "core/base/float16.h"
#include "core/quantization/ggml_codec.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace alidade {

namespace {

constexpr int offset = 128; // codes count from 0

void quantizeBlock(std::span<const float> values, std::span<std::byte> scales, std::span<std::uint8_t> codes)
{
    float most = 0.0F;
    for (const float x : values)
        most = std::max(most, std::abs(x));
    const float d = most / 127.0F;
    const std::uint16_t half = finiteHalf(d);
    std::memcpy(scales.data(), &half, sizeof half);
    const float inverse = d != 0.0F && std::isfinite(1.0F / d) ? 1.0F / d : 0.0F;
    for (std::size_t i = 0; i < values.size(); ++i) // halves away from zero, as C's roundf()
        codes[i] = static_cast<std::uint8_t>(static_cast<int>(std::round(values[i] * inverse)) + offset);
}

void packBlock(std::span<const std::byte> scales, std::span<const std::uint8_t> codes, std::span<std::byte> block)
{
    std::copy(scales.begin(), scales.end(), block.begin());
    for (std::size_t i = 0; i < codes.size(); ++i)
        block[2 + i] = static_cast<std::byte>(static_cast<std::uint8_t>(codes[i] - offset));
}

} // namespace

void register_q8_0(QuantizerRegistry& registry)
{
    registry.add(ggmlEntry("ggml q8_0", "ggml's eight-bit type: blocks of 32 with a float16 scale, 8.5 bits a weight.",
                           {"q8_0", DType::Q8_0, 32, 2, 8, {0}, quantizeBlock, packBlock}));
}

} // namespace alidade
