// SPDX-License-Identifier: Apache-2.0
// Text to token ids and back. docs/tokenizers.md says which files are read and what is refused.
#pragma once

#include "core/base/registry.h"
#include "core/checkpoint/checkpoint_format.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace alidade {

/// Text to token ids. Immutable; any thread may use it.
class Tokenizer {
public:
    virtual ~Tokenizer() = default;
    Tokenizer(const Tokenizer&) = delete;
    Tokenizer& operator=(const Tokenizer&) = delete;

    /// Token ids of UTF-8 text, without beginning- or end-of-sequence tokens; special tokens written in the
    /// text are encoded as plain text.
    /// @throws InvalidRequest for text that is not UTF-8, or that the file's own pattern cannot split in
    /// reasonable time
    [[nodiscard]] virtual std::vector<std::int32_t> encode(std::string_view text) const = 0;

    /// Text of ids, for display and round-trip tests: what is not UTF-8 becomes U+FFFD.
    /// @throws InvalidRequest for an id out of range
    [[nodiscard]] virtual std::string decode(std::span<const std::int32_t> tokens) const = 0;

    /// Ids are below this.
    [[nodiscard]] virtual std::size_t vocabularySize() const = 0;
    /// The id that goes in front of a text, if the files name one.
    [[nodiscard]] virtual std::optional<std::int32_t> beginOfSequence() const = 0;
    /// The id that ends a text, if the files name one.
    [[nodiscard]] virtual std::optional<std::int32_t> endOfSequence() const = 0;
    /// "SentencePiece, 4,096 tokens".
    [[nodiscard]] virtual std::string description() const = 0;

protected:
    Tokenizer() = default;
};

/// One kind of tokenizer file.
struct TokenizerFormat {
    std::string id;       ///< "sentencepiece"
    std::string label;    ///< "SentencePiece", for messages
    std::string fileName; ///< its name in a model folder; empty if it has none of its own
    std::string suffix;   ///< with the dot: how its files end where they have no name of their own
    /// Decides by content.
    std::function<bool(const ProbeInput&)> recognizes;
    /// @throws FormatError
    std::function<std::unique_ptr<const Tokenizer>(const std::string& path)> open;
};

using TokenizerRegistry = Registry<TokenizerFormat>;

/// Opens a tokenizer's file, or a folder that holds one. Of a folder with several the first of the registry's
/// order counts: tokenizer.json before tokenizer.model, as transformers chooses.
/// @throws FormatError for a file that is missing, damaged or of a kind that is not supported, InvalidRequest
/// for an empty path
std::unique_ptr<const Tokenizer> openTokenizer(const std::string& path, const TokenizerRegistry& formats);

} // namespace alidade
