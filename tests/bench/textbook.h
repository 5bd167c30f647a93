// SPDX-License-Identifier: GPL-3.0-or-later
// The loops of a textbook, on all threads: what the kernels are compared with. Nothing here is tuned.
#pragma once

#include "core/tensor/matrix.h"

#include <cstdint>
#include <vector>

namespace alidade::bench::textbook {

/// Sums of the powers 1 to 4, extremes.
struct Sums {
    double power[4] = {};
    float least = 0.0F;
    float most = 0.0F;
};
Sums moments(const Matrix& values);

/// Counts of `bins` equal bins over [-range, range); values outside are left out.
std::vector<std::uint64_t> histogram(const Matrix& values, int bins, double range);

/// Energy in the `count` largest magnitudes, by partial sorting.
double topEnergy(const Matrix& values, std::size_t count);

/// Walsh-Hadamard transform of each row, stage by stage, with signs and scale.
void walshRows(Matrix& values, const std::vector<float>& signs);
/// The same of each column, stage by stage over the whole matrix.
void walshColumns(Matrix& values, const std::vector<float>& signs);

/// Mean squared error and symbol counts of one width of the symmetric uniform quantizer with groups of
/// `group`.
struct Coding {
    double squaredError = 0.0;
    std::vector<std::uint64_t> counts;
};
Coding quantize(const Matrix& values, Index group, int bits);

} // namespace alidade::bench::textbook
