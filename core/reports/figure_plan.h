// SPDX-License-Identifier: Apache-2.0
// Which figures a report of a sweep has, as recipes for `alidade render` (docs/figures.md). The core draws nothing.
#pragma once

#include "core/reports/sweep_tables.h"

#include <string>
#include <vector>

namespace alidade {

/// A figure that is to be made.
struct PlannedFigure {
    std::string name;    ///< of its files, without suffix: "kurtosis_over_depth"
    std::string recipe;  ///< JSON text
    std::string caption;
};

/// Figures that these results have the numbers for. @param resultsFile as it is to be named in the recipes
std::vector<PlannedFigure> plannedFigures(const SweepView& view, const std::string& resultsFile);

} // namespace alidade
