// SPDX-License-Identifier: Apache-2.0
// How one stream of symbols is coded: chosen from its counts, written in front of it, read again.
#pragma once

#include "core/entropy/coded_bytes.h"
#include "core/entropy/frequency_table.h"

#include <cstdint>
#include <span>
#include <vector>

namespace alidade {

/// How often each symbol occurs in a stream.
struct SymbolCounts {
    std::int32_t lowest = 0;           ///< smallest symbol that occurs
    std::vector<std::uint64_t> counts; ///< of lowest, lowest + 1, ..., up to the largest that occurs
    std::uint64_t total = 0;
};

/// Counts symbols one after another.
SymbolCounts countSymbols(std::span<const std::int16_t> symbols);

/// Sum of the counts of two parts of a stream.
SymbolCounts merged(const SymbolCounts& a, const SymbolCounts& b);

/// Entropy of the counts and about what a table costs, in bits: an estimate to choose by.
double estimatedBits(const SymbolCounts& counts);

/// What a stream is coded by.
struct RansModel {
    enum class Kind : std::uint8_t {
        Constant, ///< one symbol, `table.lowest`
        Packed,   ///< `width` bits each, from `table.lowest` on
        Table,
    };
    Kind kind = Kind::Constant;
    int width = 0; ///< 1 to 16
    FrequencyTable table;

    /// Whether the fast loops of 12 bits apply.
    [[nodiscard]] bool isNarrow() const;
    /// Whether the symbol is in the table.
    [[nodiscard]] bool has(std::int16_t symbol) const
    {
        const auto index = static_cast<std::uint16_t>(symbol - table.lowest);
        return index < table.frequencies.size() && table.frequencies[index] > 0;
    }
};

/// The cheapest model by the counts; among nearly equal ones the fast one.
/// @param mayEscape whether symbols may be left to another stream
RansModel chooseModel(const SymbolCounts& counts, bool mayEscape);
/// The model of a stream that has few symbols for their range: no counts needed.
RansModel packedModel(std::int32_t lowest, std::int32_t highest);

void writeModel(CodedWriter& to, const RansModel& model);
/// @throws DamagedData
RansModel readModel(CodedReader& from);

} // namespace alidade
