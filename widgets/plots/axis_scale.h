// SPDX-License-Identifier: GPL-3.0-or-later
// One axis as arithmetic: data values to axis positions (log10 on log axes) and where to put ticks.
// Thread rule: pure functions and values.
#pragma once

#include <QList>
#include <QString>

#include <functional>

namespace alidade {

/// A closed interval of axis positions: the value itself on linear axes, log10 of it on log axes.
struct AxisRange {
    double min = 0.0;
    double max = 1.0;

    double span() const { return max - min; }
    double centre() const { return min + 0.5 * span(); }
    bool contains(double position) const { return position >= min && position <= max; }

    bool operator==(const AxisRange&) const = default;
};

/// One tick. Minor ticks have no label.
struct AxisTick {
    double position = 0.0; ///< in axis positions
    QString label;

    bool isMajor() const { return !label.isEmpty(); }
};

/// Position of `value`: itself or log10(value). NaN where there is none (value <= 0 on a log axis).
double toAxis(double value, bool logarithmic);

/// Inverse of `toAxis`.
double fromAxis(double position, bool logarithmic);

/// `range` widened about its centre to at least 1e-9 of its magnitude (1e-6 decades on log axes), ordered and
/// finite. Narrower ranges cannot be labelled with distinct numbers.
AxisRange withMinimumSpan(AxisRange range, bool logarithmic);

/// What the tick maker must know of the drawing: the length of the axis and how much of it a label takes.
struct TickRoom {
    double length = 100.0;                             ///< of the axis, in drawing units
    double spacing = 40.0;                             ///< wished distance between labelled ticks
    std::function<double(const QString&)> labelExtent; ///< size of a label along the axis, with its gap
};

/// Ticks for `range`: 1-2-5 steps on linear axes, whole numbers if `integer`, decades on log axes and 1-2-5
/// inside them where fewer than three decades show. At least three labels wherever that many fit without
/// touching.
QList<AxisTick> makeTicks(const AxisRange& range, bool logarithmic, bool integer, const TickRoom& room);

} // namespace alidade
