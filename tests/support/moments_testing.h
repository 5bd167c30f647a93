// SPDX-License-Identifier: GPL-3.0-or-later
// Second moments to test with.
#pragma once

#include "core/numerics/orthogonal.h"

#include "tests/support/reference_data.h"

#include <cmath>
#include <memory>

namespace alidade::test {

/// E[x x^T] of n inputs whose energies fall by `decibels` along axes that have nothing to do with the channels.
inline MatrixD correlatedMoments(Index n, double decibels, std::uint64_t seed)
{
    if (n == 0) return MatrixD(0, 0);
    Random random(seed);
    const MatrixD axes = haarMatrix(n, random, JobContext());
    Eigen::VectorXd energies(n);
    for (Index i = 0; i < n; ++i)
        energies(i) = std::pow(10.0, -decibels / 10.0 * static_cast<double>(i) / std::max<double>(1.0, static_cast<double>(n - 1)));
    const MatrixD moments = axes.transpose() * energies.asDiagonal() * axes;
    return 0.5 * (moments + moments.transpose());
}

inline std::shared_ptr<const MatrixD> sharedMoments(MatrixD moments)
{
    return std::make_shared<const MatrixD>(std::move(moments));
}

/// tr(E Sigma E^T) in plain loops of float64.
inline double plainOperatorEnergy(const Matrix& error, const MatrixD& moments)
{
    double sum = 0.0;
    for (Index row = 0; row < error.rows(); ++row)
        for (Index i = 0; i < error.cols(); ++i)
            for (Index j = 0; j < error.cols(); ++j)
                sum += static_cast<double>(error(row, i)) * moments(i, j) * static_cast<double>(error(row, j));
    return sum;
}

} // namespace alidade::test
