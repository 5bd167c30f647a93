// SPDX-License-Identifier: Apache-2.0
// Quantizers: the recipe (Quantizer) and the designed product (Codec).
// Thread rule: both are immutable; any thread may use them.
#pragma once

#include "core/base/job.h"
#include "core/base/parameters.h"
#include "core/base/registry.h"
#include "core/tensor/matrix.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace alidade {

/// Integer symbols of a matrix, row-major, one per weight, in [smallest, smallest + alphabet).
struct Symbols {
    std::vector<std::int16_t> values;
    std::int32_t smallest = 0;
    std::int32_t alphabet = 0;
};

/// A designed quantizer: everything a decoder needs besides the symbols.
class Codec {
public:
    virtual ~Codec() = default;
    /// Symbols of `values`, which has the shape the codec was designed for. @throws Cancelled
    [[nodiscard]] virtual Symbols encode(const Matrix& values, const JobContext& job) const = 0;
    /// Reconstruction. @throws Cancelled, InvalidRequest for symbols that are not the codec's
    [[nodiscard]] virtual Matrix decode(const Symbols& symbols, const JobContext& job) const = 0;
    /// Bits of a symbol when no entropy coder follows.
    [[nodiscard]] virtual double fixedRate() const = 0;
    /// Scales, zero points, codebooks: bits for the whole matrix.
    [[nodiscard]] virtual double sideInformationBits() const = 0;
};

/// A recipe: kind, bits, granularity. Immutable.
class Quantizer {
public:
    virtual ~Quantizer() = default;
    /// @throws InvalidRequest for values that are not finite, Cancelled
    [[nodiscard]] virtual std::unique_ptr<const Codec> design(const Matrix& values,
                                                              const JobContext& job) const = 0;
};

/// What coding a matrix at one bit width loses and what its symbols are like: everything that a point of the
/// rate-distortion plane needs of design(), encode() and decode().
struct WidthMeasurement {
    double squaredError = 0.0;  ///< sum over the weights
    double signalSquares = 0.0; ///< sum of w^2
    double fixedRate = 0.0;
    double sideInformationBits = 0.0;
    std::vector<std::uint64_t> counts; ///< of each symbol, smallest first
};

/// One quantizer the user can choose.
struct QuantizerEntry {
    std::string id;    ///< "uniform"
    std::string label; ///< "Symmetric uniform (absmax)"
    std::string help;
    std::vector<ParameterSpec> parameters; ///< among them "bits"
    std::function<std::unique_ptr<const Quantizer>(const Parameters& resolved)> make;
    /// A faster way, or empty: measures several bit widths in one pass over the weights, with the symbols and
    /// decoded weights that make() would give. @throws InvalidRequest for values that are not finite,
    /// Cancelled
    std::function<std::vector<WidthMeasurement>(const Matrix& values, const Parameters& resolved,
                                                std::span<const int> bits, const JobContext& job)>
        measureWidths = {};
};

using QuantizerRegistry = Registry<QuantizerEntry>;

} // namespace alidade
