// SPDX-License-Identifier: GPL-3.0-or-later
// Results of sweeps.
#pragma once

#include "core/sweep/sweep_results.h"
#include "widgets/results/results_document.h"

namespace alidade {

ResultsKind sweepKind();

/// A document of results that are there already.
ResultsDocumentPtr makeSweepDocument(const SweepResultsPtr& results);

} // namespace alidade
