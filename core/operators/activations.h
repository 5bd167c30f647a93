// SPDX-License-Identifier: Apache-2.0
// What happens to activations between the products: norms, gates, rounding. Rows are tokens.
#pragma once

#include "core/base/job.h"
#include "core/tensor/matrix.h"

namespace alidade {

/// y_j = g_j x_j / sqrt(mean x^2 + epsilon) for every row. @param gain 1 x columns; null for ones
/// @param output given the size of `input`; may be the same matrix
void rmsNorm(const Matrix& input, const Matrix* gain, double epsilon, Matrix& output, const JobContext& job);

/// The same for every head of `headSize` entries in a row, in place (Qwen3's norms of queries and keys).
void rmsNormHeads(Matrix& rows, const Matrix& gain, Index headSize, double epsilon, const JobContext& job);

/// gate <- silu(gate) * up with silu(x) = x / (1 + exp(-x)).
void gatedSilu(Matrix& gate, const Matrix& up, const JobContext& job);

/// stream += change.
void addTo(Matrix& stream, const Matrix& change, const JobContext& job);

/// Rounds every entry to bfloat16, to nearest, ties to even; NaN stays NaN.
void roundToBfloat16(Matrix& values, const JobContext& job);

} // namespace alidade
