// SPDX-License-Identifier: GPL-3.0-or-later
// Data points as vector shapes: one path per series, sharp at every scale and small in SVG.
#pragma once

#include "widgets/style/palette.h"

#include <QList>
#include <QPointF>

class QColor;
class QPainter;

namespace alidade {

/// Draws `shape` of diameter `size` at every centre, in painter units; open shapes are filled with
/// `background`.
void paintMarkers(QPainter& painter, MarkerShape shape, const QList<QPointF>& centres, double size,
                  const QColor& colour, const QColor& background);

} // namespace alidade
