// SPDX-License-Identifier: Apache-2.0
// Facts from config.json, tokenizer.json, tokenizer_config.json and tokenizer.model.
#include "core/checkpoint/huggingface_config.h"

#include "core/base/text.h"
#include "core/checkpoint/file.h"
#include "core/checkpoint/limits.h"

#include <simdjson.h>

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace alidade {

namespace {

using simdjson::dom::element;
using simdjson::dom::object;

constexpr std::size_t longestText = 300;

constexpr std::array configKeys{
    "model_type",
    "hidden_size",
    "intermediate_size",
    "num_hidden_layers",
    "num_attention_heads",
    "num_key_value_heads",
    "head_dim",
    "vocab_size",
    "max_position_embeddings",
    "rope_theta",
    "rms_norm_eps",
    "hidden_act",
    "tie_word_embeddings",
    "torch_dtype",
    "dtype",
};

/// A number, truth value or text; nothing for what has parts.
std::optional<std::string> plainText(element value)
{
    if (value.is<object>() || value.is<simdjson::dom::array>() || value.is_null()) return std::nullopt;
    std::string_view text;
    if (value.get_string().get(text) == simdjson::SUCCESS) return escaped(text, longestText);
    return std::string(simdjson::minify(value));
}

class FactReader {
public:
    FactReader(const std::string& folder, CheckpointHeader& header) : m_folder(folder), m_header(header) {}

    void read()
    {
        withJson("config.json", true, [this](object config) { readConfig(config); });
        withJson("tokenizer.json", false, [this](object tokenizer) { readTokenizer(tokenizer); });
        withJson("tokenizer_config.json", false, [this](object config) {
            addPlain(config, "tokenizer_class");
            addPlain(config, "model_max_length");
        });
        describeSentencePiece();
    }

private:
    void warn(const std::string& text) { m_header.warnings.push_back(text); }
    void add(const std::string& key, std::string value)
    {
        m_header.metadata.emplace_back(key, std::move(value));
    }

    void addPlain(object from, const char* key)
    {
        element value;
        if (from.at_key(key).get(value) != simdjson::SUCCESS) return;
        if (auto text = plainText(value)) add(key, std::move(*text));
    }

    /// Hands the top object of a JSON file to `body`. Whatever fails is a warning.
    template <typename Body>
    void withJson(const std::string& name, bool expected, Body&& body)
    {
        try {
            const File file(m_folder + name);
            if (file.size() > limits::jsonFileBytes)
                return warn(name + " takes " + withThousands(file.size()) +
                            " bytes and was not read; the limit is " + withThousands(limits::jsonFileBytes));
            simdjson::padded_string text(static_cast<std::size_t>(file.size()));
            file.read(0, std::as_writable_bytes(std::span(text.data(), text.size())));
            simdjson::dom::parser parser;
            if (const auto error = parser.allocate(text.size(), limits::jsonNesting);
                error != simdjson::SUCCESS)
                return warn(name + " was not read: " + simdjson::error_message(error));
            body(object(parser.parse(text).get_object()));
        } catch (const FormatError& error) {
            if (error.reason() != FormatReason::Missing)
                warn(name + ": " + error.detail());
            else if (expected)
                warn("there is no " + name);
        } catch (const simdjson::simdjson_error& error) {
            warn(name + " is damaged: " + error.what());
        }
    }

    void readConfig(object config)
    {
        simdjson::dom::array architectures;
        std::string_view architecture;
        if (config.at_key("architectures").get(architectures) == simdjson::SUCCESS &&
            architectures.at(0).get(architecture) == simdjson::SUCCESS)
            add("architecture", escaped(architecture, longestText));
        object text; // models of several kinds of input keep the language model's facts one level down
        const bool nested = config.at_key("text_config").get(text) == simdjson::SUCCESS;
        for (const char* key : configKeys) {
            element value;
            const bool onTop = config.at_key(key).get(value) == simdjson::SUCCESS;
            addPlain(nested && !onTop ? text : config, key);
        }
        std::string_view method;
        if (config.at_key("quantization_config").at_key("quant_method").get(method) == simdjson::SUCCESS)
            add("quantization", escaped(method, longestText));
    }

    void readTokenizer(object tokenizer)
    {
        object model;
        if (tokenizer.at_key("model").get(model) != simdjson::SUCCESS)
            return warn("tokenizer.json has no model");
        std::string words = "tokenizer.json";
        std::string_view type;
        if (model.at_key("type").get(type) == simdjson::SUCCESS) words += ", " + escaped(type, longestText);
        object byName;
        simdjson::dom::array byNumber;
        std::optional<std::size_t> tokens;
        if (model.at_key("vocab").get(byName) == simdjson::SUCCESS)
            tokens = countOf(byName);
        else if (model.at_key("vocab").get(byNumber) == simdjson::SUCCESS)
            tokens = countOf(byNumber);
        if (!tokens) return warn("tokenizer.json has no vocabulary");
        add("tokenizer", words + ", " + withThousands(*tokens) + " tokens");
    }

    /// Counted, because the library's own count stops at 2^24.
    template <typename List>
    static std::size_t countOf(const List& list)
    {
        std::size_t count = 0;
        for (const auto& item : list) {
            static_cast<void>(item);
            ++count;
        }
        return count;
    }

    void describeSentencePiece()
    {
        try {
            const File file(m_folder + "tokenizer.model");
            add("tokenizer.model", withThousands(file.size()) + " bytes");
        } catch (const FormatError& error) {
            if (error.reason() != FormatReason::Missing) warn("tokenizer.model: " + error.detail());
        }
    }

    const std::string& m_folder;
    CheckpointHeader& m_header;
};

} // namespace

void addModelFacts(const std::string& folder, CheckpointHeader& header) { FactReader(folder, header).read(); }

} // namespace alidade
