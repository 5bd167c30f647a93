// SPDX-License-Identifier: Apache-2.0
// The vocabulary inside a GGUF file: "llama" (SentencePiece BPE by scores) and "gpt2" (byte-level BPE).
#include "core/base/text.h"
#include "core/checkpoint/file.h"
#include "core/checkpoint/gguf_arrays.h"
#include "core/tokenizers/bpe_tokenizer.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace alidade {

namespace {

using Texts = std::vector<std::string>;

constexpr std::string_view spaceMark = "\xE2\x96\x81"; // U+2581

constexpr std::array<std::string_view, 11> keys{"tokenizer.ggml.model",
                                                "tokenizer.ggml.pre",
                                                "tokenizer.ggml.tokens",
                                                "tokenizer.ggml.scores",
                                                "tokenizer.ggml.token_type",
                                                "tokenizer.ggml.merges",
                                                "tokenizer.ggml.bos_token_id",
                                                "tokenizer.ggml.eos_token_id",
                                                "tokenizer.ggml.unknown_token_id",
                                                "tokenizer.ggml.add_space_prefix",
                                                "tokenizer.ggml.remove_extra_whitespaces"};

/// Kinds of tokens, as llama.cpp numbers them (llama_token_type).
enum TokenType : std::int64_t { Normal = 1, Unknown, Control, UserDefined, Unused, Byte };

/// How the text is split for a value of tokenizer.ggml.pre, as in llama.cpp (llama-vocab.cpp) and in the
/// models' own tokenizer.json.
struct PreTokenizer {
    std::vector<std::string_view> names;
    std::array<const char*, 2> patterns; ///< one after the other
    bool composes;                       ///< NFC first
    bool wholeWords;                     ///< a word that is a token needs no merges
};

const std::array preTokenizers{
    PreTokenizer{{"gpt-2"}, {gpt2Pattern, nullptr}, false, false},
    PreTokenizer{{"smollm", "starcoder", "refact"}, {"\\p{N}", gpt2Pattern}, false, false},
    PreTokenizer{
        {"llama-bpe", "llama3", "llama-v3"},
        {R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)",
         nullptr},
        false,
        true},
    PreTokenizer{
        {"qwen2", "deepseek-r1-qwen"},
        {R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)",
         nullptr},
        true,
        false},
};

/// A space in front of the text, even of one that begins with a space: what SentencePiece calls its dummy
/// prefix.
Splitter firstSpaceSplitter()
{
    return [](std::vector<Piece> pieces) {
        for (Piece& piece : pieces)
            if (piece.first && !piece.text.empty()) piece.text.insert(0, 1, ' ');
        return pieces;
    };
}

class VocabularyReader {
public:
    explicit VocabularyReader(const std::string& path)
        : m_path(path), m_values(gguf::readValues(File(path), keys)), m_recipe(path)
    {}

    std::unique_ptr<const Tokenizer> read()
    {
        const std::string model = required<std::string>("tokenizer.ggml.model");
        m_tokens = required<Texts>("tokenizer.ggml.tokens");
        readTypes();
        if (model == "llama")
            readLlama();
        else if (model == "gpt2")
            readGpt2();
        else
            refuse(FormatReason::Unsupported, "the tokenizer model " + inQuotes(model) +
                                                  " is not supported, only 'llama' and 'gpt2' are");
        if (m_tokens.empty()) refuse(FormatReason::Missing, "the vocabulary is empty");
        m_recipe.beginOfSequence = idOf("tokenizer.ggml.bos_token_id");
        m_recipe.endOfSequence = idOf("tokenizer.ggml.eos_token_id");
        return makeBpeTokenizer(std::move(m_recipe));
    }

private:
    [[noreturn]] void refuse(FormatReason reason, const std::string& detail) const
    {
        throw FormatError(reason, m_path, detail);
    }

    template <typename T>
    [[nodiscard]] const T* find(std::string_view key) const
    {
        const auto found = m_values.find(key);
        if (found == m_values.end()) return nullptr;
        const T* const value = std::get_if<T>(&found->second);
        if (!value)
            refuse(FormatReason::BadType,
                   "the metadata key " + inQuotes(key) + " is of another type than expected");
        return value;
    }

    template <typename T>
    [[nodiscard]] const T& required(std::string_view key) const
    {
        const T* const value = find<T>(key);
        if (!value) refuse(FormatReason::Missing, "there is no vocabulary in it: no " + std::string(key));
        return *value;
    }

    void readTypes()
    {
        const auto* const types = find<std::vector<std::int64_t>>("tokenizer.ggml.token_type");
        m_types = types ? *types : std::vector<std::int64_t>(m_tokens.size(), Normal);
        if (m_types.size() != m_tokens.size())
            refuse(FormatReason::SizeMismatch, "there are " + withThousands(m_types.size()) +
                                                   " token types for " + withThousands(m_tokens.size()) +
                                                   " tokens");
    }

    [[nodiscard]] std::optional<std::int32_t> idOf(std::string_view key) const
    {
        const auto* const id = find<std::int64_t>(key);
        if (!id) return std::nullopt;
        if (*id < 0 || static_cast<std::uint64_t>(*id) >= m_tokens.size())
            refuse(FormatReason::BadNumber,
                   std::string(key) + " is " + std::to_string(*id) + ", out of range");
        return static_cast<std::int32_t>(*id);
    }

    /// Every token in its place; only normal ones can come from text.
    void addTokens()
    {
        m_recipe.verbatim.resize(m_tokens.size());
        for (std::size_t i = 0; i < m_tokens.size(); ++i) {
            const auto id = static_cast<std::int32_t>(i); // fewer than limits::vocabularyTokens
            const std::int64_t type = m_types[i];
            m_recipe.verbatim[i] = type == Control || type == UserDefined || type == Unknown;
            if (type == Normal)
                m_recipe.model.addToken(m_tokens[i], id, m_tokens.size());
            else
                m_recipe.model.addReservedToken(m_tokens[i], id, m_tokens.size());
            if (type == UserDefined) m_recipe.added.add({m_tokens[i], id, false, false});
            if (type == Byte) addByte(m_tokens[i], id);
        }
    }

    void addByte(const std::string& text, std::int32_t id)
    {
        unsigned byte = 0;
        const bool framed = text.size() == 6 && text.starts_with("<0x") && text.ends_with('>');
        const char* const digits = text.data() + 3;
        if (!framed || std::from_chars(digits, digits + 2, byte, 16).ptr != digits + 2)
            refuse(FormatReason::BadText, "the byte token " + inQuotes(text) + " is not like <0x0A>");
        m_recipe.model.setByteToken(static_cast<std::uint8_t>(byte), id);
        m_hasBytes = true;
    }

    void readLlama()
    {
        addTokens();
        m_recipe.kind = "SentencePiece BPE";
        m_recipe.spaceMark = spaceMark;
        m_recipe.model.joinByScore(required<std::vector<double>>("tokenizer.ggml.scores"));
        if (m_hasBytes) m_recipe.model.useByteTokens();
        if (const auto unknown = idOf("tokenizer.ggml.unknown_token_id"))
            m_recipe.model.setUnknownId(*unknown, true);
        const bool* const squeeze = find<bool>("tokenizer.ggml.remove_extra_whitespaces");
        if (squeeze && *squeeze) {
            m_recipe.normalizers.push_back(replaceNormalizer({"\\A +| +\\z", m_path}, ""));
            m_recipe.normalizers.push_back(replaceNormalizer({" {2,}", m_path}, " "));
        }
        const bool* const prefix = find<bool>("tokenizer.ggml.add_space_prefix");
        m_recipe.dropsFirstSpace = !prefix || *prefix;
        if (m_recipe.dropsFirstSpace) m_recipe.splitters.push_back(firstSpaceSplitter());
        m_recipe.splitters.push_back(metaspaceSplitter(std::string(spaceMark), PrependScheme::Never, false));
    }

    void readGpt2()
    {
        addTokens();
        m_recipe.kind = "byte-level BPE";
        m_recipe.byteLevel = true;
        readMerges();
        const std::string* const pre = find<std::string>("tokenizer.ggml.pre");
        if (!pre)
            refuse(FormatReason::Missing,
                   "it does not say how text is split: there is no tokenizer.ggml.pre");
        const auto known =
            std::find_if(preTokenizers.begin(), preTokenizers.end(), [&](const PreTokenizer& entry) {
                return std::find(entry.names.begin(), entry.names.end(), *pre) != entry.names.end();
            });
        if (known == preTokenizers.end())
            refuse(FormatReason::Unsupported, "the pre-tokenizer " + inQuotes(*pre) + " is not supported");
        if (known->composes) m_recipe.normalizers.push_back(unicodeNormalizer(NormalForm::C));
        for (const char* pattern : known->patterns)
            if (pattern)
                m_recipe.splitters.push_back(
                    patternSplitter({pattern, m_path}, SplitBehavior::Isolated, false));
        m_recipe.splitters.push_back(byteLevelSplitter());
        if (known->wholeWords) m_recipe.model.takeWholeWords();
    }

    void readMerges()
    {
        for (const std::string& merge : required<Texts>("tokenizer.ggml.merges")) {
            const std::size_t space = merge.find(' ', 1);
            if (space == std::string::npos)
                refuse(FormatReason::BadHeader, "the merge " + inQuotes(merge) + " is not of two tokens");
            m_recipe.model.addJoin(merge.substr(0, space), merge.substr(space + 1));
        }
    }

    const std::string& m_path;
    gguf::Values m_values;
    BpeRecipe m_recipe;
    Texts m_tokens;
    std::vector<std::int64_t> m_types;
    bool m_hasBytes = false;
};

bool recognizes(const ProbeInput& input)
{
    constexpr std::array magic{std::byte{'G'}, std::byte{'G'}, std::byte{'U'}, std::byte{'F'}};
    return input.head.size() >= magic.size() && std::equal(magic.begin(), magic.end(), input.head.begin());
}

std::unique_ptr<const Tokenizer> open(const std::string& path) { return VocabularyReader(path).read(); }

} // namespace

void register_gguf_vocabulary(TokenizerRegistry& registry)
{
    registry.add({"gguf", "GGUF with a vocabulary", "", ".gguf", recognizes, open});
}

} // namespace alidade
