// SPDX-License-Identifier: Apache-2.0
// Transforms that no seed tells: as bytes and back. Each starts with a byte for its kind.
#pragma once

#include "core/base/job.h"
#include "core/transforms/axis_transform.h"

#include <cstddef>
#include <span>
#include <vector>

namespace alidade {

/// First byte of a stored transform.
enum class StoredKind : unsigned char { Blocks = 1, Entries = 2, Reflectors = 3, Permutation = 4 };

/// Appends a number of 32 bits, little-endian.
void appendNumber(std::vector<std::byte>& bytes, std::uint32_t value);

/// Takes a number of 32 bits off the front. @throws DamagedData
std::uint32_t takeNumber(std::span<const std::byte>& bytes);

/// The transform whose stored() begins `bytes`, which are moved past it.
/// @param length channels of the axis, or of what is left of it @throws DamagedData, NumericalError, Cancelled
AxisTransformPtr restoreTransform(std::span<const std::byte>& bytes, Index length, const JobContext& job);

} // namespace alidade
