// SPDX-License-Identifier: Apache-2.0
// The header of one GGUF file: "GGUF", version, counts, metadata, tensor descriptions; formats.md 4.
// Everything is checked before a tensor is touched; no count or length from the file is believed before it
// was held against the bytes that are left.
#pragma once

#include "core/checkpoint/file.h"
#include "core/checkpoint/gguf_metadata.h"
#include "core/tensor/tensor_info.h"

#include <cstdint>
#include <vector>

namespace alidade::gguf {

/// What the header of one file says.
struct Header {
    Metadata metadata;
    std::vector<TensorInfo> tensors;    ///< in the file's order; shapes row-major
    std::vector<std::uint64_t> offsets; ///< from the start of the file, by tensor
    std::uint64_t fingerprint = 0;      ///< XXH3 of the header's bytes, seeded with the file's size
};

/// Reads "GGUF" and the version. @throws FormatError for anything but versions 2 and 3
void readSignature(ByteReader& reader);

/// Reads and checks the whole header. @throws FormatError
Header readHeader(const File& file);

} // namespace alidade::gguf
