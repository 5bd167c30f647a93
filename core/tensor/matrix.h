// SPDX-License-Identifier: Apache-2.0
// The matrix types of the program. Row-major throughout: a row is one output channel, as in the files.
#pragma once

#include <Eigen/Core>

namespace alidade {

using Eigen::Index;

/// Weights or coefficients, out x in, float32, row-major.
using Matrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
/// The same in float64: Gram matrices, eigenvectors, references.
using MatrixD = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
/// A rectangular part of a Matrix, changed in place.
using MatrixRef = Eigen::Ref<Matrix, 0, Eigen::OuterStride<>>;
/// A rectangular part of a Matrix, read only.
using ConstMatrixRef = Eigen::Ref<const Matrix, 0, Eigen::OuterStride<>>;

} // namespace alidade
