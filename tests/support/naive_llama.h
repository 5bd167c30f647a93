// SPDX-License-Identifier: GPL-3.0-or-later
// A Llama-like model in float64 and plain loops, written from the papers and not from the core: what its
// function and its rotations are checked against.
#pragma once

#include "core/operators/model_weights.h"

#include <map>
#include <memory>
#include <vector>

namespace alidade::test {

/// All parameters of a model in float64.
using ExactWeights = std::map<ParameterId, MatrixD>;

/// R3 and R4 as matrices that act as x R; empty: none.
struct NaiveOnline {
    MatrixD heads;
    MatrixD feedForward;
};

/// Logits of one window, tokens x vocabulary. The head is the embedding if there is no head.
MatrixD naiveLogits(const ModelConfig& config, const ExactWeights& weights, const std::vector<int>& tokens,
                    const NaiveOnline& online = {});

/// What a tiny model has.
struct TinyModel {
    bool tied = false;
    bool biases = false; ///< of q, k, v, o, gate, up, down
    bool headNorms = false;
    RopeLayout layout = RopeLayout::HalfSplit;
    Index slidingWindow = 0;
};

/// Hidden 16, feed-forward 44, 2 blocks, 4 query and 2 key-value heads of 4, vocabulary 24.
ModelConfig tinyConfig(const TinyModel& model);
/// Random weights that are float32 numbers, with gains far from 1.
ExactWeights tinyWeights(const ModelConfig& config, const TinyModel& model, std::uint64_t seed);

/// The same weights for the core. @throws std::runtime_error if one is no float32 number
std::shared_ptr<const KeptWeights> asModelWeights(const ExactWeights& weights);
/// The parameters that there are.
std::vector<ParameterId> parametersOf(const ExactWeights& weights);

/// ||a - b|| / ||b||.
double relativeDifference(const MatrixD& a, const MatrixD& b);

} // namespace alidade::test
