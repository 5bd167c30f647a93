// SPDX-License-Identifier: Apache-2.0
// An orthogonal map stored as a matrix: PCA, Haar, learned and imported rotations.
#pragma once

#include "core/transforms/axis_transform.h"

#include <string>

namespace alidade {

/// y = matrix x.
/// @param matrix n x n, orthogonal up to rounding
/// @param sideInformationBits what a decoder needs to know the matrix
/// @param stored the bytes for stored(); none for a matrix that a seed tells
AxisTransformPtr denseTransform(Matrix matrix, double sideInformationBits, std::string description,
                                std::vector<std::byte> stored = {});

} // namespace alidade
