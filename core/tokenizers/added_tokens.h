// SPDX-License-Identifier: Apache-2.0
// Tokens that are looked for in the text before anything else happens to it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace alidade {

/// One such token.
struct AddedToken {
    std::string text;
    std::int32_t id = 0;
    bool stripsLeft = false;  ///< takes the white space before it
    bool stripsRight = false; ///< takes the white space behind it
};

/// A part of a text: an added token, or what lies between two.
struct TextSection {
    std::string_view text;
    std::int32_t id = -1; ///< -1: no added token
};

/// All of them. Immutable once filled.
class AddedTokens {
public:
    void add(AddedToken token);
    [[nodiscard]] bool empty() const { return m_tokens.empty(); }
    /// The text cut at the leftmost, longest tokens.
    [[nodiscard]] std::vector<TextSection> split(std::string_view text) const;

private:
    [[nodiscard]] const AddedToken* match(std::string_view rest) const;

    std::unordered_map<std::string, AddedToken> m_tokens;
    std::map<char, std::set<std::size_t, std::greater<>>> m_lengths; ///< by first byte, longest first
};

} // namespace alidade
