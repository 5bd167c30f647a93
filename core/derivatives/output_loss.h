// SPDX-License-Identifier: Apache-2.0
// Functions of a model's logits that can be differentiated: cross entropy with given labels, and with labels that the
// model draws itself. science.md 6: the first gives the empirical Fisher matrix, the second the true one.
#pragma once

#include "core/base/job.h"
#include "core/operators/llama.h"

#include <cstdint>
#include <functional>

namespace alidade {

/// Replaces logits (tokens x vocabulary, the tokens from row `first` of the text on, window by window) by the
/// derivatives of the loss with respect to them and returns the loss of these tokens. @throws Cancelled
using OutputLoss = std::function<double(Index first, Matrix& logits, const JobContext& job)>;

/// A position that is not scored.
inline constexpr std::int32_t noLabel = -1;

/// What follows each token of its window; the last position has noLabel.
TokenWindows nextTokens(const TokenWindows& tokens);

/// Positions that have a label.
Index scoredPositions(const TokenWindows& labels);

/// Sum over scored positions of -ln p(label), in nats. @param labels as many as there are tokens
/// @throws InvalidRequest (when called) for a label outside the vocabulary
OutputLoss labelLoss(TokenWindows labels);

/// The same with a label at every position, drawn from the model's own distribution there. The draw at a position
/// depends on the seed, the position and the logits alone.
OutputLoss sampledLoss(std::uint64_t seed);

} // namespace alidade
