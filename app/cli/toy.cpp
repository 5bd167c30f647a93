// SPDX-License-Identifier: GPL-3.0-or-later
// alidade-cli toy: one function in Fourier coefficients and in the weights of a small network.
#include "app/cli/command.h"
#include "app/cli/table.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/studies/toy_basis.h"

#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>

namespace alidade::cli {

namespace {

struct Options {
    ToyRequest request;
    std::string table;
    bool json = false;
};

const std::vector<std::string>& pointColumns()
{
    static const std::vector<std::string> columns{"representation", "hadamard",     "quantizer",     "setting",
                                                  "numbers",        "side_bits",    "fixed_bits",    "entropy_bits",
                                                  "huffman_bits",   "total_bits",   "bits_per_number", "function_error",
                                                  "sqnr_db"};
    return columns;
}

std::vector<std::string> cellsOf(const ToyPoint& point, std::string (*format)(double))
{
    std::vector<std::string> cells{point.representation, point.hadamard ? "yes" : "no", point.quantizer};
    for (const double value : {point.setting, static_cast<double>(point.numbers), point.sideBits, point.fixedBits,
                               point.entropyBits, point.huffmanBits, point.totalBits(), point.bitsPerNumber(),
                               point.functionError, point.sqnrDb()})
        cells.push_back(format(value));
    return cells;
}

Table pointTable(const ToyBasis& toy, std::string (*format)(double))
{
    Table table{pointColumns(), {}};
    for (const ToyPoint& point : toy.points) table.rows.push_back(cellsOf(point, format));
    return table;
}

Table parameterTable(const ToyBasis& toy)
{
    Table table{{"parameters", "count", "kurtosis", "crest", "top_1%_energy", "share_of_90%", "beyond_6_sigma",
                 "entropy_4_bit"},
                {}};
    for (const ToyParameters& one : toy.parameters) {
        std::vector<std::string> row{one.id};
        for (const double value : {static_cast<double>(one.count), one.kurtosis, one.crest, one.topEnergy, one.share90,
                                   one.beyond6Sigma, one.entropy4})
            row.push_back(readable(value));
        table.rows.push_back(std::move(row));
    }
    return table;
}

Table neededTable(const ToyBasis& toy)
{
    Table table{{"function_error", "fourier", "cosine", "samples", "hadamard"}, {}};
    for (const ToyNeeded& one : toy.needed)
        table.rows.push_back({readable(one.functionError), std::to_string(one.fourier), std::to_string(one.cosine),
                              std::to_string(one.samples), std::to_string(one.hadamard)});
    return table;
}

Table scalarTable(const ToyBasis& toy)
{
    Table table{{"quantity", "value", "unit"}, {}};
    for (const ToyScalar& one : toy.table()) table.rows.push_back({one.name, readable(one.value), one.unit});
    return table;
}

Json parametersJson(const ToyParameters& one)
{
    return {{"id", one.id},
            {"count", one.count},
            {"kurtosis", number(one.kurtosis)},
            {"crest", number(one.crest)},
            {"energy_in_top_1_percent", number(one.topEnergy)},
            {"share_of_90_percent_energy", number(one.share90)},
            {"beyond_6_sigma", number(one.beyond6Sigma)},
            {"entropy_of_4_bits", number(one.entropy4)},
            {"histogram",
             {{"low", one.histogram.low}, {"high", one.histogram.high}, {"counts", one.histogram.counts}}}};
}

Json pointJson(const ToyPoint& point)
{
    return {{"representation", point.representation},
            {"hadamard", point.hadamard},
            {"quantizer", point.quantizer},
            {"setting", number(point.setting)},
            {"numbers", point.numbers},
            {"side_bits", number(point.sideBits)},
            {"fixed_bits", number(point.fixedBits)},
            {"entropy_bits", number(point.entropyBits)},
            {"huffman_bits", number(point.huffmanBits)},
            {"total_bits", number(point.totalBits())},
            {"function_error", number(point.functionError)},
            {"sqnr_db", number(point.sqnrDb())}};
}

Json documentOf(const ToyBasis& toy)
{
    const ToyRequest& request = toy.request;
    Json document{{"target", request.target}, {"seed", request.seed},   {"samples", request.samples},
                  {"width", request.width},   {"steps", request.steps}, {"learning_rate", request.learningRate}};
    document["table"] = Json::array();
    for (const ToyScalar& one : toy.table())
        document["table"].push_back({{"name", one.name}, {"value", number(one.value)}, {"unit", one.unit}});
    document["parameters"] = Json::array();
    for (const ToyParameters& one : toy.parameters) document["parameters"].push_back(parametersJson(one));
    document["points"] = Json::array();
    for (const ToyPoint& point : toy.points) document["points"].push_back(pointJson(point));
    document["needed"] = Json::array();
    for (const ToyNeeded& one : toy.needed)
        document["needed"].push_back({{"function_error", one.functionError},
                                      {"fourier", one.fourier},
                                      {"cosine", one.cosine},
                                      {"samples", one.samples},
                                      {"hadamard", one.hadamard}});
    document["training"] = {{"step", toy.training.x}, {"error", toy.training.y}};
    document["function"] = {
        {"x", toy.x}, {"target", toy.target}, {"fourier", toy.fourierFit}, {"mlp", toy.mlpFit}};
    return document;
}

/// The points as CSV; a name that stays free until everything is written.
void writePoints(const ToyBasis& toy, const std::string& path)
{
    const std::string temporary = path + ".part";
    {
        std::ofstream file(temporary, std::ios::binary);
        const Table table = pointTable(toy, exact);
        const auto write = [&file](const std::vector<std::string>& row) {
            for (std::size_t i = 0; i < row.size(); ++i) file << (i == 0 ? "" : ",") << row[i];
            file << "\r\n";
        };
        write(table.header);
        for (const auto& row : table.rows) write(row);
        file.flush();
        if (!file) throw Error(escapedPath(path) + " cannot be written");
    }
    std::error_code failure;
    std::filesystem::rename(temporary, path, failure);
    if (failure) throw Error(escapedPath(path) + " cannot be written: " + failure.message());
}

void run(const Options& options)
{
    const ToyBasis toy = runToyBasis(options.request, JobContext());
    if (!options.table.empty()) writePoints(toy, options.table);
    if (options.json) return print(documentOf(toy));
    printAligned(scalarTable(toy));
    std::cout << '\n';
    printAligned(parameterTable(toy));
    std::cout << '\n';
    printAligned(neededTable(toy));
    std::cout << '\n';
    printAligned(pointTable(toy, readable));
}

} // namespace

void addToy(CLI::App& program)
{
    CLI::App* const command = program.add_subcommand(
        "toy", "One function as Fourier coefficients and as the weights of a small network: what either costs to code");
    const auto options = std::make_shared<Options>();
    ToyRequest& request = options->request;
    command->add_option("--target", request.target, toyTargets().idList() + " (default " + request.target + ")");
    command->add_option("--seed", request.seed,
                        "seed of the function, the network's start and the rotation (default 1)");
    command->add_option("--samples", request.samples, "points of the grid (default 512)");
    command->add_option("--width", request.width, "hidden units of each of the two layers (default 64)");
    command->add_option("--steps", request.steps, "training steps, each over all training points (default 5000)");
    command->add_option("--learning-rate", request.learningRate, "of Adam at the beginning (default 0.004)");
    command->add_option("--bits", request.bits, "widths of the fixed-rate quantizer, separated by commas")
        ->delimiter(',');
    command->add_option("-o,--output", options->table, "also write the points to this table, .csv");
    command->add_flag("--json", options->json, "one JSON document, with the functions and the histograms");
    command->callback([options] { run(*options); });
}

} // namespace alidade::cli
