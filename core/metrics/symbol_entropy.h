// SPDX-License-Identifier: Apache-2.0
// Entropies of weights, all in bits and in units of their rms, so that no scale enters; science.md 2.1.
#pragma once

#include "core/base/job.h"
#include "core/metrics/sorted_values.h"
#include "core/numerics/moments.h"
#include "core/tensor/matrix.h"

namespace alidade {

/// Differential entropy of the standard normal distribution: 1/2 log2(2 pi e) bits.
double gaussianEntropy();

/// Entropy of round(w / step) over the finite weights, plus (K - 1) / (2 N ln 2) for the K symbols seen
/// (Miller and Madow 1955). NaN without energy. @param step in units of rms @throws Cancelled
double symbolEntropy(const Matrix& weights, const Moments& moments, double step, const JobContext& job);

/// Differential entropy of w / rms from spacings of m = round(sqrt N) ranks (Vasicek 1976), the shorter
/// spacings at both ends corrected (Ebrahimi, Pflughoeft and Soofi 1994). NaN where more than m weights are
/// equal: such weights have no density. @throws Cancelled
double spacingEntropy(const SortedValues& sorted, double rms, const JobContext& job);

/// Mean distance of the weights in units of rms from the normal quantiles Phi^-1((i - 1/2) / N) of their
/// ranks.
/// @throws Cancelled
double distanceToGaussian(const SortedValues& sorted, double rms, const JobContext& job);

} // namespace alidade
