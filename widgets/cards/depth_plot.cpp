// SPDX-License-Identifier: GPL-3.0-or-later
// The depth profile: one metric over the blocks of the model, one line per coordinate system.
#include "widgets/cards/result_plots.h"

#include "widgets/bridge/core_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace alidade {

namespace {

constexpr double gaussianKurtosis = 3.0;
constexpr double logFromRatio = 20.0; // values that span more are easier read on a log axis

QString tr(const char* text) { return QCoreApplication::translate("alidade", text); }

bool spansDecades(const QList<DepthLine>& lines)
{
    double least = INFINITY;
    double greatest = 0.0;
    for (const DepthLine& line : lines) {
        for (const DepthPoint& point : line.points) {
            if (std::isnan(point.y)) continue;
            if (point.y <= 0.0) return false;
            least = std::min(least, point.y);
            greatest = std::max(greatest, point.y);
        }
    }
    return greatest > logFromRatio * least;
}

} // namespace

PlotSpec depthPlot(const QList<DepthLine>& lines, const Metric& metric, const QString& role, bool waiting)
{
    const bool isKurtosis = metric.id == "kurtosis";
    const QString label = componentText(metric.label);
    PlotSpec spec;
    spec.title = role.isEmpty() ? tr("Across the file") : tr("Depth profile");
    for (const DepthLine& line : lines) {
        PlotSeries series;
        series.id = line.chip.id();
        series.name = line.chip.label;
        series.slot = line.chip.slot;
        series.emphasised = line.active;
        series.markers = true;
        for (const DepthPoint& point : line.points)
            series.points.append({point.x, point.y});
        spec.series.append(series);
    }
    spec.x = {role.isEmpty() ? tr("matrix in file order") : tr("block"),
              role.isEmpty() ? QStringLiteral("file order") : QStringLiteral("block"),
              false,
              true,
              {},
              {},
              {},
              {}};
    const QString unit = componentText(metric.unit);
    spec.y = {unit.isEmpty() ? label : QStringLiteral("%1 (%2)").arg(label, unit),
              fromCore(metric.id),
              isKurtosis || spansDecades(lines),
              false,
              {},
              {},
              {},
              {}};
    spec.emptyMessage = waiting           ? tr("Measuring …")
                        : lines.isEmpty() ? tr("No coordinate system is shown: press 0 to show all.")
                                          : tr("This file has no matrix to draw a profile of.");
    if (isKurtosis) spec.references.append(ReferenceLine::horizontal(gaussianKurtosis, tr("Gaussian: 3")));
    return spec;
}

QList<DepthLine> depthLines(const Workbench& workbench, bool* waiting)
{
    QList<DepthLine> lines;
    *waiting = false;
    if (!workbench.model()) return lines;
    const Selection& selection = workbench.selection();
    const QList<const Layer*> layers = layersInDepth(*workbench.model(), selection.depthRole());
    const std::string metric = selection.depthMetric().toStdString();
    for (int chip = 0; chip < selection.chips().size(); ++chip) {
        if (!selection.chips().at(chip).visible) continue;
        DepthLine line{selection.chips().at(chip), chip == selection.activeChip(), {}};
        for (qsizetype i = 0; i < layers.size(); ++i) {
            const AnalysisResultPtr result = workbench.surveyed(chip, layers.at(i)->tensor.name);
            if (!result) {
                *waiting |= workbench.surveyError(chip, layers.at(i)->tensor.name).isEmpty();
                continue;
            }
            const auto at = result->metrics.find(metric);
            if (at == result->metrics.end()) continue;
            const bool byBlock = !selection.depthRole().isEmpty();
            line.points.append(
                {byBlock ? static_cast<double>(*layers.at(i)->block) : static_cast<double>(i), at->second});
        }
        lines.append(line);
    }
    return lines;
}

std::vector<AnalysisRequest> depthRequests(const Workbench& workbench, const CoordinateChip& chip)
{
    std::vector<AnalysisRequest> requests;
    if (!workbench.model()) return requests;
    const CheckpointSummary& model = *workbench.model();
    for (const Layer* layer : layersInDepth(model, workbench.selection().depthRole())) {
        requests.push_back(surveyRequest(workbench.registries(), model.path, layer->tensor.name, chip.request));
        if (chip.needsCalibration) requests.back().calibration = workbench.selection().calibration().toStdString();
    }
    return requests;
}

QStringList depthProblems(const Workbench& workbench, int chip)
{
    QStringList sentences;
    if (!workbench.model()) return sentences;
    for (const Layer* layer : layersInDepth(*workbench.model(), workbench.selection().depthRole())) {
        const QString error = workbench.surveyError(chip, layer->tensor.name);
        const QString& label = workbench.selection().chips().at(chip).longLabel;
        if (!error.isEmpty()) sentences.append(QStringLiteral("%1: %2").arg(label, error));
    }
    return sentences;
}

std::optional<double> depthPosition(const Workbench& workbench, const Layer& layer)
{
    if (!workbench.model()) return std::nullopt;
    const QString role = workbench.selection().depthRole();
    const QList<const Layer*> layers = layersInDepth(*workbench.model(), role);
    const auto at = std::ranges::find(layers, &layer);
    if (at == layers.end()) return std::nullopt;
    return role.isEmpty() ? static_cast<double>(at - layers.begin()) : static_cast<double>(*layer.block);
}

} // namespace alidade
