// SPDX-License-Identifier: GPL-3.0-or-later
// alidade-cli compare: coordinate systems over a whole model, fixed rate and entropy-coded, beside noise.
#include "app/cli/command.h"
#include "app/cli/table.h"
#include "core/base/text.h"
#include "core/rate_distortion/curve_comparison.h"
#include "core/studies/coding_survey.h"

#include <iostream>
#include <memory>

namespace alidade::cli {

namespace {

struct Options {
    std::string file;
    std::string pattern;
    std::vector<std::string> coordinates{"original", "hadamard", "haar", "pca", "svd", "learned_concentration"};
    std::vector<std::string> quantizers{"uniform", "ecsq"};
    std::vector<double> bits{2, 3, 4, 5};
    std::vector<std::string> nulls{"gaussian", "shuffled"};
    std::string coder;
    std::string calibration; ///< empty: none
    OutputFlags output;
};

CodingSurveyRequest requestOf(const Options& options, const Registries& registries)
{
    CodingSurveyRequest request;
    request.file = options.file;
    request.pattern = options.pattern;
    request.nulls = options.nulls;
    request.calibration = options.calibration;
    for (const std::string& id : request.nulls) static_cast<void>(registries.nulls.find(id));
    for (const std::string& text : options.coordinates)
        request.coordinates.push_back(parseComponent(registries.coordinateSystems, text));
    for (const std::string& text : options.quantizers) {
        CurveRequest curve;
        curve.quantizer = parseComponent(registries.quantizers, text);
        for (const ParameterSpec& spec : registries.quantizers.find(curve.quantizer.id).parameters)
            if (spec.id == "bits")
                for (const double bits : options.bits)
                    if (bits >= spec.minimum && bits <= spec.maximum) curve.bits.push_back(bits);
        if (curve.bits.empty())
            throw InvalidRequest("the quantizer '" + curve.quantizer.id + "' has none of these bits");
        if (!options.coder.empty()) curve.coder = {registries.entropyCoders.find(options.coder).id, {}};
        request.curves.push_back(std::move(curve));
    }
    return request;
}

/// The rate that a quantizer is made for: one without a bound on its levels has no fixed rate worth the name.
RateCount kindOf(const CodingSurveyRequest& request, std::size_t curve)
{
    const std::string& id = request.curves[curve].quantizer.id;
    const bool entropyCoded = id == "ecsq" || id == "rdoq" || id == "e8" || id == "gptq_entropy" || id == "watersic";
    if (!entropyCoded) return RateCount::FixedRate;
    return request.curves[curve].coder ? RateCount::CodedBytes : RateCount::EntropyEstimate;
}

const char* nameOf(RateCount kind)
{
    return kind == RateCount::FixedRate ? "fixed" : kind == RateCount::EntropyEstimate ? "entropy" : "coded";
}

/// One line of the result: a curve point and how its curve differs from the reference of the same source and quantizer.
struct Line {
    std::string source;
    std::size_t coordinates = 0;
    std::size_t curve = 0;
    RateCount kind = RateCount::FixedRate;
    RateDistortionPoint point;
    CurveDifference withBasis;
    CurveDifference withoutBasis;
    CurveDifference operatorWithBasis; ///< at equal error of the output; NaN without calibration
    CurveDifference operatorWithoutBasis;
};

std::vector<Line> linesOf(const CodingSurveyRequest& request, const CodingTotals& totals)
{
    std::vector<std::string> sources{"weights"};
    sources.insert(sources.end(), request.nulls.begin(), request.nulls.end());
    std::vector<Line> lines;
    for (const std::string& source : sources)
        for (std::size_t curve = 0; curve < request.curves.size(); ++curve) {
            const RateCount kind = kindOf(request, curve);
            const auto reference = totals.curve(source, 0, curve);
            for (std::size_t i = 0; i < request.coordinates.size(); ++i) {
                const auto points = totals.curve(source, i, curve);
                const auto difference = [&](bool withBasis, bool ofOperator) {
                    return compareCurves(reference, points, {kind, withBasis, ofOperator});
                };
                for (const RateDistortionPoint& point : points)
                    lines.push_back({source, i, curve, kind, point, difference(true, false),
                                     difference(false, false), difference(true, true), difference(false, true)});
            }
        }
    return lines;
}

void printJson(const CodingSurveyRequest& request, const std::vector<Line>& lines, const std::vector<std::string>& notes)
{
    Json document;
    document["file"] = validUtf8(request.file);
    document["reference"] = componentText(request.coordinates.front());
    document["rows"] = Json::array();
    const auto differenceJson = [](const CurveDifference& difference) {
        return Json{{"bd_rate_percent", number(difference.ratePercent)},
                    {"bd_rate_bits", number(difference.rateBits)},
                    {"bd_sqnr_db", number(difference.qualityDb)}};
    };
    for (const Line& line : lines) {
        Json row;
        row["source"] = line.source;
        row["quantizer"] = componentText(request.curves[line.curve].quantizer);
        row["coordinates"] = componentText(request.coordinates[line.coordinates]);
        row["rate_kind"] = nameOf(line.kind);
        row["bits"] = line.point.bits;
        row["rate_without_basis"] = number(countedRate(line.point, {line.kind, false}));
        row["basis_bits"] = line.point.basisBits;
        row["entropy_bits"] = line.point.entropyBits;
        row["sqnr_db"] = number(line.point.sqnrDb());
        row["operator_sqnr_db"] = number(line.point.operatorSqnrDb());
        row["used_moments"] = line.point.usedMoments;
        row["with_basis"] = differenceJson(line.withBasis);
        row["without_basis"] = differenceJson(line.withoutBasis);
        row["operator_with_basis"] = differenceJson(line.operatorWithBasis);
        row["operator_without_basis"] = differenceJson(line.operatorWithoutBasis);
        document["rows"].push_back(std::move(row));
    }
    document["notes"] = Json::array();
    for (const std::string& note : notes) document["notes"].push_back(validUtf8(note));
    print(document);
}

Table tableOf(const CodingSurveyRequest& request, const std::vector<Line>& lines, std::string (*format)(double))
{
    Table table{{"source", "quantizer", "coordinates", "counted", "bits", "rate", "basis", "entropy", "sqnr_db",
                 "bd_bits_free", "bd_db_free", "bd_bits_paid", "bd_db_paid", "op_db", "bd_op_bits_free", "bd_op_bits_paid",
                 "moments"},
                {}};
    for (const Line& line : lines) {
        std::vector<std::string> row{line.source, componentText(request.curves[line.curve].quantizer),
                                     componentText(request.coordinates[line.coordinates]), nameOf(line.kind)};
        for (const double value :
             {line.point.bits, countedRate(line.point, {line.kind, false}), line.point.basisBits, line.point.entropyBits,
              line.point.sqnrDb(), line.withoutBasis.rateBits, line.withoutBasis.qualityDb, line.withBasis.rateBits,
              line.withBasis.qualityDb, line.point.operatorSqnrDb(), line.operatorWithoutBasis.rateBits,
              line.operatorWithBasis.rateBits})
            row.push_back(format(value));
        row.emplace_back(line.point.usedMoments ? "used" : "-");
        table.rows.push_back(std::move(row));
    }
    return table;
}

void compare(const Options& options, const Registries& registries)
{
    const CodingSurveyRequest request = requestOf(options, registries);
    CodingTotals totals(request);
    const std::vector<std::string> notes = surveyCoding(
        request, registries, [&totals](const CodingSurveyRow& row) { totals.add(row); }, JobContext());
    const std::vector<Line> lines = linesOf(request, totals);
    if (options.output.json) return printJson(request, lines, notes);
    if (options.output.csv) return printCsv(tableOf(request, lines, exact));
    std::cout << "bits per weight over all tensors; bd_: mean difference from "
              << componentText(request.coordinates.front())
              << " over the common range, bits at equal SQNR and dB at equal rate, the basis free or paid for;\n"
                 "entropy is an estimate\n";
    if (!options.calibration.empty())
        std::cout << "op_db: SQNR of the layers' outputs; bd_op_: bits at equal op_db; moments: whether the quantizer used "
                     "them for every tensor\n";
    printAligned(tableOf(request, lines, readable));
    for (const std::string& note : notes) std::cout << note << '\n';
}

} // namespace

void addCompare(CLI::App& program, const Registries& registries)
{
    CLI::App* const command = program.add_subcommand(
        "compare", "Coordinate systems over a whole model: fixed rate and entropy-coded, basis free and paid, beside noise");
    const auto options = std::make_shared<Options>();
    command->add_option("FILE", options->file, "checkpoint file or folder")->required();
    command->add_option("--tensors", options->pattern, "only matrices whose names match this shell pattern");
    command
        ->add_option("--coordinates", options->coordinates,
                     "systems, the first is the reference; parameters as id:parameter=value")
        ->delimiter(',');
    command->add_option("--quantizers", options->quantizers, "quantizers, parameters as id:parameter=value")
        ->delimiter(',');
    command->add_option("--bits", options->bits, "bits, separated by commas; BD needs four (default 2,3,4,5)")
        ->delimiter(',');
    command->add_option("--nulls", options->nulls, "null models beside the weights (default gaussian,shuffled)")
        ->delimiter(',');
    command->add_flag_callback("--no-nulls", [options] { options->nulls.clear(); }, "the weights alone");
    command->add_option("--coder", options->coder, "measure the bytes of this entropy coder (default: estimates)");
    addCalibrationOption(*command, options->calibration);
    CLI::Option* const json = command->add_flag("--json", options->output.json, "one JSON document");
    command->add_flag("--csv", options->output.csv, "comma-separated values with a header line")->excludes(json);
    command->callback([options, &registries] { compare(*options, registries); });
}

} // namespace alidade::cli
