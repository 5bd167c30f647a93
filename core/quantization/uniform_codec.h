// SPDX-License-Identifier: Apache-2.0
// Uniform quantization with scales of groups: what rounding to nearest ("uniform") and rounding with feedback ("gptq")
// have in common. science.md 3.1, the conventions of QuaRot and GPTQ: the scale is rounded to its stored format before
// use. Symmetric: scale = max|w| / (2^(b-1) - 1), q = clamp(rint(w / scale), -2^(b-1), 2^(b-1) - 1). Asymmetric:
// scale = (max - min) / (2^b - 1) with min <= 0 <= max, zero = rint(-min / scale), q = clamp(rint(w / scale) + zero, 0,
// 2^b - 1).
#pragma once

#include "core/quantization/input_feedback.h"
#include "core/quantization/quantizer.h"

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

namespace alidade {

/// The parameters bits, group, scale, clip and zero.
std::vector<ParameterSpec> uniformParameters();

/// The codec with the scales (and zero points) that the weights ask for, whatever their symbols will be.
/// @param feedback how encode() rounds, or null for rounding to nearest
/// @throws InvalidRequest for values that are not finite, Cancelled
std::unique_ptr<const Codec> designUniform(const Parameters& parameters, const Matrix& values,
                                           std::shared_ptr<const InputFeedback> feedback, const JobContext& job);

/// As QuantizerEntry::restore. @throws DamagedData
std::unique_ptr<const Codec> restoreUniform(const Parameters& parameters, Index rows, Index columns,
                                            std::span<const std::byte> bytes);

} // namespace alidade
