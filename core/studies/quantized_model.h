// SPDX-License-Identifier: Apache-2.0
// A model whose matrices went through a coordinate system and a quantizer and came back: other weights for the same
// function.
#pragma once

#include "core/base/job.h"
#include "core/engine/analysis.h"
#include "core/engine/calibration.h"
#include "core/operators/model_weights.h"
#include "core/registry/registries.h"

#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace alidade {

/// What is done to every chosen matrix.
struct QuantizationRecipe {
    ComponentRequest coordinates{"original", {}};
    std::optional<ComponentRequest> quantizer; ///< with "bits"; nothing: to the coordinates and back
    /// Shell pattern for the tensors; empty: the seven projections of every block. Embedding and head are kept then, as in
    /// the literature (science.md 8).
    std::string pattern;
    std::string calibration; ///< file of second moments, for coordinates and quantizers that use them; empty: none
    friend bool operator==(const QuantizationRecipe&, const QuantizationRecipe&) = default;
};

/// What became of one matrix. Rates are bits per weight of it.
struct QuantizedTensor {
    ParameterId id;
    std::string name;
    std::uint64_t weights = 0;
    double payloadBits = 0.0; ///< fixed-length symbols
    double scaleBits = 0.0;
    double basisBits = 0.0;
    double entropyBits = 0.0; ///< of the symbols: an estimate
    double squaredError = 0.0;
    double energy = 0.0; ///< sum of w^2
    double operatorError = std::numeric_limits<double>::quiet_NaN();  ///< tr(E Sigma E^T); NaN without calibration
    double operatorEnergy = std::numeric_limits<double>::quiet_NaN(); ///< tr(W Sigma W^T)
    bool usedMoments = false; ///< the quantizer looked at them

    [[nodiscard]] double sqnrDb() const;
    /// The same of what the layers put out; NaN without calibration.
    [[nodiscard]] double operatorSqnrDb() const;
};

/// The changed matrices.
struct QuantizedModel {
    std::map<ParameterId, MatrixPtr> weights;
    std::vector<QuantizedTensor> tensors;

    /// Means over all quantized weights, and errors and energies together; name and id are empty.
    [[nodiscard]] QuantizedTensor total() const;
};

/// One matrix through the recipe. @param calibration the recipe's, open; null without
/// @return decoded weights and what they cost @throws InvalidRequest, NumericalError, Cancelled
std::pair<Matrix, QuantizedTensor> quantizeMatrix(const CheckpointWeights& model, const ParameterId& id,
                                                  const QuantizationRecipe& recipe, const Calibration* calibration,
                                                  const Registries& registries, const JobContext& job);

/// The matrices that a recipe takes, in order. @throws InvalidRequest if there is none
std::vector<ParameterId> chosenParameters(const CheckpointWeights& model, const std::string& pattern);

/// All of them. @throws InvalidRequest naming the tensor, as quantizeMatrix()
QuantizedModel quantizeModel(const CheckpointWeights& model, const QuantizationRecipe& recipe,
                             const Registries& registries, const JobContext& job);

} // namespace alidade
