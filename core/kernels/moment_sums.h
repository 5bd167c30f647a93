// SPDX-License-Identifier: Apache-2.0
// Power sums of a block of weights about a pivot, in float64, in one pass. Value i is added to lane i mod 16
// whatever the instruction set, and the lanes are folded in order: the same bits everywhere.
#pragma once

#include <cstddef>

namespace alidade::kernels {

/// Sums over the values x of a block, d = x - pivot.
struct PowerSums {
    double first = 0.0;    ///< sum of d
    double second = 0.0;   ///< sum of d^2
    double third = 0.0;    ///< sum of d^3
    double fourth = 0.0;   ///< sum of d^4
    double absolute = 0.0; ///< sum of |x|; not finite if any value is not
    float minimum = 0.0F;  ///< meaningless if any value is NaN
    float maximum = 0.0F;
};

/// @param count at least 1; a few thousand at most, so that the sums keep their digits
PowerSums powerSums(const float* values, std::size_t count, double pivot);

/// Number of finite values with |x| > threshold.
std::size_t countBeyond(const float* values, std::size_t count, double threshold);

} // namespace alidade::kernels
