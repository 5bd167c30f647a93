// SPDX-License-Identifier: Apache-2.0
// Theses about structure: dimensions, courses over the depth, orders of channels.
#include "core/metrics/metric.h"
#include "core/metrics/two_nn.h"
#include "core/numerics/symmetric_eigen.h"
#include "core/rate_distortion/decomposition.h"
#include "core/studies/thesis_checks.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace alidade {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr int nullDraws = 2;
constexpr double mostStackWeights = 6.4e7; ///< of all layers of a kind together
constexpr std::size_t fewestLayers = 4;

/// What is small for weights near a manifold of few dimensions.
struct Dimensions {
    double twoNn = 0.0;
    double participation = 0.0; ///< of the squared singular values
    double effectiveRank = 0.0; ///< exp of the entropy of the singular values
};

/// The lowest of noise and shuffled weights; and TwoNN alone of rotated weights, whose spectrum is that of the weights: a
/// plane is as flat in any axes, so that they only tell what is there beyond the spectrum.
struct NullDimensions {
    Dimensions lowest{nan, nan, nan};
    double rotatedTwoNn = nan; ///< of axes that are not too long
};

Dimensions dimensionsOf(const Matrix& w, const JobContext& job)
{
    const Eigen::ArrayXd squares =
        symmetricEigenvalues(w.rows() < w.cols() ? gramOfRows(w, job) : gramOfColumns(w, job), job).array().max(0.0);
    const Eigen::ArrayXd shares = squares.sqrt() / squares.sqrt().sum();
    double entropy = 0.0;
    for (const double p : shares)
        if (p > 0.0) entropy -= p * std::log(p);
    return {twoNnDimension(w, job), squares.sum() * squares.sum() / squares.square().sum(), std::exp(entropy)};
}

NullDimensions nullsOf(const Matrix& weights, const ClaimInput& input)
{
    NullDimensions nulls;
    const auto draw = [&](const char* id, int number) {
        return input.registries().nulls.find(id).make(weights, input.request.seed, number, input.job);
    };
    for (const char* id : {"gaussian", "shuffled"})
        for (int number = 0; number < nullDraws; ++number) {
            const Dimensions one = dimensionsOf(draw(id, number), input.job);
            nulls.lowest.twoNn = std::fmin(nulls.lowest.twoNn, one.twoNn);
            nulls.lowest.participation = std::fmin(nulls.lowest.participation, one.participation);
            nulls.lowest.effectiveRank = std::fmin(nulls.lowest.effectiveRank, one.effectiveRank);
        }
    if (std::max(weights.rows(), weights.cols()) <= longestHaarAxis)
        nulls.rotatedTwoNn = twoNnDimension(draw("rotated", 0), input.job);
    return nulls;
}

/// Every matrix of a kind, with few enough rows that all layers fit.
std::vector<Matrix> stackOf(const std::vector<std::string>& names, const ClaimInput& input)
{
    std::vector<Matrix> stack;
    for (const std::string& name : names) {
        Matrix weights = matrixOf(name, input);
        if (!weights.allFinite() || (!stack.empty() && weights.cols() != stack.front().cols())) return {};
        const double all = static_cast<double>(weights.size()) * static_cast<double>(names.size());
        const auto stride = static_cast<Index>(std::ceil(std::max(1.0, all / mostStackWeights)));
        if (stride > 1)
            weights = Matrix(weights(Eigen::seq(Index{0}, weights.rows() - 1, stride), Eigen::all));
        if (!stack.empty() && weights.rows() != stack.front().rows()) return {};
        stack.push_back(std::move(weights));
    }
    return stack;
}

/// Bits a weight that two bands save over one, if a share of the energy lies in a share of the coefficients.
double bandGain(double energy, double coefficients)
{
    const auto term = [](double part, double share) { return part > 0.0 ? part * std::log2(share / part) : 0.0; };
    return -0.5 * (term(coefficients, energy) + term(1.0 - coefficients, 1.0 - energy));
}

ThesisLayer depthOf(const std::vector<Matrix>& stack, const ClaimInput& input)
{
    constexpr double leastZ = 3.0;      // science.md 6, E8
    constexpr double leastGain = 0.01;  // bits a weight
    const std::size_t terms = std::max<std::size_t>(2, stack.size() / 4);
    const DepthSmoothness smooth = depthSmoothness(stack, terms, input.request.seed, input.job.quiet());
    const double gain = bandGain(smooth.energyShare, smooth.chance) - bandGain(smooth.shuffledMean, smooth.chance);
    Verdict verdict = smooth.z > leastZ && gain > leastGain ? Verdict::Holds : Verdict::DoesNotHold;
    if (std::isnan(smooth.z)) verdict = Verdict::CannotTell;
    return {"",
            verdict,
            {{"z", smooth.z, ""},
             {"gain", gain, "bit/weight"},
             {"energy_share", smooth.energyShare, ""},
             {"energy_share.shuffled", smooth.shuffledMean, ""},
             {"layers", static_cast<double>(stack.size()), ""}}};
}

} // namespace

ThesisResult testDimensions(const ClaimInput& input)
{
    constexpr double farBelow = 0.5;
    constexpr double inside = 0.8;
    std::vector<ThesisLayer> layers = overMatrices(input, [](const Matrix& weights, const ClaimInput& one) {
        const Dimensions own = dimensionsOf(weights, one.job);
        const NullDimensions nulls = nullsOf(weights, one);
        const Dimensions& null = nulls.lowest;
        const double worst = std::fmax(own.twoNn / null.twoNn, own.participation / null.participation);
        Verdict verdict = Verdict::CannotTell;
        if (worst <= farBelow) verdict = Verdict::Holds;
        if (worst >= inside) verdict = Verdict::DoesNotHold;
        return ThesisLayer{"",
                           verdict,
                           {{"ratio.worst", worst, ""},
                            {"twonn", own.twoNn, ""},
                            {"twonn.null", null.twoNn, ""},
                            {"twonn.rotated", nulls.rotatedTwoNn, ""},
                            {"participation", own.participation, ""},
                            {"participation.null", null.participation, ""},
                            {"effective_rank", own.effectiveRank, ""},
                            {"effective_rank.null", null.effectiveRank, ""}}};
    });
    const std::vector<std::string> values{
        countOf(layers, Verdict::DoesNotHold),  digits(medianOf(layers, "twonn")),
        digits(medianOf(layers, "twonn.null")), digits(medianOf(layers, "twonn.rotated")),
        digits(medianOf(layers, "participation")), digits(medianOf(layers, "participation.null"))};
    return resultOfLayers(std::move(layers), Found::Dimensions, values);
}

ThesisResult testSmoothDepth(const ClaimInput& input)
{
    std::map<std::string, std::vector<std::string>> kinds;
    const CheckpointSummaryPtr summary = input.session.open(input.request.model);
    for (const Layer& layer : summary->layers)
        if (layer.block && !layer.role.empty() && layer.rows > 1 && layer.cols > 1 &&
            dtypeInfo(layer.tensor.dtype).readable)
            kinds[layer.role].push_back(layer.tensor.name);
    std::vector<ThesisLayer> layers;
    std::size_t done = 0;
    for (const auto& [role, names] : kinds) {
        input.job.checkpoint(done++, kinds.size());
        if (names.size() < fewestLayers) continue;
        const std::vector<Matrix> stack = stackOf(names, input);
        const bool energy = std::any_of(stack.begin(), stack.end(),
                                        [](const Matrix& one) { return one.size() > 0 && one.cwiseAbs().maxCoeff() > 0.0F; });
        if (!energy) continue;
        layers.push_back(depthOf(stack, input));
        layers.back().layer = role;
    }
    if (layers.empty()) return resultOfModel(Verdict::CannotTell, Found::FewLayers, {}, {});
    const std::vector<std::string> values{digits(largestOf(layers, "z")), digits(largestOf(layers, "gain"))};
    return resultOfLayers(std::move(layers), Found::SmoothDepth, values);
}

ThesisResult testCosineOrders(const ClaimInput& input)
{
    constexpr double largeZ = 4.0;
    constexpr double mostWeights = 4e6; // of the rows that are taken
    std::vector<ThesisLayer> layers = overMatrices(input, [](const Matrix& weights, const ClaimInput& one) {
        const auto rows = std::max<Index>(1, static_cast<Index>(mostWeights / static_cast<double>(weights.cols())));
        const CosineOrder cosine =
            cosineInOrders(rows < weights.rows() ? Matrix(weights.topRows(rows)) : weights, one);
        return ThesisLayer{"",
                           std::abs(cosine.z) < largeZ ? Verdict::Holds : Verdict::DoesNotHold,
                           {{"z", cosine.z, ""},
                            {"z.magnitude", std::abs(cosine.z), ""},
                            {"kurtosis.in_order", cosine.inOrder, ""},
                            {"kurtosis.permuted", cosine.permuted, ""}}};
    });
    const std::vector<std::string> values{digits(largestOf(layers, "z.magnitude"))};
    return resultOfLayers(std::move(layers), Found::CosineOrders, values);
}

} // namespace alidade
