// SPDX-License-Identifier: Apache-2.0
// Codecs of ggml's block types: symbols are the codes of the weights, side information is what else a block holds.
// Decoding packs them into ggml's blocks and reads those as a GGUF file's.
#pragma once

#include "core/quantization/quantizer.h"
#include "core/tensor/dtype.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace alidade {

/// `value` as float16, or the largest one instead of infinity, which no decoder could use.
std::uint16_t finiteHalf(float value);

/// One block: codes one per weight, from 0, and the bytes of its scales in ggml's order.
struct GgmlBlockType {
    std::string id; ///< "q4_K"
    DType type;
    std::size_t weights;    ///< of a block
    std::size_t scaleBytes; ///< of a block
    int bits;               ///< of a code
    std::vector<std::size_t> halves; ///< where in the bytes of the scales the float16 numbers stand
    /// Chooses scales and codes as ggml's reference does. The values are finite and at most 1e8.
    void (*quantize)(std::span<const float> values, std::span<std::byte> scales, std::span<std::uint8_t> codes);
    /// Writes the block as ggml stores it.
    void (*pack)(std::span<const std::byte> scales, std::span<const std::uint8_t> codes, std::span<std::byte> block);
};

/// Rows that are no whole number of blocks are padded with zeros, which are coded and charged too: ggml refuses them.
QuantizerEntry ggmlEntry(std::string label, std::string help, const GgmlBlockType& type);

} // namespace alidade
