// SPDX-License-Identifier: Apache-2.0
// Whether weights are still the same: headers say nothing of a model that was trained on.
#pragma once

#include "core/checkpoint/checkpoint.h"

#include <cstdint>

namespace alidade {

/// XXH3 of a tensor's weights as float32, read in pieces. @throws FormatError, Cancelled
std::uint64_t contentHash(const Checkpoint& checkpoint, const TensorInfo& tensor, const JobContext& job);

} // namespace alidade
