// SPDX-License-Identifier: GPL-3.0-or-later
// The same mathematics once more, as slow and as plain as possible: what the fast code is compared with.
#pragma once

#include "core/tensor/matrix.h"
#include "core/transforms/hadamard_matrix.h"

#include <cstdint>
#include <functional>
#include <vector>

namespace alidade::test {

/// Two-pass moments in long double of the finite values.
struct NaiveMoments {
    double sum = 0.0;
    double sumSquares = 0.0;
    double mean = 0.0;
    double variance = 0.0;
    double kurtosis = 0.0; ///< fourth standardized moment
    double m3 = 0.0;       ///< sum of third powers of deviations
    double sumAbsolute = 0.0;
};

NaiveMoments naiveMoments(const std::vector<double>& values);

/// N sum w^4 / (sum w^2)^2.
double uncentredKurtosis(const Matrix& values);

/// Entry of the Sylvester matrix: -1 to the number of common one bits.
int sylvesterEntry(std::uint64_t row, std::uint64_t column);

/// The Hadamard matrix of a plan, entry by entry from the definition of the Kronecker product.
MatrixD denseHadamard(const HadamardPlan& plan);

/// Seeded values: the same on every machine, by no code of the program.
enum class Source { Gaussian, Laplace, Uniform };
Matrix drawMatrix(Index rows, Index cols, std::uint64_t seed, Source source = Source::Gaussian);

/// Integral of f over [from, to] by Simpson's rule with this many pairs of intervals.
double integral(const std::function<double(double)>& f, double from, double to, int pairs = 20000);

/// Whether two matrices hold the same bits.
bool sameBits(const Matrix& a, const Matrix& b);

/// max |a - b|.
double largestDifference(const Matrix& a, const Matrix& b);

} // namespace alidade::test
