// SPDX-License-Identifier: GPL-3.0-or-later
// The state behind PlotView, shared by its source files: data and view, the drawn cache, and the gestures.
#pragma once

#include "widgets/plots/curve_layer.h"
#include "widgets/plots/figure_export.h"
#include "widgets/plots/image_cells.h"
#include "widgets/plots/plot_overlay.h"
#include "widgets/plots/plot_painter.h"
#include "widgets/plots/plot_ranges.h"
#include "widgets/plots/plot_view.h"

#include <QElapsedTimer>
#include <QPixmap>
#include <QTimer>

namespace alidade {

/// Where the cursor is: at an x of the curves, in a cell of the image, or at the head of an arrow.
struct CursorPlace {
    std::optional<double> x; ///< data value; empty = nowhere
    std::optional<ImageCell> cell;
    std::optional<ArrowHit> arrow;
};

class PlotView::Private {
public:
    enum class Gesture { None, Rubber, Pan };

    explicit Private(PlotView* view);

    // Data and view
    void schedule();
    void apply();
    void ensureApplied();
    void invalidate();
    AxisFrame frameFor(const PlotViewState& wanted) const;
    bool logX(const PlotViewState& wanted) const;
    bool logY(const PlotViewState& wanted) const;
    PlotSpec specWithChoices() const;
    void changeState(const PlotViewState& next, bool remember);
    void showFrame(const AxisRange& x, const AxisRange& y, bool remember);
    void describe();
    QString emptySentence() const;

    // Drawing
    PlotInk makeInk() const;
    void drawCache();
    QList<LayerCurve> layerCurves() const;
    OverlayState overlayState() const;

    // Cursor
    qsizetype cursorSeries() const;
    void moveCursorTo(const QPointF& position);
    void stepCursor(qsizetype samples);
    void stepCell(int columns, int rowsUp);
    void stepArrow(qsizetype arrows);
    void moveByKey(int key);
    bool activateCursor();
    bool cycleSeries(int direction);
    void setCursor(const CursorPlace& place);
    void clearCursor() { setCursor({}); }
    CursorPlace placeOf(const ImageCell& cell) const;
    CursorPlace placeOf(const ArrowHit& arrow) const;
    PlotReadout valuesAtCursor() const;

    // Gestures
    void finishRubber(const QPointF& position, Qt::KeyboardModifiers modifiers);
    QRectF rubberRect(Qt::KeyboardModifiers modifiers) const;
    void zoomAbout(const QPointF& position, double factor, bool alongX, bool alongY);
    void panTo(const QPointF& position);

    FigureOptions clipboardOptions() const;

    PlotView* q;
    PlotSpec spec;
    QString recipe;
    std::function<QString()> recipeSource;
    PlotViewState state;
    QList<PlotViewState> history;

    PlotBounds bounds;
    AxisFrame frame;
    PlotLayout layout;
    CurveLayer curves;
    std::shared_ptr<const ImageLevels> levels; // of spec.image
    QPixmap cache;
    bool specPending = false;
    bool cacheStale = true;
    bool drawable = false;
    QTimer timer;
    QElapsedTimer sinceApply;
    QElapsedTimer sinceWheel;

    std::optional<double> hairline;
    std::optional<double> linkedCursor;
    CursorPlace cursor;
    std::optional<QPointF> pointer;
    qsizetype cycled = -1; // series chosen by the keyboard

    Gesture gesture = Gesture::None;
    QPointF pressed;
    QPointF dragged;
    AxisFrame framePressed;
    PlotViewState statePressed;
    Qt::KeyboardModifiers modifiers;
    bool spaceHeld = false;
    bool doubleClicked = false;
};

} // namespace alidade
