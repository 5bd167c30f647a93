// SPDX-License-Identifier: Apache-2.0
// Is a large coefficient an important one? Magnitude against a sensitivity that a calibration gives, without any text and
// without gradients of the model. science.md 6.
#pragma once

#include "core/base/job.h"
#include "core/tensor/matrix.h"

#include <cstdint>
#include <vector>

namespace alidade {

/// Counts over log10(|w| / rms of the matrix) (columns) and log10(s / rms of s) with a sensitivity s (rows).
struct JointHistogram {
    static constexpr int bins = 48;
    static constexpr double low = -4.0;  ///< of both axes; what is below is in the first bin
    static constexpr double high = 2.0;  ///< what is above is in the last bin
    std::vector<std::uint64_t> counts;   ///< bins x bins, row by row
    std::uint64_t left = 0;              ///< entries with |w| or s of exactly zero

    /// Bin of a decimal logarithm, the same on both axes.
    [[nodiscard]] static int bin(double decades);
};

/// The histogram of squares w^2 and s^2, matrices of one shape.
JointHistogram jointHistogram(const Matrix& squares, const Matrix& sensitivity);

/// Coefficients against the sensitivity of each.
struct CoefficientSensitivity {
    bool gradients = false;   ///< s has the gradients at the outputs in it, not the inputs alone
    JointHistogram histogram;
    /// Spearman's correlation of |w| and s over all entries; values that agree to 12 bits share their ranks. NaN if one of
    /// them does not vary. Entries of a column share its inputs: their number says nothing of the uncertainty.
    double spearman = 0.0;
    /// Share of the 1 % largest |w| among the 1 % largest s; 0.01 by chance. Where equal values straddle the limit it is
    /// the mean over all ways to choose among them.
    double overlap = 0.0;
    double topEnergy = 0.0; ///< share of sum w^2 in the 1 % largest |w|; NaN without energy
    /// Share of sum (w s)^2 in the 1 % largest |w|: of what the coefficients put out, one by one. NaN without any.
    double topOperatorEnergy = 0.0;
};

/// s_ij = sqrt(A_jj) is the rms change of the layer's output for a change of coefficient (i, j) by 1, exactly;
/// s_ij = sqrt(G_ii A_jj) is the root of K-FAC's estimate of the Fisher information's diagonal.
/// @param inputEnergies  diagonal of A = E[x x^T] in the coordinates of the coefficients, a number a column, none below 0
/// @param outputEnergies diagonal of G = E[delta delta^T], a number a row, or empty: s = sqrt(A_jj)
/// @throws InvalidRequest for lengths that do not fit or coefficients that are not finite, Cancelled
CoefficientSensitivity sensitivityOf(const Matrix& coefficients, const Eigen::VectorXd& inputEnergies,
                                     const Eigen::VectorXd& outputEnergies, const JobContext& job);

} // namespace alidade
