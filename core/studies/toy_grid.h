// SPDX-License-Identifier: Apache-2.0
// The function of the toy experiment on its grid, and what fits of it are held against.
#pragma once

#include "core/studies/toy_basis.h"
#include "core/studies/toy_network.h"
#include "core/tensor/matrix.h"

#include <span>
#include <vector>

namespace alidade {

/// Never changes once made.
struct ToyGrid {
    /// @throws InvalidRequest for a target that there is not
    explicit ToyGrid(const ToyRequest& request);

    /// sum (f - fit)^2 / sum (f - mean f)^2.
    [[nodiscard]] double errorOf(std::span<const double> fit) const;
    /// sum (a - b)^2 / sum (f - mean f)^2.
    [[nodiscard]] double differenceOf(std::span<const double> a, std::span<const double> b) const;
    /// What the network says at every point, its output scaled back to the target's mean and deviation.
    [[nodiscard]] std::vector<double> functionOf(const ToyNetwork& network) const;

    std::vector<double> x; ///< i / count
    std::vector<double> target;
    Matrix inputs; ///< points x 1, 2 x - 1
    double mean = 0.0;
    double energy = 0.0; ///< sum (f - mean)^2
    double deviation = 0.0;
};

/// A list as one row in float32.
Matrix rowOf(std::span<const double> values);
/// Tensors one after the other as one row.
Matrix rowOf(std::span<const Matrix> tensors);
/// All entries, row by row.
std::vector<double> doublesOf(const Matrix& values);

} // namespace alidade
