// SPDX-License-Identifier: Apache-2.0
// The fast Walsh-Hadamard transform of rows and of columns, in place and not normalised. Stages run from the
// nearest values to the farthest in every path, so that rows, columns and all instruction sets give the same
// bits.
#pragma once

#include <cstddef>

namespace alidade::kernels {

/// Shortest row that walshRows() takes, and the multiple that widths of tiles are of: a vector of 64 bytes.
inline constexpr std::size_t laneMultiple = 16;

/// What is multiplied into the values on the way in and on the way out.
struct WalshFactors {
    const float* before = nullptr; ///< +1 or -1 for each value of the transformed axis, or null
    const float* after = nullptr;  ///< a factor for each value of the transformed axis, or null
    float scale = 1.0F;            ///< multiplied in at the end where `after` is null
};

/// Transforms `rows` rows of `length` values.
/// @param length     a power of two, at least laneMultiple
/// @param stride     values from one row to the next
/// @param factorStep how far the factors move from row to row: 0 where all rows share them
void walshRows(float* values, std::ptrdiff_t stride, std::size_t rows, std::size_t length,
               const WalshFactors& factors, std::ptrdiff_t factorStep = 0);

/// Transforms the `width` columns of `rows` rows; a row of the tile starts `stride` values after the one
/// before.
/// @param rows       a power of two
/// @param width      a multiple of laneMultiple
/// @param buffer     rows x width values of scratch, 64-byte aligned
/// @param factorStep factors from one row of the tile to the next
/// @param nextTile   values from this tile to the one that follows, which is fetched ahead; 0 if there is
/// none
void walshTile(float* values, std::ptrdiff_t stride, std::size_t rows, std::size_t width, float* buffer,
               const WalshFactors& factors, std::ptrdiff_t factorStep = 1, std::ptrdiff_t nextTile = 0);

} // namespace alidade::kernels
