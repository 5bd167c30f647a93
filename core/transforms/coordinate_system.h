// SPDX-License-Identifier: Apache-2.0
// The recipe of a change of coordinates and its registry entry. The fitted product is a Basis.
#pragma once

#include "core/base/job.h"
#include "core/base/parameters.h"
#include "core/base/registry.h"
#include "core/transforms/basis.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace alidade {

/// Which axes of the weights change: the output axis (rows), the input axis (columns), or both.
enum class Side { Rows, Columns, Both };

/// "rows", "columns", "both".
std::string sideText(Side side);
/// @throws InvalidRequest
Side sideFromText(const std::string& text);

/// What a basis may be fitted to. Refers to the weights, which must outlive the call of fit().
struct FitInput {
    /// Reads a matrix of another file, in float64: where imported rotations come from. An empty `tensor` means the only
    /// matrix of the file. @throws FormatError, InvalidRequest, Cancelled
    using MatrixReader =
        std::function<MatrixD(const std::string& path, const std::string& tensor, const JobContext& job)>;

    /// Implicit: most callers know no more than the weights.
    FitInput(const Matrix& values) : weights(values) {}

    const Matrix& weights; ///< out x in
    Index rowHead = 0;     ///< channels of an attention head along the rows, 0 if unknown
    Index columnHead = 0;  ///< the same along the columns
    MatrixReader readMatrix; ///< empty where no files can be read
    std::shared_ptr<const MatrixD> inputMoments; ///< in x in, E[x x^T] of the layer's inputs; null without calibration
    /// out x out, E[delta delta^T] of the loss's gradient at the layer's outputs; null where it was not measured.
    std::shared_ptr<const MatrixD> outputGradientMoments;
};

/// A recipe: kind, side, block size, seed. Immutable.
class CoordinateSystem {
public:
    virtual ~CoordinateSystem() = default;
    /// The basis for these weights. A system that does not depend on the weights uses their shape only.
    /// @throws InvalidRequest for a shape or block size that has no such basis, NumericalError, Cancelled
    [[nodiscard]] virtual Basis fit(const FitInput& input, const JobContext& job) const = 0;
    /// A basis of the columns that resembles that of fit() and takes a fraction of its time, or nothing where there is
    /// no such way. For previews alone: its numbers are not those of fit(). @throws as fit()
    [[nodiscard]] virtual std::optional<Basis> preview(const FitInput& input, const JobContext& job) const;
};

/// One coordinate system the user can choose.
struct CoordinateSystemEntry {
    std::string id;          ///< "hadamard"
    std::string label;       ///< "Randomized Hadamard"
    std::string shortLabel;  ///< "Hadamard", for chips and table headers
    std::string help;        ///< one or two sentences: what it does to the numbers, and its source
    bool dependsOnWeights = false; ///< fitted to the weights: no preview from sampled rows, basis must be paid for
    bool needsStorage = false; ///< a decoder cannot make the basis from the recipe, although it ignores the weights
    bool expensive = false; ///< fitting takes long, or one shape only, even without weights: no preview either
    bool needsCalibration = false; ///< fit() throws without moments in its input
    std::vector<ParameterSpec> parameters; ///< among them side, block, seed where they make sense
    std::function<std::unique_ptr<const CoordinateSystem>(const Parameters& resolved)> make;
};

using CoordinateSystemRegistry = Registry<CoordinateSystemEntry>;

/// Value of the parameter "block" that means one block per attention head.
inline constexpr std::int64_t headBlock = -1;

/// The parameter "side" with this default.
ParameterSpec sideParameter(Side fallback);
/// The parameter "block": 0 ("full") for the whole axis, headBlock ("head") for the attention heads, otherwise the size
/// of the diagonal blocks.
ParameterSpec blockParameter(std::int64_t fallback = 0);
/// The parameter "seed".
ParameterSpec seedParameter();

/// Length of the diagonal blocks of an axis; the last block may be shorter.
/// @param axis Rows or Columns
/// @throws InvalidRequest for headBlock where the size of a head along this axis is unknown
Index blockLength(const FitInput& input, Side axis, std::int64_t block);

/// Builds a basis by making one transform per block of each wanted axis, rows first.
/// @param make called with (axis, first index, length) and returns the transform of that block
/// @throws InvalidRequest for weights without elements and as blockLength()
Basis makeBasis(const FitInput& input, Side side, std::int64_t block,
                const std::function<AxisTransformPtr(Side axis, Index first, Index length)>& make);

/// The moments that a system needs, which must be `length` x `length`. @param what "second moments of the inputs"
/// @throws InvalidRequest that says where they come from if there are none
const MatrixD& requiredMoments(const std::shared_ptr<const MatrixD>& moments, Index length, const std::string& system,
                               const std::string& what);

/// Hands out the bits of a seed once: to the first transform that needs it, and to no other of the same basis.
class SeedCharge {
public:
    double take() { return std::exchange(m_bits, 0.0); }

private:
    double m_bits = 64.0;
};

} // namespace alidade
