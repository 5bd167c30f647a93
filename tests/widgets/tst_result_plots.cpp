// SPDX-License-Identifier: GPL-3.0-or-later
// Results arranged as plots and sentences, from made-up results: densities, rates, references, and that the
// explanation says as readily that something did not happen.
#include "core/registry/registries.h"
#include "widgets/panels/explanation.h"
#include "widgets/cards/result_plots.h"

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
