// SPDX-License-Identifier: Apache-2.0
// Row-major reading of an array that is stored with the first index fastest. Elements that are neighbours in
// a row lie far apart in such a file, so a band of rows is fetched at once, column piece by column piece,
// turned over in tiles and kept until other bands need the room.
#pragma once

#include "core/checkpoint/block_cache.h"
#include "core/checkpoint/byte_source.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <vector>

namespace alidade {

/// Bands that are kept, of all arrays of a file together.
inline constexpr std::size_t fortranCacheBytes = std::size_t{192} << 20;

/// Bytes that a band may take.
inline constexpr std::uint64_t fortranBandBytes = std::uint64_t{64} << 20;

/// A row-major view of a column-major array. Thread rule: read() may be called from several threads at once.
class FortranBands {
public:
    using Bytes = BlockCache::Bytes;

    /// @param offset position of the data in `source`
    /// @param shape  at least one element and two dimensions over 1
    /// @param width  bytes of an element: 1, 2, 4 or 8
    /// @param index  the array's number in its file, for the cache
    FortranBands(std::shared_ptr<const ByteSource> source, std::uint64_t offset,
                 const std::vector<std::uint64_t>& shape, std::uint64_t width, std::size_t index,
                 std::shared_ptr<BlockCache> cache, std::uint64_t bandBytes = fortranBandBytes);

    /// Bytes of the row-major order from `position` on. @throws FormatError
    void read(std::uint64_t position, std::span<std::byte> out) const;

private:
    [[nodiscard]] std::shared_ptr<const Bytes> band(std::uint64_t number) const;
    [[nodiscard]] Bytes load(std::uint64_t number) const;
    [[nodiscard]] std::uint64_t bandRows(std::uint64_t number) const;

    std::shared_ptr<const ByteSource> m_source;
    std::uint64_t m_offset;
    std::uint64_t m_width;
    std::vector<std::uint64_t> m_before; ///< dimensions in front of the banded one
    std::vector<std::uint64_t> m_after;  ///< dimensions behind it
    std::uint64_t m_dimension = 1;       ///< length of the banded dimension
    std::uint64_t m_step = 1;            ///< elements in the file between neighbours along it
    std::uint64_t m_columns = 1;         ///< product of m_after
    std::uint64_t m_rowsPerBand = 1;     ///< rows of a full band
    std::uint64_t m_bandsPerDimension = 1;

    std::size_t m_index;
    std::shared_ptr<BlockCache> m_cache;
    mutable std::mutex m_mutex; ///< held while a band is loaded
};

} // namespace alidade
