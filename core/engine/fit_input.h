// SPDX-License-Identifier: Apache-2.0
// What a basis may know of a tensor beside its weights.
#pragma once

#include "core/checkpoint/checkpoint.h"
#include "core/engine/calibration.h"
#include "core/registry/registries.h"

namespace alidade {

/// Head sizes of a tensor and a reader of other files (imported rotations) beside `values`.
/// @param values   the weights, a sample of their rows, or coefficients of the same shape; must outlive the result
/// @param rows     rows of the whole matrix: heads that do not divide it are left out
/// @param registries must outlive the result
FitInput fitInputFor(const Checkpoint& source, const TensorInfo& tensor, const Matrix& values, Index rows,
                     const Registries& registries);

/// The same with the moments that a calibration has of the tensor. There are none for matrices stored in x out, whose
/// columns are no inputs, and none of output gradients for stacks.
/// @param calibration null: no moments @throws FormatError, Cancelled
FitInput fitInputFor(const Checkpoint& source, const TensorInfo& tensor, const Matrix& values, Index rows,
                     const Registries& registries, const Calibration* calibration, const JobContext& job);

} // namespace alidade
