// SPDX-License-Identifier: Apache-2.0
// Functional part plus residual, W = f(theta) + r, against coding W directly: does what f takes away from r pay for
// theta? science.md 5. Rates of residuals are entropies of uniform quantization: estimates, the same for both sides of
// every comparison.
#pragma once

#include "core/base/job.h"
#include "core/tensor/matrix.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace alidade {

/// Entropy-coded uniform quantization, round to nearest, levels in the middle.
struct StepMeasurement {
    double entropyBits = 0.0;  ///< per weight
    double squaredError = 0.0; ///< mean per weight
};

/// @param step above 0 @throws InvalidRequest, Cancelled
StepMeasurement measureStep(const Matrix& values, double step, const JobContext& job);

/// The step whose mean squared error is `distortion`, to a part in 10^6. @param distortion above 0 and below the mean
/// square of the values @throws InvalidRequest, Cancelled
double stepAtDistortion(const Matrix& values, double distortion, const JobContext& job);

/// What a function of few parameters says about the weights, as a decoder has it.
struct FunctionalPart {
    std::string description; ///< "rank 4, factors of 8 bits"
    double size = 0.0;       ///< rank, terms: what the study varies
    Matrix values;           ///< same shape as the weights
    double bits = 0.0;       ///< of all its parameters
};

/// One split of a matrix at the distortion of the study.
struct SplitPoint {
    std::string description;
    double size = 0.0;
    double energyShare = 0.0;  ///< 1 - |r|^2 / |W|^2
    double functionRate = 0.0; ///< bits per weight
    double residualRate = 0.0; ///< bits per weight
    double rate = 0.0;         ///< both
};

/// Splits of one matrix against direct coding.
struct SplitStudy {
    double distortion = 0.0; ///< mean squared error of every point
    double sqnrDb = 0.0;
    double directRate = 0.0; ///< bits per weight without a functional part
    std::vector<SplitPoint> points;

    /// The point of least rate, or -1 if direct coding needs no more.
    [[nodiscard]] std::ptrdiff_t best() const;
};

/// Measures each part at the distortion of `sqnrDb`. @throws InvalidRequest, Cancelled
SplitStudy studySplits(const Matrix& weights, std::span<const FunctionalPart> parts, double sqnrDb,
                       const JobContext& job);

/// The best approximations of these ranks. The columns of both factors, scaled by the roots of the singular values,
/// have a float16 scale each and entries of `factorBits` bits.
/// @param ranks ascending, 1 to min(m, n) @param factorBits 2 to 16 @throws InvalidRequest, NumericalError, Cancelled
std::vector<FunctionalPart> lowRankParts(const Matrix& weights, std::span<const Index> ranks, int factorBits,
                                         const JobContext& job);

/// Singular value from which on a component pays for itself: s^2 > 2 ln2 b (m + n) / (m n) E, with the residual energy
/// E. science.md 5.
double payingSingularValue(Index rows, Index columns, int factorBits, double residualEnergy);

/// Smooth functions of the indices: the lowest `terms` x `terms` coefficients of the two-dimensional cosine transform,
/// with one float16 scale and entries of `factorBits` bits. Channels have no natural order: expect what a random order
/// gives. @param terms ascending @throws InvalidRequest, Cancelled
std::vector<FunctionalPart> smoothParts(const Matrix& weights, std::span<const Index> terms, int factorBits,
                                        const JobContext& job);

/// How much of the energy of a stack of layers lies in its lowest coefficients along the depth, against chance.
struct DepthSmoothness {
    std::size_t terms = 0;      ///< lowest coefficients of the cosine transform over the layers, the mean among them
    double energyShare = 0.0;
    double chance = 0.0;        ///< terms / layers: what unrelated layers show
    double shuffledMean = 0.0;  ///< the same in random orders of the layers
    double shuffledSpread = 0.0; ///< standard deviation over the orders
    double z = 0.0;             ///< (share - mean) / spread; NaN where orders do not matter
};

/// @param layers at least 2 matrices of one shape @param terms 1 to the number of layers @throws InvalidRequest,
/// Cancelled
DepthSmoothness depthSmoothness(std::span<const Matrix> layers, std::size_t terms, std::uint64_t seed,
                                const JobContext& job);

/// One basis of the input axis for several matrices: joint principal axes of the stack, of which each layer keeps
/// `rank` coefficients a row. The parts share the cost of the basis evenly.
/// @param layers matrices with equally many columns @return one part for each layer
/// @throws InvalidRequest, NumericalError, Cancelled
std::vector<FunctionalPart> sharedBasisParts(std::span<const Matrix> layers, Index rank, int factorBits,
                                             const JobContext& job);

} // namespace alidade
