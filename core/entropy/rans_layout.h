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

/// Blocks of two million symbols, one at least.
inline RansLayout layoutFor(std::size_t total)
{
    constexpr std::size_t symbolsPerBlock = std::size_t{1} << 21;
    return {std::max<std::size_t>(1, total / symbolsPerBlock), 1};
}

/// Lanes of each block: a state costs about three bytes beside its share of the symbols, which is to be no
/// more than 0.05 % of them.
/// @param bits about what the symbols of all blocks take
inline std::size_t lanesFor(std::size_t blocks, double bits)
{
    constexpr double bytesPerLane = 6144.0;
    const double lanes = bits / 8.0 / bytesPerLane / static_cast<double>(blocks);
    return std::bit_floor(static_cast<std::size_t>(std::clamp(lanes, 1.0, 128.0)));
}

} // namespace alidade
