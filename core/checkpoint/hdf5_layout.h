// SPDX-License-Identifier: Apache-2.0
// Worker side: where a dataset's bytes are, and whether they can be there. libhdf5 1.10 reads contiguous data
// beyond the end of the file as zeros and a shape larger than its storage as whatever lies behind it
// (formats.md 6).
#pragma once

#include "core/checkpoint/hdf5_dataset.h"

#include <string>
#include <vector>

namespace alidade::hdf5 {

/// Checks filters, chunks, address and size of a dataset that is not virtual; fills in storage, offset,
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
