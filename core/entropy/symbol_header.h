// SPDX-License-Identifier: Apache-2.0
// What stands in front of every coded sequence of symbols: everything of Symbols but the values, and their
// number.
#pragma once

#include "core/entropy/coded_bytes.h"
#include "core/tensor/symbols.h"

#include <cstdint>

namespace alidade {

/// Appends the header: number of symbols, smallest, alphabet, columns, period; 5 bytes for a small sequence.
/// @throws InvalidRequest if a symbol is outside of its alphabet or the alphabet larger than 65536
void writeHeader(CodedWriter& to, const Symbols& symbols);

/// The symbols of a header.
struct SymbolHeader {
    Symbols symbols; ///< without values
    std::uint64_t count = 0;
};

/// @param mostSymbols refuses larger numbers of symbols @throws DamagedData
SymbolHeader readHeader(CodedReader& from, std::uint64_t mostSymbols);

/// @throws DamagedData if a value is outside of the alphabet
void requireInAlphabet(const Symbols& symbols);

} // namespace alidade
