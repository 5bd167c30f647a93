// SPDX-License-Identifier: GPL-3.0-or-later
// Results arranged as plots: which number goes on which axis, which line is which, what to say when there is
// nothing. Nothing is measured here; turning counts into densities and bits into x values is arranging. Pure
// functions.
#pragma once

#include "widgets/bridge/workbench.h"
#include "widgets/plots/plot_spec.h"

#include <QList>
#include <QString>

namespace alidade {

/// One visible coordinate system of the selected tensor.
struct PlottedChip {
    CoordinateChip chip;
    bool active = false;
    ChipResults results;
};

/// The visible chips with their results, in the order of the chips.
QList<PlottedChip> plottedChips(const Workbench& workbench);

/// An axis that takes its range from the data.
inline AxisSpec axisOf(const QString& title, const QString& quantity, bool logarithmic = false)
{
    AxisSpec axis;
    axis.title = title;
    axis.quantity = quantity;
    axis.logarithmic = logarithmic;
    return axis;
}

/// "What · L03 down_proj"; `what` alone if there is no tensor.
QString titled(const QString& what, const QString& tensor);
/// A series with the chip's identity, name, style and emphasis, without points.
PlotSeries seriesFor(const PlottedChip& at);
/// Why a plot of this part has nothing to show, in one sentence.
QString emptyReason(const QList<PlottedChip>& chips, Part part, const QString& tensor);
/// Why a matrix plot has nothing to show of a finished result: not finite, a vector, all zero; empty if it is
/// none of these.
QString unsuitedReason(const AnalysisResult& result, const QString& tensor);
/// A curve of a profile that was asked for as this part, or null. Valid as long as `at`.
const NamedCurve* profileCurve(const PlottedChip& at, Part part, const std::string& profile,
                               const std::string& name);

/// Density of coefficient / sigma against the standard normal density.
PlotSpec distributionPlot(const QList<PlottedChip>& chips, const QString& tensor);

/// Share of the energy in the largest coefficients against that of a Gaussian.
PlotSpec energyPlot(const QList<PlottedChip>& chips, const QString& tensor);

/// SQNR of the weights or of the layer's outputs over bits per weight, counted as told: lines in the stroke
/// of the chip for rates that files have, dashed for the estimate; against the Gaussian bound and the Shannon
/// bounds of coordinates whose weights are not Gaussian, where it is the weights.
/// @param counting without the basis it leaves its bits out, and says so
PlotSpec rateDistortionPlot(const QList<PlottedChip>& chips, const QString& tensor,
                            const RateCounting& counting, double bits);

/// One point of a depth profile.
struct DepthPoint {
    double x = 0.0; ///< block, or position in the file
    double y = 0.0; ///< NaN where the metric is undefined
};

/// One line of a depth profile.
struct DepthLine {
    CoordinateChip chip;
    bool active = false;
    QList<DepthPoint> points;
};

/// A metric over the depth of the model.
/// @param role    role shown, or empty for every matrix in file order
/// @param waiting true while survey results are missing
PlotSpec depthPlot(const QList<DepthLine>& lines, const Metric& metric, const QString& role, bool waiting);

/// The lines of the depth profile in the present state of the survey.
QList<DepthLine> depthLines(const Workbench& workbench, bool* waiting);

/// What the survey asks for one chip's line of the depth profile.
std::vector<AnalysisRequest> depthRequests(const Workbench& workbench, const CoordinateChip& chip);

/// Why points of a chip's line are missing: one sentence for each.
QStringList depthProblems(const Workbench& workbench, int chip);

/// Where a layer stands on the x axis of the depth profile, or nothing if it is not in it.
std::optional<double> depthPosition(const Workbench& workbench, const Layer& layer);

} // namespace alidade
