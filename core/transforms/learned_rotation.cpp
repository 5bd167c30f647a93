// SPDX-License-Identifier: Apache-2.0
// The search around an objective.
#include "core/transforms/learned_rotation.h"

#include "core/base/error.h"
#include "core/numerics/orthogonal.h"
#include "core/numerics/symmetric_eigen.h"
#include "core/transforms/dense_transform.h"
#include "core/transforms/random_hadamard.h"
#include "core/transforms/stored_basis.h"

#include <array>
#include <cblas.h>
#include <cmath>
#include <cstdio>
#include <numeric>

namespace alidade {

namespace {

constexpr Index longestBlock = 1024;
constexpr std::int64_t defaultBlock = 64;
/// Held-out samples have to see this share of the improvement.
constexpr double honestShare = 0.5;

MatrixD product(const MatrixD& a, const MatrixD& b)
{
    MatrixD out(a.rows(), b.cols());
    const auto size = [](Index value) { return static_cast<blasint>(value); };
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, size(a.rows()), size(b.cols()), size(a.cols()), 1.0, a.data(),
                size(a.cols()), b.data(), size(b.cols()), 0.0, out.data(), size(b.cols()));
    return out;
}

MatrixD hadamardStart(Index n, std::uint64_t seed)
{
    Matrix identity = Matrix::Identity(n, n);
    RandomHadamard blocks(seed, RandomHadamard::Signs::Random);
    // The columns of the identity become the columns of the matrix of the map.
    blocks.next(Side::Columns, n)->applyToColumns(identity, Direction::Forward, JobContext());
    return polarFactor(identity.cast<double>(), JobContext());
}

MatrixD startAxes(int start, const MatrixD& samples, const RotationSearch& search, std::uint64_t stream,
                  const JobContext& job)
{
    const Index n = samples.rows();
    Random random(search.seed, (stream << 8) + static_cast<std::uint64_t>(start));
    if (start == 0) return MatrixD::Identity(n, n);
    if (start == 1) return hadamardStart(n, random.bits());
    if (start == 2) return symmetricEigen(product(samples, samples.transpose()), job).vectors;
    return haarMatrix(n, random, job);
}

/// Seeded halves of the samples as columns: the fitted half is the larger one.
std::array<MatrixD, 2> halves(const MatrixD& samples, std::uint64_t seed)
{
    const Index count = samples.cols();
    std::vector<Index> order(static_cast<std::size_t>(count));
    std::iota(order.begin(), order.end(), Index{0});
    Random random(seed, 0x4A1F);
    for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random.below(i)]);
    const Index fitted = (count + 1) / 2;
    std::array<MatrixD, 2> parts{MatrixD(samples.rows(), fitted), MatrixD(samples.rows(), count - fitted)};
    for (Index i = 0; i < count; ++i)
        parts[i < fitted ? 0 : 1].col(i < fitted ? i : i - fitted) = samples.col(order[static_cast<std::size_t>(i)]);
    return parts;
}

LearnedScore score(const RotationObjective& objective, const MatrixD& samples, const MatrixD& axes)
{
    return {objective.sum(samples), objective.sum(product(axes, samples)), samples.squaredNorm(),
            static_cast<double>(samples.size())};
}

std::string fourDigits(double value)
{
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.4g", value);
    return text.data();
}

/// What the fit did to all blocks of an axis.
struct AxisReport {
    LearnedScore fitted;
    LearnedScore held;
    Index blocks = 0;

    [[nodiscard]] std::string text(const RotationObjective& objective, const RotationSearch& search) const;
};

std::string AxisReport::text(const RotationObjective& objective, const RotationSearch& search) const
{
    const auto change = [&objective](const LearnedScore& score) {
        return fourDigits(objective.shown(score.sumBefore, score.energy, score.count)) + " -> " +
               fourDigits(objective.shown(score.sumAfter, score.energy, score.count));
    };
    std::string text = objective.shownName() + " " + change(fitted);
    if (!search.holdout) return text;
    text += " on the fitted half, " + change(held) + " on the held-out half";
    const auto gain = [](const LearnedScore& score) {
        return score.energy > 0.0 ? (score.sumBefore - score.sumAfter) / score.count : 0.0;
    };
    if (gain(fitted) > 0.0 && gain(held) < honestShare * gain(fitted)) text += ": overfitted";
    return text;
}

AxisTransformPtr learnedAxis(const FitInput& input, Side axis, const RotationObjective& objective,
                             const RotationSearch& search, const JobContext& job)
{
    const Matrix& weights = input.weights;
    const bool rows = axis == Side::Rows;
    const Index length = rows ? weights.rows() : weights.cols();
    const Index step = blockLength(input, axis, search.block);
    std::vector<MatrixD> learned;
    AxisReport report;
    for (Index at = 0; at < length; at += step) {
        const Index size = std::min(step, length - at);
        const MatrixD samples = rows ? MatrixD(weights.middleRows(at, size).cast<double>())
                                     : MatrixD(weights.middleCols(at, size).transpose().cast<double>());
        const double done = static_cast<double>(at) / static_cast<double>(length);
        const double next = static_cast<double>(at + size) / static_cast<double>(length);
        const auto stream = static_cast<std::uint64_t>(2 * (at / step) + (rows ? 0 : 1));
        LearnedRotation rotation = learnRotation(samples, objective, search, stream, job.part(done, next));
        report.fitted.add(rotation.fitted);
        if (rotation.held) report.held.add(*rotation.held);
        learned.push_back(std::move(rotation.axes));
    }
    const std::string text = report.text(objective, search);
    std::vector<AxisTransformPtr> parts;
    for (const MatrixD& axes : learned) {
        const double numbers = static_cast<double>(axes.size());
        parts.push_back(denseTransform(axes.cast<float>(), static_cast<double>(search.basisBits) * numbers,
                                       std::to_string(axes.rows()) + " learned axes (" +
                                           basisCostText(search.basisBits) + "; " + text + ")"));
    }
    return blockDiagonal(std::move(parts));
}

} // namespace

RotationSearch::RotationSearch(const Parameters& parameters)
    : side(sideFromText(parameters.text("side"))), block(parameters.integer("block")),
      basisBits(parameters.integer("basis-bits")), starts(static_cast<int>(parameters.integer("starts"))),
      holdout(parameters.text("holdout") == "half"), seed(static_cast<std::uint64_t>(parameters.integer("seed")))
{
}

std::vector<ParameterSpec> learnedParameters()
{
    return {sideParameter(Side::Columns), blockParameter(defaultBlock), basisBitsParameter(),
            integerParameter("starts", "Starts",
                             "how many starts are tried, the best one wins: original axes, Hadamard, principal axes, "
                             "then random rotations",
                             3, 1, 16),
            choiceParameter("holdout", "Hold out",
                            "fit on all samples, or on a random half and report the objective on the other half too",
                            "none", {"none", "half"}),
            seedParameter()};
}

void LearnedScore::add(const LearnedScore& other)
{
    sumBefore += other.sumBefore;
    sumAfter += other.sumAfter;
    energy += other.energy;
    count += other.count;
}

LearnedRotation learnRotation(const MatrixD& samples, const RotationObjective& objective, const RotationSearch& search,
                              std::uint64_t stream, const JobContext& job)
{
    if (samples.rows() > longestBlock)
        throw InvalidRequest("a learned rotation of " + std::to_string(samples.rows()) +
                             " channels at once would take too long: choose a block of at most " +
                             std::to_string(longestBlock));
    const double rms = std::sqrt(samples.squaredNorm() / static_cast<double>(samples.size()));
    if (!std::isfinite(rms)) throw NumericalError("the weights hold NaN or Inf: no rotation can be learned from them");
    const std::array<MatrixD, 2> parts = search.holdout ? halves(samples, search.seed + stream)
                                                        : std::array<MatrixD, 2>{samples, MatrixD(samples.rows(), 0)};
    const MatrixD unit = parts[0] / (rms > 0.0 ? rms : 1.0); // objectives may assume weights of the order of one
    LearnedRotation best;
    best.axes = MatrixD::Identity(samples.rows(), samples.rows());
    double lowest = objective.sum(unit);
    for (int start = 0; start < search.starts && unit.size() > 0; ++start) {
        const JobContext part = job.part(start / static_cast<double>(search.starts),
                                         (start + 1) / static_cast<double>(search.starts));
        part.checkpoint(0, 1);
        MatrixD axes = startAxes(start, unit, search, stream, part.part(0.0, 0.1));
        MatrixD coordinates = product(axes, unit);
        objective.improve(axes, coordinates, part.part(0.1, 1.0));
        axes = polarFactor(std::move(axes), part);
        const double sum = objective.sum(product(axes, unit));
        if (sum >= lowest) continue;
        lowest = sum;
        best.axes = std::move(axes);
    }
    best.axes = roundedBasis(std::move(best.axes), search.basisBits, job);
    best.fitted = score(objective, parts[0], best.axes);
    if (search.holdout) best.held = score(objective, parts[1], best.axes);
    return best;
}

Basis learnedBasis(const FitInput& input, const RotationObjective& objective, const RotationSearch& search,
                   const JobContext& job)
{
    if (input.weights.size() == 0) throw InvalidRequest("a tensor without elements has no coordinates to change");
    AxisTransformPtr columns;
    if (search.side == Side::Columns)
        return {nullptr, learnedAxis(input, Side::Columns, objective, search, job)};
    if (search.side == Side::Rows) return {learnedAxis(input, Side::Rows, objective, search, job), nullptr};
    columns = learnedAxis(input, Side::Columns, objective, search, job.part(0.0, 0.5));
    Matrix turned = input.weights;
    columns->applyToRows(turned, Direction::Forward, job.part(0.5, 0.5));
    FitInput rest(turned);
    rest.rowHead = input.rowHead;
    return {learnedAxis(rest, Side::Rows, objective, search, job.part(0.5, 1.0)), std::move(columns)};
}

} // namespace alidade
