// SPDX-License-Identifier: Apache-2.0
// Rounding with error feedback: GPTQ (Frantar et al. 2022) and LDLQ (QuIP, Chee et al. 2023) in their common form, and
// WaterSIC's steps. It wants second moments of a layer's inputs; quantizers that use it come with calibration.
// science.md 3.4.
#pragma once

#include "core/base/job.h"
#include "core/tensor/matrix.h"

namespace alidade {

/// The lower triangular L with Sigma + damping * mean(diag Sigma) * I = L L^T. Inputs that are never active (a zero on
/// the diagonal) get a one there.
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

/// WaterSIC's steps: c / L_jj, so that every column adds as much to the distortion.
Eigen::VectorXd waterSicSteps(const MatrixD& factor, double c);

} // namespace alidade
