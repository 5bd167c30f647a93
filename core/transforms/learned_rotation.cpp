// SPDX-License-Identifier: Apache-2.0
// The search around an objective.
#include "core/transforms/learned_rotation.h"

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/numerics/orthogonal.h"
#include "core/numerics/symmetric_eigen.h"
#include "core/transforms/dense_transform.h"
#include "core/transforms/random_hadamard.h"
#include "core/transforms/rotation_steps.h"
#include "core/transforms/stored_basis.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <numeric>

namespace alidade {

namespace {

constexpr Index longestBlock = 1024;
constexpr std::int64_t defaultBlock = 64;
constexpr Index blocksAtATime = 8;
/// Held-out samples have to see this share of the improvement.
constexpr double honestShare = 0.5;

/// The objective before and after, over one or more blocks.
struct Score {
    double sumBefore = 0.0;
    double sumAfter = 0.0;
    double energy = 0.0;
    double count = 0.0;

    void add(const Score& other)
    {
        sumBefore += other.sumBefore;
        sumAfter += other.sumAfter;
        energy += other.energy;
        count += other.count;
    }
};

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
    for (std::size_t i = order.size(); i > 1; --i)
        std::swap(order[i - 1], order[random.below(i)]);
    const Index fitted = (count + 1) / 2;
    std::array<MatrixD, 2> parts{MatrixD(samples.rows(), fitted), MatrixD(samples.rows(), count - fitted)};
    for (Index i = 0; i < count; ++i)
        parts[i < fitted ? 0 : 1].col(i < fitted ? i : i - fitted) =
            samples.col(order[static_cast<std::size_t>(i)]);
    return parts;
}

Score score(const RotationObjective& objective, const MatrixD& samples, const MatrixD& axes)
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
    Score fitted;
    Score held;

    [[nodiscard]] std::string text(const RotationObjective& objective, const RotationSearch& search) const;
};

std::string AxisReport::text(const RotationObjective& objective, const RotationSearch& search) const
{
    const auto change = [&objective](const Score& score) {
        return fourDigits(objective.shown(score.sumBefore, score.energy, score.count)) + " -> " +
               fourDigits(objective.shown(score.sumAfter, score.energy, score.count));
    };
    std::string text = objective.shownName() + " " + change(fitted);
    if (!search.holdout) return text;
    text += " on the fitted half, " + change(held) + " on the held-out half";
    const auto gain = [](const Score& score) {
        return score.energy > 0.0 ? (score.sumBefore - score.sumAfter) / score.count : 0.0;
    };
    if (gain(fitted) > 0.0 && gain(held) < honestShare * gain(fitted)) text += ": overfitted";
    return text;
}

/// A rotation on its way from one start.
struct Attempt {
    MatrixD axes;
    MatrixD coordinates;
};

/// One block of an axis.
struct Block {
    std::array<MatrixD, 2> halves; ///< samples to fit and to judge
    MatrixD unit;                  ///< samples to fit, of rms one: objectives may assume that order of size
    std::vector<Attempt> attempts;
    MatrixD axes; ///< the best ones, rounded
    std::vector<std::byte> stored; ///< what a decoder makes them of
};

Block prepared(const MatrixD& samples, const RotationSearch& search, std::uint64_t stream,
               const JobContext& job)
{
    const double rms = std::sqrt(samples.squaredNorm() / static_cast<double>(samples.size()));
    if (!std::isfinite(rms))
        throw NumericalError("the weights hold NaN or Inf: no rotation can be learned from them");
    Block block;
    if (search.holdout)
        block.halves = halves(samples, search.seed + stream);
    else
        block.halves = {samples, MatrixD(samples.rows(), 0)};
    block.unit = block.halves[0] / (rms > 0.0 ? rms : 1.0);
    for (int start = 0; start < search.starts; ++start) {
        job.checkpoint();
        MatrixD axes = startAxes(start, block.unit, search, stream, job.quiet());
        MatrixD coordinates = product(axes, block.unit);
        block.attempts.push_back({std::move(axes), std::move(coordinates)});
    }
    return block;
}

/// Chooses the best attempt, the original axes if none is better.
void finish(Block& block, const RotationObjective& objective, const RotationSearch& search,
            const JobContext& job)
{
    block.axes = MatrixD::Identity(block.unit.rows(), block.unit.rows());
    double lowest = objective.sum(block.unit);
    for (Attempt& attempt : block.attempts) {
        const MatrixD axes = polarFactor(std::move(attempt.axes), job.quiet());
        const double sum = objective.sum(product(axes, block.unit));
        if (sum >= lowest) continue;
        lowest = sum;
        block.axes = axes;
    }
    block.attempts.clear();
    CodedBasis coded = codedBasis(std::move(block.axes), search.basisBits, BasisCoding::Entries, job.quiet());
    block.axes = std::move(coded.axes);
    block.stored = std::move(coded.stored);
}

/// Small rotations are learned side by side; a large one has the whole team.
void improveAll(std::vector<Block>& blocks, const RotationObjective& objective, const JobContext& job)
{
    std::vector<Attempt*> attempts;
    for (Block& block : blocks)
        for (Attempt& attempt : block.attempts)
            attempts.push_back(&attempt);
    const auto count = static_cast<std::int64_t>(attempts.size());
    const auto improve = [&](std::int64_t i, const JobContext& part) {
        Attempt& attempt = *attempts[static_cast<std::size_t>(i)];
        objective.improve(attempt.axes, attempt.coordinates, part);
    };
    if (blocks.front().unit.rows() <= smallRotation) {
        const JobContext quiet = job.quiet();
        parallelFor(count, quiet, [&](std::int64_t i) { improve(i, quiet); });
        return;
    }
    for (std::int64_t i = 0; i < count; ++i)
        improve(i, job.part(static_cast<double>(i) / static_cast<double>(count),
                            static_cast<double>(i + 1) / static_cast<double>(count)));
}

/// Learns the blocks of an axis, a few at a time so that memory stays bounded.
class AxisLearner {
public:
    AxisLearner(const FitInput& input, Side axis, const RotationObjective& objective,
                const RotationSearch& search)
        : m_weights(input.weights), m_axis(axis), m_objective(objective), m_search(search),
          m_length(axis == Side::Rows ? m_weights.rows() : m_weights.cols()),
          m_step(blockLength(input, axis, search.block))
    {
        if (m_step > longestBlock)
            throw InvalidRequest("a learned rotation of " + std::to_string(m_step) +
                                 " channels at once would take too long: choose a block of at most " +
                                 std::to_string(longestBlock));
    }

    AxisTransformPtr learn(const JobContext& job)
    {
        const Index group = m_step * blocksAtATime;
        for (Index at = 0; at < m_length; at += group) {
            job.checkpoint(static_cast<std::uint64_t>(at), static_cast<std::uint64_t>(m_length));
            const double length = static_cast<double>(m_length);
            const double end = static_cast<double>(std::min(at + group, m_length));
            learnGroup(at, std::min(at + group, m_length),
                       job.part(static_cast<double>(at) / length, end / length));
        }
        const std::string text = m_report.text(m_objective, m_search);
        std::vector<AxisTransformPtr> parts;
        for (Learned& block : m_learned) {
            const double bits = static_cast<double>(m_search.basisBits) * static_cast<double>(block.axes.size());
            const std::string what = std::to_string(block.axes.rows()) + " learned axes (" +
                                     basisCostText(m_search.basisBits) + "; " + text + ")";
            parts.push_back(denseTransform(std::move(block.axes), bits, what, std::move(block.stored)));
        }
        return blockDiagonal(std::move(parts));
    }

private:
    void learnGroup(Index begin, Index end, const JobContext& job)
    {
        std::vector<Block> blocks;
        for (Index at = begin; at < end; at += m_step) {
            const auto stream =
                static_cast<std::uint64_t>(2 * (at / m_step) + (m_axis == Side::Rows ? 0 : 1));
            blocks.push_back(prepared(samplesOf(at, std::min(m_step, m_length - at)), m_search, stream, job));
        }
        improveAll(blocks, m_objective, job);
        for (Block& block : blocks) {
            finish(block, m_objective, m_search, job);
            m_report.fitted.add(score(m_objective, block.halves[0], block.axes));
            m_report.held.add(score(m_objective, block.halves[1], block.axes));
            m_learned.push_back({block.axes.cast<float>(), std::move(block.stored)});
        }
    }

    [[nodiscard]] MatrixD samplesOf(Index first, Index length) const
    {
        if (m_axis == Side::Rows) return m_weights.middleRows(first, length).cast<double>();
        return m_weights.middleCols(first, length).transpose().cast<double>();
    }

    const Matrix& m_weights;
    Side m_axis;
    const RotationObjective& m_objective;
    const RotationSearch& m_search;
    Index m_length;
    Index m_step;
    AxisReport m_report;
    struct Learned {
        Matrix axes;
        std::vector<std::byte> stored;
    };
    std::vector<Learned> m_learned;
};

AxisTransformPtr learnedAxis(const FitInput& input, Side axis, const RotationObjective& objective,
                             const RotationSearch& search, const JobContext& job)
{
    return AxisLearner(input, axis, objective, search).learn(job);
}

} // namespace

RotationSearch::RotationSearch(const Parameters& parameters)
    : side(sideFromText(parameters.text("side"))), block(parameters.integer("block")),
      basisBits(parameters.integer("basis-bits")), starts(static_cast<int>(parameters.integer("starts"))),
      holdout(parameters.text("holdout") == "half"),
      seed(static_cast<std::uint64_t>(parameters.integer("seed")))
{}

std::vector<ParameterSpec> learnedParameters()
{
    return {sideParameter(Side::Columns),
            blockParameter(defaultBlock),
            basisBitsParameter(),
            integerParameter(
                "starts", "Starts",
                "how many starts are tried, the best one wins: original axes, Hadamard, principal axes, "
                "then random rotations",
                3, 1, 16),
            choiceParameter(
                "holdout", "Hold out",
                "fit on all samples, or on a random half and report the objective on the other half too",
                "none", {"none", "half"}),
            seedParameter()};
}

Basis learnedBasis(const FitInput& input, const RotationObjective& objective, const RotationSearch& search,
                   const JobContext& job)
{
    if (input.weights.size() == 0)
        throw InvalidRequest("a tensor without elements has no coordinates to change");
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
