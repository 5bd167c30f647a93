// SPDX-License-Identifier: GPL-3.0-or-later
// The File menu: opening files, folders, samples, recent models and the local cache; saving plots.
#include "widgets/panels/main_window.h"

#include "widgets/bridge/core_text.h"
#include "widgets/panels/coordinate_bar.h"
#include "widgets/panels/local_models_menu.h"
#include "widgets/panels/recent_files.h"
#include "widgets/results/results_document.h"
#include "widgets/panels/sample_files.h"
#include "widgets/plots/plot_view.h"
#include "widgets/style/icons.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>
#include <QMenuBar>
#include <QSettings>
#include <QToolBar>
#include <QToolButton>

namespace alidade {

namespace {

/// "Model files (*.safetensors *.h5 ...);;All files (*)".
QString fileFilter(const Registries& registries)
{
    QStringList patterns{QLatin1Char('*') + QLatin1String(sessionSuffix)};
    for (const CheckpointFormat& format : registries.checkpointFormats)
        for (const std::string& suffix : format.suffixes)
            patterns.append(QLatin1Char('*') + fromCore(suffix));
    return MainWindow::tr("Model files (%1);;Results (%2);;Figures and their recipes (*.pdf *.svg *.png *.json);;All "
                          "files (*)")
        .arg(patterns.join(QLatin1Char(' ')), resultsPatterns());
}

} // namespace

void MainWindow::makeFileMenu()
{
    QMenu* menu = menuBar()->addMenu(tr("&File"));
    QAction* open = addTo(menu, tr("&Open …"), QKeySequence::Open, "open", [this] { askForFile(); });
    open->setToolTip(tr("Open a model file (Ctrl+O)"));
    addTo(menu, tr("Ope&n folder …"), QKeySequence(tr("Ctrl+Alt+O")), nullptr, [this] { askForFolder(); });
    makeLocalModelsMenu(menu);
    QMenu* samples = menu->addMenu(icon(QStringLiteral("sample")), tr("Open &sample"));
    fillSampleMenu(samples);
    samples->menuAction()->setToolTip(tr("Open a sample that comes with the program"));
    QMenu* recent = menu->addMenu(tr("Open &recent"));
    connect(m_recent, &RecentFiles::changed, recent, [this, recent] { fillRecentMenu(recent); });
    fillRecentMenu(recent);
    menu->addSeparator();
    makeSessionEntries(menu);
    menu->addSeparator();
    makeCalibrationMenu(menu);
    menu->addSeparator();
    QAction* figure = addTo(menu, tr("Save &figure …"), QKeySequence(tr("Ctrl+E")), "save-figure",
                            [this] { currentPlot()->saveFigure(); });
    figure->setToolTip(tr("Save the current plot as PNG, SVG or PDF (Ctrl+E)"));
    QAction* saveData = addTo(menu, tr("Save &data …"), QKeySequence(tr("Ctrl+Shift+E")), "save-data",
                              [this] { currentPlot()->saveData(); });
    menu->addSeparator();
    QAction* close = addTo(menu, tr("&Close model"), QKeySequence(tr("Ctrl+W")), "close",
                           [this] { m_workbench->closeModel(); });
    addTo(menu, tr("&Quit"), QKeySequence(tr("Ctrl+Q")), nullptr, [this] { QWidget::close(); });
    m_modelActions.append(close);
    m_plotActions.append({figure, saveData});

    addToBar({open, samples->menuAction(), figure});
    auto* bar = findChild<QToolBar*>(QStringLiteral("mainToolBar"));
    if (auto* button = qobject_cast<QToolButton*>(bar->widgetForAction(samples->menuAction())))
        button->setPopupMode(QToolButton::InstantPopup);
}

/// In front of the coordinates, behind what was added before.
void MainWindow::addToBar(const QList<QAction*>& actions)
{
    auto* bar = findChild<QToolBar*>(QStringLiteral("mainToolBar"));
    QAction* first = bar->actions().value(0);
    for (QAction* action : bar->actions())
        if (qobject_cast<CoordinateBar*>(bar->widgetForAction(action))) first = action;
    bar->insertActions(first, actions);
    bar->insertSeparator(first);
}

void MainWindow::makeCalibrationMenu(QMenu* menu)
{
    QAction* open = addTo(menu, tr("Open cali&bration …"), {}, nullptr, [this] { askForCalibration(); });
    open->setToolTip(tr("Second moments of the inputs, for axes, quantizers and errors that depend on them"));
    m_closeCalibration =
        addTo(menu, tr("Close calibrat&ion"), {}, nullptr, [this] { m_workbench->closeCalibration(); });
}

void MainWindow::makeLocalModelsMenu(QMenu* menu)
{
    auto* local = new LocalModelsMenu(*m_bridge, tr("Open from the &local cache"), menu);
    menu->addMenu(local);
    connect(local, &LocalModelsMenu::folderRequested, this, &MainWindow::openFile);
}

void MainWindow::fillSampleMenu(QMenu* menu)
{
    const QList<SampleFile> samples = sampleFiles();
    menu->setEnabled(!samples.isEmpty());
    menu->setToolTipsVisible(true);
    for (const SampleFile& sample : samples) {
        const QKeySequence key =
            sample.id == samples.first().id ? QKeySequence(tr("Ctrl+Shift+O")) : QKeySequence();
        QAction* action =
            addTo(menu, sample.name, key, nullptr, [this, path = sample.path] { openFile(path); });
        action->setToolTip(sample.help);
    }
}

void MainWindow::fillRecentMenu(QMenu* menu)
{
    menu->clear();
    const QStringList paths = m_recent->paths();
    menu->setEnabled(!paths.isEmpty());
    for (int i = 0; i < paths.size(); ++i) {
        const ModelCaption at = captionOf(paths.at(i));
        QString caption = QStringLiteral("%1 — %2").arg(at.name, QFileInfo(paths.at(i)).path());
        caption.replace(QLatin1Char('&'), QStringLiteral("&&"));
        addTo(menu, caption, QKeySequence(QStringLiteral("Alt+%1").arg(i + 1)), nullptr,
              [this, path = paths.at(i)] { openFile(path); });
    }
    if (paths.isEmpty()) return;
    menu->addSeparator();
    addTo(menu, tr("Clear the list"), {}, nullptr, [this] { m_recent->clear(); });
}

void MainWindow::ask(const QString& title, const QString& filter,
                     const std::function<void(const QString&)>& take)
{
    auto* dialog = new QFileDialog(this, title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    if (filter.isEmpty()) {
        dialog->setFileMode(QFileDialog::Directory);
        dialog->setOption(QFileDialog::ShowDirsOnly);
    } else {
        dialog->setFileMode(QFileDialog::ExistingFile);
        dialog->setNameFilter(filter);
    }
    dialog->setDirectory(m_settings.value(QStringLiteral("openFolder"), QDir::homePath()).toString());
    connect(dialog, &QFileDialog::fileSelected, this, [this, take](const QString& path) {
        m_settings.setValue(QStringLiteral("openFolder"), QFileInfo(path).absolutePath());
        take(path);
    });
    dialog->open();
}

void MainWindow::askForFile()
{
    ask(tr("Open a model file"), fileFilter(m_workbench->registries()),
        [this](const QString& path) { openFile(path); });
}

void MainWindow::askForFolder()
{
    ask(tr("Open the folder of a model"), {}, [this](const QString& path) { openFile(path); });
}

void MainWindow::askForCalibration()
{
    ask(tr("Open a calibration"),
        tr("Calibrations (*.h5 *.hdf5 *.safetensors *.npz *.npy *.gguf *.dat *.imatrix);;All files (*)"),
        [this](const QString& path) { openCalibration(path); });
}

} // namespace alidade
