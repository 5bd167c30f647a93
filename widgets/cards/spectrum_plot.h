// SPDX-License-Identifier: GPL-3.0-or-later
// The singular values of the selected tensor. Pure functions.
#pragma once

#include "widgets/cards/result_plots.h"

namespace alidade {

/// sigma_i / sigma_1 over the index, against noise of the same median (Marchenko-Pastur). Where all
/// coordinates have the same singular values, as orthogonal changes of axes must, there is one line for all.
PlotSpec spectrumPlot(const QList<PlottedChip>& chips, const QString& tensor);

} // namespace alidade
