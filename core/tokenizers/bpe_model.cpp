// SPDX-License-Identifier: Apache-2.0
// Checks while a vocabulary is read, and the encoding of one word.
#include "core/tokenizers/bpe_model.h"

#include "core/base/text.h"
#include "core/checkpoint/limits.h"
#include "core/tokenizers/utf8.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace alidade {

namespace {

/// Ids beyond the number of listed tokens: models leave room in front of special tokens.
constexpr std::size_t largestGap = 65'536;

std::uint64_t pairKey(std::int32_t left, std::int32_t right)
{
    return (std::uint64_t{static_cast<std::uint32_t>(left)} << 32) | static_cast<std::uint32_t>(right);
}

std::string byteTokenText(unsigned byte)
{
    constexpr std::string_view digits = "0123456789ABCDEF";
    return std::string("<0x") + digits[byte >> 4] + digits[byte & 15] + '>';
}

} // namespace

BpeModel::BpeModel(std::string file) : m_file(std::move(file)) { m_byteTokens.fill(-1); }

void BpeModel::refuse(FormatReason reason, const std::string& detail) const
{
    throw FormatError(reason, m_file, detail);
}

void BpeModel::placeText(const std::string& text, std::int64_t id, std::size_t most)
{
    if (!isValidUtf8(text)) refuse(FormatReason::BadText, "the token " + inQuotes(text) + " is not UTF-8");
    const std::size_t room = std::min(most + largestGap, limits::vocabularyTokens);
    if (id < 0 || static_cast<std::uint64_t>(id) >= room)
        refuse(FormatReason::BadNumber, "the token " + inQuotes(text) + " has the id " + std::to_string(id) +
                                            ", which is out of range for a vocabulary of " +
                                            withThousands(most));
    const auto place = static_cast<std::size_t>(id);
    if (place >= m_texts.size()) m_texts.resize(place + 1);
    if (!m_texts[place].empty())
        refuse(FormatReason::DuplicateName, "the id " + std::to_string(id) + " is given to two tokens, " +
                                                inQuotes(m_texts[place], 80) + " and " + inQuotes(text, 80));
    m_texts[place] = text;
}

void BpeModel::addToken(const std::string& text, std::int64_t id, std::size_t most)
{
    if (m_ids.contains(text))
        refuse(FormatReason::DuplicateName, "the token " + inQuotes(text) + " appears twice");
    placeText(text, id, most);
    m_ids.emplace(text, static_cast<std::int32_t>(id));
    m_longest = std::max(m_longest, text.size());
}

void BpeModel::addReservedToken(const std::string& text, std::int64_t id, std::size_t most)
{
    const auto known = find(text);
    if (known && *known == id) return;
    if (known)
        refuse(FormatReason::BadNumber, "the added token " + inQuotes(text) + " has the id " +
                                            std::to_string(id) + ", in the vocabulary " +
                                            std::to_string(*known));
    placeText(text, id, most);
}

void BpeModel::addJoin(const std::string& left, const std::string& right)
{
    const auto require = [this](const std::string& text) {
        const auto id = find(text);
        if (!id || text.empty())
            refuse(FormatReason::Missing,
                   "a merge names the token " + inQuotes(text) + ", which is not in the vocabulary");
        return *id;
    };
    const std::int32_t leftId = require(left);
    const std::int32_t rightId = require(right);
    const Join join{static_cast<std::uint32_t>(m_joins.size()), require(left + right)};
    if (!m_joins.emplace(pairKey(leftId, rightId), join).second)
        refuse(FormatReason::DuplicateName,
               "the merge of " + inQuotes(left, 80) + " and " + inQuotes(right, 80) + " appears twice");
}

void BpeModel::joinByScore(const std::vector<double>& scores)
{
    if (scores.size() != m_texts.size())
        refuse(FormatReason::SizeMismatch, "there are " + withThousands(scores.size()) + " scores for " +
                                               withThousands(m_texts.size()) + " tokens");
    if (std::any_of(scores.begin(), scores.end(), [](double score) { return std::isnan(score); }))
        refuse(FormatReason::BadNumber, "the score of a token is not a number");
    std::vector<double> sorted = scores;
    std::sort(sorted.begin(), sorted.end(), std::greater<>());
    m_ranks.clear();
    for (const double score : scores) {
        const auto place = std::lower_bound(sorted.begin(), sorted.end(), score, std::greater<>());
        m_ranks.push_back(static_cast<std::uint32_t>(place - sorted.begin()));
    }
}

void BpeModel::useByteTokens()
{
    for (unsigned byte = 0; byte < 256; ++byte) {
        if (m_byteTokens[byte] >= 0) continue;
        const auto id = find(byteTokenText(byte));
        if (!id) refuse(FormatReason::Missing, "there is no token " + byteTokenText(byte) + " for a byte");
        m_byteTokens[byte] = *id;
    }
    m_usesBytes = true;
}

void BpeModel::setUnknown(const std::string& text, bool fuse)
{
    const auto id = find(text);
    if (!id)
        refuse(FormatReason::Missing, "the unknown token " + inQuotes(text) + " is not in the vocabulary");
    setUnknownId(*id, fuse);
}

void BpeModel::setUnknownId(std::int32_t id, bool fuse)
{
    m_unknown = id;
    m_fusesUnknown = fuse;
}

std::optional<std::int32_t> BpeModel::find(std::string_view text) const
{
    const auto found = m_ids.find(text);
    return found == m_ids.end() ? std::nullopt : std::optional(found->second);
}

std::optional<char> BpeModel::byteOf(std::int32_t id) const
{
    if (!m_usesBytes) return std::nullopt;
    const auto found = std::find(m_byteTokens.begin(), m_byteTokens.end(), id);
    if (found == m_byteTokens.end()) return std::nullopt;
    return static_cast<char>(static_cast<unsigned char>(found - m_byteTokens.begin()));
}

bool BpeModel::appendBytes(std::string_view word, std::size_t begin, std::size_t length,
                           std::vector<Symbol>& symbols) const
{
    if (!m_usesBytes) return false;
    for (std::size_t i = begin; i < begin + length; ++i)
        symbols.push_back({i, 1, m_byteTokens[static_cast<unsigned char>(word[i])], noSymbol, noSymbol});
    return true;
}

void BpeModel::appendSymbols(std::string_view word, std::vector<Symbol>& symbols) const
{
    for (std::size_t at = 0; at < word.size();) {
        const std::size_t length = characterBytes(word, at);
        const auto id = find(word.substr(at, length));
        // By score an unknown character may still be joined to a token with its neighbours.
        const bool keep = id || !m_ranks.empty() || !appendBytes(word, at, length, symbols);
        if (keep) symbols.push_back({at, length, id.value_or(-1), noSymbol, noSymbol});
        at += length;
    }
}

std::optional<Join> BpeModel::findJoin(std::string_view word, const Symbol& left, const Symbol& right) const
{
    if (m_ranks.empty()) {
        const auto found = m_joins.find(pairKey(left.id, right.id));
        return found == m_joins.end() ? std::nullopt : std::optional(found->second);
    }
    const std::size_t length = left.length + right.length;
    if (length > m_longest) return std::nullopt;
    const auto id = find(word.substr(left.begin, length));
    if (!id) return std::nullopt;
    return Join{m_ranks[static_cast<std::size_t>(*id)], *id};
}

void BpeModel::appendIds(std::string_view word, const std::vector<Symbol>& symbols,
                         std::vector<std::int32_t>& ids) const
{
    bool afterUnknown = false;
    for (const Symbol& symbol : symbols) {
        if (symbol.length == 0) continue;
        if (symbol.id >= 0) {
            ids.push_back(symbol.id);
            afterUnknown = false;
        } else if (m_usesBytes) {
            for (std::size_t i = symbol.begin; i < symbol.begin + symbol.length; ++i)
                ids.push_back(m_byteTokens[static_cast<unsigned char>(word[i])]);
        } else if (m_unknown && !(afterUnknown && m_fusesUnknown)) {
            ids.push_back(*m_unknown);
            afterUnknown = true;
        }
    }
}

void BpeModel::encodeWord(std::string_view word, std::vector<std::int32_t>& ids) const
{
    if (m_takesWholeWords) {
        if (const auto id = find(word)) return ids.push_back(*id);
    }
    std::vector<Symbol> symbols;
    symbols.reserve(word.size());
    appendSymbols(word, symbols);
    joinSymbols(symbols,
                [&](const Symbol& left, const Symbol& right) { return findJoin(word, left, right); });
    appendIds(word, symbols, ids);
}

} // namespace alidade
