// SPDX-License-Identifier: Apache-2.0
// Importance matrices of llama.cpp: mean squares of the inputs of each tensor, the diagonal of E[x x^T].
#pragma once

#include "core/base/job.h"
#include "core/checkpoint/checkpoint.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace alidade {

/// The mean squares of one tensor's inputs.
struct ImatrixEntry {
    std::vector<double> energies;        ///< n, or n for each expert one after the other
    std::optional<std::uint64_t> tokens; ///< how many inputs were summed; the old format does not say
};

/// What such a file says.
struct Imatrix {
    std::map<std::string, ImatrixEntry> entries; ///< by GGUF tensor name
    std::uint64_t chunks = 0;                    ///< windows of text; 0 if unknown
    std::uint64_t chunkTokens = 0;               ///< tokens of a window; 0 if unknown
    std::string dataset;                         ///< file of the text, as it was called; may be empty
};

/// Whether a GGUF file is an importance matrix: general.type is imatrix, or tensors are called NAME.in_sum2.
bool isImatrix(const Checkpoint& file);

/// Reads the GGUF form: NAME.in_sum2 (sums of squares, a row for each expert) and NAME.counts. @throws FormatError,
/// Cancelled
Imatrix readImatrix(const Checkpoint& file, const JobContext& job);

/// Reads the old form (imatrix.dat): number of entries; of each its name, calls, and sums of squares; then the last chunk
/// and the name of the text, if they are there. @throws FormatError
Imatrix readLegacyImatrix(const std::string& path);

} // namespace alidade
