// SPDX-License-Identifier: GPL-3.0-or-later
// The tables of a sweep. Pure functions.
#pragma once

#include "widgets/results/sweep_view.h"

namespace alidade {

/// Layers (with the coordinates that win), cells, roles, and the model as a whole. @param chosen quantizer, width and
/// counting of the winners and of the whole
QList<ResultsTable> sweepTables(const SweepView& view, const ChosenOptions& chosen);

} // namespace alidade
