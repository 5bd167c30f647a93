// SPDX-License-Identifier: GPL-3.0-or-later
// Names in place of numbers.
#include "widgets/plots/axis_words.h"

#include "widgets/style/number_format.h"

#include <algorithm>
#include <cmath>

namespace alidade {

namespace {

// The category a value stands for; -1 if it is none.
qsizetype categoryOf(const AxisSpec& axis, double value)
{
    if (!std::isfinite(value) || std::abs(value - std::round(value)) > 1e-6) return -1;
    const auto index = static_cast<qsizetype>(std::llround(value));
    return index < axis.categories.size() ? index : -1;
}

} // namespace

QList<AxisTick> categoryTicks(const AxisRange& range, const QStringList& categories, double length, double spacing)
{
    QList<AxisTick> ticks;
    const double perCategory = length / range.span();
    qsizetype step = 1;
    for (qsizetype decade = 1; static_cast<double>(step) * perCategory < spacing; decade *= 10) {
        for (const qsizetype digit : {2, 5, 10}) {
            step = digit * decade;
            if (static_cast<double>(step) * perCategory >= spacing) break;
        }
        if (step > categories.size()) break;
    }
    const auto first = static_cast<qsizetype>(std::max(0.0, std::ceil(range.min - 1e-9)));
    for (qsizetype i = first; i < categories.size() && static_cast<double>(i) <= range.max + 1e-9; ++i) {
        if (i % step == 0) ticks.append({static_cast<double>(i), categories[i]});
    }
    return ticks;
}

QString axisValueText(const AxisSpec& axis, double value)
{
    const qsizetype category = categoryOf(axis, value);
    return category >= 0 ? axis.categories[category] : formatNumber(value);
}

QString axisValueExact(const AxisSpec& axis, double value)
{
    const qsizetype category = categoryOf(axis, value);
    return category >= 0 ? axis.categories[category] : formatExact(value);
}

} // namespace alidade
