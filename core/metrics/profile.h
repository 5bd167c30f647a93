// SPDX-License-Identifier: Apache-2.0
// What one number cannot say: curves over ranks, singular values, rows, columns and blocks.
#pragma once

#include "core/base/registry.h"
#include "core/metrics/metric.h"
#include "core/metrics/series.h"

#include <functional>
#include <string>
#include <vector>

namespace alidade {

/// Consecutive weights of a row that "block_profile" takes together; the last block of a row may be shorter.
inline constexpr Index profileBlock = 128;

/// A family of curves by id: "qq", "tail", "hill", "spectrum", "row_profile", "column_profile", "block_profile".
struct Profile {
    std::string id;
    std::string label;
    std::string xLabel;
    std::string yLabel;
    std::string help;
    /// The curves; none where there is nothing to draw. @throws Cancelled, NumericalError
    std::function<std::vector<NamedCurve>(MetricInputs&)> compute;
};

using ProfileRegistry = Registry<Profile>;

} // namespace alidade
