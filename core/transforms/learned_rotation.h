// SPDX-License-Identifier: Apache-2.0
// Rotations learned from the weights: what all objectives share, namely blocks, several starts, halves to fit
// and to judge, the cost of the basis. science.md 1.6.
#pragma once

#include "core/transforms/coordinate_system.h"

#include <string>
#include <vector>

namespace alidade {

/// What a rotation is learned for. Coordinates come as n x samples, one coordinate a row: row i of a block of
/// W for a rotation of rows, column i for one of columns. Immutable.
class RotationObjective {
public:
    virtual ~RotationObjective() = default;

    /// The sum over samples that improve() lowers. Sums of several blocks may be added.
    [[nodiscard]] virtual double sum(const MatrixD& coordinates) const = 0;

    /// Turns `axes` (n x n, rows), where `coordinates` = axes * samples, so that sum() never rises;
    /// `coordinates` may end up as anything. Called on worker threads for small n, so it must not use BLAS
    /// then: see smallRotation.
    /// @throws Cancelled
    virtual void improve(MatrixD& axes, MatrixD& coordinates, const JobContext& job) const = 0;

    /// The number for people: of a sum over `count` values of total energy sum of squares `energy`.
    [[nodiscard]] virtual double shown(double sum, double energy, double count) const = 0;

    /// What shown() is: "kurtosis".
    [[nodiscard]] virtual std::string shownName() const = 0;
};

/// How a rotation is searched for.
struct RotationSearch {
    Side side = Side::Columns;
    std::int64_t block = 64;
    std::int64_t basisBits = 16;
    int starts = 3;          ///< original axes, randomized Hadamard, principal axes, then random rotations
    bool holdout = false;    ///< fit on a random half of the samples, judge on the other
    std::uint64_t seed = 42; ///< of starts and halves

    /// Takes what learnedParameters() describes.
    explicit RotationSearch(const Parameters& parameters);
};

/// The parameters that every learned system has.
std::vector<ParameterSpec> learnedParameters();

/// The learned basis: columns first, then rows in the coordinates that this gives. Its description says the
/// objective before and after, on held-out samples too if asked, and calls the fit overfitted where they see
/// less than half of the improvement. A rotation is never worse than the original axes on the samples it was
/// fitted to, before it is rounded to search.basisBits; what the description says is measured on the rounded
/// one.
/// @throws NumericalError for NaN or Inf, InvalidRequest for too long a block and as makeBasis(), Cancelled
Basis learnedBasis(const FitInput& input, const RotationObjective& objective, const RotationSearch& search,
                   const JobContext& job);

} // namespace alidade
