// SPDX-License-Identifier: Apache-2.0
// How likely models find a text, and how far their predictions are from each other: all of them run side by side, block
// by block, so that no logits of more than a few tokens are ever stored. science.md 8.
#pragma once

#include "core/base/job.h"
#include "core/operators/llama.h"
#include "core/operators/text_windows.h"

#include <cstdint>
#include <span>
#include <vector>

namespace alidade {

/// One model among several that read the same text.
struct ScoredModel {
    const Llama* model = nullptr;
    bool bfloat16Activations = false; ///< see PassOptions
};

/// What a model said about each scored token; row by row as ScoredWindows.
struct TokenScores {
    MatrixD negativeLogLikelihood; ///< windows x scored, nats
    /// sum over the vocabulary of p ln(p / q) with p the first model's prediction and q this one's: windows x scored,
    /// nats, never below zero. Empty for the first model.
    MatrixD divergence;
    std::uint64_t sameTop = 0;     ///< tokens at which this model and the first expect the same token most
    double squaredProbabilityChange = 0.0; ///< sum over tokens of (q - p)^2 at the token that came
    double largestLogitDifference = 0.0;   ///< from the first model, over all scored tokens and the vocabulary
};

/// Runs the models over all windows. The first is the one that the others are compared with. Models with the same
/// vocabulary only. @throws InvalidRequest, FormatError, Cancelled
std::vector<TokenScores> scoreSideBySide(std::span<const ScoredModel> models, const ScoredWindows& windows,
                                         const JobContext& job);

/// The last step alone: scores of residual streams that have been through all blocks and finish().
/// @param streams for each model windows * context x hidden @param heads for each model vocabulary x hidden
/// @param scores for each model, with rows of `targets` filled from row `firstWindow` on
void scoreStreams(std::span<const Matrix> streams, std::span<const MatrixPtr> heads, const TokenWindows& targets,
                  Index firstWindow, std::span<TokenScores> scores, const JobContext& job);

/// Scores with room for these windows. Many models and a long text make this as long as a pass. @throws Cancelled
std::vector<TokenScores> emptyScores(std::size_t models, const ScoredWindows& windows, const JobContext& job = {});

} // namespace alidade
