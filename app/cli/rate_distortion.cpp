// SPDX-License-Identifier: GPL-3.0-or-later
// alidade-cli rate-distortion: what a quantizer costs and loses in several coordinate systems.
#include "app/cli/command.h"
#include "app/cli/table.h"
#include "core/base/text.h"
#include "core/engine/analysis_session.h"
#include "core/rate_distortion/bjontegaard.h"
#include "core/rate_distortion/curve_comparison.h"

#include <iostream>
#include <memory>

namespace alidade::cli {

namespace {

struct Options {
    CoordinateOptions coordinates;
    QuantizerOptions quantizer;
    std::vector<std::string> bits; ///< empty: those of 2, 3, 4, 6, 8 that the quantizer has
    CoderOptions coder;
    std::string bounds;
};

/// A number by its specification, integer or real. @throws InvalidRequest
double parseNumber(const ParameterSpec& spec, const std::string& text)
{
    const ParameterValue value = parseParameter(spec, text);
    if (const auto* integer = std::get_if<std::int64_t>(&value)) return static_cast<double>(*integer);
    return std::get<double>(value);
}

/// What a curve shows when nobody says: the usual widths that there are, or the only one.
std::vector<double> defaultBits(const ParameterSpec& spec)
{
    std::vector<double> bits;
    for (const double width : {2.0, 3.0, 4.0, 6.0, 8.0})
        if (width >= spec.minimum && width <= spec.maximum) bits.push_back(width);
    if (bits.empty()) bits.push_back(spec.minimum);
    return bits;
}

CurveRequest curveRequest(const Options& options, const Registries& registries)
{
    CurveRequest curve;
    curve.quantizer = chosenQuantizer(registries, options.quantizer);
    for (const ParameterSpec& spec : registries.quantizers.find(curve.quantizer.id).parameters) {
        if (spec.id != "bits") continue;
        for (const std::string& width : options.bits) curve.bits.push_back(parseNumber(spec, width));
        if (options.bits.empty()) curve.bits = defaultBits(spec);
    }
    curve.bounds = !options.bounds.empty();
    curve.spectrum = options.bounds == "spectrum";
    if (!options.coder.coder.empty()) curve.coder = chosenCoder(registries, options.coder);
    return curve;
}

std::vector<AnalysisResultPtr> measure(const Options& options, const Registries& registries)
{
    AnalysisSession session(registries, 0);
    AnalysisRequest request;
    request.file = options.coordinates.file;
    request.tensor = options.coordinates.tensor;
    request.matrix = options.coordinates.matrix;
    request.calibration = options.coordinates.calibration;
    request.curve = curveRequest(options, registries);
    std::vector<AnalysisResultPtr> results;
    for (ComponentRequest& coordinates : chosenCoordinates(registries, options.coordinates)) {
        request.coordinates = std::move(coordinates);
        results.push_back(session.analyse(request, JobContext()));
    }
    return results;
}

Json groupOf(const AnalysisResult& result)
{
    const Parameters& parameters = result.request.curve->quantizer.parameters;
    return parameters.has("group") ? Json(parameters.integer("group")) : Json(nullptr);
}

/// Rates of the bounds at a point's distortion, and how far the point's own symbols are above the Gaussian one.
Json boundsJson(const CurveBounds& bounds, const RateDistortionPoint& point)
{
    const double distortion = point.meanSquaredError;
    Json entry;
    entry["gaussian"] = number(bounds.gaussian(distortion));
    entry["shannon"] = number(bounds.shannon(distortion));
    entry["water_filling"] = number(bounds.waterFilling(distortion));
    entry["gap"] = number(point.entropyRate() - bounds.gaussian(distortion));
    return entry;
}

/// The curve against that of the first coordinate system: at the rates of fixed-length symbols and at those of coded
/// (or, without a coder, entropy-coded) ones.
Json differenceJson(const AnalysisResult& reference, const AnalysisResult& result)
{
    const auto against = [&](double (*rate)(const RateDistortionPoint&)) {
        const auto pointsOf = [rate](const AnalysisResult& of) {
            std::vector<CurvePoint> points;
            for (const RateDistortionPoint& point : of.curve) points.push_back({rate(point), point.sqnrDb()});
            return points;
        };
        const CurveDifference difference = compareCurves(pointsOf(reference), pointsOf(result));
        Json entry;
        entry["bd_rate_percent"] = number(difference.ratePercent);
        entry["bd_rate_bits"] = number(difference.rateBits);
        entry["bd_sqnr_db"] = number(difference.qualityDb);
        return entry;
    };
    Json entry;
    entry["reference"] = reference.request.coordinates.id;
    entry["fixed"] = against([](const RateDistortionPoint& point) { return point.rate(); });
    entry["entropy"] = against([](const RateDistortionPoint& point) { return point.entropyRate(); });
    entry["coded"] = against([](const RateDistortionPoint& point) { return point.codedRate(); });
    if (!reference.calibrated || !result.calibrated) return entry;
    const bool coded = result.request.curve->coder.has_value();
    const CurveDifference difference =
        compareCurves(reference.curve, result.curve,
                      {coded ? RateCount::CodedBytes : RateCount::EntropyEstimate, true, true});
    entry["operator"] = {{"counted", coded ? "coded" : "entropy"},
                         {"bd_rate_bits", number(difference.rateBits)},
                         {"bd_sqnr_db", number(difference.qualityDb)}};
    return entry;
}

Json pointJson(const RateDistortionPoint& point)
{
    Json entry;
    entry["bits"] = std::visit([](const auto& value) { return Json(value); }, bitsValue(point.bits));
    entry["rate"] = point.rate();
    entry["payload_bits"] = point.payloadBits;
    entry["scale_bits"] = point.scaleBits;
    entry["basis_bits"] = point.basisBits;
    entry["entropy_bits"] = point.entropyBits;
    entry["huffman_bits"] = point.huffmanBits;
    entry["coded_bits"] = number(point.codedBits);
    entry["mse"] = point.meanSquaredError;
    entry["largest_error"] = number(point.largestError);
    entry["sqnr_db"] = number(point.sqnrDb());
    entry["operator_error"] = number(point.operatorError);
    entry["operator_sqnr_db"] = number(point.operatorSqnrDb());
    entry["used_moments"] = point.usedMoments;
    return entry;
}

void printJson(const Options& options, const std::vector<AnalysisResultPtr>& results)
{
    Json document;
    document["file"] = validUtf8(options.coordinates.file);
    document["tensor"] = validUtf8(options.coordinates.tensor);
    if (options.coordinates.matrix) document["matrix"] = *options.coordinates.matrix;
    document["curves"] = Json::array();
    for (const AnalysisResultPtr& result : results) {
        Json curve;
        curve["coordinates"] = result->request.coordinates.id;
        const Json described = describe(result->request.coordinates);
        for (const char* key : {"side", "block", "seed"}) curve[key] = described[key];
        curve["basis"] = result->basis;
        curve["quantizer"] = result->request.curve->quantizer.id;
        curve["group"] = groupOf(*result);
        const auto& coder = result->request.curve->coder;
        curve["calibrated"] = result->calibrated;
        curve["coder"] = coder ? Json(coder->id) : Json(nullptr);
        curve["points"] = Json::array();
        for (const RateDistortionPoint& point : result->curve) {
            curve["points"].push_back(pointJson(point));
            if (result->bounds) curve["points"].back()["bounds"] = boundsJson(*result->bounds, point);
        }
        if (result != results.front()) curve["difference"] = differenceJson(*results.front(), *result);
        document["curves"].push_back(std::move(curve));
    }
    print(document);
}

Table tableOf(const std::vector<AnalysisResultPtr>& results, std::string (*format)(double))
{
    Table table{{"coordinates", "bits", "rate", "payload_bits", "scale_bits", "basis_bits", "entropy_bits",
                 "huffman_bits", "coded_bits", "mse", "largest_error", "sqnr_db", "operator_error", "operator_sqnr_db",
                 "used_moments"},
                {}};
    for (const AnalysisResultPtr& result : results)
        for (const RateDistortionPoint& point : result->curve) {
            std::vector<std::string> row{result->request.coordinates.id, toText(bitsValue(point.bits))};
            for (const double value : {point.rate(), point.payloadBits, point.scaleBits, point.basisBits,
                                       point.entropyBits, point.huffmanBits, point.codedBits, point.meanSquaredError,
                                       point.largestError, point.sqnrDb(), point.operatorError,
                                       point.operatorSqnrDb()})
                row.push_back(format(value));
            row.emplace_back(point.usedMoments ? "yes" : "no");
            table.rows.push_back(std::move(row));
        }
    return table;
}

void printReadable(const Options& options, const std::vector<AnalysisResultPtr>& results)
{
    std::cout << escaped(options.coordinates.tensor)
              << (options.coordinates.matrix ? " [" + std::to_string(*options.coordinates.matrix) + "]" : "")
              << ", all rates in bits per weight; entropy and Huffman are "
              << "estimates for the payload alone\n";
    for (const AnalysisResultPtr& result : results)
        std::cout << "  " << result->request.coordinates.id << ": " << result->basis << '\n';
    printAligned(tableOf(results, readable));
}

} // namespace

void addRateDistortion(CLI::App& program, const Registries& registries)
{
    CLI::App* const command =
        program.add_subcommand("rate-distortion", "Rate and distortion of a quantizer in several coordinate systems");
    const auto options = std::make_shared<Options>();
    addCoordinateOptions(*command, registries, options->coordinates);
    addQuantizerOptions(*command, registries, options->quantizer);
    command->add_option("--bits", options->bits, "bit widths, separated by commas (default: those of 2,3,4,6,8 that the quantizer has)")->delimiter(',');
    command
        ->add_option("--bounds", options->bounds,
                     "what no code can beat: Gaussian and Shannon bounds of the weights, or also water-filling over the "
                     "spectrum, which takes long for long rows")
        ->check(CLI::IsMember({"weights", "spectrum"}));
    command->add_option("--coder", options->coder.coder,
                        "measure the bytes of this entropy coder, one of " + registries.entropyCoders.idList() +
                            " (default: estimates alone)");
    addCoderParameters(*command, registries, options->coder);
    command->callback([options, &registries] {
        const auto results = measure(*options, registries);
        if (options->coordinates.output.json) return printJson(*options, results);
        if (options->coordinates.output.csv) return printCsv(tableOf(results, exact));
        printReadable(*options, results);
    });
}

} // namespace alidade::cli
