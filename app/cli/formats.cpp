// SPDX-License-Identifier: GPL-3.0-or-later
// alidade-cli formats: which number format wins at equal rate, tensor by tensor and axis by axis.
#include "app/cli/command.h"
#include "app/cli/table.h"
#include "core/base/text.h"
#include "core/rate_distortion/curve_comparison.h"
#include "core/studies/coding_survey.h"

#include <algorithm>
#include <cmath>
#include <iostream>
#include <map>
#include <memory>

namespace alidade::cli {

namespace {

struct Options {
    std::string file;
    std::string pattern;
    std::vector<std::string> coordinates{"original", "hadamard"};
    std::vector<std::string> formats{"uniform:group=32", "uniform:group=32:clip=mse", "uniform:group=64",
                                     "uniform:group=64:clip=mse", "nf4:group=64", "mxfp4", "nvfp4"};
    double bits = 4.0;
    std::vector<double> rates{4.25, 4.5};
    std::string counted = "fixed";
    std::string calibration; ///< empty: none
    OutputFlags output;
};

CodingSurveyRequest requestOf(const Options& options, const Registries& registries)
{
    CodingSurveyRequest request;
    request.file = options.file;
    request.pattern = options.pattern;
    request.calibration = options.calibration;
    for (const std::string& text : options.coordinates)
        request.coordinates.push_back(parseComponent(registries.coordinateSystems, text));
    for (const std::string& text : options.formats) {
        CurveRequest curve;
        curve.quantizer = parseComponent(registries.quantizers, text);
        for (const ParameterSpec& spec : registries.quantizers.find(curve.quantizer.id).parameters)
            if (spec.id == "bits") curve.bits = {std::clamp(options.bits, spec.minimum, spec.maximum)};
        if (options.counted == "coded") curve.coder = ComponentRequest{"rans", {}};
        request.curves.push_back(std::move(curve));
    }
    return request;
}

/// What was measured of one tensor in one coordinate system.
struct Cell {
    std::string tensor;
    std::size_t coordinates = 0;
    std::vector<RateDistortionPoint> formats;
};

/// What formats compete in: the quality of the layer's output where it is known, of the weights otherwise.
double qualityOf(const RateDistortionPoint& point)
{
    return point.operatorPower > 0.0 ? point.operatorSqnrDb() : point.sqnrDb();
}

/// The format of best quality among those that need no more than `rate`, or -1.
std::ptrdiff_t winner(const Cell& cell, RateCount kind, double rate)
{
    constexpr double tolerance = 0.02; // a tail block or a tensor scale does not make it another class
    std::ptrdiff_t best = -1;
    for (std::size_t i = 0; i < cell.formats.size(); ++i) {
        if (countedRate(cell.formats[i], {kind, false}) > rate + tolerance) continue;
        if (best < 0 || qualityOf(cell.formats[i]) > qualityOf(cell.formats[static_cast<std::size_t>(best)]))
            best = static_cast<std::ptrdiff_t>(i);
    }
    return best;
}

/// dB between the winner and the next one at this rate; NaN without a second.
double marginOf(const Cell& cell, RateCount kind, double rate, std::size_t best)
{
    Cell others = cell;
    others.formats[best].meanSquaredError = others.formats[best].signalPower * 1e9;
    others.formats[best].operatorError *= 1e9; // NaN stays NaN
    const std::ptrdiff_t second = winner(others, kind, rate);
    if (second < 0 || second == static_cast<std::ptrdiff_t>(best)) return std::nan("");
    return qualityOf(cell.formats[best]) - qualityOf(cell.formats[static_cast<std::size_t>(second)]);
}

void printAll(const Options& options, const CodingSurveyRequest& request, const std::vector<Cell>& cells, RateCount kind)
{
    Table all{{"tensor", "coordinates", "format", "rate", "sqnr_db", "operator_sqnr_db", "used_moments",
               "wins_at"}, {}};
    Json document;
    document["file"] = validUtf8(options.file);
    document["rows"] = Json::array();
    for (const Cell& cell : cells)
        for (std::size_t i = 0; i < cell.formats.size(); ++i) {
            const RateDistortionPoint& point = cell.formats[i];
            std::string wins;
            Json wonRates = Json::array();
            for (const double rate : options.rates)
                if (winner(cell, kind, rate) == static_cast<std::ptrdiff_t>(i)) {
                    wins += (wins.empty() ? "" : " ") + shortestDecimal(rate);
                    wonRates.push_back(rate);
                }
            const std::string format = componentText(request.curves[i].quantizer);
            const std::string coordinates = componentText(request.coordinates[cell.coordinates]);
            document["rows"].push_back({{"tensor", validUtf8(cell.tensor)},
                                        {"coordinates", coordinates},
                                        {"format", format},
                                        {"rate", countedRate(point, {kind, false})},
                                        {"sqnr_db", number(point.sqnrDb())},
                                        {"operator_sqnr_db", number(point.operatorSqnrDb())},
                                        {"used_moments", point.usedMoments},
                                        {"wins_at", wonRates}});
            all.rows.push_back({cell.tensor, coordinates, format, exact(countedRate(point, {kind, false})),
                                exact(point.sqnrDb()), exact(point.operatorSqnrDb()),
                                point.usedMoments ? "yes" : "no", wins});
        }
    if (options.output.json) return print(document);
    printCsv(all);
}

void printWinners(const Options& options, const CodingSurveyRequest& request, const std::vector<Cell>& cells,
                  RateCount kind)
{
    for (const double rate : options.rates) {
        Table table{{"tensor", "coordinates", "winner", "rate", "sqnr_db", "op_db", "ahead_db"}, {}};
        std::map<std::string, std::map<std::string, int>> wins;
        for (const Cell& cell : cells) {
            const std::ptrdiff_t best = winner(cell, kind, rate);
            if (best < 0) continue;
            const auto index = static_cast<std::size_t>(best);
            const RateDistortionPoint& point = cell.formats[index];
            const std::string coordinates = componentText(request.coordinates[cell.coordinates]);
            const std::string format = componentText(request.curves[index].quantizer);
            ++wins[coordinates][format];
            table.rows.push_back({escaped(cell.tensor), coordinates, format, readable(countedRate(point, {kind, false})),
                                  readable(point.sqnrDb()), readable(point.operatorSqnrDb()),
                                  readable(marginOf(cell, kind, rate, index))});
        }
        std::cout << "At most " << shortestDecimal(rate) << " bits per weight (" << options.counted
                  << " rate, scales included, basis not)\n";
        printAligned(table);
        for (const auto& [coordinates, formats] : wins) {
            std::cout << coordinates << ':';
            for (const auto& [format, count] : formats) std::cout << "  " << format << ' ' << count;
            std::cout << '\n';
        }
        std::cout << '\n';
    }
}

void formats(const Options& options, const Registries& registries)
{
    const CodingSurveyRequest request = requestOf(options, registries);
    std::vector<Cell> cells;
    const std::vector<std::string> notes = surveyCoding(
        request, registries,
        [&](const CodingSurveyRow& row) {
            if (row.curve == 0) cells.push_back({row.tensor, row.coordinates, {}});
            cells.back().formats.push_back(row.point);
        },
        JobContext());
    const RateCount kind = options.counted == "coded"     ? RateCount::CodedBytes
                          : options.counted == "entropy" ? RateCount::EntropyEstimate
                                                         : RateCount::FixedRate;
    if (options.output.json || options.output.csv) return printAll(options, request, cells, kind);
    printWinners(options, request, cells, kind);
    for (const std::string& note : notes) std::cout << note << '\n';
}

} // namespace

void addFormats(CLI::App& program, const Registries& registries)
{
    CLI::App* const command =
        program.add_subcommand("formats", "Which number format wins at equal rate, for each tensor and coordinate system");
    const auto options = std::make_shared<Options>();
    command->add_option("FILE", options->file, "checkpoint file or folder")->required();
    command->add_option("--tensors", options->pattern, "only matrices whose names match this shell pattern");
    command->add_option("--coordinates", options->coordinates, "systems, parameters as id:parameter=value")
        ->delimiter(',');
    command->add_option("--formats", options->formats, "quantizers, parameters as id:parameter=value")->delimiter(',');
    command->add_option("--bits", options->bits, "bits of the formats that have a choice (default 4)");
    command->add_option("--rates", options->rates, "rates to compare at, bits per weight (default 4.25,4.5)")
        ->delimiter(',');
    command
        ->add_option("--counted", options->counted, "rates of fixed-length symbols, their entropy, or rANS bytes")
        ->check(CLI::IsMember({"fixed", "entropy", "coded"}));
    addCalibrationOption(*command, options->calibration);
    CLI::Option* const json = command->add_flag("--json", options->output.json, "every format, one JSON document");
    command->add_flag("--csv", options->output.csv, "every format, comma-separated")->excludes(json);
    command->callback([options, &registries] { formats(*options, registries); });
}

} // namespace alidade::cli
