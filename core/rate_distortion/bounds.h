// SPDX-License-Identifier: Apache-2.0
// What no code can beat: the rate-distortion functions that measured curves are held against. science.md 4.1 and 4.2.
#pragma once

#include <cstddef>
#include <span>

namespace alidade {

/// Rate of an independent Gaussian source: max(0, 1/2 log2(variance / distortion)), bits per weight; infinite at
/// distortion 0. It is an upper bound for every source of this variance with ideal codes.
double gaussianRate(double variance, double distortion);

/// The Shannon lower bound h - 1/2 log2(2 pi e D), bits per weight, not below 0, for a source whose weights are
/// independent. NaN if `differentialEntropyBits` is.
double shannonLowerBound(double differentialEntropyBits, double distortion);

/// A point of the rate-distortion function of independent Gaussian components.
struct WaterFilling {
    double level = 0.0;      ///< theta: components below it are not coded
    double distortion = 0.0; ///< mean over the components of min(variance, theta)
    double rate = 0.0;       ///< mean of max(0, 1/2 log2(variance / theta)), bits per component
    std::size_t active = 0;  ///< components above the level
};

/// Reverse water-filling at this level. @param variances not negative @param level above 0 @throws InvalidRequest
WaterFilling reverseWaterFilling(std::span<const double> variances, double level);

/// The point of this mean rate. @param rate bits per component, not negative @throws InvalidRequest for variances that
/// are all zero, or none
WaterFilling waterFillingAtRate(std::span<const double> variances, double rate);

/// The point of this mean distortion. @param distortion above 0, at most the mean variance @throws InvalidRequest
WaterFilling waterFillingAtDistortion(std::span<const double> variances, double distortion);

} // namespace alidade
