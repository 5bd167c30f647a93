// SPDX-License-Identifier: Apache-2.0
// Worker side: where a dataset's bytes are, and whether they can be there. libhdf5 1.10 reads contiguous data
// beyond the end of the file as zeros and a shape larger than its storage as whatever lies behind it
// (formats.md 6).
#pragma once

#include "core/checkpoint/hdf5_dataset.h"

#include <string>
#include <vector>

namespace alidade::hdf5 {

/// Checks a contiguous dataset that was written at `address` of its file; fills in storage and offset.
/// @param name for messages, already quoted
/// @throws Refusal
void checkContiguous(const LibraryFile& file, std::uint64_t address, Dataset& dataset,
                     const std::string& name);

/// Checks any other dataset that is not virtual: filters, chunks, sizes, raw files; fills in storage, chunks,
/// cacheBytes.
/// @param name for messages, already quoted
/// @throws Refusal
void checkLayout(const LibraryFile& file, hid_t plist, Dataset& dataset, const std::string& name);

/// Checks that every source of a virtual dataset is there, in the folder, an ordinary dataset reached by hard
/// links.
/// @throws Refusal
void checkVirtualSources(FileSet& files, const LibraryFile& file, hid_t plist, const std::string& name);

/// Checks that no mapping goes beyond the virtual dataset's shape. @throws Refusal(BadShape)
void checkVirtualBounds(hid_t plist, const std::vector<std::uint64_t>& shape, const std::string& name);

} // namespace alidade::hdf5
