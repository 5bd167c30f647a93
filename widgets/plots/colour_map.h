// SPDX-License-Identifier: GPL-3.0-or-later
// Colours of the cells of an image: one table of 256 levels per scale and theme. Level 0 is "no value".
// Thread rule: pure functions.
#pragma once

#include "widgets/plots/plot_spec.h"
#include "widgets/style/palette.h"

#include <QColor>

#include <array>
#include <cstdint>
#include <vector>

namespace alidade {

/// Colours by level: 0 = no value, 1 ... 255 from low to high; of a categorical image category i has level i + 1.
using LevelColours = std::array<QRgb, 256>;

/// Level of zero on a diverging scale.
inline constexpr int middleLevel = 128;
inline constexpr int lastLevel = 255;

/// Most categories an image can have.
inline constexpr int mostCategories = 254;

/// Viridis (van der Walt and Smith, CC0) at `share` in [0, 1], interpolated between 20 published colours.
QColor viridis(double share);

/// Blue below, `colours.background` at, vermillion above the middle; `share` in [-1, 1].
QColor diverging(double share, const PlotColours& colours);

/// Colour of one category: its own, or that of its slot.
QColor categoryColour(const ImageCategory& category, const PlotColours& colours);

/// The table of `image` on the background of `colours`.
LevelColours levelColours(const PlotImage& image, const PlotColours& colours);

/// Level of one value; 0 for NaN and for what a logarithm cannot place.
std::uint8_t levelOf(const PlotImage& image, double value);

/// The same of every cell; at most one logarithm each. `image.cells` must be there.
std::vector<std::uint8_t> levelsOf(const PlotImage& image);

} // namespace alidade
