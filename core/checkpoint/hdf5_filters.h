// SPDX-License-Identifier: Apache-2.0
// Worker side: undoing the filters of a chunk. libhdf5 1.10 does not compare what comes out with the size of
// a chunk: a stream that ends early gives whatever lay in memory, as if it were weights. So the usual filters
// are undone here.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace alidade::hdf5 {

/// A filter of a dataset's pipeline, by the library's number.
struct Filter {
    int id = 0;
    std::vector<unsigned> parameters;
};

/// True if every filter is one that undoFilters() knows (deflate once at most, shuffle, Fletcher's checksum).
bool canUndo(std::span<const Filter> filters);

/// The bytes of a chunk before its filters were applied, in the order in which they are listed.
/// @param skipped bit i says that filter i was not applied to this chunk
/// @param size    bytes that must come out
/// @throws Refusal(ReadFailed, SizeMismatch) if they do not
std::vector<std::byte> undoFilters(std::span<const Filter> filters, std::uint32_t skipped,
                                   std::vector<std::byte> stored, std::size_t size);

} // namespace alidade::hdf5
