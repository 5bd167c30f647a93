// SPDX-License-Identifier: GPL-3.0-or-later
// Options of commands that run a model on a text, and of those that quantize it first.
#pragma once

#include "app/cli/command.h"
#include "core/studies/evaluation.h"

#include <map>
#include <string>
#include <vector>

namespace alidade::cli {

/// Adds FILE, --text, --tokens, --tokenizer, --protocol, --context and --windows.
void addModelOptions(CLI::App& command, std::string& model, TextSource& text);

/// What is done to the weights.
struct RecipeOptions {
    std::string coordinates = "original";
    std::map<std::string, std::string> parameters; ///< of the coordinate system, by id, as given
    QuantizerOptions quantizer{"", {}};            ///< empty: "uniform" if there are bits
    std::vector<std::string> bits;
    std::string pattern;
    std::string calibration;
};

/// Adds --coordinates and --quantizer with their parameters, --bits, --tensors and --calibration.
void addRecipeOptions(CLI::App& command, const Registries& registries, RecipeOptions& options);

/// One recipe for each width; none if nothing is done to the weights. @throws InvalidRequest
std::vector<QuantizationRecipe> recipesOf(const RecipeOptions& options, const Registries& registries);

/// The facts of a protocol as JSON.
Json protocolJson(const ProtocolFacts& facts);

/// Divergence as JSON. @param noiseFloor of bfloat16 arithmetic, NaN if it was not measured
Json divergenceJson(const Divergence& divergence, double noiseFloor);

/// What a quantized tensor, or all of them, cost and lost.
Json ratesJson(const QuantizedTensor& tensor);

} // namespace alidade::cli
