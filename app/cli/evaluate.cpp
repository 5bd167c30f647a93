// SPDX-License-Identifier: GPL-3.0-or-later
// alidade-cli evaluate: perplexity of a model, and how far quantized weights take it.
#include "app/cli/command.h"
#include "app/cli/model_options.h"
#include "app/cli/table.h"
#include "core/base/text.h"
#include "core/studies/evaluation.h"

#include <iostream>
#include <limits>
#include <memory>

namespace alidade::cli {

namespace {

struct Options {
    std::string model;
    TextSource text;
    RecipeOptions recipe;
    bool perTensor = false;
    OutputFlags output;
};

Json resultJson(const Options& options, const EvaluationResult& result, const QuantizationRecipe* recipe)
{
    Json json;
    json["protocol"] = protocolJson(result.protocol);
    json["perplexity"] = number(result.evaluated.value);
    json["standard_error"] = number(result.evaluated.standardError);
    json["float_perplexity"] = number(result.reference.value);
    json["log_perplexity_change"] = {{"value", number(result.divergence.logPerplexityChange)},
                                     {"standard_error", number(result.divergence.logPerplexityChangeError)}};
    json["kl"] = divergenceJson(result.divergence, result.noise.mean);
    json["largest_logit_difference"] = number(result.divergence.largestLogitDifference);
    if (!recipe) return json;
    json["coordinates"] = describe(recipe->coordinates);
    json["quantizer"] = recipe->quantizer ? Json(componentText(*recipe->quantizer)) : Json(nullptr);
    json["quantized"] = ratesJson(result.total);
    if (!options.perTensor) return json;
    json["tensors"] = Json::array();
    for (const QuantizedTensor& tensor : result.tensors) {
        Json entry = ratesJson(tensor);
        entry["name"] = validUtf8(tensor.name);
        json["tensors"].push_back(std::move(entry));
    }
    return json;
}

Table tableOf(const std::vector<EvaluationResult>& results, const std::vector<QuantizationRecipe>& recipes,
              std::string (*format)(double))
{
    Table table{{"coordinates", "quantizer", "rate", "entropy_bits", "basis_bits", "sqnr_db", "operator_db", "perplexity",
                 "standard_error", "dlnppl", "kl", "kl_median", "kl_p99", "same_top1", "noise_floor"},
                {}};
    for (std::size_t i = 0; i < results.size(); ++i) {
        const EvaluationResult& result = results[i];
        const bool changed = i < recipes.size();
        const QuantizedTensor& total = result.total;
        std::vector<std::string> row{changed ? componentText(recipes[i].coordinates) : "",
                                     changed && recipes[i].quantizer ? componentText(*recipes[i].quantizer) : ""};
        const double none = std::numeric_limits<double>::quiet_NaN();
        for (const double value :
             {changed ? total.payloadBits + total.scaleBits + total.basisBits : none, changed ? total.entropyBits : none,
              changed ? total.basisBits : none, changed ? total.sqnrDb() : none, changed ? total.operatorSqnrDb() : none,
              result.evaluated.value,
              result.evaluated.standardError, result.divergence.logPerplexityChange, result.divergence.mean,
              result.divergence.median, result.divergence.p99, result.divergence.sameTop, result.noise.mean})
            row.push_back(format(value));
        table.rows.push_back(std::move(row));
    }
    return table;
}

void printAll(const Options& options, const std::vector<EvaluationResult>& results,
              const std::vector<QuantizationRecipe>& recipes)
{
    const auto recipe = [&](std::size_t i) { return i < recipes.size() ? &recipes[i] : nullptr; };
    if (options.output.json && results.size() == 1) return print(resultJson(options, results.front(), recipe(0)));
    if (options.output.json) {
        Json document = Json::array();
        for (std::size_t i = 0; i < results.size(); ++i) document.push_back(resultJson(options, results[i], recipe(i)));
        return print(document);
    }
    if (options.output.csv) return printCsv(tableOf(results, recipes, exact));
    std::cout << describe(results.front().protocol) << "\nperplexity " << readable(results.front().reference.value)
              << " +- " << readable(results.front().reference.standardError)
              << " as stored; KL in nats a token; noise_floor is the KL of bfloat16 arithmetic\n";
    printAligned(tableOf(results, recipes, readable));
}

} // namespace

void addEvaluate(CLI::App& program, const Registries& registries)
{
    CLI::App* const command =
        program.add_subcommand("evaluate", "Perplexity of a model, and of its weights after quantization");
    const auto options = std::make_shared<Options>();
    addModelOptions(*command, options->model, options->text);
    addRecipeOptions(*command, registries, options->recipe);
    command->add_flag("--per-tensor", options->perTensor, "also what each tensor costs and loses (with --json)");
    CLI::Option* const json = command->add_flag("--json", options->output.json, "one JSON document");
    command->add_flag("--csv", options->output.csv, "comma-separated values with a header line")->excludes(json);
    command->callback([options, &registries] {
        const std::vector<QuantizationRecipe> recipes = recipesOf(options->recipe, registries);
        const OpenModel model = openModel(options->model, registries);
        const ScoredWindows windows = readWindows(options->text, model, registries);
        printAll(*options, evaluateModel(model, windows, recipes, registries, JobContext()), recipes);
    });
}

} // namespace alidade::cli
