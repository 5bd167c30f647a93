// SPDX-License-Identifier: Apache-2.0
// The orthonormal cosine transform DCT-II of any length: X_k = c_k sum_i x_i cos(pi (2i + 1) k / 2n).
#pragma once

#include "core/transforms/axis_transform.h"

namespace alidade {

/// The transform of one axis of `length` channels; it has no parameters to store. science.md 1.3.
AxisTransformPtr dctTransform(Index length);

} // namespace alidade
