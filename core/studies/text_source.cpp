// SPDX-License-Identifier: Apache-2.0
// From a file of text or of token ids to windows.
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/studies/evaluation.h"

#include <algorithm>

namespace alidade {

namespace {

std::vector<std::int32_t> tokenIds(const TextSource& source, const OpenModel&, const Protocol&, const Registries& registries)
{
    const auto checkpoint = openCheckpoint(source.tokens, registries.checkpointFormats);
    const Matrix ids = checkpoint->readMatrix(checkpoint->tensors().front(), JobContext());
    std::vector<std::int32_t> tokens(static_cast<std::size_t>(ids.size()));
    std::transform(ids.data(), ids.data() + ids.size(), tokens.begin(), [](float id) { return static_cast<std::int32_t>(id); });
    return tokens;
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
    const std::vector<std::int32_t> tokens = tokenIds(source, model, protocol, registries);
    const std::string file = escapedPath(source.text.empty() ? source.tokens : source.text);
    if (tokens.empty()) throw InvalidRequest(file + " holds no text");
    ScoredWindows windows =
        protocol.cut(tokens, contextFor(source, protocol, model.config), model.config.beginOfSequence);
    return source.windows > 0 ? firstWindows(windows, source.windows) : windows;
}

} // namespace alidade
