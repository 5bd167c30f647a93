// SPDX-License-Identifier: GPL-3.0-or-later
// Axes whose positions 0, 1, 2 ... have names: where the names go, and values in words. Thread rule: pure
// functions.
#pragma once

#include "widgets/plots/axis_scale.h"
#include "widgets/plots/plot_spec.h"

namespace alidade {

/// Ticks of an axis with categories: every one, or every n-th (n = 2, 5, 10 ...) where they are closer than
/// `spacing` drawing units.
QList<AxisTick> categoryTicks(const AxisRange& range, const QStringList& categories, double length,
                              double spacing);

/// A value as it is read on the axis: the name of its category, or a number.
QString axisValueText(const AxisSpec& axis, double value);

/// The same for files: the name of its category, or the exact number.
QString axisValueExact(const AxisSpec& axis, double value);

} // namespace alidade
