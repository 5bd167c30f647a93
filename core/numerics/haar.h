// SPDX-License-Identifier: Apache-2.0
// Random rotations; science.md 1.2.
#pragma once

#include "core/base/job.h"
#include "core/base/random.h"
#include "core/tensor/matrix.h"

namespace alidade {

/// Q W with Q a Haar-distributed orthogonal matrix: Householder QR of normal numbers, columns signed by the
/// diagonal of R (Mezzadri 2007). @param weights m x n float64; Q is m x m @throws NumericalError, Cancelled
MatrixD haarTimes(const MatrixD& weights, Random& random, const JobContext& job);

} // namespace alidade
