// SPDX-License-Identifier: Apache-2.0
// Moments of every row, column or block.
#pragma once

#include "core/base/job.h"
#include "core/numerics/moments.h"
#include "core/tensor/matrix.h"

#include <vector>

namespace alidade {

/// One per row. @throws Cancelled
std::vector<Moments> momentsOfRows(const Matrix& weights, const JobContext& job);
/// One per column. @throws Cancelled
std::vector<Moments> momentsOfColumns(const Matrix& weights, const JobContext& job);
/// One per `block` consecutive weights of a row, row by row. @throws Cancelled
std::vector<Moments> momentsOfBlocks(const Matrix& weights, Index block, const JobContext& job);

} // namespace alidade
