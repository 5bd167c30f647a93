// SPDX-License-Identifier: Apache-2.0
// Exact widening of small floats to float32: the bits that decodeSmallFloat() and its relatives in
// core/base/float16.h give, on every instruction set. Stored elements need no alignment.
#pragma once

#include <cstddef>

namespace alidade::kernels {

/// Element types that have a kernel.
enum class StoredFloat { Bfloat16, Float16, Float8E4M3, Float8E5M2 };

/// Converts `count` little-endian elements. NaN codes of one byte become the quiet NaN, those of two bytes
/// keep their payload.
void widen(StoredFloat type, const std::byte* in, float* out, std::size_t count);

} // namespace alidade::kernels
