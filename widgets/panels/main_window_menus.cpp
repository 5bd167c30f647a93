// SPDX-License-Identifier: GPL-3.0-or-later
// Menus, keys and what they do. Every entry works; digits, function keys and chords only, no bare letters (an
// input method would swallow them).
#include "widgets/panels/main_window.h"

#include "core/base/version.h"
#include "widgets/bridge/core_text.h"
#include "widgets/panels/coordinate_bar.h"
#include "widgets/panels/explain_panel.h"
#include "widgets/panels/inspector_panel.h"
#include "widgets/panels/job_indicator.h"
#include "widgets/panels/layer_panel.h"
#include "widgets/panels/message_bar.h"
#include "widgets/panels/metrics_panel.h"
#include "widgets/panels/overview.h"
#include "widgets/panels/results_page.h"
#include "widgets/panels/stack_bar.h"
#include "widgets/plots/plot_card.h"
#include "widgets/plots/plot_view.h"
#include "widgets/style/icons.h"

#include <QActionGroup>
#include <QApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QDockWidget>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QSettings>
#include <QStatusBar>
#include <QTableView>
#include <QTableWidget>
#include <QTextBrowser>
#include <QToolBar>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

namespace alidade {

namespace {

QString plain(QString menuText) { return menuText.remove(QLatin1Char('&')); }

QDockWidget* dockOf(QWidget* widget)
{
    for (QWidget* at = widget; at; at = at->parentWidget())
        if (auto* dock = qobject_cast<QDockWidget*>(at)) return dock;
    return nullptr;
}

QString themeText(Theme theme)
{
    if (theme == Theme::Light) return QStringLiteral("light");
    if (theme == Theme::Dark) return QStringLiteral("dark");
    return QStringLiteral("system");
}

} // namespace

QAction* MainWindow::addTo(QMenu* menu, const QString& text, const QKeySequence& key, const char* iconName,
                           std::function<void()> run)
{
    QAction* action = menu->addAction(text);
    if (!key.isEmpty()) action->setShortcut(key);
    if (iconName) action->setIcon(icon(QString::fromLatin1(iconName)));
    connect(action, &QAction::triggered, this, [run = std::move(run)] { run(); });
    return action;
}

void MainWindow::makeMenus()
{
    makeFileMenu();
    makeEditMenu();
    makeViewMenu();
    makeCoordinatesMenu();
    makeAnalyzeMenu();
    makeStudyMenu();
    makeTour();
    makeHelpMenu();
}

void MainWindow::makeEditMenu()
{
    QMenu* menu = menuBar()->addMenu(tr("&Edit"));
    makeHistoryEntries(menu);
    menu->addSeparator();
    QAction* copy = addTo(menu, tr("&Copy"), QKeySequence::Copy, "copy", [this] { copyFromFocus(); });
    copy->setToolTip(tr("Copy the rows of a list that has the focus, otherwise the current plot"));
    QAction* copyData = addTo(menu, tr("Copy the &data of the plot"), QKeySequence(tr("Ctrl+Shift+C")),
                              nullptr, [this] { currentPlot()->copyData(); });
    menu->addSeparator();
    QAction* filter = addTo(menu, tr("&Filter layers"), QKeySequence::Find, "search", [this] {
        findChild<QDockWidget*>(QStringLiteral("layers"))->show();
        m_layers->filterLine()->setFocus(Qt::ShortcutFocusReason);
        m_layers->filterLine()->selectAll();
    });
    QAction* find = addTo(menu, tr("F&ind anything …"), QKeySequence(tr("Ctrl+K")), "search",
                          [this] { showPalette(); });
    find->setToolTip(tr("Commands, tensors, metrics, samples, recent files (Ctrl+K)"));
    auto* corner = findChild<QToolBar*>(QStringLiteral("navigation"));
    auto* button = new QToolButton(corner);
    button->setDefaultAction(find);
    button->setAutoRaise(true);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setText(tr("Ctrl+K"));
    button->setAccessibleName(tr("Find anything"));
    corner->addWidget(button);
    m_modelActions.append(filter);
    m_plotActions.append({copy, copyData});
}

void MainWindow::makeViewMenu()
{
    QMenu* menu = menuBar()->addMenu(tr("&View"));
    for (QDockWidget* dock : findChildren<QDockWidget*>()) {
        QAction* toggle = dock->toggleViewAction();
        menu->addAction(toggle);
        m_modelActions.append(toggle);
    }
    menu->addSeparator();
    QAction* maximise = addTo(menu, tr("&Maximise the card"), QKeySequence(tr("F11")), "maximise",
                              [this] { m_overview->toggleMaximised(); });
    connect(m_overview, &Overview::maximisedChanged, maximise, [this, maximise] {
        maximise->setText(m_overview->maximised() ? tr("&Restore the cards") : tr("&Maximise the card"));
    });
    QAction* fit = addTo(menu, tr("&Fit the plot"), QKeySequence(tr("Ctrl+Home")), "fit",
                         [this] { currentPlot()->fit(); });
    QAction* logY = addTo(menu, tr("Logarithmic &y axis"), QKeySequence(tr("Ctrl+L")), nullptr,
                          [this] { currentPlot()->setLogY(!currentPlot()->isLogY()); });
    QAction* logX = addTo(menu, tr("Logarithmic &x axis"), QKeySequence(tr("Ctrl+Shift+L")), nullptr,
                          [this] { currentPlot()->setLogX(!currentPlot()->isLogX()); });
    QAction* table = addTo(menu, tr("Plot as &table"), QKeySequence(tr("Ctrl+T")), "table",
                           [this] { currentPlot()->showTable(); });
    m_modelActions.append(maximise);
    m_plotActions.append({fit, logY, logX, table});
    menu->addSeparator();
    addTo(menu, tr("&Next pane"), QKeySequence(tr("F6")), nullptr, [this] { focusPane(+1); });
    addTo(menu, tr("&Previous pane"), QKeySequence(tr("Shift+F6")), nullptr, [this] { focusPane(-1); });
    makeThemeMenu(menu);
    makeLanguageMenu(menu);
    makeLayoutMenu(menu);
    addTo(menu, tr("&Reset layout"), QKeySequence(tr("Ctrl+Shift+0")), nullptr, [this] { resetLayout(); });
}

void MainWindow::makeThemeMenu(QMenu* menu)
{
    QMenu* themes = menu->addMenu(tr("T&heme"));
    auto* group = new QActionGroup(themes);
    const QString chosen = m_settings.value(QStringLiteral("theme"), QStringLiteral("system")).toString();
    const std::pair<Theme, QString> choices[] = {
        {Theme::System, tr("As the des&ktop")}, {Theme::Light, tr("&Light")}, {Theme::Dark, tr("&Dark")}};
    for (const auto& [theme, name] : choices) {
        QAction* action = addTo(themes, name, {}, nullptr, [this, theme = theme] { chooseTheme(theme); });
        action->setCheckable(true);
        action->setData(themeText(theme));
        action->setChecked(chosen == themeText(theme));
        group->addAction(action);
    }
    addTo(themes, tr("&Switch dark and light"), QKeySequence(tr("Ctrl+Alt+D")), nullptr,
          [this] { chooseTheme(isDarkTheme() ? Theme::Light : Theme::Dark); });
}

void MainWindow::chooseTheme(Theme theme)
{
    applyTheme(theme);
    m_settings.setValue(QStringLiteral("theme"), themeText(theme));
    for (QAction* action : findChildren<QAction*>())
        if (action->isCheckable() && action->data().toString() == themeText(theme)) action->setChecked(true);
}

void MainWindow::makeCoordinatesMenu()
{
    QMenu* menu = menuBar()->addMenu(tr("&Coordinates"));
    constexpr int digits = 9;
    // The digits belong to places of the bar, whatever stands there.
    for (int place = 0; place < digits; ++place) {
        QMenu* own = menu->addMenu(QString());
        const auto run = [this, place](void (Selection::*what)(int)) {
            return [this, place, what] {
                if (place < m_selection->bar().size()) (m_selection->*what)(m_selection->bar().at(place));
            };
        };
        addTo(own, tr("Bring to the &front"), QKeySequence(QString::number(place + 1)), nullptr,
              run(&Selection::activateChip));
        addTo(own, tr("Show &alone"), QKeySequence(QStringLiteral("Shift+%1").arg(place + 1)), nullptr,
              run(&Selection::soloChip));
        addTo(own, tr("Show or &hide"), {}, nullptr, run(&Selection::toggleChip));
        addTo(own, tr("&Remove from the bar"), {}, nullptr, run(&Selection::removeFromBar));
        const auto refresh = [this, own, place] {
            const bool used = place < m_selection->bar().size();
            own->menuAction()->setVisible(used);
            own->setTitle(used ? m_selection->chips().at(m_selection->bar().at(place)).longLabel
                               : tr("Place %1").arg(place + 1));
        };
        connect(m_selection, &Selection::chipsChanged, own, refresh);
        refresh();
    }
    menu->addSeparator();
    QMenu* add = menu->addMenu(tr("A&dd"));
    add->setToolTipsVisible(true);
    connect(add, &QMenu::aboutToShow, this, [this, add] {
        add->clear();
        findChild<CoordinateBar*>()->fillAddMenu(add);
    });
    const auto refreshAdd = [this, add] { add->menuAction()->setVisible(m_selection->canAddToBar()); };
    connect(m_selection, &Selection::chipsChanged, add, refreshAdd);
    refreshAdd();
    addTo(menu, tr("Show &all"), QKeySequence(tr("0")), nullptr, [this] { m_selection->showAllChips(); });
}

void MainWindow::makeAnalyzeMenu()
{
    QMenu* menu = menuBar()->addMenu(tr("&Analyze"));
    QAction* recompute = addTo(menu, tr("&Compute the tensor again"), QKeySequence(tr("F5")), "refresh",
                               [this] { m_workbench->recompute(); });
    QAction* nextBlock = addTo(menu, tr("Same role, &next block"), QKeySequence(tr("Alt+Down")), nullptr,
                               [this] { m_layers->stepBlock(+1); });
    QAction* previousBlock = addTo(menu, tr("Same role, &previous block"), QKeySequence(tr("Alt+Up")),
                                   nullptr, [this] { m_layers->stepBlock(-1); });
    QAction* nextMatrix = addTo(menu, tr("Next matri&x of the stack"), QKeySequence(tr("Alt+PgDown")),
                                nullptr, [this] { m_layers->stackBar()->step(+1); });
    QAction* previousMatrix = addTo(menu, tr("Previous ma&trix of the stack"), QKeySequence(tr("Alt+PgUp")),
                                    nullptr, [this] { m_layers->stackBar()->step(-1); });
    menu->addSeparator();
    addTo(menu, tr("&More bits"), QKeySequence(tr("Ctrl+]")), nullptr, [this] { stepBits(+1); });
    addTo(menu, tr("&Fewer bits"), QKeySequence(tr("Ctrl+[")), nullptr, [this] { stepBits(-1); });
    menu->addSeparator();
    addTo(menu, tr("Cancel the running &job"), QKeySequence(tr("Esc")), "cancel",
          [this] { cancelOrLeave(); });
    addTo(menu, tr("Cancel &all jobs"), {}, nullptr, [this] { m_bridge->cancelAll(); });
    m_modelActions.append({recompute, nextBlock, previousBlock, nextMatrix, previousMatrix});
}

void MainWindow::makeHelpMenu()
{
    QMenu* menu = menuBar()->addMenu(tr("&Help"));
    addTo(menu, tr("&Keyboard shortcuts"), QKeySequence(tr("F1")), nullptr, [this] { showShortcuts(); });
    addTo(menu, tr("&About Alidade"), {}, "info", [this] { showAbout(); });
}

PlotView* MainWindow::currentPlot() const
{
    return (showsResults() ? m_results->card() : m_overview->currentCard())->view();
}

void MainWindow::copyFromFocus()
{
    const QWidget* focus = QApplication::focusWidget();
    if (focus && m_layers->isAncestorOf(focus)) {
        statusBar()->showMessage(tr("%n row(s) copied", nullptr, m_layers->copyRows()), 4000);
        return;
    }
    if (focus && m_inspector->tree() == focus) {
        statusBar()->showMessage(tr("%n row(s) copied", nullptr, m_inspector->copyRows()), 4000);
        return;
    }
    if (focus && m_metrics->isAncestorOf(focus)) {
        m_metrics->copyTable();
        statusBar()->showMessage(tr("Metrics copied"), 4000);
        return;
    }
    if (focus && m_results->table() == focus) {
        statusBar()->showMessage(tr("%n row(s) copied", nullptr, m_results->copyRows()), 4000);
        return;
    }
    if (const auto* text = qobject_cast<const QTextBrowser*>(focus)) {
        const_cast<QTextBrowser*>(text)->copy();
        return;
    }
    currentPlot()->copyFigure();
}

void MainWindow::cancelOrLeave()
{
    const QWidget* focus = QApplication::focusWidget();
    const bool inJobs = focus && m_jobs->isAncestorOf(focus);
    if (!inJobs && m_overview->maximised()) return m_overview->setMaximised(nullptr);
    m_jobs->cancelCurrent();
}

void MainWindow::stepBits(int by)
{
    const QList<double>& choices = m_selection->bitChoices();
    m_selection->setBits(choices.value(choices.indexOf(m_selection->bits()) + by, m_selection->bits()));
}

void MainWindow::focusPane(int by)
{
    const QList<QWidget*> panes{m_layers->table(),   m_overview->currentCard()->view(),
                                m_metrics->table(),  m_explain->findChild<QTextBrowser*>(),
                                m_inspector->tree(), m_results->card()->view(),
                                m_results->table(),    findChild<QWidget*>(QStringLiteral("tourNext"))};
    const QWidget* focus = QApplication::focusWidget();
    qsizetype at = by > 0 ? -1 : panes.size();
    for (qsizetype i = 0; i < panes.size(); ++i)
        if (focus && (panes.at(i) == focus || panes.at(i)->isAncestorOf(focus))) at = i;
    for (qsizetype tried = 0; tried < panes.size(); ++tried) {
        at = (at + by + panes.size()) % panes.size();
        if (QDockWidget* dock = dockOf(panes.at(at)); dock && dock->toggleViewAction()->isChecked())
            dock->raise(); // it may lie behind the tab of another
        if (!panes.at(at)->isVisible()) continue;
        panes.at(at)->setFocus(Qt::TabFocusReason);
        return;
    }
}

void MainWindow::showShortcuts()
{
    auto* dialog = new QDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Keyboard shortcuts"));
    dialog->resize(420, 560);
    auto* table = new QTableWidget(0, 2, dialog);
    table->setAccessibleName(tr("Keyboard shortcuts"));
    table->setHorizontalHeaderLabels({tr("Action"), tr("Key")});
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->verticalHeader()->hide();
    table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    for (const QAction* action : findChildren<QAction*>()) {
        if (action->shortcut().isEmpty()) continue;
        const auto* menu = qobject_cast<const QMenu*>(action->parent());
        const QString name = menu ? QStringLiteral("%1: %2").arg(plain(menu->title()), plain(action->text()))
                                  : plain(action->text());
        const int row = table->rowCount();
        table->insertRow(row);
        table->setItem(row, 0, new QTableWidgetItem(name));
        table->setItem(row, 1, new QTableWidgetItem(action->shortcut().toString(QKeySequence::NativeText)));
    }
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, dialog);
    connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::close);
    auto* column = new QVBoxLayout(dialog);
    column->addWidget(table);
    column->addWidget(buttons);
    dialog->show();
}

void MainWindow::showAbout()
{
    auto* dialog = new QDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("About Alidade"));
    auto* text =
        new QLabel(tr("<h3>Alidade %1</h3><p>An instrument for the weights of language models under a change "
                      "of coordinates.</p><p>Linear algebra: %2<br>Qt %3</p><p>The program is free software "
                      "under the GPL, version 3 or later; its core under the Apache licence 2.0.</p>")
                       .arg(fromCore(programVersion()), fromCore(blasDescription()).toHtmlEscaped(),
                            QString::fromLatin1(qVersion())),
                   dialog);
    text->setWordWrap(true);
    text->setMinimumWidth(380);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, dialog);
    connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::close);
    auto* column = new QVBoxLayout(dialog);
    column->addWidget(text);
    column->addWidget(buttons);
    dialog->show();
}

} // namespace alidade
