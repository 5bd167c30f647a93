// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of the main window and what they say about the model. Menus are in main_window_menus.cpp.
#include "widgets/panels/main_window.h"

#include "widgets/bridge/core_text.h"
#include "widgets/panels/coordinate_bar.h"
#include "widgets/panels/explain_panel.h"
#include "widgets/panels/inspector_panel.h"
#include "widgets/panels/job_indicator.h"
#include "widgets/panels/layer_panel.h"
#include "widgets/panels/message_bar.h"
#include "widgets/panels/metrics_panel.h"
#include "widgets/panels/overview.h"
#include "widgets/panels/quantizer_bar.h"
#include "widgets/panels/recent_files.h"
#include "widgets/panels/sample_files.h"
#include "widgets/panels/welcome_page.h"
#include "widgets/style/icons.h"
#include "widgets/style/number_format.h"

#include <QCloseEvent>
#include <QDesktopServices>
#include <QDir>
#include <QDockWidget>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QSettings>
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

constexpr int layoutVersion = 2; // raise it when docks or toolbars change: an older state is then left alone

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
      m_recent(new RecentFiles(settings, this))
{
    setObjectName(QStringLiteral("mainWindow"));
    setWindowTitle(tr("Alidade"));
    setWindowIcon(applicationIcon());
    setAcceptDrops(true);
    setDockNestingEnabled(true);
    resize(1440, 900);
    makeCentre();
    makeDocks();
    makeToolBar();
    makeStatusBar();
    makeMenus();
    connectWorkbench();
    m_defaultLayout = saveState(layoutVersion);
    restoreLayout();
    showModel();
}

MainWindow::~MainWindow() = default;

void MainWindow::makeCentre()
{
    auto* centre = new QWidget(this);
    auto* column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_messages = new MessageBar(centre);
    m_stack = new QStackedWidget(centre);
    auto* welcome = new WelcomePage(*m_recent, m_stack);
    m_overview = new Overview(*m_workbench, m_stack);
    m_stack->addWidget(welcome);
    m_stack->addWidget(m_overview);
    column->addWidget(m_messages);
    column->addWidget(m_stack, 1);
    setCentralWidget(centre);
    connect(welcome, &WelcomePage::openRequested, this, &MainWindow::askForFile);
    connect(welcome, &WelcomePage::openFolderRequested, this, &MainWindow::askForFolder);
    connect(welcome, &WelcomePage::fileRequested, this, &MainWindow::openFile);
    connect(m_overview, &Overview::exported, this, [this](const QString& path) {
        const QString folder = QFileInfo(path).absolutePath();
        showMessage({MessageKind::Information, tr("Saved %1.").arg(path), tr("Open folder"),
                     [folder] { QDesktopServices::openUrl(QUrl::fromLocalFile(folder)); }});
    });
    connect(m_overview, &Overview::exportFailed, this, [this](const QString& sentence) {
        showMessage({MessageKind::Error, sentence, {}, {}});
    });
    connect(m_overview, &Overview::copied, this,
            [this](const QString& text) { statusBar()->showMessage(text, 4000); });
    connect(m_overview, &Overview::readout, this, [this](const QString& text) { m_readout->setText(text); });
}

void MainWindow::makeDocks()
{
    m_layers = new LayerPanel(*m_workbench, this);
    m_metrics = new MetricsPanel(*m_workbench, this);
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
    m_seed->setValue(static_cast<int>(m_selection->seed()));
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
    statusBar()->addWidget(m_tensorText);
    statusBar()->addWidget(m_readout, 1);
    statusBar()->addPermanentWidget(m_jobs);
}

void MainWindow::connectWorkbench()
{
    connect(m_workbench, &Workbench::modelChanged, this, &MainWindow::showModel);
    connect(m_workbench, &Workbench::openFailed, this, &MainWindow::showOpenFailure);
    connect(m_workbench, &Workbench::resultsChanged, this, &MainWindow::warnOfDamage);
    connect(m_selection, &Selection::tensorChanged, this, &MainWindow::showSelected);
    connect(m_selection, &Selection::matrixChanged, this, &MainWindow::showSelected);
    connect(m_bridge, &EngineBridge::becameIdle, this, &MainWindow::settled);
}

void MainWindow::openFile(const QString& path)
{
    // A folder may come with a slash behind its name; its name is wanted in titles and lists.
    QString plainPath = path;
    while (plainPath.size() > 1 && plainPath.endsWith(QLatin1Char('/')))
        plainPath.chop(1);
    m_messages->dismiss();
    leaveWelcome();
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
    if (model)
        leaveWelcome();
    else
        enterWelcome();
    for (QAction* action : m_modelActions)
        action->setEnabled(model != nullptr);
    m_overview->setMaximised(nullptr);
    m_damaged.clear();
    showSelected();
    if (!model) {
        setWindowFilePath({});
        setWindowTitle(tr("Alidade"));
        return;
    }
    const ModelCaption caption = captionOf(fromCore(model->path));
    setWindowTitle(tr("%1 (%2) – Alidade").arg(caption.name, caption.place));
    m_recent->add(fromCore(model->path));
    m_messages->dismiss();
    if (!model->warnings.empty())
        showMessage({MessageKind::Warning, fromCore(model->warnings.front()), {}, {}});
    else if (model->layers.empty())
        showMessage({MessageKind::Warning, tr("%1 holds no tensors.").arg(caption.name), {}, {}});
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
                 tr("%1 holds %2 values that are not numbers and %3 infinite ones. They are left out of the "
                    "statistics; "
                    "a change of coordinates would spread them.")
                     .arg(untrusted(tensor.toStdString()), formatCount(static_cast<qint64>(result->nanCount)),
                          formatCount(static_cast<qint64>(result->infCount))),
                 {},
                 {}});
}

void MainWindow::showOpenFailure(const QString& path, const QString& message)
{
    if (!m_workbench->model()) enterWelcome();
    const QString text = message.contains(path) ? tr("Could not open %1").arg(message)
                                                : tr("Could not open %1: %2").arg(path, message);
    showMessage({MessageKind::Error, text, tr("Open another …"), [this] { askForFile(); }});
}

void MainWindow::showMessage(const Message& message) { m_messages->show(message); }

void MainWindow::restoreLayout()
{
    const QByteArray geometry = m_settings.value(QStringLiteral("window/geometry")).toByteArray();
    if (!geometry.isEmpty()) restoreGeometry(geometry);
    const QByteArray state = m_settings.value(QStringLiteral("window/state")).toByteArray();
    if (!state.isEmpty() && !restoreState(state, layoutVersion)) restoreState(m_defaultLayout, layoutVersion);
    m_layout = saveState(layoutVersion);
    m_layers->restoreColumnState(m_settings.value(QStringLiteral("window/layerColumns")).toByteArray());
}

void MainWindow::resetLayout()
{
    m_overview->setMaximised(nullptr);
    m_settings.remove(QStringLiteral("window/state"));
    m_layout = m_defaultLayout;
    if (m_welcome) return;
    restoreState(m_defaultLayout, layoutVersion);
    proportionDocks();
}

/// The docks get a quarter and a third of the window, within reason; the explanation two fifths of its side.
void MainWindow::proportionDocks()
{
    const auto dock = [this](const char* name) { return findChild<QDockWidget*>(QString::fromLatin1(name)); };
    const int left = std::clamp(width() / 4, 230, 345);
    const int right = std::clamp(width() * 32 / 100, 260, 345);
    resizeDocks({dock("layers"), dock("metrics")}, {left, right}, Qt::Horizontal);
    resizeDocks({dock("metrics"), dock("explain")}, {height() * 3 / 5, height() * 2 / 5}, Qt::Vertical);
}

void MainWindow::enterWelcome()
{
    if (m_welcome) return;
    m_welcome = true;
    m_layout = saveState(layoutVersion);
    for (QDockWidget* dock : findChildren<QDockWidget*>())
        dock->hide();
    m_stack->setCurrentIndex(0);
}

void MainWindow::leaveWelcome()
{
    if (!m_welcome) return;
    m_welcome = false;
    m_stack->setCurrentIndex(1);
    restoreState(m_layout, layoutVersion);
    if (m_layout == m_defaultLayout) proportionDocks();
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    m_settings.setValue(QStringLiteral("window/geometry"), saveGeometry());
    m_settings.setValue(QStringLiteral("window/state"), m_welcome ? m_layout : saveState(layoutVersion));
    m_settings.setValue(QStringLiteral("window/layerColumns"), m_layers->columnState());
    QMainWindow::closeEvent(event);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    if (!firstLocalFile(event->mimeData()).isEmpty()) event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    const QString path = firstLocalFile(event->mimeData());
    if (path.isEmpty()) return;
    event->acceptProposedAction();
    openFile(path);
}

} // namespace alidade
