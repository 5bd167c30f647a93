// SPDX-License-Identifier: Apache-2.0
// Frequencies of symbols as an rANS coder needs them: integers that sum up to a power of two. science.md 3.5.
#pragma once

#include "core/entropy/coded_bytes.h"

#include <cstdint>
#include <span>
#include <vector>

namespace alidade {

/// Frequencies of the symbols lowest, lowest + 1, ...; a symbol of frequency 0 is written as an escape and
/// then once more by another coder.
struct FrequencyTable {
    int precision = 12; ///< the frequencies and that of the escape sum up to 2^precision; 12 to 16
    std::int32_t lowest = 0;
    std::vector<std::uint32_t> frequencies; ///< neither the first nor the last is 0
    std::uint32_t escape = 0;               ///< frequency of the escape; 0 if there is none

    friend bool operator==(const FrequencyTable&, const FrequencyTable&) = default;
};

/// Frequencies nearly in proportion to the counts: the whole part of the share, at least 1 for a count above
/// 0; what is left or too much goes step by step to where it gains most or costs least.
/// @param counts at least one above 0 and no more of those than 2^precision
std::vector<std::uint32_t> normalizedFrequencies(std::span<const std::uint64_t> counts, int precision);

/// Appends a table: exponential Golomb codes that follow the size of the frequency before, and lengths of
/// runs of zeros.
void writeTable(CodedWriter& to, const FrequencyTable& table);
/// @throws DamagedData unless it is a table that a coder can use
FrequencyTable readTable(CodedReader& from, int precision);
/// Size of the table as writeTable() would write it.
std::size_t tableBytes(const FrequencyTable& table);

} // namespace alidade
