// SPDX-License-Identifier: Apache-2.0
// Looking for added tokens.
#include "core/tokenizers/added_tokens.h"

#include <algorithm>
#include <utility>

namespace alidade {

namespace {

constexpr std::string_view whiteSpace = " \t\n\v\f\r";

} // namespace

void AddedTokens::add(AddedToken token)
{
    if (token.text.empty()) return;
    m_lengths[token.text.front()].insert(token.text.size());
    std::string text = token.text;
    m_tokens.insert_or_assign(std::move(text), std::move(token));
}

const AddedToken* AddedTokens::match(std::string_view rest) const
{
    const auto lengths = m_lengths.find(rest.front());
    if (lengths == m_lengths.end()) return nullptr;
    for (const std::size_t length : lengths->second) {
        if (length > rest.size()) continue;
        const auto found = m_tokens.find(std::string(rest.substr(0, length)));
        if (found != m_tokens.end()) return &found->second;
    }
    return nullptr;
}

std::vector<TextSection> AddedTokens::split(std::string_view text) const
{
    std::vector<TextSection> sections;
    std::size_t start = 0;
    for (std::size_t at = 0; at < text.size() && !m_tokens.empty();) {
        const AddedToken* const token = match(text.substr(at));
        if (!token) {
            ++at;
            continue;
        }
        std::string_view before = text.substr(start, at - start);
        if (token->stripsLeft) before = before.substr(0, before.find_last_not_of(whiteSpace) + 1);
        if (!before.empty()) sections.push_back({before, -1});
        sections.push_back({text.substr(at, token->text.size()), token->id});
        at += token->text.size();
        if (token->stripsRight) at = std::min(text.find_first_not_of(whiteSpace, at), text.size());
        start = at;
    }
    if (start < text.size()) sections.push_back({text.substr(start), -1});
    return sections;
}

} // namespace alidade
