// SPDX-License-Identifier: Apache-2.0
// Spearman's rank correlation, with an uncertainty that respects that entries of a column belong together.
#pragma once

#include "core/tensor/matrix.h"

#include <cstdint>
#include <span>
#include <vector>

namespace alidade {

/// Ranks from 0; equal values share the mean of theirs. NaN ranks last.
std::vector<double> ranksOf(std::span<const float> values);

/// Pearson correlation of the ranks of two lists of the same length; NaN if one of them does not vary.
double spearman(std::span<const float> a, std::span<const float> b);

/// Rank correlation of the entries of two matrices of one shape.
struct MatrixRankCorrelation {
    double all = 0.0;
    /// Half the width of the 95 % interval of `all` when whole columns are drawn with replacement: entries of a column are
    /// not independent (science.md 6).
    double halfWidth = 0.0;
    double withinColumns = 0.0; ///< mean over columns of the correlation inside each
    double withinRows = 0.0;    ///< the same for rows
};

/// @param draws of the bootstrap @throws InvalidRequest for shapes that differ
MatrixRankCorrelation rankCorrelation(const Matrix& a, const Matrix& b, int draws, std::uint64_t seed);

} // namespace alidade
