// SPDX-License-Identifier: GPL-3.0-or-later
// alidade-cli toy: one function in Fourier coefficients and in the weights of a small network.
#include "app/cli/toy_output.h"
#include "core/base/error.h"

#include <memory>
#include <optional>

namespace alidade::cli {

namespace {

/// What was given; the rest is that of the protocol.
struct Options {
    std::string protocol = "usual";
    std::string target = ToyRequest().target;
    std::uint64_t seed = ToyRequest().seed;
    std::optional<Index> samples;
    std::optional<Index> width;
    std::optional<int> steps;
    std::optional<double> learningRate;
    std::optional<double> finalRate;
    std::optional<std::vector<int>> bits;
    int seeds = 0; ///< 0: not given
    bool expectations = false;
    std::string table;
    bool json = false;
};

template <typename Value> void take(Value& place, const std::optional<Value>& given)
{
    if (given) place = *given;
}

ToyRequest requestOf(const Options& options)
{
    const bool reference = options.expectations || options.protocol == "reference";
    ToyRequest request = reference ? referenceToyRequest() : ToyRequest();
    request.target = options.target;
    request.seed = options.seed;
    take(request.samples, options.samples);
    take(request.width, options.width);
    take(request.steps, options.steps);
    take(request.learningRate, options.learningRate);
    take(request.finalRate, options.finalRate);
    take(request.bits, options.bits);
    return request;
}

void runExpectations(const Options& options)
{
    constexpr int usualSeeds = 3;
    const ToyReference runs =
        runToyReference(requestOf(options), options.seeds > 0 ? options.seeds : usualSeeds, JobContext());
    if (!options.table.empty()) writeToyPoints(runs.narrow, options.table);
    const std::vector<ToyExpectation> rows = toyExpectations(runs);
    if (options.json) return print({{"expectations", expectationsJson(rows)}});
    printExpectations(rows);
}

void runSeeds(const Options& options)
{
    std::vector<ToyBasis> runs;
    ToyRequest request = requestOf(options);
    for (int i = 0; i < options.seeds; ++i, ++request.seed) runs.push_back(runToyBasis(request, JobContext()));
    if (!options.table.empty()) writeToyPoints(runs, options.table);
    const std::vector<ToySpread> spread = toySpread(runs);
    if (!options.json) return printSpread(spread);
    Json document{{"spread", spreadJson(spread)}, {"experiments", Json::array()}};
    for (const ToyBasis& toy : runs) document["experiments"].push_back(toyJson(toy));
    print(document);
}

void run(const Options& options)
{
    if (options.expectations) return runExpectations(options);
    if (options.seeds > 0) return runSeeds(options);
    const ToyBasis toy = runToyBasis(requestOf(options), JobContext());
    if (!options.table.empty()) writeToyPoints({&toy, 1}, options.table);
    if (options.json) return print(toyJson(toy));
    printToy(toy);
}

} // namespace

void addToy(CLI::App& program)
{
    CLI::App* const command = program.add_subcommand(
        "toy", "One function as Fourier coefficients and as the weights of a small network: what either costs to code");
    const auto options = std::make_shared<Options>();
    command->add_option("--target", options->target, toyTargets().idList() + " (default " + options->target + ")");
    command->add_option("--protocol", options->protocol,
                        "usual (512 points, 2 s) or reference (4096 points, constant rate, minutes; default usual)")
        ->check(CLI::IsMember({"usual", "reference"}));
    command->add_option("--seed", options->seed,
                        "seed of the function, the network's start and the rotation (default 1)");
    command->add_option("--seeds", options->seeds, "so many seeds, from --seed on: mean and spread of every number")
        ->check(CLI::Range(1, 1000));
    auto* const expectations =
        command->add_flag("--expectations", options->expectations,
                          "the reference protocol for 3 seeds, two functions and two widths, against the outcomes that "
                          "were expected; takes several minutes");
    command->add_option("--samples", options->samples, "points of the grid (default 512)");
    auto* const width =
        command->add_option("--width", options->width, "hidden units of each of the two layers (default 64)");
    command->add_option("--steps", options->steps, "training steps, each over all training points (default 5000)");
    command->add_option("--learning-rate", options->learningRate, "of Adam at the beginning (default 0.004)");
    command->add_option("--final-rate", options->finalRate,
                        "share of the learning rate that is left at the end, along a cosine (default 0.01)");
    command->add_option("--bits", options->bits, "widths of the fixed-rate quantizer, separated by commas")
        ->delimiter(',');
    command->add_option("-o,--output", options->table,
                        "also write the points to this table, .csv; with --expectations those of case A, width 64");
    command->add_flag("--json", options->json, "one JSON document, with the functions and the histograms");
    width->excludes(expectations);
    command->get_option("--target")->excludes(expectations);
    command->callback([options] { run(*options); });
}

} // namespace alidade::cli
