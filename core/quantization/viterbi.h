// SPDX-License-Identifier: Apache-2.0
// The best path through a bitshift trellis: state' = (2^k state + k bits) mod 2^L, each state with its level.
// Tseng et al. 2024 (QTIP).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace alidade {

/// A trellis of 2^stateBits states in which `bits` bits lead from one to the next.
class BitshiftTrellis {
public:
    /// @param bits 1 to 4 @param stateBits 6 to 16
    /// @param levels of the states, 2^stateBits
    BitshiftTrellis(int bits, int stateBits, std::vector<float> levels);

    /// The state after `state` and these bits.
    [[nodiscard]] std::uint32_t next(std::uint32_t state, std::uint32_t input) const
    {
        return (state << m_bits | input) & m_mask;
    }
    [[nodiscard]] float level(std::uint32_t state) const { return m_levels[state]; }
    [[nodiscard]] std::uint32_t states() const { return m_mask + 1; }

    /// A path of least squared error.
    struct Path {
        std::uint32_t start = 0;           ///< before the first value
        std::vector<std::uint8_t> inputs; ///< one per value
    };

    /// The best path for the values (Viterbi): 2^stateBits operations and 2^(stateBits - bits) bytes a value.
    /// @param start where it must begin, or anywhere
    [[nodiscard]] Path best(std::span<const float> values, std::optional<std::uint32_t> start) const;

private:
    template <int bits>
    [[nodiscard]] Path bestOf(std::span<const float> values, std::optional<std::uint32_t> start) const;

    int m_bits;
    int m_stateBits;
    std::uint32_t m_mask;
    std::vector<float> m_levels;
};

} // namespace alidade
