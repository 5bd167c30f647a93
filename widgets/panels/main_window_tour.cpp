// SPDX-License-Identifier: GPL-3.0-or-later
// The guided tour in the window: its dock, its menu, and the frames around what a step speaks of.
#include "widgets/panels/main_window.h"
#include "widgets/panels/overview.h"
#include "widgets/tour/tour.h"
#include "widgets/tour/tour_outline.h"
#include "widgets/tour/tour_panel.h"

#include <QDockWidget>
#include <QMenu>
#include <QMenuBar>

namespace alidade {

namespace {

constexpr auto formerHeight = "formerMetricsHeight";

} // namespace

/// The tour itself outlives what shows it.
void MainWindow::makeTour()
{
    if (!m_tour) m_tour = new Tour(*m_workbench, this);
    m_tour->setOverview(m_overview);
    auto* dock = new QDockWidget(tr("Tour"), this);
    dock->setObjectName(QStringLiteral("tour"));
    dock->setFeatures(QDockWidget::DockWidgetMovable | QDockWidget::DockWidgetFloatable);
    dock->setWidget(new TourPanel(*m_tour, dock));
    addDockWidget(Qt::RightDockWidgetArea, dock);
    auto* explain = findChild<QDockWidget*>(QStringLiteral("explain"));
    tabifyDockWidget(explain, dock);
    dock->hide();
    explain->raise();
    auto* outlines = new TourOutlines(dock);
    connect(m_tour, &Tour::stepChanged, dock, [this, outlines] { showTourStep(outlines); });
    // A layout that was kept while the tour was running brings the dock back.
    connect(
        dock, &QDockWidget::visibilityChanged, dock,
        [this, dock] {
            if (!m_tour->isRunning()) dock->hide();
        },
        Qt::QueuedConnection);
    makeTourMenu();
    // Another language makes the dock anew while the tour goes on.
    if (m_tour->isRunning())
        QMetaObject::invokeMethod(dock, [this] { m_tour->goTo(m_tour->step()); }, Qt::QueuedConnection);
}

void MainWindow::makeTourMenu()
{
    QMenu* menu = menuBar()->addMenu(tr("&Tour"));
    addTo(menu, tr("&Start the tour"), {}, "tour", [this] { startTour(); })
        ->setToolTip(tr("On the model that is open, otherwise on the sample"));
    QAction* back = addTo(menu, tr("&Previous step"), QKeySequence(tr("F9")), "back", [this] { m_tour->back(); });
    QAction* next = addTo(menu, tr("&Next step"), QKeySequence(tr("F10")), "forward", [this] { m_tour->next(); });
    QAction* end = addTo(menu, tr("&End the tour"), {}, "close", [this] { m_tour->end(); });
    menu->addSeparator();
    const QList<TourStep> steps = tourSteps();
    for (int i = 0; i < steps.size(); ++i)
        addTo(menu, tr("%1  %2").arg(i + 1).arg(steps.at(i).title), {}, nullptr, [this, i] { startTour(i); });
    const auto enable = [this, back, next, end] {
        back->setEnabled(m_tour->step() > 0);
        next->setEnabled(m_tour->isRunning() && m_tour->step() + 1 < Tour::stepCount());
        end->setEnabled(m_tour->isRunning());
    };
    connect(m_tour, &Tour::stepChanged, menu, enable);
    enable();
}

void MainWindow::startTour(int step)
{
    m_tourWaits.reset();
    // A file that is being opened is the one that the tour is wanted for.
    if (m_workbench->model() && !m_bridge->isOpening()) {
        showPage(m_overview);
        return m_tour->start(step);
    }
    if (!m_bridge->isOpening() && !openSample(QStringLiteral("twin"))) return;
    m_tourWaits = step;
}

/// The tour was asked for before its model was open.
void MainWindow::startWaitingTour()
{
    if (!m_tourWaits || !m_workbench->model()) return;
    const int step = *m_tourWaits;
    m_tourWaits.reset();
    // Only now does the model choose what it shows first.
    QMetaObject::invokeMethod(this, [this, step] { startTour(step); }, Qt::QueuedConnection);
}

void MainWindow::showTourStep(TourOutlines* outlines)
{
    auto* dock = findChild<QDockWidget*>(QStringLiteral("tour"));
    auto* metrics = findChild<QDockWidget*>(QStringLiteral("metrics"));
    if (!m_tour->isRunning()) {
        outlines->setTargets({});
        if (dock->isHidden()) return;
        dock->hide();
        resizeDocks({metrics}, {dock->property(formerHeight).toInt()}, Qt::Vertical);
        return;
    }
    showPage(m_overview);
    const bool appears = dock->isHidden();
    if (appears) dock->setProperty(formerHeight, metrics->height());
    dock->show();
    dock->raise();
    // Text and verdict together need more room than the sentences that stand there otherwise.
    if (appears) resizeDocks({metrics, dock}, {height() * 2 / 5, height() * 3 / 5}, Qt::Vertical);
    outlines->setTargets(tourTargets(m_tour->step()));
}

QList<QWidget*> MainWindow::tourTargets(int step) const
{
    QList<QWidget*> targets;
    const TourStep at = tourSteps().at(step);
    for (const QString& kind : at.cards)
        if (QWidget* card = m_overview->card(kind)) targets.append(card);
    for (const QString& name : at.widgets)
        if (auto* widget = findChild<QWidget*>(name)) targets.append(widget);
    return targets;
}

} // namespace alidade
