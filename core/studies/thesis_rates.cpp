// SPDX-License-Identifier: Apache-2.0
// Theses about the entropy of quantized weights and about rounding, in the file's axes and in rotated ones.
#include "core/numerics/moments.h"
#include "core/numerics/normal.h"
#include "core/quantization/grouping.h"
#include "core/quantization/uniform_sweep.h"
#include "core/rate_distortion/decomposition.h"
#include "core/studies/thesis_checks.h"
#include "core/studies/thesis_rates.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace alidade {

namespace {

constexpr double noChange = 0.005; ///< bits a weight
constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr std::array fourBits{4};
constexpr double largestSymbol = 7.0;

/// An entropy in both axes, and which of them is lower.
ThesisLayer entropyChange(double original, double rotated)
{
    const double change = rotated - original;
    Verdict verdict = Verdict::CannotTell;
    if (change < -noChange) verdict = Verdict::Holds;
    if (change >= 0.0) verdict = Verdict::DoesNotHold;
    return {"",
            verdict,
            {{"entropy.change", change, "bit/weight"},
             {"entropy.original", original, "bit/weight"},
             {"entropy.rotated", rotated, "bit/weight"}}};
}

double entropyAtStep(const Matrix& values, double step, const ClaimInput& input)
{
    return measureStep(values, step, input.job).entropyBits;
}

/// Mean squared error of rounding to 4 bits with a scale for each row.
double roundingError(const Matrix& values, const ClaimInput& input)
{
    const std::vector<WidthMeasurement> measured = sweepUniformWidths(values, wholeRow, fourBits, input.job);
    return measured.front().squaredError / static_cast<double>(values.size());
}

/// The same from the largest weight of each row: a weight loses a twelfth of its squared step, or itself.
double predictedError(const Matrix& values)
{
    double sum = 0.0;
    for (Index row = 0; row < values.rows(); ++row) {
        const auto weights = values.row(row).cast<double>().array();
        const double step = weights.abs().maxCoeff() / largestSymbol;
        sum += weights.square().min(step * step / 12.0).sum();
    }
    return sum / static_cast<double>(values.size());
}

double decibels(double before, double after) { return 10.0 * std::log10(before / after); }

double crestOf(const Moments& moments) { return moments.largestMagnitude() / moments.rms(); }

} // namespace

double rateAtDistortion(const Matrix& values, double distortion, const ClaimInput& input)
{
    const double power = momentsOf(values, input.job).rms();
    const double step = stepAtDistortion(values, distortion * power * power, input.job);
    return measureStep(values, step, input.job).entropyBits;
}

ThesisResult testEntropyAtStep(const ClaimInput& input)
{
    constexpr double stepsPerSigma = 4.0; // science.md 2.1, Hs
    std::vector<ThesisLayer> layers = overMatrices(input, [](const Matrix& weights, const ClaimInput& one) {
        const double step = momentsOf(weights, one.job).rms() / stepsPerSigma;
        return entropyChange(entropyAtStep(weights, step, one),
                             entropyAtStep(coefficientsIn(weights, one.request.coordinates, one), step, one));
    });
    const std::vector<std::string> values{countOf(layers, Verdict::DoesNotHold),
                                          digits(medianOf(layers, "entropy.change"))};
    return resultOfLayers(std::move(layers), Found::EntropyAtStep, values);
}

ThesisResult testEntropyAtBits(const ClaimInput& input)
{
    std::vector<ThesisLayer> layers = overMatrices(input, [](const Matrix& weights, const ClaimInput& one) {
        const auto entropy = [&one](const Matrix& values) {
            return entropyAtStep(values, momentsOf(values, one.job).largestMagnitude() / largestSymbol, one);
        };
        return entropyChange(entropy(weights), entropy(coefficientsIn(weights, one.request.coordinates, one)));
    });
    const std::vector<std::string> values{countOf(layers, Verdict::DoesNotHold),
                                          digits(medianOf(layers, "entropy.original")),
                                          digits(medianOf(layers, "entropy.rotated"))};
    return resultOfLayers(std::move(layers), Found::EntropyAtBits, values);
}

ThesisResult testRotationGain(const ClaimInput& input)
{
    constexpr double leastGain = 0.3; // dB; science.md 6, E1
    constexpr double agreement = 1.0; // dB
    constexpr double mostCrest = 1.15;
    std::vector<ThesisLayer> layers = overMatrices(input, [](const Matrix& weights, const ClaimInput& one) {
        const Matrix turned = coefficientsIn(weights, one.request.coordinates, one);
        const double gain = decibels(roundingError(weights, one), roundingError(turned, one));
        const double predicted = decibels(predictedError(weights), predictedError(turned));
        const Moments before = momentsOf(weights, one.job);
        const Moments after = momentsOf(turned, one.job);
        const double gaussian = expectedGaussianCrest(after.count);
        Verdict verdict = Verdict::CannotTell;
        if (gain < leastGain) verdict = Verdict::DoesNotHold;
        else if (std::abs(gain - predicted) < agreement && crestOf(after) < mostCrest * gaussian)
            verdict = Verdict::Holds;
        return ThesisLayer{"",
                           verdict,
                           {{"gain", gain, "dB"},
                            {"gain.predicted", predicted, "dB"},
                            {"crest.original", crestOf(before), ""},
                            {"crest.rotated", crestOf(after), ""},
                            {"crest.gaussian", gaussian, ""},
                            {"kurtosis.original", before.kurtosis(), ""},
                            {"kurtosis.rotated", after.kurtosis(), ""}}};
    });
    const std::vector<std::string> values{
        countOf(layers, Verdict::DoesNotHold),       digits(medianOf(layers, "gain")),
        digits(medianOf(layers, "gain.predicted")), digits(medianOf(layers, "crest.original")),
        digits(medianOf(layers, "crest.rotated")),  digits(medianOf(layers, "crest.gaussian"))};
    return resultOfLayers(std::move(layers), Found::RotationGain, values);
}

ThesisResult testFlatteningRate(const ClaimInput& input)
{
    std::vector<ThesisLayer> layers = overMatrices(input, [](const Matrix& weights, const ClaimInput& one) {
        const double file = rateAtDistortion(weights, comparedDistortion, one);
        const double turned =
            rateAtDistortion(coefficientsIn(weights, one.request.coordinates, one), comparedDistortion, one);
        const auto seed = static_cast<std::int64_t>(one.request.seed & 0x7fffffffU);
        const ComponentRequest haar{"haar", {{"side", std::string("columns")}, {"seed", seed}}};
        const double random = weights.cols() <= longestHaarAxis
                                  ? rateAtDistortion(coefficientsIn(weights, haar, one), comparedDistortion, one)
                                  : nan;
        const double best = std::fmin(turned, random);
        Verdict verdict = Verdict::CannotTell;
        if (best < file - noChange) verdict = Verdict::Holds;
        if (best >= file) verdict = Verdict::DoesNotHold;
        return ThesisLayer{"",
                           verdict,
                           {{"rate.saved", file - best, "bit/weight"},
                            {"rate.original", file, "bit/weight"},
                            {"rate.rotated", turned, "bit/weight"},
                            {"rate.haar", random, "bit/weight"}}};
    });
    const std::vector<std::string> values{countOf(layers, Verdict::DoesNotHold), digits(medianOf(layers, "rate.original")),
                                          digits(medianOf(layers, "rate.rotated")),
                                          digits(medianOf(layers, "rate.haar"))};
    return resultOfLayers(std::move(layers), Found::FlatteningRate, values);
}

ThesisResult testSplitPays(const ClaimInput& input)
{
    std::vector<ThesisLayer> layers;
    const std::vector<std::string> names = chosenMatrices(input);
    for (std::size_t i = 0; i < names.size(); ++i) {
        input.job.checkpoint(i, names.size());
        const JobContext quiet = input.job.quiet();
        ClaimRequest request = input.request;
        request.tensor = names[i];
        const ClaimResult split = checkSplit({request, input.session, quiet});
        ThesisLayer layer{names[i], split.verdict, {}};
        if (!split.numbers.empty())
            layer.numbers = {{"rate.saved", split.value("rate.direct") - split.value("rate.split"), "bit/weight"},
                             {"rate.split", split.value("rate.split"), "bit/weight"},
                             {"rate.direct", split.value("rate.direct"), "bit/weight"},
                             {"rank", split.value("rank"), ""},
                             {"energy_share", split.value("energy_share"), ""}};
        layers.push_back(std::move(layer));
    }
    const std::vector<std::string> values{digits(medianOf(layers, "rate.split")), digits(medianOf(layers, "rate.direct")),
                                          digits(medianOf(layers, "energy_share"))};
    return resultOfLayers(std::move(layers), Found::SplitPays, values);
}

} // namespace alidade
