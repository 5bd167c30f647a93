// SPDX-License-Identifier: Apache-2.0
// Parent side: a file's tensors as the worker lists them, every statement checked.
#pragma once

#include "core/checkpoint/checkpoint.h"
#include "core/checkpoint/hdf5_process.h"

#include <cstdint>
#include <vector>

namespace alidade::hdf5 {

/// Where a tensor's elements come from.
struct Source {
    Storage storage = Storage::Managed;
    std::uint64_t offset = 0; ///< for Storage::Direct: lies in the file with all its bytes
    Place place;
};

/// What the worker says about a file.
struct Listing {
    CheckpointHeader header;     ///< without the fingerprint
    std::vector<Source> sources; ///< one per tensor
};

/// Asks the worker for the tensors of the file at `path`, which has `fileSize` bytes.
/// @throws FormatError
Listing requestListing(Process& process, const std::string& path, std::uint64_t fileSize);

/// The error that a Failure message tells, with a known reason and safe text. @throws ProtocolError
FormatError failureOf(MessageReader& message, const std::string& path);

} // namespace alidade::hdf5
