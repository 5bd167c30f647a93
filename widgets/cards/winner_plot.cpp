// SPDX-License-Identifier: GPL-3.0-or-later
// Comparisons of curves as an image of categories.
#include "widgets/cards/winner_plot.h"

#include "widgets/bridge/core_text.h"
#include "widgets/style/number_format.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <limits>

namespace alidade {

namespace {

const QColor noDifferenceColour(0x80, 0x80, 0x80);

QString tr(const char* text) { return QCoreApplication::translate("alidade", text); }

WinnerCell winnerOf(const Workbench& workbench, const CurveSurvey& survey, const QList<int>& competing,
                    const Layer& layer)
{
    WinnerCell cell;
    cell.layer = &layer;
    cell.known = true;
    const Selection& selection = workbench.selection();
    std::vector<AnalysisResultPtr> kept; // owns what the spans point at
    std::vector<std::span<const RateDistortionPoint>> curves;
    AnalysisResultPtr reference;
    for (const int chip : survey.chips()) {
        const AnalysisResultPtr result = survey.result(chip, layer);
        cell.known = cell.known && (result || !survey.error(chip, layer).isEmpty());
        if (selection.chips().at(chip).request.id == originalCoordinates) reference = result;
    }
    if (!cell.known || !reference) return cell;
    for (const int chip : competing) {
        kept.push_back(survey.result(chip, layer));
        curves.push_back(kept.back() ? std::span<const RateDistortionPoint>(kept.back()->curve)
                                     : std::span<const RateDistortionPoint>());
    }
    cell.best = bestCurve(reference->curve, curves, selection.bits(), selection.rateCounting());
    return cell;
}

/// True if the winner is not the original and gains nothing worth mentioning, or the original shares its place.
bool isNoDifference(const WinnerMap& map, const BestCurve& best)
{
    if (!(std::abs(best.gainDb) < noDifferenceDb)) return false;
    const bool original = map.chips.at(static_cast<qsizetype>(*best.index)).request.id == originalCoordinates;
    return !original || best.shared;
}

QString textOf(const WinnerMap& map, const BestCurve& best)
{
    if (isNoDifference(map, best)) return QStringLiteral("=");
    if (best.gainDb == 0.0) return QStringLiteral("0"); // the original, held against itself
    const QString gain = formatFixed(best.gainDb, 1);
    return best.shared ? gain + QStringLiteral(" ≈") : gain;
}

QString badgeOf(const WinnerMap& map, int unreached)
{
    QStringList remarks;
    if (map.stopped)
        remarks.append(tr("stopped: F5 goes on"));
    else if (map.progress.first < map.progress.second)
        remarks.append(tr("%1 of %2 curves").arg(map.progress.first).arg(map.progress.second));
    if (unreached > 0) remarks.append(tr("%1 without a curve that has this rate").arg(unreached));
    return remarks.join(QStringLiteral("; "));
}

} // namespace

WinnerMap winnerMap(const Workbench& workbench, const CurveSurvey& survey)
{
    WinnerMap map;
    map.roles = survey.roles();
    map.progress = survey.progress();
    map.stopped = survey.isStopped();
    QList<int> competing;
    for (const int chip : survey.chips())
        if (workbench.selection().chips().at(chip).visible) competing.append(chip);
    for (const int chip : std::as_const(competing))
        map.chips.append(workbench.selection().chips().at(chip));
    int last = 0;
    for (const Layer* layer : survey.layers()) {
        WinnerCell cell = winnerOf(workbench, survey, competing, *layer);
        cell.row = static_cast<int>(map.roles.indexOf(untrusted(layer->role)));
        map.firstBlock = map.cells.isEmpty() ? *layer->block : std::min(map.firstBlock, *layer->block);
        last = map.cells.isEmpty() ? *layer->block : std::max(last, *layer->block);
        map.cells.append(cell);
    }
    if (!map.cells.isEmpty()) map.blocks = last - map.firstBlock + 1;
    return map;
}

PlotSpec winnerPlot(const WinnerMap& map, const QString& what)
{
    PlotSpec spec;
    spec.title = titled(tr("Winner map"), what);
    spec.x = axisOf(tr("block (in the cells: gain in dB over the original)"), QStringLiteral("block"));
    spec.x.integer = true;
    spec.y = axisOf({}, QStringLiteral("role"));
    spec.y.reversed = true;
    spec.y.categories = map.roles;
    spec.emptyMessage = map.cells.isEmpty()   ? tr("This file has no matrices in blocks.")
                        : map.chips.isEmpty() ? tr("No coordinate system is shown: press 0 to show all.")
                        : map.stopped         ? tr("Stopped. F5 goes on.")
                                              : tr("Measuring …");
    if (map.cells.isEmpty() || map.chips.isEmpty()) return spec;
    PlotImage image;
    image.columns = map.blocks;
    image.rows = static_cast<int>(map.roles.size());
    image.x0 = map.firstBlock - 0.5;
    image.x1 = image.x0 + map.blocks;
    image.y0 = -0.5;
    image.y1 = image.y0 + image.rows;
    image.scale = ColourScale::Categorical;
    image.quantity = tr("highest SQNR");
    for (const CoordinateChip& chip : map.chips)
        image.categories.append({chip.label, chip.slot, std::nullopt});
    image.categories.append({tr("= no difference"), -1, noDifferenceColour});
    const auto count = static_cast<std::size_t>(image.rows) * static_cast<std::size_t>(image.columns);
    auto cells = std::make_shared<std::vector<float>>(count, std::numeric_limits<float>::quiet_NaN());
    image.cellText = QStringList(static_cast<qsizetype>(count), QString());
    int unreached = 0;
    int shown = 0;
    for (const WinnerCell& cell : map.cells) {
        if (!cell.known) continue;
        if (!cell.best.index || !std::isfinite(cell.best.gainDb)) {
            ++unreached;
            continue;
        }
        const int at = cell.row * image.columns + *cell.layer->block - map.firstBlock;
        (*cells)[static_cast<std::size_t>(at)] = isNoDifference(map, cell.best)
                                                     ? static_cast<float>(map.chips.size())
                                                     : static_cast<float>(*cell.best.index);
        image.cellText[at] = textOf(map, cell.best);
        ++shown;
    }
    spec.badge = badgeOf(map, unreached);
    if (shown == 0) {
        if (unreached > 0) spec.emptyMessage = tr("No two curves have a rate in common that could be compared.");
        return spec;
    }
    image.cells = std::move(cells);
    spec.x.min = spec.x.limitMin = image.x0;
    spec.x.max = spec.x.limitMax = image.x1;
    spec.y.min = spec.y.limitMin = image.y0;
    spec.y.max = spec.y.limitMax = image.y1;
    spec.image = image;
    return spec;
}

} // namespace alidade
