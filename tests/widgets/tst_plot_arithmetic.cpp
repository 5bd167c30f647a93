// SPDX-License-Identifier: GPL-3.0-or-later
// Ticks, ranges, clipping and reduction of plots, against naive references.
#include "tests/widgets/plot_samples.h"
#include "widgets/plots/axis_scale.h"
#include "widgets/plots/axis_words.h"
#include "widgets/plots/band_painter.h"
#include "widgets/plots/image_cells.h"
#include "widgets/plots/marginal_painter.h"
#include "widgets/plots/plot_ranges.h"
#include "widgets/plots/series_shape.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <random>

using namespace alidade;
using namespace Qt::StringLiterals;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
const double notANumber = std::nan("");

TickRoom room(double length)
{
    return {length, 40.0, [](const QString& label) { return 7.0 * static_cast<double>(label.size()) + 6.0; }};
}

QStringList labelsOf(const QList<AxisTick>& ticks)
{
    QStringList labels;
    for (const AxisTick& tick : ticks) {
        if (tick.isMajor()) labels.append(tick.label);
    }
    return labels;
}

QList<QPointF> randomWalk(unsigned seed, int count)
{
    std::mt19937 generator(seed);
    std::uniform_real_distribution<double> step(-0.4, 0.4);
    QList<QPointF> points;
    QPointF at(0.5, 0.5);
    for (int i = 0; i < count; ++i) {
        points.append(at);
        at += QPointF(step(generator), step(generator));
    }
    return points;
}

double lengthOf(const QList<QPointF>& points)
{
    double length = 0.0;
    for (qsizetype i = 1; i < points.size(); ++i) {
        length += std::hypot(points[i].x() - points[i - 1].x(), points[i].y() - points[i - 1].y());
    }
    return length;
}

// Length of the polyline inside the unit square by cutting every segment into very small parts.
double lengthInside(const QList<QPointF>& points)
{
    constexpr int parts = 4000;
    double length = 0.0;
    for (qsizetype i = 1; i < points.size(); ++i) {
        const QPointF step = (points[i] - points[i - 1]) / parts;
        for (int k = 0; k < parts; ++k) {
            const QPointF middle = points[i - 1] + step * (k + 0.5);
            const bool inside = middle.x() > 0 && middle.x() < 1 && middle.y() > 0 && middle.y() < 1;
            if (inside) length += std::hypot(step.x(), step.y());
        }
    }
    return length;
}

} // namespace

class TestPlotArithmetic : public QObject {
    Q_OBJECT

private slots:
    void ticksHaveThreeLabels_data()
    {
        QTest::addColumn<double>("min");
        QTest::addColumn<double>("max");
        QTest::addColumn<bool>("log");
        QTest::addColumn<double>("length");
        const auto row = [](const char* name, double min, double max, bool log, double length) {
            QTest::newRow(name) << min << max << log << length;
        };
        row("quantiles in a narrow card", -5.3, 5.3, false, 240);
        row("unit interval", 0, 1, false, 150);
        row("tiny numbers", 1.1e-7, 4.3e-7, false, 300);
        row("huge numbers", -2.5e9, 7.1e9, false, 400);
        row("thin range far from zero", 1000.0001, 1000.0004, false, 400);
        row("just over two steps", 2.8, 6.3, false, 200);
        row("inside one decade", std::log10(2e-3), std::log10(7e-3), true, 200);
        row("around a power of ten", std::log10(0.8), std::log10(1.3), true, 200);
        row("a hair", std::log10(2.95), std::log10(3.05), true, 200);
        row("two decades", std::log10(2.3), std::log10(480.0), true, 180);
        row("five decades", -5, 0, true, 250);
        row("forty decades", -30, 10, true, 250);
        row("three hundred decades", -290, 10, true, 250);
    }

    void ticksHaveThreeLabels()
    {
        QFETCH(double, min);
        QFETCH(double, max);
        QFETCH(bool, log);
        QFETCH(double, length);
        const AxisRange range{min, max};
        const TickRoom space = room(length);
        const QList<AxisTick> ticks = makeTicks(range, log, false, space);
        const QStringList labels = labelsOf(ticks);
        QVERIFY2(labels.size() >= 3, qPrintable(labels.join(u" | "_s)));
        QCOMPARE(QSet<QString>(labels.begin(), labels.end()).size(), labels.size());
        double end = -infinity;
        for (const AxisTick& tick : ticks) {
            QVERIFY(tick.position >= min - 1e-5 * range.span() && tick.position <= max + 1e-5 * range.span());
            if (!tick.isMajor()) continue;
            const double at = (tick.position - min) / range.span() * length;
            QVERIFY2(at - 0.5 * space.labelExtent(tick.label) >= end, qPrintable(labels.join(u" | "_s)));
            end = at + 0.5 * space.labelExtent(tick.label);
        }
    }

    void tickLabels()
    {
        QCOMPARE(labelsOf(makeTicks({0, 1}, false, false, room(300))),
                 QStringList({u"0.0"_s, u"0.2"_s, u"0.4"_s, u"0.6"_s, u"0.8"_s, u"1.0"_s}));
        QCOMPARE(labelsOf(makeTicks({-5, 5}, false, false, room(140))),
                 QStringList({u"−5"_s, u"0"_s, u"5"_s}));
        QCOMPARE(labelsOf(makeTicks({-3, 0}, true, false, room(300))),
                 QStringList({u"10⁻³"_s, u"10⁻²"_s, u"10⁻¹"_s, u"10⁰"_s}));
        QCOMPARE(labelsOf(makeTicks({std::log10(1e-4), std::log10(1e-3)}, true, false, room(300))),
                 QStringList({u"10⁻⁴"_s, u"2·10⁻⁴"_s, u"5·10⁻⁴"_s, u"10⁻³"_s}));
        QCOMPARE(labelsOf(makeTicks({0, 2e-6}, false, false, room(220))).first(), u"0"_s);
        QVERIFY(labelsOf(makeTicks({0, 2e-6}, false, false, room(220))).contains(u"2·10⁻⁶"_s));
    }

    void integerTicksAreWhole()
    {
        for (const double top : {1.0, 2.0, 3.0, 7.0, 21.0, 223.0}) {
            const QList<AxisTick> ticks = makeTicks({-0.02 * top, 1.02 * top}, false, true, room(400));
            QVERIFY(ticks.size() >= 2);
            for (const AxisTick& tick : ticks)
                QCOMPARE(tick.position, std::round(tick.position));
        }
    }

    void narrowRangesAreWidened()
    {
        for (const double at : {0.0, 1.0, -3e7, 1e-200}) {
            const AxisRange range = withMinimumSpan({at, at}, false);
            QVERIFY(range.span() > 0.0);
            QVERIFY(range.span() >= 0.99e-9 * std::abs(at));
        }
        QVERIFY(withMinimumSpan({notANumber, infinity}, false).span() > 0.0);
        QVERIFY(withMinimumSpan({5.0, 2.0}, false).min == 2.0);
    }

    void axisPointsCleanTheData()
    {
        const QList<QPointF> raw{{1, 10}, {notANumber, 1}, {2, notANumber}, {3, 0},
                                 {4, -1}, {infinity, 5},   {5, infinity},   {0, 1}};
        const QList<QPointF> log = axisPoints(raw, false, true, -7.0);
        QCOMPARE(log, QList<QPointF>({{1, 1}, {3, -7}, {4, -7}, {5, 1e300}, {0, 0}}));
        const QList<QPointF> bothLog = axisPoints(raw, true, true, -7.0);
        QCOMPARE(bothLog.size(), 4); // x = 0 has no logarithm
        for (const QPointF& p : axisPoints(raw, false, false, 0.0))
            QVERIFY(std::isfinite(p.x()) && std::isfinite(p.y()));
    }

    void clippingKeepsTheInside()
    {
        for (unsigned seed = 1; seed <= 20; ++seed) {
            const QList<QPointF> walk = randomWalk(seed, 40);
            const auto pieces = clippedPolyline(walk, {0, 1}, {0, 1});
            double length = 0.0;
            for (const QList<QPointF>& piece : pieces) {
                length += lengthOf(piece);
                for (const QPointF& p : piece)
                    QVERIFY(p.x() >= 0 && p.x() <= 1 && p.y() >= 0 && p.y() <= 1);
            }
            QVERIFY2(std::abs(length - lengthInside(walk)) < 1e-2, qPrintable(QString::number(seed)));
        }
    }

    void clampingAddsNothingInside()
    {
        for (unsigned seed = 1; seed <= 20; ++seed) {
            const QList<QPointF> walk = randomWalk(seed, 40);
            const QList<QPointF> clamped = clampedPolyline(walk, {0, 1}, {0, 1});
            for (const QPointF& p : clamped)
                QVERIFY(p.x() >= 0 && p.x() <= 1 && p.y() >= 0 && p.y() <= 1);
            double length = 0.0; // strictly inside: the way along the border does not count
            for (const auto& piece : clippedPolyline(clamped, {1e-9, 1 - 1e-9}, {1e-9, 1 - 1e-9})) {
                length += lengthOf(piece);
            }
            QVERIFY(std::abs(length - lengthInside(walk)) < 1e-2);
        }
        const QList<QPointF> absurd = clampedPolyline({{0, 0.5}, {0.5, 1e300}, {1, 0.5}}, {0, 1}, {0, 1});
        for (const QPointF& p : absurd)
            QVERIFY(std::abs(p.y()) <= 1.0);
    }

    void envelopeKeepsExtremes()
    {
        QList<QPointF> points;
        for (int i = 0; i < 50000; ++i)
            points.append({static_cast<double>(i), std::sin(0.01 * i)});
        points[31415].ry() = 9.0;
        points[27182].ry() = -8.0;
        const QList<QPointF> reduced = envelope(points);
        QVERIFY(reduced.size() <= maximumDrawnPoints);
        QVERIFY(reduced.contains(QPointF(31415, 9.0)) && reduced.contains(QPointF(27182, -8.0)));
        QCOMPARE(reduced.first(), points.first());
        QCOMPARE(reduced.last(), points.last());
        QVERIFY(std::is_sorted(reduced.begin(), reduced.end(), [](auto a, auto b) { return a.x() < b.x(); }));
        std::reverse(points.begin(), points.end());
        const QList<QPointF> backwards = envelope(points);
        QVERIFY(backwards.size() <= maximumDrawnPoints && backwards.contains(QPointF(31415, 9.0)));
    }

    void stepsHoldTheirValue()
    {
        const QList<QPointF> corners = stepCorners({{0, 1}, {1, 3}, {2, 2}, {3, 99}});
        QCOMPARE(corners, QList<QPointF>({{0, 1}, {1, 1}, {1, 3}, {2, 3}, {2, 2}, {3, 2}}));
    }

    void valuesBetweenSamples()
    {
        PlotSeries series;
        series.points = {{1, 10}, {2, 1000}};
        QCOMPARE(valueAt(series, 1.0, false, false), 10.0);
        QCOMPARE(valueAt(series, 1.5, false, false), 505.0);
        QVERIFY(std::abs(*valueAt(series, 1.5, false, true) - 100.0) < 1e-9); // halfway on a log axis
        QVERIFY(!valueAt(series, 0.9, false, false) && !valueAt(series, 2.1, false, false));
        series.stepped = true;
        QCOMPARE(valueAt(series, 1.99, false, false), 10.0);
        QCOMPARE(valueAt(series, 2.0, false, false), 10.0); // the right edge belongs to the last bin
    }

    void fitAndLimits()
    {
        PlotSpec spec;
        PlotSeries series;
        series.points = {{0, 1}, {10, 50}};
        spec.series = {series};
        const PlotBounds bounds = boundsOf(spec, false, false);
        QCOMPARE(bounds.x.fit, (AxisRange{0, 10}));
        QCOMPARE(bounds.y.fit.min, 0.0);
        QVERIFY(bounds.y.fit.max > 50 && bounds.y.fit.max < 55);
        QVERIFY(std::abs(bounds.x.limit.span() - 10.5) < 1e-9);
        spec.y.limitMax = 50;
        QCOMPARE(boundsOf(spec, false, false).y.limit.max, 50.0);
        spec.series[0].visible = false;
        QCOMPARE(boundsOf(spec, false, false).x.fit, (AxisRange{0, 1}));
    }

    void rangesStayInsideTheirLimit()
    {
        QCOMPARE(clampedRange({-5, 3}, {0, 10}, false), (AxisRange{0, 8}));
        QCOMPARE(clampedRange({8, 12}, {0, 10}, false), (AxisRange{6, 10}));
        QCOMPARE(clampedRange({-50, 70}, {0, 10}, false), (AxisRange{0, 10}));
        QCOMPARE(scaledRange({0, 10}, 0.5, 2.0), (AxisRange{1, 6}));
    }

    void levelsFollowTheValue()
    {
        PlotImage image;
        image.low = 2.0;
        image.high = 4.0;
        QCOMPARE(levelOf(image, 2.0), 1);
        QCOMPARE(levelOf(image, 3.0), 128);
        QCOMPARE(levelOf(image, 99.0), 255);
        QCOMPARE(levelOf(image, -infinity), 1);
        QCOMPARE(levelOf(image, notANumber), 0);
        image.logarithmic = true;
        image.low = 1e-4;
        image.high = 1.0;
        QCOMPARE(levelOf(image, 1e-2), 128);
        QCOMPARE(levelOf(image, 0.0), 0);
        image.scale = ColourScale::Diverging; // about 1, from 1/high to high
        image.high = 100.0;
        QCOMPARE(levelOf(image, 1.0), middleLevel);
        QCOMPARE(levelOf(image, 0.01), 1);
        image.logarithmic = false;
        QCOMPARE(levelOf(image, 0.0), middleLevel);
        QCOMPARE(levelOf(image, -50.0) + levelOf(image, 50.0), 2 * middleLevel);
        image.scale = ColourScale::Categorical;
        image.categories = {{u"a"_s, 0, {}}, {u"b"_s, 1, {}}};
        QCOMPARE(levelOf(image, 1.0), 2);
        QCOMPARE(levelOf(image, 2.0) + levelOf(image, -1.0), 0);
    }

    // Every pixel of a smaller picture against all cells below it, by brute force.
    void poolingLosesNoExtreme()
    {
        PlotImage image;
        image.columns = 97;
        image.rows = 53;
        image.scale = ColourScale::Diverging;
        std::mt19937 generator(3);
        std::normal_distribution<float> normal(0.0F, 0.2F);
        auto cells = std::make_shared<std::vector<float>>();
        for (int i = 0; i < 97 * 53; ++i)
            cells->push_back(normal(generator));
        (*cells)[1234] = 1.0F;
        image.cells = cells;
        const auto levels = imageLevels(image);
        QCOMPARE(imageLevels(image, levels), levels); // not computed again
        LevelColours colours;
        for (std::size_t i = 0; i < colours.size(); ++i)
            colours[i] = qRgb(static_cast<int>(i), 0, 0);
        const QSize size(20, 11);
        const QImage picture = pictureOf(*levels, {{0, 97}, {53, 0}}, size, colours, qRgb(1, 2, 3), 4);
        for (int j = 0; j < size.height(); ++j) {
            for (int i = 0; i < size.width(); ++i) {
                int best = middleLevel;
                for (int row = 0; row < 53; ++row) {
                    for (int column = 0; column < 97; ++column) {
                        const double x = (column + 0.5) / 97 * 20;
                        const double y = (53 - row - 0.5) / 53 * 11;
                        if (static_cast<int>(x) != i || static_cast<int>(y) != j) continue;
                        const int level = levels->levels[static_cast<std::size_t>(97 * row + column)];
                        if (std::abs(level - middleLevel) > std::abs(best - middleLevel)) best = level;
                    }
                }
                QCOMPARE(std::abs(qRed(picture.pixel(i, j)) - middleLevel), std::abs(best - middleLevel));
            }
        }
        const QImage large = pictureOf(*levels, {{10, 12}, {3, 5}}, {40, 40}, colours, 0, 4);
        QCOMPARE(qRed(large.pixel(0, 0)), levels->levels[3 * 97 + 10]);
        QCOMPARE(qRed(large.pixel(39, 0)), levels->levels[3 * 97 + 11]);
        QCOMPARE(qRed(large.pixel(19, 39)), levels->levels[4 * 97 + 10]);
    }

    void categoriesThinOut()
    {
        QStringList names;
        for (int i = 0; i < 40; ++i)
            names.append(u"n%1"_s.arg(i));
        QCOMPARE(categoryTicks({-0.5, 39.5}, names, 800, 15).size(), 40);
        const QList<AxisTick> thin = categoryTicks({-0.5, 39.5}, names, 200, 15);
        QCOMPARE(labelsOf(thin).join(u' '), u"n0 n5 n10 n15 n20 n25 n30 n35"_s);
        QCOMPARE(labelsOf(categoryTicks({2.5, 4.2}, names, 200, 15)), QStringList({u"n3"_s, u"n4"_s}));
        AxisSpec axis;
        axis.categories = names;
        QCOMPARE(axisValueText(axis, 7.0), u"n7"_s);
        QCOMPARE(axisValueText(axis, 7.5), u"7.500"_s);
    }

    void bandsAreClippedToTheFrame()
    {
        PlotSeries series = samples::line(u"a"_s, 1.0, 11, 0);
        for (const QPointF& point : series.points) {
            series.lower.append(point.y() - 1.0);
            series.upper.append(point.y() + 1.0);
        }
        AxisFrame frame{{2, 8}, {3, 6}, false, false, false};
        const QList<QPolygonF> polygons = bandPolygons(series, frame);
        QCOMPARE(polygons.size(), 1);
        for (const QPointF& point : polygons[0])
            QVERIFY(frame.x.contains(point.x()) && frame.y.contains(point.y()));
        const auto covers = [&](double x, double y) { return polygons[0].containsPoint({x, y}, Qt::OddEvenFill); };
        QVERIFY(covers(4, 4.99) && !covers(4, 5.01) && covers(4, 3.01) && covers(6.9, 5.95) && !covers(7.01, 5.99));
        series.upper[5] = notANumber;
        frame.y = {-10, 20};
        frame.x = {0, 10};
        QCOMPARE(bandPolygons(series, frame).size(), 2); // a gap where an end is missing
        frame.y = {100, 200};
        QVERIFY(bandPolygons(series, frame).isEmpty());
        QCOMPARE(bandAt(series, 2.5, false, false), std::optional(std::pair(1.5, 3.5)));
        QVERIFY(!bandAt(series, 5.0, false, false));
    }

    void profilesHaveFewTicks()
    {
        PlotMarginal marginal{u"rms"_s, {{0, 0.013}, {1, 0.07}, {2, 0.2}}, false};
        for (const bool logarithmic : {false, true}) {
            marginal.logarithmic = logarithmic;
            for (const double length : {30.0, 60.0, 200.0}) {
                const QList<AxisTick> ticks = marginalTicks(marginal, room(length));
                QVERIFY(ticks.size() <= 3);
                if (length > 100.0) QVERIFY(ticks.size() >= 2);
                for (qsizetype i = 1; i < ticks.size(); ++i) {
                    const double perUnit = length / marginalRange(marginal).span();
                    const double extents =
                        room(length).labelExtent(ticks[i - 1].label) + room(length).labelExtent(ticks[i].label);
                    QVERIFY((ticks[i].position - ticks[i - 1].position) * perUnit >= 0.499 * extents);
                }
            }
        }
        marginal.logarithmic = false;
        QCOMPARE(marginalRange(marginal).min, 0.0);
        QCOMPARE(marginalAt(marginal, 1.2, false).value(), 0.07);
        QVERIFY(marginalRange({u"none"_s, {}, true}).span() > 0.0);
    }
};

QTEST_APPLESS_MAIN(TestPlotArithmetic)
#include "tst_plot_arithmetic.moc"
