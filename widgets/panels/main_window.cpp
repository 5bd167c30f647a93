// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of the main window and what they say about the model. Menus are in main_window_menus.cpp.
#include "widgets/panels/main_window.h"

#include "widgets/bridge/core_text.h"
#include "widgets/bridge/null_results.h"
#include "widgets/bridge/view_opener.h"
#include "widgets/figures/figure_file.h"
#include "widgets/figures/figure_recipe.h"
#include "widgets/panels/calibration_indicator.h"
#include "widgets/panels/coordinate_bar.h"
#include "widgets/panels/explain_panel.h"
#include "widgets/panels/inspector_panel.h"
#include "widgets/panels/job_indicator.h"
#include "widgets/panels/layer_panel.h"
#include "widgets/panels/message_bar.h"
#include "widgets/panels/metrics_panel.h"
#include "widgets/panels/overview.h"
#include "widgets/panels/plot_register.h"
#include "widgets/panels/quantizer_bar.h"
#include "widgets/panels/recent_files.h"
#include "widgets/panels/results_page.h"
#include "widgets/panels/sample_files.h"
#include "widgets/panels/session_keeper.h"
#include "widgets/panels/view_history.h"
#include "widgets/panels/welcome_page.h"
#include "widgets/style/icons.h"
#include "widgets/style/number_format.h"

#include <QDesktopServices>
#include <QDir>
#include <QDockWidget>
#include <QDropEvent>
#include <QFileInfo>
#include <QLabel>
#include <QMimeData>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QStackedWidget>
#include <QStatusBar>
#include <QToolBar>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>
#include <limits>

namespace alidade {

namespace {

QString firstLocalFile(const QMimeData* data)
{
    for (const QUrl& url : data->urls())
        if (url.isLocalFile()) return url.toLocalFile();
    return {};
}

} // namespace

MainWindow::MainWindow(const Registries& registries, QSettings& settings, QWidget* parent)
    : QMainWindow(parent), m_settings(settings), m_bridge(new EngineBridge(registries, this)),
      m_selection(new Selection(registries, this)), m_workbench(new Workbench(*m_bridge, *m_selection, this)),
      m_recent(new RecentFiles(settings, this)), m_nulls(new NullResults(*m_workbench, this)),
      m_plots(new PlotRegister(this)), m_opener(new ViewOpener(*m_workbench, this)),
      m_history(new ViewHistory(*m_workbench, *m_plots, this)),
      m_sessions(new SessionKeeper(registries, [this] { return session(); }, this))
{
    setObjectName(QStringLiteral("mainWindow"));
    setWindowTitle(tr("Alidade"));
    setWindowIcon(applicationIcon());
    setAcceptDrops(true);
    setDockNestingEnabled(true);
    resize(1440, 900);
    makeContents();
    connectWorkbench();
    restoreLayout();
    showModel();
}

MainWindow::~MainWindow() = default;

void MainWindow::makeContents()
{
    makeCentre();
    makeDocks();
    makeToolBar();
    makeStatusBar();
    makeMenus();
    m_plots->watchAll(m_stack);
}

/// What plots say of the cursor, of files and of the clipboard.
template <typename Plots> // lupdate takes "class" for the beginning of one
void MainWindow::connectPlots(Plots* plots)
{
    connect(plots, &Plots::exported, this, [this](const QString& path) {
        const QString folder = QFileInfo(path).absolutePath();
        showMessage({MessageKind::Information, tr("Saved %1.").arg(path), tr("Open folder"),
                     [folder] { QDesktopServices::openUrl(QUrl::fromLocalFile(folder)); }});
    });
    connect(plots, &Plots::exportFailed, this, [this](const QString& sentence) {
        showMessage({MessageKind::Error, sentence, {}, {}});
    });
    connect(plots, &Plots::copied, this,
            [this](const QString& text) { statusBar()->showMessage(text, 4000); });
    connect(plots, &Plots::readout, this, [this](const QString& text) { m_readout->setText(text); });
}

void MainWindow::makeCentre()
{
    auto* centre = new QWidget(this);
    auto* column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_messages = new MessageBar(centre);
    m_stack = new QStackedWidget(centre);
    auto* welcome = new WelcomePage(*m_recent, m_stack);
    m_welcome = welcome;
    m_overview = new Overview(*m_workbench, m_stack);
    m_stack->addWidget(welcome);
    m_stack->addWidget(m_overview);
    m_stack->setCurrentWidget(m_overview);
    column->addWidget(m_messages);
    column->addWidget(m_stack, 1);
    setCentralWidget(centre);
    connect(welcome, &WelcomePage::openRequested, this, &MainWindow::askForFile);
    connect(welcome, &WelcomePage::openFolderRequested, this, &MainWindow::askForFolder);
    connect(welcome, &WelcomePage::fileRequested, this, &MainWindow::openFile);
    connect(welcome, &WelcomePage::tourRequested, this, [this] { startTour(); });
    makeResultsPage();
    connect(m_overview, &Overview::boardChanged, m_plots, &PlotRegister::takeWaiting, Qt::QueuedConnection);
    connect(m_overview, &Overview::maximisedChanged, m_plots, &PlotRegister::takeWaiting, Qt::QueuedConnection);
    connect(m_overview, &Overview::boardChanged, m_sessions, &SessionKeeper::noteChange);
    connect(m_overview, &Overview::cardOptionsChanged, m_sessions, &SessionKeeper::noteChange);
    connectPlots(m_overview);
    connectPlots(m_results);
}

void MainWindow::makeDocks()
{
    m_layers = new LayerPanel(*m_workbench, this);
    m_metrics = new MetricsPanel(*m_workbench, *m_nulls, this);
    m_explain = new ExplainPanel(*m_workbench, this);
    m_inspector = new InspectorPanel(*m_workbench, this);
    const auto makeDock = [this](const QString& name, const QString& title, QWidget* panel,
                                 Qt::DockWidgetArea area) {
        auto* dock = new QDockWidget(title, this);
        dock->setObjectName(name);
        dock->setWidget(panel);
        addDockWidget(area, dock);
        return dock;
    };
    QDockWidget* layers = makeDock(QStringLiteral("layers"), tr("Layers"), m_layers, Qt::LeftDockWidgetArea);
    QDockWidget* metrics =
        makeDock(QStringLiteral("metrics"), tr("Metrics"), m_metrics, Qt::RightDockWidgetArea);
    QDockWidget* explain =
        makeDock(QStringLiteral("explain"), tr("What the numbers say"), m_explain, Qt::RightDockWidgetArea);
    QDockWidget* inspector =
        makeDock(QStringLiteral("inspector"), tr("Inspector"), m_inspector, Qt::RightDockWidgetArea);
    splitDockWidget(metrics, explain, Qt::Vertical);
    tabifyDockWidget(explain, inspector);
    explain->raise();
    proportionDocks();
    connect(m_layers, &LayerPanel::captionChanged, layers,
            [this, layers] { layers->setWindowTitle(m_layers->caption()); });
    layers->setWindowTitle(m_layers->caption());
}

void MainWindow::makeToolBar()
{
    auto* bar = addToolBar(tr("Main toolbar"));
    bar->setObjectName(QStringLiteral("mainToolBar"));
    bar->setMovable(false);
    bar->setIconSize(QSize(20, 20));
    m_chips = new CoordinateBar(*m_workbench, bar);
    connect(m_chips, &CoordinateBar::refused, this, [this](const QString& sentence) {
        showMessage({MessageKind::Warning, sentence, {}, {}});
    });
    bar->addWidget(m_chips);
    bar->addSeparator();
    auto* quantizer = new QuantizerBar(*m_selection, m_workbench->registries(), bar);
    connect(quantizer, &QuantizerBar::refused, this, [this](const QString& sentence) {
        showMessage({MessageKind::Warning, sentence, {}, {}});
    });
    bar->addWidget(quantizer);
    makeSeedControl(bar);
}

void MainWindow::makeSeedControl(QToolBar* bar)
{
    if (!m_selection->hasSeed()) return;
    m_seed = new QSpinBox(bar);
    m_seed->setObjectName(QStringLiteral("seed"));
    m_seed->setAccessibleName(tr("Seed"));
    m_seed->setToolTip(tr("Seed of every random choice of axes: another seed, another set of axes"));
    m_seed->setRange(0, std::numeric_limits<int>::max());
    m_seed->setKeyboardTracking(false);
    m_seed->setMaximumWidth(90);
    const auto show = [this, seed = m_seed] {
        const QSignalBlocker blocker(seed);
        const qint64 most = seed->maximum();
        seed->setValue(static_cast<int>(std::min(m_selection->seed(), most)));
    };
    show();
    connect(m_selection, &Selection::chipsChanged, m_seed, show);
    connect(m_seed, &QSpinBox::valueChanged, m_selection, &Selection::setSeed);
    auto* label = new QLabel(tr("Seed"), bar);
    label->setContentsMargins(6, 0, 3, 0);
    label->setBuddy(m_seed);
    bar->addWidget(label);
    bar->addWidget(m_seed);
}

void MainWindow::makeStatusBar()
{
    m_tensorText = new QLabel(this);
    m_readout = new QLabel(this);
    m_tensorText->setTextFormat(Qt::PlainText);
    m_readout->setTextFormat(Qt::PlainText);
    m_readout->setMinimumWidth(0);
    m_readout->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_jobs = new JobIndicator(*m_bridge, this);
    m_calibration = new CalibrationIndicator(*m_workbench, this);
    connect(m_calibration, &CalibrationIndicator::openRequested, this, &MainWindow::askForCalibration);
    statusBar()->addWidget(m_tensorText);
    statusBar()->addWidget(m_readout, 1);
    statusBar()->addPermanentWidget(m_jobs);
    statusBar()->addPermanentWidget(m_calibration);
    makeLanguageButton();
}

void MainWindow::connectWorkbench()
{
    connect(m_workbench, &Workbench::calibrationChanged, this, &MainWindow::showCalibration);
    connect(m_workbench, &Workbench::modelChanged, this, &MainWindow::showModel);
    connect(m_workbench, &Workbench::modelChanged, this, &MainWindow::startWaitingTour);
    connect(m_workbench, &Workbench::openFailed, this, &MainWindow::showOpenFailure);
    connect(m_workbench, &Workbench::openFailed, this, [this] { m_tourWaits.reset(); });
    connect(m_workbench, &Workbench::resultsChanged, this, &MainWindow::warnOfDamage);
    connect(m_selection, &Selection::tensorChanged, this, &MainWindow::showSelected);
    connect(m_selection, &Selection::matrixChanged, this, &MainWindow::showSelected);
    connect(m_bridge, &EngineBridge::becameIdle, this, &MainWindow::settled);
    connect(m_opener, &ViewOpener::restored, this, &MainWindow::showRestored);
    connect(m_opener, &ViewOpener::refused, this, [this](const QString& sentence) {
        showMessage({MessageKind::Error, tr("The session cannot be opened. %1").arg(sentence),
                     tr("Open another …"), [this] { askForFile(); }});
    });
    connect(m_history, &ViewHistory::viewChanged, m_sessions, &SessionKeeper::noteChange);
    connect(m_history, &ViewHistory::changed, this, &MainWindow::enableActions);
    // Behind the plots themselves, which take the results first.
    connect(m_workbench, &Workbench::resultsChanged, m_plots, &PlotRegister::takeWaiting, Qt::QueuedConnection);
    connect(m_workbench, &Workbench::surveyAdvanced, m_plots, &PlotRegister::takeWaiting, Qt::QueuedConnection);
    connect(m_bridge, &EngineBridge::becameIdle, m_plots, &PlotRegister::takeWaiting, Qt::QueuedConnection);
}

void MainWindow::openFile(const QString& path)
{
    // A folder may come with a slash behind its name; its name is wanted in titles and lists.
    QString plainPath = path;
    while (plainPath.size() > 1 && plainPath.endsWith(QLatin1Char('/')))
        plainPath.chop(1);
    m_messages->dismiss();
    if (isSessionName(plainPath)) return openSession(plainPath);
    if (resultsKindOf(plainPath)) return openResults(plainPath);
    if (isFigureFile(plainPath)) return openFigure(plainPath);
    showPage(m_overview);
    m_workbench->open(plainPath);
}

bool MainWindow::openSample(const QString& id)
{
    for (const SampleFile& sample : sampleFiles()) {
        if (sample.id != id) continue;
        openFile(sample.path);
        return true;
    }
    showMessage(
        {MessageKind::Error,
         tr("The sample '%1' is not installed; ALIDADE_SAMPLE_DATA may name the folder with the samples.")
             .arg(id),
         {},
         {}});
    return false;
}

bool MainWindow::isSettled() const { return m_bridge->isIdle(); }

void MainWindow::showModel()
{
    const CheckpointSummaryPtr& model = m_workbench->model();
    showPage(model ? static_cast<QWidget*>(m_overview) : m_welcome);
    enableActions();
    m_overview->setMaximised(nullptr);
    m_damaged.clear();
    m_sessionFile.clear();
    m_plots->forgetWaiting();
    showSelected();
    showTitle();
    if (!model) return;
    const ModelCaption caption = captionOf(fromCore(model->path));
    m_recent->add(fromCore(model->path));
    m_messages->dismiss();
    if (!model->warnings.empty())
        showMessage({MessageKind::Warning, fromCore(model->warnings.front()), {}, {}});
    else if (model->layers.empty())
        showMessage({MessageKind::Warning, tr("%1 holds no tensors.").arg(caption.name), {}, {}});
    else if (isCalibration(*model))
        showMessage({MessageKind::Information, tr("%1 is no model but a calibration.").arg(caption.name),
                     tr("Measure with it"), [this] {
                         const QString path = fromCore(m_workbench->model()->path);
                         m_workbench->closeModel();
                         openCalibration(path);
                     }});
    else if (!m_workbench->calibrationError().isEmpty())
        showCalibration(); // opening the model has taken it away
    else if (m_offersRestore)
        offerRestore();
    m_offersRestore = false;
}

void MainWindow::showSelected()
{
    const Layer* layer = m_workbench->selectedLayer();
    const std::optional<std::uint64_t> matrix = m_workbench->selectedMatrix();
    const QString name = layer ? untrusted(layer->tensor.name) : QString();
    m_tensorText->setText(matrix ? QStringLiteral("%1 [%2]").arg(name).arg(*matrix) : name);
}

void MainWindow::warnOfDamage()
{
    const int original = m_selection->chipIndex(QString::fromLatin1(originalCoordinates));
    const AnalysisResult* result =
        original < 0 ? nullptr : m_workbench->results(original).result(Part::Statistics);
    const QString tensor = m_selection->tensor();
    if (!result || tensor == m_damaged || result->nanCount + result->infCount == 0) return;
    m_damaged = tensor;
    showMessage({MessageKind::Warning,
                 tr("In %1 there are %2 × NaN and %3 × infinity. They are left out of the "
                    "statistics; "
                    "a change of coordinates would spread them.")
                     .arg(untrusted(tensor.toStdString()), formatCount(static_cast<qint64>(result->nanCount)),
                          formatCount(static_cast<qint64>(result->infCount))),
                 {},
                 {}});
}

void MainWindow::showOpenFailure(const QString& path, const QString& message)
{
    if (!m_workbench->model() && !showsResults()) showPage(m_welcome);
    const QString text = message.contains(path) ? tr("Could not open %1").arg(message)
                                                : tr("Could not open %1: %2").arg(path, message);
    showMessage({MessageKind::Error, text, tr("Open another …"), [this] { askForFile(); }});
}

void MainWindow::showMessage(const Message& message) { m_messages->show(message); }

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    if (!firstLocalFile(event->mimeData()).isEmpty()) event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    const QString path = firstLocalFile(event->mimeData());
    if (path.isEmpty()) return;
    event->acceptProposedAction();
    openDropped(path);
}

} // namespace alidade
