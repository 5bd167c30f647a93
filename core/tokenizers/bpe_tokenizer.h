// SPDX-License-Identifier: Apache-2.0
// The tokenizer of tokenizer.json and of GGUF vocabularies: steps on the text, then byte-pair encoding of
// pieces.
#pragma once

#include "core/tokenizers/added_tokens.h"
#include "core/tokenizers/bpe_model.h"
#include "core/tokenizers/text_steps.h"
#include "core/tokenizers/tokenizer.h"

namespace alidade {

/// Everything that a file says about its tokenizer.
struct BpeRecipe {
    explicit BpeRecipe(std::string path) : file(path), model(std::move(path)) {}

    std::string file;
    std::string kind; ///< "byte-level BPE"
    BpeModel model;
    std::vector<Normalizer> normalizers;
    std::vector<Splitter> splitters;
    AddedTokens added;            ///< looked for in the text as given
    AddedTokens addedNormalized;  ///< looked for in normalized text
    bool byteLevel = false;       ///< tokens are in GPT-2's alphabet
    std::string spaceMark;        ///< stands for a space in tokens, empty if nothing does
    bool dropsFirstSpace = false; ///< decoding leaves out the space that encoding puts in front
    std::vector<bool> verbatim;   ///< by id: the text of this token is no coded text; short if no more are
    std::optional<std::int32_t> beginOfSequence;
    std::optional<std::int32_t> endOfSequence;
};

/// The tokenizer of a recipe.
std::unique_ptr<const Tokenizer> makeBpeTokenizer(BpeRecipe recipe);

} // namespace alidade
