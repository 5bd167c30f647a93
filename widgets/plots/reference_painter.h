// SPDX-License-Identifier: GPL-3.0-or-later
// Reference lines and the words on a plot (their labels, the badge), put where they cover the least of the
// curves. Thread rule: GUI thread (font metrics).
#pragma once

#include "widgets/plots/plot_painter.h"

class QPainter;

namespace alidade {

/// The clipped path of `points` (axis positions) in painter units.
QPainterPath curvePath(const QList<QPointF>& points, const AxisFrame& frame, const PlotLayout& layout);

/// The dashed grey lines, without labels.
void paintReferenceLines(QPainter& painter, const PlotSpec& spec, const AxisFrame& frame,
                         const PlotLayout& layout, const PlotInk& ink);

/// The badge and the labels of the reference lines. A label that finds no free place along its line goes into
/// a free corner with a sample of the line in front.
void paintReferenceLabels(QPainter& painter, const PlotSpec& spec, const AxisFrame& frame,
                          const PlotLayout& layout, const PlotInk& ink);

} // namespace alidade
