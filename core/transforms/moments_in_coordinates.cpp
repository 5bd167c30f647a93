// SPDX-License-Identifier: Apache-2.0
// Sigma + jitter I = U^T U, the rows of U are turned, and the Gram matrix of the result is taken. Moments of few samples
// are singular and those stored as float32 a little indefinite; the jitter that the factor needs is taken off again, which
// no rotation changes.
#include "core/transforms/moments_in_coordinates.h"

#include "core/base/error.h"
#include "core/numerics/symmetric_eigen.h"

#include <array>
#include <cmath>
#include <lapack.h>

namespace alidade {

namespace {

/// Parts of the mean energy to try.
constexpr std::array jitters{1e-12, 1e-10, 1e-8, 1e-6, 1e-4};

/// Upper triangular U with U^T U = moments + jitter I, or nothing.
bool factorise(const MatrixD& moments, double jitter, MatrixD& factor)
{
    factor = moments;
    factor.diagonal().array() += jitter;
    const auto order = static_cast<lapack_int>(factor.rows());
    lapack_int info = 0;
    // Read as column-major the lower triangle is the upper one of the row-major matrix.
    LAPACK_dpotrf("L", &order, factor.data(), &order, &info);
    if (info != 0) return false;
    factor.triangularView<Eigen::StrictlyLower>().setZero();
    return true;
}

/// Rows whose Gram matrix, less `jitter` on the diagonal, is 1 / scale^2 of the moments in the coordinates.
struct TurnedRoot {
    Matrix rows;
    double scale = 1.0;
    double jitter = 0.0;
};

TurnedRoot turnedRoot(const MatrixD& moments, const AxisTransform& transform, double mean, const JobContext& job)
{
    MatrixD factor;
    for (const double part : jitters) {
        job.checkpoint();
        if (!factorise(moments, part * mean, factor)) continue;
        // Scaled to a size that float32 holds well.
        TurnedRoot root{{}, std::sqrt(mean), part * mean};
        root.rows = (factor / root.scale).cast<float>();
        factor.resize(0, 0);
        transform.applyToRows(root.rows, Direction::Forward, job.part(0.3, 0.6));
        return root;
    }
    throw NumericalError("the second moments of the inputs are not positive semidefinite");
}

void requireFit(const MatrixD& moments, const AxisTransform& transform)
{
    if (!transform.isOrthogonal())
        throw InvalidRequest("second moments of the inputs are taken to orthogonal coordinates alone");
    if (moments.rows() != transform.size())
        throw InvalidRequest("the moments are those of another number of inputs than the basis");
}

} // namespace

std::shared_ptr<const MatrixD> momentsInCoordinates(const std::shared_ptr<const MatrixD>& moments, const Basis& basis,
                                                    const JobContext& job)
{
    if (!moments || !basis.columns()) return moments;
    requireFit(*moments, *basis.columns());
    const double mean = moments->diagonal().mean();
    if (!(mean > 0.0)) return moments; // nothing ever comes in
    const TurnedRoot root = turnedRoot(*moments, *basis.columns(), mean, job);
    MatrixD result = gramOfColumns(root.rows, job.part(0.6, 1.0)) * mean;
    result.diagonal().array() -= root.jitter;
    return std::make_shared<const MatrixD>(std::move(result));
}

Eigen::VectorXd energiesInCoordinates(const MatrixD& moments, const AxisTransformPtr& transform, const JobContext& job)
{
    const double mean = moments.rows() > 0 ? moments.diagonal().mean() : 0.0;
    if (transform) requireFit(moments, *transform);
    if (!transform || !(mean > 0.0)) return moments.diagonal().cwiseMax(0.0);
    const TurnedRoot root = turnedRoot(moments, *transform, mean, job);
    Eigen::VectorXd sums = Eigen::VectorXd::Zero(moments.cols());
    for (Index row = 0; row < root.rows.rows(); ++row) sums += root.rows.row(row).cast<double>().cwiseAbs2().transpose();
    return (sums.array() * mean - root.jitter).max(0.0);
}

} // namespace alidade
