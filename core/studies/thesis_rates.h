// SPDX-License-Identifier: Apache-2.0
// Rates that theses compare: entropies of uniform quantization at one relative error.
#pragma once

#include "core/studies/claim_checks.h"

namespace alidade {

/// Relative mean squared error at which rates are compared (20 dB; science.md 6, E2).
inline constexpr double comparedDistortion = 1e-2;

/// Bits a weight of uniform quantization at this relative error, one histogram for all weights.
/// @throws InvalidRequest, Cancelled
double rateAtDistortion(const Matrix& values, double distortion, const ClaimInput& input);

} // namespace alidade
