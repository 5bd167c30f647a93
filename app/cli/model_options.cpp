// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/model_options.h"

#include <cmath>

namespace alidade::cli {

void addModelOptions(CLI::App& command, std::string& model, TextSource& text)
{
    command.add_option("FILE", model, "model: a folder in Hugging Face layout, its weights, or a GGUF file")->required();
    CLI::Option_group* const source = command.add_option_group("text", "what the model reads");
    source->add_option("--text", text.text, "a UTF-8 file");
    source->add_option("--tokens", text.tokens, "a file of token ids: .npy, .npz or HDF5");
    source->require_option(1);
    command.add_option("--tokenizer", text.tokenizer,
                       "tokenizer.model, tokenizer.json, a GGUF file or a folder (default: beside the model)");
    std::string help = "how the text is cut and scored (default windows):";
    for (const Protocol& protocol : protocols()) help += "\n" + protocol.id + ": " + protocol.help;
    command.add_option("--protocol", text.protocol, help);
    command.add_option("--context", text.context, "tokens of a window (default: what protocol and model are used to)")
        ->check(CLI::Range(Index{2}, Index{1} << 20));
    command
        .add_option("--windows", text.windows,
                    "at most so many windows of the text (default " +
                        (text.windows > 0 ? std::to_string(text.windows) : std::string("all")) + ")")
        ->check(CLI::Range(Index{1}, Index{1} << 30));
}

void addRecipeOptions(CLI::App& command, const Registries& registries, RecipeOptions& options)
{
    command.add_option("--coordinates", options.coordinates,
                       "coordinate system of the quantized matrices: " + registries.coordinateSystems.idList());
    addCoordinateParameters(command, registries, options.parameters);
    addQuantizerOptions(command, registries, options.quantizer);
    command.add_option("--bits", options.bits, "bit widths, separated by commas")->delimiter(',');
    command.add_option("--tensors", options.pattern,
                       "shell pattern of the tensors to quantize (default: the seven projections of every block)");
    addCalibrationOption(command, options.calibration);
}

std::vector<QuantizationRecipe> recipesOf(const RecipeOptions& options, const Registries& registries)
{
    QuantizationRecipe recipe;
    recipe.coordinates = chosenSystem(registries, options.coordinates, options.parameters);
    recipe.pattern = options.pattern;
    recipe.calibration = options.calibration;
    const bool quantizes = !options.bits.empty() || !options.quantizer.quantizer.empty();
    if (!quantizes && options.coordinates == "original") return {};
    if (!quantizes) return {recipe};
    QuantizerOptions quantizer = options.quantizer;
    if (quantizer.quantizer.empty()) quantizer.quantizer = "uniform";
    std::vector<QuantizationRecipe> recipes;
    for (ComponentRequest& wide : quantizersOfWidths(registries, quantizer, options.bits)) {
        recipe.quantizer = std::move(wide);
        recipes.push_back(recipe);
    }
    return recipes;
}

Json protocolJson(const ProtocolFacts& facts)
{
    return {{"name", facts.name},       {"context", facts.context}, {"stride", facts.stride},
            {"scored", facts.scored},   {"bos", facts.bos},         {"windows", facts.windows},
            {"tokens", facts.tokens},   {"text_tokens", facts.textTokens}};
}

Json divergenceJson(const Divergence& divergence, double noiseFloor)
{
    Json json{{"mean", number(divergence.mean)},
              {"standard_error", number(divergence.standardError)},
              {"median", number(divergence.median)},
              {"p99", number(divergence.p99)},
              {"p999", number(divergence.p999)},
              {"same_top1", number(divergence.sameTop)},
              {"rms_probability_change", number(divergence.rmsProbabilityChange)}};
    if (!std::isnan(noiseFloor)) json["noise_floor"] = noiseFloor;
    return json;
}

Json ratesJson(const QuantizedTensor& tensor)
{
    return {{"weights", tensor.weights},
            {"rate", tensor.payloadBits + tensor.scaleBits + tensor.basisBits},
            {"payload_bits", tensor.payloadBits},
            {"scale_bits", tensor.scaleBits},
            {"basis_bits", tensor.basisBits},
            {"entropy_bits", tensor.entropyBits},
            {"sqnr_db", number(tensor.sqnrDb())},
            {"operator_sqnr_db", number(tensor.operatorSqnrDb())},
            {"used_moments", tensor.usedMoments}};
}

} // namespace alidade::cli
