// SPDX-License-Identifier: Apache-2.0
// What config.json and the tokenizer files beside a model say about it.
#pragma once

#include "core/checkpoint/checkpoint.h"

#include <string>

namespace alidade {

/// Adds the key facts of a model's folder to `header` as metadata (architecture, sizes, tokenizer). Nothing
/// that is wrong with these files refuses the model: it becomes a warning. Templates are never rendered.
/// @param folder with a slash at its end
void addModelFacts(const std::string& folder, CheckpointHeader& header);

} // namespace alidade
