// SPDX-License-Identifier: Apache-2.0
// How the coefficients are distributed: histogram in units of sigma, tail counts.
#pragma once

#include "core/base/job.h"
#include "core/metrics/series.h"
#include "core/numerics/moments.h"
#include "core/tensor/matrix.h"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace alidade {

/// Bins of distributionOf(); displays merge neighbours.
inline constexpr int distributionBins = 2048;

/// Histogram of w / rms over +-R with R = max(6, |w|max / rms) up to 96; the rest is counted below and above.
/// Non-finite values are left out. @throws Cancelled
Histogram distributionOf(const Matrix& weights, const Moments& moments, const JobContext& job);

/// Histogram of value / unit in equal bins over +-high; the rest is counted below and above, non-finite values are left
/// out. @param unit above 0 @throws Cancelled
Histogram histogramOver(std::span<const float> values, double unit, double high, int bins, const JobContext& job);

/// Number of finite weights with |w| > threshold. @throws Cancelled
std::uint64_t countBeyond(const Matrix& weights, double threshold, const JobContext& job);

} // namespace alidade
