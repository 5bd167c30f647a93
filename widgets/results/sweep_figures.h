// SPDX-License-Identifier: GPL-3.0-or-later
// The figures of a sweep. Pure functions.
#pragma once

#include "widgets/results/sweep_view.h"

namespace alidade {

/// Those that the sweep holds numbers for, at least one.
QList<ResultsFigure> sweepFigures(const SweepView& view);

} // namespace alidade
