// SPDX-License-Identifier: Apache-2.0
// Eigenvalues and eigenvectors of symmetric float64 matrices through LAPACK, with places to stop in between.
// The steps are those of dsyevd (blocked tridiagonalisation, divide and conquer, back transformation); calling them
// one by one lets a job be cancelled between panels. perf.md 3: the float64 solver decides the accuracy of PCA.
#pragma once

#include "core/base/job.h"
#include "core/tensor/matrix.h"

namespace alidade {

/// Eigenpairs in descending order of eigenvalue.
struct SymmetricEigen {
    Eigen::VectorXd values; ///< n
    MatrixD vectors;        ///< n x n, row i belongs to values[i]; its entry of largest magnitude is positive
};

/// W^T W of float32 weights (rows x n -> n x n), accumulated in float64. @throws Cancelled
MatrixD gramOfColumns(ConstMatrixRef weights, const JobContext& job);
/// W W^T (m x m). @throws Cancelled
MatrixD gramOfRows(ConstMatrixRef weights, const JobContext& job);

/// The longest axis that symmetricEigen() takes: n^2 + 4 n + 1 values of work, which LAPACK counts in 32 bits.
constexpr Index longestEigenAxis = 46338;

/// Says before the work whether symmetricEigen() can take a matrix of this length. @throws NumericalError if not
void requireSolvable(Index length);

/// All eigenpairs of a symmetric matrix. @throws NumericalError, Cancelled
SymmetricEigen symmetricEigen(MatrixD matrix, const JobContext& job);

/// Eigenvalues only, descending. @throws NumericalError, Cancelled
Eigen::VectorXd symmetricEigenvalues(MatrixD matrix, const JobContext& job);

} // namespace alidade
