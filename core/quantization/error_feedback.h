// SPDX-License-Identifier: Apache-2.0
// Rounding with error feedback: GPTQ (Frantar et al. 2022) and LDLQ (QuIP, Chee et al. 2023) in their common form, and
// WaterSIC's steps. science.md 3.4. input_feedback.h puts them to use in quantizers.
#pragma once

#include "core/base/job.h"
#include "core/tensor/matrix.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace alidade {

/// The lower triangular L with Sigma + damping * mean(diag Sigma) * I = L L^T. Inputs that are never active (a zero on
/// the diagonal) get a one there, and nothing beside it.
/// @param moments n x n, symmetric @throws NumericalError unless positive definite after damping, Cancelled
MatrixD feedbackFactor(MatrixD moments, double damping, const JobContext& job);

/// What rounding with feedback gives.
struct FeedbackRounding {
    MatrixD symbols; ///< m x n integers: weights are symbols times the step of their column
    /// tr(E Sigma E^T) / (m n) with E = W - decoded: exactly the mean of L_jj^2 r_j^2 over the rounding errors r.
    double distortion = 0.0;
};

/// From the last column to the first, t = w_j + sum over i > j of e_i L_ij / L_jj is rounded to a multiple of the step,
/// where e_i is the error of column i. With Sigma = I this is rounding to nearest.
/// @param weights m x n @param factor of feedbackFactor() @param steps n, above 0
/// @throws InvalidRequest for shapes that do not fit, Cancelled
FeedbackRounding roundWithFeedback(const Matrix& weights, const MatrixD& factor, const Eigen::VectorXd& steps,
                                   const JobContext& job);

/// The levels that a decoder knows: (q - zero) * scale for the integers q of [low, high], in float32. A scale and a zero
/// for each group; weight (row, column) is of the group row * groupsPerRow + columnGroups[column].
struct FeedbackGrid {
    std::vector<float> scales;               ///< by group; a group with a scale of zero decodes to zeros
    std::vector<float> zeros;                ///< by group; none: all zero
    std::vector<std::uint32_t> columnGroups; ///< of each column
    Index groupsPerRow = 0;
    float low = 0.0F;
    float high = 0.0F;
};

/// What rounding to a grid gives.
struct GridRounding {
    std::vector<std::int16_t> symbols; ///< m x n, row-major
    double distortion = 0.0;           ///< as in FeedbackRounding: clipping counts too
};

/// The same on a grid: q = clamp(rint(t / scale) + zero), with the errors of what a decoder makes of q. With Sigma = I
/// these are bit for bit the symbols of rounding float32 weights to nearest.
/// @param grid levels that fit int16 @throws InvalidRequest for shapes that do not fit, Cancelled
GridRounding roundWithFeedback(const Matrix& weights, const MatrixD& factor, const FeedbackGrid& grid,
                               const JobContext& job);

/// WaterSIC's steps: c / L_jj, so that every column adds as much to the distortion.
Eigen::VectorXd waterSicSteps(const MatrixD& factor, double c);

} // namespace alidade
