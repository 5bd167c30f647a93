// SPDX-License-Identifier: GPL-3.0-or-later
// alidade-cli attribute: what each tensor's error does to the predictions, one tensor at a time.
#include "app/cli/command.h"
#include "app/cli/model_options.h"
#include "app/cli/table.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/studies/attribution.h"

#include <iostream>
#include <limits>
#include <memory>

namespace alidade::cli {

namespace {

struct Options {
    std::string model;
    TextSource text;
    RecipeOptions recipe;
    int noiseDraws = 2;
    std::uint64_t noiseSeed = 1;
    OutputFlags output;
};

Json attributionJson(const Attribution& attribution, const QuantizationRecipe& recipe)
{
    const double unmeasured = std::numeric_limits<double>::quiet_NaN();
    Json json;
    json["protocol"] = protocolJson(attribution.protocol);
    json["float_perplexity"] = number(attribution.reference.value);
    json["coordinates"] = describe(recipe.coordinates);
    json["quantizer"] = componentText(*recipe.quantizer);
    json["control"] = attribution.control;
    json["together"] = divergenceJson(attribution.together, unmeasured);
    json["additivity"] = number(attribution.additivity());
    json["tensors"] = Json::array();
    for (const AttributionRow& row : attribution.rows) {
        Json entry{{"name", validUtf8(row.tensor.name)}};
        entry["quantized"] = ratesJson(row.tensor);
        entry["kl"] = divergenceJson(row.divergence, unmeasured);
        entry["noise_kl"] = {{"mean", number(row.noiseMean)}, {"standard_deviation", number(row.noiseDeviation)}};
        json["tensors"].push_back(std::move(entry));
    }
    return json;
}

Table tableOf(const Attribution& attribution, std::string (*format)(double))
{
    Table table{{"tensor", "sqnr_db", "kl", "standard_error", "noise_kl", "noise_spread", "kl_over_noise", "dlnppl"}, {}};
    for (const AttributionRow& row : attribution.rows)
        table.rows.push_back({escaped(row.tensor.name), format(row.tensor.sqnrDb()), format(row.divergence.mean),
                              format(row.divergence.standardError), format(row.noiseMean), format(row.noiseDeviation),
                              format(row.divergence.mean / row.noiseMean), format(row.divergence.logPerplexityChange)});
    return table;
}

void printAll(const Options& options, const Attribution& attribution, const QuantizationRecipe& recipe)
{
    if (options.output.json) return print(attributionJson(attribution, recipe));
    if (options.output.csv) return printCsv(tableOf(attribution, exact));
    std::cout << describe(attribution.protocol) << "\nperplexity " << readable(attribution.reference.value)
              << "; KL in nats a token with one tensor quantized at a time, beside Gaussian noise of the same norm\n"
              << "control (a tensor swapped for itself): " << readable(attribution.control)
              << "; all tensors together: " << readable(attribution.together.mean) << ", "
              << readable(attribution.additivity()) << " of the sum of the single ones\n";
    printAligned(tableOf(attribution, readable));
}

} // namespace

void addAttribute(CLI::App& program, const Registries& registries)
{
    CLI::App* const command = program.add_subcommand(
        "attribute", "Which tensor's quantization error does the damage: divergence with one tensor swapped at a time");
    const auto options = std::make_shared<Options>();
    options->text.windows = 16;
    addModelOptions(*command, options->model, options->text);
    addRecipeOptions(*command, registries, options->recipe);
    command->add_option("--noise-draws", options->noiseDraws, "draws of Gaussian noise of the same norm (default 2)")
        ->check(CLI::Range(0, 64));
    command->add_option("--noise-seed", options->noiseSeed, "seed of the noise (default 1)");
    CLI::Option* const json = command->add_flag("--json", options->output.json, "one JSON document");
    command->add_flag("--csv", options->output.csv, "comma-separated values with a header line")->excludes(json);
    command->callback([options, &registries] {
        const std::vector<QuantizationRecipe> recipes = recipesOf(options->recipe, registries);
        if (recipes.size() != 1 || !recipes.front().quantizer)
            throw InvalidRequest("attribution needs one quantizer with one width: --quantizer, --bits");
        const OpenModel model = openModel(options->model, registries);
        const ScoredWindows windows = readWindows(options->text, model, registries);
        const AttributionRequest request{recipes.front(), options->noiseDraws, options->noiseSeed};
        printAll(*options, attributeDivergence(model, windows, request, registries, JobContext()), recipes.front());
    });
}

} // namespace alidade::cli
