// SPDX-License-Identifier: GPL-3.0-or-later
// The main window: menus, toolbar, docks around the cards, message bar, status bar. It wires panels to the
// workbench and decides nothing about numbers. Thread rule: GUI thread.
#pragma once

#include "widgets/bridge/workbench.h"
#include "widgets/style/theme.h"

#include <QMainWindow>

#include <functional>
#include <optional>

class QLabel;
class QSettings;
class QSpinBox;
class QStackedWidget;

namespace alidade {

class CalibrationIndicator;
class CoordinateBar;
class ExplainPanel;
class InspectorPanel;
class JobIndicator;
class LayerPanel;
class MessageBar;
class MetricsPanel;
class Overview;
class PlotView;
class RecentFiles;
class StudyPage;
class Tour;
class TourOutlines;
struct Message;

class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    /// @param registries, settings must outlive the window
    MainWindow(const Registries& registries, QSettings& settings, QWidget* parent = nullptr);
    ~MainWindow() override;

    /// Opens a file or folder: a model, or the table of a study if its name ends in .csv. What goes wrong is
    /// said in the message bar.
    void openFile(const QString& path);
    /// Opens the sample of this id ("twin", "model", "synthetic"). False if it is not installed, which is
    /// said, too.
    bool openSample(const QString& id);
    /// Measures everything with the second moments of this file; what goes wrong is said in the message bar.
    void openCalibration(const QString& path);
    /// Shows the table of a validation study.
    void openStudy(const QString& path);
    /// Starts the guided tour at a step, counted from 0: on the model that is open or being opened, otherwise on the
    /// sample.
    void startTour(int step = 0);
    /// True if no job is queued or running and no file is being opened.
    [[nodiscard]] bool isSettled() const;
    /// Takes and keeps a theme.
    void chooseTheme(Theme theme);

    [[nodiscard]] Workbench& workbench() const { return *m_workbench; }
    [[nodiscard]] StudyPage* studyPage() const { return m_study; }
    /// Whether the study is what is shown, not the model or the welcome page.
    [[nodiscard]] bool showsStudy() const;
    [[nodiscard]] Overview* overview() const { return m_overview; }
    [[nodiscard]] LayerPanel* layerPanel() const { return m_layers; }
    [[nodiscard]] InspectorPanel* inspectorPanel() const { return m_inspector; }
    [[nodiscard]] MessageBar* messageBar() const { return m_messages; }
    [[nodiscard]] CoordinateBar* coordinateBar() const { return m_chips; }
    [[nodiscard]] Tour* tour() const { return m_tour; }
    /// The widgets that a step of the tour outlines.
    [[nodiscard]] QList<QWidget*> tourTargets(int step) const;

signals:
    /// Everything asked for has been answered.
    void settled();

protected:
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void makeCentre();
    void makeStudyPage();
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
    void makeStudyMenu(QMenu* menu);
    void fillSampleMenu(QMenu* menu);
    void connectWorkbench();
    QAction* addTo(QMenu* menu, const QString& text, const QKeySequence& key, const char* iconName,
                   std::function<void()> run);

    void askForFile();
    void askForFolder();
    void askForCalibration();
    void askForStudy();
    void ask(const QString& title, const QString& filter, const std::function<void(const QString&)>& take);
    void copyFromFocus();
    void cancelOrLeave();
    void stepBits(int by);
    void focusPane(int by);
    void resetLayout();
    void restoreLayout();
    [[nodiscard]] bool showsOverview() const;
    void showPage(QWidget* page);
    void showTitle();
    void openDropped(const QString& path);
    template <class Plots>
    void connectPlots(Plots* plots);
    void closeStudy();
    void enableActions();
    void proportionDocks();
    void showShortcuts();
    void showAbout();
    void showModel();
    void showSelected();
    void warnOfDamage();
    void showCalibration();
    void showStudy(const QString& path, const StudyPtr& study);
    void showStudyFailure(const QString& path, const QString& message);
    void showOpenFailure(const QString& path, const QString& message);
    void showMessage(const Message& message);
    [[nodiscard]] PlotView* currentPlot() const;

    QSettings& m_settings;
    EngineBridge* m_bridge = nullptr;
    Selection* m_selection = nullptr;
    Workbench* m_workbench = nullptr;
    RecentFiles* m_recent = nullptr;
    QStackedWidget* m_stack = nullptr;
    QWidget* m_welcome = nullptr;
    Overview* m_overview = nullptr;
    StudyPage* m_study = nullptr;
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
    QList<QAction*> m_plotActions;  ///< make sense only while a plot is shown
    QAction* m_closeStudy = nullptr;
    QAction* m_closeCalibration = nullptr;
    QByteArray m_defaultLayout;
    QByteArray m_layout; ///< of the docks, while another page than the overview hides them
    QString m_damaged;   ///< tensor whose damage has been reported
};

} // namespace alidade
