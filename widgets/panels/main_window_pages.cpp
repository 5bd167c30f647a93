// SPDX-License-Identifier: GPL-3.0-or-later
// Which page is shown (welcome, model, results), the layout of the docks, and what the calibration changes in
// the window.
#include "widgets/bridge/core_text.h"
#include "widgets/figures/figure_file.h"
#include "widgets/panels/layer_panel.h"
#include "widgets/panels/main_window.h"
#include "widgets/panels/message_bar.h"
#include "widgets/panels/overview.h"
#include "widgets/panels/recent_files.h"
#include "widgets/panels/results_page.h"
#include "widgets/panels/view_history.h"

#include <QAction>
#include <QCloseEvent>
#include <QDockWidget>
#include <QSettings>
#include <QStackedWidget>
#include <QToolBar>
#include <QWidgetAction>

#include <algorithm>

namespace alidade {

namespace {

constexpr int layoutVersion = 3; // raise it when docks or toolbars change: an older state is then left alone

} // namespace

void MainWindow::restoreLayout()
{
    m_defaultLayout = saveState(layoutVersion);
    const QByteArray geometry = m_settings.value(QStringLiteral("window/geometry")).toByteArray();
    if (!geometry.isEmpty()) restoreGeometry(geometry);
    const QByteArray state = m_settings.value(QStringLiteral("window/state")).toByteArray();
    if (!state.isEmpty() && !restoreState(state, layoutVersion)) restoreState(m_defaultLayout, layoutVersion);
    m_layout = saveState(layoutVersion);
    m_layers->restoreColumnState(m_settings.value(QStringLiteral("window/layerColumns")).toByteArray());
}

bool MainWindow::showsOverview() const { return m_stack->currentWidget() == m_overview; }

bool MainWindow::showsResults() const { return m_stack->currentWidget() == m_results; }

void MainWindow::resetLayout()
{
    m_overview->setMaximised(nullptr);
    m_settings.remove(QStringLiteral("window/state"));
    m_layout = m_defaultLayout;
    if (!showsOverview()) return;
    restoreState(m_defaultLayout, layoutVersion);
    proportionDocks();
}

QByteArray MainWindow::currentLayout() const { return showsOverview() ? saveState(layoutVersion) : m_layout; }

/// One that is damaged or of another version is left alone.
void MainWindow::takeLayout(const QByteArray& layout)
{
    if (layout.isEmpty()) return;
    if (showsOverview())
        restoreState(layout, layoutVersion);
    else
        m_layout = layout;
}

/// Each side gets about a quarter of the window, so that all tabs of boards find room; the explanation two fifths of its
/// side.
void MainWindow::proportionDocks()
{
    const auto dock = [this](const char* name) { return findChild<QDockWidget*>(QString::fromLatin1(name)); };
    const int left = std::clamp(width() / 4, 230, 345);
    const int right = std::clamp(width() * 26 / 100, 328, 345);
    resizeDocks({dock("layers"), dock("metrics")}, {left, right}, Qt::Horizontal);
    resizeDocks({dock("metrics"), dock("explain")}, {height() * 3 / 5, height() * 2 / 5}, Qt::Vertical);
}

/// The docks belong to the model: other pages hide them, and they come back as they were.
void MainWindow::showPage(QWidget* page)
{
    if (m_stack->currentWidget() == page) return;
    if (showsOverview()) {
        m_layout = currentLayout();
        for (QDockWidget* dock : findChildren<QDockWidget*>())
            dock->hide();
    }
    m_stack->setCurrentWidget(page);
    // Chips and quantizer say nothing of results, whose colours would seem to be theirs.
    for (QAction* action : findChild<QToolBar*>(QStringLiteral("mainToolBar"))->actions())
        if (qobject_cast<QWidgetAction*>(action) || action->isSeparator()) action->setVisible(!showsResults());
    if (showsOverview()) {
        if (!restoreState(m_layout, layoutVersion)) restoreState(m_defaultLayout, layoutVersion);
        if (m_layout == m_defaultLayout) proportionDocks();
    }
    enableActions();
    showTitle();
}

void MainWindow::enableActions()
{
    const bool model = m_workbench->model() && showsOverview();
    for (QAction* action : m_modelActions)
        action->setEnabled(model);
    for (QAction* action : m_studyActions)
        action->setEnabled(m_workbench->model() != nullptr);
    for (QAction* action : m_plotActions)
        action->setEnabled(model || showsResults());
    for (const auto& [action, possible] : m_historyActions)
        action->setEnabled((m_history->*possible)());
    m_closeResults->setEnabled(showsResults());
    m_closeCalibration->setEnabled(m_workbench->calibration() || !m_workbench->calibrationError().isEmpty());
}

void MainWindow::showTitle()
{
    const CheckpointSummaryPtr& model = m_workbench->model();
    const QString path = showsResults() ? m_results->path() : model ? fromCore(model->path) : QString();
    if (path.isEmpty()) {
        setWindowFilePath({});
        setWindowTitle(tr("Alidade"));
        return;
    }
    const ModelCaption caption = captionOf(path);
    setWindowTitle(tr("%1 (%2) – Alidade").arg(caption.name, caption.place));
}

void MainWindow::openCalibration(const QString& path)
{
    m_messages->dismiss();
    m_workbench->openCalibration(path);
}

void MainWindow::showCalibration()
{
    enableActions();
    if (!m_workbench->model() && showsOverview()) showPage(m_welcome); // what was dropped was no model
    const QString error = m_workbench->calibrationError();
    if (!error.isEmpty())
        showMessage({MessageKind::Error, tr("Could not open the calibration %1").arg(error),
                     tr("Open another …"), [this] { askForCalibration(); }});
}

void MainWindow::openDropped(const QString& path)
{
    if (path.size() > 1 && path.endsWith(QLatin1Char('/')))
        return openFile(path); // a folder, and no calibration
    const auto endsWith = [&path](const char* suffix) {
        return path.endsWith(QLatin1String(suffix), Qt::CaseInsensitive);
    };
    if (isSessionName(path) || resultsKindOf(path) || isFigureFile(path)) return openFile(path);
    if (endsWith(".imatrix") || endsWith(".dat"))
        return openCalibration(path); // the old form; no model has this name
    m_messages->dismiss();
    showPage(m_overview);
    m_workbench->openDropped(path);
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    m_settings.setValue(QStringLiteral("window/geometry"), saveGeometry());
    m_settings.setValue(QStringLiteral("window/state"), currentLayout());
    m_settings.setValue(QStringLiteral("window/layerColumns"), m_layers->columnState());
    QMainWindow::closeEvent(event);
}

} // namespace alidade
