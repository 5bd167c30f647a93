// SPDX-License-Identifier: Apache-2.0
// A regular expression out of a tokenizer's file, matched by PCRE2 with limits.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace alidade {

/// Bytes [begin, end) of a text.
struct TextRange {
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// A compiled expression over Unicode text. Immutable; any thread may use it.
class Pattern {
public:
    /// @param source the expression as tokenizer.json writes it (Oniguruma's syntax, as far as PCRE2 shares
    /// it)
    /// @param file   for errors. @throws FormatError (Unsupported) if it cannot be compiled
    Pattern(const std::string& source, const std::string& file);
    /// An expression that matches `text` as it is written.
    static Pattern literal(std::string text);

    /// All matches from left to right that are not empty. `text` must be UTF-8.
    /// @throws InvalidRequest if matching takes more steps than the limit
    [[nodiscard]] std::vector<TextRange> matches(std::string_view text) const;

private:
    Pattern() = default;
    [[nodiscard]] std::vector<TextRange> literalMatches(std::string_view text) const;

    std::string m_file;
    std::string m_literal;        ///< searched for where there is no code
    std::shared_ptr<void> m_code; ///< pcre2_code; the header of PCRE2 stays in the .cpp
};

} // namespace alidade
