// SPDX-License-Identifier: GPL-3.0-or-later
// Bands around curves: opaque light areas below all lines, for transparency becomes a bitmap in some printers.
// Thread rule: GUI thread.
#pragma once

#include "widgets/plots/plot_painter.h"

#include <QPolygonF>

#include <optional>
#include <utility>

namespace alidade {

/// True if `series` has a band of the length of its points.
bool hasBand(const PlotSeries& series);

/// The band inside `frame` as closed polygons in axis positions, one per run of points that have both ends.
QList<QPolygonF> bandPolygons(const PlotSeries& series, const AxisFrame& frame);

/// Lower and upper end of the band at data value `x`, read as the curve is.
std::optional<std::pair<double, double>> bandAt(const PlotSeries& series, double x, bool logX, bool logY);

/// The bands of all visible series in drawing order, each with a thin edge, so that those below stay visible.
void paintBands(QPainter& painter, const PlotSpec& spec, const AxisFrame& frame, const PlotLayout& layout,
                const PlotInk& ink);

} // namespace alidade
