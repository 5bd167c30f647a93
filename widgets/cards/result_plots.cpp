// SPDX-License-Identifier: GPL-3.0-or-later
// Distribution, energy compaction and rate-distortion as plots.
#include "widgets/cards/result_plots.h"

#include "widgets/bridge/core_text.h"
#include "widgets/cards/density.h"
#include "widgets/style/number_format.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace alidade {

namespace {

constexpr double decibelsPerBit = 6.0206;
constexpr double shownRate = 10.0; // bits/weight; what lies beyond is named in the badge
constexpr double shownDecibels = 150.0; // of a bound; far above what any plot shows
constexpr double worthShowing = 0.05;   // bits/weight between two bounds, 0.3 dB

QString tr(const char* text) { return QCoreApplication::translate("alidade", text); }

QString previewBadge(const QList<PlottedChip>& chips)
{
    for (const PlottedChip& at : chips) {
        const AnalysisResult* result = at.results.result(Part::Statistics);
        if (result && result->isPreview())
            return tr("preview %1").arg(formatPercent(result->sampledFraction));
    }
    return {};
}

/// Energy compaction of a Gaussian, by threshold t: kept 2 Q(t), energy 2 Q(t) + 2 t phi(t).
QList<QPointF> gaussianCompaction()
{
    QList<QPointF> points;
    for (double t = 5.0; t >= 0.0; t -= 0.05) {
        const double kept = std::erfc(t / std::numbers::sqrt2);
        const double density = std::exp(-0.5 * t * t) / std::sqrt(2.0 * std::numbers::pi);
        points.append({kept, kept + 2.0 * t * density});
    }
    return points;
}

QString seriesName(const QString& label, RateCount count)
{
    if (count == RateCount::FixedRate) return tr("%1, fixed rate").arg(label);
    return (count == RateCount::CodedBytes ? tr("%1, coded") : tr("%1, entropy estimate")).arg(label);
}

QString rateTitle(RateCount count)
{
    if (count == RateCount::FixedRate) return tr("fixed rate (bits/weight)");
    return count == RateCount::CodedBytes ? tr("rate of coded bytes (bits/weight)")
                                          : tr("rate, entropy estimate (bits/weight)");
}

/// A format of one width is a point for each of the coordinates: from 0 on, so that small differences look
/// small.
void showFromZero(PlotSpec& spec)
{
    double highest = 0.0;
    for (const PlotSeries& series : spec.series) {
        if (series.points.size() > 1) return;
        for (const QPointF& point : series.points)
            if (std::isfinite(point.y())) highest = std::max(highest, point.y());
    }
    if (!(highest > 0.0)) return;
    spec.y.min = 0.0;
    spec.y.max = 1.25 * highest;
}

/// SQNR that independent weights of the measured density have at most, over the rate. Nothing if there is no
/// density or the line would cover the Gaussian bound.
QList<QPointF> shannonBound(const CurveBounds& bounds)
{
    QList<QPointF> points;
    double apart = 0.0;
    for (double decibels = 0.0; decibels <= shownDecibels; decibels += 0.5) {
        const double distortion = bounds.variance * std::pow(10.0, -0.1 * decibels);
        const double rate = bounds.shannon(distortion);
        if (!std::isfinite(rate)) return {};
        if (rate <= 0.0) points.clear(); // the bound starts where it leaves the axis
        points.append({rate, decibels});
        apart = std::max(apart, bounds.gaussian(distortion) - rate);
        if (rate > shownRate) break;
    }
    return apart < worthShowing ? QList<QPointF>() : points;
}

bool noneIsFinite(const QList<QPointF>& points)
{
    return std::ranges::none_of(points, [](const QPointF& point) { return std::isfinite(point.y()); });
}

/// The y axis of a plot of the error of the outputs. The bounds hold for the error of the weights and are not
/// drawn.
PlotSpec withOutputAxis(PlotSpec spec, const QList<PlottedChip>& chips, const QString& tensor, double bits)
{
    spec.y = {tr("SQNR of outputs (dB)"), QStringLiteral("operator_sqnr"), false, false, {}, {}, {}, {}};
    if (spec.series.isEmpty()) {
        const bool measured = std::ranges::any_of(chips, [](const PlottedChip& at) {
            return at.results.curve() && !at.results.curve()->curve.empty();
        });
        if (measured)
            spec.emptyMessage = tr("The calibration knows nothing of the inputs of %1.").arg(tensor);
        return spec;
    }
    showFromZero(spec);
    spec.headline = tr("SQNR of the outputs of %1 at %2 bits").arg(tensor, formatNumber(bits));
    return spec;
}

} // namespace

QString titled(const QString& what, const QString& tensor)
{
    return tensor.isEmpty() ? what : what + QStringLiteral(" · ") + tensor;
}

PlotSeries seriesFor(const PlottedChip& at)
{
    PlotSeries series;
    series.id = at.chip.id();
    series.name = at.chip.label;
    series.slot = at.chip.slot;
    series.emphasised = at.active;
    return series;
}

namespace {

/// Why finished statistics have no curves of their own: nothing finite, or nothing but zeros; empty otherwise.
QString nothingToMeasure(const AnalysisResult& result, const QString& tensor)
{
    if (result.rms > 0.0 && std::isfinite(result.rms)) return {};
    return result.nanCount + result.infCount > 0 ? tr("No weight of %1 is finite and other than zero.").arg(tensor)
                                                 : tr("Every weight of %1 is zero.").arg(tensor);
}

} // namespace

QString emptyReason(const QList<PlottedChip>& chips, Part part, const QString& tensor)
{
    if (tensor.isEmpty()) return tr("Select a tensor in the list of layers.");
    if (chips.isEmpty()) return tr("No coordinate system is shown: press 0 to show all.");
    QString reason;
    for (const PlottedChip& at : chips) {
        if (at.results.part(part).pending) return tr("Computing %1 …").arg(tensor);
        if (!at.results.part(part).error.isEmpty())
            reason = at.results.part(part).error;
        else if (reason.isEmpty())
            reason = at.results.notApplicable;
    }
    for (const PlottedChip& at : chips)
        if (const AnalysisResult* result = at.results.result(Part::Statistics); result && reason.isEmpty())
            reason = nothingToMeasure(*result, tensor);
    return reason.isEmpty() ? tr("Nothing has been measured yet.") : reason;
}

const NamedCurve* profileCurve(const PlottedChip& at, Part part, const std::string& profile,
                               const std::string& name)
{
    const AnalysisResult* result = at.results.result(part);
    if (!result) return nullptr;
    const auto found = result->profiles.find(profile);
    if (found == result->profiles.end()) return nullptr;
    const auto curve = std::ranges::find(found->second, name, &NamedCurve::name);
    return curve == found->second.end() ? nullptr : &*curve;
}

QString unsuitedReason(const AnalysisResult& result, const QString& tensor)
{
    const std::uint64_t damaged = result.nanCount + result.infCount;
    if (damaged > 0)
        return tr("%1 of the weights of %2 are not finite.").arg(formatCount(static_cast<qint64>(damaged)), tensor);
    if (result.rows <= 1 || result.cols <= 1)
        return tr("%1 is a vector: it has no rows and columns to compare.").arg(tensor);
    if (!(result.rms > 0.0)) return tr("Every weight of %1 is zero.").arg(tensor);
    return {};
}

QList<PlottedChip> plottedChips(const Workbench& workbench)
{
    QList<PlottedChip> list;
    const Selection& selection = workbench.selection();
    for (int i = 0; i < selection.chips().size(); ++i)
        if (selection.chips().at(i).visible)
            list.append({selection.chips().at(i), i == selection.activeChip(), workbench.results(i)});
    return list;
}

PlotSpec distributionPlot(const QList<PlottedChip>& chips, const QString& tensor)
{
    PlotSpec spec;
    spec.title = titled(tr("Distribution"), tensor);
    spec.emptyMessage = emptyReason(chips, Part::Statistics, tensor);
    spec.badge = previewBadge(chips);
    double halfWidth = leastDensityHalfWidth;
    double leastDensity = 1.0;
    for (const PlottedChip& at : chips) {
        const AnalysisResult* result = at.results.result(Part::Statistics);
        if (result && result->distribution && !result->distribution->counts.empty())
            halfWidth = std::max(halfWidth, halfWidthOf(*result->distribution));
    }
    for (const PlottedChip& at : chips) {
        const AnalysisResult* result = at.results.result(Part::Statistics);
        if (!result || !result->distribution || result->distribution->counts.empty()) continue;
        if (!std::isfinite(result->rms) || result->rms <= 0.0) {
            spec.emptyMessage = nothingToMeasure(*result, tensor);
            continue;
        }
        PlotSeries series = seriesFor(at);
        series.points = densitySteps(*result->distribution, halfWidth);
        series.stepped = true;
        series.preview = result->isPreview();
        for (const QPointF& point : series.points)
            if (point.y() > 0.0) leastDensity = std::min(leastDensity, point.y());
        spec.series.append(series);
    }
    spec.x = {
        tr("coefficient / σ"), QStringLiteral("coefficient"), false, false, -halfWidth, halfWidth, {}, {}};
    // Half of one count: an empty bin falls off the plot, a single weight stays on it.
    spec.y = {tr("density (1/σ)"), QStringLiteral("density"), true, false, 0.5 * leastDensity, {}, {}, {}};
    if (!spec.series.isEmpty())
        spec.references.append(ReferenceLine::curve(normalDensity(std::min(halfWidth, 12.0)), tr("N(0, 1)")));
    return spec;
}

PlotSpec energyPlot(const QList<PlottedChip>& chips, const QString& tensor)
{
    PlotSpec spec;
    spec.title = titled(tr("Energy compaction"), tensor);
    spec.emptyMessage = emptyReason(chips, Part::Statistics, tensor);
    spec.badge = previewBadge(chips);
    double least = 1e-2;
    for (const PlottedChip& at : chips) {
        const AnalysisResult* result = at.results.result(Part::Statistics);
        if (!result || !result->energy || result->energy->x.empty()) continue;
        if (const QString reason = nothingToMeasure(*result, tensor); !reason.isEmpty()) {
            spec.emptyMessage = reason;
            continue;
        }
        PlotSeries series = seriesFor(at);
        series.preview = result->isPreview();
        const std::size_t count = std::min(result->energy->x.size(), result->energy->y.size());
        for (std::size_t i = 0; i < count; ++i)
            series.points.append({result->energy->x[i], result->energy->y[i]});
        least = std::min(least, result->energy->x.front());
        spec.series.append(series);
    }
    spec.x = {tr("kept fraction of the coefficients"),
              QStringLiteral("kept"),
              true,
              false,
              std::max(least, 1e-5),
              1.0,
              {},
              1.0};
    spec.y = {tr("energy captured"), QStringLiteral("energy"), false, false, 0.0, 1.0, 0.0, 1.0};
    if (!spec.series.isEmpty())
        spec.references.append(ReferenceLine::curve(gaussianCompaction(), tr("Gaussian")));
    return spec;
}

PlotSpec rateDistortionPlot(const QList<PlottedChip>& chips, const QString& tensor,
                            const RateCounting& counting, double bits)
{
    PlotSpec spec;
    const bool coded = counting.symbols == RateCount::CodedBytes;
    spec.title = titled(tr("Rate–distortion"), tensor);
    spec.emptyMessage = emptyReason(chips, coded ? Part::Coded : Part::Curve, tensor);
    QStringList remarks;
    QList<ReferenceLine> bounds;
    bool uncounted = false;
    for (const PlottedChip& at : chips) {
        const AnalysisResult* result = coded ? at.results.result(Part::Coded) : at.results.curve();
        if (!result || result->curve.empty()) continue;
        PlotSeries series = seriesFor(at);
        series.markers = true;
        series.name = seriesName(at.chip.label, counting.symbols);
        series.preview = result->isPreview();
        if (counting.symbols == RateCount::EntropyEstimate) series.stroke = Stroke::Dashed;
        double leastRate = std::numeric_limits<double>::infinity();
        for (const RateDistortionPoint& point : result->curve) {
            const double quality = counting.operatorQuality ? point.operatorSqnrDb() : point.sqnrDb();
            series.points.append({countedRate(point, counting), quality});
            leastRate = std::min(leastRate, series.points.last().x());
            // A seed costs a few millionths of a bit; leaving that out is no claim worth a badge.
            uncounted = uncounted || (!counting.basis && point.basisBits > 0.005);
        }
        if (noneIsFinite(series.points)) {
            if (std::isinf(series.points.last().y()))
                spec.emptyMessage = tr("The quantizer makes no error here: SQNR is infinite.");
            continue; // or all weights are zero, or nothing is known of the outputs
        }
        const bool shown = leastRate <= shownRate;
        if (shown && result->bounds && !counting.operatorQuality)
            if (const QList<QPointF> bound = shannonBound(*result->bounds); !bound.isEmpty())
                bounds.append(
                    ReferenceLine::curve(bound, tr("Shannon bound, %1").arg(at.chip.label), at.chip.slot));
        const double basisBits = result->curve.front().basisBits;
        if (!shown)
            remarks.append(counting.basis && basisBits > shownRate
                               ? tr("%1 is off the scale: its basis alone takes %2 bits/weight")
                                     .arg(at.chip.label, formatNumber(basisBits, 3))
                               : tr("%1 is off the scale: it takes %2 bits/weight or more")
                                     .arg(at.chip.label, formatNumber(leastRate, 3)));
        spec.series.append(series);
    }
    if (uncounted) remarks = {tr("bits of the basis not counted")};
    spec.badge = remarks.join(QStringLiteral("; "));
    spec.x = {rateTitle(counting.symbols), QStringLiteral("rate"), false, false, 0.0, shownRate, 0.0, {}};
    if (counting.operatorQuality) return withOutputAxis(spec, chips, tensor, bits);
    spec.y = {tr("SQNR of weights (dB)"), QStringLiteral("sqnr"), false, false, {}, {}, {}, {}};
    if (spec.series.isEmpty()) return spec;
    showFromZero(spec);
    spec.references.append(ReferenceLine::curve({{0.0, 0.0}, {shownRate, decibelsPerBit * shownRate}},
                                                tr("Gaussian bound, 6.02 dB/bit")));
    spec.references.append(bounds);
    spec.headline = tr("SQNR of %1 at %2 bits").arg(tensor, formatNumber(bits));
    return spec;
}

} // namespace alidade
