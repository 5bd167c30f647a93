// SPDX-License-Identifier: Apache-2.0
// Second moments of inputs after a change of coordinates: W' = L W R^T multiplies x' = R x, so they are R Sigma R^T.
#pragma once

#include "core/transforms/basis.h"

#include <memory>

namespace alidade {

/// R Sigma R^T with R = basis.columns(). A square root of Sigma goes through the float32 transform, so that an error of
/// 1e-7 in it is one of 1e-7 in lengths |Sigma^(1/2) e|, also where Sigma has a few very large directions and e avoids
/// them; turning Sigma itself from both sides would spread 1e-7 of its largest eigenvalue over all directions.
/// @param moments n x n, symmetric and positive semidefinite up to rounding; null gives null
/// @return the same pointer if the columns stay as they are
/// @throws InvalidRequest for a basis that is not orthogonal or of another size, NumericalError for moments that are not
/// positive semidefinite, Cancelled
std::shared_ptr<const MatrixD> momentsInCoordinates(const std::shared_ptr<const MatrixD>& moments, const Basis& basis,
                                                    const JobContext& job);

/// The diagonal of the same: mean squares of the coordinates, none below 0. Takes a third of the time, and does for any
/// axis: also L G L^T of the gradients at the outputs with L = basis.rows().
/// @param transform of the axis, null for the original one @throws as momentsInCoordinates()
Eigen::VectorXd energiesInCoordinates(const MatrixD& moments, const AxisTransformPtr& transform, const JobContext& job);

} // namespace alidade
