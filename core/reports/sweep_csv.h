// SPDX-License-Identifier: Apache-2.0
// The numbers of a sweep for spreadsheets and scripts, all digits, nothing left out.
#pragma once

#include "core/sweep/sweep_results.h"

#include <string>

namespace alidade {

/// A row for each tensor in each coordinate system: place, shape, basis, residuals, metrics, nulls (`METRIC.NULL.mean`,
/// `.sd`), and why it was not measured.
std::string tensorsCsv(const SweepResults& results);

/// A row for each point of each quantizer: every part of the rate, errors.
std::string pointsCsv(const SweepResults& results);

} // namespace alidade
