// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/toy_output.h"

#include "core/base/error.h"
#include "core/base/text.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iostream>

namespace alidade::cli {

namespace {

const std::vector<std::string>& pointColumns()
{
    static const std::vector<std::string> columns{"representation", "hadamard",     "quantizer",     "setting",
                                                  "numbers",        "side_bits",    "fixed_bits",    "entropy_bits",
                                                  "huffman_bits",   "total_bits",   "bits_per_number", "function_error",
                                                  "sqnr_db",        "seed"};
    return columns;
}

std::vector<std::string> cellsOf(const ToyPoint& point, const ToyRequest& request, std::string (*format)(double))
{
    std::vector<std::string> cells{point.representation, point.hadamard ? "yes" : "no", point.quantizer};
    for (const double value : {point.setting, static_cast<double>(point.numbers), point.sideBits, point.fixedBits,
                               point.entropyBits, point.huffmanBits, point.totalBits(), point.bitsPerNumber(),
                               point.functionError, point.sqnrDb()})
        cells.push_back(format(value));
    cells.push_back(std::to_string(request.seed));
    return cells;
}

Table pointTable(std::span<const ToyBasis> runs, std::string (*format)(double))
{
    Table table{pointColumns(), {}};
    for (const ToyBasis& toy : runs)
        for (const ToyPoint& point : toy.points) table.rows.push_back(cellsOf(point, toy.request, format));
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
    Table table{{"function_error", "fourier", "cosine", "wavelet", "samples", "hadamard"}, {}};
    for (const ToyNeeded& one : toy.needed)
        table.rows.push_back({readable(one.functionError), std::to_string(one.fourier), std::to_string(one.cosine),
                              std::to_string(one.wavelet), std::to_string(one.samples), std::to_string(one.hadamard)});
    return table;
}

Table hiddenTable(const ToyBasis& toy)
{
    Table table{{"hidden_matrix", "step", "entropy_bits", "basis_bits", "total_bits", "function_error", "added_error"},
                {}};
    for (const ToyHiddenPoint& one : toy.hidden) {
        std::vector<std::string> row{one.coordinates};
        for (const double value :
             {one.step, one.entropyBits, one.basisBits, one.totalBits(), one.functionError, one.addedError})
            row.push_back(readable(value));
        table.rows.push_back(std::move(row));
    }
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

Json hiddenJson(const ToyHiddenPoint& point)
{
    return {{"coordinates", point.coordinates},
            {"step", number(point.step)},
            {"entropy_bits", number(point.entropyBits)},
            {"basis_bits", number(point.basisBits)},
            {"total_bits", number(point.totalBits())},
            {"function_error", number(point.functionError)},
            {"added_error", number(point.addedError)}};
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

/// "0.3 to 1.2", "at least 1".
std::string acceptedText(const ToyExpectation& row)
{
    if (std::isinf(row.high)) return "at least " + readable(row.low);
    if (!(row.low > 0.0)) return "at most " + readable(row.high);
    return readable(row.low) + " to " + readable(row.high);
}

} // namespace

Json toyJson(const ToyBasis& toy)
{
    const ToyRequest& request = toy.request;
    Json document{{"target", request.target}, {"seed", request.seed},   {"samples", request.samples},
                  {"width", request.width},   {"steps", request.steps}, {"learning_rate", request.learningRate}, {"final_rate", request.finalRate}};
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
                                      {"hadamard", one.hadamard},
                                      {"wavelet", one.wavelet}});
    document["compaction"] = Json::array();
    for (const ToyCompaction& one : toy.compaction)
        document["compaction"].push_back({{"id", one.id}, {"kept", one.left.x}, {"error", one.left.y}});
    document["hidden"] = Json::array();
    for (const ToyHiddenPoint& point : toy.hidden) document["hidden"].push_back(hiddenJson(point));
    document["training"] = {{"step", toy.training.x}, {"error", toy.training.y}};
    document["function"] = {
        {"x", toy.x}, {"target", toy.target}, {"fourier", toy.fourierFit}, {"mlp", toy.mlpFit}};
    return document;
}

void printToy(const ToyBasis& toy)
{
    for (const Table& table : {scalarTable(toy), parameterTable(toy), neededTable(toy), hiddenTable(toy)}) {
        printAligned(table);
        std::cout << '\n';
    }
    printAligned(pointTable({&toy, 1}, readable));
}

void printSpread(const std::vector<ToySpread>& spread)
{
    Table table{{"quantity", "mean", "deviation", "least", "most", "unit"}, {}};
    for (const ToySpread& one : spread)
        table.rows.push_back({one.name, readable(one.mean), readable(one.deviation), readable(one.least),
                              readable(one.most), one.unit});
    printAligned(table);
}

Json spreadJson(const std::vector<ToySpread>& spread)
{
    Json rows = Json::array();
    for (const ToySpread& one : spread)
        rows.push_back({{"name", one.name},
                        {"unit", one.unit},
                        {"mean", number(one.mean)},
                        {"deviation", number(one.deviation)},
                        {"least", number(one.least)},
                        {"most", number(one.most)}});
    return rows;
}

void printExpectations(const std::vector<ToyExpectation>& rows)
{
    Table table{{"what", "quantity", "median", "least", "most", "expected", "accepted", "verdict"}, {}};
    for (const ToyExpectation& row : rows)
        table.rows.push_back({row.group, row.quantity, readable(row.median()), readable(row.least()),
                              readable(row.most()), readable(row.expected), acceptedText(row),
                              row.agrees() ? "agrees" : "does not"});
    printAligned(table);
    const auto agreeing = std::count_if(rows.begin(), rows.end(), [](const auto& row) { return row.agrees(); });
    std::cout << '\n' << agreeing << " of " << rows.size() << " agree\n";
}

Json expectationsJson(const std::vector<ToyExpectation>& rows)
{
    Json list = Json::array();
    for (const ToyExpectation& row : rows) {
        Json measured = Json::array();
        for (const double value : row.measured) measured.push_back(number(value));
        list.push_back({{"group", row.group},
                        {"quantity", row.quantity},
                        {"measured", std::move(measured)},
                        {"median", number(row.median())},
                        {"expected", number(row.expected)},
                        {"low", number(row.low)},
                        {"high", number(row.high)},
                        {"every_seed", row.everySeed},
                        {"agrees", row.agrees()}});
    }
    return list;
}

void writeToyPoints(std::span<const ToyBasis> runs, const std::string& path)
{
    const std::string temporary = path + ".part";
    {
        std::ofstream file(temporary, std::ios::binary);
        const Table table = pointTable(runs, exact);
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

} // namespace alidade::cli
