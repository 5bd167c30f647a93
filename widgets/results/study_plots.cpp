// SPDX-License-Identifier: GPL-3.0-or-later
// Curves of a study and their styles.
#include "widgets/results/study_plots.h"

#include "widgets/bridge/core_text.h"
#include "widgets/results/results_colours.h"
#include "widgets/style/number_format.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace alidade {

namespace {

constexpr double farBelow = 1e-5;  // of the least value: a line so far below would squeeze the curves
constexpr double manyTimes = 20.0; // between values from which on an axis is logarithmic

QString tr(const char* text) { return QCoreApplication::translate("alidade", text); }

/// Distinct words in order of first appearance.
using Words = std::vector<std::string>;

std::size_t placeIn(Words& words, const std::string& word)
{
    const auto place = static_cast<std::size_t>(std::ranges::find(words, word) - words.begin());
    if (place == words.size()) words.push_back(word);
    return place;
}

/// A colour for each system of coordinates; the patterns are for the quantizers.
std::vector<int> coloursIn(const Words& coordinates)
{
    Words ids;
    for (const std::string& word : coordinates)
        ids.push_back(word.substr(0, word.find(':')));
    std::vector<int> colours = coloursOf(ids);
    for (int& colour : colours)
        colour %= coordinateSlotCount;
    return colours;
}

double rateOf(const ValidationRow& row, StudyRate rate)
{
    return rate == StudyRate::FixedLength ? valueOf(row, "rate") : entropyRate(row);
}

/// One curve for each pair of coordinates and quantizer, by rate.
QList<PlotSeries> curvesOf(const ValidationTable& study, StudyRate rate, const std::string& column)
{
    Words coordinates;
    Words quantizers;
    for (const ValidationRow& row : study.rows) {
        placeIn(coordinates, row.coordinates);
        placeIn(quantizers, row.quantizer);
    }
    const std::vector<int> colours = coloursIn(coordinates);
    QList<PlotSeries> curves;
    for (const ValidationRow& row : study.rows) {
        const std::size_t of = placeIn(coordinates, row.coordinates);
        const auto with = static_cast<int>(placeIn(quantizers, row.quantizer));
        const QString id = fromCore(row.coordinates) + QLatin1Char('\n') + fromCore(row.quantizer);
        auto at = std::ranges::find(curves, id, &PlotSeries::id);
        if (at == curves.end()) {
            PlotSeries curve;
            curve.id = id;
            curve.name = untrusted(row.coordinates) + QStringLiteral(" · ") + untrusted(row.quantizer);
            curve.slot = coordinates.size() == 1 ? with : colours[of] + coordinateSlotCount * with;
            curve.markers = true;
            curves.append(curve);
            at = curves.end() - 1;
        }
        at->points.append({rateOf(row, rate), valueOf(row, column)});
    }
    for (PlotSeries& curve : curves)
        std::ranges::stable_sort(curve.points, {}, &QPointF::x);
    return curves;
}

/// The first finite number of a column that is the same in every row.
std::optional<double> common(const ValidationTable& study, const std::string& column)
{
    for (const ValidationRow& row : study.rows)
        if (const double value = valueOf(row, column); std::isfinite(value) && value > 0.0) return value;
    return std::nullopt;
}

struct Range {
    double least = std::numeric_limits<double>::infinity();
    double most = 0.0;
};

/// Of the positive values.
Range valuesOf(const QList<PlotSeries>& curves)
{
    Range range;
    for (const PlotSeries& curve : curves)
        for (const QPointF& point : curve.points) {
            if (!std::isfinite(point.y()) || point.y() <= 0.0) continue;
            range.least = std::min(range.least, point.y());
            range.most = std::max(range.most, point.y());
        }
    return range;
}

void addDivergence(PlotSpec& spec, const ValidationTable& study)
{
    spec.y = {tr("KL divergence from the float model (nats/token)"),
              QStringLiteral("kl"),
              true,
              false,
              {},
              {},
              {},
              {}};
    const std::optional<double> floor = common(study, "noise_floor");
    if (!floor) return;
    const QString label = tr("noise floor (bfloat16 activations), %1").arg(formatNumber(*floor, 3));
    spec.references.append(ReferenceLine::horizontal(*floor, label));
    const double least = valuesOf(spec.series).least;
    if (*floor < farBelow * least)
        spec.badge = tr("noise floor %1, far below").arg(formatNumber(*floor, 3));
    else if (*floor < least)
        spec.y.min = *floor / 1.6;
}

void addPerplexity(PlotSpec& spec, const ValidationTable& study)
{
    spec.y = {tr("perplexity"), QStringLiteral("perplexity"), false, false, {}, {}, {}, {}};
    const Range range = valuesOf(spec.series);
    const std::optional<double> reference = common(study, "float_perplexity");
    const double least = reference ? std::min(range.least, *reference) : range.least;
    spec.y.logarithmic = range.most > manyTimes * least;
    if (!reference) return;
    spec.references.append(
        ReferenceLine::horizontal(*reference, tr("float model, %1").arg(formatNumber(*reference, 4))));
    if (std::isfinite(range.least) && *reference <= range.least)
        spec.y.min = spec.y.logarithmic ? *reference / 1.1 : *reference - 0.05 * (range.most - *reference);
}

} // namespace

PlotSpec studyPlot(const ValidationTable& study, StudyRate rate, StudyQuality quality)
{
    const bool divergence = quality == StudyQuality::Divergence;
    PlotSpec spec;
    spec.title = (divergence ? tr("Divergence over rate · %1") : tr("Perplexity over rate · %1"))
                     .arg(untrusted(study.model));
    spec.emptyMessage = study.rows.empty() ? tr("The study has no finished combination yet.")
                                           : tr("No combination of the study has such a number.");
    spec.legend = true;
    spec.series = curvesOf(study, rate, divergence ? "kl" : "perplexity");
    spec.x = {rate == StudyRate::FixedLength ? tr("rate, symbols of equal length (bits/weight)")
                                             : tr("rate, entropy of the symbols (bits/weight)"),
              QStringLiteral("rate"),
              false,
              false,
              {},
              {},
              0.0,
              {}};
    if (spec.series.isEmpty()) {
        spec.y.title = divergence ? tr("KL divergence (nats/token)") : tr("perplexity");
        return spec;
    }
    if (divergence)
        addDivergence(spec, study);
    else
        addPerplexity(spec, study);
    spec.headline = tr("%1 combinations in %2 curves").arg(study.rows.size()).arg(spec.series.size());
    return spec;
}

} // namespace alidade
