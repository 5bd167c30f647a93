// SPDX-License-Identifier: GPL-3.0-or-later
// Results arranged as plots and sentences, from made-up results: densities, rates, references, and that the
// explanation says as readily that something did not happen.
#include "core/registry/registries.h"
#include "tests/widgets/made_results.h"
#include "widgets/cards/heat_map_card.h"
#include "widgets/cards/plane_plot.h"
#include "widgets/cards/sensitivity_card.h"
#include "widgets/cards/spectrum_plot.h"
#include "widgets/cards/split_plots.h"
#include "widgets/cards/toy_plots.h"
#include "widgets/panels/explanation.h"

#include <QTest>

#include <cmath>
#include <numbers>

using namespace alidade;

namespace {

/// A chip whose results are made from a few numbers.
struct Made {
    const char* id = "original";
    double kurtosis = 3.0;
    double crest = 5.0;
    double top = 0.0845;
    double sqnr = 20.0;
    double entropy = 3.0;
    double basis = 0.0;
    double belowGaussian = 0.0; ///< bits of differential entropy that the weights lack
};

AnalysisResultPtr statisticsOf(const Made& made)
{
    auto result = std::make_shared<AnalysisResult>();
    result->request.coordinates.id = made.id;
    result->rms = 1.0;
    result->residualMeasured = true;
    result->residual = {1e-7, 1e-8, 2e-7};
    result->metrics = {
        {"kurtosis", made.kurtosis}, {"linf_over_sigma", made.crest}, {"top_energy_0.01", made.top}};
    Histogram histogram{-8.0, 8.0, std::vector<std::uint64_t>(2048), 0, 0};
    for (std::size_t i = 0; i < histogram.counts.size(); ++i) {
        const double x = -8.0 + (static_cast<double>(i) + 0.5) / 128.0;
        histogram.counts[i] = static_cast<std::uint64_t>(1e6 * std::exp(-0.5 * x * x) /
                                                         std::sqrt(2 * std::numbers::pi) / 128.0);
    }
    result->distribution = histogram;
    result->energy = Curve{{1e-4, 1e-2, 1.0}, {0.01, 0.09, 1.0}};
    return result;
}

AnalysisResultPtr curveOf(const Made& made)
{
    auto result = std::make_shared<AnalysisResult>();
    for (const int bits : {2, 3, 4, 6, 8}) {
        RateDistortionPoint point;
        point.bits = bits;
        point.payloadBits = bits;
        point.scaleBits = 0.125;
        point.basisBits = made.basis;
        point.entropyBits = made.entropy + (bits - 4);
        point.codedBits = point.entropyBits + 0.25;
        point.signalPower = 1.0;
        point.meanSquaredError = std::pow(10.0, -(made.sqnr + 6.0 * (bits - 4)) / 10.0);
        result->curve.push_back(point);
    }
    result->bounds = CurveBounds{
        .variance = 1.0,
        .differentialEntropy = 0.5 * std::log2(2.0 * std::numbers::pi * std::numbers::e) - made.belowGaussian,
        .spectrum = {}};
    return result;
}

PlottedChip plotted(const Made& made)
{
    PlottedChip at;
    at.chip.request.id = made.id;
    at.chip.label = QString::fromLatin1(made.id);
    at.results.part(Part::Statistics).result = statisticsOf(made);
    at.results.part(Part::Curve).result = curveOf(made);
    return at;
}

QString textOf(const QList<PlottedChip>& chips, const char* heading)
{
    for (const Reading& reading : explain(chips, &chips.first().results, 4))
        if (reading.heading == QLatin1String(heading)) return reading.text;
    return {};
}

} // namespace

class ResultPlotsTest : public QObject {
    Q_OBJECT

private slots:
    void densityIntegratesToOne()
    {
        const PlotSpec spec = distributionPlot({plotted({})}, QStringLiteral("t"));
        QCOMPARE(spec.series.size(), 1);
        const QList<QPointF>& points = spec.series.first().points;
        QVERIFY(points.size() <= 400);
        double area = 0.0;
        for (qsizetype i = 0; i + 1 < points.size(); ++i)
            area += points[i].y() * (points[i + 1].x() - points[i].x());
        QVERIFY2(std::abs(area - 1.0) < 1e-9, qPrintable(QString::number(area)));
        QVERIFY(spec.y.logarithmic);
        QCOMPARE(spec.references.size(), 1);
        QVERIFY(*spec.x.max >= 6.0 && *spec.x.min == -*spec.x.max);
    }

    void tailsKeepTheMiddleReadable()
    {
        PlottedChip at = plotted({});
        auto wide = std::make_shared<AnalysisResult>(*at.results.result(Part::Statistics));
        Histogram histogram{-64.0, 64.0, std::vector<std::uint64_t>(2048, 1000), 0, 0};
        wide->distribution = histogram;
        at.results.part(Part::Statistics).result = wide;
        const PlotSpec spec = distributionPlot({at}, QStringLiteral("t"));
        int inside = 0;
        double area = 0.0;
        const QList<QPointF>& points = spec.series.first().points;
        for (qsizetype i = 0; i + 1 < points.size(); ++i) {
            inside += std::abs(points[i].x()) < 6.0 ? 1 : 0;
            area += points[i].y() * (points[i + 1].x() - points[i].x());
        }
        QVERIFY(inside >= 90);
        QVERIFY(points.size() <= 320);
        QVERIFY(std::abs(area - 1.0) < 1e-9);
    }

    void theGaussianReferenceOfCompactionIsRight()
    {
        const PlotSpec spec = energyPlot({plotted({})}, QStringLiteral("t"));
        // science.md 2.1: the top 1 % of a Gaussian hold 0.08449 of the energy, the top 10 % 0.43929.
        const QList<QPointF>& curve = spec.references.first().points;
        for (const auto& [kept, energy] : {std::pair{0.01, 0.08449}, std::pair{0.1, 0.43929}}) {
            qsizetype i = 0;
            while (curve[i + 1].x() < kept)
                ++i;
            const double share = (kept - curve[i].x()) / (curve[i + 1].x() - curve[i].x());
            const double y = curve[i].y() + share * (curve[i + 1].y() - curve[i].y());
            QVERIFY2(std::abs(y - energy) < 2e-3, qPrintable(QString::number(y)));
        }
    }

    void ratesCountEveryBit()
    {
        QList<PlottedChip> chips{plotted({}), plotted({.id = "pca", .basis = 2.5})};
        const auto rate = [&chips](const char* id, RateCount count, bool basis) {
            const PlotSpec spec = rateDistortionPlot(chips, QStringLiteral("t"), {count, basis}, 4);
            for (const PlotSeries& series : spec.series)
                if (series.id == QLatin1String(id)) return series.points.at(2).x();
            return std::nan("");
        };
        QCOMPARE(rate("original", RateCount::FixedRate, true), 4.125);
        QCOMPARE(rate("original", RateCount::EntropyEstimate, true), 3.125);
        QCOMPARE(rate("pca", RateCount::FixedRate, true), 6.625);
        QCOMPARE(rate("pca", RateCount::FixedRate, false), 4.125);
        QVERIFY(std::isnan(rate("pca", RateCount::CodedBytes, true))); // nothing was coded
        chips[1].results.part(Part::Coded).result = chips[1].results.part(Part::Curve).result;
        QCOMPARE(rate("pca", RateCount::CodedBytes, true), 5.875);
        QVERIFY(std::isnan(rate("original", RateCount::CodedBytes, true)));
        QVERIFY(rateDistortionPlot(chips, QStringLiteral("t"), {}, 4).badge.isEmpty());
        QVERIFY(rateDistortionPlot(chips, QStringLiteral("t"), {.basis = false}, 4)
                    .badge.contains(QStringLiteral("not counted")));
    }

    void anEstimateIsCalledOne()
    {
        const auto plot = [](RateCount count) {
            PlottedChip at = plotted({});
            at.results.part(Part::Coded).result = at.results.part(Part::Curve).result;
            return rateDistortionPlot({at}, QStringLiteral("t"), {count, true}, 4);
        };
        const PlotSpec estimate = plot(RateCount::EntropyEstimate);
        QCOMPARE(estimate.series.first().stroke, Stroke::Dashed);
        QVERIFY(estimate.x.title.contains(QStringLiteral("estimate")));
        QVERIFY(estimate.series.first().name.contains(QStringLiteral("estimate")));
        for (const RateCount count : {RateCount::FixedRate, RateCount::CodedBytes}) {
            QCOMPARE(plot(count).series.first().stroke, Stroke::OfSlot);
            QVERIFY(!plot(count).x.title.contains(QStringLiteral("estimate")));
        }
    }

    void boundsAreDrawn()
    {
        const PlottedChip gaussian = plotted({.id = "hadamard"});
        const PlottedChip heavy = plotted({.belowGaussian = 0.5});
        const PlotSpec spec = rateDistortionPlot({heavy, gaussian}, QStringLiteral("t"), {}, 4);
        QCOMPARE(spec.references.size(), 2); // the Shannon bound of Gaussian weights is the Gaussian bound
        QCOMPARE(spec.references.first().points.last(), QPointF(10.0, 60.206));
        const ReferenceLine& shannon = spec.references.last();
        QVERIFY(shannon.label.contains(QStringLiteral("original")));
        QCOMPARE(shannon.slot, heavy.chip.slot);
        QCOMPARE(shannon.points.first().x(), 0.0);
        for (const QPointF& point : shannon.points) // half a bit left of the Gaussian bound
            if (point.x() > 0.0) QVERIFY(std::abs(point.y() / 6.0206 - point.x() - 0.5) < 1e-4);
        QVERIFY(shannon.points.last().x() > 10.0);
    }

    void outputsHaveAnAxisOfTheirOwn()
    {
        PlottedChip known = plotted({});
        auto curve = std::make_shared<AnalysisResult>(*known.results.result(Part::Curve));
        for (RateDistortionPoint& point : curve->curve)
            point.operatorError = 0.1 * point.meanSquaredError;
        known.results.part(Part::Curve).result = curve;
        const RateCounting outputs{.operatorQuality = true};
        const PlotSpec spec =
            rateDistortionPlot({known, plotted({.id = "hadamard"})}, QStringLiteral("t"), outputs, 4);
        QCOMPARE(spec.series.size(), 1); // the other has no such error
        QVERIFY(std::abs(spec.series.first().points.at(2).y() - 30.0) < 1e-9);
        QVERIFY(spec.references.isEmpty());
        const PlotSpec weights = rateDistortionPlot({known}, QStringLiteral("t"), {}, 4);
        QVERIFY(weights.y.title != spec.y.title);
        QVERIFY(weights.y.quantity != spec.y.quantity); // a zoom does not carry over
        const PlotSpec none = rateDistortionPlot({plotted({})}, QStringLiteral("t"), outputs, 4);
        QVERIFY(none.emptyMessage.contains(QStringLiteral("knows nothing")));
    }

    void oneWidthIsOnePoint()
    {
        PlottedChip at = plotted({});
        auto curve = std::make_shared<AnalysisResult>(*at.results.result(Part::Curve));
        curve->curve.resize(1);
        at.results.part(Part::Curve).result = curve;
        const PlotSpec spec = rateDistortionPlot({at}, QStringLiteral("t"), {}, 2);
        QCOMPARE(spec.series.first().points.size(), 1);
        QVERIFY(spec.series.first().markers);
        QCOMPARE(spec.y.min, std::optional<double>(0.0)); // small differences look small
        QVERIFY(*spec.y.max > spec.series.first().points.first().y());
    }

    void aBasisOffTheScaleIsNamed()
    {
        const PlotSpec spec = rateDistortionPlot({plotted({}), plotted({.id = "pca", .basis = 43.0})},
                                                 QStringLiteral("t"), {}, 4);
        QVERIFY(spec.badge.contains(QStringLiteral("pca")));
        QVERIFY(spec.badge.contains(QStringLiteral("43")));
    }

    void emptyPlotsSayWhy()
    {
        QVERIFY(distributionPlot({}, {}).emptyMessage.contains(QStringLiteral("Select")));
        QVERIFY(distributionPlot({}, QStringLiteral("t")).emptyMessage.contains(QStringLiteral("0")));
        PlottedChip failed;
        failed.results.part(Part::Curve).error = QStringLiteral("Not finite.");
        QCOMPARE(rateDistortionPlot({failed}, QStringLiteral("t"), {}, 4).emptyMessage,
                 QStringLiteral("Not finite."));
    }

    void kurtosisHasItsReference()
    {
        const Registries registries = builtinRegistries();
        DepthLine line;
        line.points = {{0.0, 400.0}, {1.0, std::nan("")}, {2.0, 5.0}};
        const PlotSpec spec =
            depthPlot({line}, registries.metrics.find("kurtosis"), QStringLiteral("down_proj"), false);
        QVERIFY(spec.y.logarithmic);
        QVERIFY(spec.x.integer);
        QCOMPARE(spec.references.first().value, 3.0);
        const PlotSpec mean = depthPlot({line}, registries.metrics.find("mean"), QString(), true);
        QVERIFY(mean.references.isEmpty());
        QVERIFY(mean.emptyMessage.contains(QStringLiteral("Measuring")));
    }

    void spectraThatAgreeAreOneLine()
    {
        const QString name = QStringLiteral("t");
        const PlotSpec same = spectrumPlot(
            {madeSpectrum("original", 1.0, 1.0), madeSpectrum("hadamard", 1.0, 1.0 + 1e-6)}, name);
        QCOMPARE(same.series.size(), 1);
        QVERIFY(same.series.first().name.startsWith(QStringLiteral("≡")));
        QCOMPARE(same.series.first().points.first().y(), 1.0); // over the largest
        QCOMPARE(same.references.size(), 2);
        QCOMPARE(same.references.last().value, 0.75);
        const PlotSpec differ =
            spectrumPlot({madeSpectrum("original", 1.0, 1.0), madeSpectrum("scaled", 1.0, 1.01)}, name);
        QCOMPARE(differ.series.size(), 2);
        QVERIFY(spectrumPlot({madeSpectrum("original", 1.0, 1.0)}, name).badge.isEmpty());
        PlottedChip vector = chipWith("original", Part::SingularValues, {});
        auto result = std::make_shared<AnalysisResult>(*vector.results.result(Part::SingularValues));
        result->rows = 1;
        vector.results.part(Part::SingularValues).result = result;
        QVERIFY(spectrumPlot({vector}, name).emptyMessage.contains(QStringLiteral("vector")));
    }

    void heatMapsKeepTheirSigns()
    {
        AnalysisResult result;
        result.heatMap = madeHeatMap();
        result.nanCount = 1;
        const PlottedChip at = chipWith("original", Part::Picture, result);
        const PlotSpec spec = heatMapPlot({at}, QStringLiteral("t"), HeatMapStyle::Signed, false);
        QVERIFY(spec.image.has_value());
        QCOMPARE(spec.image->cells.get(), &at.results.result(Part::Picture)->heatMap->cells);
        QCOMPARE(spec.image->high, 2.0);
        QVERIFY(spec.badge.contains(QStringLiteral("7")) && spec.badge.contains(QStringLiteral("2 × 2")));
        QVERIFY(spec.y.reversed && !spec.x.reversed);
        QCOMPARE(spec.x.title, QStringLiteral("input channel"));
        QCOMPARE(spec.above->points.size(), 3);
        QCOMPARE(spec.above->points.last(), QPointF(5.0, 40.0));
        QCOMPARE(spec.beside->points.first(), QPointF(1.0, 2.0));
        QCOMPARE(heatMapPlot({at}, {}, HeatMapStyle::Signed, true).x.title, QStringLiteral("output channel"));
        const PlotSpec magnitude = heatMapPlot({at}, QStringLiteral("t"), HeatMapStyle::Magnitude, false);
        QVERIFY(magnitude.image->logarithmic);
        QCOMPARE(magnitude.image->cells->at(1), 2.0F);
        QVERIFY(std::isnan(magnitude.image->cells->at(4)));
    }

    void splitsHaveThreeParts()
    {
        PlottedChip at = plotted({});
        AnalysisResult result;
        result.split = madeSplit();
        at.results.part(Part::Split) = chipWith("original", Part::Split, result).results.part(Part::Split);
        const auto ids = [&at](int rank) {
            QStringList list;
            for (const PlotSeries& series : splitPlot({at}, QStringLiteral("t"), rank).series)
                list.append(series.id);
            return list.join(QLatin1Char(' '));
        };
        QCOMPARE(ids(0), QStringLiteral("whole residual"));
        QCOMPARE(ids(7), QStringLiteral("whole function residual")); // of rank 2
        QCOMPARE(ids(100), QStringLiteral("whole function"));
        const QString badge = splitPlot({at}, QStringLiteral("t"), 2).badge;
        QVERIFY2(badge.contains(QStringLiteral("= 2.75")) && badge.contains(QStringLiteral("directly 3")),
                 qPrintable(badge));
        const PlotSpec rates = splitRatePlot({at}, QStringLiteral("t"));
        QCOMPARE(rates.x.categories, (QStringList{QStringLiteral("0"), QStringLiteral("2"), QStringLiteral("8")}));
        QCOMPARE(rates.series.first().points, (QList<QPointF>{{0.0, 3.0}, {1.0, 2.75}, {2.0, 4.0}}));
        QCOMPARE(rates.references.size(), 2);
    }

    void sensitivitySaysWhereItComesFrom()
    {
        AnalysisResult result;
        CoefficientSensitivity found;
        found.histogram.counts.assign(48 * 48, 0);
        found.histogram.counts[5] = 1000;
        found.spearman = 0.25;
        found.overlap = 0.031;
        result.sensitivity = found;
        const PlottedChip at = chipWith("original", Part::Sensitivity, result);
        const PlotSpec spec = sensitivityPlot({at}, QStringLiteral("t"), true);
        QCOMPARE(spec.image->cells->at(5), 1000.0F);
        QCOMPARE(spec.image->high, 1000.0);
        QVERIFY(spec.x.logarithmic && spec.y.logarithmic);
        QVERIFY(std::abs(*spec.x.min - std::pow(10.0, -3.5)) < 1e-9); // a bin of 1/8 decade left of the sixth
        QCOMPARE(*spec.y.min, 1e-4);
        QVERIFY(spec.badge.contains(QStringLiteral("0.25")) && spec.badge.contains(QStringLiteral("3.10")));
        const PlotSpec none = sensitivityPlot({at}, QStringLiteral("t"), false);
        QVERIFY(!none.image && none.emptyMessage.contains(QStringLiteral("Open calibration")));
        const PlottedChip unknown = chipWith("original", Part::Sensitivity, {});
        QVERIFY(sensitivityPlot({unknown}, QStringLiteral("t"), true)
                    .emptyMessage.contains(QStringLiteral("knows nothing")));
    }

    void thePlaneHasAnArrowForEveryLayer()
    {
        const Registries registries = builtinRegistries();
        const Metric& kurtosis = registries.metrics.find("kurtosis");
        const Metric& top = registries.metrics.find("top_energy_0.01");
        QCOMPARE(flatteningMetrics(registries.metrics).size(), 2);
        QCOMPARE(concentrationMetrics(registries.metrics).size(), 3);
        const Layer first = madeLayer("down_proj", 0);
        const Layer second = madeLayer("down_proj", 1);
        PlaneData data;
        data.stored = {{&first, {400.0, 0.5}, {400.0, 0.5}, true}, {&second, {9.0, 0.2}, {9.0, 0.2}, false}};
        PlaneMoves system;
        system.chip.request.id = "hadamard";
        system.moves = {{&first, {400.0, 0.5}, {3.0, 0.08}, true}, {&second, {9.0, 0.2}, {3.1, 0.09}, false}};
        data.systems = {system};
        const PlotSpec spec = planePlot(data, kurtosis, top, QStringLiteral("down_proj"));
        QVERIFY(spec.x.logarithmic);
        QList<QPointF> ends;
        for (const PlotSeries& series : spec.series)
            if (series.arrows) ends.append(series.points);
        QCOMPARE(ends, (QList<QPointF>{{9.0, 0.2}, {3.1, 0.09}, {400.0, 0.5}, {3.0, 0.08}}));
        QVERIFY(spec.series.last().emphasised); // the selected layer is on top
        QCOMPARE(spec.references.size(), 2);
        QVERIFY(planePlot({}, kurtosis, top, {}).emptyMessage.contains(QStringLiteral("no matrix")));
    }

    void winnersAreCategories()
    {
        const Layer layers[] = {madeLayer("q_proj", 2), madeLayer("q_proj", 3), madeLayer("down_proj", 3)};
        WinnerMap map;
        map.roles = {QStringLiteral("q_proj"), QStringLiteral("down_proj")};
        map.chips = {plotted({}).chip, plotted({.id = "hadamard"}).chip};
        map.firstBlock = 2;
        map.blocks = 2;
        map.progress = {5, 6};
        map.cells = {{&layers[0], 0, {1, 3.21, false}, true},
                     {&layers[1], 0, {0, 0.0, true}, true},
                     {&layers[2], 1, {}, false}};
        const PlotSpec spec = winnerPlot(map, QStringLiteral("at 4 bits"));
        QCOMPARE(spec.image->columns, 2);
        QCOMPARE(spec.image->cells->at(0), 1.0F);
        QCOMPARE(spec.image->cells->at(1), 2.0F); // no difference, past the chips
        QVERIFY(std::isnan(spec.image->cells->at(3)));
        QCOMPARE(spec.image->cellText,
                 (QStringList{QStringLiteral("3.2"), QStringLiteral("="), QString(), QString()}));
        QVERIFY(spec.badge.contains(QStringLiteral("5 of 6")));
        map.cells[1].best = {0, 0.0, false}; // the original, and nothing comes near it
        QCOMPARE(winnerPlot(map, {}).image->cells->at(1), 0.0F);
        QVERIFY(winnerPlot({}, {}).emptyMessage.contains(QStringLiteral("blocks")));
    }

    void toysHaveTwoSetsOfParameters()
    {
        const ToyBasis toy = madeToy();
        QCOMPARE(toyFunctionPlot(toy).series.size(), 3);
        QCOMPARE(toyParametersPlot(toy).series.size(), 3);
        const PlotSpec rate = toyRatePlot(toy, QStringLiteral("absmax"));
        QCOMPARE(rate.series.size(), 4);
        QCOMPARE(rate.series.first().points.first(), QPointF(200.0, 0.01)); // by rate, not as they came
        QCOMPARE(rate.references.first().value, 0.01);
        QVERIFY(toyRatePlot(toy, QStringLiteral("step")).series.first().points.isEmpty());
        const PlotSpec measures = toyMeasuresPlot(toy);
        QCOMPARE(measures.y.categories.size(), 4);
        for (const PlotSeries& series : measures.series) {
            QVERIFY(series.arrows && series.points.size() == 8);
            QCOMPARE(series.points.first().x(), 2.0); // 6 over the 3 of Gaussian numbers
            QVERIFY(std::abs(series.points.first().y()) < 0.5); // in the band of its measure
            QCOMPARE(series.points.first().y(), series.points[1].y());
        }
        const PlotSpec concentration = toyConcentrationPlot(toy);
        QCOMPARE(concentration.series.size(), 5);
        QVERIFY(concentration.headline.contains(QStringLiteral("90")) && concentration.badge.contains(QStringLiteral("12")));
    }

    void saysThatOutliersAreGone()
    {
        const QString text =
            textOf({plotted({.kurtosis = 400, .crest = 60}), plotted({.id = "hadamard"})}, "Outliers");
        QVERIFY2(text.contains(QStringLiteral("gone")) && text.contains(QStringLiteral("400")),
                 qPrintable(text));
    }

    void saysThatOutliersDidNotVanish()
    {
        const QString text = textOf(
            {plotted({.kurtosis = 400, .crest = 60}), plotted({.id = "pca", .kurtosis = 390, .crest = 59})},
            "Outliers");
        QVERIFY2(text.contains(QStringLiteral("did not vanish")), qPrintable(text));
    }

    void saysThatThereWereNone()
    {
        const QString text = textOf({plotted({}), plotted({.id = "hadamard"})}, "Outliers");
        QVERIFY2(text.contains(QStringLiteral("no heavy tails")), qPrintable(text));
    }

    void saysBothWaysOfConcentration()
    {
        QVERIFY(textOf({plotted({}), plotted({.id = "pca", .top = 0.6})}, "Concentration")
                    .contains(QStringLiteral("concentrates the energy")));
        QVERIFY(textOf({plotted({}), plotted({.id = "pca", .top = 0.09})}, "Concentration")
                    .contains(QStringLiteral("does not concentrate")));
        QVERIFY(textOf({plotted({.top = 0.5}), plotted({.id = "hadamard"})}, "Concentration")
                    .contains(QStringLiteral("flattening is not concentration")));
    }

    void saysWhetherTheBasisPays()
    {
        QVERIFY(
            textOf({plotted({}), plotted({.id = "pca", .sqnr = 26.0, .basis = 16.0})}, "Price of the axes")
                .contains(QStringLiteral("do not pay")));
        QVERIFY(textOf({plotted({}), plotted({.id = "pca", .sqnr = 32.0, .basis = 0.5})}, "Price of the axes")
                    .contains(QStringLiteral("they pay")));
    }

    void saysThatEntropyRises()
    {
        const QString text =
            textOf({plotted({}), plotted({.id = "hadamard", .sqnr = 28.0, .entropy = 3.6})}, "Quantized");
        QVERIFY2(text.contains(QStringLiteral("from 3 to 3.60 bits")), qPrintable(text));
        QVERIFY(text.contains(QStringLiteral("bits, not geometry")));
    }

    void saysThatAllAreEqual()
    {
        const QString text = textOf({plotted({.kurtosis = std::nan("")})}, "As stored");
        QVERIFY2(text.contains(QStringLiteral("equal")), qPrintable(text));
    }
};

QTEST_MAIN(ResultPlotsTest)
#include "tst_result_plots.moc"
