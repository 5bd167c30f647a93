// SPDX-License-Identifier: Apache-2.0
// The fast way to measure the symmetric uniform quantizer with absmax scales in float16.
#pragma once

#include "core/base/job.h"
#include "core/quantization/quantizer.h"
#include "core/tensor/matrix.h"

#include <cstdint>
#include <span>
#include <vector>

namespace alidade {

/// Measures several widths while a few thousand weights are in the cache; symbols and decoded weights are those of
/// the quantizer "uniform" with its default scale, clip and zero.
/// @param group as in Grouping, but not columns @param bits 2 to 8
/// @throws InvalidRequest for values that are not finite, Cancelled
std::vector<WidthMeasurement> sweepUniformWidths(const Matrix& values, std::int64_t group,
                                                 std::span<const int> bits, const JobContext& job);

} // namespace alidade
