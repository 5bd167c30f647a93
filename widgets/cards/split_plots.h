// SPDX-License-Identifier: GPL-3.0-or-later
// A part of low rank and what it leaves: densities at one rank, and bits over all ranks. Pure functions.
#pragma once

#include "widgets/cards/result_plots.h"

namespace alidade {

/// The known splits of a chip, or null.
const RankSplit* splitOf(const PlottedChip& at);

/// Position of the rank nearest to `rank` from below; 0 if there is none below.
std::size_t splitAt(const RankSplit& split, int rank);

/// Densities of the coefficients, of their part f of rank r and of the residual, in units of the rms of all;
/// the badge has the energies and the bits.
/// @param shown the chip that is drawn, or an empty list
PlotSpec splitPlot(const QList<PlottedChip>& shown, const QString& tensor, int rank);

/// Bits per weight of f and the residual together over the rank, at the error of direct coding.
PlotSpec splitRatePlot(const QList<PlottedChip>& chips, const QString& tensor);

} // namespace alidade
