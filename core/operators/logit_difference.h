// SPDX-License-Identifier: Apache-2.0
// How far two functions are apart: what every change of coordinates has to answer for.
#pragma once

#include "core/operators/llama.h"

namespace alidade {

/// Differences over all logits of some windows.
struct LogitDifference {
    Index windows = 0;
    Index length = 0;
    double largest = 0.0;      ///< max |a - b|
    double relative = 0.0;     ///< ||a - b|| / ||b||
    double largestLogit = 0.0; ///< max |b|
};

/// Windows of tokens drawn uniformly from the vocabulary.
TokenWindows randomTokens(const ModelConfig& config, Index windows, Index length, std::uint64_t seed);

/// @param reference b @throws InvalidRequest, NumericalError for logits that are not finite, Cancelled
LogitDifference logitDifference(const Llama& model, const Llama& reference, const TokenWindows& tokens,
                                const JobContext& job);

} // namespace alidade
