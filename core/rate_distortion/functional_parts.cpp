// SPDX-License-Identifier: Apache-2.0
// Functions of few parameters: low rank, cosines over the indices, axes shared by layers.
#include "core/base/error.h"
#include "core/base/float16.h"
#include "core/base/random.h"
#include "core/numerics/symmetric_eigen.h"
#include "core/rate_distortion/decomposition.h"
#include "core/transforms/dct_transform.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <limits>
#include <numeric>

namespace alidade {

namespace {

constexpr double scaleBits = 16.0;
constexpr int shuffles = 200;

void requireBits(int bits)
{
    if (bits < 2 || bits > 16) throw InvalidRequest("parameters of a function take 2 to 16 bits each");
}

/// Numbers as a decoder has them that was sent a float16 scale and `bits` bits each.
Eigen::VectorXd rounded(const Eigen::VectorXd& values, int bits)
{
    const double steps = static_cast<double>((1 << (bits - 1)) - 1);
    const double largest = values.cwiseAbs().maxCoeff();
    const double scale = static_cast<double>(roundToHalf(static_cast<float>(largest / steps)));
    if (scale <= 0.0) return Eigen::VectorXd::Zero(values.size());
    return (values / scale)
               .unaryExpr([steps](double x) { return std::clamp(std::nearbyint(x), -steps - 1.0, steps); }) *
           scale;
}

std::string withBits(const std::string& what, int bits)
{
    return what + ", parameters of " + std::to_string(bits) + " bits";
}

/// cos((2 i + 1) k pi / 2n), orthonormal: row k.
MatrixD cosines(std::size_t n)
{
    MatrixD basis(static_cast<Index>(n), static_cast<Index>(n));
    const auto size = static_cast<double>(n);
    for (Index k = 0; k < basis.rows(); ++k)
        for (Index i = 0; i < basis.cols(); ++i)
            basis(k, i) = std::sqrt((k == 0 ? 1.0 : 2.0) / size) *
                          std::cos(std::numbers::pi * static_cast<double>((2 * i + 1) * k) / (2.0 * size));
    return basis;
}

/// Share of the energy in the lowest coefficients, from the inner products of the layers.
double lowShare(const MatrixD& gram, const MatrixD& basis, std::span<const Index> order, std::size_t terms)
{
    double low = 0.0;
    for (Index k = 0; k < static_cast<Index>(terms); ++k)
        for (Index i = 0; i < gram.rows(); ++i)
            for (Index j = 0; j < gram.cols(); ++j)
                low += basis(k, i) * basis(k, j) *
                       gram(order[static_cast<std::size_t>(i)], order[static_cast<std::size_t>(j)]);
    return low / gram.trace();
}

} // namespace

double payingSingularValue(Index rows, Index columns, int factorBits, double residualEnergy)
{
    const auto m = static_cast<double>(rows);
    const auto n = static_cast<double>(columns);
    return std::sqrt(2.0 * std::numbers::ln2 * factorBits * (m + n) / (m * n) * residualEnergy);
}

std::vector<FunctionalPart> lowRankParts(const Matrix& weights, std::span<const Index> ranks, int factorBits,
                                         const JobContext& job)
{
    requireBits(factorBits);
    const Index most = std::min(weights.rows(), weights.cols());
    for (std::size_t i = 0; i < ranks.size(); ++i)
        if (ranks[i] < 1 || ranks[i] > most || (i > 0 && ranks[i] <= ranks[i - 1]))
            throw InvalidRequest("ranks must ascend from 1 to " + std::to_string(most));
    const bool wide = weights.rows() < weights.cols();
    const SymmetricEigen eigen = symmetricEigen(
        wide ? gramOfRows(weights, job.part(0.0, 0.2)) : gramOfColumns(weights, job.part(0.0, 0.2)), job.part(0.2, 0.8));
    MatrixD sum = MatrixD::Zero(weights.rows(), weights.cols());
    const MatrixD exact = weights.cast<double>();
    std::vector<FunctionalPart> parts;
    Index done = 0;
    for (const Index rank : ranks) {
        job.checkpoint(static_cast<std::uint64_t>(done), static_cast<std::uint64_t>(ranks.back()));
        for (; done < rank; ++done) {
            const double root = std::pow(std::max(0.0, eigen.values(done)), 0.25);
            if (root <= 0.0) continue;
            const Eigen::VectorXd own = eigen.vectors.row(done).transpose();
            const Eigen::VectorXd other = wide ? Eigen::VectorXd(exact.transpose() * own) : Eigen::VectorXd(exact * own);
            const Eigen::VectorXd a = rounded(own * root, factorBits);
            const Eigen::VectorXd b = rounded(other / root, factorBits);
            if (wide) sum += a * b.transpose();
            else sum += b * a.transpose();
        }
        const auto numbers = static_cast<double>(rank) * static_cast<double>(weights.rows() + weights.cols());
        parts.push_back({withBits("rank " + std::to_string(rank), factorBits), static_cast<double>(rank),
                         sum.cast<float>(), numbers * factorBits + 2.0 * scaleBits * static_cast<double>(rank)});
    }
    return parts;
}

std::vector<FunctionalPart> smoothParts(const Matrix& weights, std::span<const Index> terms, int factorBits,
                                        const JobContext& job)
{
    requireBits(factorBits);
    const AxisTransformPtr along = dctTransform(weights.cols());
    const AxisTransformPtr across = dctTransform(weights.rows());
    Matrix spectrum = weights;
    along->applyToRows(spectrum, Direction::Forward, job.part(0.0, 0.1));
    across->applyToColumns(spectrum, Direction::Forward, job.part(0.1, 0.2));
    std::vector<FunctionalPart> parts;
    for (const Index wanted : terms) {
        if (wanted < 1) throw InvalidRequest("a smooth function has at least one term");
        const Index rows = std::min(wanted, weights.rows());
        const Index columns = std::min(wanted, weights.cols());
        const MatrixD low = spectrum.topLeftCorner(rows, columns).cast<double>();
        const Eigen::VectorXd kept = rounded(Eigen::Map<const Eigen::VectorXd>(low.data(), low.size()), factorBits);
        Matrix values = Matrix::Zero(weights.rows(), weights.cols());
        values.topLeftCorner(rows, columns) = Eigen::Map<const MatrixD>(kept.data(), rows, columns).cast<float>();
        across->applyToColumns(values, Direction::Inverse, job.quiet());
        along->applyToRows(values, Direction::Inverse, job.quiet());
        parts.push_back({withBits(std::to_string(rows) + " x " + std::to_string(columns) + " cosines", factorBits),
                         static_cast<double>(wanted), std::move(values),
                         static_cast<double>(low.size()) * factorBits + scaleBits});
    }
    return parts;
}

DepthSmoothness depthSmoothness(std::span<const Matrix> layers, std::size_t terms, std::uint64_t seed,
                                const JobContext& job)
{
    if (layers.size() < 2) throw InvalidRequest("smoothness along the depth needs at least two layers");
    if (terms < 1 || terms > layers.size()) throw InvalidRequest("there are not as many layers as terms");
    MatrixD gram(static_cast<Index>(layers.size()), static_cast<Index>(layers.size()));
    for (std::size_t i = 0; i < layers.size(); ++i)
        for (std::size_t j = 0; j <= i; ++j) {
            job.checkpoint(i, layers.size());
            if (layers[i].rows() != layers[j].rows() || layers[i].cols() != layers[j].cols())
                throw InvalidRequest("layers of different shapes have no common depth profile");
            double product = 0.0;
            for (Index row = 0; row < layers[i].rows(); ++row)
                product += layers[i].row(row).cast<double>().dot(layers[j].row(row).cast<double>());
            gram(static_cast<Index>(i), static_cast<Index>(j)) = gram(static_cast<Index>(j), static_cast<Index>(i)) =
                product;
        }
    if (gram.trace() <= 0.0) throw InvalidRequest("layers without energy have no depth profile");
    const MatrixD basis = cosines(layers.size());
    std::vector<Index> order(layers.size());
    std::iota(order.begin(), order.end(), Index{0});
    DepthSmoothness result;
    result.terms = terms;
    result.chance = static_cast<double>(terms) / static_cast<double>(layers.size());
    result.energyShare = lowShare(gram, basis, order, terms);
    Random random(seed);
    double sum = 0.0;
    double squares = 0.0;
    for (int i = 0; i < shuffles; ++i) {
        for (std::size_t k = order.size(); k > 1; --k) std::swap(order[k - 1], order[random.below(k)]);
        const double share = lowShare(gram, basis, order, terms);
        sum += share;
        squares += share * share;
    }
    result.shuffledMean = sum / shuffles;
    const double variance = std::max(0.0, (squares - sum * sum / shuffles) / (shuffles - 1));
    result.shuffledSpread = std::sqrt(variance);
    const bool varies = result.shuffledSpread > 1e-12;
    result.z = varies ? (result.energyShare - result.shuffledMean) / result.shuffledSpread
                      : std::numeric_limits<double>::quiet_NaN();
    return result;
}

std::vector<FunctionalPart> sharedBasisParts(std::span<const Matrix> layers, Index rank, int factorBits,
                                             const JobContext& job)
{
    requireBits(factorBits);
    if (layers.empty()) throw InvalidRequest("a shared basis needs at least one layer");
    const Index columns = layers.front().cols();
    if (rank < 1 || rank > columns) throw InvalidRequest("the rank must be from 1 to " + std::to_string(columns));
    MatrixD gram = MatrixD::Zero(columns, columns);
    for (const Matrix& layer : layers) {
        if (layer.cols() != columns) throw InvalidRequest("layers with different inputs cannot share a basis");
        gram += gramOfColumns(layer, job.quiet());
    }
    const SymmetricEigen eigen = symmetricEigen(std::move(gram), job);
    MatrixD axes(rank, columns);
    for (Index k = 0; k < rank; ++k)
        axes.row(k) = rounded(eigen.vectors.row(k).transpose(), factorBits).transpose();
    const double basisBits =
        static_cast<double>(rank) * (static_cast<double>(columns) * factorBits + scaleBits);
    std::vector<FunctionalPart> parts;
    for (const Matrix& layer : layers) {
        MatrixD coefficients = layer.cast<double>() * axes.transpose();
        for (Index k = 0; k < rank; ++k) coefficients.col(k) = rounded(coefficients.col(k), factorBits);
        const double own = static_cast<double>(rank) * (static_cast<double>(layer.rows()) * factorBits + scaleBits);
        parts.push_back({withBits("rank " + std::to_string(rank) + " in axes shared by " +
                                      std::to_string(layers.size()) + " layers",
                                  factorBits),
                         static_cast<double>(rank), (coefficients * axes).cast<float>(),
                         own + basisBits / static_cast<double>(layers.size())});
    }
    return parts;
}

} // namespace alidade
