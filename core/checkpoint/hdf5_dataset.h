// SPDX-License-Identifier: Apache-2.0
// Worker side: one dataset, with the checks that libhdf5 1.10 does not make before it reads.
#pragma once

#include "core/checkpoint/hdf5_files.h"
#include "core/checkpoint/hdf5_filters.h"
#include "core/checkpoint/hdf5_types.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace alidade::hdf5 {

/// How a dataset is cut into chunks, and what was done to them.
struct ChunkLayout {
    std::vector<std::uint64_t>
        extent;                 ///< of one chunk, in elements, per dimension; empty if there are no chunks
    std::uint64_t elements = 0; ///< of one chunk
    std::vector<Filter> filters;
    bool edgesUnfiltered = false; ///< chunks that stick out of the dataset were not filtered
};

/// An open dataset of numbers whose layout was found sound.
struct Dataset {
    Handle id;
    NumericType type;
    std::vector<std::uint64_t> shape;
    std::uint64_t elements = 0;
    std::uint64_t bytes = 0; ///< elements x stored size
    Storage storage = Storage::Managed;
    std::uint64_t offset = 0; ///< in its file, for Storage::Direct and Storage::Contiguous
    ChunkLayout chunks;
    std::uint64_t cacheBytes = 0; ///< of chunks, so that reading rows in order decodes each chunk once
};

/// What came of opening a dataset: one of numbers, or why it is left out.
struct DatasetOrReason {
    std::optional<Dataset> dataset;
    std::string leftOut; ///< "text", "compound", ... when there is no dataset
};

/// A tensor of its own, or a part of a virtual dataset, which may not lie elsewhere itself.
enum class Role { Listed, Source };

/// Opens the dataset at `place` and checks type, shape, filters, chunk size, address and size in the file,
/// raw files and the sources of a virtual dataset. Nothing is read.
/// @throws Refusal
DatasetOrReason openDataset(FileSet& files, const LibraryFile& file, const Place& place,
                            Role role = Role::Listed);

/// Opens it again with a chunk cache of its cacheBytes, for chunks that the library decodes. @throws Refusal
Dataset reopenForReading(const LibraryFile& file, const Place& place, Dataset dataset);

class ChunkReader;

/// Elements [first, first + count) in row-major order into `out`, as the little-endian layout of type.dtype.
/// @param chunks the dataset's, or null if the library is to read it
/// @throws Refusal(ReadFailed, ...)
void readElements(const Dataset& dataset, ChunkReader* chunks, std::uint64_t first, std::uint64_t count,
                  std::span<std::byte> out);

} // namespace alidade::hdf5
