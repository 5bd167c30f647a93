// SPDX-License-Identifier: GPL-3.0-or-later
// alidade-cli gauge: the same function in coordinates with outliers, or without them.
#include "app/cli/model_change.h"
#include "core/base/text.h"
#include "core/operators/gauge_balancing.h"
#include "core/operators/online_rotations.h"

#include <iostream>

namespace alidade::cli {

namespace {

struct Options {
    std::string model;
    std::string output;
    bool twin = false;
    bool balance = false;
    std::uint64_t seed = 1;
    TwinOptions shares;
    bool anyScale = false;
    std::string type = "same";
    bool json = false;
};

/// A gauge and what there is to say about it.
struct Made {
    Gauge gauge;
    Json facts;
    std::string text;
};

Made makeTwin(const Options& options, const OriginalModel& original)
{
    Made made{makeOutlierTwin(original.config, options.seed, options.shares), {}, {}};
    made.facts = {{"kind", "twin"}, {"seed", options.seed}};
    made.text = "Outlier twin, seed " + std::to_string(options.seed);
    return made;
}

/// What balancing leaves alone in this model, and why.
std::vector<std::string> leftAlone(const OriginalModel& original, const Gauge& gauge)
{
    std::vector<std::string> list;
    if (original.config.tiedEmbeddings)
        list.emplace_back(
            "channels before the head: the head is the embedding, its columns cannot be scaled alone");
    if (!gauge.blocks.empty() && gauge.blocks.front().planeScales.size() == 0)
        list.emplace_back("rotary planes: queries and keys are normalized after the weights");
    return list;
}

Made makeBalance(const Options& options, const OriginalModel& original)
{
    BalanceOptions how;
    how.powersOfTwo = !options.anyScale;
    Balance balance = findBalancingGauge(original.config, *original.weights, how, JobContext());
    Made made{std::move(balance.gauge), {}, {}};
    made.facts = {{"kind", "balance"},
                  {"powers_of_two", how.powersOfTwo},
                  {"sweeps", balance.sweeps},
                  {"last_change", number(balance.lastChange)},
                  {"left_alone", leftAlone(original, made.gauge)}};
    made.text = "Balancing gauge after " + std::to_string(balance.sweeps) + " sweeps";
    for (const std::string& one : leftAlone(original, made.gauge))
        made.text += "\nLeft alone: " + one;
    return made;
}

void gauge(const Options& options, const Registries& registries)
{
    if (options.twin == options.balance) throw CLI::RequiredError("either --twin or --balance");
    const OriginalModel original = openOriginal(options.model, registries);
    requireNewModelFolder(original.weights->checkpoint(), options.output);
    Made made = options.twin ? makeTwin(options, original) : makeBalance(options, original);
    made.facts["changed_factors"] = made.gauge.changedFactors();
    made.facts["inexact_factors"] = made.gauge.inexactFactors();
    const GaugedWeights gauged(original.config, original.weights, made.gauge, JobContext());
    const ModelFolderContent content{.source = *original.weights,
                                     .config = original.config,
                                     .weights = gauged,
                                     .storedAs = storedAsFromText(options.type),
                                     .otherFiles = {}};
    const ModelFolderReport report =
        writeModelFolder(content, options.output, registries.checkpointWriters, JobContext());
    const Llama changed = openLlama(openCheckpoint(options.output, registries.checkpointFormats));
    const LogitDifference difference = changeOfLogits(changed, original);
    const std::vector<MatrixChange> changes = matrixChanges(original, changed.weights());
    if (options.json) {
        print({{"model", validUtf8(options.model)},
               {"output", validUtf8(options.output)},
               {"dtype", options.type},
               {"gauge", made.facts},
               {"logits", toJson(difference)},
               {"written", toJson(report)},
               {"tensors", toJson(changes)}});
        return;
    }
    std::cout << made.text << "; " << made.gauge.changedFactors() << " factors that are not 1, "
              << made.gauge.inexactFactors() << " of all that are no powers of two\n";
    printChanges(changes);
    printDifference(difference);
    printWritten(options.output, report);
}

void addShare(CLI::App& command, const char* flag, double& share, CLI::Option* twin, const std::string& what)
{
    command
        .add_option(flag, share,
                    "of --twin: share of the " + what + " (default " + shortestDecimal(share) + ")")
        ->needs(twin)
        ->check(CLI::Range(0.0, 1.0));
}

} // namespace

void addGauge(CLI::App& program, const Registries& registries)
{
    CLI::App* const command =
        program.add_subcommand("gauge", "Write the same function with scales moved between its matrices");
    const auto options = std::make_shared<Options>();
    command->add_option("MODEL", options->model, "model folder, or the file of weights in it")->required();
    command->add_option("-o,--output", options->output, "new folder")->required();
    CLI::Option* const twin = command->add_flag("--twin", options->twin, "fill the weights with outliers");
    CLI::Option* const balance =
        command->add_flag("--balance", options->balance, "make coupled rows and columns equally long")
            ->excludes(twin);
    command->add_option("--seed", options->seed, "of the twin (default 1)")->needs(twin);
    addShare(*command, "--channels", options->shares.channelShare, twin, "channels of each norm");
    addShare(*command, "--values", options->shares.valueShare, twin, "rows of v_proj");
    addShare(*command, "--neurons", options->shares.neuronShare, twin, "neurons");
    addShare(*command, "--planes", options->shares.planeShare, twin, "rotary planes");
    command->add_flag("--permute", options->shares.permuteNeurons, "of --twin: neurons in random order")
        ->needs(twin);
    command->add_flag("--any-scale", options->anyScale, "of --balance: not only powers of two")
        ->needs(balance);
    command->add_option("--dtype", options->type, "f32, bf16 or same as the model (default same)")
        ->check(CLI::IsMember({"f32", "bf16", "same"}));
    command->add_flag("--json", options->json, "one JSON document");
    command->callback([options, &registries] { gauge(*options, registries); });
}

} // namespace alidade::cli
