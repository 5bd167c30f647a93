// SPDX-License-Identifier: GPL-3.0-or-later
// Which range a plot shows: fitted to the data, and how far the user may zoom out. Thread rule: pure
// functions.
#pragma once

#include "widgets/plots/axis_scale.h"
#include "widgets/plots/plot_spec.h"
#include "widgets/plots/series_shape.h"

#include <optional>

namespace alidade {

/// Ranges of one axis, in axis positions.
struct AxisBounds {
    AxisRange fit;   ///< shown when nothing is zoomed
    AxisRange limit; ///< fit and data united, times 1.05, within the hard limits: zoom and pan stay inside

    bool operator==(const AxisBounds&) const = default;
};

/// Bounds of both axes.
struct PlotBounds {
    AxisBounds x;
    AxisBounds y;

    bool operator==(const PlotBounds&) const = default;
};

/// Extent in axis positions of all visible series of `spec`.
Extent visibleExtent(const PlotSpec& spec, bool logX, bool logY);

/// Bounds for `spec`. Linear y axes start at zero when all values are positive and zero is near.
PlotBounds boundsOf(const PlotSpec& spec, bool logX, bool logY);

/// `range` moved and shrunk to lie inside `limit`, with the minimum span kept.
AxisRange clampedRange(AxisRange range, const AxisRange& limit, bool logarithmic);

/// `range` scaled by `factor` about `anchor`, which keeps its place.
AxisRange scaledRange(const AxisRange& range, double factor, double anchor);

/// A range of data values in axis positions; empty if it has none on a log axis.
std::optional<AxisRange> toAxisRange(const AxisRange& values, bool logarithmic);

/// Inverse of `toAxisRange`.
AxisRange fromAxisRange(const AxisRange& positions, bool logarithmic);

} // namespace alidade
