// SPDX-License-Identifier: GPL-3.0-or-later
// What the user has changed about one plot, as a value that can be kept, undone and written to a file.
// Thread rule: a value.
#pragma once

#include "widgets/plots/axis_scale.h"

#include <optional>

namespace alidade {

/// What the user changed about a view; everything else follows from the spec. Ranges are in data values.
struct PlotViewState {
    std::optional<AxisRange> x; ///< zoomed range; empty = fitted
    std::optional<AxisRange> y;
    std::optional<bool> logX; ///< the user's choice; empty = as the spec says
    std::optional<bool> logY;
    bool locked = false;    ///< the ranges stay, whatever data come; then `x` and `y` are set
    bool references = true; ///< reference lines are shown

    bool operator==(const PlotViewState&) const = default;
};

} // namespace alidade
