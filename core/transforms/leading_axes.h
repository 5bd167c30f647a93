// SPDX-License-Identifier: Apache-2.0
// The axes of a basis as vectors: what angles between coordinate systems are measured on.
#pragma once

#include "core/transforms/axis_transform.h"

namespace alidade {

/// The directions in the space of the file along which the first `count` coordinates lie, orthonormal in
/// float64, as rows; of a map that is not orthogonal an orthonormal basis of their span.
/// @param transform null for the axes of the file
/// @param length channels of the axis
/// @throws InvalidRequest unless 1 <= count <= length, Cancelled
MatrixD leadingAxes(const AxisTransformPtr& transform, Index length, Index count, const JobContext& job);

} // namespace alidade
