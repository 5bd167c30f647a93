// SPDX-License-Identifier: Apache-2.0
// The entropy-coded scalar quantizer: rounding to a step, 0.25 bit from the rate-distortion function at high rates.
#include "core/quantization/entropy_coded.h"

namespace alidade {

namespace {

EntropyCodedRecipe recipeOf(const Parameters& parameters)
{
    EntropyCodedRecipe recipe = entropyCodedRecipe("ecsq", parameters);
    recipe.deadzone = parameters.real("deadzone");
    return recipe;
}

} // namespace

void register_ecsq(QuantizerRegistry& registry)
{
    std::vector<ParameterSpec> parameters = entropyCodedParameters();
    parameters.push_back(realParameter("deadzone", "Dead zone",
                                       "what is added before the fraction is cut off, in steps: 0.5 rounds, less "
                                       "widens the cell of zero",
                                       0.5, 0.0, 0.5));
    registry.add({
        .id = "ecsq",
        .label = "Entropy-coded uniform (ECSQ)",
        .help = "One step for the tensor and as many levels as it takes: outliers cost code length, not precision. "
                "For use with an entropy coder; bits are the entropy of the symbols.",
        .parameters = std::move(parameters),
        .make = [](const Parameters& resolved) { return entropyCodedQuantizer(recipeOf(resolved)); },
        .restore =
            [](const Parameters& resolved, Index rows, Index columns, std::span<const std::byte> bytes) {
                return restoreEntropyCoded(recipeOf(resolved), rows, columns, bytes);
            },
    });
}

} // namespace alidade
