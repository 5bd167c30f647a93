// SPDX-License-Identifier: GPL-3.0-or-later
// Singular values as curves.
#include "widgets/cards/spectrum_plot.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace alidade {

namespace {

constexpr double sameValue = 1e-5;          // of the largest singular value
constexpr double leastShown = 1e-6;         // of it, too: below is rounding
constexpr std::size_t everyOneUpTo = 512;   // longer spectra are thinned behind these
constexpr std::size_t thinnedPoints = 1024;

QString tr(const char* text) { return QCoreApplication::translate("alidade", text); }

/// Points over the scale; all of the first, and of the rest evenly as many as can be seen.
QList<QPointF> relativePoints(const Curve& curve, double scale)
{
    QList<QPointF> points;
    const std::size_t count = std::min(curve.x.size(), curve.y.size());
    const std::size_t stride =
        count > everyOneUpTo ? std::max<std::size_t>(1, (count - everyOneUpTo) / thinnedPoints) : 1;
    for (std::size_t i = 0; i < count; i += i < everyOneUpTo ? 1 : stride)
        points.append({curve.x[i], curve.y[i] / scale});
    if (count > 0 && points.last().x() < curve.x[count - 1])
        points.append({curve.x[count - 1], curve.y[count - 1] / scale});
    return points;
}

bool agree(const Curve& a, const Curve& b)
{
    if (a.y.size() != b.y.size()) return false;
    for (std::size_t i = 0; i < a.y.size(); ++i)
        if (std::abs(a.y[i] - b.y[i]) > sameValue * a.y.front()) return false;
    return true;
}

/// The null curve and the edge of its bulk, if noise was fitted.
void addNoise(PlotSpec& spec, const PlottedChip& at, double scale, int slot, const QString& of)
{
    const NamedCurve* noise = profileCurve(at, Part::SingularValues, "spectrum", "marchenko_pastur");
    if (noise)
        spec.references.append(ReferenceLine::curve(relativePoints(noise->points, scale),
                                                    tr("noise of the same median%1").arg(of), slot));
    const NamedCurve* edge = profileCurve(at, Part::SingularValues, "spectrum", "upper_edge");
    if (edge && !edge->points.y.empty())
        spec.references.append(
            ReferenceLine::horizontal(edge->points.y.front() / scale, tr("edge of the noise%1").arg(of)));
}

} // namespace

PlotSpec spectrumPlot(const QList<PlottedChip>& chips, const QString& tensor)
{
    PlotSpec spec;
    spec.title = titled(tr("Spectrum"), tensor);
    spec.emptyMessage = emptyReason(chips, Part::SingularValues, tensor);
    spec.x = axisOf(tr("index"), QStringLiteral("singular index"));
    spec.x.integer = true;
    spec.x.limitMin = 1.0;
    spec.y = axisOf(tr("σᵢ / σ₁"), QStringLiteral("relative singular value"), true);
    QList<std::pair<const PlottedChip*, const Curve*>> known;
    for (const PlottedChip& at : chips) {
        const AnalysisResult* result = at.results.result(Part::SingularValues);
        if (!result) continue;
        const NamedCurve* curve = profileCurve(at, Part::SingularValues, "spectrum", "singular_values");
        const bool drawable = curve && !curve->points.y.empty() && curve->points.y.front() > 0.0;
        if (drawable)
            known.append({&at, &curve->points});
        else if (const QString reason = unsuitedReason(*result, tensor); !reason.isEmpty())
            spec.emptyMessage = reason;
    }
    if (known.isEmpty()) return spec;
    const bool same = std::ranges::all_of(
        known, [&known](const auto& one) { return agree(*known.first().second, *one.second); });
    double least = 1.0;
    for (const auto& [at, curve] : known) {
        PlotSeries series = seriesFor(*at);
        const bool forAll = same && known.size() > 1;
        if (forAll) {
            series = {};
            series.id = QStringLiteral("all");
            series.name = tr("≡ all coordinates");
            spec.badge = tr("≡ in all %1 coordinates").arg(known.size());
        }
        const double scale = curve->y.front();
        series.points = relativePoints(*curve, scale);
        for (const QPointF& point : std::as_const(series.points))
            if (point.y() > leastShown) least = std::min(least, point.y());
        spec.series.append(series);
        const QString of = known.size() == 1 || forAll ? QString() : QStringLiteral(", ") + at->chip.label;
        addNoise(spec, *at, scale, of.isEmpty() ? -1 : at->chip.slot, of);
        if (forAll) break;
    }
    spec.y.min = 0.7 * least;
    spec.y.max = 1.3;
    return spec;
}

} // namespace alidade
