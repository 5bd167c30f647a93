// SPDX-License-Identifier: Apache-2.0
// The diagonal of the Fisher matrix: how much the divergence of the model grows with the square of a single weight's
// change. Two estimates, in the same unit: nats per token and square of weight, so that independent small changes dW of
// all weights cost about sum_ij F_ij dW_ij^2 / 2 nats of KL per token.
#pragma once

#include "core/base/job.h"
#include "core/operators/calibration_moments.h"
#include "core/operators/llama_backward.h"

#include <functional>

namespace alidade {

/// Estimates for the weights of one projection, each out x in; empty if it was not asked for.
struct WeightFisher {
    ParameterId projection;
    /// E over positions of delta_i^2 x_j^2 (science.md 6). A weight acts at every position of a window; products of
    /// what it does at two of them are left out. What remains is the diagonal of K-FAC's block before its factors are
    /// taken apart.
    Matrix tokenwise;
    /// Mean over windows of (sum_t delta_t x_t^T)_ij^2, divided by the length of a window. Exact: with `sampledLoss` its
    /// expectation is the diagonal of the true Fisher matrix per token; the terms of labels at different positions
    /// vanish in expectation, as long as a window's labels are drawn independently given the text.
    Matrix windowwise;
    Index tokens = 0;  ///< positions
    Index windows = 0; ///< squared gradients behind `windowwise`: few of them make it noisy
};

/// What fisherDiagonal() does.
struct FisherOptions {
    bool tokenwise = true;
    bool windowwise = true;
    SiteChoice choice; ///< projections; empty for those of all blocks, without the head
    GradientOptions gradient;
    /// Turns inputs (tokens x in) and deltas (tokens x out) of a projection to other coordinates before they are squared,
    /// so that the estimates are those of W' = L W R^T; empty for the weights as they are.
    std::function<void(const ParameterId& projection, Matrix& inputs, Matrix& deltas)> turn;
};

/// Gets finished estimates, from the last block to the first, in the order of blockProjections(); the head, if chosen,
/// first. Sums of one block are in memory at a time.
using FisherSink = std::function<void(WeightFisher&& fisher)>;

/// @param loss `sampledLoss` for the true Fisher matrix, `labelLoss` for the empirical one
/// @return the loss @throws as LossGradient::run()
double fisherDiagonal(const Llama& model, const TokenWindows& tokens, const OutputLoss& loss,
                      const FisherOptions& options, const FisherSink& sink, const JobContext& job);

} // namespace alidade
