// SPDX-License-Identifier: Apache-2.0
// Little-endian fields of zip records, and the end of an archive that says where its directory is.
#pragma once

#include "core/checkpoint/file.h"

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

namespace alidade::zip {

static_assert(std::endian::native == std::endian::little);

/// The number at `at`, which must lie within `bytes`. Records promise no alignment.
template <std::unsigned_integral Number>
Number field(std::span<const std::byte> bytes, std::size_t at)
{
    Number value{};
    std::memcpy(&value, bytes.subspan(at, sizeof value).data(), sizeof value);
    return value;
}

inline constexpr std::uint32_t localSignature = 0x04034B50;
inline constexpr std::uint32_t centralSignature = 0x02014B50;

/// Where the directory lies.
struct DirectoryPlace {
    std::uint64_t offset = 0; ///< in the file
    std::uint64_t bytes = 0;
    std::uint64_t entries = 0;
    std::uint64_t prefix = 0; ///< bytes in front of the archive: to be added to every offset in it
};

/// Finds the end record and what it says. @throws FormatError
DirectoryPlace findDirectory(const File& file);

} // namespace alidade::zip
