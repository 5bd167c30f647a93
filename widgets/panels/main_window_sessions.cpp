// SPDX-License-Identifier: GPL-3.0-or-later
// Sessions and layouts: saving, opening, restoring; undo, redo, back and forward.
#include "widgets/panels/main_window.h"

#include "widgets/bridge/core_text.h"
#include "widgets/bridge/view_opener.h"
#include "widgets/panels/layout_menu.h"
#include "widgets/panels/message_bar.h"
#include "widgets/panels/overview.h"
#include "widgets/panels/plot_register.h"
#include "widgets/panels/recent_files.h"
#include "widgets/panels/session_keeper.h"
#include "widgets/panels/view_history.h"

#include <QAction>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>
#include <QMenuBar>
#include <QSettings>
#include <QStatusBar>
#include <QToolBar>

#include <utility>

namespace alidade {

ViewState MainWindow::viewState() const
{
    ViewState view = m_selection->state();
    if (const CheckpointSummaryPtr& model = m_workbench->model()) view.model = stampOf(*model);
    view.plots = m_plots->states();
    view.board = m_overview->board();
    view.cards = m_overview->cardOptions();
    return view;
}

std::optional<Session> MainWindow::session() const
{
    if (!m_workbench->model()) return std::nullopt;
    return Session{viewState(), currentLayout()};
}

void MainWindow::openSession(const QString& path)
{
    try {
        const Session session = readSession(path, m_workbench->registries());
        m_openingSession = path;
        m_openingLayout = session.layout;
        m_opener->open(session.view, QFileInfo(path).absolutePath());
    } catch (const Error& error) {
        showMessage({MessageKind::Error, fromCore(error.what()), tr("Open another …"), [this] { askForFile(); }});
    }
}

void MainWindow::showRestored(const ViewState& view, const QString& remark)
{
    showPage(m_overview);
    takeLayout(std::exchange(m_openingLayout, {}));
    m_overview->setBoard(view.board);
    const QStringList refusals = m_overview->restoreCards(view.cards);
    m_plots->restore(view.plots);
    showFigure(view);
    m_sessionFile = std::exchange(m_openingSession, {});
    if (!m_sessionFile.isEmpty()) m_recent->add(m_sessionFile);
    const QString sentence = remark.isEmpty() ? refusals.value(0) : remark;
    if (!sentence.isEmpty()) showMessage({MessageKind::Warning, sentence, {}, {}});
}

void MainWindow::saveSession(const QString& path)
{
    const std::optional<Session> now = session();
    if (!now) return;
    const QString file = isSessionName(path) ? path : path + QLatin1String(sessionSuffix);
    try {
        writeSession(file, *now, m_workbench->registries());
    } catch (const Error& error) {
        showMessage({MessageKind::Error, fromCore(error.what()), {}, {}});
        return;
    }
    m_sessionFile = file;
    m_recent->add(file);
    statusBar()->showMessage(tr("Session saved as %1").arg(QFileInfo(file).fileName()), 4000);
}

void MainWindow::askForSessionName()
{
    auto* dialog = new QFileDialog(this, tr("Save the session"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QLatin1String(sessionSuffix + 1));
    dialog->setNameFilter(tr("Sessions (*%1)").arg(QLatin1String(sessionSuffix)));
    const QString model = fromCore(m_workbench->model()->path);
    dialog->setDirectory(QFileInfo(m_sessionFile.isEmpty() ? model : m_sessionFile).absolutePath());
    dialog->selectFile(QFileInfo(m_sessionFile.isEmpty() ? model : m_sessionFile).completeBaseName() +
                       QLatin1String(sessionSuffix));
    connect(dialog, &QFileDialog::fileSelected, this, &MainWindow::saveSession);
    dialog->open();
}

void MainWindow::keepSessions(const QString& folder)
{
    m_sessions->start(folder);
    m_offersRestore = m_sessions->hasLeftover();
    offerRestore();
    m_sessions->noteChange();
}

void MainWindow::offerRestore()
{
    if (!m_sessions->hasLeftover() || !m_messages->text().isEmpty()) return;
    showMessage({MessageKind::Information,
                 tr("The program has ended without being closed. What it showed last can be restored."),
                 tr("Restore"), [this] { restoreLeftover(); }});
}

void MainWindow::restoreLeftover()
{
    if (!m_sessions->hasLeftover()) return;
    m_messages->dismiss();
    m_offersRestore = false;
    try {
        const Session session = m_sessions->takeLeftover();
        m_openingSession.clear();
        m_openingLayout = session.layout;
        m_opener->open(session.view);
    } catch (const Error& error) {
        showMessage({MessageKind::Error, fromCore(error.what()), {}, {}});
    }
}

void MainWindow::makeSessionEntries(QMenu* menu)
{
    QAction* save = addTo(menu, tr("Save s&ession"), QKeySequence(tr("Ctrl+S")), "save", [this] {
        if (m_sessionFile.isEmpty()) return askForSessionName();
        saveSession(m_sessionFile);
    });
    save->setToolTip(tr("Keep model, selection, coordinates, zoom and layout in a file"));
    QAction* saveAs = addTo(menu, tr("Save session &as …"), QKeySequence(tr("Ctrl+Shift+S")), nullptr,
                            [this] { askForSessionName(); });
    m_modelActions.append({save, saveAs});
}

void MainWindow::makeHistoryEntries(QMenu* menu)
{
    QAction* undo = addTo(menu, tr("&Undo the change of view"), QKeySequence(tr("Ctrl+Z")), nullptr,
                          [this] { m_history->undo(); });
    QAction* redo = addTo(menu, tr("&Redo the change of view"), QKeySequence(tr("Ctrl+Shift+Z")), nullptr,
                          [this] { m_history->redo(); });
    menu->addSeparator();
    QAction* back = addTo(menu, tr("&Back to the last tensor"), QKeySequence(tr("Alt+Left")), "back",
                          [this] { m_history->go(-1); });
    back->setToolTip(tr("Back to the tensor looked at before (Alt+Left)"));
    QAction* forward = addTo(menu, tr("F&orward to the next tensor"), QKeySequence(tr("Alt+Right")), "forward",
                             [this] { m_history->go(+1); });
    forward->setToolTip(tr("Forward to the tensor looked at after (Alt+Right)"));
    m_historyActions = {{undo, &ViewHistory::canUndo},
                        {redo, &ViewHistory::canRedo},
                        {back, &ViewHistory::canGoBack},
                        {forward, &ViewHistory::canGoForward}};
    // In the corner of the menu bar: in a narrow window the main toolbar has no room to spare.
    auto* corner = new QToolBar(tr("Navigation"), menuBar());
    corner->setObjectName(QStringLiteral("navigation"));
    corner->setIconSize(QSize(16, 16));
    corner->addAction(back);
    corner->addAction(forward);
    menuBar()->setCornerWidget(corner);
}

void MainWindow::makeLayoutMenu(QMenu* menu)
{
    auto* layouts = new LayoutMenu(tr("L&ayouts"), m_settings, [this] { return currentLayout(); }, menu);
    menu->addMenu(layouts);
    connect(layouts, &LayoutMenu::chosen, this, &MainWindow::takeLayout);
    m_modelActions.append(layouts->menuAction());
}

} // namespace alidade
