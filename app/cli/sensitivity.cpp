// SPDX-License-Identifier: GPL-3.0-or-later
// alidade-cli sensitivity, damage and directions: which weights matter, in which coordinates.
#include "app/cli/command.h"
#include "app/cli/model_options.h"
#include "app/cli/table.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/studies/directions.h"
#include "core/studies/sensitivity.h"

#include <iostream>
#include <memory>

namespace alidade::cli {

namespace {

/// What the three commands share.
struct Options {
    std::string model;
    TextSource text;
    RecipeOptions recipe;
    SensitivityOptions sensitivity;
    std::string estimate = "tokenwise";
    std::string labels = "drawn";
    DamageRequest damage;
    std::string action = "zero";
    double share = 0.01;
    OutputFlags output;
};

std::shared_ptr<Options> addShared(CLI::App& command, const Registries& registries, Index windows)
{
    const auto options = std::make_shared<Options>();
    options->text.windows = windows;
    addModelOptions(command, options->model, options->text);
    addRecipeOptions(command, registries, options->recipe);
    CLI::Option* const json = command.add_flag("--json", options->output.json, "one JSON document");
    command.add_flag("--csv", options->output.csv, "comma-separated values with a header line")->excludes(json);
    return options;
}

void addEstimate(CLI::App& command, Options& options)
{
    command
        .add_option("--estimate", options.estimate,
                    "tokenwise: E[delta_i^2 x_j^2]; windowwise: squared gradients of whole windows, exact but noisy")
        ->check(CLI::IsMember({"tokenwise", "windowwise"}));
    command
        .add_option("--labels", options.labels,
                    "drawn: from the model's own predictions (true Fisher); text: the tokens that came (empirical)")
        ->check(CLI::IsMember({"drawn", "text"}));
    command.add_option("--label-seed", options.sensitivity.seed, "seed of the drawn labels (default 1)");
}

/// Everything that the sensitivity of coefficients needs.
struct Measured {
    OpenModel model;
    ScoredWindows windows;
    std::vector<TurnedMatrix> matrices;
    std::map<ParameterId, Matrix> sensitivity;
};

TurnedModelRequest matricesOf(const Options& options, const Registries& registries)
{
    return {chosenSystem(registries, options.recipe.coordinates, options.recipe.parameters), options.recipe.pattern,
            options.recipe.calibration};
}

Measured measure(Options& options, const Registries& registries)
{
    options.sensitivity.windowwise = options.estimate == "windowwise";
    options.sensitivity.textLabels = options.labels == "text";
    Measured measured{openModel(options.model, registries), {}, {}, {}};
    measured.windows = readWindows(options.text, measured.model, registries);
    measured.matrices = turnModel(measured.model, matricesOf(options, registries), registries, JobContext());
    measured.sensitivity =
        fisherOf(measured.model, measured.matrices, measured.windows, options.sensitivity, JobContext());
    return measured;
}

Json sensitivityJson(const MagnitudeAgainstSensitivity& one)
{
    Json json{{"name", validUtf8(one.name)},
              {"spearman", number(one.correlation.all)},
              {"half_width_95", number(one.correlation.halfWidth)},
              {"within_columns", number(one.correlation.withinColumns)},
              {"within_rows", number(one.correlation.withinRows)},
              {"overlap_top_1_percent", one.overlap},
              {"energy_in_top_1_percent", number(one.topEnergy)},
              {"sensitivity_in_top_1_percent", number(one.topSensitivity)}};
    json["histogram"] = {{"bins", JointHistogram::bins},
                         {"low", JointHistogram::low},
                         {"high", JointHistogram::high},
                         {"zero", one.histogram.left},
                         {"counts", one.histogram.counts}};
    return json;
}

void runSensitivity(Options& options, const Registries& registries)
{
    const Measured measured = measure(options, registries);
    const auto format = options.output.csv ? exact : readable;
    Table table{{"tensor", "spearman", "half_width_95", "within_columns", "within_rows", "overlap_top_1%", "energy_top_1%",
                 "sensitivity_top_1%"},
                {}};
    Json document{{"protocol", protocolJson(measured.windows.facts)},
                  {"coordinates", describe(matricesOf(options, registries).coordinates)},
                  {"estimate", options.estimate},
                  {"labels", options.labels},
                  {"tensors", Json::array()}};
    for (const TurnedMatrix& matrix : measured.matrices) {
        const auto one = compareMagnitude(matrix, measured.sensitivity.at(matrix.id), options.sensitivity.seed);
        document["tensors"].push_back(sensitivityJson(one));
        table.rows.push_back({escaped(one.name), format(one.correlation.all), format(one.correlation.halfWidth),
                              format(one.correlation.withinColumns), format(one.correlation.withinRows),
                              format(one.overlap), format(one.topEnergy), format(one.topSensitivity)});
    }
    if (options.output.json) return print(document);
    if (options.output.csv) return printCsv(table);
    std::cout << describe(measured.windows.facts)
              << "\nrank correlation of |w| and Fisher sensitivity; by chance 0, and an overlap of 0.01\n";
    printAligned(table);
}

void runDamage(Options& options, const Registries& registries)
{
    options.damage.action = options.action == "zero" ? DamageAction::Zero : DamageAction::Noise;
    const Measured measured = measure(options, registries);
    const auto points = damage(measured.model, measured.windows, measured.matrices, measured.sensitivity, options.damage,
                               JobContext());
    const auto format = options.output.csv ? exact : readable;
    Table table{{"criterion", "share", "energy_share", "perplexity", "dlnppl", "kl", "kl_error", "same_top1"}, {}};
    Json document{{"protocol", protocolJson(measured.windows.facts)},
                  {"coordinates", describe(matricesOf(options, registries).coordinates)},
                  {"action", options.action},
                  {"points", Json::array()}};
    for (const DamagePoint& point : points) {
        document["points"].push_back({{"criterion", point.criterion},
                                      {"share", point.share},
                                      {"energy_share", point.energyShare},
                                      {"perplexity", number(point.perplexity.value)},
                                      {"log_perplexity_change", number(point.divergence.logPerplexityChange)},
                                      {"kl", number(point.divergence.mean)},
                                      {"standard_error", number(point.divergence.standardError)},
                                      {"same_top1", number(point.divergence.sameTop)}});
        table.rows.push_back({point.criterion, format(point.share), format(point.energyShare),
                              format(point.perplexity.value), format(point.divergence.logPerplexityChange),
                              format(point.divergence.mean), format(point.divergence.standardError),
                              format(point.divergence.sameTop)});
    }
    if (options.output.json) return print(document);
    if (options.output.csv) return printCsv(table);
    std::cout << describe(measured.windows.facts) << "\nall chosen matrices together; KL in nats a token\n";
    printAligned(table);
}

void runDirections(const Options& options, const Registries& registries)
{
    const std::vector<QuantizationRecipe> recipes = recipesOf(options.recipe, registries);
    if (recipes.size() > 1) throw InvalidRequest("directions are compared with one quantizer of one width at most");
    const OpenModel model = openModel(options.model, registries);
    const ScoredWindows windows = readWindows(options.text, model, registries);
    DirectionRequest request{matricesOf(options, registries), std::nullopt, 1, options.share};
    if (!recipes.empty()) request.quantizer = recipes.front().quantizer;
    const auto format = options.output.csv ? exact : readable;
    Table table{{"tensor", "direction", "fisher", "logits", "against_noise", "kl_at_20_db"}, {}};
    Json document{{"protocol", protocolJson(windows.facts)},
                  {"coordinates", describe(request.matrices.coordinates)},
                  {"rows", Json::array()}};
    for (const DirectionRow& row : compareDirections(model, windows, request, registries, JobContext())) {
        document["rows"].push_back({{"tensor", validUtf8(row.tensor)},
                                    {"direction", row.direction},
                                    {"fisher", number(row.fisher)},
                                    {"logits", number(row.logits)},
                                    {"against_noise", number(row.againstNoise)},
                                    {"kl_at_20_db", number(row.divergenceAt20dB())}});
        table.rows.push_back({escaped(row.tensor), row.direction, format(row.fisher), format(row.logits),
                              format(row.againstNoise), format(row.divergenceAt20dB())});
    }
    if (options.output.json) return print(document);
    if (options.output.csv) return printCsv(table);
    std::cout << describe(windows.facts) << "\nfor changes as large as the matrix; against_noise is 1 where a direction is "
              << "as harmful as random noise of the same size\n";
    printAligned(table);
}

} // namespace

void addSensitivity(CLI::App& program, const Registries& registries)
{
    CLI::App* const command = program.add_subcommand(
        "sensitivity", "Magnitude of the coefficients against the model's sensitivity to them, in any coordinates");
    const auto options = addShared(*command, registries, 16);
    addEstimate(*command, *options);
    command->callback([options, &registries] { runSensitivity(*options, registries); });
}

void addDamage(CLI::App& program, const Registries& registries)
{
    CLI::App* const command = program.add_subcommand(
        "damage", "What it does to a model to lose its largest, most sensitive or any coefficients");
    const auto options = addShared(*command, registries, 16);
    addEstimate(*command, *options);
    command->add_option("--shares", options->damage.shares, "of the coefficients of each matrix (default 1e-4,1e-3,1e-2,1e-1)")
        ->delimiter(',')
        ->check(CLI::Range(0.0, 1.0));
    command
        ->add_option("--action", options->action,
                     "zero: coefficients are set to zero; noise: Gaussian noise of half the rms of their matrix is added")
        ->check(CLI::IsMember({"zero", "noise"}));
    command->add_option("--damage-seed", options->damage.seed, "seed of the random choice and of the noise (default 1)");
    command->callback([options, &registries] { runDamage(*options, registries); });
}

void addDirections(CLI::App& program, const Registries& registries)
{
    CLI::App* const command = program.add_subcommand(
        "directions", "How sensitive a model is to changes of the same size along different directions of a matrix");
    const auto options = addShared(*command, registries, 8);
    command->add_option("--share", options->share, "of the coefficients or principal directions that one is made of (default 0.01)")
        ->check(CLI::Range(0.0, 0.5));
    command->callback([options, &registries] { runDirections(*options, registries); });
}

} // namespace alidade::cli
