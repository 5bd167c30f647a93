// SPDX-License-Identifier: GPL-3.0-or-later
// Arrows from the even to the odd points of a series, and which of them the mouse is at. Thread rule: GUI thread.
#pragma once

#include "widgets/plots/plot_painter.h"

#include <optional>

namespace alidade {

/// One arrow of a plot.
struct ArrowHit {
    qsizetype series = 0;
    qsizetype pair = 0; ///< from points[2 pair] to points[2 pair + 1]

    bool operator==(const ArrowHit&) const = default;
};

/// The arrow whose head is nearest to `at` (painter units), at most `distance` away and inside the plot area.
std::optional<ArrowHit> nearestArrow(const PlotSpec& spec, const AxisFrame& frame, const PlotLayout& layout,
                                     const QPointF& at, double distance);

/// All arrows of a series, clipped: one path of shafts, one of heads. A head whose tip lies outside is not drawn.
void paintArrows(QPainter& painter, const PlotSeries& series, const AxisFrame& frame, const PlotLayout& layout,
                 const PlotInk& ink);

/// A small arrow in a legend.
void paintArrowSample(QPainter& painter, const PlotSeries& series, const QRectF& box, const PlotInk& ink);

} // namespace alidade
