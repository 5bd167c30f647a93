// SPDX-License-Identifier: Apache-2.0
// What an error of the weights does to a layer's output: E |E x|^2 = tr(E Sigma E^T) with Sigma = E[x x^T].
// science.md 3.4 and 6.
#pragma once

#include "core/base/job.h"
#include "core/tensor/matrix.h"

namespace alidade {

/// tr(A Sigma A^T) in float64, as the sum of Sigma times A^T A; not below zero.
/// @param values A, m x n @param moments Sigma, n x n, symmetric, in the coordinates of the values
/// @throws InvalidRequest for shapes that do not fit, Cancelled
double operatorEnergy(const Matrix& values, const MatrixD& moments, const JobContext& job);

/// tr(E Sigma E^T) with E = values - decoded. @throws as operatorEnergy()
double operatorErrorEnergy(const Matrix& values, const Matrix& decoded, const MatrixD& moments, const JobContext& job);

} // namespace alidade
