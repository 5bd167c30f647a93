// SPDX-License-Identifier: GPL-3.0-or-later
// The cells of an image as arithmetic: which cell lies where, colour levels, and the picture of a part of them
// at a given number of pixels. Thread rule: pure functions; values are free to copy between threads.
#pragma once

#include "widgets/plots/colour_map.h"
#include "widgets/plots/series_shape.h"

#include <QImage>

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace alidade {

/// The levels of all cells: computed once for an image, whatever is shown of it and in whichever theme.
struct ImageLevels {
    PlotImage image;
    std::vector<std::uint8_t> levels; ///< as `image.cells`
    float least = 0.0F;               ///< of the finite values
    float most = 0.0F;
    bool anyValue = false;
};

/// True if the image has cells, as many as it says, and edges that the axes can place.
bool isDrawable(const PlotImage& image, bool logX, bool logY);

/// Levels of `image`; `former` itself if it is of the same image.
std::shared_ptr<const ImageLevels> imageLevels(const PlotImage& image,
                                               const std::shared_ptr<const ImageLevels>& former = nullptr);

/// Outer edges of the image in axis positions.
AxisRange imageRangeX(const PlotImage& image, bool logX);
AxisRange imageRangeY(const PlotImage& image, bool logY);

/// One cell and where its centre lies, in data values.
struct ImageCell {
    int column = 0;
    int row = 0;
    double x = 0.0;
    double y = 0.0;
    double value = 0.0;

    bool operator==(const ImageCell&) const = default;
};

/// Cell `column`, `row`, moved into the image if it lies outside.
ImageCell cellOf(const PlotImage& image, int column, int row, bool logX, bool logY);

/// The cell under an axis position, if there is one.
std::optional<ImageCell> cellAt(const PlotImage& image, const QPointF& position, bool logX, bool logY);

/// The part of an image that a plot shows, in fractional columns and rows.
struct CellWindow {
    AxisRange columns; ///< from the left edge
    AxisRange rows;    ///< from the top edge of the picture to the bottom: descending unless reversed
};

/// `window` as a picture of `size` pixels. Where a cell is larger than a pixel, its colour; where several fall
/// into one pixel, the one farthest from zero (from the low end on a sequential scale), of categories the most
/// frequent: a single outlier stays visible. Cells without value are hatched with `hatch`, every `period` pixels.
QImage pictureOf(const ImageLevels& levels, const CellWindow& window, const QSize& size,
                 const LevelColours& colours, QRgb hatch, int period);

} // namespace alidade
