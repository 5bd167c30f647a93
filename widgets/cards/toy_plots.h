// SPDX-License-Identifier: GPL-3.0-or-later
// The toy experiment as plots: the function, the two sets of parameters, what either costs. Pure functions.
#pragma once

#include "core/studies/toy_basis.h"
#include "widgets/plots/plot_spec.h"

namespace alidade {

/// Target and both fits.
PlotSpec toyFunctionPlot(const ToyBasis& toy);
/// Densities of both sets of parameters, as they are and turned by Hadamard.
PlotSpec toyParametersPlot(const ToyBasis& toy);
/// Quality of the decoded function over all bits of a set of parameters.
/// @param quantizer "absmax" or "step", as of ToyPoint
PlotSpec toyRatePlot(const ToyBasis& toy, const QString& quantizer);

} // namespace alidade
