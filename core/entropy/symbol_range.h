// SPDX-License-Identifier: Apache-2.0
// Smallest and largest symbol.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace alidade {

/// The smallest and the largest of some symbols.
struct SymbolRange {
    std::int32_t lowest = 0;
    std::int32_t highest = 0;

    /// Symbols from the smallest to the largest.
    [[nodiscard]] std::size_t length() const { return static_cast<std::size_t>(highest - lowest) + 1; }
};

/// Range of at least one symbol. A plain loop, which becomes vectors; std::minmax_element() is ten times
/// slower.
inline SymbolRange rangeOf(std::span<const std::int16_t> symbols)
{
    std::int16_t lowest = symbols.front();
    std::int16_t highest = symbols.front();
    for (const std::int16_t symbol : symbols) {
        lowest = symbol < lowest ? symbol : lowest;
        highest = symbol > highest ? symbol : highest;
    }
    return {lowest, highest};
}

} // namespace alidade
