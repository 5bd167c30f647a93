// SPDX-License-Identifier: Apache-2.0
// Rounding with feedback to levels without bounds, whose symbols an entropy coder follows: equal steps ("GPTQ+EC", LDLQ
// with an unbounded grid), or a step of its own for each column (WaterSIC). science.md 3.4.
#pragma once

#include "core/quantization/quantizer.h"

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace alidade {

/// What a user asks of such a quantizer.
struct FeedbackRecipe {
    std::string id;           ///< for errors
    double bits = 4.0;        ///< target entropy, bits per weight
    double step = 0.0;        ///< the step (WaterSIC: its geometric mean) instead, in units of the weights; 0 for none
    double damping = 0.01;    ///< as in InputFeedback
    bool columnSteps = false; ///< WaterSIC: steps c / L_jj, stored as float16, and symbols of each column alike
};

/// Without moments it rounds to nearest with one step. @throws InvalidRequest from design() if a given step would need
/// more than 65535 levels
std::unique_ptr<const Quantizer> feedbackQuantizer(const FeedbackRecipe& recipe);

/// As QuantizerEntry::restore. @throws DamagedData
std::unique_ptr<const Codec> restoreFeedback(const FeedbackRecipe& recipe, Index rows, Index columns,
                                             std::span<const std::byte> bytes);

/// The parameters of such quantizers.
std::vector<ParameterSpec> feedbackParameters();
/// Takes them from resolved parameters.
FeedbackRecipe feedbackRecipe(std::string id, const Parameters& parameters);

} // namespace alidade
