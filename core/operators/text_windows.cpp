// SPDX-License-Identifier: Apache-2.0
#include "core/operators/text_windows.h"

#include "core/base/error.h"
#include "core/base/text.h"

#include <algorithm>

namespace alidade {

namespace {

constexpr std::int32_t notScored = -1;

void requireText(bool enough, std::span<const std::int32_t> tokens, Index needed, const char* protocol)
{
    if (enough) return;
    throw InvalidRequest("the text has " + std::to_string(tokens.size()) + " tokens; the protocol " + protocol +
                         " needs at least " + std::to_string(needed) + " with this context");
}

ScoredWindows emptyWindows(const char* name, Index windows, Index context, std::size_t textTokens)
{
    ScoredWindows result;
    result.inputs.resize(windows, context);
    result.targets = TokenWindows::Constant(windows, context, notScored);
    result.facts.name = name;
    result.facts.context = context;
    result.facts.stride = context;
    result.facts.windows = windows;
    result.facts.textTokens = textTokens;
    return result;
}

void countScored(ScoredWindows& windows)
{
    windows.facts.scored = (windows.targets.row(0).array() != notScored).count();
    windows.facts.tokens = static_cast<std::uint64_t>(windows.facts.scored * windows.facts.windows);
}

/// The protocol of the sample model's training script: BOS and `context` - 1 tokens predict `context` tokens. A window
/// that would end with the text is left out, as there.
ScoredWindows cutWindows(std::span<const std::int32_t> tokens, Index context, std::optional<std::int32_t> bos)
{
    const auto length = static_cast<Index>(tokens.size());
    const Index first = bos ? 0 : 1; // without BOS the first token of a window is given and predicts the second
    requireText(length > context + first, tokens, context + first + 1, "windows");
    const Index windows = (length - first - context - 1) / context + 1;
    ScoredWindows result = emptyWindows("windows", windows, context, tokens.size());
    for (Index window = 0; window < windows; ++window) {
        const std::int32_t* const at = tokens.data() + window * context + first;
        for (Index i = 0; i < context; ++i) {
            result.inputs(window, i) = i == 0 && bos ? *bos : at[i - 1];
            result.targets(window, i) = at[i];
        }
    }
    result.facts.bos = bos ? "before each window" : "none";
    countScored(result);
    return result;
}

/// llama-perplexity: BOS replaces the first token of every chunk, the second half is scored.
ScoredWindows cutChunks(std::span<const std::int32_t> text, Index context, std::optional<std::int32_t> bos)
{
    std::vector<std::int32_t> tokens;
    if (bos) tokens.push_back(*bos);
    tokens.insert(tokens.end(), text.begin(), text.end());
    const auto length = static_cast<Index>(tokens.size());
    requireText(context >= 4 && length >= 2 * context, text, 2 * context, "llama.cpp");
    const Index windows = length / context;
    ScoredWindows result = emptyWindows("llama.cpp", windows, context, text.size());
    for (Index window = 0; window < windows; ++window) {
        const std::int32_t* const at = tokens.data() + window * context;
        std::copy_n(at, context, &result.inputs(window, 0));
        if (bos) result.inputs(window, 0) = *bos;
        for (Index i = context / 2; i + 1 < context; ++i) result.targets(window, i) = at[i + 1];
    }
    result.facts.bos = bos ? "in place of the first token of each chunk" : "none";
    countScored(result);
    return result;
}

/// GPTQ, QuaRot and SpinQuant: one BOS before the whole text, everything but the first token of a window is scored.
ScoredWindows cutStream(std::span<const std::int32_t> text, Index context, std::optional<std::int32_t> bos)
{
    std::vector<std::int32_t> tokens;
    if (bos) tokens.push_back(*bos);
    tokens.insert(tokens.end(), text.begin(), text.end());
    const auto length = static_cast<Index>(tokens.size());
    requireText(context >= 2 && length >= context, text, context, "gptq");
    const Index windows = length / context;
    ScoredWindows result = emptyWindows("gptq", windows, context, text.size());
    for (Index window = 0; window < windows; ++window) {
        const std::int32_t* const at = tokens.data() + window * context;
        std::copy_n(at, context, &result.inputs(window, 0));
        for (Index i = 0; i + 1 < context; ++i) result.targets(window, i) = at[i + 1];
    }
    result.facts.bos = bos ? "once, before the text" : "none";
    countScored(result);
    return result;
}

Registry<Protocol> allProtocols()
{
    Registry<Protocol> all;
    all.add({.id = "windows",
             .help = "every line tokenized on its own; windows that do not overlap, each after a beginning-of-sequence "
                     "token, all tokens predicted (the sample model's own protocol)",
             .byLine = true,
             .context = 0,
             .cut = cutWindows});
    all.add({.id = "llama.cpp",
             .help = "chunks that do not overlap, the first token of each replaced by the beginning-of-sequence token, "
                     "the second half of each predicted (llama-perplexity)",
             .byLine = false,
             .context = 512,
             .cut = cutChunks});
    all.add({.id = "gptq",
             .help = "one beginning-of-sequence token before the text, windows that do not overlap, all tokens but the "
                     "first of each predicted (GPTQ, QuaRot, SpinQuant)",
             .byLine = false,
             .context = 2048,
             .cut = cutStream});
    return all;
}

} // namespace

const Registry<Protocol>& protocols()
{
    static const Registry<Protocol> all = allProtocols();
    return all;
}

std::vector<std::int32_t> tokensOf(std::string_view text, const Protocol& protocol,
                                   const std::function<std::vector<std::int32_t>(std::string_view)>& encode)
{
    if (!protocol.byLine) return encode(text);
    std::vector<std::int32_t> tokens;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        std::string_view line = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        if (line.ends_with('\r')) line.remove_suffix(1);
        const std::vector<std::int32_t> part = encode(line);
        tokens.insert(tokens.end(), part.begin(), part.end());
    }
    return tokens;
}

ScoredWindows firstWindows(const ScoredWindows& all, Index windows)
{
    const Index kept = std::clamp<Index>(windows, 1, all.facts.windows);
    ScoredWindows some{all.inputs.topRows(kept), all.targets.topRows(kept), all.facts};
    some.facts.windows = kept;
    countScored(some);
    return some;
}

std::string describe(const ProtocolFacts& facts)
{
    return facts.name + ": " + withThousands(static_cast<std::uint64_t>(facts.windows)) + " windows of " +
           std::to_string(facts.context) + " tokens, stride " + std::to_string(facts.stride) + ", " +
           withThousands(facts.tokens) + " predictions scored, BOS " + facts.bos;
}

} // namespace alidade
