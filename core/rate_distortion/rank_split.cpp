// SPDX-License-Identifier: Apache-2.0
// The residual loses one run of singular directions after the other: R -= u (u^T R).
#include "core/rate_distortion/rank_split.h"

#include "core/base/error.h"
#include "core/metrics/distribution.h"
#include "core/numerics/moments.h"
#include "core/numerics/symmetric_eigen.h"
#include "core/quantization/entropy_step.h"
#include "core/rate_distortion/decomposition.h"
#include "core/tensor/large_matrix.h"

#include <algorithm>
#include <cblas.h>
#include <cmath>
#include <functional>
#include <utility>

namespace alidade {

namespace {

constexpr std::size_t mostRanks = 14;
constexpr Index directionsAtOnce = 256;
constexpr Index bandValues = Index{1} << 20;
/// Steps between the largest coefficient and the finest that is tried.
constexpr double finestSteps = 1 << 20;
/// Ranges of histograms in units of the rms of the weights.
constexpr double narrowest = 1e-3;
constexpr double widest = 96.0;
/// A residual of less of the energy is what float32 leaves of nothing.
constexpr double roundingShare = 1e-11;
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

int toInt(Index value) { return static_cast<int>(value); }

std::vector<int> ranksOf(const SplitRequest& request, const Matrix& values)
{
    if (request.ranks.empty()) return rankLadder(values.rows(), values.cols());
    const Index most = std::min(values.rows(), values.cols());
    std::vector<int> ranks;
    for (std::size_t i = 0; i < request.ranks.size(); ++i) {
        if (request.ranks[i] < 0 || (i > 0 && request.ranks[i] <= request.ranks[i - 1]))
            throw InvalidRequest("ranks of a split must ascend from 0 on");
        if (request.ranks[i] <= most) ranks.push_back(request.ranks[i]);
    }
    return ranks;
}

void requireSplittable(const Matrix& values, double bits)
{
    if (!(bits >= leastSplitBits && bits <= mostSplitBits))
        throw InvalidRequest("a split is compared at " + std::to_string(leastSplitBits) + " to " +
                             std::to_string(mostSplitBits) + " bits a weight");
    if (values.size() == 0) throw InvalidRequest("a tensor without elements cannot be split");
    if (!values.allFinite()) throw InvalidRequest("weights that hold NaN or Inf cannot be split");
    if (values.isZero(0.0F)) throw InvalidRequest("weights that are all zero have nothing to split");
}

/// Takes the directions [first, last) of the smaller side off the residual.
void deflate(Matrix& residual, const SymmetricEigen& eigen, Index first, Index last, const JobContext& job)
{
    const bool wide = residual.rows() < residual.cols();
    for (Index at = first; at < last; at += directionsAtOnce) {
        job.checkpoint();
        const Index count = std::min(directionsAtOnce, last - at);
        const Matrix own = eigen.vectors.middleRows(at, count).cast<float>();
        const int rows = toInt(residual.rows());
        const int columns = toInt(residual.cols());
        const int k = toInt(count);
        if (wide) {
            Matrix other(count, residual.cols());
            cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, k, columns, rows, 1.0F, own.data(), rows,
                        residual.data(), columns, 0.0F, other.data(), columns);
            cblas_sgemm(CblasRowMajor, CblasTrans, CblasNoTrans, rows, columns, k, -1.0F, own.data(), rows, other.data(),
                        columns, 1.0F, residual.data(), columns);
        } else {
            Matrix other(residual.rows(), count);
            cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, rows, k, columns, 1.0F, residual.data(), columns,
                        own.data(), columns, 0.0F, other.data(), k);
            cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, rows, columns, k, -1.0F, other.data(), k, own.data(),
                        columns, 1.0F, residual.data(), columns);
        }
    }
}

Histogram ofResidual(const Matrix& residual, double largest, double rms, const JobContext& job)
{
    const double high = std::clamp(largest / rms * (1.0 + 1e-6), narrowest, widest);
    return histogramOver({residual.data(), static_cast<std::size_t>(residual.size())}, rms, high, splitBins, job);
}

/// The same of weights - residual, a few rows at a time.
Histogram ofFunction(const Matrix& weights, const Matrix& residual, double rms, const JobContext& job)
{
    const Index rowsAtOnce = std::max<Index>(1, bandValues / weights.cols());
    const auto bandAt = [&](Index row) -> Matrix {
        const Index count = std::min(rowsAtOnce, weights.rows() - row);
        return weights.middleRows(row, count) - residual.middleRows(row, count);
    };
    double largest = 0.0;
    for (Index row = 0; row < weights.rows(); row += rowsAtOnce)
        largest = std::max(largest, static_cast<double>(bandAt(row).cwiseAbs().maxCoeff()));
    Histogram all;
    for (Index row = 0; row < weights.rows(); row += rowsAtOnce) {
        Histogram band = ofResidual(bandAt(row), largest, rms, job);
        if (row == 0) {
            all = std::move(band);
            continue;
        }
        all.below += band.below;
        all.above += band.above;
        std::transform(all.counts.begin(), all.counts.end(), band.counts.begin(), all.counts.begin(), std::plus<>());
    }
    return all;
}

/// What direct coding takes and where that leaves it.
struct Direct {
    double rate = 0.0;
    double distortion = 0.0;
};

Direct directCoding(const Matrix& values, double largest, double bits, const JobContext& job)
{
    const auto entropyAt = [&](double step) { return measureStep(values, step, job).entropyBits; };
    const double step = stepForEntropy(bits, largest / finestSteps, 2.0 * largest, entropyAt, job);
    const StepMeasurement at = measureStep(values, step, job);
    return {at.entropyBits, at.squaredError};
}

double residualRate(const Matrix& residual, const Moments& moments, const Direct& direct, const JobContext& job)
{
    if (direct.distortion <= 0.0) return nan;
    if (moments.sumSquares / static_cast<double>(moments.count) <= direct.distortion) return 0.0;
    return measureStep(residual, stepAtDistortion(residual, direct.distortion, job), job).entropyBits;
}

} // namespace

std::vector<int> rankLadder(Index rows, Index columns)
{
    const auto most = static_cast<int>(std::min(rows, columns));
    std::vector<int> ranks{0};
    for (int rank = 1; rank < most; rank *= 2) ranks.push_back(rank);
    if (most > 0) ranks.push_back(most);
    for (std::size_t at = 2; ranks.size() > mostRanks; ++at) ranks.erase(ranks.begin() + static_cast<std::ptrdiff_t>(at));
    return ranks;
}

RankSplit splitByRank(const Matrix& coefficients, const SplitRequest& request, const JobContext& job)
{
    requireSplittable(coefficients, request.bits);
    const std::vector<int> ranks = ranksOf(request, coefficients);
    const Moments whole = momentsOf(coefficients, job);
    const Direct direct = directCoding(coefficients, whole.largestMagnitude(), request.bits, job.quiet());
    RankSplit split;
    split.directRate = direct.rate;
    const double power = whole.sumSquares / static_cast<double>(whole.count);
    split.sqnrDb = direct.distortion > 0.0 ? 10.0 * std::log10(power / direct.distortion)
                                           : std::numeric_limits<double>::infinity();
    const bool wide = coefficients.rows() < coefficients.cols();
    const bool decompose = !ranks.empty() && ranks.back() > 0;
    SymmetricEigen eigen;
    if (decompose)
        eigen = symmetricEigen(wide ? gramOfRows(coefficients, job.part(0.0, 0.1))
                                    : gramOfColumns(coefficients, job.part(0.0, 0.1)),
                               job.part(0.1, 0.5));
    const auto m = static_cast<double>(coefficients.rows());
    const auto n = static_cast<double>(coefficients.cols());
    Matrix residual = largeCopy(coefficients);
    const JobContext splitting = job.part(0.5, 1.0);
    Index done = 0;
    for (std::size_t i = 0; i < ranks.size(); ++i) {
        splitting.checkpoint(i, ranks.size());
        const Index rank = ranks[i];
        if (rank == std::min(coefficients.rows(), coefficients.cols()))
            residual.setZero();
        else
            deflate(residual, eigen, done, rank, job.quiet());
        done = rank;
        Moments left = momentsOf(residual, job.quiet());
        if (left.sumSquares <= roundingShare * whole.sumSquares) {
            residual.setZero();
            left = momentsOf(residual, job.quiet());
        }
        const bool empty = left.sumSquares <= 0.0;
        RankSplitPoint point;
        point.rank = ranks[i];
        point.energyShare = 1.0 - left.sumSquares / whole.sumSquares;
        point.residualRms = left.rms() / whole.rms();
        point.kurtosis = left.kurtosis();
        point.peak = empty ? nan : left.largestMagnitude() / left.rms();
        point.functionRate = splitFactorBits * static_cast<double>(rank) * (m + n) / (m * n);
        point.residualRate = rank == 0 ? direct.rate : residualRate(residual, left, direct, job.quiet());
        point.residual = ofResidual(residual, left.largestMagnitude(), whole.rms(), job.quiet());
        point.function = ofFunction(coefficients, residual, whole.rms(), job.quiet());
        split.points.push_back(std::move(point));
    }
    return split;
}

} // namespace alidade
