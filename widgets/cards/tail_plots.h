// SPDX-License-Identifier: GPL-3.0-or-later
// Tail and Q-Q plots of the selected tensor. Pure functions.
#pragma once

#include "widgets/cards/result_plots.h"

namespace alidade {

/// Share of the coefficients at least that large over |w| / sigma, with the ten largest as points.
PlotSpec tailPlot(const QList<PlottedChip>& chips, const QString& tensor);

/// Quantiles of the coefficients over sigma against those of a Gaussian.
PlotSpec quantilePlot(const QList<PlottedChip>& chips, const QString& tensor);

} // namespace alidade
