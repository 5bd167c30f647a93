// SPDX-License-Identifier: GPL-3.0-or-later
// The interactive plot: drawing of awkward data, zoom and its history, crosshair, keyboard, menu, clipboard,
// card.
#include "tests/widgets/plot_samples.h"
#include "widgets/plots/curve_layer.h"
#include "widgets/plots/figure_export.h"
#include "widgets/plots/plot_card.h"
#include "widgets/plots/plot_view.h"
#include "widgets/style/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QMenu>
#include <QMimeData>
#include <QPainter>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QToolButton>
#include <QWheelEvent>

#include <cmath>
#include <memory>

using namespace alidade;
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

bool close(double a, double b, double scale) { return std::abs(a - b) <= 0.02 * scale; }

} // namespace

class TestPlots : public QObject {
    Q_OBJECT

    std::unique_ptr<PlotView> m_view;

    QPoint at(double x, double y) const { return m_view->toWidget({x, y}).toPoint(); }

    void show(const PlotSpec& spec)
    {
        m_view->setSpec(spec);
        m_view->grab();
    }

    void wheel(const QPoint& position, int notches, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QWheelEvent event(position, m_view->mapToGlobal(position), {}, QPoint(0, 120 * notches), Qt::NoButton,
                          modifiers, Qt::NoScrollPhase, false);
        QApplication::sendEvent(m_view.get(), &event);
        m_wheelAccepted = event.isAccepted();
    }

    void drag(const QPoint& from, const QPoint& to, Qt::MouseButton button,
              Qt::KeyboardModifiers modifiers = {})
    {
        QTest::mousePress(m_view.get(), button, modifiers, from);
        QMouseEvent move(QEvent::MouseMove, to, m_view->mapToGlobal(to), Qt::NoButton, button, modifiers);
        QApplication::sendEvent(m_view.get(), &move);
        QTest::mouseRelease(m_view.get(), button, modifiers, to);
    }

    bool m_wheelAccepted = false;

private slots:
    void initTestCase() { applyTheme(Theme::Light); }

    void init()
    {
        m_view = std::make_unique<PlotView>();
        m_view->resize(500, 340);
        m_view->show();
        m_view->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
        show(samples::linear());
    }

    void cleanup() { m_view.reset(); }

    void pressInMarginsIsHarmless()
    {
        QSignalSpy clicked(m_view.get(), &PlotView::clicked);
        const QList<QPoint> margins{{1, 1}, {2, 170}, {499, 339}, {250, 338}, {498, 2}};
        for (const QPoint& point : margins) {
            for (const auto button : {Qt::LeftButton, Qt::MiddleButton, Qt::RightButton}) {
                QTest::mouseClick(m_view.get(), button, {}, point);
                QVERIFY2(clicked.isEmpty(), qPrintable(u"%1 %2"_s.arg(point.x()).arg(point.y())));
            }
        }
        QVERIFY(!m_view->canZoomBack());
    }

    void logAxisKeepsSeriesWithZerosAndNaN()
    {
        PlotSpec spec = samples::linear();
        spec.y.logarithmic = true;
        PlotSeries& series = spec.series[1];
        series.colour = QColor(Qt::red);
        series.stroke = Stroke::Solid;
        series.points = {{0, 0.0},  {1, std::nan("")}, {2, 5.0},   {4, 500.0},
                         {5, -3.0}, {6, 50.0},         {8, 5000.0}};
        show(spec);
        const QImage image = m_view->grab().toImage();
        const QRectF part(at(2, 20000), at(4, 2)); // between the first two good points
        QVERIFY(inkIn(image, Qt::red, part.normalized()) > 60);
        QVERIFY(inkIn(image, Qt::red, QRectF(at(6, 20000), at(8, 2)).normalized()) > 60);
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
        show(spec);
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

    void rubberZoomBackAndFit()
    {
        const AxisRange x = m_view->xRange();
        const AxisRange y = m_view->yRange();
        drag(at(2, 4), at(6, 12), Qt::LeftButton);
        QVERIFY(close(m_view->xRange().min, 2, 10) && close(m_view->xRange().max, 6, 10));
        QVERIFY(close(m_view->yRange().min, 4, 20) && close(m_view->yRange().max, 12, 20));
        drag(at(3, 6), at(4, 8), Qt::LeftButton);
        QVERIFY(close(m_view->xRange().max, 4, 10));
        m_view->zoomBack();
        QVERIFY(close(m_view->xRange().max, 6, 10));
        m_view->zoomBack();
        QCOMPARE(m_view->xRange(), x);
        QCOMPARE(m_view->yRange(), y);
        QVERIFY(!m_view->canZoomBack());
        drag(at(2, 4), at(6, 12), Qt::LeftButton);
        QTest::mouseDClick(m_view.get(), Qt::LeftButton, {}, at(4, 8));
        QCOMPARE(m_view->xRange(), x);
        QCOMPARE(m_view->yRange(), y);
    }

    void rubberAlongOneAxis()
    {
        const AxisRange x = m_view->xRange();
        const AxisRange y = m_view->yRange();
        drag(at(2, 4), at(6, 12), Qt::LeftButton, Qt::ShiftModifier);
        QCOMPARE(m_view->yRange(), y);
        QVERIFY(close(m_view->xRange().min, 2, 10));
        m_view->fit();
        drag(at(2, 4), at(6, 12), Qt::LeftButton, Qt::ControlModifier);
        QCOMPARE(m_view->xRange(), x);
        QVERIFY(close(m_view->yRange().min, 4, 20));
    }

    void panAndClamp()
    {
        m_view->zoomTo({2, 4}, {4, 8});
        drag(at(3, 6), at(2.5, 6), Qt::MiddleButton);
        QVERIFY(close(m_view->xRange().min, 2.5, 10));
        QVERIFY(close(m_view->xRange().max, 4.5, 10));
        m_view->zoomBack();
        QVERIFY(close(m_view->xRange().min, 2.0, 10));
        m_view->zoomTo({-1000, 1000}, {-1000, 1000});
        QVERIFY(m_view->xRange().max - m_view->xRange().min <= 10.0 * 1.05 + 1e-9);
    }

    void wheelZoomsOnlyWithFocus()
    {
        m_view->clearFocus();
        const AxisRange x = m_view->xRange();
        wheel(at(5, 10), 1);
        QVERIFY(!m_wheelAccepted);
        QCOMPARE(m_view->xRange(), x);
        m_view->setFocus();
        wheel(at(5, 10), 2);
        QVERIFY(m_wheelAccepted);
        QVERIFY(m_view->xRange().max - m_view->xRange().min < 9.0);
        QVERIFY(close(m_view->fromWidget(at(5, 10)).x(), 5.0, 10)); // the point under the cursor stays
        wheel(at(5, 10), 1);
        m_view->zoomBack(); // notches in a row are one step
        QCOMPARE(m_view->xRange(), x);
    }

    void wheelAlongOneAxis()
    {
        m_view->setFocus();
        const AxisRange x = m_view->xRange();
        const AxisRange y = m_view->yRange();
        wheel(at(5, 10), 1, Qt::ControlModifier);
        QVERIFY(m_view->xRange() != x && m_view->yRange() == y);
        m_view->fit();
        wheel(at(5, 10), 1, Qt::ShiftModifier);
        QVERIFY(m_view->xRange() == x && m_view->yRange() != y);
    }

    void zoomSurvivesNewData()
    {
        m_view->zoomTo({2, 4}, {4, 8});
        m_view->setLogY(true);
        PlotSpec spec = samples::linear();
        spec.series[0].points[3].setY(7.0);
        spec.title = u"another tensor"_s;
        show(spec);
        QVERIFY(close(m_view->xRange().min, 2, 10) && close(m_view->xRange().max, 4, 10));
        QVERIFY(m_view->isLogY());
        spec.x.title = u"frequency (Hz)"_s; // another quantity: its zoom means nothing here
        show(spec);
        QVERIFY(m_view->xRange().max >= 10.0);
        QVERIFY(m_view->isLogY());
        m_view->fit();
        QVERIFY(m_view->isLogY());
        QVERIFY(!m_view->viewState().y);
    }

    void zoomWithoutDataFallsBackToFit()
    {
        m_view->zoomTo({2, 4}, {4, 8});
        PlotSpec spec = samples::linear();
        for (PlotSeries& series : spec.series) {
            for (QPointF& point : series.points)
                point.rx() += 100.0;
        }
        show(spec);
        QVERIFY(m_view->xRange().min > 90.0);
    }

    void viewStateRoundTrip()
    {
        QSignalSpy changed(m_view.get(), &PlotView::viewChanged);
        m_view->zoomTo({2, 4}, {4, 8});
        QCOMPARE(changed.count(), 1);
        const auto before = changed.first().first().value<PlotViewState>();
        const PlotViewState zoomed = m_view->viewState();
        m_view->setViewState(before);
        QVERIFY(m_view->xRange().max >= 10.0);
        m_view->setViewState(zoomed);
        QVERIFY(close(m_view->xRange().max, 4, 10));
        QCOMPARE(changed.count(), 1); // setting is silent
    }

    void rightClickOpensMenuAndDoesNotZoom()
    {
        const AxisRange x = m_view->xRange();
        const QPoint point = at(5, 10);
        QTest::mouseClick(m_view->windowHandle(), Qt::RightButton, {}, point);
        QTRY_VERIFY(m_view->findChild<QMenu*>());
        auto* menu = m_view->findChild<QMenu*>();
        QTRY_VERIFY(menu->isVisible());
        QStringList texts;
        QAction* logY = nullptr;
        for (QAction* action : menu->actions()) {
            if (action->isSeparator()) continue;
            texts.append(action->text());
            if (action->text() == u"Log y"_s) logY = action;
        }
        QCOMPARE(texts, QStringList({u"Copy figure"_s, u"Copy data"_s, u"Save figure…"_s, u"Save data…"_s,
                                     u"Log x"_s, u"Log y"_s, u"Zoom back"_s, u"Fit"_s, u"Show as table…"_s}));
        QVERIFY(logY->isCheckable());
        logY->trigger();
        QVERIFY(m_view->isLogY());
        menu->close();
        QCOMPARE(m_view->xRange(), x);
    }

    void crosshairShowsSeriesValues()
    {
        QSignalSpy hovered(m_view.get(), &PlotView::hovered);
        QTest::mouseMove(m_view.get(), at(7, 3));
        QTRY_VERIFY(hovered.count() > 0);
        QCOMPARE(hovered.last().at(0).toDouble(), 7.0); // snapped to the sample
        const auto values = hovered.last().at(1).value<QList<QPair<QString, double>>>();
        QCOMPARE(values.size(), 2);
        QCOMPARE(values[0], qMakePair(u"first"_s, 7.0));
        QCOMPARE(values[1], qMakePair(u"second"_s, 14.0));
        QSignalSpy ended(m_view.get(), &PlotView::hoverEnded);
        QEvent leave(QEvent::Leave);
        QApplication::sendEvent(m_view.get(), &leave);
        QCOMPARE(ended.count(), 1);
    }

    void clickReportsDataValues()
    {
        QSignalSpy clicked(m_view.get(), &PlotView::clicked);
        QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, at(4, 12));
        QCOMPARE(clicked.count(), 1);
        QVERIFY(close(clicked.first().at(0).toDouble(), 4, 10));
        QVERIFY(close(clicked.first().at(1).toDouble(), 12, 20));
        QVERIFY(!m_view->canZoomBack());
    }

    void keyboardReadsSamples()
    {
        m_view->setFocus();
        QSignalSpy hovered(m_view.get(), &PlotView::hovered);
        QTest::keyClick(m_view.get(), Qt::Key_Home);
        QTest::keyClick(m_view.get(), Qt::Key_Home);
        QCOMPARE(hovered.last().at(0).toDouble(), 0.0);
        QTest::keyClick(m_view.get(), Qt::Key_Right);
        QTest::keyClick(m_view.get(), Qt::Key_Right);
        QCOMPARE(hovered.last().at(0).toDouble(), 2.0);
        QTest::keyClick(m_view.get(), Qt::Key_End);
        QCOMPARE(hovered.last().at(0).toDouble(), 10.0);
        QSignalSpy clicked(m_view.get(), &PlotView::clicked);
        QTest::keyClick(m_view.get(), Qt::Key_Tab);
        QTest::keyClick(m_view.get(), Qt::Key_Return);
        QCOMPARE(clicked.last().at(1).toDouble(), 10.0); // first series
        QTest::keyClick(m_view.get(), Qt::Key_Tab);
        QTest::keyClick(m_view.get(), Qt::Key_Return);
        QCOMPARE(clicked.last().at(1).toDouble(), 20.0); // second series
        m_view->zoomTo({2, 4}, {4, 8});
        QTest::keyClick(m_view.get(), Qt::Key_Home, Qt::ControlModifier);
        QVERIFY(m_view->xRange().max >= 10.0);
    }

    void hairlineIsDrawn()
    {
        const QImage without = m_view->grab().toImage();
        m_view->setHairline(5.0);
        const QImage with = m_view->grab().toImage();
        const QPoint line = at(5, 10);
        int changed = 0;
        for (int y = static_cast<int>(m_view->plotArea().top()); y < m_view->plotArea().bottom(); ++y) {
            for (int x = line.x() - 1; x <= line.x() + 1; ++x)
                changed += without.pixel(x, y) != with.pixel(x, y);
        }
        QVERIFY(changed > 50);
        m_view->setHairline(std::nullopt);
        QCOMPARE(m_view->grab().toImage(), without);
    }

    void coincidingCurvesStayTellable()
    {
        PlotSpec spec = samples::linear();
        spec.series = {samples::line(u"hadamard"_s, 1.0, 11, 1), samples::line(u"random"_s, 1.0, 11, 2)};
        show(spec);
        const QImage image = m_view->grab().toImage();
        QVERIFY(inkIn(image, styleFor(1, false).colour, m_view->plotArea()) >= 50);
        QVERIFY(inkIn(image, styleFor(2, false).colour, m_view->plotArea()) >= 50);
    }

    void emptyPlotSaysWhy()
    {
        PlotSpec spec;
        spec.emptyMessage = u"Select a tensor."_s;
        show(spec);
        QCOMPARE(m_view->accessibleDescription(), spec.emptyMessage);
        const QImage image = m_view->grab().toImage();
        QTest::mouseMove(m_view.get(), QPoint(200, 100));
        drag({100, 100}, {300, 200}, Qt::LeftButton);
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
        QSignalSpy copied(m_view.get(), &PlotView::copied);
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
