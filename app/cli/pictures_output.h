// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of a result that are drawn rather than read, as JSON.
#pragma once

#include "app/cli/command.h"
#include "core/engine/analysis.h"

#include <vector>

namespace alidade::cli {

/// A list of numbers; null where one is not finite.
Json numbers(const std::vector<double>& values);

/// Adds "heat_map", "split" and "sensitivity" where they were asked for; null where there is none.
void addPictures(Json& entry, const AnalysisResult& result);

} // namespace alidade::cli
