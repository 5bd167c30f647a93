// SPDX-License-Identifier: Apache-2.0
// What the toy experiment does to lists of numbers: the orthonormal real Fourier transform, their statistics, and rounding
// them with every bit counted.
#pragma once

#include "core/base/job.h"
#include "core/studies/toy_basis.h"
#include "core/tensor/matrix.h"
#include "core/transforms/basis.h"

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace alidade {

/// Orthonormal real coefficients of `values`: the mean, then cosine and sine of each frequency, then that of Nyquist.
std::vector<double> realFourier(std::span<const double> values);
/// The values again.
std::vector<double> inverseRealFourier(std::span<const double> coefficients);

/// Places of the coefficients, largest magnitude first, ties in order of place.
std::vector<std::size_t> placesByMagnitude(std::span<const double> coefficients);

/// Fewest of the largest coefficients of an orthonormal basis that leave at most `energy` to the others.
std::uint64_t coefficientsFor(std::span<const double> coefficients, double energy);

/// Statistics of a list. @param values one row @throws Cancelled
ToyParameters describeParameters(std::string id, std::string label, const Matrix& values, const JobContext& job);

/// log2 of the number of ways to choose `taken` places of `count`.
double choiceBits(std::uint64_t count, std::uint64_t taken);

/// Numbers that are rounded together, and how they become a function again.
struct ToyCode {
    std::string representation;
    bool hadamard = false;
    std::vector<Matrix> tensors; ///< in the coordinates in which they are rounded; each has its own scale
    double sideBits = 0.0;       ///< beside the scales
    /// The relative error of the function that the rounded tensors stand for.
    std::function<double(const std::vector<Matrix>& rounded)> functionError;
};

/// Symmetric rounding to `bits` bits with the largest magnitude of each tensor as its scale, in float16.
ToyPoint roundToBits(const ToyCode& code, int bits);

/// The same with a scale for every `group` numbers of a tensor, row by row; the last group may be shorter.
ToyPoint roundInGroups(const ToyCode& code, int bits, Index group);

/// Rounding of all tensors to multiples of one step, in float16, `setting` times the rms of all numbers.
ToyPoint roundToStep(const ToyCode& code, double setting);

} // namespace alidade
