// SPDX-License-Identifier: Apache-2.0
// A model spread over several safetensors files, read through its index.
#pragma once

#include "core/checkpoint/checkpoint.h"

#include <memory>
#include <string>

namespace alidade {

/// Opens *.safetensors.index.json and every file that it names, each once. Errors name the index and the
/// shard.
/// @throws FormatError
std::unique_ptr<const Checkpoint> openShardedSafetensors(const std::string& indexPath);

} // namespace alidade
