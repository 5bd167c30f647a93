// SPDX-License-Identifier: GPL-3.0-or-later
// The interactive plot: drawing of awkward data, zoom and its history, crosshair, keyboard, menu, clipboard,
// card.
#include "tests/widgets/plot_fixture.h"
#include "widgets/plots/colour_map.h"
#include "widgets/plots/curve_layer.h"
#include "widgets/plots/figure_export.h"
#include "widgets/plots/plot_card.h"
#include "widgets/plots/plot_view.h"
#include "widgets/style/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QMimeData>
#include <QPainter>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QToolButton>

#include <cmath>
#include <memory>

using namespace alidade;
using namespace alidade::samples;
using namespace Qt::StringLiterals;

namespace {

// Pixels of `image` close to `colour` inside `area`.
int inkIn(const QImage& image, const QColor& colour, const QRectF& area)
{
    int count = 0;
    const QRect box = area.toRect().intersected(image.rect());
    for (int y = box.top(); y <= box.bottom(); ++y) {
        for (int x = box.left(); x <= box.right(); ++x) {
            const QColor c = image.pixelColor(x, y);
            const int distance = std::abs(c.red() - colour.red()) + std::abs(c.green() - colour.green()) +
                                 std::abs(c.blue() - colour.blue());
            if (distance < 90) ++count;
        }
    }
    return count;
}

} // namespace

class TestPlots : public QObject {
    Q_OBJECT

    std::unique_ptr<PlotFixture> m_plot;
    PlotView* m_view = nullptr; // of m_plot

private slots:
    void initTestCase() { applyTheme(Theme::Light); }

    void init()
    {
        m_plot = std::make_unique<PlotFixture>();
        m_view = &m_plot->view;
        QVERIFY(m_plot->isActive);
    }

    void cleanup() { m_plot.reset(); }

    void logAxisKeepsSeriesWithZerosAndNaN()
    {
        PlotSpec spec = samples::linear();
        spec.y.logarithmic = true;
        PlotSeries& series = spec.series[1];
        series.colour = QColor(Qt::red);
        series.stroke = Stroke::Solid;
        series.points = {{0, 0.0},  {1, std::nan("")}, {2, 5.0},   {4, 500.0},
                         {5, -3.0}, {6, 50.0},         {8, 5000.0}};
        m_plot->show(spec);
        const QImage image = m_view->grab().toImage();
        const QRectF part(m_plot->at(2, 20000), m_plot->at(4, 2)); // between the first two good points
        QVERIFY(inkIn(image, Qt::red, part.normalized()) > 60);
        QVERIFY(inkIn(image, Qt::red, QRectF(m_plot->at(6, 20000), m_plot->at(8, 2)).normalized()) > 60);
        QVERIFY(m_view->yRange().min > 0.0);
    }

    void hugeValuesDoNotFlood()
    {
        PlotSpec spec = samples::linear();
        spec.y.min = 0.0;
        spec.y.max = 10.0;
        spec.series = {samples::line(u"wild"_s, 1.0, 11, -1)};
        spec.series[0].colour = QColor(Qt::red);
        spec.series[0].points[5].setY(1e300);
        spec.series[0].points[7].setY(std::numeric_limits<double>::infinity());
        m_plot->show(spec);
        m_view->zoomTo({0, 10}, {0, 10});
        const int ink = inkIn(m_view->grab().toImage(), Qt::red, m_view->plotArea());
        QVERIFY2(ink > 100 && ink < 6000, qPrintable(QString::number(ink)));
    }

    void seriesAreReusedNotRebuilt()
    {
        CurveLayer layer;
        layer.setGeometry({200, 100}, {10, 10, 180, 80});
        const LayerCurve curve{{{0, 0}, {1, 1}}, QPen(Qt::black)};
        layer.setCurves({curve, curve, curve});
        layer.setCurves({curve});
        layer.setCurves({curve, curve});
        QCOMPARE(layer.seriesCount(), 3);
        QImage image(200, 100, QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        layer.render(painter);
        painter.end();
        QVERIFY(image.pixelColor(100, 50).lightness() < 128); // the middle of the diagonal
        QVERIFY(image.pixelColor(100, 20).lightness() > 250);
    }

    void nothingButCurvesIsDrawnByTheLayer()
    {
        CurveLayer layer;
        layer.setGeometry({300, 200}, {40, 30, 240, 150});
        layer.setCurves(
            {{{{-1, 0.5}, {2, 0.5}}, QPen(Qt::red, 2)}, {{{0.5, -1}, {0.5, 2}}, QPen(Qt::blue, 2)}});
        QImage image(300, 200, QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        layer.render(painter);
        painter.end();
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                const bool onCurve = std::abs(x - 160) <= 3 || std::abs(y - 105) <= 3;
                const bool inside = QRect(38, 28, 244, 154).contains(x, y);
                if (!onCurve || !inside) QCOMPARE(image.pixelColor(x, y), QColor(Qt::white));
            }
        }
    }

    void setSpecIsCoalesced()
    {
        PlotSpec spec = samples::linear();
        for (int i = 1; i <= 200; ++i) {
            spec.series[0].points[10].setY(i);
            m_view->setSpec(spec);
        }
        QCOMPARE(m_view->spec().series[0].points[10].y(), 200.0); // the newest wins
        QVERIFY(m_view->yRange().max >= 200.0);
    }

    void hairlineIsDrawn()
    {
        const QImage without = m_view->grab().toImage();
        m_view->setHairline(5.0);
        const QImage with = m_view->grab().toImage();
        const QPoint line = m_plot->at(5, 10);
        int changed = 0;
        for (int y = static_cast<int>(m_view->plotArea().top()); y < m_view->plotArea().bottom(); ++y) {
            for (int x = line.x() - 1; x <= line.x() + 1; ++x)
                changed += without.pixel(x, y) != with.pixel(x, y);
        }
        QVERIFY(changed > 50);
        m_view->setHairline(std::nullopt);
        QCOMPARE(m_view->grab().toImage(), without);
    }

    void cellsHaveTheirColourInTheirPlace()
    {
        const PlotSpec spec = samples::smallImage();
        m_plot->show(spec);
        const QImage image = m_view->grab().toImage();
        const LevelColours colours = levelColours(*spec.image, plotColours(m_view->palette()));
        for (int row = 0; row < 3; ++row) {
            for (int column = 0; column < 4; ++column) {
                if (row == 2 && column == 1) continue;
                for (const QPointF& off : {QPointF(0.04, 0.04), QPointF(0.96, 0.04), QPointF(0.5, 0.96)}) {
                    const QPoint at = m_plot->at(column + off.x(), row + off.y());
                    QCOMPARE(image.pixelColor(at).rgb(), colours[levelOf(*spec.image, 10 * row + column)]);
                }
            }
        }
        QVERIFY(m_plot->at(2, 0).y() < m_plot->at(2, 3).y()); // rows grow downwards
        QCOMPARE(colours[levelOf(*spec.image, 0)], QColor(0x44, 0x01, 0x54).rgb());
        QCOMPARE(colours[levelOf(*spec.image, 23)], QColor(0xfd, 0xe7, 0x25).rgb());
        const QRectF missing = QRectF(m_plot->at(1.1, 2.1), m_plot->at(1.9, 2.9)).normalized();
        const int background = inkIn(image, Qt::white, missing);
        QVERIFY(background > 0.5 * missing.width() * missing.height()); // hatched: mostly background
        QVERIFY(background < 0.95 * missing.width() * missing.height());
    }

    void zoomedImageStaysInsideTheArea()
    {
        const PlotSpec spec = samples::largeImage(64);
        m_plot->show(spec);
        m_view->zoomTo({20.3, 31.9}, {7.7, 12.2});
        const QImage whole = m_view->grab().toImage();
        PlotSpec bare = spec;
        bare.image->cells = std::make_shared<std::vector<float>>(64 * 64, std::nanf(""));
        m_plot->show(bare);
        const QImage empty = m_view->grab().toImage();
        const QRectF area = m_view->plotArea();
        int inside = 0;
        for (int y = 0; y < whole.height(); ++y) {
            for (int x = 0; x < whole.width(); ++x) {
                if (whole.pixel(x, y) == empty.pixel(x, y)) continue;
                QVERIFY2(area.adjusted(-1, -1, 1, 1).contains(x, y), qPrintable(u"%1 %2"_s.arg(x).arg(y)));
                ++inside;
            }
        }
        QVERIFY(inside > 0.8 * area.width() * area.height());
    }

    void fitShowsTheWholeImage()
    {
        m_plot->show(samples::smallImage());
        m_view->zoomTo({1, 2}, {1, 2});
        m_view->fit();
        QCOMPARE(m_view->xRange(), (AxisRange{0, 4}));
        QCOMPARE(m_view->yRange(), (AxisRange{0, 3}));
        m_view->setLogX(true); // cells belong to their scale
        QVERIFY(!m_view->isLogX());
    }

    void profilesShareTheirAxis()
    {
        PlotSpec spec = samples::largeImage(64);
        m_plot->show(spec);
        const QImage before = m_view->grab().toImage();
        const QRectF area = m_view->plotArea();
        const QColor ink = plotColours(m_view->palette()).ink;
        const QRectF right(area.right() + 4, area.top() + 2, 40, area.height() - 4);
        const QRectF over(area.left() + 2, area.top() - 70, area.width() - 4, 60);
        QVERIFY(inkIn(before, ink, over) > 60);
        QVERIFY(inkIn(before, ink, right) > 60);
        m_view->zoomTo({10, 20}, {30, 40});
        const QImage after = m_view->grab().toImage();
        QVERIFY(before.copy(over.toRect()) != after.copy(over.toRect()));
        QVERIFY(before.copy(right.toRect()) != after.copy(right.toRect()));
    }

    void bandsLieBehindTheirCurves()
    {
        PlotSpec spec = samples::bandsAndArrows();
        m_plot->show(spec);
        const PlotColours colours = plotColours(m_view->palette());
        const QImage image = m_view->grab().toImage();
        const QRgb fill = mixed(colours.background, styleFor(1, false).colour, 0.2).rgb();
        QCOMPARE(image.pixel(m_plot->at(7.3, 8.6)), fill); // between 7.3 and 10.5
        QVERIFY(image.pixel(m_plot->at(7.3, 5.4)) != fill); // below 5.84
        QVERIFY(m_view->yRange().max >= 15.0); // the bands are shown whole
        const QRgb stepFill = mixed(colours.background, styleFor(3, false).colour, 0.2).rgb();
        QCOMPARE(image.pixel(m_plot->at(1.5, 13.5)), stepFill); // bin 1 reaches from 12 to 14
        QVERIFY(image.pixel(m_plot->at(0.5, 13.5)) != stepFill); // bin 0 ends at 13
        spec.y.logarithmic = true;
        m_plot->show(spec);
        QCOMPARE(m_view->grab().toImage().pixel(m_plot->at(7.3, 8.6)), fill);
    }

    void arrowsPointAtTheirSecondPoint()
    {
        PlotSpec spec = samples::bandsAndArrows();
        spec.series.remove(0, 2);
        spec.series[0].colour = QColor(Qt::red);
        m_plot->show(spec);
        const QImage image = m_view->grab().toImage();
        const QPointF tip = m_plot->at(3, 10);
        const QPointF tail = m_plot->at(1, 8);
        const QSizeF box(11, 11);
        const auto around = [&](const QPointF& at) { return QRectF(at - QPointF(5.5, 5.5), box); };
        const QPointF way = (tip - tail) / QLineF(tail, tip).length();
        const int shaft = inkIn(image, Qt::red, around(0.5 * (tip + tail)));
        QVERIFY(shaft > 5);
        const int head = inkIn(image, Qt::red, around(tip - 6.0 * way));
        const int start = inkIn(image, Qt::red, around(tail + 6.0 * way));
        QVERIFY2(head > 1.5 * shaft && head > 1.5 * start, qPrintable(u"%1 %2 %3"_s.arg(head).arg(shaft).arg(start)));
        QCOMPARE(inkIn(image, Qt::red, around(m_plot->at(4.5, 6))), 0); // nothing joins the pairs
        m_view->zoomTo({1.5, 2.5}, {8, 10});                            // the head lies outside
        const QImage zoomed = m_view->grab().toImage();
        const QRectF area = m_view->plotArea();
        QCOMPARE(inkIn(zoomed, Qt::red, QRectF(area.right() + 3, area.top(), 200, area.height())), 0);
        QVERIFY(inkIn(zoomed, Qt::red, area) > 50);
    }

    void categoriesAreWritten()
    {
        m_plot->show(samples::winners());
        QCOMPARE(m_view->xRange(), (AxisRange{-0.5, 11.5}));
        QCOMPARE(m_view->yRange(), (AxisRange{-0.5, 5.5}));
        const QImage image = m_view->grab().toImage();
        // Twelve names of eight letters do not fit side by side: they run upwards and take more height.
        QVERIFY(m_view->height() - m_view->plotArea().bottom() > 50.0);
        QRectF names = m_view->plotArea();
        names.setLeft(0.0);
        names.setRight(m_view->plotArea().left() - 4.0);
        QVERIFY(inkIn(image, plotColours(m_view->palette()).ink, names) > 100);
        m_view->resize(1400, 340);
        m_view->grab();
        QVERIFY(m_view->height() - m_view->plotArea().bottom() < 50.0);
    }

    void referencesCanBeHidden()
    {
        PlotSpec spec = samples::linear();
        m_plot->show(spec);
        const QImage without = m_view->grab().toImage();
        spec.references.append(ReferenceLine::horizontal(7.0, u"limit"_s));
        m_plot->show(spec);
        QVERIFY(m_view->grab().toImage() != without);
        m_view->setReferencesShown(false);
        QCOMPARE(m_view->grab().toImage(), without);
        QVERIFY(m_view->visibleSpec().references.isEmpty()); // nor in a figure
        m_view->zoomBack();
        QVERIFY(m_view->referencesShown());
    }

    void coincidingCurvesStayTellable()
    {
        PlotSpec spec = samples::linear();
        spec.series = {samples::line(u"hadamard"_s, 1.0, 11, 1), samples::line(u"random"_s, 1.0, 11, 2)};
        m_plot->show(spec);
        const QImage image = m_view->grab().toImage();
        QVERIFY(inkIn(image, styleFor(1, false).colour, m_view->plotArea()) >= 50);
        QVERIFY(inkIn(image, styleFor(2, false).colour, m_view->plotArea()) >= 50);
    }

    void emptyPlotSaysWhy()
    {
        PlotSpec spec;
        spec.emptyMessage = u"Select a tensor."_s;
        m_plot->show(spec);
        QCOMPARE(m_view->accessibleDescription(), spec.emptyMessage);
        const QImage image = m_view->grab().toImage();
        QTest::mouseMove(m_view, QPoint(200, 100));
        m_plot->drag({100, 100}, {300, 200}, Qt::LeftButton);
        QVERIFY(!m_view->canZoomBack());
        QVERIFY(inkIn(image, QColor(70, 70, 70), QRectF(image.rect())) > 20);
    }

    void accessibleNumbers()
    {
        QCOMPARE(m_view->accessibleName(), u"Two lines"_s);
        QVERIFY(m_view->accessibleDescription().contains(u"second"_s));
        QVERIFY(m_view->accessibleDescription().contains(u"20"_s));
    }

    void themeSwitchRepaints()
    {
        applyTheme(Theme::Dark);
        QTRY_VERIFY(m_view->grab().toImage().pixelColor(1, 1).lightness() < 60);
        applyTheme(Theme::Light);
        QTRY_VERIFY(m_view->grab().toImage().pixelColor(1, 1).lightness() > 250);
    }

    void copyGivesThreeFlavours()
    {
        QSignalSpy copied(m_view, &PlotView::copied);
        m_view->setRecipe(u"{\"layer\":3}"_s);
        m_view->copyFigure();
        const QMimeData* data = QApplication::clipboard()->mimeData();
        QVERIFY(data->hasImage());
        const auto image = qvariant_cast<QImage>(data->imageData());
        QVERIFY(std::abs(image.width() - 2 * m_view->width()) <= 2);
        QVERIFY(data->data(u"image/svg+xml"_s).contains("<svg"));
        QVERIFY(data->data(u"image/png"_s).startsWith("\x89PNG"));
        QCOMPARE(data->text().count(u'\n'), 23); // header and two times eleven points
        QCOMPARE(copied.count(), 1);
    }

    void tableShowsEveryPoint()
    {
        m_view->showTable();
        auto* table = m_view->findChild<QTableView*>();
        QVERIFY(table);
        QCOMPARE(table->model()->rowCount(), 22);
        QCOMPARE(table->model()->index(21, 0).data().toString(), u"second"_s);
        QCOMPARE(table->model()->headerData(1, Qt::Horizontal).toString(), u"position (mm)"_s);
    }

    void cardButtonsHaveNamesAndWork()
    {
        PlotCard card;
        card.setSpec(samples::linear());
        card.resize(400, 300);
        card.show();
        const auto buttons = card.findChildren<QToolButton*>();
        QCOMPARE(buttons.size(), 4);
        for (const QToolButton* button : buttons) {
            QVERIFY(!button->accessibleName().isEmpty() && !button->toolTip().isEmpty() &&
                    !button->icon().isNull());
        }
        QSignalSpy maximise(&card, &PlotCard::maximiseRequested);
        buttons.last()->click();
        QCOMPARE(maximise.count(), 1);
        card.setMaximised(true);
        QCOMPARE(buttons.last()->accessibleName(), u"Restore"_s);
        card.view()->zoomTo({2, 4}, {4, 8});
        buttons.first()->click();
        QVERIFY(card.view()->xRange().max >= 10.0);
        auto* controls = new QWidget;
        card.setControls(controls);
        QVERIFY(controls->parentWidget() == &card);
    }
};

QTEST_MAIN(TestPlots)
#include "tst_plots.moc"
