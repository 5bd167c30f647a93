// SPDX-License-Identifier: Apache-2.0
// Bits placed where they matter: over components in closed form, over measured curves by a Lagrangian.
// science.md 4.4.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace alidade {

/// One part of a model that can have its own rate.
struct RateComponent {
    double weights = 0.0;  ///< how many weights it has
    double variance = 0.0; ///< sensitivity times variance: what a weight's error costs at rate 0
};

/// Rates that minimise the sum of weights * variance * 2^(-2 rate) for a mean rate: R + 1/2 log2(variance / geometric
/// mean), not below 0. @param rate bits per weight over all components, not negative
/// @return bits per weight of each component @throws InvalidRequest
std::vector<double> allocateRates(std::span<const RateComponent> components, double rate);

/// One measured way of coding a part: bits and squared error of the whole part.
struct OperatingPoint {
    double bits = 0.0;
    double distortion = 0.0;
};

/// One operating point chosen for each part.
struct Allocation {
    std::vector<std::size_t> chosen; ///< index of the point of each part
    double bits = 0.0;
    double distortion = 0.0;
    double slope = 0.0; ///< distortion that one bit more would have saved: the Lagrangian multiplier
};

/// Chooses one point for each part so that their distortion is least for at most `budget` bits, among the points on
/// the lower convex hulls; what is left over goes to the best steps that still fit (Shoham and Gersho 1988).
/// @param parts each with at least one point
/// @throws InvalidRequest if even the cheapest points need more than the budget
Allocation allocatePoints(std::span<const std::vector<OperatingPoint>> parts, double budget);

} // namespace alidade
