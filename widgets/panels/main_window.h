// SPDX-License-Identifier: GPL-3.0-or-later
// The main window: menus, toolbar, docks around the cards, message bar, status bar. It wires panels to the
// workbench and decides nothing about numbers. Thread rule: GUI thread.
#pragma once

#include "widgets/bridge/session_file.h"
#include "widgets/bridge/workbench.h"
#include "widgets/results/results_document.h"
#include "widgets/style/language.h"
#include "widgets/style/theme.h"

#include <QMainWindow>

#include <functional>
#include <memory>
#include <optional>
#include <utility>

class QLabel;
class QSettings;
class QSpinBox;
class QStackedWidget;

namespace alidade {

class CalibrationIndicator;
class CommandPalette;
class CoordinateBar;
class ExplainPanel;
class InspectorPanel;
class JobIndicator;
class LayerPanel;
class MessageBar;
class MetricsPanel;
class NullResults;
class Overview;
class PlotRegister;
class PlotView;
class RecentFiles;
class ResultsPage;
class SessionKeeper;
class Tour;
class TourOutlines;
class ViewHistory;
class ViewOpener;
struct FigureRecipe;
struct Message;
struct ResultsView;
struct SweepRequest;
struct Verdicts;
using VerdictsPtr = std::shared_ptr<const Verdicts>;

class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    /// @param registries, settings must outlive the window
    MainWindow(const Registries& registries, QSettings& settings, QWidget* parent = nullptr);
    ~MainWindow() override;

    /// Opens a file or folder: a model, a file of results, a session if its name ends in .alidade, or a figure. What
    /// goes wrong is said in the message bar.
    void openFile(const QString& path);
    /// Opens the view that a figure or its recipe shows, with its plot in front.
    void openFigure(const QString& path);
    /// Opens the sample of this id ("twin", "model", "synthetic"). False if it is not installed, which is
    /// said, too.
    bool openSample(const QString& id);
    /// Measures everything with the second moments of this file; what goes wrong is said in the message bar.
    void openCalibration(const QString& path);
    /// Shows a file of results: of a sweep, a study, or verdicts.
    void openResults(const QString& path);
    /// Starts the guided tour at a step, counted from 0: on the model that is open or being opened, otherwise on the
    /// sample.
    void startTour(int step = 0);
    /// True if no job is queued or running and no file is being opened.
    [[nodiscard]] bool isSettled() const;
    /// Takes and keeps a theme.
    void chooseTheme(Theme theme);
    /// Takes and keeps a language. The window follows as soon as the event loop runs.
    void chooseLanguage(Language language);
    /// Throws away and makes anew everything inside the window, for another language. Results, layout, page, zoom and
    /// scroll positions stay. Not to be called from one of the menus that go.
    void rebuildContents();
    /// Keeps the session in this folder while the program runs, and offers to restore what a crash has left there.
    void keepSessions(const QString& folder);
    /// Everything that decides what is shown, stamp of the model and zoom of the plots included.
    [[nodiscard]] ViewState viewState() const;
    /// What a session file keeps of the window; nothing if no model is open.
    [[nodiscard]] std::optional<Session> session() const;

    [[nodiscard]] Workbench& workbench() const { return *m_workbench; }
    [[nodiscard]] ResultsPage* resultsPage() const { return m_results; }
    /// Whether results are what is shown, not the model or the welcome page.
    [[nodiscard]] bool showsResults() const;
    [[nodiscard]] Overview* overview() const { return m_overview; }
    [[nodiscard]] LayerPanel* layerPanel() const { return m_layers; }
    [[nodiscard]] InspectorPanel* inspectorPanel() const { return m_inspector; }
    [[nodiscard]] MessageBar* messageBar() const { return m_messages; }
    [[nodiscard]] CoordinateBar* coordinateBar() const { return m_chips; }
    [[nodiscard]] Tour* tour() const { return m_tour; }
    /// The widgets that a step of the tour outlines.
    [[nodiscard]] QList<QWidget*> tourTargets(int step) const;
    [[nodiscard]] PlotRegister* plots() const { return m_plots; }
    [[nodiscard]] ViewHistory* history() const { return m_history; }
    [[nodiscard]] SessionKeeper* sessions() const { return m_sessions; }
    /// The palette while there is one: it is made when it is first asked for.
    [[nodiscard]] CommandPalette* commandPalette() const { return m_palette; }

signals:
    /// Everything asked for has been answered.
    void settled();

protected:
    void changeEvent(QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    struct Kept;

    void makeContents();
    void discardContents();
    [[nodiscard]] Kept keepContents() const;
    void restoreContents(const Kept& kept);
    void makeCentre();
    void makeResultsPage();
    void makeDocks();
    void makeToolBar();
    void makeSeedControl(QToolBar* bar);
    void makeStatusBar();
    void makeMenus();
    void makeFileMenu();
    void makeEditMenu();
    void makeViewMenu();
    void makeCoordinatesMenu();
    void makeAnalyzeMenu();
    void makeHelpMenu();
    void makeTour();
    void makeTourMenu();
    void startWaitingTour();
    void showTourStep(TourOutlines* outlines);
    void fillRecentMenu(QMenu* menu);
    void makeLocalModelsMenu(QMenu* menu);
    void makeCalibrationMenu(QMenu* menu);
    void makeStudyMenu();
    void makeStudies(QMenu* menu);
    void askForSweep(bool axes);
    void runSweepInto(const SweepRequest& request, const QString& path);
    void runVerdicts();
    void showVerdicts(const VerdictsPtr& verdicts);
    void askForVerdictsFile();
    void saveVerdicts(const QString& path);
    void fillSampleMenu(QMenu* menu);
    void addToBar(const QList<QAction*>& actions);
    void makeHistoryEntries(QMenu* menu);
    void makeSessionEntries(QMenu* menu);
    void makeThemeMenu(QMenu* menu);
    void makeLanguageMenu(QMenu* menu);
    void makeLanguageButton();
    void makeLayoutMenu(QMenu* menu);
    void connectWorkbench();
    QAction* addTo(QMenu* menu, const QString& text, const QKeySequence& key, const char* iconName,
                   std::function<void()> run);

    void askForFile();
    void askForFolder();
    void askForCalibration();
    void askForResults();
    void askForSessionName();
    void ask(const QString& title, const QString& filter, const std::function<void(const QString&)>& take);
    void copyFromFocus();
    void cancelOrLeave();
    void stepBits(int by);
    void focusPane(int by);
    void resetLayout();
    void restoreLayout();
    [[nodiscard]] QByteArray currentLayout() const;
    void takeLayout(const QByteArray& layout);
    void openSession(const QString& path);
    void saveSession(const QString& path);
    void showRestored(const ViewState& view, const QString& remark);
    void showFigure(const ViewState& view);
    void offerRestore();
    void restoreLeftover();
    void showPalette();
    void showCard(const QString& kind);
    void showMetricHelp(const Metric& metric);
    [[nodiscard]] bool showsOverview() const;
    void showPage(QWidget* page);
    void showTitle();
    void openDropped(const QString& path);
    template <typename Plots>
    void connectPlots(Plots* plots);
    void closeResults();
    void enableActions();
    void proportionDocks();
    void showShortcuts();
    void showAbout();
    void showModel();
    void showSelected();
    void warnOfDamage();
    void showCalibration();
    void readResultsFile(const QString& path, std::optional<ResultsView> view);
    void showResults(const QString& path, const ResultsDocumentPtr& results, const std::optional<ResultsView>& view);
    void showResultsFailure(const QString& path, const QString& message);
    void showOpenFailure(const QString& path, const QString& message);
    void showMessage(const Message& message);
    [[nodiscard]] PlotView* currentPlot() const;

    QSettings& m_settings;
    EngineBridge* m_bridge = nullptr;
    Selection* m_selection = nullptr;
    Workbench* m_workbench = nullptr;
    RecentFiles* m_recent = nullptr;
    NullResults* m_nulls = nullptr;
    PlotRegister* m_plots = nullptr;
    ViewOpener* m_opener = nullptr;
    ViewHistory* m_history = nullptr;
    SessionKeeper* m_sessions = nullptr;
    CommandPalette* m_palette = nullptr;
    QStackedWidget* m_stack = nullptr;
    QWidget* m_welcome = nullptr;
    Overview* m_overview = nullptr;
    ResultsPage* m_results = nullptr;
    LayerPanel* m_layers = nullptr;
    MetricsPanel* m_metrics = nullptr;
    ExplainPanel* m_explain = nullptr;
    InspectorPanel* m_inspector = nullptr;
    MessageBar* m_messages = nullptr;
    CoordinateBar* m_chips = nullptr;
    Tour* m_tour = nullptr;
    std::optional<int> m_tourWaits; ///< step to start with once the model is open
    JobIndicator* m_jobs = nullptr;
    CalibrationIndicator* m_calibration = nullptr;
    QLabel* m_tensorText = nullptr;
    QLabel* m_readout = nullptr;
    QSpinBox* m_seed = nullptr;
    QList<QAction*> m_modelActions; ///< make sense only while a model is shown
    QList<QAction*> m_studyActions; ///< make sense only while a model is open
    QList<QAction*> m_plotActions;  ///< make sense only while a plot is shown
    QList<std::pair<QAction*, bool (ViewHistory::*)() const>> m_historyActions; ///< and whether they can be done
    QAction* m_closeResults = nullptr;
    QAction* m_closeCalibration = nullptr;
    QByteArray m_defaultLayout;
    QByteArray m_layout; ///< of the docks, while another page than the overview hides them
    QString m_damaged;   ///< tensor whose damage has been reported
    VerdictsPtr m_verdicts;       ///< that the page shows and no file holds; null: none
    QString m_sessionFile;        ///< what Save session writes to; empty: it asks
    QString m_openingSession;     ///< file of the session whose model is being opened; empty: none, or after a crash
    QByteArray m_openingLayout;   ///< of that session
    std::unique_ptr<FigureRecipe> m_openingFigure; ///< whose model is being opened; null: none
    bool m_offersRestore = false; ///< once more, if opening a file has taken the offer away
    bool m_isRebuilding = false;  ///< another language has been announced
};

} // namespace alidade
