// SPDX-License-Identifier: Apache-2.0
// Scalar quantizers designed for a known density of zero mean and unit variance: what the best fixed-rate and
// the best entropy-coded quantizers do at all, exactly, from closed forms of the partial moments. Lloyd 1982,
// Max 1960; science.md 3.2.
#pragma once

#include <vector>

namespace alidade {

/// Densities of zero mean and unit variance, symmetric about zero.
enum class SourceDensity { Gaussian, Laplace };

/// What a designed quantizer does to its source.
struct ScalarDesign {
    std::vector<double> positiveLevels; ///< the levels above zero, ascending; empty for infinitely many
    double step = 0.0;                  ///< of a uniform quantizer, in units of sigma; 0 if it is not uniform
    double distortion = 1.0;            ///< mean squared error over the variance
    double entropyBits = 0.0;           ///< of the symbols

    /// -10 log10 of the distortion.
    [[nodiscard]] double sqnrDb() const;
};

/// The quantizer of least squared error with 2^bits levels: thresholds half way, levels at the centroids.
/// @param bits 1 to 10 @throws InvalidRequest
ScalarDesign lloydMax(SourceDensity density, int bits);

/// The uniform midrise quantizer with 2^bits levels and the best step; levels in the middle of their cells.
/// @param bits 1 to 10 @throws InvalidRequest
ScalarDesign bestUniform(SourceDensity density, int bits);

/// The entropy-coded uniform quantizer of this step: cells [(k - 1/2) step, (k + 1/2) step) for every integer
/// k.
/// @param centroids levels at the centroids, or in the middle of the cells
/// @param step above 0 @throws InvalidRequest
ScalarDesign entropyCodedUniform(SourceDensity density, double step, bool centroids);

/// The same with the step whose symbols have this entropy. @param bits 0.01 to 10 @throws InvalidRequest
ScalarDesign entropyCodedAtRate(SourceDensity density, double bits, bool centroids);

} // namespace alidade
