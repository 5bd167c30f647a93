// SPDX-License-Identifier: Apache-2.0
// What a safetensors file holds, for the reader of one file and for that of many (formats.md 3).
#pragma once

#include "core/checkpoint/checkpoint.h"
#include "core/checkpoint/file.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace alidade {

/// A validated header and where every tensor lies.
struct SafetensorsLayout {
    CheckpointHeader header;
    std::vector<std::uint64_t> offsets; ///< position in the file by tensor index
};

/// Reads the header of a file and checks it as a whole: strict JSON, no name twice, sizes by checked
/// arithmetic, tensors that fill the data section without hole, overlap or rest. @throws FormatError
SafetensorsLayout readSafetensorsLayout(const File& file);

/// Opens one file. @throws FormatError
std::unique_ptr<const Checkpoint> openSafetensors(const std::string& path);

} // namespace alidade
