// SPDX-License-Identifier: GPL-3.0-or-later
// Plots with known numbers, for the tests of plots and figures.
#pragma once

#include "widgets/plots/plot_spec.h"

#include <cmath>
#include <memory>
#include <vector>

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

/// 4 columns x 3 rows over x in [0, 4], y in [0, 3]; cell value = 10 row + column; column 1 of row 2 is missing.
/// Rows grow downwards, as those of a matrix do.
inline PlotSpec smallImage()
{
    PlotSpec spec;
    spec.title = u"Weights"_s;
    spec.x.title = u"column"_s;
    spec.y.title = u"row"_s;
    spec.y.reversed = true;
    auto cells = std::make_shared<std::vector<float>>();
    for (int row = 0; row < 3; ++row)
        for (int column = 0; column < 4; ++column)
            cells->push_back(static_cast<float>(10 * row + column));
    (*cells)[9] = std::nanf("");
    PlotImage image;
    image.columns = 4;
    image.rows = 3;
    image.cells = cells;
    image.x1 = 4.0;
    image.y1 = 3.0;
    image.high = 23.0;
    image.quantity = u"|w|"_s;
    spec.image = image;
    return spec;
}

/// A square image of smooth waves with one outlier, with profiles above and beside.
inline PlotSpec largeImage(int size)
{
    PlotSpec spec;
    spec.title = u"Heat map of a projection"_s;
    spec.x.title = u"input channel"_s;
    spec.y.title = u"output channel"_s;
    spec.y.reversed = true;
    spec.x.integer = spec.y.integer = true;
    auto cells = std::make_shared<std::vector<float>>();
    for (int row = 0; row < size; ++row)
        for (int column = 0; column < size; ++column)
            cells->push_back(0.02F * std::sin(0.021F * static_cast<float>(row)) *
                             std::cos(0.013F * static_cast<float>(column)));
    (*cells)[static_cast<std::size_t>(size * (size / 2) + size / 4)] = 0.06F;
    PlotImage image;
    image.columns = image.rows = size;
    image.cells = cells;
    image.x0 = image.y0 = -0.5;
    image.x1 = image.y1 = size - 0.5;
    image.scale = ColourScale::Diverging;
    image.high = 0.03;
    image.quantity = u"weight"_s;
    spec.image = image;
    spec.above = PlotMarginal{u"RMS per input channel"_s, {}, false};
    spec.beside = PlotMarginal{u"kurtosis"_s, {}, true};
    for (int i = 0; i < size; ++i) {
        spec.above->points.append({static_cast<double>(i), 0.01 * std::abs(std::cos(0.013 * i)) + 0.002});
        spec.beside->points.append({static_cast<double>(i), std::pow(10.0, 1.5 + std::sin(0.021 * i))});
    }
    return spec;
}

/// Which of three coordinate systems is best, by layer and role: categories on both axes and in the cells.
inline PlotSpec winners()
{
    PlotSpec spec;
    spec.title = u"Best coordinates"_s;
    spec.x.title = u"layer"_s;
    for (int i = 0; i < 12; ++i)
        spec.x.categories.append(u"layer %1"_s.arg(i, 2, 10, QChar(u'0')));
    spec.y.categories = {u"q_proj"_s, u"k_proj"_s, u"v_proj"_s, u"o_proj"_s, u"gate_proj"_s, u"down_proj"_s};
    spec.y.reversed = true;
    auto cells = std::make_shared<std::vector<float>>();
    PlotImage image;
    image.columns = 12;
    image.rows = 6;
    for (int i = 0; i < 72; ++i) {
        cells->push_back(static_cast<float>((i * 7 + i / 12) % 3));
        image.cellText.append(QString::number(i % 10));
    }
    image.cells = cells;
    image.x0 = image.y0 = -0.5;
    image.x1 = 11.5;
    image.y1 = 5.5;
    image.scale = ColourScale::Categorical;
    image.categories = {{u"original"_s, 0, {}}, {u"Hadamard"_s, 1, {}}, {u"PCA"_s, 3, {}}};
    image.quantity = u"winner"_s;
    spec.image = image;
    return spec;
}

/// A median with a band and a stepped curve with one; and arrows between pairs of points.
inline PlotSpec bandsAndArrows()
{
    PlotSpec spec;
    spec.title = u"Rates"_s;
    spec.x.title = u"block"_s;
    spec.y.title = u"rate (bits/weight)"_s;
    PlotSeries median = line(u"median"_s, 1.0, 11, 1);
    PlotSeries steps = line(u"steps"_s, 0.0, 11, 3);
    steps.stepped = true;
    for (int i = 0; i <= 10; ++i) {
        median.lower.append(0.8 * i);
        median.upper.append(1.3 * i + 1.0);
        steps.points[i].setY(12.0 + (i % 3));
        steps.lower.append(11.0 + (i % 3));
        steps.upper.append(13.0 + (i % 3));
    }
    PlotSeries arrows;
    arrows.id = arrows.name = u"moved"_s;
    arrows.slot = 2;
    arrows.arrows = true;
    arrows.points = {{1, 8}, {3, 10}, {6, 2}, {8, 4}, {9, 1}, {9, 0.5}};
    spec.series = {median, steps, arrows};
    return spec;
}

} // namespace alidade::samples
