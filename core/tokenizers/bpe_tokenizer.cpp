// SPDX-License-Identifier: Apache-2.0
// Encoding and decoding of whole texts.
#include "core/tokenizers/bpe_tokenizer.h"

#include "core/base/text.h"
#include "core/tokenizers/byte_alphabet.h"

#include <unordered_map>
#include <utility>

namespace alidade {

namespace {

constexpr std::size_t longestCachedWord = 64; // bytes
constexpr std::size_t mostCachedWords = 100'000;

/// Tokens of words that were seen already; one for each text.
class WordCache {
public:
    explicit WordCache(const BpeModel& model) : m_model(model) {}

    void append(const std::string& word, std::vector<std::int32_t>& ids)
    {
        if (word.size() > longestCachedWord) return m_model.encodeWord(word, ids);
        auto found = m_words.find(word);
        if (found == m_words.end()) {
            if (m_words.size() >= mostCachedWords) return m_model.encodeWord(word, ids);
            found = m_words.emplace(word, std::vector<std::int32_t>()).first;
            m_model.encodeWord(word, found->second);
        }
        ids.insert(ids.end(), found->second.begin(), found->second.end());
    }

private:
    const BpeModel& m_model;
    std::unordered_map<std::string, std::vector<std::int32_t>> m_words;
};

class BpeTokenizer final : public Tokenizer {
public:
    explicit BpeTokenizer(BpeRecipe recipe) : m_recipe(std::move(recipe)) {}

    [[nodiscard]] std::vector<std::int32_t> encode(std::string_view text) const override
    {
        if (!isValidUtf8(text)) throw InvalidRequest("the text is not UTF-8");
        std::vector<std::int32_t> ids;
        WordCache words(m_recipe.model);
        for (const TextSection section : m_recipe.added.split(text)) {
            if (section.id >= 0)
                ids.push_back(section.id);
            else
                encodeSection(std::string(section.text), section.text.data() == text.data(), words, ids);
        }
        return ids;
    }

    [[nodiscard]] std::string decode(std::span<const std::int32_t> tokens) const override
    {
        std::string text;
        for (const std::int32_t token : tokens) {
            if (token < 0 || static_cast<std::size_t>(token) >= vocabularySize())
                throw InvalidRequest(escapedPath(m_recipe.file) + ": there is no token " +
                                     std::to_string(token));
            appendText(token, text);
        }
        if (m_recipe.dropsFirstSpace && text.starts_with(' ')) text.erase(0, 1);
        return validUtf8(text);
    }

    [[nodiscard]] std::size_t vocabularySize() const override { return m_recipe.model.size(); }
    [[nodiscard]] std::optional<std::int32_t> beginOfSequence() const override
    {
        return m_recipe.beginOfSequence;
    }
    [[nodiscard]] std::optional<std::int32_t> endOfSequence() const override
    {
        return m_recipe.endOfSequence;
    }
    [[nodiscard]] std::string description() const override
    {
        return m_recipe.kind + ", " + withThousands(vocabularySize()) + " tokens";
    }

private:
    void encodeSection(std::string text, bool first, WordCache& words, std::vector<std::int32_t>& ids) const
    {
        for (const Normalizer& normalize : m_recipe.normalizers)
            text = normalize(std::move(text));
        for (const TextSection section : m_recipe.addedNormalized.split(text)) {
            if (section.id >= 0) {
                ids.push_back(section.id);
                continue;
            }
            std::vector<Piece> pieces{
                {std::string(section.text), first && section.text.data() == text.data()}};
            for (const Splitter& split : m_recipe.splitters)
                pieces = split(std::move(pieces));
            for (const Piece& piece : pieces)
                words.append(piece.text, ids);
        }
    }

    void appendText(std::int32_t token, std::string& out) const
    {
        const auto place = static_cast<std::size_t>(token);
        const std::string& text = m_recipe.model.text(token);
        if (const auto byte = m_recipe.model.byteOf(token))
            out += *byte;
        else if (place < m_recipe.verbatim.size() && m_recipe.verbatim[place])
            out += text;
        else if (m_recipe.byteLevel)
            out += fromByteAlphabet(text);
        else
            appendSpaced(text, out);
    }

    void appendSpaced(const std::string& text, std::string& out) const
    {
        const std::string& mark = m_recipe.spaceMark;
        std::size_t at = 0;
        for (std::size_t found = text.find(mark); !mark.empty() && found != std::string::npos;
             found = text.find(mark, at)) {
            out.append(text, at, found - at).append(1, ' ');
            at = found + mark.size();
        }
        out.append(text, at);
    }

    BpeRecipe m_recipe;
};

} // namespace

std::unique_ptr<const Tokenizer> makeBpeTokenizer(BpeRecipe recipe)
{
    return std::make_unique<BpeTokenizer>(std::move(recipe));
}

} // namespace alidade
