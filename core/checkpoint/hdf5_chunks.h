// SPDX-License-Identifier: Apache-2.0
// Worker side: reading a chunked dataset chunk by chunk. Every chunk's place and size are looked at before it
// is used: the library itself takes too small a chunk for a whole one.
#pragma once

#include "core/checkpoint/hdf5_dataset.h"

#include <cstddef>
#include <cstdint>
#include <list>
#include <map>
#include <span>
#include <unordered_map>
#include <vector>

namespace alidade::hdf5 {

/// Reads boxes of one chunked dataset, and keeps decoded chunks as long as there is room.
class ChunkReader {
public:
    /// @param dataset  stays where it is as long as this lives; filters that undoFilters() knows
    /// @param fileSize bytes of its file
    /// @throws Refusal
    ChunkReader(const Dataset& dataset, std::uint64_t fileSize);

    /// The elements of a box in row-major order, in the layout of the dataset's dtype. @throws Refusal
    void read(std::span<const hsize_t> start, std::span<const hsize_t> extent, std::byte* out);

private:
    using Bytes = std::vector<std::byte>;
    struct Kept {
        std::uint64_t number;
        Bytes bytes;
    };

    struct Claim {
        std::uint64_t end;
        std::uint64_t number;
    };

    const Bytes& chunk(const std::vector<hsize_t>& origin);
    Bytes load(const std::vector<hsize_t>& origin, std::uint64_t number);
    void claim(std::uint64_t address, std::uint64_t size, std::uint64_t number);
    bool sticksOut(const std::vector<hsize_t>& origin) const;
    void copyPart(std::span<const hsize_t> start, std::span<const hsize_t> extent,
                  const std::vector<hsize_t>& origin, std::byte* out);

    const Dataset& m_dataset;
    std::uint64_t m_fileSize;
    std::size_t m_elementSize; ///< in memory
    Handle m_fileType;
    Bytes m_fill;           ///< one element
    Bytes m_missing;        ///< a chunk of fill values, made when needed
    std::list<Kept> m_kept; ///< most recently used first
    std::unordered_map<std::uint64_t, std::list<Kept>::iterator> m_known;
    std::map<std::uint64_t, Claim> m_claimed; ///< by address: every chunk seen
};

/// Checks sizes of the chunks under a box that the library decodes itself, as far as they tell them. @throws
/// Refusal
void checkLibraryChunks(const Dataset& dataset, std::span<const hsize_t> start,
                        std::span<const hsize_t> extent);

} // namespace alidade::hdf5
