// SPDX-License-Identifier: Apache-2.0
// Householder QR by panels, polar factors, principal angles.
#include "core/numerics/orthogonal.h"

#include "core/base/error.h"

#include <algorithm>
#include <cblas.h>
#include <cmath>
#include <lapack.h>
#include <numbers>
#include <vector>

namespace alidade {

namespace {

/// Column-major storage, as LAPACK has it.
using ColumnMatrix = Eigen::MatrixXd;

constexpr Index panelColumns = 128;
constexpr int newtonSteps = 40;
constexpr double polished = 2e-15; // of one entry of M M^T - I, per square root of n

lapack_int toInt(Index value) { return static_cast<lapack_int>(value); }

void require(lapack_int info, const char* routine)
{
    if (info != 0)
        throw NumericalError(std::string("the matrix routine ") + routine + " failed with code " +
                             std::to_string(info));
}

/// `target` becomes Q or Q^T of one panel's reflectors times `target`.
void applyPanel(const char* transpose, const ColumnMatrix& reflectors, Index at, Index width,
                const Eigen::VectorXd& tau, ColumnMatrix& target, Index firstColumn)
{
    const lapack_int rows = toInt(reflectors.rows() - at);
    const lapack_int columns = toInt(target.cols() - firstColumn);
    if (columns <= 0) return;
    const lapack_int count = toInt(width);
    const lapack_int lead = toInt(reflectors.rows());
    const lapack_int leadTarget = toInt(target.rows());
    const lapack_int workSize = columns * 64;
    std::vector<double> work(static_cast<std::size_t>(workSize));
    lapack_int info = 0;
    LAPACK_dormqr("L", transpose, &rows, &columns, &count, &reflectors(at, at), &lead, &tau(at),
                  &target(at, firstColumn), &leadTarget, work.data(), &workSize, &info);
    require(info, "dormqr");
}

/// Reduces `a` to R with the reflectors below its diagonal.
Eigen::VectorXd factor(ColumnMatrix& a, const JobContext& job)
{
    const Index k = a.cols();
    Eigen::VectorXd tau(k);
    const lapack_int lead = toInt(a.rows());
    for (Index at = 0; at < k; at += panelColumns) {
        job.checkpoint(static_cast<std::uint64_t>(at), static_cast<std::uint64_t>(k));
        const Index width = std::min(panelColumns, k - at);
        const lapack_int rows = toInt(a.rows() - at);
        const lapack_int columns = toInt(width);
        const lapack_int workSize = columns * 64;
        std::vector<double> work(static_cast<std::size_t>(workSize));
        lapack_int info = 0;
        LAPACK_dgeqrf(&rows, &columns, &a(at, at), &lead, &tau(at), work.data(), &workSize, &info);
        require(info, "dgeqrf");
        applyPanel("T", a, at, width, tau, a, at + width);
    }
    return tau;
}

/// M M^T - I.
MatrixD defectOf(const MatrixD& matrix)
{
    const Index n = matrix.rows();
    MatrixD defect = -MatrixD::Identity(n, n);
    cblas_dsyrk(CblasRowMajor, CblasUpper, CblasNoTrans, toInt(n), toInt(matrix.cols()), 1.0, matrix.data(),
                toInt(matrix.cols()), 1.0, defect.data(), toInt(n));
    defect.triangularView<Eigen::StrictlyLower>() = defect.transpose().triangularView<Eigen::StrictlyLower>();
    return defect;
}

MatrixD polarBySingularVectors(MatrixD matrix)
{
    // Read as column-major the storage holds the transpose, whose polar factor is the transpose of the wanted
    // one: read as row-major again it is right.
    const lapack_int n = toInt(matrix.rows());
    ColumnMatrix left(n, n);
    ColumnMatrix right(n, n);
    Eigen::VectorXd values(n);
    std::vector<lapack_int> integerWork(8 * static_cast<std::size_t>(n));
    double needed = 0.0;
    const lapack_int query = -1;
    lapack_int info = 0;
    LAPACK_dgesdd("A", &n, &n, matrix.data(), &n, values.data(), left.data(), &n, right.data(), &n, &needed,
                  &query, integerWork.data(), &info);
    const auto workSize = static_cast<lapack_int>(needed);
    std::vector<double> work(static_cast<std::size_t>(workSize));
    LAPACK_dgesdd("A", &n, &n, matrix.data(), &n, values.data(), left.data(), &n, right.data(), &n,
                  work.data(), &workSize, integerWork.data(), &info);
    require(info, "dgesdd");
    cblas_dgemm(CblasColMajor, CblasNoTrans, CblasNoTrans, n, n, n, 1.0, left.data(), n, right.data(), n, 0.0,
                matrix.data(), n);
    return matrix;
}

Eigen::VectorXd singularValues(MatrixD matrix)
{
    const lapack_int rows = toInt(matrix.cols()); // of the column-major reading
    const lapack_int columns = toInt(matrix.rows());
    const lapack_int smaller = std::min(rows, columns);
    Eigen::VectorXd values(smaller);
    std::vector<lapack_int> integerWork(8 * static_cast<std::size_t>(smaller));
    double needed = 0.0;
    const lapack_int query = -1;
    const lapack_int one = 1;
    lapack_int info = 0;
    LAPACK_dgesdd("N", &rows, &columns, matrix.data(), &rows, values.data(), nullptr, &one, nullptr, &one,
                  &needed, &query, integerWork.data(), &info);
    const auto workSize = static_cast<lapack_int>(needed);
    std::vector<double> work(static_cast<std::size_t>(workSize));
    LAPACK_dgesdd("N", &rows, &columns, matrix.data(), &rows, values.data(), nullptr, &one, nullptr, &one,
                  work.data(), &workSize, integerWork.data(), &info);
    require(info, "dgesdd");
    return values;
}

MatrixD gaussian(Index rows, Index columns, Random& random)
{
    MatrixD z(rows, columns);
    for (Index i = 0; i < z.size(); ++i)
        z.data()[i] = random.normal();
    return z;
}

/// Replaces `target` by Q times it, Q from factor() with the signs of the diagonal of R.
void applyFactor(const ColumnMatrix& factored, const Eigen::VectorXd& tau, ColumnMatrix& target,
                 bool identity, const JobContext& job)
{
    for (Index j = 0; j < factored.cols(); ++j)
        if (factored(j, j) < 0.0) target.row(j) *= -1.0;
    const Index panels = (factored.cols() + panelColumns - 1) / panelColumns;
    for (Index panel = panels; panel-- > 0;) {
        job.checkpoint(static_cast<std::uint64_t>(panels - 1 - panel), static_cast<std::uint64_t>(panels));
        const Index at = panel * panelColumns;
        // The columns of an identity before this panel are still those of an identity.
        applyPanel("N", factored, at, std::min(panelColumns, factored.cols() - at), tau, target,
                   identity ? at : 0);
    }
}

} // namespace

MatrixD orthogonalFactor(const MatrixD& matrix, Index columns, const JobContext& job)
{
    if (!matrix.allFinite()) throw NumericalError("a matrix with NaN or Inf has no orthogonal factor");
    ColumnMatrix a = matrix;
    const Eigen::VectorXd tau = factor(a, job.part(0.0, 0.5));
    ColumnMatrix q = ColumnMatrix::Identity(a.rows(), columns);
    applyFactor(a, tau, q, true, job.part(0.5, 1.0));
    return q;
}

MatrixD haarTimes(const MatrixD& weights, Random& random, const JobContext& job)
{
    ColumnMatrix a = gaussian(weights.rows(), weights.rows(), random);
    const Eigen::VectorXd tau = factor(a, job.part(0.0, 0.5));
    ColumnMatrix turned = weights;
    applyFactor(a, tau, turned, false, job.part(0.5, 1.0));
    return turned;
}

MatrixD haarMatrix(Index n, Random& random, const JobContext& job)
{
    return orthogonalFactor(gaussian(n, n, random), n, job);
}

MatrixD polarFactor(MatrixD matrix, const JobContext& job)
{
    const Index n = matrix.rows();
    if (!matrix.allFinite())
        throw NumericalError("a matrix with NaN or Inf has no nearest orthogonal matrix");
    MatrixD defect = defectOf(matrix);
    // Singular values below sqrt(3) keep their sign in every step, so the iteration goes to the polar factor.
    if (defect.cwiseAbs().rowwise().sum().maxCoeff() >= 2.0) return polarBySingularVectors(std::move(matrix));
    const double enough = polished * std::sqrt(static_cast<double>(n));
    for (int step = 0; step < newtonSteps; ++step) {
        job.checkpoint(static_cast<std::uint64_t>(step), newtonSteps);
        if (defect.cwiseAbs().maxCoeff() <= enough) return matrix;
        const MatrixD before = matrix; // M <- M - (M M^T - I) M / 2
        cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, toInt(n), toInt(n), toInt(n), -0.5,
                    defect.data(), toInt(n), before.data(), toInt(n), 1.0, matrix.data(), toInt(n));
        const double worst = defect.cwiseAbs().maxCoeff();
        defect = defectOf(matrix);
        const double now = defect.cwiseAbs().maxCoeff();
        if (worst < 1e-10 && now >= 0.5 * worst) return matrix; // rounding has the last word
    }
    return polarBySingularVectors(std::move(matrix));
}

Reflections reflectionsOf(const MatrixD& matrix, const JobContext& job)
{
    if (!matrix.allFinite()) throw NumericalError("a matrix with NaN or Inf has no reflections");
    ColumnMatrix a = matrix;
    const Eigen::VectorXd tau = factor(a, job);
    const Index n = a.rows();
    Reflections reflections{MatrixD::Zero(n, n), std::vector<bool>(static_cast<std::size_t>(n))};
    for (Index k = 0; k < n; ++k) {
        reflections.negative[static_cast<std::size_t>(k)] = a(k, k) < 0.0;
        if (tau(k) == 0.0) continue;
        // LAPACK's H = I - tau v v^T with v_k = 1, so tau = 2 / |v|^2.
        const double length = std::sqrt(tau(k) / 2.0);
        reflections.vectors(k, k) = length;
        reflections.vectors.row(k).tail(n - k - 1) = length * a.col(k).tail(n - k - 1).transpose();
    }
    return reflections;
}

MatrixD productOf(const Reflections& reflections, const JobContext& job)
{
    const Index n = reflections.vectors.rows();
    ColumnMatrix factored = ColumnMatrix::Zero(n, n);
    Eigen::VectorXd tau = Eigen::VectorXd::Zero(n);
    for (Index k = 0; k < n; ++k) {
        factored(k, k) = reflections.negative[static_cast<std::size_t>(k)] ? -1.0 : 1.0;
        const double first = reflections.vectors(k, k);
        const double squares = reflections.vectors.row(k).squaredNorm();
        if (first == 0.0) {
            if (squares > 0.0) throw NumericalError("a stored reflection does not start where it should");
            continue;
        }
        tau(k) = 2.0 * first * first / squares;
        factored.col(k).tail(n - k - 1) = reflections.vectors.row(k).tail(n - k - 1).transpose() / first;
    }
    ColumnMatrix q = ColumnMatrix::Identity(n, n);
    applyFactor(factored, tau, q, true, job);
    return q;
}

double orthogonalityDefect(const MatrixD& matrix) { return defectOf(matrix).cwiseAbs().maxCoeff(); }

Eigen::VectorXd principalAngles(const MatrixD& a, const MatrixD& b)
{
    if (a.rows() != b.rows() || a.cols() != b.cols() || a.rows() < 1 || a.rows() > a.cols())
        throw InvalidRequest("angles need two sets of as many axes in the same space");
    const auto k = toInt(a.rows());
    const auto n = toInt(a.cols());
    MatrixD overlap(k, k);
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasTrans, k, k, n, 1.0, a.data(), n, b.data(), n, 0.0,
                overlap.data(), k);
    MatrixD outside = b; // what of b stands out of the span of a
    cblas_dgemm(CblasRowMajor, CblasTrans, CblasNoTrans, k, n, k, -1.0, overlap.data(), k, a.data(), n, 1.0,
                outside.data(), n);
    const Eigen::VectorXd cosines = singularValues(std::move(overlap));         // descending: angles ascend
    const Eigen::VectorXd sines = singularValues(std::move(outside)).reverse(); // ascending
    Eigen::VectorXd angles(k);
    for (Index i = 0; i < k; ++i) {
        const bool small = cosines(i) * cosines(i) > 0.5;
        angles(i) =
            small ? std::asin(std::clamp(sines(i), 0.0, 1.0)) : std::acos(std::clamp(cosines(i), 0.0, 1.0));
    }
    return angles;
}

Eigen::VectorXd meanRandomAngles(Index n, Index k, int draws, std::uint64_t seed, const JobContext& job)
{
    Eigen::VectorXd mean = Eigen::VectorXd::Zero(k);
    MatrixD first = MatrixD::Identity(k, n); // one of the two may be any: the other is uniform
    for (int draw = 0; draw < draws; ++draw) {
        job.checkpoint(static_cast<std::uint64_t>(draw), static_cast<std::uint64_t>(draws));
        Random random(seed, static_cast<std::uint64_t>(draw));
        const MatrixD other = orthogonalFactor(gaussian(n, k, random), k, JobContext()).transpose();
        mean += principalAngles(first, other);
    }
    return mean / draws;
}

} // namespace alidade
