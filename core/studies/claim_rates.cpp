// SPDX-License-Identifier: Apache-2.0
// Claims about energy and bits: concentration, rates, splits, and the toy.
#include "core/metrics/metric.h"
#include "core/numerics/moments.h"
#include "core/rate_distortion/decomposition.h"
#include "core/studies/claim_checks.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace alidade {

namespace {

constexpr double mostEnergy = 0.9;
constexpr double clearDifference = 0.1; ///< of shares; a few outlier columns leave few independent numbers
constexpr double decibelsPerBit = 6.0206;

double shareOf90Percent(const Matrix& values, const ClaimInput& input)
{
    const EnergyProfile profile(values, input.job);
    return static_cast<double>(profile.countFor(mostEnergy)) / static_cast<double>(values.size());
}

/// SQNR at 3 and 4 bits.
struct Gains {
    double three = 0.0;
    double four = 0.0;
    double basisBits = 0.0; ///< a weight
};

Gains curveOf(const char* quantizer, const ComponentRequest& coordinates, const ClaimInput& input)
{
    AnalysisRequest request;
    request.file = input.request.model;
    request.tensor = input.request.tensor;
    request.coordinates = coordinates;
    request.curve = CurveRequest{{quantizer, {}}, {3.0, 4.0}};
    const AnalysisResultPtr result = input.session.analyse(request, input.job);
    return {result->curve.at(0).sqnrDb(), result->curve.at(1).sqnrDb(), result->curve.at(0).basisBits};
}

std::vector<Index> ranksFor(Index rows, Index columns)
{
    std::vector<Index> ranks;
    for (Index rank = 1; rank <= std::max<Index>(1, std::min(rows, columns) / 4); rank *= 2) ranks.push_back(rank);
    return ranks;
}

} // namespace

ClaimResult checkConcentration(const ClaimInput& input)
{
    const Matrix weights = weightsOf(input);
    if (!hasStatistics(weights, input)) return resultOf(Verdict::CannotTell, Say::NoStatistics, {});
    const ComponentRequest principal{"pca", {{"side", std::string("columns")}}};
    const Matrix noise =
        input.registries().nulls.find("gaussian").make(weights, input.request.seed, 0, input.job.part(0.0, 0.1));
    const double original = shareOf90Percent(weights, input);
    const double gaussian = shareOf90Percent(noise, input);
    const double rotated = shareOf90Percent(coefficientsIn(weights, input.request.coordinates, input), input);
    input.job.checkpoint(3, 10);
    const double inPrincipal = shareOf90Percent(coefficientsIn(weights, principal, input), input);
    input.job.checkpoint(6, 10);
    const double noiseInPrincipal = shareOf90Percent(coefficientsIn(noise, principal, input), input);
    AnalysisRequest fit;
    fit.file = input.request.model;
    fit.tensor = input.request.tensor;
    fit.coordinates = principal;
    const double basisBits = input.session.basis(fit, input.job.part(0.9, 1.0)).basis.sideInformationBits() /
                             static_cast<double>(weights.size());
    std::vector<Measured> numbers{{"share90.original", original, ""},
                                  {"share90.rotated", rotated, ""},
                                  {"share90.gaussian", gaussian, ""},
                                  {"share90.pca", inPrincipal, ""},
                                  {"share90.pca_of_gaussian", noiseInPrincipal, ""},
                                  {"basis_bits.pca", basisBits, "bit/weight"}};
    if (std::abs(rotated / gaussian - 1.0) > clearDifference)
        return resultOf(Verdict::DoesNotHold, Say::NotFlat, {percent(rotated), percent(gaussian)}, std::move(numbers));
    if (!(original < (1.0 - clearDifference) * gaussian))
        return resultOf(Verdict::DoesNotHold, Say::NotSpiky,
                        {percent(original), percent(gaussian), percent(rotated), percent(inPrincipal),
                         percent(noiseInPrincipal)},
                        std::move(numbers));
    if (!(inPrincipal < (1.0 - clearDifference) * noiseInPrincipal))
        return resultOf(Verdict::DoesNotHold, Say::NotConcentrated, {percent(inPrincipal), percent(noiseInPrincipal)},
                        std::move(numbers));
    return resultOf(Verdict::Holds, Say::ThreeRegimes,
                    {percent(original), percent(rotated), percent(gaussian), percent(inPrincipal),
                     percent(noiseInPrincipal), digits(basisBits)},
                    std::move(numbers));
}

ClaimResult checkRates(const ClaimInput& input)
{
    constexpr double leastGain = 0.3;    // science.md 6, E1
    constexpr double noGain = 0.1;
    if (!hasStatistics(weightsOf(input), input)) return resultOf(Verdict::CannotTell, Say::NoStatistics, {});
    const ComponentRequest original{"original", {}};
    const ComponentRequest principal{"pca", {{"side", std::string("columns")}}};
    const JobContext parts[]{input.job.part(0.0, 0.1), input.job.part(0.1, 0.3), input.job.part(0.3, 0.5),
                             input.job.part(0.5, 0.7), input.job.part(0.7, 0.8), input.job.part(0.8, 1.0)};
    const Gains fixed = curveOf("uniform", original, input.with(parts[0]));
    const Gains coded = curveOf("ecsq", original, input.with(parts[1]));
    const Gains fixedTurned = curveOf("uniform", input.request.coordinates, input.with(parts[2]));
    const Gains codedTurned = curveOf("ecsq", input.request.coordinates, input.with(parts[3]));
    const Gains fixedPrincipal = curveOf("uniform", principal, input.with(parts[4]));
    const Gains codedPrincipal = curveOf("ecsq", principal, input.with(parts[5]));
    const double fixedGain3 = fixedTurned.three - fixed.three;
    const double fixedGain4 = fixedTurned.four - fixed.four;
    const double codedGain3 = codedTurned.three - coded.three;
    const double codedGain4 = codedTurned.four - coded.four;
    const double principalGain = codedPrincipal.four - coded.four;
    // At high rate a bit a weight is worth 6.02 dB, whatever it is spent on.
    const double principalNet = principalGain - decibelsPerBit * codedPrincipal.basisBits;
    std::vector<Measured> numbers{
        {"sqnr.fixed.original.4", fixed.four, "dB"},
        {"sqnr.coded.original.4", coded.four, "dB"},
        {"gain.fixed.rotated.3", fixedGain3, "dB"},
        {"gain.fixed.rotated.4", fixedGain4, "dB"},
        {"gain.coded.rotated.3", codedGain3, "dB"},
        {"gain.coded.rotated.4", codedGain4, "dB"},
        {"gain.fixed.pca.3", fixedPrincipal.three - fixed.three, "dB"},
        {"gain.fixed.pca.4", fixedPrincipal.four - fixed.four, "dB"},
        {"gain.coded.pca.3", codedPrincipal.three - coded.three, "dB"},
        {"gain.coded.pca.4", principalGain, "dB"},
        {"gain.coded.pca.4.with_basis", principalNet, "dB"},
        {"basis_bits.pca", codedPrincipal.basisBits, "bit/weight"},
        {"basis_bits.rotated", codedTurned.basisBits, "bit/weight"},
    };
    std::vector<std::string> values{digits(fixedGain3), digits(fixedGain4),    digits(codedGain3),
                                    digits(codedGain4), digits(principalGain), digits(principalNet)};
    if (!(fixedGain4 > leastGain))
        return resultOf(Verdict::DoesNotHold, Say::RotationHelpsNothing, std::move(values), std::move(numbers));
    const bool holds = codedGain4 <= noGain;
    return resultOf(holds ? Verdict::Holds : Verdict::DoesNotHold,
                    holds ? Say::RotationHelpsFixedRate : Say::RotationHelpsBoth, std::move(values),
                    std::move(numbers));
}

ClaimResult checkSplit(const ClaimInput& input)
{
    constexpr int factorBits = 8;
    constexpr double decibels = 20.0;
    const Matrix weights = weightsOf(input);
    if (!hasStatistics(weights, input)) return resultOf(Verdict::CannotTell, Say::NoStatistics, {});
    const std::vector<Index> ranks = ranksFor(weights.rows(), weights.cols());
    const std::vector<FunctionalPart> parts = lowRankParts(weights, ranks, factorBits, input.job.part(0.0, 0.5));
    const SplitStudy study = studySplits(weights, parts, decibels, input.job.part(0.5, 1.0));
    const auto cheapest = std::min_element(study.points.begin(), study.points.end(),
                                           [](const SplitPoint& a, const SplitPoint& b) { return a.rate < b.rate; });
    const auto place = static_cast<std::size_t>(cheapest - study.points.begin());
    const Matrix residual = weights - parts[place].values;
    const double residualKurtosis = momentsOf(residual, input.job.quiet()).kurtosis();
    const double kurtosis = momentsOf(weights, input.job.quiet()).kurtosis();
    std::vector<Measured> numbers{{"rank", cheapest->size, ""},
                                  {"energy_share", cheapest->energyShare, ""},
                                  {"kurtosis.residual", residualKurtosis, ""},
                                  {"kurtosis.original", kurtosis, ""},
                                  {"rate.split", cheapest->rate, "bit/weight"},
                                  {"rate.function", cheapest->functionRate, "bit/weight"},
                                  {"rate.residual", cheapest->residualRate, "bit/weight"},
                                  {"rate.direct", study.directRate, "bit/weight"}};
    const bool pays = study.best() >= 0;
    return resultOf(pays ? Verdict::Holds : Verdict::DoesNotHold, pays ? Say::LowRankPays : Say::LowRankDoesNotPay,
                    {digits(cheapest->size), percent(cheapest->energyShare), digits(residualKurtosis), digits(kurtosis),
                     digits(decibels), digits(cheapest->rate), digits(study.directRate)},
                    std::move(numbers));
}

ClaimResult checkToy(const ClaimInput& input)
{
    constexpr double equalDecibels = 3.0;
    constexpr double clearFactor = 2.0;
    ToyRequest request = input.request.toy;
    request.bits = {2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}; // wide enough that twice the error is reached
    const ToyBasis toy = runToyBasis(request, input.job);
    const double fourierKurtosis = toy.parametersOf("fourier").kurtosis;
    const double mlpKurtosis = toy.parametersOf("mlp").kurtosis;
    const double limit = 2.0 * std::max(toy.fourierError, toy.mlpError);
    const double fourierBits = bitsForError(toy.curve("fourier", false, "absmax"), limit);
    const double mlpBits = bitsForError(toy.curve("mlp", false, "absmax"), limit);
    std::vector<Measured> numbers{{"error.fourier", toy.fourierError, ""},
                                  {"error.mlp", toy.mlpError, ""},
                                  {"count.fourier", static_cast<double>(toy.fourierTerms), ""},
                                  {"count.mlp", static_cast<double>(toy.mlpParameters), ""},
                                  {"kurtosis.fourier", fourierKurtosis, ""},
                                  {"kurtosis.mlp", mlpKurtosis, ""},
                                  {"kurtosis.mlp_hadamard", toy.parametersOf("mlp-hadamard").kurtosis, ""},
                                  {"bits.fourier", fourierBits, "bit"},
                                  {"bits.mlp", mlpBits, "bit"}};
    if (!(10.0 * std::abs(std::log10(toy.fourierError / toy.mlpError)) <= equalDecibels))
        return resultOf(Verdict::DoesNotHold, Say::ToyErrorsDiffer, {digits(toy.fourierError), digits(toy.mlpError)},
                        std::move(numbers));
    const auto apart = [](double a, double b) { return std::max(a / b, b / a) > clearFactor; };
    if (!apart(fourierKurtosis, mlpKurtosis) || !apart(fourierBits, mlpBits))
        return resultOf(Verdict::DoesNotHold, Say::ToyAlike,
                        {digits(fourierKurtosis), digits(mlpKurtosis), digits(fourierBits), digits(mlpBits)},
                        std::move(numbers));
    return resultOf(Verdict::Holds, Say::ToyTwoDistributions,
                    {digits(toy.fourierError), digits(toy.fourierTerms), digits(toy.mlpError),
                     digits(toy.mlpParameters), digits(fourierKurtosis), digits(mlpKurtosis), digits(fourierBits),
                     digits(mlpBits)},
                    std::move(numbers));
}

} // namespace alidade
