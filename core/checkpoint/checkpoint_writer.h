// SPDX-License-Identifier: Apache-2.0
// Writing checkpoints: streamed, to a temporary file beside the target, read back and compared, then renamed.
#pragma once

#include "core/base/job.h"
#include "core/base/registry.h"
#include "core/checkpoint/checkpoint.h"
#include "core/checkpoint/checkpoint_format.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace alidade {

/// One file being written. Tensors are written whole and in the announced order; finish() ends the file.
class CheckpointWriter {
public:
    virtual ~CheckpointWriter() = default;
    /// The next bytes of the current tensor, little-endian, row-major. @throws Error when the disk is full
    virtual void write(std::span<const std::byte> bytes) = 0;
    /// Ends the current tensor.
    virtual void endTensor() = 0;
    virtual void finish() = 0;
};

/// One writable format.
struct CheckpointWriterFormat {
    std::string id;     ///< "safetensors"
    std::string suffix; ///< ".safetensors": chooses the format
    /// The type that a tensor of type `stored` is written as: the same, or F32 where the format does not know
    /// it.
    std::function<DType(DType stored)> targetType;
    /// Starts a file with these tensors (their dtype is the target type). @throws Error
    std::function<std::unique_ptr<CheckpointWriter>(const std::string& path,
                                                    const std::vector<TensorInfo>& tensors)>
        create;
};

using CheckpointWriterRegistry = Registry<CheckpointWriterFormat>;

/// What convertCheckpoint() did.
struct ConversionReport {
    std::size_t tensors = 0;
    std::uint64_t bytes = 0;          ///< size of the new file
    std::vector<std::string> widened; ///< tensors written as F32 because the format has no such type
    std::vector<std::string> leftOut; ///< tensors of types that cannot be read as numbers
};

/// Writes the tensors of `source` whose names match the shell pattern to `target`; nothing appears there
/// before every value has been read back and found equal.
/// @throws InvalidRequest (suffix, no tensor matches, target is the source), Error (disk), FormatError,
/// Cancelled
ConversionReport convertCheckpoint(const Checkpoint& source, const std::string& target,
                                   const std::string& pattern, const CheckpointWriterRegistry& writers,
                                   const CheckpointFormatRegistry& readers, const JobContext& job);

} // namespace alidade
