// SPDX-License-Identifier: Apache-2.0
// Which symbols share a table: those of rows, columns or places that have alike statistics.
#pragma once

#include "core/base/job.h"
#include "core/tensor/symbols.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace alidade {

/// Streams that a sequence of symbols is sorted into at most.
inline constexpr std::size_t mostContexts = 64;

/// Sorts the symbols of a matrix into streams, by the band of their row or of their column.
struct ContextMap {
    enum class Kind : std::uint8_t { None, Position, Row, Column }; ///< the byte in front of coded symbols
    Kind kind = Kind::None;
    std::int64_t rows = 1;
    std::int64_t columns = 0;        ///< the period for Position
    std::vector<std::int16_t> bands; ///< of each row, column or place, in [0, count); empty for None
    std::size_t count = 1;           ///< bands

    /// Everything in one stream.
    static ContextMap none(std::size_t symbols);
    /// A stream for each place of the period. @return none() if the period does not divide the symbols
    static ContextMap positions(const Symbols& symbols);

    /// Symbols of each stream.
    [[nodiscard]] std::vector<std::size_t> sizes() const;
    /// The symbols stream by stream. @throws Cancelled
    [[nodiscard]] std::vector<std::int16_t> gather(std::span<const std::int16_t> symbols,
                                                   const JobContext& job) const;
    /// Puts streams back where gather() took them from. @throws Cancelled
    void scatter(std::span<const std::int16_t> streams, std::span<std::int16_t> symbols,
                 const JobContext& job) const;
};

/// A map and what it is expected to cost.
struct ContextChoice {
    ContextMap map;
    double bits = 0.0; ///< about, with all tables and bands
};

/// The map that the parameter asks for: "none", "position", "row", "column", or for "auto" the one that is
/// expected to cost least. Where the shape does not allow it there is no map. @throws Cancelled
ContextChoice chooseContexts(const Symbols& symbols, const std::string& wanted, const JobContext& job);

} // namespace alidade
