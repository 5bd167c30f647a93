// SPDX-License-Identifier: GPL-3.0-or-later
// The colours of the instrument: one style (colour, dash, marker) per coordinate slot, checked for contrast
// and for colour vision deficiency, and the neutral colours of a plot, taken from the widget palette.
#pragma once

#include <QColor>
#include <QList>

class QPalette;

namespace alidade {

/// Shape of a data point. Each coordinate slot has its own, so that colour is never the only cue.
enum class MarkerShape { None, Disc, HalfSquare, OpenCircle, Diamond, Triangle, Square };

/// How one coordinate system is drawn everywhere: plots, chips, table headers.
struct CoordinateStyle {
    QColor colour;
    QList<qreal> dash;       ///< on/off lengths in units of the pen width; empty = solid
    qreal widthFactor = 1.0; ///< multiplies the common line width
    MarkerShape marker = MarkerShape::Disc;

    bool operator==(const CoordinateStyle&) const = default;
};

/// The neutral colours of a plot.
struct PlotColours {
    QColor background;
    QColor ink;       ///< axis lines, tick labels, titles
    QColor grid;      ///< lines at labelled ticks
    QColor minorGrid; ///< lines between labelled ticks (log axes)
    QColor reference; ///< reference lines and their labels
    QColor accent;    ///< rubber band, focus frame
    bool dark = false;
};

/// Number of hand-picked slots: original, Hadamard, random, PCA, DCT control, learned.
inline constexpr int coordinateSlotCount = 6;

/// Style of coordinate slot `slot` on a light or dark background. Slots past the sixth reuse the colours with
/// another dash and marker; a negative slot gives plain ink (black or near white, solid, disc).
CoordinateStyle styleFor(int slot, bool dark);

/// True if `palette` shows light text on a dark base.
bool isDark(const QPalette& palette);

/// Neutral plot colours that fit `palette`.
PlotColours plotColours(const QPalette& palette);

/// Neutral plot colours for paper: black on white, whatever the theme on screen.
PlotColours paperColours();

/// `a` moved towards `b`; `share` 0 gives `a`, 1 gives `b`. Opaque.
QColor mixed(const QColor& a, const QColor& b, qreal share);

} // namespace alidade
