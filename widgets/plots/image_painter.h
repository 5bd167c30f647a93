// SPDX-License-Identifier: GPL-3.0-or-later
// An image between the axes, the words in its cells, and the bar that explains its colours. Thread rule: GUI
// thread (font metrics).
#pragma once

#include "widgets/plots/image_cells.h"
#include "widgets/plots/plot_painter.h"

namespace alidade {

/// Positions of the colour bar: its value range, log10 of it where the colours are logarithmic.
AxisRange colourBarRange(const PlotImage& image);

/// The visible part of the image, clipped to the plot area without a clip path (SVG has none), and the words in
/// its cells where they fit. `levels` must be those of the image.
void paintImage(QPainter& painter, const ImageLevels& levels, const AxisFrame& frame, const PlotLayout& layout,
                const PlotInk& ink);

/// The colour bar with ticks and title, where the layout has one.
void paintColourBar(QPainter& painter, const PlotImage& image, const PlotLayout& layout, const PlotInk& ink);

/// Painter rectangle of a cell, clipped to the plot area.
QRectF cellRect(const PlotImage& image, int column, int row, const AxisFrame& frame, const PlotLayout& layout);

/// "%1, %2: %3" of a cell in words: positions by the axes, the value by category or number.
QString cellSentence(const PlotSpec& spec, const ImageCell& cell);

/// The value of a cell in words.
QString cellValueText(const PlotImage& image, double value);

} // namespace alidade
