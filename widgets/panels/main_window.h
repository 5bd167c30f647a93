// SPDX-License-Identifier: GPL-3.0-or-later
// The main window: menus, toolbar, docks around the cards, message bar, status bar. It wires panels to the
// workbench and decides nothing about numbers. Thread rule: GUI thread.
#pragma once

#include "widgets/bridge/workbench.h"
#include "widgets/style/theme.h"

#include <QMainWindow>

class QLabel;
class QSettings;
class QSpinBox;
class QStackedWidget;

namespace alidade {

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
struct Message;

class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    /// @param registries, settings must outlive the window
    MainWindow(const Registries& registries, QSettings& settings, QWidget* parent = nullptr);
    ~MainWindow() override;

    /// Opens a file or folder; what goes wrong is said in the message bar.
    void openFile(const QString& path);
    /// Opens the sample of this id ("twin", "model", "synthetic"). False if it is not installed, which is
    /// said, too.
    bool openSample(const QString& id);
    /// True if no job is queued or running and no file is being opened.
    [[nodiscard]] bool isSettled() const;
    /// Takes and keeps a theme.
    void chooseTheme(Theme theme);

    [[nodiscard]] Workbench& workbench() const { return *m_workbench; }
    [[nodiscard]] Overview* overview() const { return m_overview; }
    [[nodiscard]] LayerPanel* layerPanel() const { return m_layers; }
    [[nodiscard]] InspectorPanel* inspectorPanel() const { return m_inspector; }
    [[nodiscard]] MessageBar* messageBar() const { return m_messages; }
    [[nodiscard]] CoordinateBar* coordinateBar() const { return m_chips; }

signals:
    /// Everything asked for has been answered.
    void settled();

protected:
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void makeCentre();
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
    void fillRecentMenu(QMenu* menu);
    void makeLocalModelsMenu(QMenu* menu);
    void fillSampleMenu(QMenu* menu);
    void connectWorkbench();
    QAction* addTo(QMenu* menu, const QString& text, const QKeySequence& key, const char* iconName,
                   std::function<void()> run);

    void askForFile();
    void askForFolder();
    void copyFromFocus();
    void cancelOrLeave();
    void stepBits(int by);
    void focusPane(int by);
    void resetLayout();
    void restoreLayout();
    void enterWelcome();
    void leaveWelcome();
    void proportionDocks();
    void showShortcuts();
    void showAbout();
    void showModel();
    void showSelected();
    void warnOfDamage();
    void showOpenFailure(const QString& path, const QString& message);
    void showMessage(const Message& message);
    [[nodiscard]] PlotView* currentPlot() const;

    QSettings& m_settings;
    EngineBridge* m_bridge = nullptr;
    Selection* m_selection = nullptr;
    Workbench* m_workbench = nullptr;
    RecentFiles* m_recent = nullptr;
    QStackedWidget* m_stack = nullptr;
    Overview* m_overview = nullptr;
    LayerPanel* m_layers = nullptr;
    MetricsPanel* m_metrics = nullptr;
    ExplainPanel* m_explain = nullptr;
    InspectorPanel* m_inspector = nullptr;
    MessageBar* m_messages = nullptr;
    CoordinateBar* m_chips = nullptr;
    JobIndicator* m_jobs = nullptr;
    QLabel* m_tensorText = nullptr;
    QLabel* m_readout = nullptr;
    QSpinBox* m_seed = nullptr;
    QList<QAction*> m_modelActions; ///< make sense only while a model is open
    QByteArray m_defaultLayout;
    QByteArray m_layout;    ///< of the docks, while the welcome page hides them
    bool m_welcome = false; ///< the welcome page is shown
    QString m_damaged;      ///< tensor whose damage has been reported
};

} // namespace alidade
