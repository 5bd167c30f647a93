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
#include <span>

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

/// Those whose densities are drawn: the Fourier coefficients after a rotation are a few spikes.
std::span<const Representation> shownLists()
{
    static constexpr std::array shown{representations[0], representations[2], representations[3]};
    return shown;
}

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

/// A list and its rotation, for the arrows.
struct Ablation {
    const char* plain;  ///< ids of ToyParameters
    const char* turned;
    QString name;
    std::optional<QColor> colour;
};

QList<Ablation> ablations()
{
    return {{"samples", "samples-hadamard", tr("samples"), std::nullopt},
            {"fourier", "fourier-hadamard", tr("Fourier"), firstPartColour()},
            {"mlp-trained", "mlp-trained-hadamard", tr("MLP as one list"), secondPartColour()},
            {"mlp-hidden", "mlp-hidden-hadamard", tr("MLP, hidden matrix"), thirdPartColour()}};
}

/// One of the numbers that a list is judged by.
struct MeasureRow {
    QString name;
    double ToyMeasures::*measure;
};

QList<MeasureRow> measureRows()
{
    return {{tr("kurtosis"), &ToyMeasures::kurtosis},
            {tr("crest"), &ToyMeasures::crest},
            {tr("energy in top 1 %"), &ToyMeasures::topEnergy},
            {tr("entropy at 4 bits"), &ToyMeasures::entropy4}};
}

/// One fixed basis that the function is looked at in.
struct Expansion {
    const char* id; ///< of ToyCompaction
    QString name;
    std::optional<QColor> colour;
    Stroke stroke;
    std::uint64_t ToyNeeded::*needed;
};

QList<Expansion> expansions()
{
    return {{"fourier", tr("Fourier"), firstPartColour(), Stroke::Solid, &ToyNeeded::fourier},
            {"cosine", tr("DCT"), firstPartColour(), Stroke::Dashed, &ToyNeeded::cosine},
            {"wavelet", tr("Haar wavelet"), thirdPartColour(), Stroke::Solid, &ToyNeeded::wavelet},
            {"samples", tr("samples"), std::nullopt, Stroke::Solid, &ToyNeeded::samples},
            {"hadamard", tr("samples, Hadamard"), std::nullopt, Stroke::Dashed, &ToyNeeded::hadamard}};
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
    for (const Representation& which : shownLists())
        halfWidth = std::max(halfWidth, halfWidthOf(toy.parametersOf(which.parameters).histogram));
    double least = 1.0;
    QStringList kurtosis;
    for (const Representation& which : shownLists()) {
        const ToyParameters& parameters = toy.parametersOf(which.parameters);
        PlotSeries series = seriesOf(which);
        if (which.hadamard) series.colour = thirdPartColour(); // the two lists of the network lie on each other
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
    spec.y = axisOf(tr("relative function error"), QStringLiteral("toy error"), true);
    for (const Representation& which : representations) {
        PlotSeries series = seriesOf(which);
        series.markers = true;
        for (const ToyPoint& point : toy.curve(which.id, which.hadamard, quantizer.toStdString()))
            series.points.append({point.totalBits(), point.functionError});
        std::ranges::sort(series.points, {}, [](const QPointF& point) { return point.x(); });
        spec.series.append(series);
    }
    if (toy.mlpError > 0.0)
        spec.references.append(ReferenceLine::horizontal(toy.mlpError, tr("MLP before rounding")));
    spec.legend = true;
    return spec;
}

PlotSpec toyMeasuresPlot(const ToyBasis& toy)
{
    constexpr double arrowRoom = 1.6; // beyond the outermost ends, as a factor
    PlotSpec spec;
    spec.title = tr("Toy outliers and concentration");
    spec.x = axisOf(tr("× Gaussian numbers; arrows lead to Hadamard"), QStringLiteral("toy measures"), true);
    spec.y = axisOf({}, QStringLiteral("toy measure names"));
    spec.y.reversed = true;
    const QList<MeasureRow> rows = measureRows();
    for (const MeasureRow& row : rows) spec.y.categories.append(row.name);
    const QList<Ablation> lists = ablations();
    QStringList kurtosis;
    double least = 1.0;
    double most = 1.0;
    for (qsizetype i = 0; i < lists.size(); ++i) {
        const ToyParameters& plain = toy.parametersOf(lists[i].plain);
        const ToyParameters& turned = toy.parametersOf(lists[i].turned);
        const ToyMeasures from = plain.overGaussian();
        const ToyMeasures to = turned.overGaussian();
        PlotSeries series;
        series.id = QLatin1String(lists[i].plain);
        series.name = lists[i].name;
        series.colour = lists[i].colour;
        series.arrows = true;
        // The lists side by side within the band of a measure.
        const double offset = 0.7 * ((static_cast<double>(i) + 0.5) / static_cast<double>(lists.size()) - 0.5);
        for (qsizetype row = 0; row < rows.size(); ++row)
            for (const ToyMeasures* end : {&from, &to}) {
                const double value = end->*rows[row].measure;
                series.points.append({value, static_cast<double>(row) + offset});
                if (value > 0.0) least = std::min(least, value);
                most = std::max(most, value);
            }
        kurtosis.append(tr("%1 %2, Hadamard %3")
                            .arg(lists[i].name, formatNumber(plain.kurtosis, 3), formatNumber(turned.kurtosis, 3)));
        spec.series.append(series);
    }
    spec.x.min = least / arrowRoom;
    spec.x.max = most * arrowRoom;
    spec.references.append(ReferenceLine::vertical(1.0, tr("Gaussian")));
    spec.headline = tr("Kurtosis: %1").arg(kurtosis.join(QStringLiteral("; ")));
    spec.legend = true;
    return spec;
}

PlotSpec toyConcentrationPlot(const ToyBasis& toy)
{
    constexpr double leastShown = 1e-5;
    constexpr double told = 1e-3; // the error whose counts are said in words
    PlotSpec spec;
    spec.title = tr("Toy concentration");
    spec.x = axisOf(tr("coefficients kept, largest first"), QStringLiteral("toy coefficients"), true);
    spec.y = axisOf(tr("relative function error"), QStringLiteral("toy error left"), true);
    spec.y.min = leastShown;
    QStringList counts;
    for (const Expansion& expansion : expansions()) {
        PlotSeries series;
        series.id = QLatin1String(expansion.id);
        series.name = expansion.name;
        series.colour = expansion.colour;
        series.stroke = expansion.stroke;
        for (const ToyCompaction& one : toy.compaction)
            if (one.id == expansion.id) series.points = pointsOf(one.left.x, one.left.y);
        spec.series.append(series);
        for (const ToyNeeded& row : toy.needed)
            if (row.functionError == told)
                counts.append(QStringLiteral("%1 %2").arg(
                    expansion.name, formatCount(static_cast<qint64>(row.*expansion.needed))));
    }
    spec.headline =
        tr("Coefficients for an error of %1: %2").arg(formatNumber(told, 1), counts.join(QStringLiteral(", ")));
    const QString few = counts.mid(0, 3).join(QStringLiteral(", "));
    if (!few.isEmpty()) spec.badge = tr("error %1: %2").arg(formatNumber(told, 1), few);
    spec.legend = true;
    return spec;
}

} // namespace alidade
