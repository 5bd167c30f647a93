// SPDX-License-Identifier: Apache-2.0
// Perplexity and divergence with their uncertainties.
#pragma once

#include "core/operators/scoring.h"

namespace alidade {

/// Perplexity of a text: exp of the mean negative log-likelihood.
struct Perplexity {
    double value = 0.0;
    /// Of the perplexity, from the spread of the windows' means: tokens of a window are not independent. NaN for fewer
    /// than two windows.
    double standardError = 0.0;
};

/// How far a model is from the one it is compared with.
struct Divergence {
    double mean = 0.0; ///< nats a token
    double standardError = 0.0; ///< of the mean, over windows
    double median = 0.0;
    double p99 = 0.0;
    double p999 = 0.0;
    double sameTop = 0.0;           ///< share of tokens
    double rmsProbabilityChange = 0.0; ///< of the token that came
    double logPerplexityChange = 0.0; ///< ln(PPL / PPL of the first)
    double logPerplexityChangeError = 0.0; ///< of the paired difference: the same windows
    double largestLogitDifference = 0.0;
};

Perplexity perplexityOf(const TokenScores& scores);

/// @param first the model that `other` was scored against
Divergence divergenceOf(const TokenScores& first, const TokenScores& other);

} // namespace alidade
