// SPDX-License-Identifier: Apache-2.0
// WaterSIC: rounding with feedback to steps c / L_jj, so that every column adds as much to the error of the output, each
// column with a model of its own: 0.2546 bits from the bound at high rates. science.md 3.4.
#include "core/quantization/feedback_codec.h"

namespace alidade {

namespace {

FeedbackRecipe recipeOf(const Parameters& parameters)
{
    FeedbackRecipe recipe = feedbackRecipe("watersic", parameters);
    recipe.columnSteps = true;
    return recipe;
}

} // namespace

void register_watersic(QuantizerRegistry& registry)
{
    registry.add({
        .id = "watersic",
        .label = "WaterSIC (column steps, entropy-coded)",
        .help = "Rounding with feedback and a step for each column that follows the energy of its input: needs second moments "
                "of the inputs from a calibration file. Without them all steps are equal and it rounds to nearest.",
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
