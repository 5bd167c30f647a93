// SPDX-License-Identifier: Apache-2.0
// Second moments of what a text puts into the projections of a model (Sigma = E[x x^T], science.md 1.5) and of the
// derivatives of the loss with respect to what comes out (G = E[delta delta^T], science.md 6): the two sides of K-FAC.
// The whole text goes through one block before the next, so that one block's sums are in memory at a time.
#pragma once

#include "core/base/job.h"
#include "core/operators/llama.h"
#include "core/derivatives/llama_backward.h"

#include <algorithm>
#include <functional>

namespace alidade {

/// Moments at one side of a projection.
struct SiteMoments {
    /// Of an input: Query (shared by q, k and v), Output, Gate (shared by gate and up), Down or Head. Of outputs: the
    /// projection itself.
    ParameterId site;
    MatrixD mean;     ///< n x n, mean over tokens, symmetric
    Index tokens = 0; ///< that were seen

    /// The rank can be no higher: with fewer tokens than n the moments say nothing about some directions.
    [[nodiscard]] Index rankBound() const { return std::min<Index>(tokens, mean.rows()); }
};

/// Gets finished moments; may keep them. Those that follow are still to be computed, so memory is in its hands.
using MomentSink = std::function<void(SiteMoments&& moments)>;

/// Which places are asked for.
using SiteChoice = std::function<bool(const ParameterId& site)>;

/// What shares its input with a projection: Query for q, k and v; Gate for gate and up; itself for all others.
ParameterId inputSite(const ParameterId& projection);

/// Moments of the inputs of projections, from the first block to the last: one forward pass. Within a block: Query,
/// Output, Gate, Down. With online rotations the input of Down is the rotated one, which meets the weights.
/// @param choice which sites; empty for those of all blocks, without the head @throws as Llama::embed(), Cancelled
void inputMoments(const Llama& model, const TokenWindows& tokens, const SiteChoice& choice, const MomentSink& sink,
                  const JobContext& job);

/// What outputMoments() does.
struct OutputMomentOptions {
    SiteChoice choice;        ///< projections; empty for those of all blocks. The head's matrix is vocabulary x vocabulary
    MomentSink inputs;        ///< gets the moments of inputs as well, from the same pass; may be empty
    SiteChoice inputChoice;   ///< their sites; empty for those of all blocks
    GradientOptions gradient;
};

/// Moments of delta, the derivatives of the loss with respect to the outputs of projections, from the last block to the
/// first; within a block in the order of blockProjections(), inputs before outputs.
///
/// The mean is over all positions of the text, and delta at a position is the derivative of the loss of its whole window,
/// -sum_t ln p(y_t), so that it holds what this position does to all later ones. With `sampledLoss` the y_t are drawn
/// from the model given the text before t: then E[delta] = 0, terms of different t vanish in expectation, and the mean
/// estimates E[delta delta^T] of the true Fisher matrix by one draw of each label. With `labelLoss` it is that of the
/// empirical Fisher matrix. G (x) Sigma approximates the Fisher matrix per token (K-FAC): the expected KL per token of a
/// small change dW of one projection is about tr(dW^T G dW Sigma) / 2.
/// @return the loss @throws as LossGradient::run()
double outputMoments(const Llama& model, const TokenWindows& tokens, const OutputLoss& loss,
                     const OutputMomentOptions& options, const MomentSink& sink, const JobContext& job);

} // namespace alidade
