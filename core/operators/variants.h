// SPDX-License-Identifier: Apache-2.0
// Many small changes of one model on the same text. Blocks before the first changed one need not be run again: the model's
// own residual stream is kept before every block, and each variant starts where it begins to differ.
#pragma once

#include "core/base/job.h"
#include "core/operators/scoring.h"

#include <cstddef>
#include <functional>
#include <vector>

namespace alidade {

/// The model with some weights changed.
struct Variant {
    /// The first block with other weights; -1 if the embedding is one of them, the number of blocks if only the last norm
    /// or the head are.
    Index firstBlock = -1;
    ModelWeightsPtr weights;
};

/// First block that a changed parameter acts in, as Variant wants it. @param blocks of the model
Index firstBlockOf(const ParameterId& id, Index blocks);

/// Scores of the model and of variants of it.
struct VariantScores {
    TokenScores model;
    std::vector<TokenScores> variants; ///< compared with the model
};

/// @param make gives variant i of `count`; called once for each round of windows, so that no more than a few variants are
/// in memory, and must give the same each time @throws InvalidRequest, FormatError, Cancelled
VariantScores scoreVariants(const Llama& model, const ScoredWindows& windows, std::size_t count,
                            const std::function<Variant(std::size_t)>& make, const JobContext& job);

} // namespace alidade
