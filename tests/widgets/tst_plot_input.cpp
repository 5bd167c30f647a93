// SPDX-License-Identifier: GPL-3.0-or-later
// What the user does to a plot: zoom and its history, pan, wheel, crosshair, click, keyboard, context menu.
#include "tests/widgets/plot_fixture.h"
#include "widgets/plots/plot_link.h"
#include "widgets/plots/plot_view.h"
#include "widgets/style/theme.h"

#include <QApplication>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace alidade;
using namespace alidade::samples;
using namespace Qt::StringLiterals;

class TestPlotInput : public QObject {
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

    void pressInMarginsIsHarmless()
    {
        QSignalSpy clicked(m_view, &PlotView::clicked);
        const QList<QPoint> margins{{1, 1}, {2, 170}, {499, 339}, {250, 338}, {498, 2}};
        for (const QPoint& point : margins) {
            for (const auto button : {Qt::LeftButton, Qt::MiddleButton, Qt::RightButton}) {
                QTest::mouseClick(m_view, button, {}, point);
                QVERIFY2(clicked.isEmpty(), qPrintable(u"%1 %2"_s.arg(point.x()).arg(point.y())));
            }
        }
        QVERIFY(!m_view->canZoomBack());
    }

    void rubberZoomBackAndFit()
    {
        const AxisRange x = m_view->xRange();
        const AxisRange y = m_view->yRange();
        m_plot->drag(m_plot->at(2, 4), m_plot->at(6, 12), Qt::LeftButton);
        QVERIFY(close(m_view->xRange().min, 2, 10) && close(m_view->xRange().max, 6, 10));
        QVERIFY(close(m_view->yRange().min, 4, 20) && close(m_view->yRange().max, 12, 20));
        m_plot->drag(m_plot->at(3, 6), m_plot->at(4, 8), Qt::LeftButton);
        QVERIFY(close(m_view->xRange().max, 4, 10));
        m_view->zoomBack();
        QVERIFY(close(m_view->xRange().max, 6, 10));
        m_view->zoomBack();
        QCOMPARE(m_view->xRange(), x);
        QCOMPARE(m_view->yRange(), y);
        QVERIFY(!m_view->canZoomBack());
        m_plot->drag(m_plot->at(2, 4), m_plot->at(6, 12), Qt::LeftButton);
        QTest::mouseDClick(m_view, Qt::LeftButton, {}, m_plot->at(4, 8));
        QCOMPARE(m_view->xRange(), x);
        QCOMPARE(m_view->yRange(), y);
    }

    void rubberAlongOneAxis()
    {
        const AxisRange x = m_view->xRange();
        const AxisRange y = m_view->yRange();
        m_plot->drag(m_plot->at(2, 4), m_plot->at(6, 12), Qt::LeftButton, Qt::ShiftModifier);
        QCOMPARE(m_view->yRange(), y);
        QVERIFY(close(m_view->xRange().min, 2, 10));
        m_view->fit();
        m_plot->drag(m_plot->at(2, 4), m_plot->at(6, 12), Qt::LeftButton, Qt::ControlModifier);
        QCOMPARE(m_view->xRange(), x);
        QVERIFY(close(m_view->yRange().min, 4, 20));
    }

    void panAndClamp()
    {
        m_view->zoomTo({2, 4}, {4, 8});
        m_plot->drag(m_plot->at(3, 6), m_plot->at(2.5, 6), Qt::MiddleButton);
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
        QVERIFY(!m_plot->wheel(m_plot->at(5, 10), 1));
        QCOMPARE(m_view->xRange(), x);
        m_view->setFocus();
        QVERIFY(m_plot->wheel(m_plot->at(5, 10), 2));
        QVERIFY(m_view->xRange().max - m_view->xRange().min < 9.0);
        QVERIFY(
            close(m_view->fromWidget(m_plot->at(5, 10)).x(), 5.0, 10)); // the point under the cursor stays
        m_plot->wheel(m_plot->at(5, 10), 1);
        m_view->zoomBack(); // notches in a row are one step
        QCOMPARE(m_view->xRange(), x);
    }

    void wheelAlongOneAxis()
    {
        m_view->setFocus();
        const AxisRange x = m_view->xRange();
        const AxisRange y = m_view->yRange();
        m_plot->wheel(m_plot->at(5, 10), 1, Qt::ControlModifier);
        QVERIFY(m_view->xRange() != x && m_view->yRange() == y);
        m_view->fit();
        m_plot->wheel(m_plot->at(5, 10), 1, Qt::ShiftModifier);
        QVERIFY(m_view->xRange() == x && m_view->yRange() != y);
    }

    void zoomSurvivesNewData()
    {
        m_view->zoomTo({2, 4}, {4, 8});
        m_view->setLogY(true);
        PlotSpec spec = samples::linear();
        spec.series[0].points[3].setY(7.0);
        spec.title = u"another tensor"_s;
        m_plot->show(spec);
        QVERIFY(close(m_view->xRange().min, 2, 10) && close(m_view->xRange().max, 4, 10));
        QVERIFY(m_view->isLogY());
        spec.x.title = u"frequency (Hz)"_s; // another quantity: its zoom means nothing here
        m_plot->show(spec);
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
        m_plot->show(spec);
        QVERIFY(m_view->xRange().min > 90.0);
    }

    void viewStateRoundTrip()
    {
        QSignalSpy changed(m_view, &PlotView::viewChanged);
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
        const QPoint point = m_plot->at(5, 10);
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
                                     u"Log x"_s, u"Log y"_s, u"Show references"_s, u"Lock axes"_s, u"Zoom back"_s,
                                     u"Fit"_s, u"Reset"_s, u"Show as table…"_s}));
        QSignalSpy explained(m_view, &PlotView::explainRequested);
        QMenu again;
        m_view->addActionsTo(&again); // somebody answers now
        QCOMPARE(again.actions().last()->text(), u"What is this?"_s);
        again.actions().last()->trigger();
        QCOMPARE(explained.count(), 1);
        QVERIFY(logY->isCheckable());
        logY->trigger();
        QVERIFY(m_view->isLogY());
        menu->close();
        QCOMPARE(m_view->xRange(), x);
    }

    void crosshairShowsSeriesValues()
    {
        QSignalSpy hovered(m_view, &PlotView::hovered);
        QTest::mouseMove(m_view, m_plot->at(7, 3));
        QTRY_VERIFY(hovered.count() > 0);
        QCOMPARE(hovered.last().at(0).toDouble(), 7.0); // snapped to the sample
        const auto values = hovered.last().at(1).value<QList<QPair<QString, double>>>();
        QCOMPARE(values.size(), 2);
        QCOMPARE(values[0], qMakePair(u"first"_s, 7.0));
        QCOMPARE(values[1], qMakePair(u"second"_s, 14.0));
        QSignalSpy ended(m_view, &PlotView::hoverEnded);
        QEvent leave(QEvent::Leave);
        QApplication::sendEvent(m_view, &leave);
        QCOMPARE(ended.count(), 1);
    }

    void cellsAreRead()
    {
        m_plot->show(samples::smallImage());
        QSignalSpy hovered(m_view, &PlotView::hovered);
        QSignalSpy sentences(m_view, &PlotView::readoutChanged);
        QTest::mouseMove(m_view, m_plot->at(2.3, 1.8));
        QTRY_VERIFY(hovered.count() > 0);
        QCOMPARE(hovered.last().at(0).toDouble(), 2.5); // the middle of the cell
        const auto values = hovered.last().at(1).value<PlotReadout>();
        QCOMPARE(values, (PlotReadout{{u"row"_s, 1.5}, {u"|w|"_s, 12.0}}));
        QCOMPARE(sentences.last().at(0).toString(), u"column = 2.500  ·  row = 1.500  ·  |w| = 12"_s);
        QCOMPARE(m_view->readoutAt(0.1, 2.9), (PlotReadout{{u"row"_s, 2.5}, {u"|w|"_s, 20.0}}));
        QVERIFY(m_view->readoutAt(0.1, 3.1).isEmpty());
        QTest::mouseMove(m_view, m_plot->at(1.5, 2.5));
        QTRY_VERIFY(m_view->readoutText().endsWith(u"no value"_s));
        QTest::keyClick(m_view, Qt::Key_Up); // up on paper: row 1
        QCOMPARE(hovered.last().at(1).value<PlotReadout>().last().second, 11.0);
        QTest::keyClick(m_view, Qt::Key_End);
        QCOMPARE(hovered.last().at(1).value<PlotReadout>().last().second, 13.0);
        QSignalSpy clicked(m_view, &PlotView::clicked);
        QTest::keyClick(m_view, Qt::Key_Return);
        QCOMPARE(clicked.last(), (QVariantList{3.5, 1.5}));
    }

    void categoriesAndCellNamesAreRead()
    {
        PlotSpec spec = samples::winners();
        spec.image->cellName = u"%1, %2: %3"_s;
        m_plot->show(spec);
        QTest::mouseMove(m_view, m_plot->at(3.2, 4.8));
        const int winner = static_cast<int>((*spec.image->cells)[5 * 12 + 3]);
        QTRY_COMPARE(m_view->readoutText(), u"layer 03, down_proj: %1"_s.arg(spec.image->categories[winner].name));
    }

    void reversedAxisZoomsWhereTheMouseIs()
    {
        m_plot->show(samples::smallImage());
        QVERIFY(m_plot->at(0, 2.9).y() > m_plot->at(0, 0.1).y());
        m_plot->drag(m_plot->at(1, 1), m_plot->at(3, 2), Qt::LeftButton);
        QVERIFY(close(m_view->yRange().min, 1, 3) && close(m_view->yRange().max, 2, 3));
        QVERIFY(close(m_view->xRange().min, 1, 4) && close(m_view->xRange().max, 3, 4));
        const QPointF before = m_view->fromWidget(m_plot->at(1.5, 1.25));
        m_plot->drag(m_plot->at(2, 1.5), m_plot->at(2, 1.75), Qt::MiddleButton); // down on paper
        QVERIFY(close(m_view->yRange().min, 0.75, 3));
        m_view->setFocus();
        m_plot->wheel(m_plot->at(before.x(), before.y()), 2);
        const QPointF anchor = m_view->toWidget(before);
        const QRectF area = m_view->plotArea(); // longer labels may move its left side
        m_plot->wheel(anchor.toPoint(), 2);
        const QPointF after = m_view->toWidget(before);
        QVERIFY2(std::abs(after.y() - anchor.y()) < 1.5, qPrintable(QString::number(after.y() - anchor.y())));
        const double share = (anchor.x() - area.left()) / area.width();
        QVERIFY(std::abs((after.x() - m_view->plotArea().left()) / m_view->plotArea().width() - share) < 0.01);
        while (m_view->canZoomBack())
            m_view->zoomBack();
        QCOMPARE(m_view->yRange(), (AxisRange{0, 3}));
    }

    void arrowsAreHitAtTheirHeads()
    {
        m_plot->show(samples::bandsAndArrows());
        QSignalSpy hovered(m_view, &PlotView::hovered);
        QTest::mouseMove(m_view, m_plot->at(8, 4) + QPoint(3, -4));
        QTRY_VERIFY(hovered.count() > 0);
        QCOMPARE(hovered.last().at(0).toDouble(), 8.0);
        QCOMPARE(hovered.last().at(1).value<PlotReadout>(), (PlotReadout{{u"moved"_s, 4.0}}));
        QCOMPARE(m_view->readoutText(), u"moved  ·  (6, 2) → (8, 4)"_s);
        QTest::mouseMove(m_view, m_plot->at(5, 5.2)); // no arrow near: the curves are read, without the arrows
        QTRY_COMPARE(hovered.last().at(0).toDouble(), 5.0);
        QCOMPARE(hovered.last().at(1).value<PlotReadout>().size(), 2);
    }

    void lockedAxesKeepTheirRanges()
    {
        PlotSpec spec = samples::linear();
        const AxisRange x = m_view->xRange();
        m_view->setAxesLocked(true);
        for (QPointF& point : spec.series[1].points)
            point = {point.x() + 100.0, 50.0 * point.y()};
        m_plot->show(spec);
        QCOMPARE(m_view->xRange(), x);
        m_view->fit(); // fitted once, and kept again
        QVERIFY(m_view->xRange().max >= 110.0);
        m_plot->show(samples::linear());
        QVERIFY(m_view->xRange().max >= 110.0);
        m_view->resetView();
        QCOMPARE(m_view->xRange(), x);
        QVERIFY(!m_view->axesLocked());
        m_view->zoomBack();
        QVERIFY(m_view->axesLocked());
        spec.x.title = u"something else"_s;
        m_plot->show(spec);
        QVERIFY(!m_view->axesLocked());
    }

    void linkedViewsFollow()
    {
        PlotView other;
        other.resize(400, 300);
        other.setSpec(samples::linear());
        PlotLink link;
        link.add(m_view);
        link.add(&other);
        QSignalSpy changed(&other, &PlotView::viewChanged);
        m_view->zoomTo({2, 4}, {4, 8});
        QCOMPARE(other.xRange(), m_view->xRange());
        QVERIFY(other.yRange() != m_view->yRange()); // y is its own
        QCOMPARE(changed.count(), 0);
        other.zoomTo({3, 5}, {0, 20});
        QCOMPARE(m_view->xRange(), other.xRange());
        m_view->setLogX(true);
        QVERIFY(other.isLogX());
        const QImage without = other.grab().toImage();
        QTest::mouseMove(m_view, m_plot->at(4, 5));
        QTRY_VERIFY(other.grab().toImage() != without);
        link.setEnabled(false);
        QCOMPARE(other.grab().toImage(), without);
        m_view->fit();
        QVERIFY(other.xRange() != m_view->xRange());
        link.setLinksY(true);
        link.setEnabled(true);
        QCOMPARE(other.viewState().y, m_view->viewState().y);
        QCOMPARE(other.xRange(), m_view->xRange());
    }

    void clickReportsDataValues()
    {
        QSignalSpy clicked(m_view, &PlotView::clicked);
        QTest::mouseClick(m_view, Qt::LeftButton, {}, m_plot->at(4, 12));
        QCOMPARE(clicked.count(), 1);
        QVERIFY(close(clicked.first().at(0).toDouble(), 4, 10));
        QVERIFY(close(clicked.first().at(1).toDouble(), 12, 20));
        QVERIFY(!m_view->canZoomBack());
    }

    void keyboardReadsSamples()
    {
        m_view->setFocus();
        QSignalSpy hovered(m_view, &PlotView::hovered);
        QTest::keyClick(m_view, Qt::Key_Home);
        QTest::keyClick(m_view, Qt::Key_Home);
        QCOMPARE(hovered.last().at(0).toDouble(), 0.0);
        QTest::keyClick(m_view, Qt::Key_Right);
        QTest::keyClick(m_view, Qt::Key_Right);
        QCOMPARE(hovered.last().at(0).toDouble(), 2.0);
        QTest::keyClick(m_view, Qt::Key_End);
        QCOMPARE(hovered.last().at(0).toDouble(), 10.0);
        QSignalSpy clicked(m_view, &PlotView::clicked);
        QTest::keyClick(m_view, Qt::Key_Tab);
        QTest::keyClick(m_view, Qt::Key_Return);
        QCOMPARE(clicked.last().at(1).toDouble(), 10.0); // first series
        QTest::keyClick(m_view, Qt::Key_Tab);
        QTest::keyClick(m_view, Qt::Key_Return);
        QCOMPARE(clicked.last().at(1).toDouble(), 20.0); // second series
        m_view->zoomTo({2, 4}, {4, 8});
        QTest::keyClick(m_view, Qt::Key_Home, Qt::ControlModifier);
        QVERIFY(m_view->xRange().max >= 10.0);
    }
};

QTEST_MAIN(TestPlotInput)
#include "tst_plot_input.moc"
