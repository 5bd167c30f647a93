// SPDX-License-Identifier: Apache-2.0
// The loop of byte-pair encoding: neighbours are joined, the best pair first, until none can be.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <queue>
#include <vector>

namespace alidade {

inline constexpr std::size_t noSymbol = std::numeric_limits<std::size_t>::max();

/// A part of a word: a character at first, a token in the end.
struct Symbol {
    std::size_t begin = 0;  ///< in bytes
    std::size_t length = 0; ///< in bytes; 0 once it was joined to the one before it
    std::int32_t id = -1;   ///< token, -1 if there is none
    std::size_t previous = noSymbol;
    std::size_t next = noSymbol;
};

/// What two neighbours may become.
struct Join {
    std::uint32_t rank = 0; ///< the lowest is joined first
    std::int32_t id = 0;
};

/// Joins neighbours for which `find(left, right)` gives a Join: lowest rank first, then the leftmost.
/// O(n log n) calls and steps for n symbols.
template <typename Find>
void joinSymbols(std::vector<Symbol>& symbols, const Find& find)
{
    struct Candidate {
        Join join;
        std::size_t left;
        std::size_t right;
        std::size_t length; ///< of both together; another length now means that one of them has changed
    };
    const auto later = [](const Candidate& a, const Candidate& b) {
        return a.join.rank != b.join.rank ? a.join.rank > b.join.rank : a.left > b.left;
    };
    std::priority_queue<Candidate, std::vector<Candidate>, decltype(later)> candidates(later);
    const auto consider = [&](std::size_t left, std::size_t right) {
        if (left == noSymbol || right == noSymbol) return;
        const std::optional<Join> join = find(symbols[left], symbols[right]);
        if (join) candidates.push({*join, left, right, symbols[left].length + symbols[right].length});
    };
    for (std::size_t i = 0; i < symbols.size(); ++i) {
        symbols[i].previous = i == 0 ? noSymbol : i - 1;
        symbols[i].next = i + 1 == symbols.size() ? noSymbol : i + 1;
        if (i > 0) consider(i - 1, i);
    }
    while (!candidates.empty()) {
        const Candidate best = candidates.top();
        candidates.pop();
        Symbol& left = symbols[best.left];
        Symbol& right = symbols[best.right];
        if (left.length == 0 || right.length == 0 || left.length + right.length != best.length) continue;
        left.length = best.length;
        left.id = best.join.id;
        left.next = right.next;
        right.length = 0;
        if (left.next != noSymbol) symbols[left.next].previous = best.left;
        consider(left.previous, best.left);
        consider(best.left, left.next);
    }
}

} // namespace alidade
