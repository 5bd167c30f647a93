// SPDX-License-Identifier: GPL-3.0-or-later
// A pooled matrix as an image with margins.
#include "widgets/cards/heat_map_card.h"

#include "widgets/style/number_format.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace alidade {

namespace {

constexpr double logFromRatio = 20.0; // peaks that span more are easier read on a log scale

QString tr(const char* text) { return QCoreApplication::translate("alidade", text); }

/// Peaks over the middles of the cells.
PlotMarginal marginal(const std::vector<float>& peaks, std::uint64_t length)
{
    PlotMarginal margin;
    margin.title = tr("L∞ / σ");
    const auto cells = static_cast<int>(peaks.size());
    double least = INFINITY;
    double greatest = 0.0;
    for (int cell = 0; cell < cells; ++cell) {
        const double value = static_cast<double>(peaks[static_cast<std::size_t>(cell)]);
        const auto begin = static_cast<double>(HeatMap::begin(cell, cells, length));
        const auto end = static_cast<double>(HeatMap::begin(cell + 1, cells, length));
        margin.points.append({0.5 * (begin + end), value});
        if (!std::isfinite(value)) continue;
        if (value > 0.0) least = std::min(least, value);
        greatest = std::max(greatest, value);
    }
    margin.logarithmic = greatest > logFromRatio * least;
    return margin;
}

AxisSpec channelAxis(bool input, bool channels, std::uint64_t length)
{
    const QString title = input ? (channels ? tr("input channel") : tr("input coordinate"))
                                : (channels ? tr("output channel") : tr("output coordinate"));
    AxisSpec axis = axisOf(title, input ? QStringLiteral("input channel") : QStringLiteral("output channel"));
    axis.integer = true;
    axis.min = axis.limitMin = 0.0;
    axis.max = axis.limitMax = static_cast<double>(length);
    return axis;
}

void setColours(PlotSpec& spec, const AnalysisResultPtr& result, HeatMapStyle style)
{
    const HeatMap& map = *result->heatMap;
    PlotImage& image = *spec.image;
    QStringList remarks;
    if (style == HeatMapStyle::Signed) {
        // The cells live in the result, which the pointer keeps.
        image.cells = std::shared_ptr<const std::vector<float>>(result, &map.cells);
        image.scale = ColourScale::Diverging;
        image.high = map.clip > 0.0 ? map.clip : map.largest;
        image.low = -image.high;
        image.quantity = tr("coefficient");
        if (map.clip > 0.0)
            remarks.append(tr("clipped at ±%1: %2 beyond")
                               .arg(formatNumber(map.clip, 3),
                                    formatCount(static_cast<qint64>(map.beyondClip))));
    } else {
        auto magnitudes = std::make_shared<std::vector<float>>(map.cells);
        for (float& value : *magnitudes)
            value = std::abs(value);
        image.cells = std::move(magnitudes);
        image.logarithmic = true;
        image.high = map.largest;
        // What is a million times smaller than the largest is as good as nothing.
        image.low = std::max(map.leastNonzero, 1e-6 * map.largest);
        image.quantity = tr("|coefficient|");
    }
    const auto pooled = [](std::uint64_t length, int cells) {
        return (length + static_cast<std::uint64_t>(cells) - 1) / static_cast<std::uint64_t>(cells);
    };
    const std::uint64_t down = pooled(map.matrixRows, map.rows);
    const std::uint64_t across = pooled(map.matrixColumns, map.columns);
    if (down > 1 || across > 1)
        remarks.append(tr("largest of %1 × %2").arg(down).arg(across));
    if (const std::uint64_t damaged = map.nanCount + map.infCount; damaged > 0)
        remarks.append(tr("%1 not finite").arg(formatCount(static_cast<qint64>(damaged))));
    spec.badge = remarks.join(QStringLiteral("; "));
}

} // namespace

PlotSpec heatMapPlot(const QList<PlottedChip>& shown, const QString& tensor, HeatMapStyle style,
                     bool transposed)
{
    PlotSpec spec;
    spec.title = titled(tr("Heat map"), tensor);
    spec.emptyMessage = emptyReason(shown, Part::Picture, tensor);
    if (shown.isEmpty()) return spec;
    const PlottedChip& at = shown.first();
    spec.title += QStringLiteral(" · ") + at.chip.label;
    const AnalysisResultPtr& result = at.results.part(Part::Picture).result;
    if (!result || !result->heatMap) return spec;
    const HeatMap& map = *result->heatMap;
    if (map.matrixRows <= 1 || map.matrixColumns <= 1) {
        spec.emptyMessage = unsuitedReason(*result, tensor);
        return spec;
    }
    if (!(map.largest > 0.0)) {
        spec.emptyMessage = unsuitedReason(*result, tensor);
        return spec;
    }
    const bool channels = at.chip.request.id == originalCoordinates;
    spec.x = channelAxis(!transposed, channels, map.matrixColumns);
    spec.y = channelAxis(transposed, channels, map.matrixRows);
    spec.y.reversed = true;
    PlotImage image;
    image.columns = map.columns;
    image.rows = map.rows;
    image.x1 = static_cast<double>(map.matrixColumns);
    image.y1 = static_cast<double>(map.matrixRows);
    spec.image = image;
    setColours(spec, result, style);
    spec.above = marginal(map.columnPeaks, map.matrixColumns);
    spec.beside = marginal(map.rowPeaks, map.matrixRows);
    spec.headline = tr("Coefficients of %1 in %2: the largest is %3 σ")
                        .arg(tensor, at.chip.label, formatNumber(map.largest / map.rms, 3));
    return spec;
}

} // namespace alidade
