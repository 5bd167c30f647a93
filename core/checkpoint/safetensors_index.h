// SPDX-License-Identifier: Apache-2.0
// The index of a model that is spread over several safetensors files (formats.md 3, "Sharded").
#pragma once

#include "core/checkpoint/file.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace alidade {

/// What an index file says, before a shard was opened.
struct SafetensorsIndex {
    struct Entry {
        std::string tensor;
        std::size_t shard; ///< position in `shards`
    };

    std::vector<Entry> entries;      ///< in the order of the file, no tensor twice
    std::vector<std::string> shards; ///< paths relative to the index's folder, each once
    std::optional<std::uint64_t> totalSize;
    std::vector<std::pair<std::string, std::string>> metadata;
    std::vector<std::string> warnings;
    std::uint64_t hash = 0; ///< of the whole text
};

/// Reads and checks an index: strict JSON of at most 64 MiB, no name twice, only strings in weight_map, only
/// paths that lexically stay below the folder and end in .safetensors. Symbolic links are looked at by
/// nobody: the Hugging Face cache is made of them.
/// @throws FormatError
SafetensorsIndex readSafetensorsIndex(const File& file);

} // namespace alidade
