// SPDX-License-Identifier: GPL-3.0-or-later
// Histograms as densities to draw. Pure functions.
#pragma once

#include "core/metrics/series.h"

#include <QList>
#include <QPointF>

namespace alidade {

/// The narrowest range of a density, in sigma.
inline constexpr double leastDensityHalfWidth = 6.0;

/// Half the width that leaves at most 1e-5 of the counted values outside.
double halfWidthOf(const Histogram& histogram);

/// Density as a step line of at most about 256 bins: half of them inside the range a Gaussian lives in, the
/// rest for the tails, so that outliers at 60 sigma do not turn the middle into a single bar.
QList<QPointF> densitySteps(const Histogram& histogram, double halfWidth);

/// The standard normal density from -halfWidth to halfWidth.
QList<QPointF> normalDensity(double halfWidth);

} // namespace alidade
