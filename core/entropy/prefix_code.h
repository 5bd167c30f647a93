// SPDX-License-Identifier: Apache-2.0
// A canonical Huffman code with code words of at most 24 bits, which is its lengths alone.
#pragma once

#include "core/entropy/bit_stream.h"
#include "core/entropy/coded_bytes.h"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace alidade {

/// Codes indices 0, 1, ... Thread rule: immutable.
class PrefixCode {
public:
    static constexpr int longest = 24; ///< bits of a code word at most

    /// The best code for the counts, or nearly so where that one has words of more than 24 bits.
    /// @param counts at least two above 0
    static PrefixCode forCounts(std::span<const std::uint64_t> counts);
    /// @throws DamagedData unless the lengths are those of a complete code
    static PrefixCode read(CodedReader& from);
    void write(CodedWriter& to) const;

    /// Length of the word of each index, 0 for one that does not occur.
    [[nodiscard]] const std::vector<std::uint8_t>& lengths() const { return m_lengths; }

    void put(BitWriter& to, std::size_t index) const { to.put(m_words[index], m_lengths[index]); }
    [[nodiscard]] std::uint32_t get(BitReader& from) const
    {
        const std::uint64_t bits = from.peek();
        const Entry entry = m_table[bits & (m_table.size() - 1)];
        if (entry.length == 0) return getLong(from, bits);
        from.skip(entry.length);
        return entry.index;
    }

private:
    static constexpr int tableBits = 12;
    struct Entry {
        std::uint16_t index = 0;
        std::uint16_t length = 0; ///< 0: longer than the table is wide
    };

    explicit PrefixCode(std::vector<std::uint8_t> lengths);
    [[nodiscard]] std::uint32_t getLong(BitReader& from, std::uint64_t bits) const;

    std::vector<std::uint8_t> m_lengths;
    std::vector<std::uint32_t> m_words;                 ///< with the first bit lowest
    std::vector<Entry> m_table;                         ///< by the next 12 bits
    std::vector<std::uint16_t> m_sorted;                ///< indices by word
    std::array<std::uint32_t, longest + 1> m_numbers{}; ///< words of each length
};

} // namespace alidade
