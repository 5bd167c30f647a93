// SPDX-License-Identifier: Apache-2.0
// The quantizer's bits for a wanted size or quality.
#pragma once

#include "core/base/job.h"
#include "core/compression/coded_tensor.h"
#include "core/rate_distortion/allocation.h"

#include <optional>
#include <vector>

namespace alidade {

/// Widths to try of a quantizer whose "bits" are integers or real numbers, around a rate where that makes sense.
/// @param around bits per weight, or NaN for all @throws InvalidRequest
std::vector<double> candidateBits(const QuantizerEntry& entry, double around);

/// All tensors with the same bits.
struct EqualBits {
    double bits = 0.0;
    double rate = 0.0;         ///< bits per weight
    double squaredError = 0.0; ///< of all tensors
};

/// Distributes bits over tensors: least squared error of all of them for a total size.
class BitChoice {
public:
    /// @param bitsPerWeight of all tensors together, bases and scales included
    BitChoice(const CodingRecipe& recipe, const Registries& registries, double bitsPerWeight);

    /// Measures one tensor. Sizes are those of the coder. @throws InvalidRequest, Cancelled
    void add(const TurnedWeights& turned, const JobContext& job);
    /// Bits of each tensor in the order of add(). @throws InvalidRequest if the size is too small
    [[nodiscard]] std::vector<double> allocate() const;
    /// What the same bits for every tensor reach without taking more: the width, its size in bits per weight and its
    /// squared error; nothing if no width is small enough.
    [[nodiscard]] std::optional<EqualBits> equalBits() const;

private:
    const CodingRecipe& m_recipe;
    const Registries& m_registries;
    double m_rate;
    double m_weights = 0.0;
    std::vector<double> m_widths;
    std::vector<std::vector<OperatingPoint>> m_tensors;
};

/// The smallest bits whose decoded weights have at least this SQNR; to 0.01 where bits are real numbers.
/// @throws InvalidRequest if not even the largest have it
double bitsForQuality(const TurnedWeights& turned, const ComponentRequest& quantizer, double sqnrDb,
                      const Registries& registries, const JobContext& job);

} // namespace alidade
