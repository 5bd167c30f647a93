// SPDX-License-Identifier: GPL-3.0-or-later
// The table of a validation study arranged as a plot: what the model's predictions lose at which rate.
// Nothing is measured here. Pure functions.
#pragma once

#include "core/studies/validation_study.h"
#include "widgets/plots/plot_spec.h"

#include <QString>

namespace alidade {

/// What counts as rate: symbols of equal length, or their entropy, which is an estimate; with scales and
/// basis.
enum class StudyRate { FixedLength, Entropy };
/// What is shown over it.
enum class StudyQuality { Divergence, Perplexity };

/// One curve for each pair of coordinates and quantizer. Divergence comes with the noise floor, perplexity
/// with that of the model as it is. Colours are those of the coordinates; the first quantizer has their own
/// pattern, every other one its own. Where there is one system of coordinates alone, the quantizers have
/// colours.
PlotSpec studyPlot(const ValidationTable& study, StudyRate rate, StudyQuality quality);

} // namespace alidade
