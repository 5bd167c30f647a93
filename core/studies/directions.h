// SPDX-License-Identifier: Apache-2.0
// In which directions a model is sensitive: the same change in size, along different directions of a matrix, by exact
// Jacobian-vector products. science.md 6, experiment E6: a ratio near 1 between directions speaks against the thesis that
// some are harmless.
#pragma once

#include "core/base/job.h"
#include "core/studies/turned_model.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace alidade {

/// What is tried.
struct DirectionRequest {
    TurnedModelRequest matrices;
    std::optional<ComponentRequest> quantizer; ///< its error is one of the directions, if given
    std::uint64_t seed = 1;
    double share = 0.01; ///< of coefficients, or of principal directions of the inputs, that a direction is made of
};

/// One direction in one matrix. Everything is for a change as large as the matrix, ||v|| = ||W||, and grows with its square.
struct DirectionRow {
    std::string tensor;
    /// gaussian (random noise); quantizer; largest, smallest (noise on the coefficients that are so in these coordinates);
    /// strong-inputs, weak-inputs (noise along the leading and the last principal directions of the inputs).
    std::string direction;
    double fisher = 0.0;  ///< v^T F v, mean over tokens, nats
    double logits = 0.0;  ///< ||J v||^2 of the centred logits, mean over tokens
    double againstNoise = 0.0; ///< fisher over that of gaussian noise
    /// KL that a change of 1 % of the energy of the matrix (20 dB) costs to leading order, nats a token.
    [[nodiscard]] double divergenceAt20dB() const { return 0.5 * 0.01 * fisher; }
};

/// @throws as turnModel() and differentiateAlong()
std::vector<DirectionRow> compareDirections(const OpenModel& model, const ScoredWindows& windows,
                                            const DirectionRequest& request, const Registries& registries,
                                            const JobContext& job);

} // namespace alidade
