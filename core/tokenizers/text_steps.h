// SPDX-License-Identifier: Apache-2.0
// What happens to text before its words are looked up: normalizers change it, splitters cut it into pieces.
// Names and meaning are those of Hugging Face tokenizers.
#pragma once

#include "core/tokenizers/pattern.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace alidade {

/// Changes UTF-8 text.
using Normalizer = std::function<std::string(std::string text)>;

/// A part of the text that no token crosses.
struct Piece {
    std::string text;
    bool first = false; ///< stands at the start of the whole text
};

/// Cuts pieces into smaller ones, or changes their text.
using Splitter = std::function<std::vector<Piece>(std::vector<Piece> pieces)>;

/// The four Unicode normalization forms.
enum class NormalForm { C, D, KC, KD };

/// Unicode normalization by utf8proc.
Normalizer unicodeNormalizer(NormalForm form);
/// Puts `prefix` in front of text that is not empty.
Normalizer prependNormalizer(std::string prefix);
/// Replaces every match.
Normalizer replaceNormalizer(Pattern pattern, std::string content);

/// What becomes of the matches of a pattern.
enum class SplitBehavior { Removed, Isolated, MergedWithPrevious, MergedWithNext, Contiguous };

/// Cuts at the matches of a pattern, or with `invert` at what lies between them.
Splitter patternSplitter(Pattern pattern, SplitBehavior behavior, bool invert);
/// Puts a space in front of pieces that do not begin with one.
Splitter prefixSpaceSplitter();
/// Writes every byte as a character of GPT-2's alphabet.
Splitter byteLevelSplitter();

/// Where the mark of a space is put in front.
enum class PrependScheme { Never, First, Always };

/// Writes spaces as `mark`, puts one in front, and with `split` cuts before every mark.
Splitter metaspaceSplitter(std::string mark, PrependScheme scheme, bool split);

/// The expression by which GPT-2 splits.
extern const char* const gpt2Pattern;

} // namespace alidade
