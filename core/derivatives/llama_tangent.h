// SPDX-License-Identifier: Apache-2.0
// Forward-mode derivatives: how the logits change to first order when the weights move along a direction. The residual
// stream and its tangents go through the blocks together; any number of directions share the first.
#pragma once

#include "core/base/job.h"
#include "core/operators/llama.h"

#include <functional>
#include <vector>

namespace alidade {

/// A direction in the space of weights: load() gives the change of a parameter, shaped like it, or null for none.
/// KeptWeights holds one in memory; ChangedWeights can make one (decoded minus original) as it is asked for. Every
/// parameter may change: matrices, biases, gains of norms. With tied embeddings the change of the Embedding acts at both
/// ends and there is no Head.
using WeightDirection = ModelWeightsPtr;

/// What a direction does at each position, one entry a token.
struct TangentNorms {
    Eigen::VectorXd squared; ///< ||J v||^2 of the logits
    Eigen::VectorXd centred; ///< the same after the mean over the vocabulary, which changes no probability, is taken off
    /// v^T F v = variance of J v under the model's probabilities, F being the Fisher matrix of this position. The
    /// divergence KL(f, f + eps v) is eps^2 / 2 of it to leading order, in nats.
    Eigen::VectorXd fisher;
};

/// Logits of some tokens (rows first, first + 1, ... of the text) and their tangent along one direction; both
/// tokens x vocabulary, alive as long as the call. All directions of a tile come one after the other.
using TangentTap =
    std::function<void(std::size_t direction, Index first, ConstMatrixRef logits, ConstMatrixRef tangent)>;

/// Runs model and directions over a text. @param tap may be empty @return norms of each direction
/// @throws InvalidRequest for a change that has not the shape of its parameter or that no parameter belongs to, tokens
/// outside the vocabulary; Cancelled
std::vector<TangentNorms> differentiateAlong(const Llama& model, const TokenWindows& tokens,
                                             const std::vector<WeightDirection>& directions, const TangentTap& tap,
                                             const JobContext& job);

} // namespace alidade
