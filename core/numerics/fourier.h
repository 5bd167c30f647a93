// SPDX-License-Identifier: Apache-2.0
// Discrete Fourier transforms of any length, many vectors at a time, in float64.
// Small prime factors go through a self-sorting mixed-radix algorithm (Stockham), a length with a large one
// through a convolution (Bluestein 1970). Own code: the one library Debian has for it (FFTW) is GPL and the
// core is not. Thread rule: a plan never changes; each thread brings its own workspace.
#pragma once

#include "core/tensor/matrix.h"

#include <memory>
#include <vector>

namespace alidade {

/// Scratch memory of one thread.
struct FourierWorkspace {
    std::vector<double> real;
    std::vector<double> imaginary;
    std::vector<double> longReal;      ///< of the convolution
    std::vector<double> longImaginary; ///< of the convolution
};

/// The transform X_k = sum_j x_j exp(-2 pi i j k / n) of one length.
class FourierPlan {
public:
    /// @param length at least 1
    explicit FourierPlan(Index length);

    [[nodiscard]] Index length() const { return m_length; }

    /// Transforms each of the `width` columns of the contiguous length x width tile real + i imaginary, in
    /// place, unnormalised. The inverse times n: hand over the two parts in exchanged order.
    void transform(double* real, double* imaginary, Index width, FourierWorkspace& workspace) const;

private:
    struct Convolution {
        std::unique_ptr<const FourierPlan> plan;
        std::vector<double> filterReal; ///< transform of the chirp, divided by the plan's length
        std::vector<double> filterImaginary;
        std::vector<double> chirpReal; ///< exp(-i pi j^2 / n)
        std::vector<double> chirpImaginary;
    };

    void makeConvolution();
    void convolve(double* real, double* imaginary, Index width, FourierWorkspace& workspace) const;
    void mixedRadix(double* real, double* imaginary, Index width, FourierWorkspace& workspace) const;

    Index m_length;
    std::vector<int> m_factors;
    std::vector<double> m_cosine; ///< cos(2 pi j / n)
    std::vector<double> m_sine;   ///< -sin(2 pi j / n)
    std::unique_ptr<const Convolution> m_convolution;
};

} // namespace alidade
