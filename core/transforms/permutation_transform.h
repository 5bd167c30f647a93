// SPDX-License-Identifier: Apache-2.0
// The order of channels as a change of coordinates.
#pragma once

#include "core/transforms/axis_transform.h"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace alidade {

/// y_i = x_(order[i]).
/// @param order each of 0 ... n - 1 once
/// @param sideInformationBits what a decoder needs to know the order: where it is more than a seed, stored() has it
AxisTransformPtr permutationTransform(std::vector<Index> order, double sideInformationBits,
                                      std::string description);

/// The order behind StoredKind::Permutation, whose bytes after the kind begin `bytes`. @throws DamagedData
AxisTransformPtr restorePermutation(std::span<const std::byte>& bytes, Index length);

/// log2 n!, rounded up to whole bits: what any order of n channels takes. science.md 1.7.
double permutationBits(Index n);

} // namespace alidade
