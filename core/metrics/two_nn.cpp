// SPDX-License-Identifier: Apache-2.0
// Distances through |a|^2 + |b|^2 - 2ab with ab by BLAS.
#include "core/metrics/two_nn.h"

#include "core/base/parallel.h"
#include "core/base/random.h"
#include "core/numerics/symmetric_eigen.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

namespace alidade {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
/// Squared distances below this part of the squared norms are rounding noise: the rows are equal.
constexpr double sameRow = 1e-12;

Matrix sample(const Matrix& weights)
{
    if (weights.rows() <= twoNnRows) return weights;
    std::vector<Index> order(static_cast<std::size_t>(weights.rows()));
    std::iota(order.begin(), order.end(), Index{0});
    Random random(1, 0x2AA);
    for (std::size_t i = 0; i < static_cast<std::size_t>(twoNnRows); ++i)
        std::swap(order[i], order[i + random.below(order.size() - i)]);
    order.resize(static_cast<std::size_t>(twoNnRows));
    std::sort(order.begin(), order.end());
    Matrix rows(twoNnRows, weights.cols());
    for (Index i = 0; i < twoNnRows; ++i)
        rows.row(i) = weights.row(order[static_cast<std::size_t>(i)]);
    return rows;
}

/// ln(r2 / r1) of a row, NaN if it has a twin.
double logRatio(const MatrixD& gram, Index row)
{
    double nearest = std::numeric_limits<double>::infinity();
    double second = nearest;
    bool twin = false;
    for (Index other = 0; other < gram.rows(); ++other) {
        if (other == row) continue;
        const double norms = gram(row, row) + gram(other, other);
        const double square = norms - 2.0 * gram(row, other);
        if (!(square > sameRow * norms)) twin = true;
        if (square < nearest) {
            second = nearest;
            nearest = square;
        } else if (square < second) {
            second = square;
        }
    }
    return twin ? nan : 0.5 * std::log(second / nearest);
}

} // namespace

double twoNnDimension(const Matrix& weights, const JobContext& job)
{
    job.checkpoint();
    if (weights.rows() < 3 || weights.cols() == 0) return nan;
    const MatrixD gram = gramOfRows(sample(weights), job);
    std::vector<double> logs(static_cast<std::size_t>(gram.rows()));
    parallelFor(gram.rows(), job,
                [&](std::int64_t row) { logs[static_cast<std::size_t>(row)] = logRatio(gram, row); });
    double sum = 0.0;
    double count = 0.0;
    for (const double log : logs) {
        if (!std::isfinite(log)) continue;
        sum += log;
        count += 1.0;
    }
    return count >= 3.0 && sum > 1e-12 * count ? (count - 1.0) / sum : nan;
}

} // namespace alidade
