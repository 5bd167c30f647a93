// SPDX-License-Identifier: Apache-2.0
// Is a large weight an important one? Magnitude against sensitivity, matrix by matrix, in any coordinate system, and what
// it does to a model to lose its largest, its most sensitive or any coefficients. science.md 6, experiments E4 and E5.
#pragma once

#include "core/base/job.h"
#include "core/metrics/magnitude_sensitivity.h"
#include "core/numerics/rank_correlation.h"
#include "core/studies/turned_model.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace alidade {

/// One matrix.
struct MagnitudeAgainstSensitivity {
    std::string name;
    MatrixRankCorrelation correlation; ///< of |w| and F; sqrt(F) has the same ranks
    double overlap = 0.0; ///< share of the 1 % largest |w| among the 1 % largest F; 0.01 by chance
    double topEnergy = 0.0;      ///< share of sum w^2 in the 1 % largest |w|
    double topSensitivity = 0.0; ///< share of sum F in the 1 % largest F
    JointHistogram histogram; ///< s = sqrt(F)
};

/// @param sensitivity F, of the shape of the coefficients
MagnitudeAgainstSensitivity compareMagnitude(const TurnedMatrix& matrix, const Matrix& sensitivity, std::uint64_t seed);

/// What is done to the chosen coefficients.
enum class DamageAction {
    Zero, ///< they are set to zero
    Noise ///< Gaussian noise of half the rms of their matrix is added to each: the same energy whichever are chosen
};

/// What damage() tries.
struct DamageRequest {
    DamageAction action = DamageAction::Zero;
    std::vector<double> shares{1e-4, 1e-3, 1e-2, 1e-1}; ///< of the coefficients of each matrix
    std::uint64_t seed = 1; ///< of the random choice and of the noise
};

/// One way of choosing, one share.
struct DamagePoint {
    std::string criterion; ///< magnitude, sensitivity (F), saliency (F w^2), random, least-saliency
    double share = 0.0;
    double energyShare = 0.0; ///< ||dW||^2 / ||W||^2 over all matrices
    Perplexity perplexity;
    Divergence divergence;
};

/// @param sensitivity F of each matrix @throws as scoreVariants()
std::vector<DamagePoint> damage(const OpenModel& model, const ScoredWindows& windows,
                                const std::vector<TurnedMatrix>& matrices,
                                const std::map<ParameterId, Matrix>& sensitivity, const DamageRequest& request,
                                const JobContext& job);

} // namespace alidade
