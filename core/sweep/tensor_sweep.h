// SPDX-License-Identifier: Apache-2.0
// One tensor of a sweep, in all of its coordinate systems.
#pragma once

#include "core/engine/analysis_session.h"
#include "core/sweep/sweep_results.h"

namespace alidade {

/// Measures a tensor. Coordinate systems that it does not have, and curves that cannot be, become notes.
/// @throws FormatError for a file that is damaged or gone, Cancelled
SweepTensor sweepTensor(const Layer& layer, const SweepRequest& request, AnalysisSession& session, const JobContext& job);

} // namespace alidade
