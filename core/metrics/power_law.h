// SPDX-License-Identifier: Apache-2.0
// Tail exponents: of magnitudes (Hill 1975) and of spectra (Clauset, Shalizi and Newman 2009).
#pragma once

#include "core/base/job.h"

#include <optional>
#include <span>
#include <vector>

namespace alidade {

/// Hill's tail index from the k largest of the magnitudes (descending): k / sum ln(x_i / x_(k+1)), i = 1..k.
/// NaN where x_(k+1) is zero or all are equal. @param k from 1 to size - 1
double hillIndex(std::span<const double> descending, std::size_t k);

/// Number of largest weights that the scalar Hill index uses: a thousandth of `count`, but at least 10, and
/// one less than there are.
std::size_t hillCount(std::size_t count);

/// A power law p(x) ~ x^-alpha from xmin on.
struct PowerLaw {
    double alpha = 0.0;
    double xmin = 0.0;
    double distance = 0.0; ///< Kolmogorov
    std::size_t tail = 0;  ///< values from xmin on
    [[nodiscard]] double standardError() const;
};

/// For every xmin among the values alpha = 1 + n / sum ln(x / xmin); the xmin with the smallest Kolmogorov
/// distance wins (what WeightWatcher does with the eigenvalues of W^T W). Nothing for fewer than two
/// different values.
/// @param ascending positive values @throws Cancelled
std::optional<PowerLaw> fitPowerLaw(std::span<const double> ascending, const JobContext& job);

} // namespace alidade
