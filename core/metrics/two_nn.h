// SPDX-License-Identifier: Apache-2.0
// Intrinsic dimension of the rows from their two nearest neighbours (Facco et al. 2017); science.md 2.1.
#pragma once

#include "core/base/job.h"
#include "core/tensor/matrix.h"

namespace alidade {

/// Rows that are looked at; of more, a seeded sample is.
inline constexpr Index twoNnRows = 2048;

/// d = (N - 1) / sum ln(r2 / r1) over the rows, r1 and r2 the distances to the two nearest other rows, all
/// exact in float64 from one Gram matrix. Rows with a twin (r1 = 0) are left out. NaN where fewer than 3
/// remain or all distances are equal. Only values up to about 10 can be believed: noise in 2048 dimensions
/// reads 274.
/// @throws Cancelled
double twoNnDimension(const Matrix& weights, const JobContext& job);

} // namespace alidade
