// SPDX-License-Identifier: GPL-3.0-or-later
// Two sets of parameters of one function.
#include "widgets/cards/toy_plots.h"

#include "widgets/cards/density.h"
#include "widgets/cards/part_colours.h"
#include "widgets/cards/result_plots.h"
#include "widgets/style/number_format.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cmath>

namespace alidade {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("alidade", text); }

/// One of the two representations, as it is or turned.
struct Representation {
    const char* id;
    const char* parameters; ///< id of ToyParameters
    bool hadamard;
};

constexpr std::array representations{Representation{"fourier", "fourier", false},
                                     Representation{"fourier", "fourier-hadamard", true},
                                     Representation{"mlp", "mlp", false},
                                     Representation{"mlp", "mlp-hadamard", true}};

PlotSeries seriesOf(const Representation& which)
{
    const bool fourier = QLatin1String(which.id) == QLatin1String("fourier");
    PlotSeries series;
    series.id = QLatin1String(which.parameters);
    series.name = fourier ? (which.hadamard ? tr("Fourier, Hadamard") : tr("Fourier"))
                          : (which.hadamard ? tr("MLP, Hadamard") : tr("MLP"));
    series.colour = fourier ? firstPartColour() : secondPartColour();
    series.stroke = which.hadamard ? Stroke::Dashed : Stroke::Solid;
    return series;
}

QList<QPointF> pointsOf(const std::vector<double>& x, const std::vector<double>& y)
{
    QList<QPointF> points;
    for (std::size_t i = 0; i < std::min(x.size(), y.size()); ++i)
        points.append({x[i], y[i]});
    return points;
}

} // namespace

PlotSpec toyFunctionPlot(const ToyBasis& toy)
{
    PlotSpec spec;
    spec.title = tr("Toy function");
    spec.x = axisOf(tr("input x"), QStringLiteral("toy input"));
    spec.x.min = 0.0;
    spec.x.max = 1.0;
    spec.y = axisOf(tr("y"), QStringLiteral("toy output"));
    const auto add = [&](const QString& id, const QString& name, const std::vector<double>& y,
                         const std::optional<QColor>& colour, Stroke stroke) {
        PlotSeries series;
        series.id = id;
        series.name = name;
        series.points = pointsOf(toy.x, y);
        series.colour = colour;
        series.stroke = stroke;
        spec.series.append(series);
    };
    add(QStringLiteral("target"), tr("target"), toy.target, std::nullopt, Stroke::Solid);
    add(QStringLiteral("fourier"), tr("Fourier, %1 terms").arg(formatCount(static_cast<qint64>(toy.fourierTerms))),
        toy.fourierFit, firstPartColour(), Stroke::Dashed);
    add(QStringLiteral("mlp"),
        tr("MLP, %1 parameters").arg(formatCount(static_cast<qint64>(toy.mlpParameters))), toy.mlpFit,
        secondPartColour(), Stroke::Dotted);
    spec.badge = tr("relative error: Fourier %1, MLP %2")
                     .arg(formatNumber(toy.fourierError, 3), formatNumber(toy.mlpError, 3));
    spec.legend = true;
    return spec;
}

PlotSpec toyParametersPlot(const ToyBasis& toy)
{
    PlotSpec spec;
    spec.title = tr("Toy parameters");
    spec.x = axisOf(tr("parameter / σ"), QStringLiteral("toy parameter"));
    spec.y = axisOf(tr("density (1/σ)"), QStringLiteral("toy density"), true);
    double halfWidth = leastDensityHalfWidth;
    for (const Representation& which : representations)
        halfWidth = std::max(halfWidth, halfWidthOf(toy.parametersOf(which.parameters).histogram));
    double least = 1.0;
    QStringList kurtosis;
    for (const Representation& which : representations) {
        const ToyParameters& parameters = toy.parametersOf(which.parameters);
        PlotSeries series = seriesOf(which);
        series.points = densitySteps(parameters.histogram, halfWidth);
        series.stepped = true;
        for (const QPointF& point : std::as_const(series.points))
            if (point.y() > 0.0) least = std::min(least, point.y());
        kurtosis.append(QStringLiteral("%1 %2").arg(series.name, formatNumber(parameters.kurtosis, 3)));
        spec.series.append(series);
    }
    spec.x.min = -halfWidth;
    spec.x.max = halfWidth;
    spec.y.min = 0.5 * least;
    spec.references.append(ReferenceLine::curve(normalDensity(std::min(halfWidth, 12.0)), tr("N(0, 1)")));
    spec.headline = tr("Kurtosis: %1").arg(kurtosis.join(QStringLiteral(", ")));
    spec.badge = tr("kurtosis: Fourier %1, MLP %2")
                     .arg(formatNumber(toy.parametersOf("fourier").kurtosis, 3),
                          formatNumber(toy.parametersOf("mlp").kurtosis, 3));
    spec.legend = true;
    return spec;
}

PlotSpec toyRatePlot(const ToyBasis& toy, const QString& quantizer)
{
    PlotSpec spec;
    const bool step = quantizer == QLatin1String("step");
    spec.title = tr("Toy rate–distortion");
    spec.x = axisOf(step ? tr("entropy estimate, all parameters (bits)") : tr("fixed width, all parameters (bits)"),
                    QStringLiteral("toy bits"), true);
    spec.y = axisOf(tr("SQNR of the function (dB)"), QStringLiteral("toy sqnr"));
    for (const Representation& which : representations) {
        PlotSeries series = seriesOf(which);
        series.markers = true;
        for (const ToyPoint& point : toy.curve(which.id, which.hadamard, quantizer.toStdString()))
            series.points.append({point.totalBits(), point.sqnrDb()});
        std::ranges::sort(series.points, {}, [](const QPointF& point) { return point.x(); });
        spec.series.append(series);
    }
    ToyPoint unrounded;
    unrounded.functionError = toy.mlpError;
    if (std::isfinite(unrounded.sqnrDb()))
        spec.references.append(ReferenceLine::horizontal(unrounded.sqnrDb(), tr("MLP before rounding")));
    spec.legend = true;
    return spec;
}

} // namespace alidade
