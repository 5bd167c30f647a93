// SPDX-License-Identifier: Apache-2.0
// The recipe of a change of coordinates and its registry entry. The fitted product is a Basis.
#pragma once

#include "core/base/job.h"
#include "core/base/parameters.h"
#include "core/base/registry.h"
#include "core/transforms/basis.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace alidade {

/// Which axes of the weights change: the output axis (rows), the input axis (columns), or both.
enum class Side { Rows, Columns, Both };

/// "rows", "columns", "both".
std::string sideText(Side side);
/// @throws InvalidRequest
Side sideFromText(const std::string& text);

/// A recipe: kind, side, block size, seed. Immutable.
class CoordinateSystem {
public:
    virtual ~CoordinateSystem() = default;
    /// The basis for these weights (out x in). A system that does not depend on the weights uses their shape only.
    /// @throws InvalidRequest for a shape or block size that has no such basis, NumericalError, Cancelled
    [[nodiscard]] virtual Basis fit(const Matrix& weights, const JobContext& job) const = 0;
};

/// One coordinate system the user can choose.
struct CoordinateSystemEntry {
    std::string id;          ///< "hadamard"
    std::string label;       ///< "Randomized Hadamard"
    std::string shortLabel;  ///< "Hadamard", for chips and table headers
    std::string help;        ///< one or two sentences: what it does to the numbers, and its source
    bool dependsOnWeights = false; ///< fitted to the weights: no preview from sampled rows, basis must be paid for
    std::vector<ParameterSpec> parameters; ///< among them side, block, seed where they make sense
    std::function<std::unique_ptr<const CoordinateSystem>(const Parameters& resolved)> make;
};

using CoordinateSystemRegistry = Registry<CoordinateSystemEntry>;

/// The parameter "side" with this default.
ParameterSpec sideParameter(Side fallback);
/// The parameter "block": 0 for the whole axis, otherwise the size of the diagonal blocks.
ParameterSpec blockParameter();
/// The parameter "seed".
ParameterSpec seedParameter();

/// Builds a basis by making one transform per block of each wanted axis.
/// @param make called with (axis, first index, length) and returns the transform of that block
Basis makeBasis(const Matrix& weights, Side side, std::int64_t block,
                const std::function<AxisTransformPtr(Side axis, Index first, Index length)>& make);

} // namespace alidade
