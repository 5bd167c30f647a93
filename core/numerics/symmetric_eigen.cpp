// SPDX-License-Identifier: Apache-2.0
// LAPACK's symmetric eigensolver taken apart into cancellable steps.
#include "core/numerics/symmetric_eigen.h"

#include "core/base/error.h"

#include <algorithm>
#include <cblas.h>
#include <lapack.h>
#include <vector>

extern "C" {
// One panel of the reduction to tridiagonal form; not declared by lapack.h because it is an auxiliary routine.
void dlatrd_(const char* uplo, const lapack_int* n, const lapack_int* nb, double* a, const lapack_int* lda, double* e,
             double* tau, double* w, const lapack_int* ldw, std::size_t uploLength);
}

namespace alidade {

namespace {

constexpr Index panelColumns = 32;   // of the reduction: dsytrd's own choice
constexpr Index gramPanel = 1024;    // rows converted to float64 at a time
constexpr Index backPanel = 512;     // eigenvectors transformed back at a time
constexpr Index unblockedBelow = 64; // the last corner is reduced unblocked

/// Column-major storage, as LAPACK has it. A symmetric matrix is the same in both orders.
using ColumnMatrix = Eigen::MatrixXd;

struct Tridiagonal {
    Eigen::VectorXd diagonal;
    Eigen::VectorXd offDiagonal;
    Eigen::VectorXd tau;
};

lapack_int toInt(Index value) { return static_cast<lapack_int>(value); }

void require(lapack_int info, const char* routine)
{
    if (info != 0)
        throw NumericalError(std::string("the eigenvalue routine ") + routine + " failed with code " +
                             std::to_string(info));
}

/// Reduces `a` to tridiagonal form; its lower triangle then holds the reflectors.
Tridiagonal reduce(ColumnMatrix& a, const JobContext& job)
{
    const Index n = a.rows();
    Tridiagonal t{Eigen::VectorXd(n), Eigen::VectorXd(std::max<Index>(n - 1, 1)),
                  Eigen::VectorXd(std::max<Index>(n - 1, 1))};
    const lapack_int lda = toInt(n);
    ColumnMatrix w(n, panelColumns);
    Index at = 0;
    for (; n - at > unblockedBelow + panelColumns; at += panelColumns) {
        job.checkpoint(static_cast<std::uint64_t>(at), static_cast<std::uint64_t>(n));
        const lapack_int rest = toInt(n - at);
        const lapack_int width = toInt(panelColumns);
        dlatrd_("L", &rest, &width, &a(at, at), &lda, &t.offDiagonal(at), &t.tau(at), w.data(), &lda, 1);
        const Index next = at + panelColumns;
        cblas_dsyr2k(CblasColMajor, CblasLower, CblasNoTrans, toInt(n - next), width, -1.0, &a(next, at), lda,
                     &w(panelColumns, 0), lda, 1.0, &a(next, next), lda);
        for (Index j = at; j < next; ++j) {
            a(j + 1, j) = t.offDiagonal(j);
            t.diagonal(j) = a(j, j);
        }
    }
    const lapack_int rest = toInt(n - at);
    lapack_int info = 0;
    const lapack_int workSize = std::max<lapack_int>(1, rest * toInt(panelColumns));
    std::vector<double> work(static_cast<std::size_t>(workSize));
    const Index corner = std::min(at, t.offDiagonal.size() - 1);
    LAPACK_dsytrd("L", &rest, &a(at, at), &lda, &t.diagonal(at), &t.offDiagonal(corner), &t.tau(corner), work.data(),
                  &workSize, &info);
    require(info, "dsytrd");
    return t;
}

/// Eigenvectors of the tridiagonal matrix, columns; t.diagonal becomes the ascending eigenvalues.
ColumnMatrix divideAndConquer(Tridiagonal& t)
{
    const Index n = t.diagonal.size();
    ColumnMatrix z(n, n);
    const lapack_int size = toInt(n);
    lapack_int info = 0;
    double workNeeded = 0.0;
    lapack_int integerWorkNeeded = 0;
    const lapack_int query = -1;
    LAPACK_dstedc("I", &size, t.diagonal.data(), t.offDiagonal.data(), z.data(), &size, &workNeeded, &query,
                  &integerWorkNeeded, &query, &info);
    const auto workSize = static_cast<lapack_int>(workNeeded);
    std::vector<double> work(static_cast<std::size_t>(workSize));
    std::vector<lapack_int> integerWork(static_cast<std::size_t>(integerWorkNeeded));
    LAPACK_dstedc("I", &size, t.diagonal.data(), t.offDiagonal.data(), z.data(), &size, work.data(), &workSize,
                  integerWork.data(), &integerWorkNeeded, &info);
    require(info, "dstedc");
    return z;
}

void transformBack(const ColumnMatrix& reflectors, const Tridiagonal& t, ColumnMatrix& z, const JobContext& job)
{
    const Index n = z.rows();
    const lapack_int size = toInt(n);
    for (Index at = 0; at < n; at += backPanel) {
        job.checkpoint(static_cast<std::uint64_t>(at), static_cast<std::uint64_t>(n));
        const lapack_int columns = toInt(std::min(backPanel, n - at));
        const lapack_int workSize = columns * 64;
        std::vector<double> work(static_cast<std::size_t>(workSize));
        lapack_int info = 0;
        LAPACK_dormtr("L", "L", "N", &size, &columns, reflectors.data(), &size, t.tau.data(), &z(0, at), &size,
                      work.data(), &workSize, &info);
        require(info, "dormtr");
    }
}

/// Largest eigenvalue first; signs fixed so that the same weights give the same basis everywhere.
SymmetricEigen descending(const Tridiagonal& t, const ColumnMatrix& z)
{
    const Index n = z.rows();
    SymmetricEigen eigen{t.diagonal.reverse(), MatrixD(n, n)};
    for (Index i = 0; i < n; ++i) {
        const auto vector = z.col(n - 1 - i);
        Index largest = 0;
        vector.cwiseAbs().maxCoeff(&largest);
        eigen.vectors.row(i) = vector.transpose() * (vector(largest) < 0.0 ? -1.0 : 1.0);
    }
    return eigen;
}

void requireFinite(const MatrixD& matrix)
{
    if (!matrix.allFinite())
        throw NumericalError("the weights hold NaN, Inf or values too large to square: they have no principal axes");
}

void mirrorUpper(MatrixD& gram)
{
    gram.triangularView<Eigen::StrictlyLower>() = gram.transpose().triangularView<Eigen::StrictlyLower>();
}

} // namespace

void requireSolvable(Index length)
{
    if (length > longestEigenAxis)
        throw NumericalError("an axis of " + std::to_string(length) + " has no principal axes here: LAPACK counts up to " +
                             std::to_string(longestEigenAxis));
}

MatrixD gramOfColumns(ConstMatrixRef weights, const JobContext& job)
{
    const Index n = weights.cols();
    MatrixD gram = MatrixD::Zero(n, n);
    for (Index at = 0; at < weights.rows(); at += gramPanel) {
        job.checkpoint(static_cast<std::uint64_t>(at), static_cast<std::uint64_t>(weights.rows()));
        const MatrixD panel = weights.middleRows(at, std::min(gramPanel, weights.rows() - at)).cast<double>();
        cblas_dsyrk(CblasRowMajor, CblasUpper, CblasTrans, toInt(n), toInt(panel.rows()), 1.0, panel.data(), toInt(n),
                    1.0, gram.data(), toInt(n));
    }
    mirrorUpper(gram);
    return gram;
}

MatrixD gramOfRows(ConstMatrixRef weights, const JobContext& job)
{
    const Index m = weights.rows();
    MatrixD gram = MatrixD::Zero(m, m);
    for (Index at = 0; at < weights.cols(); at += gramPanel) {
        job.checkpoint(static_cast<std::uint64_t>(at), static_cast<std::uint64_t>(weights.cols()));
        const MatrixD panel = weights.middleCols(at, std::min(gramPanel, weights.cols() - at)).cast<double>();
        cblas_dsyrk(CblasRowMajor, CblasUpper, CblasNoTrans, toInt(m), toInt(panel.cols()), 1.0, panel.data(),
                    toInt(panel.cols()), 1.0, gram.data(), toInt(m));
    }
    mirrorUpper(gram);
    return gram;
}

SymmetricEigen symmetricEigen(MatrixD matrix, const JobContext& job)
{
    requireSolvable(matrix.rows());
    requireFinite(matrix);
    ColumnMatrix a = matrix; // symmetric: transposing the storage changes nothing
    matrix.resize(0, 0);
    Tridiagonal t = reduce(a, job.part(0.0, 0.5));
    job.checkpoint();
    ColumnMatrix z = divideAndConquer(t);
    transformBack(a, t, z, job.part(0.7, 1.0));
    return descending(t, z);
}

Eigen::VectorXd symmetricEigenvalues(MatrixD matrix, const JobContext& job)
{
    requireFinite(matrix);
    ColumnMatrix a = matrix;
    matrix.resize(0, 0);
    Tridiagonal t = reduce(a, job);
    const lapack_int size = toInt(a.rows());
    lapack_int info = 0;
    LAPACK_dsterf(&size, t.diagonal.data(), t.offDiagonal.data(), &info);
    require(info, "dsterf");
    return t.diagonal.reverse();
}

} // namespace alidade
