// SPDX-License-Identifier: GPL-3.0-or-later
// Profiles above and beside the plot area: they share one axis with it and have a small one of their own.
// Thread rule: GUI thread.
#pragma once

#include "widgets/plots/plot_painter.h"

namespace alidade {

/// Range of the profile's own axis, in axis positions: from zero, or from the least positive value.
AxisRange marginalRange(const PlotMarginal& marginal);

/// Two or three ticks for an axis of `length` painter units on which a label takes `labelExtent`.
QList<AxisTick> marginalTicks(const PlotMarginal& marginal, const TickRoom& room);

/// The value of the profile at the position nearest to `at` (data value of the shared axis); empty if it has none.
std::optional<double> marginalAt(const PlotMarginal& marginal, double at, bool logarithmic);

/// Both profiles with axes, labels and titles, as far as the layout has room for them.
void paintMarginals(QPainter& painter, const PlotSpec& spec, const AxisFrame& frame, const PlotLayout& layout,
                    const PlotInk& ink);

} // namespace alidade
