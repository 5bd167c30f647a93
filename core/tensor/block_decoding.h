// SPDX-License-Identifier: Apache-2.0
// Decoding of ggml's block types, bit for bit as ggml does it; layouts and formulas: formats.md 4.
#pragma once

#include "core/tensor/dtype.h"

#include <cstddef>
#include <span>

namespace alidade {

/// Converts whole blocks to float32, evaluated in float32 in ggml's order. A NaN scale gives NaN elements.
/// @param type  a readable block type: dtypeInfo(type).ggmlBlock and .readable
/// @param bytes exactly the storage of out.size() elements
void decodeBlocks(DType type, std::span<const std::byte> bytes, std::span<float> out);
/// The same float32 values, widened.
void decodeBlocks(DType type, std::span<const std::byte> bytes, std::span<double> out);

} // namespace alidade
