// SPDX-License-Identifier: GPL-3.0-or-later
// Plots with known numbers, for the tests of plots and figures.
#pragma once

#include "widgets/plots/plot_spec.h"

#include <cmath>

namespace alidade::samples {

using namespace Qt::StringLiterals;

/// y = slope * x at x = 0, 1, ..., count - 1.
inline PlotSeries line(const QString& name, double slope, int count, int slot)
{
    PlotSeries series;
    series.id = name;
    series.name = name;
    series.slot = slot;
    for (int i = 0; i < count; ++i)
        series.points.append({static_cast<double>(i), slope * i});
    return series;
}

/// Two straight lines on linear axes, x from 0 to 10.
inline PlotSpec linear()
{
    PlotSpec spec;
    spec.title = u"Two lines"_s;
    spec.x.title = u"position (mm)"_s;
    spec.y.title = u"height, \"h\" (m)"_s;
    spec.series = {line(u"first"_s, 1.0, 11, 0), line(u"second"_s, 2.0, 11, 1)};
    return spec;
}

/// Four step histograms on a log y axis, with empty bins.
inline PlotSpec histograms(int bins = 256)
{
    PlotSpec spec;
    spec.title = u"Distribution"_s;
    spec.x.title = u"coefficient / σ"_s;
    spec.y.title = u"density (1/σ)"_s;
    spec.y.logarithmic = true;
    for (int k = 0; k < 4; ++k) {
        PlotSeries series;
        series.id = QString::number(k);
        series.name = u"h%1"_s.arg(k);
        series.slot = k;
        series.stepped = true;
        for (int i = 0; i <= bins; ++i) {
            const double x = -8.0 + 16.0 * i / bins;
            const double width = 0.6 + 0.4 * k;
            const double y = std::exp(-0.5 * x * x / (width * width)) / width;
            series.points.append({x, y > 1e-7 ? y * (1.0 + 0.3 * std::sin(40.0 * x)) : 0.0});
        }
        spec.series.append(series);
    }
    spec.references.append(ReferenceLine::horizontal(1e-3, u"reference"_s));
    return spec;
}

} // namespace alidade::samples
