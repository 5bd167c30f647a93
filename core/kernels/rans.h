// SPDX-License-Identifier: Apache-2.0
// Interleaved range asymmetric numeral systems (rANS, Duda 2013) with probabilities of 12 bits: the fast
// loops. A state of 32 bits lies in [2^16, 2^32) between two symbols and is renormalised by words of 16 bits.
// Symbol i of a block belongs to lane i mod `lanes`; `lanes` symbols are a group. The encoder goes from the
// last group to the first, within it from the first lane to the last, and appends words. The decoder goes the
// other way and takes words from the end. So the words of a vector lie in the order of its lanes, and vectors
// of any length give the same bytes.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace alidade::kernels {

inline constexpr int ransPrecision = 12;                            ///< bits of a probability
inline constexpr std::size_t ransSlots = 1 << ransPrecision;        ///< frequencies sum up to this
inline constexpr std::size_t ransIndices = 256;                     ///< a table has at most so many symbols
inline constexpr std::size_t ransLanesMost = 128;                   ///< lanes are a power of two up to this
inline constexpr std::uint32_t ransLowest = std::uint32_t{1} << 16; ///< a state is never below
/// Words that the decoder may touch in front of those of its block, and behind them.
inline constexpr std::size_t ransMargin = 128;

/// Groups of a block; the last one may be shorter.
constexpr std::size_t ransGroups(std::size_t symbols, std::size_t lanes)
{
    return (symbols + lanes - 1) / lanes;
}
/// One group of a block.
template <typename Symbol>
constexpr std::span<Symbol> ransGroup(std::span<Symbol> symbols, std::size_t lanes, std::size_t group)
{
    const std::size_t begin = group * lanes;
    return symbols.subspan(begin, symbols.size() - begin < lanes ? symbols.size() - begin : lanes);
}

/// What the encoder knows of each symbol. Index i stands for symbol lowest + i; the last index also for every
/// symbol that is not among them.
struct RansEncodeTable {
    alignas(64) std::array<std::uint32_t, ransIndices> entries{}; ///< frequency + first slot << 16
    alignas(64)
        std::array<std::uint32_t, ransIndices> reciprocals{}; ///< float32: a little less than 2 / frequency
    std::int16_t lowest = 0;
    std::uint16_t last = 0;

    /// Sets index i. @param frequency 1 to 4095
    void set(std::size_t index, std::uint32_t frequency, std::uint32_t firstSlot);
};

/// What the decoder knows of each slot.
struct RansDecodeTable {
    alignas(
        64) std::array<std::uint32_t, ransSlots> entries{}; ///< frequency + slot in symbol << 12 + index << 24
    std::int16_t lowest = 0;

    /// Gives slots [firstSlot, firstSlot + frequency) to an index below 256. @param frequency 1 to 4095
    void set(std::size_t index, std::uint32_t frequency, std::uint32_t firstSlot);
};

/// Encodes one block.
/// @param states one per lane: what the decoder starts from
/// @param words  room for one word per symbol and ransMargin more
/// @return words written
std::size_t ransEncode(const RansEncodeTable& table, std::span<const std::int16_t> symbols,
                       std::span<std::uint32_t> states, std::uint16_t* words);

/// Decodes one block into `symbols`. The caller checks that all states are ransLowest afterwards.
/// @param states of the encoder, each at least ransLowest; left as they are at the end
/// @param words  those of the block; ransMargin words before and behind them can be read
/// @return words that were not needed; negative if there were too few, and then `symbols` is not filled
std::ptrdiff_t ransDecode(const RansDecodeTable& table, std::span<std::int16_t> symbols,
                          std::span<std::uint32_t> states, std::span<const std::uint16_t> words);

} // namespace alidade::kernels
