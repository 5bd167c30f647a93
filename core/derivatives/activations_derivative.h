// SPDX-License-Identifier: Apache-2.0
// Derivatives of what activations.h does, backwards (from outputs to inputs) and forwards (tangents). Rows are tokens.
#pragma once

#include "core/base/job.h"
#include "core/tensor/matrix.h"

namespace alidade {

/// Adds to `inputDeltas` what rmsNorm() makes of the derivatives with respect to its outputs.
/// @param input what was normalized @param gain 1 x columns; null for ones
void addRmsNormBack(const Matrix& input, const Matrix* gain, double epsilon, const Matrix& outputDeltas,
                    Matrix& inputDeltas, const JobContext& job);

/// The same for rmsNormHeads(), in place: derivatives with respect to outputs become those with respect to inputs.
void rmsNormHeadsBack(const Matrix& input, const Matrix& gain, Index headSize, double epsilon, Matrix& deltas,
                      const JobContext& job);

/// Derivatives of silu(gate) * up. @param gate, up as they were projected @param productDeltas of the product; becomes
/// that with respect to `up` @param gateDeltas given its size
void gatedSiluBack(const Matrix& gate, const Matrix& up, Matrix& productDeltas, Matrix& gateDeltas,
                   const JobContext& job);

/// How rmsNorm() changes to first order. @param gainTangent change of the gain, 1 x columns; null for none
/// @param output given its size
void rmsNormTangent(const Matrix& input, const Matrix& inputTangent, const Matrix* gain, const Matrix* gainTangent,
                    double epsilon, Matrix& output, const JobContext& job);

/// How rmsNormHeads() changes to first order, in place: tangents of inputs become those of outputs.
void rmsNormHeadsTangent(const Matrix& input, const Matrix& gain, const Matrix* gainTangent, Index headSize,
                         double epsilon, Matrix& tangents, const JobContext& job);

/// How silu(gate) * up changes to first order; `gateTangent` becomes the result.
void gatedSiluTangent(const Matrix& gate, const Matrix& up, Matrix& gateTangent, const Matrix& upTangent,
                      const JobContext& job);

} // namespace alidade
