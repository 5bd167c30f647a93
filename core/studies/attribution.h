// SPDX-License-Identifier: Apache-2.0
// Which tensor's error does the damage: one tensor at a time is swapped for its quantized version, and the divergence of
// the model's predictions is measured. Beside it stand what makes the number believable: a control that must be exactly
// zero, Gaussian noise of the same size, and how far the single effects add up.
#pragma once

#include "core/base/job.h"
#include "core/studies/evaluation.h"

#include <cstdint>
#include <functional>
#include <vector>

namespace alidade {

/// What is asked.
struct AttributionRequest {
    QuantizationRecipe recipe;
    int noiseDraws = 2;       ///< of Gaussian noise of the same norm for each tensor; 0: none
    std::uint64_t seed = 1;
};

/// One tensor.
struct AttributionRow {
    QuantizedTensor tensor;
    Divergence divergence;     ///< with this tensor alone quantized
    double noiseMean = 0.0;    ///< mean KL with Gaussian noise of the same Frobenius norm instead; NaN without draws
    double noiseDeviation = 0.0; ///< over the draws; NaN for fewer than 2
};

/// All tensors.
struct Attribution {
    ProtocolFacts protocol;
    Perplexity reference;
    std::vector<AttributionRow> rows;
    double control = 0.0;  ///< largest KL of any token with a tensor swapped for itself; exactly 0 if all is well
    Divergence together;   ///< all tensors quantized at once

    /// KL of all tensors together over the sum of the single ones; 1 if effects add up.
    [[nodiscard]] double additivity() const;
};

/// @throws as quantizeModel() and scoreVariants()
Attribution attributeDivergence(const OpenModel& model, const ScoredWindows& windows, const AttributionRequest& request,
                                const Registries& registries, const JobContext& job);

/// Gaussian noise of this Frobenius norm added to weights; the same for the same seed and stream.
Matrix withNoise(const Matrix& weights, double norm, std::uint64_t seed, std::uint64_t stream);

} // namespace alidade
