// SPDX-License-Identifier: Apache-2.0
// How a stream is cut into blocks, for the encoder and the decoder.
#pragma once

#include "core/entropy/rans_model.h"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace alidade {

/// Streams of symbols that did not fit the tables of other streams lie so deep at most.
inline constexpr int ransDepthMost = 6;

/// Blocks of a stream and lanes of each of them.
struct RansLayout {
    std::size_t blocks = 1;
    std::size_t lanes = 1; ///< a power of two up to kernels::ransLanesMost

    /// Symbols of every block of a stream of `total` but the last.
    [[nodiscard]] std::size_t blockSize(std::size_t total) const
    {
        constexpr std::size_t step = 128;
        return std::max(step, (total + blocks - 1) / blocks + step - 1) / step * step;
    }
    /// First symbol of a block; that of the block after the last is the end.
    [[nodiscard]] std::size_t begin(std::size_t block, std::size_t total) const
    {
        return std::min(total, block * blockSize(total));
    }
};

/// Blocks of two million symbols: a state costs about three bytes beside its share of the symbols, which is to be no
/// more than 0.05 % of them; with fewer blocks there are more lanes, and more threads want more blocks.
/// @param bits about what the symbols take
inline RansLayout layoutFor(std::size_t total, double bits)
{
    constexpr double bytesPerLane = 6144.0;
    constexpr std::size_t symbolsPerBlock = std::size_t{1} << 21;
    RansLayout layout;
    layout.blocks = std::max<std::size_t>(1, total / symbolsPerBlock);
    const double lanes = bits / 8.0 / bytesPerLane / static_cast<double>(layout.blocks);
    layout.lanes = std::bit_floor(static_cast<std::size_t>(std::clamp(lanes, 1.0, 128.0)));
    return layout;
}

} // namespace alidade
