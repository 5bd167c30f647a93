// SPDX-License-Identifier: Apache-2.0
// From a file of text or of token ids to windows.
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/checkpoint/file.h"
#include "core/checkpoint/limits.h"
#include "core/symmetries/online_rotations.h"
#include "core/studies/evaluation.h"
#include "core/tokenizers/token_ids.h"
#include "core/tokenizers/tokenizer.h"

#include <algorithm>

namespace alidade {

namespace {

std::string readText(const std::string& path)
{
    const File file(path);
    if (file.size() > limits::textFileBytes)
        throw InvalidRequest(escapedPath(path) + " takes " + withThousands(file.size()) +
                             " bytes; the limit for a text is " + withThousands(limits::textFileBytes));
    std::string text(static_cast<std::size_t>(file.size()), '\0');
    file.read(0, std::as_writable_bytes(std::span(text)));
    return text;
}

/// The file itself where it holds a vocabulary, its folder otherwise.
std::string tokenizerPath(const TextSource& source, const OpenModel& model)
{
    if (!source.tokenizer.empty()) return source.tokenizer;
    const Checkpoint& checkpoint = model.weights->checkpoint();
    return checkpoint.formatId() == "gguf" ? checkpoint.path() : folderOf(checkpoint);
}

/// A vocabulary may be padded in the model, never the reverse.
void requireFit(const Tokenizer& tokenizer, const OpenModel& model, const std::string& path)
{
    if (tokenizer.vocabularySize() <= static_cast<std::size_t>(model.config.vocabulary)) return;
    throw InvalidRequest(escapedPath(path) + " has " + withThousands(tokenizer.vocabularySize()) +
                         " tokens and the model " + withThousands(static_cast<std::uint64_t>(model.config.vocabulary)) +
                         ": it is another model's tokenizer");
}

struct TokenizedText {
    std::vector<std::int32_t> tokens;
    std::optional<std::int32_t> beginOfSequence;
};

TokenizedText tokenized(const TextSource& source, const OpenModel& model, const Protocol& protocol,
                        const Registries& registries)
{
    if (!source.tokens.empty())
        return {readTokenIds(source.tokens, registries.checkpointFormats), model.config.beginOfSequence};
    const std::string text = readText(source.text);
    const std::string path = tokenizerPath(source, model);
    const auto tokenizer = openTokenizer(path, registries.tokenizers);
    requireFit(*tokenizer, model, path);
    const auto encode = [&tokenizer](std::string_view part) { return tokenizer->encode(part); };
    // The tokenizer alone decides: configurations name a token also where none is put in front (Qwen).
    return {tokensOf(text, protocol, encode), tokenizer->beginOfSequence()};
}

/// What the protocol or the model is used to.
Index contextFor(const TextSource& source, const Protocol& protocol, const ModelConfig& config)
{
    constexpr Index longest = 2048;
    constexpr Index unknown = 512;
    if (source.context > 0) return source.context;
    const Index model = config.maxPositions > 0 ? std::min(config.maxPositions, longest) : unknown;
    return protocol.context > 0 ? std::min(protocol.context, model) : model;
}

} // namespace

ScoredWindows readWindows(const TextSource& source, const OpenModel& model, const Registries& registries)
{
    const Protocol& protocol = protocols().find(source.protocol);
    const TokenizedText text = tokenized(source, model, protocol, registries);
    const std::string file = escapedPath(source.text.empty() ? source.tokens : source.text);
    if (text.tokens.empty()) throw InvalidRequest(file + " holds no text");
    ScoredWindows windows =
        protocol.cut(text.tokens, contextFor(source, protocol, model.config), text.beginOfSequence);
    return source.windows > 0 ? firstWindows(windows, source.windows) : windows;
}

} // namespace alidade
