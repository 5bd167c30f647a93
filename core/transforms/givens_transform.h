// SPDX-License-Identifier: Apache-2.0
// Hadamard's butterflies turned by any angle: an orthogonal path from the original axes to a Hadamard matrix.
#pragma once

#include "core/transforms/axis_transform.h"

#include <vector>

namespace alidade {

/// y = D R^(x k) D x with the rotation R = [[cos, sin], [-sin, cos]] of pairs at every one of the k stages of
/// the fast Walsh-Hadamard transform and signs D: the identity at 0 degrees; at 45 degrees the randomized
/// Hadamard matrix up to the signs of its rows; orthogonal all along.
/// @param signs +1 or -1 a channel
/// @param angle in radians
/// @param block 2^k channels that are turned among each other, a power of two that divides the number of signs; 0 for
/// all of them, which then are as many as a power of two
AxisTransformPtr givensTransform(std::vector<float> signs, double angle, double sideInformationBits, Index block = 0);

/// The powers of two that add up to n, largest first: 172 = 128 + 32 + 8 + 4.
std::vector<Index> powersOfTwo(Index n);

} // namespace alidade
