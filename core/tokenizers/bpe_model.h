// SPDX-License-Identifier: Apache-2.0
// A vocabulary with the rules by which characters are joined to its tokens.
#pragma once

#include "core/base/error.h"
#include "core/tokenizers/join_symbols.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace alidade {

/// The tokens of a file: filled while reading it, immutable afterwards.
class BpeModel {
public:
    /// @param file for errors
    explicit BpeModel(std::string file);

    /// Adds a token that text can become. @throws FormatError for a text or an id that is there already, an
    /// id out of range (`most` is the number of tokens that the file lists), or text that is not UTF-8
    void addToken(const std::string& text, std::int64_t id, std::size_t most);
    /// Adds a token that no text becomes by itself; one of this very text and id may be there already.
    /// @throws FormatError as addToken
    void addReservedToken(const std::string& text, std::int64_t id, std::size_t most);
    /// Adds the rule that `left` and `right` become `left + right`; rules that are added first count first.
    /// @throws FormatError if one of the three is no token or the rule is there already
    void addJoin(const std::string& left, const std::string& right);
    /// Joins whatever gives a token instead of following rules, the highest score first (SentencePiece).
    /// @param scores by id. @throws FormatError if one is not a number or there are not as many as ids
    void joinByScore(const std::vector<double>& scores);

    /// Bytes without a token become tokens like <0x0A>, if all 256 are there. @throws FormatError if they are
    /// not
    void useByteTokens();
    /// The token of a byte that has one.
    void setByteToken(std::uint8_t byte, std::int32_t id) { m_byteTokens[byte] = id; }
    /// The token of what has none; `fuse` makes one of a row of them. @throws FormatError if there is no such
    /// token
    void setUnknown(const std::string& text, bool fuse);
    void setUnknownId(std::int32_t id, bool fuse);
    /// Words that are tokens are taken whole, without following rules.
    void takeWholeWords() { m_takesWholeWords = true; }

    /// Appends the tokens of a word. Characters without any token, byte tokens or an unknown token are left
    /// out, as Hugging Face tokenizers do.
    void encodeWord(std::string_view word, std::vector<std::int32_t>& ids) const;

    [[nodiscard]] std::optional<std::int32_t> find(std::string_view text) const;
    /// The text of an id as the file has it; empty for an id in a gap. The id must be in range.
    [[nodiscard]] const std::string& text(std::int32_t id) const
    {
        return m_texts[static_cast<std::size_t>(id)];
    }
    /// The byte that a token like <0x0A> stands for.
    [[nodiscard]] std::optional<char> byteOf(std::int32_t id) const;
    [[nodiscard]] std::size_t size() const { return m_texts.size(); }
    [[noreturn]] void refuse(FormatReason reason, const std::string& detail) const;

private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
    };

    void placeText(const std::string& text, std::int64_t id, std::size_t most);
    void appendSymbols(std::string_view word, std::vector<Symbol>& symbols) const;
    /// False if there is no token for every byte of it.
    bool appendBytes(std::string_view word, std::size_t begin, std::size_t length,
                     std::vector<Symbol>& symbols) const;
    void appendIds(std::string_view word, const std::vector<Symbol>& symbols,
                   std::vector<std::int32_t>& ids) const;
    [[nodiscard]] std::optional<Join> findJoin(std::string_view word, const Symbol& left,
                                               const Symbol& right) const;

    std::string m_file;
    std::vector<std::string> m_texts; ///< by id
    std::unordered_map<std::string, std::int32_t, Hash, std::equal_to<>> m_ids;
    std::unordered_map<std::uint64_t, Join> m_joins;
    std::vector<std::uint32_t> m_ranks; ///< by id, if joined by score
    std::size_t m_longest = 0;          ///< bytes of the longest token
    std::array<std::int32_t, 256> m_byteTokens;
    std::optional<std::int32_t> m_unknown;
    bool m_usesBytes = false;
    bool m_fusesUnknown = false;
    bool m_takesWholeWords = false;
};

} // namespace alidade
