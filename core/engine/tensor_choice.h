// SPDX-License-Identifier: Apache-2.0
// Which tensors of a model a study takes.
#pragma once

#include "core/checkpoint/checkpoint.h"

#include <string>
#include <vector>

namespace alidade {

/// Whether a tensor is a matrix (or a stack of them) of readable numbers whose name matches the shell pattern.
/// @param pattern empty: every name
bool isMatrixMatching(const TensorInfo& tensor, const std::string& pattern);

/// All such tensors in file order; they belong to `source`. @throws InvalidRequest if there is none
std::vector<const TensorInfo*> matricesMatching(const Checkpoint& source, const std::string& pattern);

} // namespace alidade
