// SPDX-License-Identifier: Apache-2.0
// Statistics of a stored tensor in one streaming pass, summed in float64: what `inspect` prints (formats.md
// 0).
#pragma once

#include "core/checkpoint/checkpoint.h"
#include "core/numerics/moments.h"

#include <vector>

namespace alidade {

/// Statistics of the decoded values and a few of them, so that a transposed or byte-swapped tensor shows.
struct TensorStatistics {
    Moments moments;
    std::vector<double> first; ///< the first up to 8 elements, row-major
    std::vector<double> last;  ///< the last up to 8 elements
};

/// Reads the whole tensor in pieces; memory does not grow with its size.
/// @throws FormatError, InvalidRequest for a type that is not readable, Cancelled
TensorStatistics tensorStatistics(const Checkpoint& checkpoint, const TensorInfo& tensor,
                                  const JobContext& job);

} // namespace alidade
