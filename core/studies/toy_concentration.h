// SPDX-License-Identifier: Apache-2.0
// How few coefficients of a fixed basis hold the function of the toy experiment.
#pragma once

#include "core/base/job.h"
#include "core/studies/toy_basis.h"

#include <cstdint>
#include <span>
#include <vector>

namespace alidade {

/// Orthonormal Haar wavelet coefficients of `values`: the approximation, then details from coarse to fine. Every level
/// takes sums and differences of neighbours; where the length is odd the last value goes up unchanged.
std::vector<double> haarWavelet(std::span<const double> values);
/// The values again.
std::vector<double> inverseHaarWavelet(std::span<const double> coefficients);

/// The function errors of science.md 7: 1e-2, 5e-3, 1e-3, 5e-4, 1e-4.
const std::vector<double>& toyErrors();

/// One function in Fourier, DCT-II, Haar wavelet and randomized Hadamard coordinates, and as it is.
class ToyCoordinates {
public:
    /// @param target the function @param energy sum (f - mean f)^2: what errors are relative to
    /// @param seed of the Hadamard signs @throws Cancelled
    ToyCoordinates(const std::vector<double>& target, double energy, std::uint64_t seed, const JobContext& job);

    [[nodiscard]] const std::vector<double>& fourier() const { return m_fourier; }
    [[nodiscard]] const std::vector<double>& hadamard() const { return m_hadamard; }
    /// For every error of toyErrors().
    [[nodiscard]] std::vector<ToyNeeded> needed() const;
    /// About a hundred points a basis, evenly spaced over the logarithm of the count.
    [[nodiscard]] std::vector<ToyCompaction> compaction() const;

private:
    double m_energy;
    std::vector<double> m_samples;
    std::vector<double> m_fourier;
    std::vector<double> m_cosine;
    std::vector<double> m_hadamard;
    std::vector<double> m_wavelet;
};

} // namespace alidade
