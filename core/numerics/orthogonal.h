// SPDX-License-Identifier: Apache-2.0
// Orthogonal matrices in float64: Householder QR, uniform draws, the nearest orthogonal matrix, angles
// between subspaces. Through LAPACK, with places to stop between panels.
#pragma once

#include "core/base/job.h"
#include "core/base/random.h"
#include "core/tensor/matrix.h"

#include <vector>

namespace alidade {

/// The leading columns of the orthogonal factor Q of the Householder QR decomposition of a matrix, with the
/// signs chosen so that R has no negative diagonal entry: then Q is unique for a matrix of full rank.
/// @param matrix  m x k with k <= m
/// @param columns number of columns of Q that are made, from k to m
/// @return m x columns with orthonormal columns, whatever the rank of `matrix`
/// @throws NumericalError, Cancelled
MatrixD orthogonalFactor(const MatrixD& matrix, Index columns, const JobContext& job);

/// A uniformly distributed (Haar) orthogonal n x n matrix: QR of a Gaussian one with the sign fix, without
/// which it would not be uniform (Mezzadri 2007; science.md 1.2). @throws Cancelled
MatrixD haarMatrix(Index n, Random& random, const JobContext& job);

/// Q W with Q such a matrix, which is applied as its reflectors and never formed.
/// @param weights m x n; Q is m x m @throws NumericalError, Cancelled
MatrixD haarTimes(const MatrixD& weights, Random& random, const JobContext& job);

/// The orthogonal matrix nearest to a square one, its polar factor U V^T: Newton-Schulz iteration where the
/// matrix is nearly orthogonal, singular vectors otherwise. Orthogonal to about 1e-13. @throws
/// NumericalError, Cancelled
MatrixD polarFactor(MatrixD matrix, const JobContext& job);

/// An orthogonal matrix as n - 1 reflections and n signs: Q = H_1 ... H_(n-1) diag(signs), H_k = I - 2 u_k u_k^T, where
/// u_k is zero above its k-th entry: n (n + 1) / 2 numbers instead of n^2.
struct Reflections {
    MatrixD vectors; ///< n x n, u_k in row k, of unit length or zero (no reflection)
    std::vector<bool> negative; ///< of each column, whether its sign is -1
};

/// @param matrix orthogonal @throws NumericalError, Cancelled
Reflections reflectionsOf(const MatrixD& matrix, const JobContext& job);

/// The product again. Vectors need not be of unit length. @throws NumericalError, Cancelled
MatrixD productOf(const Reflections& reflections, const JobContext& job);

/// max |M M^T - I| over the entries.
double orthogonalityDefect(const MatrixD& matrix);

/// Principal angles in radians, ascending, between the spans of two sets of k orthonormal rows of the same
/// length; cosines where they are exact and sines where those are (Bjorck and Golub 1973).
/// @param a k x n, @param b k x n, rows orthonormal, k >= 1
/// @throws InvalidRequest for other shapes, NumericalError
Eigen::VectorXd principalAngles(const MatrixD& a, const MatrixD& b);

/// The mean principal angles in radians, ascending, between two independent uniformly random subspaces of
/// dimension k of n-space, over seeded draws: what axes that have nothing to do with each other show. @throws
/// Cancelled
Eigen::VectorXd meanRandomAngles(Index n, Index k, int draws, std::uint64_t seed, const JobContext& job);

} // namespace alidade
