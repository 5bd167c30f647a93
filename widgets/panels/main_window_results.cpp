// SPDX-License-Identifier: GPL-3.0-or-later
// Files of results in the window, and the Study menu, which makes some.
#include "widgets/panels/main_window.h"

#include "core/engine/analysis_session.h"
#include "widgets/bridge/core_text.h"
#include "widgets/figures/figure_recipe.h"
#include "widgets/panels/message_bar.h"
#include "widgets/panels/overview.h"
#include "widgets/panels/recent_files.h"
#include "widgets/panels/results_page.h"

#include <QAction>
#include <QMenu>
#include <QMenuBar>
#include <QStackedWidget>

namespace alidade {

namespace {

const QString readSlot = QStringLiteral("results");

} // namespace

void MainWindow::makeResultsPage()
{
    m_results = new ResultsPage(m_workbench->registries(), m_stack);
    m_stack->addWidget(m_results);
    connect(m_results, &ResultsPage::closeRequested, this, &MainWindow::closeResults);
    connect(m_results, &ResultsPage::readAgainRequested, this, [this] { openResults(m_results->path()); });
    connect(m_results, &ResultsPage::saveRequested, this, &MainWindow::askForVerdictsFile);
}

void MainWindow::makeStudyMenu()
{
    QMenu* menu = menuBar()->addMenu(tr("&Study"));
    QAction* open = addTo(menu, tr("Open &results …"), {}, "table", [this] { askForResults(); });
    open->setToolTip(tr("Results that a sweep, a validation study or verdicts have left in a file"));
    m_closeResults = addTo(menu, tr("&Close results"), {}, nullptr, [this] { closeResults(); });
    menu->addSeparator();
    makeStudies(menu);
}

void MainWindow::askForResults()
{
    ask(tr("Open a file of results"), tr("Results (%1);;All files (*)").arg(resultsPatterns()),
        [this](const QString& path) { openResults(path); });
}

void MainWindow::openResults(const QString& path)
{
    m_messages->dismiss();
    readResultsFile(path, std::nullopt);
}

/// @param view what is shown of it; nothing: what the page shows, or the first figure
void MainWindow::readResultsFile(const QString& path, std::optional<ResultsView> view)
{
    const auto work = [path](AnalysisSession& session, const JobContext& job) -> std::any {
        return readResults(path, session.registries(), job);
    };
    m_bridge->run(readSlot, this,
                  {tr("Reading %1").arg(path), work,
                   [this, path, view = std::move(view)](const std::any& read) {
                       showResults(path, std::any_cast<ResultsDocumentPtr>(read), view);
                   },
                   [this, path](const QString& message) { showResultsFailure(path, message); }});
}

void MainWindow::showResults(const QString& path, const ResultsDocumentPtr& results,
                             const std::optional<ResultsView>& view)
{
    m_results->setDocument(path, results);
    showPage(m_results);
    showTitle();
    if (!path.isEmpty()) m_recent->add(path);
    if (!view) return;
    try {
        m_results->showFigure(*view);
    } catch (const Error& error) {
        showMessage({MessageKind::Warning, fromCore(error.what()), {}, {}});
    }
}

void MainWindow::showResultsFailure(const QString& path, const QString& message)
{
    const QString reason = message.contains(path) ? message : tr("%1: %2").arg(path, message);
    showMessage({MessageKind::Error, tr("Could not open the results %1").arg(reason), tr("Open another …"),
                 [this] { askForResults(); }});
}

void MainWindow::closeResults()
{
    if (showsResults()) showPage(m_workbench->model() ? static_cast<QWidget*>(m_overview) : m_welcome);
}

} // namespace alidade
