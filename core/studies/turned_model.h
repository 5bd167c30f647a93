// SPDX-License-Identifier: Apache-2.0
// Matrices of a model in a coordinate system, with the sensitivity of the model to each coefficient.
#pragma once

#include "core/base/job.h"
#include "core/engine/analysis.h"
#include "core/studies/evaluation.h"
#include "core/transforms/basis.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace alidade {

/// Which matrices, in which coordinates.
struct TurnedModelRequest {
    ComponentRequest coordinates{"original", {}};
    std::string pattern;     ///< see QuantizationRecipe
    std::string calibration; ///< see QuantizationRecipe
};

/// One matrix in its coordinates.
struct TurnedMatrix {
    ParameterId id;
    std::string name;
    Basis basis;
    Matrix coefficients; ///< out x in
};

/// All of them; they stay in memory. @throws InvalidRequest for coordinates that are not orthogonal, as fit()
std::vector<TurnedMatrix> turnModel(const OpenModel& model, const TurnedModelRequest& request,
                                    const Registries& registries, const JobContext& job);

/// How sensitivity is estimated; FisherOptions says what the two are.
struct SensitivityOptions {
    bool windowwise = false; ///< the exact estimate, noisy for few windows, instead of E[delta_i^2 x_j^2]
    bool textLabels = false; ///< empirical instead of true Fisher
    std::uint64_t seed = 1;  ///< of the drawn labels
};

/// The diagonal of the Fisher matrix in the coordinates of the matrices, each out x in: nats per token and square of a
/// coefficient. @throws as fisherDiagonal()
std::map<ParameterId, Matrix> fisherOf(const OpenModel& model, const std::vector<TurnedMatrix>& matrices,
                                       const ScoredWindows& windows, const SensitivityOptions& options,
                                       const JobContext& job);

} // namespace alidade
