// SPDX-License-Identifier: Apache-2.0
// The order of channels as a change of coordinates.
#pragma once

#include "core/transforms/axis_transform.h"

#include <string>
#include <vector>

namespace alidade {

/// y_i = x_(order[i]).
/// @param order each of 0 ... n - 1 once
/// @param sideInformationBits what a decoder needs to know the order
AxisTransformPtr permutationTransform(std::vector<Index> order, double sideInformationBits,
                                      std::string description);

/// log2 n!, rounded up to whole bits: what any order of n channels takes. science.md 1.7.
double permutationBits(Index n);

} // namespace alidade
