// SPDX-License-Identifier: Apache-2.0
// Texts that are token ids already: a file with one tensor of whole numbers.
#pragma once

#include "core/checkpoint/checkpoint_format.h"

#include <cstdint>
#include <string>
#include <vector>

namespace alidade {

/// The token ids in a file: a .npy, or any other model file with a single tensor, of integers or of floats
/// that are whole numbers. A matrix gives its rows one after the other.
/// @throws FormatError for a file that cannot be read or holds anything else (no or several tensors, another
/// rank, a value that is negative, not whole or beyond int32)
std::vector<std::int32_t> readTokenIds(const std::string& path, const CheckpointFormatRegistry& formats);

} // namespace alidade
