// SPDX-License-Identifier: GPL-3.0-or-later
// Results arranged as plots and sentences, from made-up results: densities, rates, references, and that the
// explanation says as readily that something did not happen.
#include "core/registry/registries.h"
#include "widgets/panels/explanation.h"
#include "widgets/panels/result_plots.h"

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
        point.signalPower = 1.0;
        point.meanSquaredError = std::pow(10.0, -(made.sqnr + 6.0 * (bits - 4)) / 10.0);
        result->curve.push_back(point);
    }
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
        const QList<PlottedChip> chips{plotted({}), plotted({.id = "pca", .basis = 2.5})};
        const PlotSpec counted = rateDistortionPlot(chips, QStringLiteral("t"), true, 4);
        QCOMPARE(counted.series.size(), 4); // fixed rate and entropy estimate of each
        const auto find = [](const PlotSpec& spec, const QString& id) {
            for (const PlotSeries& series : spec.series)
                if (series.id == id) return series;
            return PlotSeries{};
        };
        QCOMPARE(find(counted, QStringLiteral("original/fixed")).points.at(2).x(), 4.125);
        QCOMPARE(find(counted, QStringLiteral("original")).points.at(2).x(), 3.125);
        QCOMPARE(find(counted, QStringLiteral("pca/fixed")).points.at(2).x(), 6.625);
        QVERIFY(counted.badge.isEmpty());
        const PlotSpec free = rateDistortionPlot(chips, QStringLiteral("t"), false, 4);
        QCOMPARE(find(free, QStringLiteral("pca/fixed")).points.at(2).x(), 4.125);
        QVERIFY(free.badge.contains(QStringLiteral("not counted")));
    }

    void aBasisOffTheScaleIsNamed()
    {
        const PlotSpec spec = rateDistortionPlot({plotted({}), plotted({.id = "pca", .basis = 43.0})},
                                                 QStringLiteral("t"), true, 4);
        QVERIFY(spec.badge.contains(QStringLiteral("pca")));
        QVERIFY(spec.badge.contains(QStringLiteral("43")));
    }

    void emptyPlotsSayWhy()
    {
        QVERIFY(distributionPlot({}, {}).emptyMessage.contains(QStringLiteral("Select")));
        QVERIFY(distributionPlot({}, QStringLiteral("t")).emptyMessage.contains(QStringLiteral("0")));
        PlottedChip failed;
        failed.results.part(Part::Curve).error = QStringLiteral("Not finite.");
        QCOMPARE(rateDistortionPlot({failed}, QStringLiteral("t"), true, 4).emptyMessage,
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
