// SPDX-License-Identifier: Apache-2.0
// One-pass statistics of weights, accumulated in float64 and folded in a fixed order: the same result whatever the
// number of threads. Moments merge by the formulas of Pebay (2008) and Terriberry; science.md 2.1.
#pragma once

#include "core/base/job.h"
#include "core/tensor/matrix.h"

#include <cstdint>
#include <limits>
#include <span>

namespace alidade {

/// Counts, sums and central moments of the finite values. Non-finite values are counted and left out.
struct Moments {
    std::uint64_t count = 0; ///< finite values
    std::uint64_t nanCount = 0;
    std::uint64_t infCount = 0;
    double sum = 0.0;
    double sumAbsolute = 0.0;
    double sumSquares = 0.0;
    double sumFourth = 0.0; ///< uncentred sum of w^4
    double mean = 0.0;
    double m2 = 0.0; ///< sum of (w - mean)^2
    double m3 = 0.0;
    double m4 = 0.0;
    double minimum = std::numeric_limits<double>::infinity();
    double maximum = -std::numeric_limits<double>::infinity();

    [[nodiscard]] bool empty() const { return count == 0; }
    [[nodiscard]] double largestMagnitude() const; ///< L-infinity; 0 if empty
    [[nodiscard]] double rms() const;              ///< sqrt(mean of w^2), the uncentred sigma of science.md
    [[nodiscard]] double variance() const;         ///< population variance, NaN if empty
    [[nodiscard]] double kurtosis() const;         ///< m4 n / m2^2, 3 for a Gaussian; NaN where all values are equal
};

/// Statistics of `a` and `b` together.
Moments merged(const Moments& a, const Moments& b);

/// Statistics of a run of values, in order.
Moments momentsOf(std::span<const float> values);
/// The same for float64 values.
Moments momentsOf(std::span<const double> values);

/// Statistics of a whole matrix, in parallel. @throws Cancelled
Moments momentsOf(const Matrix& weights, const JobContext& job);

} // namespace alidade
