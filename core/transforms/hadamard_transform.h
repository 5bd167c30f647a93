// SPDX-License-Identifier: Apache-2.0
// x -> n^(-1/2) H D x with a Hadamard matrix H and random signs D: the randomized Hadamard transform.
#pragma once

#include "core/transforms/axis_transform.h"
#include "core/transforms/hadamard_matrix.h"

#include <vector>

namespace alidade {

/// The transform of one axis of plan.order() channels.
/// @param signs +1 or -1 per channel; empty means no signs (the plain Hadamard transform)
/// @param sideInformationBits what a decoder needs: 64 for a seed, 0 without signs or for a shared seed
AxisTransformPtr hadamardTransform(HadamardPlan plan, std::vector<float> signs, double sideInformationBits);

/// In-place unnormalised fast Walsh-Hadamard transform, natural (Sylvester) order, of the `width` columns of
/// a contiguous length x width array. @param length a power of two
void walshHadamard(float* values, Index length, Index width = 1);

} // namespace alidade
