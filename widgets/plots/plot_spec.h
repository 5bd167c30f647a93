// SPDX-License-Identifier: GPL-3.0-or-later
// What a plot shows, as plain values: series, axes, reference lines. A plot gets one PlotSpec and needs
// nothing else; it knows of no engine, store or selection. Thread rule: values, free to copy between threads.
#pragma once

#include "widgets/style/palette.h"

#include <QColor>
#include <QList>
#include <QPointF>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>
#include <vector>

namespace alidade {

/// Line pattern of a series: that of its coordinate slot, or one that carries another meaning.
enum class Stroke { OfSlot, Solid, Dashed, Dotted };

/// One curve, step line or cloud of points.
struct PlotSeries {
    QString id;                   ///< stable identity, never shown
    QString name;                 ///< shown in readouts, legend and exported data; plain text, never HTML
    QList<QPointF> points;        ///< data values; NaN, infinities and (on log axes) values <= 0 are allowed
    int slot = -1;                ///< coordinate slot for `styleFor`; negative = plain ink
    std::optional<QColor> colour; ///< overrides the slot's colour
    Stroke stroke = Stroke::OfSlot; ///< overrides the slot's dash
    bool line = true;               ///< false = points only (a scatter; keep below about 2,000 points)
    bool markers = false;           ///< draw the slot's marker at every point
    bool stepped = false; ///< y_i holds from x_i to x_(i+1); n bins need n+1 points, the last y is not drawn
    bool visible = true;
    bool emphasised = false; ///< the active coordinate: bold and drawn last
    bool preview = false;    ///< from a sample of the data: drawn lighter
    int order = 0;           ///< drawing order; equal orders draw solid lines below dashed ones
    QList<double> lower; ///< with `upper`, of the length of `points`: a band around the curve, filled lightly
    QList<double> upper;
    bool arrows = false; ///< points are pairs: an arrow from each even one to the next; no curve

    bool operator==(const PlotSeries&) const = default;
};

/// One axis. `quantity` names what is measured, independent of language: while it stays the same, zoom and
/// the user's choice of log or linear survive new data. If it is empty, `title` is used.
struct AxisSpec {
    QString title; ///< with unit: "rate (bits/weight)"
    QString quantity;
    bool logarithmic = false;       ///< until the user chooses otherwise
    bool integer = false;           ///< ticks at whole numbers only
    std::optional<double> min;      ///< start of the range shown at fit; else from the data
    std::optional<double> max;      ///< end of the range shown at fit; else from the data
    std::optional<double> limitMin; ///< nothing below can exist: no padding, pan or zoom past it
    std::optional<double> limitMax; ///< nothing above can exist
    bool reversed = false;       ///< y only: grows downwards, as the rows of a matrix do
    QStringList categories = {}; ///< names of 0, 1, 2 ...: written in place of the numbers

    bool operator==(const AxisSpec&) const = default;
};

/// A thin line for comparison: a constant, or a theoretical curve. Dashed grey, or dotted in the colour of the
/// coordinates it belongs to. It does not widen the fitted range.
struct ReferenceLine {
    enum class Kind { Horizontal, Vertical, Curve };

    Kind kind = Kind::Horizontal;
    double value = 0.0;    ///< y of a horizontal, x of a vertical line
    QList<QPointF> points; ///< of a curve
    QString label;
    int slot = -1; ///< coordinate slot whose colour it has; negative: grey

    static ReferenceLine horizontal(double y, const QString& label)
    {
        return {Kind::Horizontal, y, {}, label, -1};
    }
    static ReferenceLine vertical(double x, const QString& label) { return {Kind::Vertical, x, {}, label, -1}; }
    static ReferenceLine curve(const QList<QPointF>& points, const QString& label, int slot = -1)
    {
        return {Kind::Curve, 0.0, points, label, slot};
    }

    bool operator==(const ReferenceLine&) const = default;
};

/// How the cells of an image are coloured.
enum class ColourScale {
    Sequential,  ///< viridis from `low` to `high`
    Diverging,   ///< blue - background - vermillion, symmetric about 0 (`logarithmic`: about 1), clipped at `high`
    Categorical, ///< value i has the colour of `categories[i]`; at most 254, others are as NaN
};

/// One colour of a categorical image.
struct ImageCategory {
    QString name;
    int slot = -1;                ///< coordinate slot; negative: `colour`
    std::optional<QColor> colour = std::nullopt;

    bool operator==(const ImageCategory&) const = default;
};

/// A grid of cells between the axes: a heat map, a 2-D histogram, a map of winners. Cells are evenly spaced on
/// the axes as they are drawn: on a logarithmic axis those of a histogram over logarithms. A plot with an image
/// therefore keeps the scales of its axes; the user cannot change them.
struct PlotImage {
    int columns = 0;
    int rows = 0;
    std::shared_ptr<const std::vector<float>> cells; ///< rows x columns; the first row lies at `y0`; NaN = none
    double x0 = 0.0; ///< data values at the outer edges; x0 < x1, y0 < y1
    double x1 = 1.0;
    double y0 = 0.0;
    double y1 = 1.0;
    ColourScale scale = ColourScale::Sequential;
    bool logarithmic = false; ///< colours over the logarithm of the value; values <= 0 are as NaN
    double low = 0.0;         ///< value of the first colour
    double high = 1.0;        ///< value of the last; what lies beyond has the last, too
    QString quantity;         ///< title of the colour bar, with unit
    QList<ImageCategory> categories;
    QStringList cellText; ///< rows x columns words written into the cells where they fit; or empty
    QString cellName;     ///< "%1, %2: %3" for the readout: x, y, value; empty: the axis titles

    bool operator==(const PlotImage&) const = default;
};

/// A profile beside the plot area that shares one of its axes: that of the columns above, of the rows to the
/// right.
struct PlotMarginal {
    QString title;          ///< with unit
    QList<QPointF> points;  ///< x: position on the shared axis, y: value >= 0
    bool logarithmic = false;

    bool operator==(const PlotMarginal&) const = default;
};

/// All that one plot shows.
struct PlotSpec {
    QString title;
    AxisSpec x;
    AxisSpec y;
    QList<PlotSeries> series;
    std::optional<PlotImage> image;
    std::optional<PlotMarginal> above;
    std::optional<PlotMarginal> beside;
    QList<ReferenceLine> references;
    QString badge;        ///< short remark on the state of the data: "preview 3 %", "basis not counted"
    QString emptyMessage; ///< one sentence shown while no visible series has a point
    QString headline;     ///< the headline numbers in words, for screen readers; else made from the data
    bool legend = false;  ///< draw names in the plot; for series the coordinate chips do not list

    bool operator==(const PlotSpec&) const = default;
};

} // namespace alidade
