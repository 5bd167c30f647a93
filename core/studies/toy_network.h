// SPDX-License-Identifier: Apache-2.0
// The small network of the toy experiment, 1 - width - width - 1 with rectifiers, and its training. On one thread in
// float32, so that a seed gives the same weights for any number of threads.
#pragma once

#include "core/base/job.h"
#include "core/base/random.h"
#include "core/metrics/series.h"
#include "core/tensor/matrix.h"

#include <array>
#include <vector>

namespace alidade {

/// y = C relu(B relu(A x + a) + b) + c.
struct ToyNetwork {
    /// In the order of the function.
    enum Tensor : std::size_t { InputWeights, InputBias, HiddenWeights, HiddenBias, OutputWeights, OutputBias };
    /// A width x 1, a 1 x width, B width x width, b 1 x width, C 1 x width, c 1 x 1.
    std::array<Matrix, 6> tensors;

    [[nodiscard]] Index width() const { return tensors[HiddenWeights].rows(); }
    [[nodiscard]] Index parameters() const;
    /// All parameters in order, row by row.
    [[nodiscard]] std::vector<float> pooled() const;
    /// @param inputs points x 1 @return points x 1
    [[nodiscard]] Matrix evaluate(const Matrix& inputs) const;
    /// What enters the hidden weights. @param inputs points x 1 @return points x width
    [[nodiscard]] Matrix firstActivations(const Matrix& inputs) const;
};

/// Uniform in +-1 / sqrt(inputs of the unit), weights and biases.
ToyNetwork startingNetwork(Index width, Random& random);

/// Training by Adam on the mean squared error over all points at once.
struct ToyTraining {
    int steps = 0;
    double learningRate = 0.0; ///< at the beginning
    double finalRate = 0.01;   ///< share of it at the end, along a cosine
};

/// @param inputs points x 1 @param wanted points x 1
/// @return the mean squared error at some steps, the last among them
/// @throws NumericalError if it does not stay finite, Cancelled
Curve train(ToyNetwork& network, const Matrix& inputs, const Matrix& wanted, const ToyTraining& training,
            const JobContext& job);

/// Scales every unit so that what goes in has the norm of what comes out: of all networks that differ by such scales, and
/// compute the same function, the one of least norm. Statistics of weights mean nothing before (science.md 7, flaw ii).
void balance(ToyNetwork& network);

} // namespace alidade
