// SPDX-License-Identifier: Apache-2.0
// Two ways to lower an objective over rotations: pairs of axes turned to the best angle in closed form, and
// steps along the Riemannian gradient by Cayley's map. science.md 1.6.
#pragma once

#include "core/base/job.h"
#include "core/tensor/matrix.h"

#include <functional>

namespace alidade {

/// Rotations up to this order are made without BLAS, so that many of them can be learned side by side.
inline constexpr Index smallRotation = 128;

/// a * b. BLAS for what is larger than smallRotation.
MatrixD product(const MatrixD& a, const MatrixD& b);

/// Sums of fourth powers that pairs of axes can be turned for.
enum class FourthPowers {
    Flatten,   ///< smallest sum y^4
    Quartimax, ///< largest sum y^4
    Varimax    ///< largest sum over axes of the variance of y^2
};

/// The angle t of the best rotation x' = x cos t + y sin t, y' = y cos t - x sin t of two axes, in (-pi/4,
/// pi/4].
double bestPairAngle(const double* x, const double* y, Index count, FourthPowers goal);

/// Jacobi sweeps: all pairs of rows of `coordinates`, each turned to its best angle, until no angle exceeds
/// 1e-4 or `sweeps` are done. Pairs of a round share no axis and run in parallel; the order does not depend
/// on the threads.
/// @param axes n x n, turned along with the coordinates (n x samples)
/// @return sweeps done
/// @throws Cancelled
int turnPairs(MatrixD& axes, MatrixD& coordinates, FourthPowers goal, int sweeps, const JobContext& job);

/// A smooth function of coordinates.
struct SmoothFunction {
    std::function<double(const MatrixD& coordinates)> value;
    /// Derivative by each coordinate.
    std::function<MatrixD(const MatrixD& coordinates)> gradient;
};

/// Descends along the Riemannian gradient: axes <- (I + t A / 2)^-1 (I - t A / 2) axes, A = G Y^T - Y G^T,
/// with the step t found by halving until the value falls by Armijo's share; it never rises. Ends after
/// `steps` or where nothing falls.
/// @param seen called with axes and coordinates after every step that was taken
/// @return steps taken
/// @throws Cancelled
int descend(MatrixD& axes, MatrixD& coordinates, const SmoothFunction& function, int steps,
            const std::function<void(const MatrixD& axes, const MatrixD& coordinates)>& seen,
            const JobContext& job);

} // namespace alidade
