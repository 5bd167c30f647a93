// SPDX-License-Identifier: Apache-2.0
// Null models: matrices that share some of the weights' properties and nothing else, to say what a number
// would have been by chance; science.md 2.0.
#pragma once

#include "core/base/job.h"
#include "core/base/registry.h"
#include "core/tensor/matrix.h"

#include <cstdint>
#include <functional>
#include <string>

namespace alidade {

/// One way to draw a matrix of the shape of given weights.
struct NullModel {
    std::string id;    ///< "gaussian"
    std::string label; ///< "Gaussian noise"
    std::string help;  ///< what it keeps and what it destroys
    /// The same seed and draw give the same matrix, whatever the number of threads.
    /// @param weights finite @throws Cancelled, NumericalError
    std::function<Matrix(const Matrix& weights, std::uint64_t seed, int draw, const JobContext& job)> make;
};

/// gaussian (N0), shuffled (N2), scaled (N1), rotated (N3) and permuted (N4).
using NullModelRegistry = Registry<NullModel>;

} // namespace alidade
