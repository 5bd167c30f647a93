// SPDX-License-Identifier: GPL-3.0-or-later
// alidade-cli compress and decompress: a model as a file of coded weights, and back.
#include "app/cli/command.h"
#include "app/cli/table.h"
#include "core/base/text.h"
#include "core/compression/compressed_model.h"

#include <cmath>
#include <iostream>
#include <memory>

namespace alidade::cli {

namespace {

struct Options {
    CompressionRequest request;
    std::string coordinates = "original";
    std::map<std::string, std::string> coordinateParameters;
    QuantizerOptions quantizer;
    bool json = false;
};

double bitsPerWeight(std::uint64_t bytes, std::uint64_t weights)
{
    return weights > 0 ? 8.0 * static_cast<double>(bytes) / static_cast<double>(weights) : 0.0;
}

double sqnrOf(const CompressedTensorReport& tensor) { return 10.0 * std::log10(tensor.energy / tensor.squaredError); }

Json tensorJson(const CompressedTensorReport& tensor)
{
    Json line;
    line["name"] = validUtf8(tensor.name);
    line["weights"] = tensor.weights;
    line["bits"] = number(tensor.bits);
    line["basis_bytes"] = tensor.basisBytes;
    line["scale_bytes"] = tensor.scaleBytes;
    line["symbol_bytes"] = tensor.symbolBytes;
    line["rate"] = bitsPerWeight(tensor.basisBytes + tensor.scaleBytes + tensor.symbolBytes, tensor.weights);
    line["mse"] = std::isnan(tensor.bits) ? Json(nullptr)
                                          : number(tensor.squaredError / static_cast<double>(tensor.weights));
    line["sqnr_db"] = std::isnan(tensor.bits) ? Json(nullptr) : number(sqnrOf(tensor));
    line["operator_error"] = number(tensor.operatorError);
    line["operator_sqnr_db"] = number(-10.0 * std::log10(tensor.operatorError));
    line["used_moments"] = tensor.usedMoments;
    return line;
}

void printJson(const Options& options, const CompressionReport& report)
{
    Json document;
    document["file"] = validUtf8(options.request.file);
    document["output"] = validUtf8(options.request.output);
    document["coordinates"] = describe(options.request.recipe.coordinates);
    document["quantizer"] = options.request.recipe.quantizer.id;
    document["coder"] = options.request.recipe.coder.id;
    document["weights"] = report.weights;
    document["file_bytes"] = report.fileBytes;
    document["container_bytes"] = report.containerBytes;
    document["rate"] = report.rate();
    document["sqnr_db"] = number(report.sqnrDb());
    if (report.equalBits)
        document["equal_bits"] = {{"bits", report.equalBits->bits},
                                  {"rate", report.equalBits->rate},
                                  {"sqnr_db", number(report.equalBitsSqnrDb())}};
    document["resumed"] = report.resumed;
    document["tensors"] = Json::array();
    for (const CompressedTensorReport& tensor : report.tensors) document["tensors"].push_back(tensorJson(tensor));
    print(document);
}

void printReadable(const Options& options, const CompressionReport& report)
{
    Table table{{"tensor", "weights", "bits", "rate", "basis", "scales", "symbols", "sqnr_db"}, {}};
    const bool calibrated = !options.request.calibration.empty();
    if (calibrated) table.header.insert(table.header.end(), {"operator_db", "moments"});
    for (const CompressedTensorReport& tensor : report.tensors) {
        const auto share = [&tensor](std::uint64_t bytes) { return readable(bitsPerWeight(bytes, tensor.weights)); };
        const bool kept = std::isnan(tensor.bits);
        table.rows.push_back({escaped(tensor.name), withThousands(tensor.weights), kept ? "kept" : readable(tensor.bits),
                              share(tensor.basisBytes + tensor.scaleBytes + tensor.symbolBytes),
                              share(tensor.basisBytes), share(tensor.scaleBytes), share(tensor.symbolBytes),
                              kept ? "-" : readable(sqnrOf(tensor))});
        if (!calibrated) continue;
        table.rows.back().push_back(std::isnan(tensor.operatorError) ? "-"
                                                                     : readable(-10.0 * std::log10(tensor.operatorError)));
        table.rows.back().emplace_back(tensor.usedMoments ? "used" : "-");
    }
    printAligned(table);
    std::cout << escaped(options.request.output, 1000) << ": " << withThousands(report.fileBytes) << " bytes for "
              << withThousands(report.weights) << " weights, " << readable(report.rate())
              << " bits per weight (container: "
              << readable(bitsPerWeight(report.containerBytes, report.weights)) << "), "
              << readable(report.sqnrDb()) << " dB\n";
    if (report.equalBits)
        std::cout << "the same bits for every tensor: " << readable(report.equalBits->bits) << " bits, "
                  << readable(report.equalBits->rate) << " bits per weight without the container, "
                  << readable(report.equalBitsSqnrDb()) << " dB\n";
    if (report.resumed > 0)
        std::cout << report.resumed << " tensors were taken over from a run that had been stopped\n";
}

void compress(Options& options, const Registries& registries)
{
    CompressionRequest& request = options.request;
    request.recipe.coordinates = chosenSystem(registries, options.coordinates, options.coordinateParameters);
    request.recipe.quantizer = chosenQuantizer(registries, options.quantizer);
    const EntropyCoderEntry& coder = registries.entropyCoders.find(request.recipe.coder.id);
    request.recipe.coder.parameters = resolveParameters(coder.parameters, {});
    const CompressionReport report = compressModel(request, registries, JobContext());
    if (options.json) return printJson(options, report);
    printReadable(options, report);
}

} // namespace

void addCompress(CLI::App& program, const Registries& registries)
{
    CLI::App* const command =
        program.add_subcommand("compress", "Write a model as coded weights: a file whose size is its rate");
    const auto options = std::make_shared<Options>();
    options->request.recipe.coder.id = "rans";
    CompressionTarget& target = options->request.target;
    command->add_option("FILE", options->request.file, "checkpoint file or folder")->required();
    command->add_option("-o,--output", options->request.output, "new file, its name ends in .alidade.h5")->required();
    command->add_option("--coordinates", options->coordinates,
                        "one of " + registries.coordinateSystems.idList() + " (default original)");
    command->add_option("--coder", options->request.recipe.coder.id,
                        "one of " + registries.entropyCoders.idList() + " (default rans)");
    CLI::Option_group* const group = command->add_option_group("target", "what decides the bits; one of them");
    group->add_option("--bits", target.bits, "the quantizer's bits, the same for every tensor");
    group->add_option("--bits-per-weight", target.bitsPerWeight,
                      "size of all coded tensors; bits go where they lower the squared error most");
    group->add_option("--sqnr", target.sqnrDb, "least SQNR of every tensor in dB");
    group->require_option(1);
    command->add_option("--tensors", options->request.pattern,
                        "only matrices whose names match this shell pattern; the rest is kept as it is");
    addQuantizerOptions(*command, registries, options->quantizer);
    addCoordinateParameters(*command, registries, options->coordinateParameters);
    addCalibrationOption(*command, options->request.calibration);
    command->add_flag("--json", options->json, "one JSON document");
    command->callback([options, &registries] { compress(*options, registries); });
}

void addDecompress(CLI::App& program, const Registries& registries)
{
    CLI::App* const command =
        program.add_subcommand("decompress", "Write a compressed model as safetensors in its original coordinates");
    const auto paths = std::make_shared<std::pair<std::string, std::string>>();
    command->add_option("FILE", paths->first, "file that compress wrote")->required();
    command->add_option("-o,--output", paths->second, "new file, its name ends in .safetensors")->required();
    command->callback([paths, &registries] {
        const DecompressionReport report = decompressModel(paths->first, paths->second, registries, JobContext());
        std::cout << escaped(paths->second, 1000) << ": " << report.coded << " tensors decoded to F32, " << report.kept
                  << " as they were, " << withThousands(report.bytes) << " bytes\n";
    });
}

} // namespace alidade::cli
