// SPDX-License-Identifier: Apache-2.0
// File formats compete for a file by looking at its content: the highest score opens it.
#pragma once

#include "core/base/registry.h"
#include "core/checkpoint/checkpoint.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace alidade {

/// What a format may look at before deciding.
struct ProbeInput {
    std::string path;
    bool isFolder = false;
    std::uint64_t size = 0;      ///< bytes of the file, 0 for a folder
    std::vector<std::byte> head; ///< the first bytes, at most 4096
};

/// Scores of CheckpointFormat::probe. The highest wins; Never means "not mine".
enum ProbeScore : int { Never = 0, NameOnly = 10, Plausible = 50, Certain = 100 };

/// One readable file format.
struct CheckpointFormat {
    std::string id;                    ///< value of `format` in `inspect --json`
    std::string label;                 ///< "safetensors", for dialogs
    std::vector<std::string> suffixes; ///< with the dot, for file dialogs only
    std::function<int(const ProbeInput&)> probe;
    /// @throws FormatError
    std::function<std::unique_ptr<const Checkpoint>(const std::string& path)> open;
};

using CheckpointFormatRegistry = Registry<CheckpointFormat>;

/// What there is to look at of a file or folder. @throws FormatError when it cannot be opened
ProbeInput probeInput(const std::string& path);

/// Opens a file or folder with the format that its content speaks for.
/// @throws FormatError when it cannot be opened, is empty, or no format knows it.
std::shared_ptr<const Checkpoint> openCheckpoint(const std::string& path, const CheckpointFormatRegistry& formats);

} // namespace alidade
