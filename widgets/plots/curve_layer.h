// SPDX-License-Identifier: GPL-3.0-or-later
// The only door to Qt Charts: a chart without decoration that strokes curves into the plot area.
// Curves come in fractions of the plot area, (0, 0) at its lower left and (1, 1) at its upper right, already
// clipped and finite. Qt Charts never sees a data value, so none can make it drop a series, lose an axis or
// crash. Thread rule: GUI thread only.
#pragma once

#include <QList>
#include <QPen>
#include <QPointF>
#include <QRectF>
#include <QSizeF>

#include <memory>

class QPainter;

namespace alidade {

/// One stroked curve.
struct LayerCurve {
    QList<QPointF> points;
    QPen pen;

    bool operator==(const LayerCurve&) const = default;
};

class CurveLayer {
public:
    /// Requires a QApplication.
    CurveLayer();
    ~CurveLayer();
    CurveLayer(const CurveLayer&) = delete;
    CurveLayer& operator=(const CurveLayer&) = delete;

    /// Size of the canvas and the plot area in it.
    void setGeometry(const QSizeF& size, const QRectF& area);

    /// The curves in drawing order. Series objects are reused from call to call; only what differs is
    /// touched, each with a single `replace()`.
    void setCurves(const QList<LayerCurve>& curves);

    /// Paints the curves onto the canvas rectangle of `painter`.
    void render(QPainter& painter);

    /// Number of series objects made so far; they are never deleted while the layer lives.
    int seriesCount() const;

private:
    class Private;
    Private& made();

    std::unique_ptr<Private> d; ///< null until something is drawn
};

} // namespace alidade
