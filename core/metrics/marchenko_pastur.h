// SPDX-License-Identifier: Apache-2.0
// The spectrum of noise (Marchenko and Pastur 1967) and what stands out of it; science.md 2.1.
#pragma once

#include "core/tensor/matrix.h"

#include <optional>
#include <vector>

namespace alidade {

/// Singular values of a p x n matrix of independent entries of variance 1 / n, p <= n, both large.
class MarchenkoPastur {
public:
    /// @param ratio p / n in (0, 1] @throws InvalidRequest otherwise
    explicit MarchenkoPastur(double ratio);

    /// 1 - sqrt(ratio) and 1 + sqrt(ratio).
    [[nodiscard]] double lowerEdge() const;
    [[nodiscard]] double upperEdge() const;
    /// Density and distribution function of the singular value s.
    [[nodiscard]] double density(double s) const;
    [[nodiscard]] double cdf(double s) const;
    /// Singular value below which a share `p` of the spectrum lies.
    [[nodiscard]] double quantile(double p) const;

private:
    [[nodiscard]] double weight(double angle) const;
    [[nodiscard]] double above(double angle) const;

    double m_ratio;
    double m_root;               ///< sqrt(ratio)
    std::vector<double> m_table; ///< share of the spectrum above the angle, at equal steps from 0 to pi
    double m_total = 1.0;        ///< of the table before it was normalised
};

/// omega(ratio) of Gavish and Donoho (2014): singular values above omega times the median one are worth
/// keeping.
double gavishDonohoOmega(double ratio);

/// The bulk that a spectrum has, taken for noise.
struct NoiseBulk {
    double ratio = 1.0;     ///< smaller over larger side
    double sigma = 0.0;     ///< standard deviation of an entry: median singular value over that of unit noise
    double scale = 0.0;     ///< sigma sqrt(larger side): multiplies the unit law
    double spikeEdge = 0.0; ///< 99 % of noise matrices have no singular value beyond (Johnstone 2001)
    std::size_t spikes = 0; ///< singular values beyond spikeEdge
    double spikeEnergy = 0.0; ///< their share of the energy
    double distance = 0.0;    ///< Kolmogorov distance of the other singular values from the law
    std::size_t keptRank = 0; ///< singular values above omega times the median (Gavish and Donoho)
};

/// Fits the bulk by the median singular value. Nothing where less than half of the spectrum is above rounding
/// noise.
/// @param singularValues descending, of a rows x cols matrix
std::optional<NoiseBulk> fitNoiseBulk(const std::vector<double>& singularValues, Index rows, Index cols);

} // namespace alidade
