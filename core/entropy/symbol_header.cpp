// SPDX-License-Identifier: Apache-2.0
// Five numbers, each checked before anything is done with it.
#include "core/entropy/symbol_header.h"

#include "core/base/error.h"
#include "core/entropy/symbol_range.h"

#include <limits>

namespace alidade {

namespace {

constexpr std::int32_t mostSymbolsOfAlphabet = 65536;

bool allInAlphabet(const Symbols& symbols)
{
    if (symbols.values.empty()) return true;
    const auto [lowest, highest] = rangeOf(symbols.values);
    return lowest >= symbols.smallest &&
           std::int64_t{highest} < std::int64_t{symbols.smallest} + symbols.alphabet;
}

} // namespace

void writeHeader(CodedWriter& to, const Symbols& symbols)
{
    if (symbols.alphabet < 0 || symbols.alphabet > mostSymbolsOfAlphabet)
        throw InvalidRequest("an alphabet has 0 to 65536 symbols, not " + std::to_string(symbols.alphabet));
    if (symbols.columns < 0 || symbols.period < 1)
        throw InvalidRequest("symbols need a period of at least 1 and no negative number of columns");
    if (!allInAlphabet(symbols)) throw InvalidRequest("a symbol is outside of its alphabet");
    to.number(symbols.values.size());
    to.signedNumber(symbols.smallest);
    to.number(static_cast<std::uint64_t>(symbols.alphabet));
    to.number(static_cast<std::uint64_t>(symbols.columns));
    to.number(static_cast<std::uint64_t>(symbols.period));
}

SymbolHeader readHeader(CodedReader& from, std::uint64_t mostSymbols)
{
    constexpr std::uint64_t mostLength = std::numeric_limits<std::int64_t>::max();
    SymbolHeader header;
    header.count = from.number(mostSymbols, "the number of symbols");
    header.symbols.smallest = static_cast<std::int32_t>(
        from.signedNumber(std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::int32_t>::max(),
                          "the smallest symbol"));
    header.symbols.alphabet = static_cast<std::int32_t>(from.number(mostSymbolsOfAlphabet, "the alphabet"));
    header.symbols.columns = static_cast<std::int64_t>(from.number(mostLength, "the number of columns"));
    header.symbols.period = static_cast<std::int64_t>(from.number(mostLength, "the period"));
    if (header.symbols.period == 0) throw DamagedData("the coded symbols are damaged: their period is 0");
    if (header.count > 0 && header.symbols.alphabet == 0)
        throw DamagedData("the coded symbols are damaged: there are symbols without an alphabet");
    return header;
}

void requireInAlphabet(const Symbols& symbols)
{
    if (!allInAlphabet(symbols))
        throw DamagedData("the coded symbols are damaged: a symbol is outside of its alphabet");
}

} // namespace alidade
