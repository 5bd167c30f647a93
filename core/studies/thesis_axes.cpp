// SPDX-License-Identifier: Apache-2.0
// Theses about the entries of each matrix in the file's axes and in rotated ones.
#include "core/base/parallel.h"
#include "core/metrics/metric.h"
#include "core/numerics/moments.h"
#include "core/numerics/normal.h"
#include "core/numerics/symmetric_eigen.h"
#include "core/studies/thesis_checks.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace alidade {

namespace {

constexpr double mostEnergy = 0.9;
constexpr double topShare = 0.01;
constexpr double clearDifference = 0.1; ///< of shares, as the claim "concentration" has it
constexpr int seeds = 8;

/// sum over the singular values of s^4: the squared norm of the smaller Gram matrix.
double fourthPowers(const Matrix& w, const JobContext& job)
{
    return (w.rows() < w.cols() ? gramOfRows(w, job) : gramOfColumns(w, job)).squaredNorm();
}

double relativeChange(double before, double after) { return std::abs(after / before - 1.0); }

Verdict binary(bool holds) { return holds ? Verdict::Holds : Verdict::DoesNotHold; }

/// Energy of a Gaussian beyond t sigma on both sides.
double gaussianEnergyBeyond(double t)
{
    const double density = std::exp(-0.5 * t * t) / std::sqrt(2.0 * std::numbers::pi);
    return 2.0 * (t * density + normalCdf(-t));
}

/// The share of Gaussian numbers that holds `energy` of theirs.
double gaussianShareOf(double energy)
{
    double low = 0.0;
    double high = 10.0;
    for (int i = 0; i < 60; ++i) {
        const double middle = 0.5 * (low + high);
        (gaussianEnergyBeyond(middle) > energy ? low : high) = middle;
    }
    return 2.0 * normalCdf(-low);
}

struct Shares {
    double of90 = 0.0; ///< coefficients that hold 90 % of the energy
    double top = 0.0;  ///< energy in the top 1 %
};

Shares sharesOf(const Matrix& values, const ClaimInput& input)
{
    const EnergyProfile profile(values, input.job);
    return {static_cast<double>(profile.countFor(mostEnergy)) / static_cast<double>(values.size()),
            profile.topShare(topShare)};
}

/// Mean and deviation of the kurtosis under random rotations of both axes.
std::pair<double, double> kurtosisInRandomAxes(const Matrix& weights, const ClaimInput& input)
{
    Eigen::ArrayXd values(seeds);
    for (int i = 0; i < seeds; ++i) {
        const auto seed = static_cast<std::int64_t>((input.request.seed + static_cast<std::uint64_t>(i)) & 0x7fffffffU);
        const Matrix turned = coefficientsIn(weights, {"hadamard", {{"seed", seed}}}, input);
        values(i) = momentsOf(turned, input.job).kurtosis();
    }
    return {values.mean(), std::sqrt((values - values.mean()).square().sum() / (seeds - 1))};
}

} // namespace

ThesisResult testNormsKept(const ClaimInput& input)
{
    constexpr double rounding = 1e-5;
    constexpr double leastChange = 0.01;
    std::vector<ThesisLayer> layers = overMatrices(input, [](const Matrix& weights, const ClaimInput& one) {
        const Matrix turned = coefficientsIn(weights, one.request.coordinates, one);
        const Moments before = momentsOf(weights, one.job);
        const Moments after = momentsOf(turned, one.job);
        const double norm = relativeChange(before.rms(), after.rms());
        const double spectrum = relativeChange(fourthPowers(weights, one.job), fourthPowers(turned, one.job));
        const double kurtosis = relativeChange(before.kurtosis(), after.kurtosis());
        const double crest = relativeChange(before.largestMagnitude(), after.largestMagnitude());
        const bool kept = norm < rounding && spectrum < rounding;
        const bool changed = kurtosis > leastChange || crest > leastChange;
        return ThesisLayer{"",
                           binary(kept && changed),
                           {{"norm_change", norm, ""},
                            {"spectrum_change", spectrum, ""},
                            {"kurtosis_change", kurtosis, ""},
                            {"linf_change", crest, ""}}};
    });
    const std::vector<std::string> values{digits(largestOf(layers, "norm_change")),
                                          digits(largestOf(layers, "spectrum_change"))};
    return resultOfLayers(std::move(layers), Found::NormsKept, values);
}

ThesisResult testOutliersRelative(const ClaimInput& input)
{
    const JobContext first = input.job.part(0.0, 0.7);
    const JobContext second = input.job.part(0.7, 1.0);
    ThesisResult result = resultOfClaim(checkOutliers(input.with(first)));
    result.layers = overMatrices(input.with(second), [](const Matrix& weights, const ClaimInput& one) {
        const double before = momentsOf(weights, one.job).kurtosis();
        const double after = momentsOf(coefficientsIn(weights, one.request.coordinates, one), one.job).kurtosis();
        const Verdict verdict =
            before > outlierKurtosis ? binary(after <= outlierKurtosis) : Verdict::CannotTell;
        return ThesisLayer{"", verdict, {{"kurtosis.rotated", after, ""}, {"kurtosis.original", before, ""}}};
    });
    return result;
}

ThesisResult testKurtosisFalls(const ClaimInput& input)
{
    std::vector<ThesisLayer> layers = overMatrices(input, [](const Matrix& weights, const ClaimInput& one) {
        const double before = momentsOf(weights, one.job).kurtosis();
        const double after = momentsOf(coefficientsIn(weights, one.request.coordinates, one), one.job).kurtosis();
        return ThesisLayer{"",
                           binary(after < before),
                           {{"kurtosis.change", after - before, ""},
                            {"kurtosis.original", before, ""},
                            {"kurtosis.rotated", after, ""}}};
    });
    const std::vector<std::string> values{
        digits(medianOf(layers, "kurtosis.original")), digits(medianOf(layers, "kurtosis.rotated")),
        digits(largestOf(layers, "kurtosis.original")), digits(largestOf(layers, "kurtosis.rotated"))};
    return resultOfLayers(std::move(layers), Found::KurtosisFalls, values);
}

ThesisResult testMisalignment(const ClaimInput& input)
{
    constexpr double largeZ = 4.0;
    std::vector<ThesisLayer> layers = overMatrices(input, [](const Matrix& weights, const ClaimInput& one) {
        const double file = momentsOf(weights, one.job).kurtosis();
        const auto [random, deviation] = kurtosisInRandomAxes(weights, one);
        const double z = (random - file) / deviation;
        Verdict verdict = Verdict::CannotTell;
        if (z >= largeZ) verdict = Verdict::Holds;
        if (z <= -largeZ) verdict = Verdict::DoesNotHold;
        return ThesisLayer{
            "", verdict, {{"z", z, ""}, {"kurtosis.original", file, ""}, {"kurtosis.random", random, ""}}};
    });
    const std::vector<std::string> values{countOf(layers, Verdict::DoesNotHold),
                                          digits(medianOf(layers, "kurtosis.original")),
                                          digits(medianOf(layers, "kurtosis.random"))};
    return resultOfLayers(std::move(layers), Found::Misalignment, values);
}

ThesisResult testFlattens(const ClaimInput& input)
{
    const double noise90 = gaussianShareOf(mostEnergy);
    const double noiseTop = gaussianEnergyBeyond(normalQuantile(1.0 - 0.5 * topShare));
    std::vector<ThesisLayer> layers = overMatrices(input, [&](const Matrix& weights, const ClaimInput& one) {
        const Shares file = sharesOf(weights, one);
        const Shares turned = sharesOf(coefficientsIn(weights, one.request.coordinates, one), one);
        const bool flat = relativeChange(noise90, turned.of90) <= clearDifference &&
                          relativeChange(noiseTop, turned.top) <= clearDifference;
        return ThesisLayer{"",
                           binary(flat),
                           {{"share90.rotated", turned.of90, ""},
                            {"share90.original", file.of90, ""},
                            {"top_energy.rotated", turned.top, ""},
                            {"top_energy.original", file.top, ""}}};
    });
    const std::vector<std::string> values{
        percent(medianOf(layers, "share90.rotated")), percent(noise90), percent(medianOf(layers, "top_energy.rotated")),
        percent(noiseTop), percent(medianOf(layers, "share90.original")),
        percent(medianOf(layers, "top_energy.original"))};
    return resultOfLayers(std::move(layers), Found::Flattens, values);
}

ThesisResult testAlignedShares(const ClaimInput& input)
{
    const ComponentRequest principal{"pca", {{"side", std::string("columns")}}};
    std::vector<ThesisLayer> layers = overMatrices(input, [&](const Matrix& weights, const ClaimInput& one) {
        const Matrix noise = one.registries().nulls.find("gaussian").make(weights, one.request.seed, 0, one.job);
        const double own = sharesOf(coefficientsIn(weights, principal, one), one).of90;
        const double chance = sharesOf(coefficientsIn(noise, principal, one), one).of90;
        return ThesisLayer{"",
                           binary(own < (1.0 - clearDifference) * chance),
                           {{"share90.pca", own, ""}, {"share90.pca_of_gaussian", chance, ""}}};
    });
    const std::vector<std::string> values{percent(medianOf(layers, "share90.pca")),
                                          percent(medianOf(layers, "share90.pca_of_gaussian"))};
    return resultOfLayers(std::move(layers), Found::AlignedShares, values);
}

} // namespace alidade
