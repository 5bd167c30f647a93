// SPDX-License-Identifier: Apache-2.0
#include "core/operators/gauge_balancing.h"

#include "core/base/error.h"
#include "core/base/parallel.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace alidade {

namespace {

using Eigen::VectorXd;

constexpr std::int64_t rowsPerTask = 64;

/// For every row the sum of w_ij^2 f_j.
VectorXd rowEnergies(const Matrix& weights, const VectorXd& columnFactors, const JobContext& job)
{
    VectorXd sums(weights.rows());
    parallelChunks(weights.rows(), rowsPerTask, job.quiet(),
                   [&](std::int64_t begin, std::int64_t end, std::int64_t) {
                       for (Index i = begin; i < end; ++i)
                           sums(i) = weights.row(i).cast<double>().cwiseAbs2().dot(columnFactors.transpose());
                   });
    return sums;
}

/// For every column the sum of w_ij^2 f_i, folded in a fixed order.
VectorXd columnEnergies(const Matrix& weights, const VectorXd& rowFactors, const JobContext& job)
{
    const Index tasks = (weights.rows() + rowsPerTask - 1) / rowsPerTask;
    MatrixD parts = MatrixD::Zero(tasks, weights.cols());
    parallelChunks(weights.rows(), rowsPerTask, job.quiet(),
                   [&](std::int64_t begin, std::int64_t end, std::int64_t task) {
                       for (Index i = begin; i < end; ++i)
                           parts.row(task) += rowFactors(i) * weights.row(i).cast<double>().cwiseAbs2();
                   });
    return parts.colwise().sum().transpose();
}

VectorXd energies(const Matrix& vector) { return vector.row(0).cast<double>().cwiseAbs2().transpose(); }

/// Squares of factors, which is all that energies know of them.
struct Squares {
    VectorXd values;
    double change = 0.0; ///< largest relative one since it was set to 0

    explicit Squares(Index size) : values(VectorXd::Ones(size)) {}

    /// s^2 = |b| / |a| with the energies of both sides as they would be with s = 1; 1 where either side is
    /// nothing.
    void balance(const VectorXd& growing, const VectorXd& shrinking)
    {
        for (Index i = 0; i < values.size(); ++i) {
            const double ratio = std::sqrt(shrinking(i) / growing(i));
            const double next = std::isfinite(ratio) && ratio > 0.0 ? ratio : 1.0;
            change = std::max(change, std::abs(next / values(i) - 1.0));
            values(i) = next;
        }
    }
    [[nodiscard]] VectorXd inverse() const { return values.cwiseInverse(); }
};

/// The factors themselves, free of their overall scale.
VectorXd factorsOf(const VectorXd& squares, bool powersOfTwo)
{
    VectorXd logs = 0.5 * squares.array().log2();
    if (powersOfTwo) logs = logs.array().round();
    std::vector<double> sorted(logs.begin(), logs.end());
    const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
    std::nth_element(sorted.begin(), middle, sorted.end());
    const double median = *middle;
    return logs.unaryExpr([median](double exponent) { return std::exp2(exponent - median); });
}

/// Calls sweep() until what it returns, the largest relative change, is small.
template <typename Sweep>
void repeat(const BalanceOptions& options, Balance& balance, Sweep sweep)
{
    for (int i = 1; i <= options.sweeps; ++i) {
        const double change = sweep();
        balance.sweeps = std::max(balance.sweeps, i);
        if (change <= options.tolerance || i == options.sweeps) {
            balance.lastChange = std::max(balance.lastChange, change);
            return;
        }
    }
}

/// Sums over the query heads of each group: queryWidth to keyWidth.
VectorXd overGroup(const VectorXd& perQuery, const ModelConfig& config)
{
    VectorXd sums = VectorXd::Zero(config.keyWidth());
    for (Index query = 0; query < config.heads; ++query)
        sums.segment(query / config.groupSize() * config.headSize, config.headSize) +=
            perQuery.segment(query * config.headSize, config.headSize);
    return sums;
}

/// The reverse: what each query head of a group gets.
VectorXd acrossGroup(const VectorXd& perKey, const ModelConfig& config)
{
    VectorXd all(config.queryWidth());
    for (Index query = 0; query < config.heads; ++query)
        all.segment(query * config.headSize, config.headSize) =
            perKey.segment(query / config.groupSize() * config.headSize, config.headSize);
    return all;
}

/// Entry of a head at which the half of a rotary plane stands.
Index entryOf(const ModelConfig& config, Index plane, Index half)
{
    return config.ropeLayout == RopeLayout::HalfSplit ? plane + half * config.headSize / 2 : 2 * plane + half;
}

/// Sums over the two entries of each plane: keyWidth to keyWidth / 2.
VectorXd overPlanes(const VectorXd& perEntry, const ModelConfig& config)
{
    const Index planes = config.headSize / 2;
    VectorXd sums(config.keyWidth() / 2);
    for (Index i = 0; i < sums.size(); ++i) {
        const Index head = i / planes * config.headSize;
        sums(i) =
            perEntry(head + entryOf(config, i % planes, 0)) + perEntry(head + entryOf(config, i % planes, 1));
    }
    return sums;
}

VectorXd acrossPlanes(const VectorXd& perPlane, const ModelConfig& config)
{
    const Index planes = config.headSize / 2;
    VectorXd all(config.keyWidth());
    for (Index i = 0; i < perPlane.size(); ++i)
        for (const Index half : {0, 1})
            all(i / planes * config.headSize + entryOf(config, i % planes, half)) = perPlane(i);
    return all;
}

MatrixPtr required(const ModelWeights& weights, const ParameterId& id, const JobContext& job)
{
    MatrixPtr loaded = weights.load(id, job);
    if (!loaded) throw InvalidRequest("the model has no " + huggingFaceName(id));
    return loaded;
}

void balanceAttention(const ModelConfig& config, const ModelWeights& weights, int number,
                      const BalanceOptions& options, Balance& balance, const JobContext& job)
{
    const auto load = [&](Place place) { return required(weights, {place, number}, job); };
    const MatrixPtr query = load(Place::Query);
    const MatrixPtr key = load(Place::Key);
    const MatrixPtr value = load(Place::Value);
    const VectorXd gain = energies(*load(Place::AttentionNorm));
    const VectorXd output =
        overGroup(columnEnergies(*load(Place::Output), VectorXd::Ones(config.hidden), job), config);
    const bool normalized =
        weights.load({Place::QueryNorm, number}, job) || weights.load({Place::KeyNorm, number}, job);
    Squares channels(config.hidden);
    Squares values(config.keyWidth());
    Squares planes(config.keyWidth() / 2);
    repeat(options, balance, [&] {
        job.checkpoint();
        channels.change = values.change = planes.change = 0.0;
        const VectorXd keyRows = acrossPlanes(planes.values, config);
        channels.balance(columnEnergies(*query, acrossGroup(keyRows.cwiseInverse(), config), job) +
                             columnEnergies(*key, keyRows, job) + columnEnergies(*value, values.values, job),
                         gain);
        values.balance(rowEnergies(*value, channels.values, job), output);
        if (!normalized)
            planes.balance(overPlanes(rowEnergies(*key, channels.values, job), config),
                           overPlanes(overGroup(rowEnergies(*query, channels.values, job), config), config));
        return std::max({channels.change, values.change, planes.change});
    });
    BlockGauge& block = balance.gauge.blocks[static_cast<std::size_t>(number)];
    block.attentionChannels = factorsOf(channels.values, options.powersOfTwo);
    block.values = factorsOf(values.values, options.powersOfTwo);
    if (!normalized) block.planeScales = factorsOf(planes.values, options.powersOfTwo);
}

void balanceFeedForward(const ModelConfig& config, const ModelWeights& weights, int number,
                        const BalanceOptions& options, Balance& balance, const JobContext& job)
{
    const auto load = [&](Place place) { return required(weights, {place, number}, job); };
    const VectorXd gate = columnEnergies(*load(Place::Gate), VectorXd::Ones(config.feedForward), job);
    const VectorXd down = columnEnergies(*load(Place::Down), VectorXd::Ones(config.hidden), job);
    const VectorXd gain = energies(*load(Place::FeedForwardNorm));
    const MatrixPtr up = load(Place::Up);
    Squares channels(config.hidden);
    Squares neurons(config.feedForward);
    repeat(options, balance, [&] {
        job.checkpoint();
        channels.change = neurons.change = 0.0;
        channels.balance(gate + columnEnergies(*up, neurons.values, job), gain);
        neurons.balance(rowEnergies(*up, channels.values, job), down);
        return std::max(channels.change, neurons.change);
    });
    BlockGauge& block = balance.gauge.blocks[static_cast<std::size_t>(number)];
    block.feedForwardChannels = factorsOf(channels.values, options.powersOfTwo);
    block.neurons = factorsOf(neurons.values, options.powersOfTwo);
}

} // namespace

Balance findBalancingGauge(const ModelConfig& config, const ModelWeights& weights,
                           const BalanceOptions& options, const JobContext& job)
{
    Balance balance;
    balance.gauge = Gauge::identity(config);
    for (int block = 0; block < static_cast<int>(config.blocks); ++block) {
        balanceAttention(config, weights, block, options, balance, job);
        balanceFeedForward(config, weights, block, options, balance, job);
        job.checkpoint(static_cast<std::uint64_t>(block) + 1, static_cast<std::uint64_t>(config.blocks));
    }
    if (config.tiedEmbeddings) return balance;
    Squares channels(config.hidden);
    channels.balance(
        columnEnergies(*required(weights, {Place::Head}, job), VectorXd::Ones(config.vocabulary), job),
        energies(*required(weights, {Place::FinalNorm}, job)));
    balance.gauge.finalChannels = factorsOf(channels.values, options.powersOfTwo);
    return balance;
}

} // namespace alidade
