// SPDX-License-Identifier: Apache-2.0
// A whole model as coded weights in one HDF5 file, and back. The rate of a model is the size of this file.
#pragma once

#include "core/base/job.h"
#include "core/compression/bit_choice.h"
#include "core/compression/coded_tensor.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace alidade {

/// What decides the bits of each tensor; exactly one is set.
struct CompressionTarget {
    std::optional<double> bits;          ///< the quantizer's parameter "bits", the same for every tensor
    std::optional<double> bitsPerWeight; ///< of all coded tensors together: least squared error for this size
    std::optional<double> sqnrDb;        ///< of every tensor at least
};

/// A compression that is asked for.
struct CompressionRequest {
    std::string file;
    std::string output;
    CodingRecipe recipe;  ///< the quantizer without "bits"
    CompressionTarget target;
    std::string pattern;  ///< shell pattern for the tensors to code; empty: all matrices. The rest is kept as it is
    std::string calibration; ///< file with second moments of the inputs; empty: none
};

/// What became of one tensor.
struct CompressedTensorReport {
    std::string name;
    std::uint64_t weights = 0;
    double bits = 0.0; ///< the quantizer's parameter; NaN for a tensor that is kept as it is
    std::uint64_t basisBytes = 0;
    std::uint64_t scaleBytes = 0;
    std::uint64_t symbolBytes = 0; ///< of a tensor that is kept as it is all of its bytes
    double squaredError = 0.0;
    double energy = 0.0;
    double operatorError = std::numeric_limits<double>::quiet_NaN(); ///< as in RateDistortionPoint; NaN if unknown
    bool usedMoments = false; ///< the quantizer looked at second moments of the inputs
};

/// What a compression did.
struct CompressionReport {
    std::vector<CompressedTensorReport> tensors;
    std::uint64_t weights = 0;
    std::uint64_t fileBytes = 0;
    std::uint64_t containerBytes = 0; ///< of the file, what is in no tensor: names, recipes, hashes, HDF5's own
    std::optional<EqualBits> equalBits; ///< for a wanted size: what the same bits for every tensor would have given
    std::size_t resumed = 0;          ///< tensors that an earlier, interrupted run had finished
    /// 8 fileBytes / weights: what the file takes for each number of the model.
    [[nodiscard]] double rate() const;
    /// 10 log10 of the energy of the coded tensors over their squared error.
    [[nodiscard]] double sqnrDb() const;
    /// The same of equalBits; NaN without.
    [[nodiscard]] double equalBitsSqnrDb() const;
};

/// Writes `request.output`. Finished tensors are kept beside it in OUTPUT.parts until all are there: the same request
/// run again goes on where it was stopped.
/// @throws InvalidRequest, FormatError, Error, Cancelled
CompressionReport compressModel(const CompressionRequest& request, const Registries& registries, const JobContext& job);

/// What a decompression did.
struct DecompressionReport {
    std::size_t coded = 0; ///< tensors that were decoded, written as F32
    std::size_t kept = 0;  ///< tensors as they were
    std::uint64_t bytes = 0;
};

/// Writes the tensors of a compressed model in their original coordinates as safetensors.
/// @throws FormatError for a file that was changed or cut, InvalidRequest, Error, Cancelled
DecompressionReport decompressModel(const std::string& file, const std::string& output, const Registries& registries,
                                    const JobContext& job);

} // namespace alidade
