// SPDX-License-Identifier: Apache-2.0
// Claims about one matrix and its axes: what it does to a vector, what its weights look like, and that only the second
// depends on the axes.
#include "core/base/error.h"
#include "core/base/random.h"
#include "core/checkpoint/checkpoint_format.h"
#include "core/numerics/moments.h"
#include "core/studies/claim_checks.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <numeric>

namespace alidade {

namespace {

constexpr Index rowsBetweenStops = 256;

/// W x in float64.
Eigen::VectorXd productOf(const Matrix& weights, const Eigen::VectorXd& x, const JobContext& job)
{
    Eigen::VectorXd y(weights.rows());
    for (Index row = 0; row < weights.rows(); ++row) {
        if (row % rowsBetweenStops == 0)
            job.checkpoint(static_cast<std::uint64_t>(row), static_cast<std::uint64_t>(weights.rows()));
        y(row) = weights.row(row).cast<double>().dot(x);
    }
    return y;
}

Eigen::VectorXd randomVector(Index size, std::uint64_t seed)
{
    Random random(seed, 1);
    Eigen::VectorXd x(size);
    // Rounded to float32, so that every way of multiplying starts from the same vector.
    for (Index i = 0; i < size; ++i) x(i) = static_cast<double>(static_cast<float>(random.normal()));
    return x;
}

bool sameBits(const Eigen::VectorXd& a, const Eigen::VectorXd& b)
{
    return a.size() == b.size() &&
           std::memcmp(a.data(), b.data(), sizeof(double) * static_cast<std::size_t>(a.size())) == 0;
}

/// (WQ)(Q^T x), taken back to the file's output axis where the rows were turned too.
Eigen::VectorXd productInOtherAxes(const Basis& basis, const Matrix& coefficients, const Eigen::VectorXd& x,
                                   const JobContext& job)
{
    Matrix turnedInput = x.cast<float>().transpose();
    if (basis.columns()) basis.columns()->applyToRows(turnedInput, Direction::Forward, job.quiet());
    const Eigen::VectorXd turnedOutput = productOf(coefficients, turnedInput.row(0).transpose().cast<double>(), job);
    Matrix output = turnedOutput.cast<float>();
    if (basis.rows()) basis.rows()->applyToColumns(output, Direction::Inverse, job.quiet());
    return output.col(0).cast<double>();
}

double relative(double a, double b) { return std::abs(a / b - 1.0); }

} // namespace

Matrix weightsOf(const ClaimInput& input)
{
    const auto checkpoint = input.session.checkpoint(input.request.model);
    return checkpoint->readMatrix(checkpoint->find(input.request.tensor), input.job.quiet());
}

bool hasStatistics(const Matrix& weights, const ClaimInput& input)
{
    return weights.size() > 1 && weights.allFinite() && momentsOf(weights, input.job.quiet()).variance() > 0.0;
}

Matrix coefficientsIn(const Matrix& weights, const ComponentRequest& coordinates, const ClaimInput& input)
{
    const CoordinateSystemEntry& entry = input.registries().coordinateSystems.find(coordinates.id);
    const auto system = entry.make(resolveParameters(entry.parameters, coordinates.parameters));
    Matrix values = weights;
    system->fit(FitInput(weights), input.job.quiet()).forward(values, input.job.quiet());
    input.job.checkpoint();
    return values;
}

std::map<std::string, double> metricsOf(const std::string& file, const std::string& tensor,
                                        const ComponentRequest& coordinates, const std::vector<std::string>& metrics,
                                        const ClaimInput& input)
{
    AnalysisRequest request;
    request.file = file;
    request.tensor = tensor;
    request.coordinates = coordinates;
    request.metrics = metrics;
    return input.session.analyse(request, input.job)->metrics;
}

std::vector<std::string> matricesOf(const std::string& file, const std::string& role, std::size_t most,
                                    AnalysisSession& session)
{
    std::vector<std::string> inBlocks;
    std::vector<std::string> all;
    const CheckpointSummaryPtr summary = session.open(file);
    for (const Layer& layer : summary->layers) {
        const bool matrix = layer.tensor.shape.size() >= 2 && layer.rows > 1 && layer.cols > 1 &&
                            dtypeInfo(layer.tensor.dtype).readable;
        if (!matrix || (!role.empty() && layer.role != role)) continue;
        all.push_back(layer.tensor.name);
        if (layer.block) inBlocks.push_back(layer.tensor.name);
    }
    const std::vector<std::string>& names = inBlocks.empty() ? all : inBlocks;
    if (names.size() <= most) return names;
    std::vector<std::string> some;
    for (std::size_t i = 0; i < most; ++i) some.push_back(names[i * names.size() / most]);
    return some;
}

double medianOf(std::vector<double> values)
{
    if (values.empty()) return std::numeric_limits<double>::quiet_NaN();
    std::sort(values.begin(), values.end());
    const std::size_t middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : 0.5 * (values[middle - 1] + values[middle]);
}

ClaimResult checkOperator(const ClaimInput& input)
{
    const Matrix weights = weightsOf(input);
    const Eigen::VectorXd x = randomVector(weights.cols(), input.request.seed);
    const Eigen::VectorXd y = productOf(weights, x, input.job.part(0.0, 0.5));
    const auto again = openCheckpoint(input.request.model, input.registries().checkpointFormats);
    const Matrix second = again->readMatrix(again->find(input.request.tensor), input.job.quiet());
    std::vector<Measured> numbers{{"norm.x", x.norm(), ""}, {"norm.y", y.norm(), ""}};
    if (!y.allFinite()) return resultOf(Verdict::DoesNotHold, Say::OperatorNotFinite, {}, std::move(numbers));
    const bool same = second.cols() == weights.cols() && sameBits(y, productOf(second, x, input.job.part(0.5, 1.0)));
    if (!same) return resultOf(Verdict::DoesNotHold, Say::OperatorDiffers, {}, std::move(numbers));
    return resultOf(Verdict::Holds, Say::OperatorSame, {digits(x.norm()), digits(y.norm())}, std::move(numbers));
}

ClaimResult checkValueView(const ClaimInput& input)
{
    const auto metrics = metricsOf(input.request.model, input.request.tensor, {"original", {}},
                                   {"kurtosis", "linf_over_sigma", "fraction_6sigma"}, input);
    const double kurtosis = metrics.at("kurtosis");
    const double crest = metrics.at("linf_over_sigma");
    const auto checkpoint = input.session.checkpoint(input.request.model);
    const std::uint64_t count = checkpoint->find(input.request.tensor).elements;
    const double beyond = metrics.at("fraction_6sigma") * static_cast<double>(count);
    std::vector<Measured> numbers{{"kurtosis", kurtosis, ""},
                                  {"linf_over_sigma", crest, ""},
                                  {"beyond_6_sigma", beyond, ""},
                                  {"weights", static_cast<double>(count), ""}};
    if (std::isnan(kurtosis) || std::isnan(beyond))
        return resultOf(Verdict::CannotTell, Say::NoStatistics, {}, std::move(numbers));
    const bool holds = kurtosis > outlierKurtosis && beyond >= 0.5;
    return resultOf(holds ? Verdict::Holds : Verdict::DoesNotHold, holds ? Say::HeavyTails : Say::NoHeavyTails,
                    {digits(kurtosis), digits(crest), digits(static_cast<std::uint64_t>(std::llround(beyond))),
                     digits(count)},
                    std::move(numbers));
}

ClaimResult checkSameOperator(const ClaimInput& input)
{
    constexpr double largestDifference = 1e-5;
    constexpr double largestNormChange = 1e-6;
    constexpr double leastChange = 0.01;
    const std::vector<std::string> ids{"kurtosis", "linf_over_sigma", "spectral_norm"};
    const ClaimRequest& request = input.request;
    const Matrix weights = weightsOf(input);
    if (!hasStatistics(weights, input)) return resultOf(Verdict::CannotTell, Say::NoStatistics, {});
    const JobContext firstPart = input.job.part(0.0, 0.3);
    const JobContext secondPart = input.job.part(0.3, 0.7);
    const auto before = metricsOf(request.model, request.tensor, {"original", {}}, ids, input.with(firstPart));
    const auto after = metricsOf(request.model, request.tensor, request.coordinates, ids, input.with(secondPart));
    AnalysisRequest fit;
    fit.file = request.model;
    fit.tensor = request.tensor;
    fit.coordinates = request.coordinates;
    const Basis basis = input.session.basis(fit, input.job.quiet()).basis;
    if (!basis.isOrthogonal()) return resultOf(Verdict::CannotTell, Say::NotOrthogonal, {});
    Matrix coefficients = weights;
    basis.forward(coefficients, input.job.quiet());
    const Eigen::VectorXd x = randomVector(weights.cols(), request.seed);
    const Eigen::VectorXd y = productOf(weights, x, input.job.part(0.7, 0.85));
    const Eigen::VectorXd other = productInOtherAxes(basis, coefficients, x, input.job.part(0.85, 1.0));
    const double difference = y.norm() > 0.0 ? (y - other).norm() / y.norm() : other.norm();
    const double normChange = relative(after.at("spectral_norm"), before.at("spectral_norm"));
    const double kurtosisBefore = before.at("kurtosis");
    const double kurtosisAfter = after.at("kurtosis");
    const double crestBefore = before.at("linf_over_sigma");
    const double crestAfter = after.at("linf_over_sigma");
    std::vector<Measured> numbers{{"difference", difference, ""},
                                  {"spectral_norm_change", normChange, ""},
                                  {"kurtosis.original", kurtosisBefore, ""},
                                  {"kurtosis.rotated", kurtosisAfter, ""},
                                  {"linf_over_sigma.original", crestBefore, ""},
                                  {"linf_over_sigma.rotated", crestAfter, ""}};
    const std::vector<std::string> statistics{digits(kurtosisBefore), digits(kurtosisAfter), digits(crestBefore),
                                              digits(crestAfter)};
    std::vector<std::string> values{digits(difference), digits(normChange)};
    if (!(difference < largestDifference && normChange < largestNormChange))
        return resultOf(Verdict::DoesNotHold, Say::OtherAxesWrong, values, std::move(numbers));
    const bool changed = relative(kurtosisAfter, kurtosisBefore) > leastChange ||
                         relative(crestAfter, crestBefore) > leastChange;
    if (!changed) values.pop_back();
    values.insert(values.end(), statistics.begin(), statistics.end());
    return resultOf(changed ? Verdict::Holds : Verdict::DoesNotHold,
                    changed ? Say::OtherAxesSame : Say::OtherAxesNothingChanged, std::move(values), std::move(numbers));
}

} // namespace alidade
