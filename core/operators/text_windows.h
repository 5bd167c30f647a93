// SPDX-License-Identifier: Apache-2.0
// Protocols of measuring perplexity: how a text becomes windows, and which predictions count. Numbers of different
// protocols cannot be compared (science.md 8), so the facts of a protocol go with every number.
#pragma once

#include "core/base/registry.h"
#include "core/operators/llama.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace alidade {

/// What has to be said beside a perplexity.
struct ProtocolFacts {
    std::string name;
    Index context = 0;         ///< tokens that enter the model in each window
    Index stride = 0;          ///< tokens from the beginning of a window to that of the next
    Index scored = 0;          ///< predictions that count in each window
    std::string bos;           ///< where the beginning-of-sequence token stands, in words; "none" without
    Index windows = 0;
    std::uint64_t tokens = 0;     ///< predictions that count
    std::uint64_t textTokens = 0; ///< tokens of the whole text
    friend bool operator==(const ProtocolFacts&, const ProtocolFacts&) = default;
};

/// Text as a model is asked about it.
struct ScoredWindows {
    TokenWindows inputs;  ///< windows x context
    TokenWindows targets; ///< windows x context, the token that should follow; -1 where the prediction does not count
    ProtocolFacts facts;
};

/// One protocol the user can choose.
struct Protocol {
    std::string id;    ///< "windows"
    std::string help;  ///< what it does, and who uses it
    bool byLine = false; ///< every line of the text is tokenized on its own
    Index context = 0;   ///< the customary context; 0: what the model was made for
    /// @param tokens of the text, without any beginning-of-sequence token
    /// @throws InvalidRequest for a text too short for one window
    std::function<ScoredWindows(std::span<const std::int32_t> tokens, Index context,
                                std::optional<std::int32_t> beginOfSequence)>
        cut;
};

/// windows, llama.cpp, gptq.
const Registry<Protocol>& protocols();

/// Token ids of a text, as the protocol wants it: as a whole, or line by line.
/// @param encode text to ids, without special tokens
std::vector<std::int32_t> tokensOf(std::string_view text, const Protocol& protocol,
                                   const std::function<std::vector<std::int32_t>(std::string_view)>& encode);

/// The first `windows` of them. @param windows at least 1
ScoredWindows firstWindows(const ScoredWindows& all, Index windows);

/// "windows of 256 tokens (195 windows, 49920 predictions), BOS before each window".
std::string describe(const ProtocolFacts& facts);

} // namespace alidade
