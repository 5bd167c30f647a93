// SPDX-License-Identifier: GPL-3.0-or-later
// What moves over a finished plot: selection hairline, crosshair, readout box, rubber band. Painted over a
// cached picture, so that hovering costs no redraw of the curves.
#pragma once

#include "widgets/plots/arrow_painter.h"
#include "widgets/plots/image_cells.h"
#include "widgets/plots/plot_painter.h"

#include <QPointF>
#include <QRectF>

#include <optional>

namespace alidade {

/// What the overlay shows. x values are data values.
struct OverlayState {
    std::optional<double> hairline;     ///< dashed: the selection
    std::optional<double> linkedCursor; ///< thin, with readout: the cursor of another plot
    std::optional<double> cursor;       ///< thin, with readout: the cursor of this plot
    std::optional<QPointF> pointer;     ///< mouse position, for the horizontal hair
    std::optional<ImageCell> cell;      ///< outlined, with readout: in place of the cursor's
    std::optional<ArrowHit> arrow;      ///< with readout at its head
    qsizetype series = -1;              ///< series the keyboard is on; its readout row is bold
    QRectF rubber;                      ///< empty = none
    bool focused = false;
};

/// The rows that a readout of a cell shows: column, row, value, and what the profiles have there.
QList<QPair<QString, QString>> cellRows(const PlotSpec& spec, const ImageCell& cell);

/// The rows that a readout of an arrow shows: its series, where it comes from and where it points.
QStringList arrowLines(const PlotSpec& spec, const ArrowHit& hit);

/// Paints the overlay of a plot whose spec, frame and layout are given.
void paintOverlay(QPainter& painter, const PlotSpec& spec, const AxisFrame& frame, const PlotLayout& layout,
                  const PlotInk& ink, const OverlayState& state);

} // namespace alidade
