// SPDX-License-Identifier: Apache-2.0
// The five nulls of science.md 2.0.
#include "core/metrics/nulls.h"

#include "core/base/parallel.h"
#include "core/base/random.h"
#include "core/numerics/orthogonal.h"
#include "core/numerics/moments.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace alidade {

namespace {

constexpr std::int64_t chunkValues = 1 << 16;
constexpr int sinkhornRounds = 50;
/// Streams of a draw that are not chunks of Gaussian numbers; there are fewer than 2^40 chunks.
constexpr std::uint64_t orderStream = std::uint64_t{1} << 40;

/// Streams of different draws lie 2^44 apart.
std::uint64_t streamOf(int draw, std::uint64_t part)
{
    return (static_cast<std::uint64_t>(draw) << 44U) + part;
}

/// Independent normal numbers, chunk by chunk from streams of their own.
Matrix normalMatrix(Index rows, Index cols, std::uint64_t seed, int draw, const JobContext& job)
{
    Matrix noise(rows, cols);
    float* const values = noise.data();
    parallelChunks(noise.size(), chunkValues, job,
                   [&](std::int64_t begin, std::int64_t end, std::int64_t chunk) {
                       Random random(seed, streamOf(draw, static_cast<std::uint64_t>(chunk)));
                       for (std::int64_t i = begin; i < end; ++i)
                           values[i] = static_cast<float>(random.normal());
                   });
    return noise;
}

Matrix gaussian(const Matrix& weights, std::uint64_t seed, int draw, const JobContext& job)
{
    Matrix noise = normalMatrix(weights.rows(), weights.cols(), seed, draw, job);
    noise *= static_cast<float>(momentsOf(weights, job).rms());
    return noise;
}

/// A random order of `count` things (Fisher and Yates).
std::vector<Index> randomOrder(Index count, Random& random)
{
    std::vector<Index> order(static_cast<std::size_t>(count));
    std::iota(order.begin(), order.end(), Index{0});
    for (std::size_t i = order.size(); i > 1; --i)
        std::swap(order[i - 1], order[random.below(i)]);
    return order;
}

Matrix shuffled(const Matrix& weights, std::uint64_t seed, int draw, const JobContext& job)
{
    Matrix mixed = weights;
    Random random(seed, streamOf(draw, orderStream));
    float* const values = mixed.data();
    for (Index i = mixed.size(); i > 1; --i) {
        if (i % chunkValues == 0) job.checkpoint();
        std::swap(values[i - 1], values[random.below(static_cast<std::uint64_t>(i))]);
    }
    job.checkpoint();
    return mixed;
}

/// Factors r_i, c_j with w_ij^2 / (r_i^2 c_j^2) of mean 1 in every row and column (Sinkhorn and Knopp 1967);
/// zero for a row or column that is all zero.
struct Scales {
    Eigen::ArrayXd rows;
    Eigen::ArrayXd columns;
};

Eigen::ArrayXd inverseOrZero(const Eigen::ArrayXd& values)
{
    return (values > 0.0).select(values.max(1e-300).inverse(), 0.0);
}

Scales sinkhorn(const Matrix& weights, const JobContext& job)
{
    Eigen::ArrayXd rows = Eigen::ArrayXd::Ones(weights.rows());
    Eigen::ArrayXd columns = Eigen::ArrayXd::Ones(weights.cols());
    for (int round = 0; round < sinkhornRounds; ++round) {
        job.checkpoint();
        const Eigen::ArrayXd before = columns;
        Eigen::ArrayXd inverse = inverseOrZero(columns);
        for (Index i = 0; i < weights.rows(); ++i)
            rows[i] = (weights.row(i).cast<double>().array().square().transpose() * inverse).mean();
        inverse = inverseOrZero(rows);
        columns.setZero();
        for (Index i = 0; i < weights.rows(); ++i)
            columns += weights.row(i).cast<double>().array().square().transpose() * inverse[i];
        columns /= static_cast<double>(weights.rows());
        if (((columns - before).abs() <= 1e-9 * columns.abs()).all()) break;
    }
    return {rows.sqrt(), columns.sqrt()};
}

Matrix scaled(const Matrix& weights, std::uint64_t seed, int draw, const JobContext& job)
{
    const Scales scales = sinkhorn(weights, job);
    Matrix noise = normalMatrix(weights.rows(), weights.cols(), seed, draw, job);
    for (Index i = 0; i < noise.rows(); ++i)
        noise.row(i).array() *= (scales.rows[i] * scales.columns.transpose()).cast<float>();
    return noise;
}

Matrix rotated(const Matrix& weights, std::uint64_t seed, int draw, const JobContext& job)
{
    MatrixD turned = weights.cast<double>();
    Random left(seed, streamOf(draw, orderStream + 1));
    turned = haarTimes(turned, left, job);
    Random right(seed, streamOf(draw, orderStream + 2));
    turned.transposeInPlace();
    turned = haarTimes(turned, right, job);
    return turned.transpose().cast<float>();
}

Matrix permuted(const Matrix& weights, std::uint64_t seed, int draw, const JobContext& job)
{
    job.checkpoint();
    Random random(seed, streamOf(draw, orderStream + 3));
    const std::vector<Index> rows = randomOrder(weights.rows(), random);
    const std::vector<Index> columns = randomOrder(weights.cols(), random);
    return weights(rows, columns);
}

} // namespace

void register_nulls(NullModelRegistry& registry)
{
    registry.add({
        .id = "gaussian",
        .label = "Gaussian noise",
        .help =
            "N0: independent normal weights of the same shape and rms. What is left when nothing is learned.",
        .make = gaussian,
    });
    registry.add({
        .id = "shuffled",
        .label = "Shuffled weights",
        .help = "N2: the same weights in random places. Keeps the distribution, destroys rows, columns and "
                "spectrum.",
        .make = shuffled,
    });
    registry.add({
        .id = "scaled",
        .label = "Noise with the same row and column scales",
        .help = "N1: normal weights times the scales of rows and columns (Sinkhorn). Keeps unequal channels "
                "only.",
        .make = scaled,
    });
    registry.add({
        .id = "rotated",
        .label = "Same spectrum, random axes",
        .help = "N3: the weights between two random rotations (Haar). Keeps the singular values, destroys "
                "the axes.",
        .make = rotated,
    });
    registry.add({
        .id = "permuted",
        .label = "Permuted rows and columns",
        .help =
            "N4: the same rows and columns in random order. Keeps everything but the order along the axes.",
        .make = permuted,
    });
}

} // namespace alidade
