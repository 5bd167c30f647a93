// SPDX-License-Identifier: GPL-3.0-or-later
// Everything of a plot but the interaction: where the plot area goes, grid, axes, ticks, labels, reference
// lines, markers, legend. The same code serves the screen and the printed figure; only the PlotInk differs.
// Thread rule: GUI thread (font metrics).
#pragma once

#include "widgets/plots/axis_scale.h"
#include "widgets/plots/plot_spec.h"
#include "widgets/plots/series_shape.h"
#include "widgets/style/palette.h"

#include <QFont>
#include <QPainterPath>
#include <QPen>
#include <QRectF>

class QPainter;

namespace alidade {

/// Sizes and colours of a drawing, in painter units.
struct PlotInk {
    QFont font;
    double lineWidth = 1.6;
    double axisWidth = 1.0;
    double gap = 4.0; ///< between ticks, labels and titles
    double tickLength = 4.0;
    double markerSize = 6.5;
    PlotColours colours;
    bool print = false; ///< exact lines and round joins; on screen sharp pixels and cheap joins
    bool showTitle = false;
    bool showLegend = false;
};

/// One entry of a laid out legend.
struct LegendEntry {
    qsizetype series = 0; ///< index in the spec
    QRectF sample;        ///< where the line sample goes
    QRectF text;
};

/// Where everything goes, in painter units.
struct PlotLayout {
    QRectF bounds;
    QRectF area; ///< between the axes
    QList<AxisTick> xTicks;
    QList<AxisTick> yTicks;
    QList<LegendEntry> legend;
    QRectF title;
    QRectF xTitle;
    QRectF yTitle; ///< before rotation: width runs up the axis

    /// Painter position of an axis position, and back.
    QPointF toPainter(const QPointF& position, const AxisFrame& frame) const;
    QPointF toAxisPosition(const QPointF& point, const AxisFrame& frame) const;
};

/// Lays out `spec` in `bounds`: ticks, margins just wide enough for the labels, legend rows.
PlotLayout layoutPlot(const PlotSpec& spec, const AxisFrame& frame, const QRectF& bounds, const PlotInk& ink);

/// Indices of the visible series in drawing order: emphasised last, then by `order`, solid below dashed.
QList<qsizetype> drawingOrder(const PlotSpec& spec);

/// The pen of a curve; `preview` series are mixed with the background, never transparent.
QPen curvePen(const PlotSeries& series, const PlotInk& ink);

/// Background, grid and reference lines.
void paintBehind(QPainter& painter, const PlotSpec& spec, const AxisFrame& frame, const PlotLayout& layout,
                 const PlotInk& ink);

/// The curves as one clipped path each; for figures (on screen the CurveLayer strokes them).
void paintCurves(QPainter& painter, const PlotSpec& spec, const AxisFrame& frame, const PlotLayout& layout,
                 const PlotInk& ink);

/// Markers, axis lines, ticks, labels, titles, legend, badge.
void paintFront(QPainter& painter, const PlotSpec& spec, const AxisFrame& frame, const PlotLayout& layout,
                const PlotInk& ink);

/// A sample of the series' line and marker, as in the legend, centred in `box`.
void paintSample(QPainter& painter, const PlotSeries& series, const QRectF& box, const PlotInk& ink);

/// True if some visible series has a point that `frame` can place.
bool hasDrawablePoints(const PlotSpec& spec, const AxisFrame& frame);

} // namespace alidade
