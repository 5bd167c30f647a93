// SPDX-License-Identifier: GPL-3.0-or-later
// The toy experiment as plots: the function, the two sets of parameters, what either costs. Pure functions.
#pragma once

#include "core/studies/toy_basis.h"
#include "widgets/plots/plot_spec.h"

namespace alidade {

/// Target and both fits.
PlotSpec toyFunctionPlot(const ToyBasis& toy);
/// Densities of the Fourier coefficients and of the weights, these also turned by Hadamard.
PlotSpec toyParametersPlot(const ToyBasis& toy);
/// Error of the decoded function over all bits of a set of parameters.
/// @param quantizer "absmax", "group64" or "step", as of ToyPoint
PlotSpec toyRatePlot(const ToyBasis& toy, const QString& quantizer);
/// Kurtosis, crest, energy in the top 1 % and entropy at 4 bits of every list over those of Gaussian numbers, and where
/// its Hadamard transform takes them.
PlotSpec toyMeasuresPlot(const ToyBasis& toy);
/// What is left of the function over the coefficients of five fixed bases.
PlotSpec toyConcentrationPlot(const ToyBasis& toy);

} // namespace alidade
