// SPDX-License-Identifier: Apache-2.0
// Quantizers: the recipe (Quantizer) and the designed product (Codec).
// Thread rule: both are immutable; any thread may use them.
#pragma once

#include "core/base/job.h"
#include "core/base/parameters.h"
#include "core/base/registry.h"
#include "core/tensor/matrix.h"
#include "core/tensor/symbols.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace alidade {

/// A designed quantizer: everything a decoder needs besides the symbols.
class Codec {
public:
    virtual ~Codec() = default;
    /// Symbols of `values`, which has the shape the codec was designed for. @throws Cancelled
    [[nodiscard]] virtual Symbols encode(const Matrix& values, const JobContext& job) const = 0;
    /// Reconstruction. @throws Cancelled, InvalidRequest for symbols that are not the codec's
    [[nodiscard]] virtual Matrix decode(const Symbols& symbols, const JobContext& job) const = 0;
    /// Bits of a symbol (not of a weight, where they differ) when no entropy coder follows.
    [[nodiscard]] virtual double fixedRate() const = 0;
    /// Scales, zero points, codebooks as the bytes that QuantizerEntry::restore takes.
    [[nodiscard]] virtual std::vector<std::byte> sideInformation() const = 0;
    /// 8 times the length of sideInformation().
    [[nodiscard]] virtual double sideInformationBits() const = 0;
    /// Whether encode() looks at second moments of the inputs. False for a codec that restore() made: a decoder has none.
    [[nodiscard]] virtual bool usesMoments() const { return false; }
};

/// What a quantizer is designed for. Refers to the values, which must outlive the call of design().
struct DesignInput {
    /// Implicit: most callers know no more than the weights.
    DesignInput(const Matrix& matrix) : values(matrix) {}
    DesignInput(const Matrix& matrix, std::shared_ptr<const MatrixD> moments)
        : values(matrix), inputMoments(std::move(moments))
    {}

    const Matrix& values; ///< out x in, in any coordinates
    /// in x in second moments E[x x^T] of what the values multiply, in their coordinates; null if nothing is known.
    std::shared_ptr<const MatrixD> inputMoments;
};

/// A recipe: kind, bits, granularity. Immutable.
class Quantizer {
public:
    virtual ~Quantizer() = default;
    /// @throws InvalidRequest for values that are not finite or moments of another size, NumericalError for moments that
    /// are none, Cancelled
    [[nodiscard]] virtual std::unique_ptr<const Codec> design(const DesignInput& input,
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
    double largestError = std::numeric_limits<double>::quiet_NaN(); ///< max |w - decoded|; NaN if not looked for
};

/// One quantizer the user can choose.
struct QuantizerEntry {
    std::string id;    ///< "uniform"
    std::string label; ///< "Symmetric uniform (absmax)"
    std::string help;
    /// Among them "bits", an integer, or a real number where rates in between make sense. A kind that has one width
    /// alone has "bits" with minimum = maximum.
    std::vector<ParameterSpec> parameters;
    std::function<std::unique_ptr<const Quantizer>(const Parameters& resolved)> make;
    /// The codec that a decoder makes of the side information for a matrix of this shape: decode() gives the same bits.
    /// Bytes that sideInformation() cannot have given are refused. @throws DamagedData
    std::function<std::unique_ptr<const Codec>(const Parameters& resolved, Index rows, Index columns,
                                               std::span<const std::byte> sideInformation)>
        restore;
    /// A faster way, or empty: measures several bit widths in one pass over the weights, with the symbols and
    /// decoded weights that make() would give. No measurements at all mean that there is no faster way for these
    /// parameters. @throws InvalidRequest for values that are not finite, Cancelled
    std::function<std::vector<WidthMeasurement>(const Matrix& values, const Parameters& resolved,
                                                std::span<const double> bits, const JobContext& job)>
        measureWidths = {};
    /// Looks at second moments of the inputs if design() is given any; without them it is another quantizer (its help
    /// says which).
    bool usesMoments = false;
};

using QuantizerRegistry = Registry<QuantizerEntry>;

} // namespace alidade
