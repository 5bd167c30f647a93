// SPDX-License-Identifier: GPL-3.0-or-later
// Another language: the window throws its contents away and makes them anew. That way every text is asked for where
// it is used, and no widget has to know how to say itself twice.
#include "widgets/panels/main_window.h"

#include "widgets/panels/command_palette.h"
#include "widgets/panels/layer_panel.h"
#include "widgets/panels/message_bar.h"
#include "widgets/panels/overview.h"
#include "widgets/panels/plot_register.h"
#include "widgets/panels/results_page.h"
#include "widgets/panels/results_tables.h"
#include "widgets/plots/plot_card.h"
#include "widgets/style/icons.h"

#include <QAbstractScrollArea>
#include <QActionGroup>
#include <QDockWidget>
#include <QEvent>
#include <QMenu>
#include <QMenuBar>
#include <QPoint>
#include <QScrollBar>
#include <QSettings>
#include <QStackedWidget>
#include <QStatusBar>
#include <QTimer>
#include <QToolBar>
#include <QToolButton>

#include <memory>
#include <utility>
#include <vector>

namespace alidade {

/// What the new contents take over from the old.
struct MainWindow::Kept {
    int page = 0; ///< of the stack
    QByteArray layout;
    QByteArray columns;
    QMap<QString, PlotViewState> plots;
    QString board;
    QMap<QString, QJsonObject> cards; ///< options by kind
    QString maximised;            ///< name of a card; empty: none
    QMap<QString, QPoint> scrolls; ///< by name of the scrolled widget
    QString focus;                ///< name of the widget
    Message message;
    ResultsDocumentPtr results; ///< null: none
    ResultsView resultsView;
    QString resultsTable; ///< id of the one in front
};

MainWindow::Kept MainWindow::keepContents() const
{
    Kept kept;
    kept.page = m_stack->currentIndex();
    kept.layout = currentLayout();
    kept.columns = m_layers->columnState();
    kept.plots = m_plots->states();
    kept.board = m_overview->board();
    kept.cards = m_overview->cardOptions();
    if (const PlotCard* card = m_overview->maximised()) kept.maximised = card->objectName();
    for (const QAbstractScrollArea* area : findChildren<QAbstractScrollArea*>())
        if (!area->objectName().isEmpty())
            kept.scrolls[area->objectName()] = {area->horizontalScrollBar()->value(),
                                                area->verticalScrollBar()->value()};
    if (const QWidget* focus = focusWidget()) kept.focus = focus->objectName();
    kept.message = m_messages->message();
    kept.results = m_results->document();
    kept.resultsView = m_results->view();
    kept.resultsTable = m_results->tables()->current();
    return kept;
}

void MainWindow::discardContents()
{
    m_modelActions.clear();
    m_plotActions.clear();
    m_studyActions.clear();
    m_historyActions.clear();
    // Gone at once, not when the event loop runs: until then keys would be there twice.
    std::vector<std::unique_ptr<QWidget>> gone;
    if (m_palette) gone.emplace_back(m_palette);
    m_palette = nullptr;
    gone.emplace_back(menuBar());
    gone.emplace_back(statusBar());
    for (QToolBar* bar : findChildren<QToolBar*>(QString(), Qt::FindDirectChildrenOnly)) {
        removeToolBar(bar);
        gone.emplace_back(bar);
    }
    for (QDockWidget* dock : findChildren<QDockWidget*>(QString(), Qt::FindDirectChildrenOnly)) {
        removeDockWidget(dock);
        gone.emplace_back(dock);
    }
    gone.emplace_back(takeCentralWidget());
}

void MainWindow::restoreContents(const Kept& kept)
{
    // Qt would show them when the event loop runs; keys of hidden menus do nothing until then.
    menuBar()->show();
    statusBar()->show();
    centralWidget()->show();
    if (kept.results) {
        m_results->setDocument(kept.resultsView.file, kept.results);
        m_results->showFigure(kept.resultsView);
        m_results->tables()->showTable(kept.resultsTable);
    }
    takeLayout(kept.layout); // the new stack begins with the overview
    showPage(m_stack->widget(kept.page));
    if (!showsOverview()) m_layout = kept.layout; // before the docks have their sizes they say what is wrong
    m_layers->restoreColumnState(kept.columns);
    m_overview->setBoard(kept.board);
    m_overview->restoreCards(kept.cards);
    m_plots->restore(kept.plots);
    for (PlotCard* card : m_overview->cards())
        if (!kept.maximised.isEmpty() && card->objectName() == kept.maximised) m_overview->setMaximised(card);
    if (!kept.message.text.isEmpty()) showMessage(kept.message);
    enableActions();
    showSelected();
    showTitle();
    if (auto* focus = kept.focus.isEmpty() ? nullptr : findChild<QWidget*>(kept.focus)) focus->setFocus();
    QTimer::singleShot(0, this, [this, scrolls = kept.scrolls] { // when everything has its size
        for (const QAbstractScrollArea* area : findChildren<QAbstractScrollArea*>()) {
            const auto at = scrolls.find(area->objectName());
            if (at == scrolls.end()) continue;
            area->horizontalScrollBar()->setValue(at->x());
            area->verticalScrollBar()->setValue(at->y());
        }
    });
}

void MainWindow::rebuildContents()
{
    const Kept kept = keepContents();
    setUpdatesEnabled(false);
    discardContents();
    makeContents();
    restoreContents(kept);
    setUpdatesEnabled(true);
}

void MainWindow::changeEvent(QEvent* event)
{
    QMainWindow::changeEvent(event);
    if (event->type() != QEvent::LanguageChange || m_isRebuilding) return;
    m_isRebuilding = true; // every translator says so, and the menu that was used is still open
    QTimer::singleShot(0, this, [this] {
        m_isRebuilding = false;
        m_selection->retranslate();
        rebuildContents();
    });
}

void MainWindow::chooseLanguage(Language language)
{
    m_settings.setValue(QStringLiteral("language"), languageId(language));
    if (language != currentLanguage()) applyLanguage(language);
}

void MainWindow::makeLanguageMenu(QMenu* menu)
{
    QMenu* languages = menu->addMenu(icon(QStringLiteral("language")), tr("&Language"));
    auto* group = new QActionGroup(languages);
    // Each in its own words, whatever is spoken now.
    const std::pair<Language, QString> choices[] = {{Language::English, QStringLiteral("English")},
                                                    {Language::Korean, QStringLiteral("한국어")}};
    for (const auto& [language, name] : choices) {
        QAction* action =
            addTo(languages, name, {}, nullptr, [this, language = language] { chooseLanguage(language); });
        action->setCheckable(true);
        action->setChecked(language == currentLanguage());
        group->addAction(action);
    }
    addTo(languages, tr("&Switch language"), QKeySequence(tr("Ctrl+Alt+K")), nullptr, [this] {
        chooseLanguage(currentLanguage() == Language::English ? Language::Korean : Language::English);
    });
}

void MainWindow::makeLanguageButton()
{
    auto* button = new QToolButton(statusBar());
    button->setObjectName(QStringLiteral("languageButton"));
    button->setText(QStringLiteral("한국어/EN"));
    button->setToolTip(tr("Switch the language (Ctrl+Alt+K)"));
    button->setAccessibleName(tr("Switch the language"));
    button->setAutoRaise(true);
    statusBar()->addPermanentWidget(button);
    connect(button, &QToolButton::clicked, this, [this] {
        chooseLanguage(currentLanguage() == Language::English ? Language::Korean : Language::English);
    });
}

} // namespace alidade
