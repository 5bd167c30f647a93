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

struct ImageLevels;

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

/// One entry of a laid out legend: a series, or a category of the image.
struct LegendEntry {
    qsizetype series = -1;   ///< index in the spec
    qsizetype category = -1; ///< index in the image
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
    QRectF yTitle;         ///< before rotation: width runs up the axis
    bool xTurned = false;  ///< x labels run upwards
    QRectF colourBar;      ///< empty = none
    QRectF colourTitle;    ///< before rotation
    QList<AxisTick> colourTicks;
    QRectF above;      ///< strip of the marginal profile above the area; empty = none
    QRectF aboveTitle; ///< over the strip
    QList<AxisTick> aboveTicks;
    QRectF beside; ///< strip to the right of the area
    QRectF besideTitle;
    QList<AxisTick> besideTicks;

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

/// Background, grid, image, bands and reference lines. `levels`: those of the image if they are known already.
void paintBehind(QPainter& painter, const PlotSpec& spec, const AxisFrame& frame, const PlotLayout& layout,
                 const PlotInk& ink, const ImageLevels* levels = nullptr);

/// The curves as one clipped path each; for figures (on screen the CurveLayer strokes them).
void paintCurves(QPainter& painter, const PlotSpec& spec, const AxisFrame& frame, const PlotLayout& layout,
                 const PlotInk& ink);

/// Arrows, markers, axis lines, marginal profiles, colour bar, ticks, labels, titles, legend, badge.
void paintFront(QPainter& painter, const PlotSpec& spec, const AxisFrame& frame, const PlotLayout& layout,
                const PlotInk& ink);

/// A sample of the series' line and marker, as in the legend, centred in `box`.
void paintSample(QPainter& painter, const PlotSeries& series, const QRectF& box, const PlotInk& ink);

/// Straight lines along the axes: exact in print, whole pixels on screen.
void paintStraightLines(QPainter& painter, const QList<QLineF>& lines, const QColor& colour, const PlotInk& ink);

/// Text in a box that may be too narrow for it: smaller first, then cut.
void paintFittingText(QPainter& painter, const QRectF& box, const QString& text, const QFont& font, int flags);

/// The colour of a series; of a preview mixed with the background.
QColor seriesColour(const PlotSeries& series, const PlotInk& ink);

/// True if some visible series has a point that `frame` can place, or the image can be drawn.
bool hasDrawablePoints(const PlotSpec& spec, const AxisFrame& frame);

} // namespace alidade
