// SPDX-License-Identifier: Apache-2.0
// The leading eigenvectors of a symmetric matrix, approximately and fast: randomized subspace iteration with
// Rayleigh-Ritz (Halko, Martinsson and Tropp 2011).
#pragma once

#include "core/base/job.h"
#include "core/tensor/matrix.h"

#include <cstdint>

namespace alidade {

/// An orthonormal basis of the whole space that begins with approximate leading eigenvectors, largest first; the rest
/// completes it in no particular order.
/// @param matrix symmetric, not negative, n x n @param count leading vectors, 1 to n @param iterations products with the
/// matrix beyond the first @return n x n, vectors as rows @throws InvalidRequest, NumericalError, Cancelled
MatrixD leadingBasis(const MatrixD& matrix, Index count, int iterations, std::uint64_t seed, const JobContext& job);

} // namespace alidade
