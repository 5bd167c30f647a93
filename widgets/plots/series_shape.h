// SPDX-License-Identifier: GPL-3.0-or-later
// From data values to something drawable: axis positions, steps, envelopes, clipping.
// Nothing past this file sees a NaN, an infinity or the logarithm of zero. Thread rule: pure functions.
#pragma once

#include "widgets/plots/axis_scale.h"
#include "widgets/plots/plot_spec.h"

#include <QList>
#include <QPointF>

#include <optional>

namespace alidade {

/// Most points of one series that are drawn; longer series are reduced to their envelope.
inline constexpr qsizetype maximumDrawnPoints = 2000;

/// The two axes of a view: what is shown, and how values become positions.
struct AxisFrame {
    AxisRange x;
    AxisRange y;
    bool logX = false;
    bool logY = false;
    bool reversedY = false; ///< y grows downwards on paper; ranges keep min < max

    bool operator==(const AxisFrame&) const = default;
};

/// Smallest and largest axis position of some points; empty if there are none.
struct Extent {
    std::optional<AxisRange> x;
    std::optional<AxisRange> y;

    /// Widens this extent to hold `other`.
    void unite(const Extent& other);
};

/// Extent of the finite, representable positions of `points`.
Extent extentOf(const QList<QPointF>& points, bool logX, bool logY);

/// Points in axis positions. Points without an x position, NaN y, are dropped; infinite y goes to +-1e300. On
/// a log y axis values <= 0 go to `logFloor`, a position well below the shown range, so that the curve leaves
/// the plot instead of drawing a false floor or vanishing.
QList<QPointF> axisPoints(const QList<QPointF>& points, bool logX, bool logY, double logFloor);

/// Corner points of a step line: y_i from x_i to x_(i+1). The last y is not drawn.
QList<QPointF> stepCorners(const QList<QPointF>& points);

/// `points` reduced to at most `limit` by keeping, per column of equal x width, the first, lowest, highest
/// and last point in their order; extremes are never lost. Points not ordered in x are split by index
/// instead.
QList<QPointF> envelope(const QList<QPointF>& points, qsizetype limit = maximumDrawnPoints);

/// The part of `points` with x inside `range`, with one neighbour on each side; all of them if x is not
/// ascending.
QList<QPointF> around(const QList<QPointF>& points, const AxisRange& range);

/// The polyline with everything outside the rectangle moved onto its border: one polyline again, inside
/// unchanged, never crossing the interior where the original did not. Keeps absurd coordinates out of the
/// painter.
QList<QPointF> clampedPolyline(const QList<QPointF>& points, const AxisRange& x, const AxisRange& y);

/// The pieces of the polyline inside the rectangle (Liang and Barsky, ACM TOG 3(1), 1984).
QList<QList<QPointF>> clippedPolyline(const QList<QPointF>& points, const AxisRange& x, const AxisRange& y);

/// The curve of `series` inside `frame`, in axis positions, ready to be clipped: converted, stepped, reduced.
QList<QPointF> curvePoints(const PlotSeries& series, const AxisFrame& frame);

/// The markers of `series` inside `frame`, in axis positions.
QList<QPointF> markerPoints(const PlotSeries& series, const AxisFrame& frame);

/// Value of `series` at data value `x`: of the bin on step lines, of the nearest sample on scatters,
/// interpolated in axis positions on lines. Empty outside the data and of arrows.
std::optional<double> valueAt(const PlotSeries& series, double x, bool logX, bool logY);

/// Index of the sample whose x is nearest to `x` on the axis; -1 if there is none.
qsizetype nearestSample(const PlotSeries& series, double x, bool logX);

} // namespace alidade
