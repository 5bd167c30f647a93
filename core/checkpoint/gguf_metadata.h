// SPDX-License-Identifier: Apache-2.0
// The key-value pairs of a GGUF header. All become text; the few that reading depends on are kept as numbers.
#pragma once

#include "core/base/byte_reader.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace alidade::gguf {

inline constexpr std::uint64_t defaultAlignment = 32;
inline constexpr std::size_t keptTextBytes = 64 * 1024; ///< of a string value; the rest is cut off

/// The metadata of one file.
struct Metadata {
    std::vector<std::pair<std::string, std::string>> entries; ///< key and value as text, in file order
    std::uint64_t alignment = defaultAlignment;               ///< general.alignment
    std::optional<std::uint64_t> splitCount;                  ///< split.count: number of files of the model
    std::optional<std::uint64_t> splitNumber;                 ///< split.no: place of this file, from 0
    std::optional<std::uint64_t> splitTensors;                ///< split.tensors.count: tensors in all files
};

/// Reads `count` pairs. Arrays become "[32000 strings] first, second, ...".
/// @throws FormatError for anything that is not as formats.md 4 and 7 ask
Metadata readMetadata(ByteReader& reader, std::uint64_t count);

/// The next length-prefixed string, as stored: a key or a tensor's name.
/// @throws FormatError when it is cut off, too long, or contains a NUL
std::string readName(ByteReader& reader, std::string_view what);

} // namespace alidade::gguf
