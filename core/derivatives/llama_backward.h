// SPDX-License-Identifier: Apache-2.0
// The derivative of a loss of the logits with respect to what every projection puts out. It runs block by block: the
// residual stream before each block is kept for all windows, and a block's own intermediate values are computed again
// when the pass comes back to it, for a few windows at a time.
// The derivative with respect to a projection's weights (out x in) is the sum over tokens of delta x^T.
#pragma once

#include "core/base/job.h"
#include "core/operators/llama.h"
#include "core/derivatives/output_loss.h"

#include <functional>

namespace alidade {

/// Called for every projection on the way back with its inputs x (tokens x in) and the derivatives of the loss with
/// respect to its outputs delta (tokens x out). The matrices live as long as the call.
using GradientTap =
    std::function<void(const ParameterId& projection, ConstMatrixRef inputs, ConstMatrixRef deltas)>;

/// Who looks on. The head comes first if it is asked for, in pieces of a few hundred tokens; then the blocks from the
/// last to the first, each for one group of whole windows after the other: Down, Gate, Up, Output, Query, Key, Value.
/// For each projection the rows come in the order of the text.
struct GradientObserver {
    GradientTap tap;                             ///< may be empty
    std::function<void(Index block)> blockDone;  ///< all windows went through; -1: through the head; may be empty
    bool head = false;                           ///< whether the tap is called for the head
};

/// What a pass may use.
struct GradientOptions {
    double streamBytes = 2e9;  ///< for residual streams; beyond that they are computed twice (residual_streams.h)
    double workBytes = 256e6;  ///< for a block's intermediate values
    Index firstBlock = 0;      ///< blocks before it are not visited
};

/// The derivative of a loss, sum (not mean) over the scored positions of the text.
/// Thread rule: immutable; run by the thread that owns the OpenMP team.
class LossGradient {
public:
    /// @param model must live as long as this
    explicit LossGradient(const Llama& model, GradientOptions options = {}) : m_model(model), m_options(options) {}

    /// @return the loss @throws InvalidRequest for tokens outside the vocabulary, labels that do not fit, online
    /// transforms that are not orthogonal; Cancelled
    double run(const TokenWindows& tokens, const OutputLoss& loss, const GradientObserver& observer,
               const JobContext& job) const;

private:
    const Llama& m_model;
    GradientOptions m_options;
};

} // namespace alidade
