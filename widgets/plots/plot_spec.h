// SPDX-License-Identifier: GPL-3.0-or-later
// What a plot shows, as plain values: series, axes, reference lines. A plot gets one PlotSpec and needs
// nothing else; it knows of no engine, store or selection. Thread rule: values, free to copy between threads.
#pragma once

#include "widgets/style/palette.h"

#include <QColor>
#include <QList>
#include <QPointF>
#include <QString>

#include <optional>

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

/// All that one plot shows.
struct PlotSpec {
    QString title;
    AxisSpec x;
    AxisSpec y;
    QList<PlotSeries> series;
    QList<ReferenceLine> references;
    QString badge;        ///< short remark on the state of the data: "preview 3 %", "basis not counted"
    QString emptyMessage; ///< one sentence shown while no visible series has a point
    QString headline;     ///< the headline numbers in words, for screen readers; else made from the data
    bool legend = false;  ///< draw names in the plot; for series the coordinate chips do not list

    bool operator==(const PlotSpec&) const = default;
};

} // namespace alidade
