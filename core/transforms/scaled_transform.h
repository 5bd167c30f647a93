// SPDX-License-Identifier: Apache-2.0
// A diagonal map before another transform: invertible, but not orthogonal.
#pragma once

#include "core/transforms/axis_transform.h"

#include <vector>

namespace alidade {

/// y = T (f * x): every channel is multiplied by its factor, then T is applied.
/// @param factors one for each channel of `then`, finite and not zero
/// @param factorBits bits that the factors take
AxisTransformPtr scaledTransform(std::vector<float> factors, AxisTransformPtr then, double factorBits);

} // namespace alidade
