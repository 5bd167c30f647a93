// SPDX-License-Identifier: Apache-2.0
// Uniform quantizers of unlimited range whose symbols an entropy coder follows; science.md 3.2.
#pragma once

#include "core/quantization/quantizer.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>

namespace alidade {

/// What a user asks of an entropy-coded uniform quantizer.
struct EntropyCodedRecipe {
    std::string id;          ///< for errors
    double bits = 4.0;       ///< target entropy, bits per weight
    double step = 0.0;       ///< the step instead, in units of the weights, or of their rms in groups; 0 for none
    std::int64_t group = 0;  ///< as in Grouping: groups are divided by their rms, stored as float16
    double deadzone = 0.5;   ///< theta: q = sign(w) floor(|w| / step + theta)
    bool centroids = true;   ///< levels at the stored means of their cells, or in the middle
    double lambda = 0.0;     ///< squared steps a bit is worth when levels are chosen; 0 for plain rounding
};

/// @throws InvalidRequest from design() if a given step would need more than 65535 levels
std::unique_ptr<const Quantizer> entropyCodedQuantizer(const EntropyCodedRecipe& recipe);

/// As QuantizerEntry::restore. @throws DamagedData
std::unique_ptr<const Codec> restoreEntropyCoded(const EntropyCodedRecipe& recipe, Index rows, Index columns,
                                                 std::span<const std::byte> bytes);

/// The parameters that all such quantizers have.
std::vector<ParameterSpec> entropyCodedParameters();
/// Takes those from resolved parameters.
EntropyCodedRecipe entropyCodedRecipe(std::string id, const Parameters& parameters);

} // namespace alidade
