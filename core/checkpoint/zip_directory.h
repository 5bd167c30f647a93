// SPDX-License-Identifier: Apache-2.0
// The directory of a zip archive, checked as a whole before a member is touched; formats.md 5.
#pragma once

#include "core/checkpoint/file.h"

#include <cstdint>
#include <string>
#include <vector>

namespace alidade {

/// One member of an archive. Its name is a label: nothing is ever extracted.
struct ZipMember {
    std::string name; ///< valid UTF-8
    bool deflated = false;
    std::uint64_t headerOffset = 0; ///< of the local header, in the file
    std::uint64_t dataOffset = 0;   ///< of the stored or compressed bytes, in the file
    std::uint64_t storedBytes = 0;  ///< as they lie in the file
    std::uint64_t bytes = 0;        ///< unpacked, as announced
    std::uint32_t crc = 0;          ///< CRC-32 of the unpacked bytes, as announced
};

/// What the directory lists.
struct ZipDirectory {
    std::vector<ZipMember> members; ///< in the order of the directory
    std::uint64_t hash = 0;         ///< of the directory's bytes and the file's size
};

/// Reads and checks the directory: end record (zip64 too) with a comment that fits, a directory that ends
/// where the end record starts, members in front of it that do not overlap, local names equal to the central
/// ones, no name twice, nothing encrypted, only stored and deflated members, no size that deflate cannot
/// reach. An archive may have something else in front of it.
/// @throws FormatError
ZipDirectory readZipDirectory(const File& file);

} // namespace alidade
