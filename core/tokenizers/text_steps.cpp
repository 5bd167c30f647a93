// SPDX-License-Identifier: Apache-2.0
// Normalizers and splitters.
#include "core/tokenizers/text_steps.h"

#include "core/base/error.h"
#include "core/tokenizers/byte_alphabet.h"

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <utf8proc.h>
#include <utility>

namespace alidade {

namespace {

struct Part {
    TextRange range;
    bool matches = false;
};

/// All of the text as matches and what lies between them.
std::vector<Part> partsOf(std::string_view text, const Pattern& pattern, bool invert)
{
    std::vector<Part> parts;
    std::size_t at = 0;
    for (const TextRange match : pattern.matches(text)) {
        if (match.begin > at) parts.push_back({{at, match.begin}, invert});
        parts.push_back({match, !invert});
        at = match.end;
    }
    if (at < text.size()) parts.push_back({{at, text.size()}, invert});
    return parts;
}

/// Joins neighbours for which `together(left, right)` holds.
template <typename Together>
std::vector<TextRange> joined(const std::vector<Part>& parts, const Together& together)
{
    std::vector<TextRange> ranges;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (i > 0 && together(parts[i - 1], parts[i]))
            ranges.back().end = parts[i].range.end;
        else
            ranges.push_back(parts[i].range);
    }
    return ranges;
}

std::vector<TextRange> rangesOf(const std::vector<Part>& parts, SplitBehavior behavior)
{
    switch (behavior) {
    case SplitBehavior::Removed: {
        std::vector<TextRange> kept;
        for (const Part& part : parts)
            if (!part.matches) kept.push_back(part.range);
        return kept;
    }
    case SplitBehavior::MergedWithPrevious:
        return joined(parts,
                      [](const Part& left, const Part& right) { return right.matches && !left.matches; });
    case SplitBehavior::MergedWithNext:
        return joined(parts,
                      [](const Part& left, const Part& right) { return left.matches && !right.matches; });
    case SplitBehavior::Contiguous:
        return joined(parts,
                      [](const Part& left, const Part& right) { return left.matches == right.matches; });
    case SplitBehavior::Isolated:
        break;
    }
    return joined(parts, [](const Part&, const Part&) { return false; });
}

struct FreeText {
    void operator()(utf8proc_uint8_t* text) const { std::free(text); }
};

std::string withMarks(std::string_view text, std::string_view mark)
{
    std::string out;
    for (const char c : text)
        if (c == ' ')
            out += mark;
        else
            out += c;
    return out;
}

} // namespace

const char* const gpt2Pattern =
    R"('s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+)";

Normalizer unicodeNormalizer(NormalForm form)
{
    const bool compatible = form == NormalForm::KC || form == NormalForm::KD;
    const bool compose = form == NormalForm::C || form == NormalForm::KC;
    const int options = UTF8PROC_STABLE | (compose ? UTF8PROC_COMPOSE : UTF8PROC_DECOMPOSE) |
                        (compatible ? UTF8PROC_COMPAT : 0);
    return [options](std::string text) {
        utf8proc_uint8_t* raw = nullptr;
        const utf8proc_ssize_t size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                                   static_cast<utf8proc_ssize_t>(text.size()), &raw,
                                                   static_cast<utf8proc_option_t>(options));
        const std::unique_ptr<utf8proc_uint8_t, FreeText> owned(raw);
        if (size < 0)
            throw InvalidRequest(std::string("the text cannot be normalized: ") + utf8proc_errmsg(size));
        return std::string(reinterpret_cast<const char*>(raw), static_cast<std::size_t>(size));
    };
}

Normalizer prependNormalizer(std::string prefix)
{
    return [prefix = std::move(prefix)](std::string text) { return text.empty() ? text : prefix + text; };
}

Normalizer replaceNormalizer(Pattern pattern, std::string content)
{
    return [pattern = std::move(pattern), content = std::move(content)](std::string text) {
        std::string out;
        std::size_t at = 0;
        for (const TextRange match : pattern.matches(text)) {
            out.append(text, at, match.begin - at).append(content);
            at = match.end;
        }
        return out.append(text, at);
    };
}

Splitter patternSplitter(Pattern pattern, SplitBehavior behavior, bool invert)
{
    return [pattern = std::move(pattern), behavior, invert](std::vector<Piece> pieces) {
        std::vector<Piece> out;
        for (const Piece& piece : pieces)
            for (const TextRange range : rangesOf(partsOf(piece.text, pattern, invert), behavior))
                out.push_back({piece.text.substr(range.begin, range.end - range.begin),
                               piece.first && range.begin == 0});
        return out;
    };
}

Splitter prefixSpaceSplitter()
{
    return [](std::vector<Piece> pieces) {
        for (Piece& piece : pieces)
            if (!piece.text.starts_with(' ')) piece.text.insert(0, 1, ' ');
        return pieces;
    };
}

Splitter byteLevelSplitter()
{
    return [](std::vector<Piece> pieces) {
        for (Piece& piece : pieces)
            piece.text = toByteAlphabet(piece.text);
        return pieces;
    };
}

Splitter metaspaceSplitter(std::string mark, PrependScheme scheme, bool split)
{
    return [mark, scheme, cut = patternSplitter(Pattern::literal(mark), SplitBehavior::MergedWithNext, false),
            split](std::vector<Piece> pieces) {
        for (Piece& piece : pieces) {
            piece.text = withMarks(piece.text, mark);
            const bool wanted =
                scheme == PrependScheme::Always || (scheme == PrependScheme::First && piece.first);
            if (wanted && !piece.text.starts_with(mark)) piece.text.insert(0, mark);
        }
        return split ? cut(std::move(pieces)) : pieces;
    };
}

} // namespace alidade
