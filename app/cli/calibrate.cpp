// SPDX-License-Identifier: GPL-3.0-or-later
// alidade-cli calibrate: second moments of a model's activations and gradients over a text.
#include "app/cli/command.h"
#include "app/cli/model_options.h"
#include "core/base/text.h"
#include "core/studies/calibrate.h"

#include <iostream>
#include <memory>

namespace alidade::cli {

namespace {

struct Options {
    std::string model;
    TextSource text;
    CalibrationRequest request;
    std::string labels = "drawn";
    bool json = false;
};

Json reportJson(const Options& options, const ScoredWindows& windows, const CalibrationReport& report)
{
    Json json;
    json["output"] = validUtf8(options.request.output);
    json["protocol"] = protocolJson(windows.facts);
    json["tokens"] = report.facts.tokens;
    json["input_moments"] = report.inputs;
    json["output_gradient_moments"] = report.gradients;
    json["widest_input"] = report.largest;
    json["labels"] = options.request.gradients ? Json(options.labels) : Json(nullptr);
    json["loss"] = number(report.loss);
    return json;
}

void printAll(const Options& options, const ScoredWindows& windows, const CalibrationReport& report)
{
    if (options.json) return print(reportJson(options, windows, report));
    std::cout << escapedPath(options.request.output) << ": second moments of " << report.inputs << " inputs";
    if (options.request.gradients)
        std::cout << " and of the gradients at " << report.gradients << " outputs (labels " << options.labels << ")";
    std::cout << " over " << withThousands(report.facts.tokens) << " tokens\n";
    if (report.facts.tokens < static_cast<std::uint64_t>(report.largest))
        std::cout << "the widest input has " << report.largest
                  << " channels: with fewer tokens the moments say nothing about some directions\n";
}

} // namespace

void addCalibrate(CLI::App& program, const Registries& registries)
{
    CLI::App* const command = program.add_subcommand(
        "calibrate", "Second moments of what enters a model's projections, and of the gradients at what comes out");
    const auto options = std::make_shared<Options>();
    addModelOptions(*command, options->model, options->text);
    command->add_option("-o,--output", options->request.output, "the file to write: .h5, .safetensors or .npz")
        ->required();
    command->add_flag("--gradients", options->request.gradients,
                      "also second moments of the loss's gradient at the outputs, which kfac coordinates need");
    command->add_option("--labels", options->labels,
                        "drawn: from the model's own predictions (true Fisher); text: the tokens that came (empirical)")
        ->check(CLI::IsMember({"drawn", "text"}));
    command->add_option("--label-seed", options->request.seed, "seed of the drawn labels (default 1)");
    command->add_flag("--float32", options->request.float32, "store float32 instead of float64");
    command->add_flag("--json", options->json, "one JSON document");
    command->callback([options, &registries] {
        options->request.textLabels = options->labels == "text";
        const OpenModel model = openModel(options->model, registries);
        const ScoredWindows windows = readWindows(options->text, model, registries);
        printAll(*options, windows, calibrateModel(model, windows, options->request, registries, JobContext()));
    });
}

} // namespace alidade::cli
