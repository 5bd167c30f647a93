// SPDX-License-Identifier: Apache-2.0
// tokenizer.json of Hugging Face tokenizers: byte-pair encoding, byte-level or with byte tokens.
#include "core/base/text.h"
#include "core/checkpoint/limits.h"
#include "core/tokenizers/json_file.h"
#include "core/tokenizers/text_steps_json.h"

#include <algorithm>
#include <array>

namespace alidade {

namespace {

using simdjson::dom::array;
using simdjson::dom::element;
using simdjson::dom::object;

/// Counted, because the library's own count stops at 2^24. @throws FormatError beyond the limit
template <typename List>
std::size_t countOf(const List& list, const std::string& file, const std::string& what)
{
    std::size_t count = 0;
    for (const auto& item : list) {
        static_cast<void>(item);
        if (++count > limits::vocabularyTokens)
            throw FormatError(FormatReason::TooMany, file,
                              "there are more than " + withThousands(limits::vocabularyTokens) + " " + what);
    }
    return count;
}

class TokenizerReader {
public:
    explicit TokenizerReader(const std::string& path) : m_path(path), m_recipe(path) {}

    std::unique_ptr<const Tokenizer> read()
    {
        withJsonErrors(m_path, [this] { readAll(JsonFile(m_path).root()); });
        return makeBpeTokenizer(std::move(m_recipe));
    }

private:
    [[noreturn]] void refuse(FormatReason reason, const std::string& detail) const
    {
        throw FormatError(reason, m_path, detail);
    }

    void readAll(object root)
    {
        element part;
        if (!findElement(root, "model", part)) refuse(FormatReason::Missing, "there is no 'model' in it");
        const object model = part.get_object();
        requireBpe(model);
        if (findElement(root, "added_tokens", part))
            m_added = countOf(part.get_array().value(), m_path, "added tokens");
        readVocabulary(model);
        if (findElement(root, "normalizer", part)) readNormalizer(part.get_object(), m_recipe);
        if (findElement(root, "pre_tokenizer", part)) readPreTokenizer(part.get_object(), m_recipe);
        readRules(model);
        if (findElement(root, "added_tokens", part))
            for (const element token : part.get_array())
                readAdded(token.get_object());
        if (m_recipe.model.size() == 0) refuse(FormatReason::Missing, "the vocabulary is empty");
        m_recipe.kind = m_recipe.byteLevel ? "byte-level BPE" : "BPE";
        readSpecialIds();
    }

    void requireBpe(object model)
    {
        element part;
        const std::string type = std::string(valueOr<std::string_view>(model, "type", "BPE"));
        if (type != "BPE")
            refuse(FormatReason::Unsupported,
                   "the model " + inQuotes(type) + " is not supported, only BPE is");
        if (!findElement(model, "merges", part)) refuse(FormatReason::Missing, "the model has no 'merges'");
        for (const char* affix : {"continuing_subword_prefix", "end_of_word_suffix"})
            if (!valueOr<std::string_view>(model, affix, "").empty())
                refuse(FormatReason::Unsupported, std::string("BPE with ") + affix + " is not supported");
        if (valueOr<double>(model, "dropout", 0.0) != 0.0)
            refuse(FormatReason::Unsupported, "BPE with dropout is random and not supported");
    }

    void readVocabulary(object model)
    {
        element part;
        if (!findElement(model, "vocab", part)) refuse(FormatReason::Missing, "the model has no 'vocab'");
        const object vocabulary = part.get_object();
        m_tokens = countOf(vocabulary, m_path, "tokens");
        for (const auto field : vocabulary)
            m_recipe.model.addToken(std::string(field.key), field.value.get_int64(), m_tokens + m_added);
    }

    void readRules(object model)
    {
        BpeModel& bpe = m_recipe.model;
        element merges;
        static_cast<void>(findElement(model, "merges", merges));
        for (const element merge : merges.get_array())
            readMerge(merge);
        if (valueOr<bool>(model, "byte_fallback", false)) bpe.useByteTokens();
        if (valueOr<bool>(model, "ignore_merges", false)) bpe.takeWholeWords();
        element unknown;
        if (findElement(model, "unk_token", unknown))
            bpe.setUnknown(requiredText(model, "unk_token", m_path, "the model"),
                           valueOr<bool>(model, "fuse_unk", false));
    }

    /// "a b" or ["a", "b"].
    void readMerge(element merge)
    {
        if (merge.is_array()) {
            const array pair = merge.get_array();
            if (pair.size() != 2) refuse(FormatReason::BadHeader, "a merge is not of two tokens");
            return m_recipe.model.addJoin(std::string(pair.at(0).get_string().value()),
                                          std::string(pair.at(1).get_string().value()));
        }
        const std::string_view text = merge.get_string();
        if (text.starts_with("#version")) return;
        const std::size_t space = text.find(' ');
        if (space == std::string_view::npos || text.find(' ', space + 1) != std::string_view::npos)
            refuse(FormatReason::BadHeader, "the merge " + inQuotes(text) + " is not of two tokens");
        m_recipe.model.addJoin(std::string(text.substr(0, space)), std::string(text.substr(space + 1)));
    }

    void readAdded(object json)
    {
        AddedToken token;
        token.text = requiredText(json, "content", m_path, "an added token");
        const std::int64_t id = valueOr<std::int64_t>(json, "id", -1);
        m_recipe.model.addReservedToken(token.text, id, m_tokens + m_added);
        token.id = static_cast<std::int32_t>(id); // in range, or it was refused
        const auto place = static_cast<std::size_t>(id);
        if (m_recipe.verbatim.size() <= place) m_recipe.verbatim.resize(place + 1);
        m_recipe.verbatim[place] = true;
        const bool special = valueOr<bool>(json, "special", false);
        if (special) return; // in text it is only text
        if (valueOr<bool>(json, "single_word", false))
            refuse(FormatReason::Unsupported,
                   "the added token " + inQuotes(token.text) + " is a single word, which is not supported");
        token.stripsLeft = valueOr<bool>(json, "lstrip", false);
        token.stripsRight = valueOr<bool>(json, "rstrip", false);
        if (!valueOr<bool>(json, "normalized", true)) return m_recipe.added.add(std::move(token));
        for (const Normalizer& normalize : m_recipe.normalizers)
            token.text = normalize(std::move(token.text));
        m_recipe.addedNormalized.add(std::move(token));
    }

    /// tokenizer_config.json says it by the token's text, config.json by its id, otherwise usual names do.
    void readSpecialIds()
    {
        const std::size_t slash = m_path.rfind('/');
        const std::string folder = slash == std::string::npos ? "" : m_path.substr(0, slash + 1);
        if (readIdsFrom(folder + "tokenizer_config.json", [this](object config) {
                m_recipe.beginOfSequence = idOfText(config, "bos_token");
                m_recipe.endOfSequence = idOfText(config, "eos_token");
            }))
            return;
        if (readIdsFrom(folder + "config.json", [this](object config) {
                m_recipe.beginOfSequence = idOfNumber(config, "bos_token_id");
                m_recipe.endOfSequence = idOfNumber(config, "eos_token_id");
            }))
            return;
        m_recipe.beginOfSequence = firstKnown({"<s>", "<|begin_of_text|>", "<bos>"});
        m_recipe.endOfSequence = firstKnown({"</s>", "<|end_of_text|>", "<eos>", "<|endoftext|>"});
    }

    /// False if there is no such file.
    template <typename Read>
    static bool readIdsFrom(const std::string& path, const Read& read)
    {
        try {
            withJsonErrors(path, [&] { read(JsonFile(path).root()); });
            return true;
        } catch (const FormatError& error) {
            if (error.reason() != FormatReason::Missing) throw;
            return false;
        }
    }

    [[nodiscard]] std::optional<std::int32_t> idOfText(object config, std::string_view key) const
    {
        element value;
        if (!findElement(config, key, value)) return std::nullopt;
        if (value.is_object()) {
            const object token = value.get_object();
            if (!findElement(token, "content", value)) return std::nullopt;
        }
        return idOf(value.get_string().value());
    }

    [[nodiscard]] std::optional<std::int32_t> idOfNumber(object config, std::string_view key) const
    {
        element value;
        if (!findElement(config, key, value)) return std::nullopt;
        if (value.is_array() && array(value.get_array()).at(0).get(value) != simdjson::SUCCESS)
            return std::nullopt;
        const std::int64_t id = value.get_int64();
        if (id < 0 || static_cast<std::uint64_t>(id) >= m_recipe.model.size()) return std::nullopt;
        return static_cast<std::int32_t>(id);
    }

    [[nodiscard]] std::optional<std::int32_t> firstKnown(std::initializer_list<std::string_view> texts) const
    {
        for (const std::string_view text : texts)
            if (const auto id = idOf(text)) return id;
        return std::nullopt;
    }

    /// Of a token of the vocabulary or an added one.
    [[nodiscard]] std::optional<std::int32_t> idOf(std::string_view text) const
    {
        if (const auto id = m_recipe.model.find(text)) return id;
        for (std::size_t id = 0; id < m_recipe.verbatim.size(); ++id)
            if (m_recipe.verbatim[id] && m_recipe.model.text(static_cast<std::int32_t>(id)) == text)
                return static_cast<std::int32_t>(id);
        return std::nullopt;
    }

    const std::string& m_path;
    BpeRecipe m_recipe;
    std::size_t m_tokens = 0;
    std::size_t m_added = 0;
};

bool recognizes(const ProbeInput& input)
{
    const auto isSpace = [](std::byte byte) {
        return byte == std::byte{' '} || byte == std::byte{'\n'} || byte == std::byte{'\r'} ||
               byte == std::byte{'\t'};
    };
    const auto first = std::find_if_not(input.head.begin(), input.head.end(), isSpace);
    return first != input.head.end() && *first == std::byte{'{'};
}

std::unique_ptr<const Tokenizer> open(const std::string& path) { return TokenizerReader(path).read(); }

} // namespace

void register_huggingface_tokenizer(TokenizerRegistry& registry)
{
    registry.add({"tokenizer-json", "Hugging Face tokenizer (tokenizer.json)", "tokenizer.json", "",
                  recognizes, open});
}

} // namespace alidade
