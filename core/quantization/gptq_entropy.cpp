// SPDX-License-Identifier: Apache-2.0
// GPTQ with an unbounded grid of equal steps and an entropy coder behind it: LDLQ (QuIP) with the last column first.
// science.md 3.4.
#include "core/quantization/feedback_codec.h"

namespace alidade {

namespace {

FeedbackRecipe recipeOf(const Parameters& parameters)
{
    FeedbackRecipe recipe = feedbackRecipe("gptq_entropy", parameters);
    recipe.columnSteps = false;
    return recipe;
}

} // namespace

void register_gptq_entropy(QuantizerRegistry& registry)
{
    registry.add({
        .id = "gptq_entropy",
        .label = "GPTQ, entropy-coded",
        .help = "One step for the tensor, and rounding whose errors cancel in the layer's output: needs second moments of the "
                "inputs from a calibration file. Without them it rounds to nearest, as ECSQ with midpoints does.",
        .parameters = feedbackParameters(),
        .make = [](const Parameters& resolved) { return feedbackQuantizer(recipeOf(resolved)); },
        .restore =
            [](const Parameters& resolved, Index rows, Index columns, std::span<const std::byte> bytes) {
                return restoreFeedback(recipeOf(resolved), rows, columns, bytes);
            },
        .usesMoments = true,
    });
}

} // namespace alidade
