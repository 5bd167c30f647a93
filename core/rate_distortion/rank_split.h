// SPDX-License-Identifier: Apache-2.0
// Coefficients as a part of low rank plus a residual, for a slider over the rank. science.md 5.
#pragma once

#include "core/base/job.h"
#include "core/metrics/series.h"
#include "core/tensor/matrix.h"

#include <compare>
#include <limits>
#include <vector>

namespace alidade {

/// Which splits, and at which distortion their rates are compared.
struct SplitRequest {
    /// Ascending from 0 on; those above min(m, n) are left out. Empty: rankLadder().
    std::vector<int> ranks;
    double bits = 4.0; ///< of a coefficient when all are coded directly; leastSplitBits to mostSplitBits
    friend bool operator==(const SplitRequest&, const SplitRequest&) = default;
    friend auto operator<=>(const SplitRequest&, const SplitRequest&) = default;
};

inline constexpr double leastSplitBits = 0.25;
inline constexpr double mostSplitBits = 10.0;
/// Bins of the histograms.
inline constexpr int splitBins = 512;
/// Numbers of the two factors are charged as float16.
inline constexpr double splitFactorBits = 16.0;

/// One rank r: W = f + R with the best approximation f of rank r.
struct RankSplitPoint {
    int rank = 0;
    double energyShare = 0.0; ///< 1 - |R|^2 / |W|^2
    double residualRms = 0.0; ///< over the rms (sigma) of W
    double kurtosis = 0.0;    ///< of the residual's entries, 3 for a Gaussian; NaN without a residual
    double peak = 0.0;        ///< max |R_ij| over the rms of R; NaN without a residual
    double functionRate = 0.0; ///< bits per weight of f: 16 r (m + n) / (m n), the numbers of both factors as float16
    /// Bits per weight of R at the distortion of the study; 0 where R has no more energy than that. NaN where direct
    /// coding makes no error at all.
    double residualRate = 0.0;
    Histogram residual; ///< of R_ij over the rms of W
    Histogram function; ///< of f_ij over the rms of W

    [[nodiscard]] double rate() const { return functionRate + residualRate; } ///< bits per weight
};

/// A matrix at several ranks.
struct RankSplit {
    /// Bits per weight of direct coding: what was asked for, or the most that uniform steps can use where the
    /// coefficients take few values.
    double directRate = 0.0;
    double sqnrDb = std::numeric_limits<double>::quiet_NaN(); ///< at which all rates hold; +infinity without error
    std::vector<RankSplitPoint> points; ///< ascending ranks
};

/// 0, 1, 2, 4, 8, ... and min(m, n): 14 ranks at most, every second of the smaller ones left out if there were more.
std::vector<int> rankLadder(Index rows, Index columns);

/// Splits coefficients at every rank. Rates are entropies of uniform quantization at one mean squared error, that of
/// direct coding at `bits`: estimates, the same on both sides. The factors are charged at 16 bits a number and taken as
/// exact (rounding them adds an error of 2^-11 of f, below the distortion up to about 8 bits); a basis is not charged.
///
/// An orthogonal change of coordinates leaves the singular values alone, so every energy share and rms is the same in all
/// of them, and the part of low rank is the same operator written in other coordinates. What changes is how the entries of
/// the residual are distributed: kurtosis, peak, histograms, and with them the rates.
///
/// One eigen-decomposition of the smaller Gram matrix. Needs about four float64 matrices of min(m, n)^2 at first and then
/// one of them and one float32 matrix of the shape of W.
/// @throws InvalidRequest for ranks or bits out of range, coefficients that are not finite, all zero or none,
/// NumericalError, Cancelled
RankSplit splitByRank(const Matrix& coefficients, const SplitRequest& request, const JobContext& job);

} // namespace alidade
