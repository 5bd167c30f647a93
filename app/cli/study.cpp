// SPDX-License-Identifier: GPL-3.0-or-later
// alidade-cli study: coordinates x quantizers x widths on a whole model, in perplexity and divergence.
#include "app/cli/command.h"
#include "app/cli/model_options.h"
#include "app/cli/table.h"
#include "core/base/text.h"
#include "core/studies/validation_study.h"

#include <iostream>
#include <memory>

namespace alidade::cli {

namespace {

struct Options {
    ValidationRequest request;
    std::vector<std::string> coordinates{"original", "hadamard"};
    std::vector<std::string> quantizers{"uniform"};
    std::string table;
    bool json = false;
};

void addRow(Table& table, const ValidationRow& row)
{
    std::vector<std::string> cells{row.coordinates, row.quantizer};
    for (const char* column : {"bits", "rate", "entropy_bits", "sqnr_db", "operator_sqnr_db", "perplexity",
                               "standard_error", "dlnppl", "kl", "kl_error", "same_top1", "noise_floor"})
        cells.push_back(readable(valueOf(row, column)));
    table.rows.push_back(std::move(cells));
}

Json rowJson(const ValidationRow& row)
{
    Json json{{"coordinates", row.coordinates}, {"quantizer", row.quantizer}};
    for (std::size_t i = 0; i < row.values.size(); ++i) json[validationColumns()[i]] = number(row.values[i]);
    return json;
}

} // namespace

void addStudy(CLI::App& program, const Registries& registries)
{
    CLI::App* const command = program.add_subcommand(
        "study", "Coordinates x quantizers x widths on a whole model: perplexity, divergence and rates");
    const auto options = std::make_shared<Options>();
    addModelOptions(*command, options->request.model, options->request.text);
    command
        ->add_option("-o,--output", options->table,
                     "the table to write, .csv; what is in it already is not run again. At the end an HDF5 file of the "
                     "same name is written beside it")
        ->required();
    command
        ->add_option("--coordinates", options->coordinates,
                     "coordinate systems with their parameters, as hadamard:seed=1, separated by commas (default "
                     "original,hadamard)")
        ->delimiter(',');
    command
        ->add_option("--quantizer", options->quantizers,
                     "quantizers with their parameters, as gptq:group=128, separated by commas (default uniform)")
        ->delimiter(',');
    options->request.bits = {2, 3, 4, 6, 8};
    command->add_option("--bits", options->request.bits, "bit widths, separated by commas (default 2,3,4,6,8)")
        ->delimiter(',');
    command->add_option("--tensors", options->request.pattern,
                        "shell pattern of the tensors to quantize (default: the seven projections of every block)");
    addCalibrationOption(*command, options->request.calibration);
    command->add_flag("--json", options->json, "one JSON document");
    command->callback([options, &registries] {
        for (const std::string& word : options->coordinates)
            options->request.coordinates.push_back(parseComponent(registries.coordinateSystems, word));
        for (const std::string& word : options->quantizers)
            options->request.quantizers.push_back(parseComponent(registries.quantizers, word));
        Table table{{"coordinates", "quantizer", "bits", "rate", "entropy_bits", "sqnr_db", "operator_db", "perplexity",
                     "standard_error", "dlnppl", "kl", "kl_error", "same_top1", "noise_floor"},
                    {}};
        Json document{{"rows", Json::array()}};
        const auto row = [&](const ValidationRow& one) {
            addRow(table, one);
            document["rows"].push_back(rowJson(one));
        };
        const auto notes = runValidationStudy(options->request, options->table, row, registries, JobContext());
        document["notes"] = notes;
        if (options->json) return print(document);
        printAligned(table);
        for (const std::string& note : notes) std::cout << "note: " << note << '\n';
    });
}

} // namespace alidade::cli
