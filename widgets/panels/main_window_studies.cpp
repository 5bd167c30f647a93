// SPDX-License-Identifier: GPL-3.0-or-later
// Studies of the open model: sweeps into a file of results, verdicts on the theses. Jobs in the background, which what
// the user looks at meanwhile pushes aside and which go on where they were.
#include "widgets/panels/main_window.h"

#include "core/engine/analysis_session.h"
#include "core/sweep/sweep.h"
#include "widgets/bridge/core_text.h"
#include "widgets/panels/message_bar.h"
#include "widgets/panels/results_page.h"
#include "widgets/results/verdicts_document.h"

#include <QAction>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>

#include <algorithm>

namespace alidade {

namespace {

const QString sweepSlot = QStringLiteral("sweep");
const QString verdictsSlot = QStringLiteral("verdicts");
constexpr int usualSeeds = 3;

/// What was found out so far; belongs to the engine's thread, and outlives a run that was pushed aside.
struct VerdictsSoFar {
    std::optional<ClaimRequest> request;
    Verdicts verdicts;
};

VerdictsPtr testTheses(VerdictsSoFar& at, const std::string& model, AnalysisSession& session, const JobContext& job)
{
    if (!at.request) {
        const ClaimRequest request = claimRequestFor(model, session, job.part(0.0, 0.02));
        at.verdicts = startVerdicts(request, session);
        at.request = request;
    }
    const std::vector<Thesis>& all = theses();
    const auto share = [&all](std::size_t i) {
        return 0.02 + 0.98 * static_cast<double>(i) / static_cast<double>(all.size());
    };
    for (std::size_t i = at.verdicts.results.size(); i < all.size(); ++i) {
        at.verdicts.results.push_back(checkThesis(all[i].id, *at.request, session, job.part(share(i), share(i + 1))));
        job.publish(std::make_shared<const Verdicts>(at.verdicts));
    }
    return std::make_shared<const Verdicts>(at.verdicts);
}

} // namespace

void MainWindow::makeStudies(QMenu* menu)
{
    QAction* axes = addTo(menu, tr("&Axis transforms …"), {}, nullptr, [this] { askForSweep(true); });
    axes->setToolTip(
        tr("Every matrix of the model in all kinds of axes, with seeds and nulls, into a file of results"));
    QAction* sweep = addTo(menu, tr("S&weep …"), {}, nullptr, [this] { askForSweep(false); });
    sweep->setToolTip(
        tr("Every matrix in the coordinates that are shown, through the quantizer, into a file of results"));
    QAction* verdicts = addTo(menu, tr("&Verdicts of this model"), {}, nullptr, [this] { runVerdicts(); });
    verdicts->setToolTip(tr("Tests every thesis of the theory on this model"));
    menu->setToolTipsVisible(true);
    m_studyActions = {axes, sweep, verdicts};
}

/// @param axes the study of axis transforms; otherwise what the bar shows
void MainWindow::askForSweep(bool axes)
{
    const std::string model = m_workbench->model()->path;
    const std::string calibration = m_selection->calibration().toStdString();
    SweepRequest request = axes ? axisStudy(model, calibration, usualSeeds) : usualSweep(model);
    if (!axes) {
        request.coordinates = {{originalCoordinates, {}}};
        for (const CoordinateChip& chip : m_selection->chips()) {
            if (!chip.visible || chip.request.id == originalCoordinates) continue;
            request.coordinates.push_back(chip.request);
            if (chip.needsCalibration) request.calibration = calibration;
        }
        request.quantizers = {m_selection->quantizer()};
        const QList<double>& bits = m_selection->bitChoices();
        request.bits.assign(bits.begin(), bits.end());
    }
    auto* dialog =
        new QFileDialog(this, axes ? tr("Results of the study of axis transforms") : tr("Results of the sweep"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("h5"));
    dialog->setNameFilter(tr("Results of sweeps (*.h5)"));
    dialog->selectFile(QStringLiteral("RESULTS.h5"));
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, request](const QString& path) { runSweepInto(request, path); });
    dialog->open();
}

/// The file dialog has asked whether a file that is there may be replaced; an unfinished one of this sweep is gone on
/// with.
void MainWindow::runSweepInto(const SweepRequest& request, const QString& path)
{
    BridgeTask task;
    task.title = tr("Sweep into %1").arg(QFileInfo(path).fileName());
    task.background = true;
    task.work = [request, file = path.toStdString()](AnalysisSession& session, const JobContext& job) -> std::any {
        requireValid(request, session.registries());
        SweepOptions options;
        options.output = file;
        options.overwrite = true;
        const std::unique_ptr<TensorQueue> queue = localQueue();
        return runSweep(request, options, *queue, session.registries(), job);
    };
    task.done = [this, path](const std::any& /*report*/) { openResults(path); };
    task.failed = [this](const QString& message) {
        showMessage({MessageKind::Error, tr("The sweep failed: %1").arg(message), {}, {}});
    };
    m_bridge->run(sweepSlot, this, std::move(task));
    showMessage({MessageKind::Information,
                 tr("The sweep runs in the background; what is finished is in the file already."),
                 tr("Look at it"), [this, path] { openResults(path); }});
}

void MainWindow::runVerdicts()
{
    const bool isRunning = std::ranges::find(m_bridge->jobs(), verdictsSlot, &JobStatus::slot) != m_bridge->jobs().end();
    if (isRunning && m_verdicts && m_verdicts->model == m_workbench->model()->path)
        return showResults({}, makeVerdictsDocument(m_verdicts), std::nullopt);
    const auto state = std::make_shared<VerdictsSoFar>();
    BridgeTask task;
    task.title = tr("Testing the theses");
    task.background = true;
    task.work = [state, model = m_workbench->model()->path](AnalysisSession& session,
                                                            const JobContext& job) -> std::any {
        return testTheses(*state, model, session, job);
    };
    task.partial = [this](const std::any& part) { showVerdicts(std::any_cast<VerdictsPtr>(part)); };
    task.done = [this](const std::any& all) {
        showVerdicts(std::any_cast<VerdictsPtr>(all));
        if (showsResults() && m_results->path().isEmpty()) return;
        showMessage({MessageKind::Information, tr("Every thesis has been tested."), tr("Look at them"),
                     [this] { showResults({}, makeVerdictsDocument(m_verdicts), std::nullopt); }});
    };
    task.failed = [this](const QString& message) {
        showMessage({MessageKind::Error, tr("The theses cannot be tested: %1").arg(message), {}, {}});
    };
    m_bridge->run(verdictsSlot, this, std::move(task));
    auto none = std::make_shared<Verdicts>();
    none->model = m_workbench->model()->path;
    m_verdicts = none;
    showResults({}, makeVerdictsDocument(m_verdicts), std::nullopt);
}

/// Into the page, unless something else has come in front of them since.
void MainWindow::showVerdicts(const VerdictsPtr& verdicts)
{
    const bool isShown = m_results->path().isEmpty() && m_results->document();
    m_verdicts = verdicts;
    if (isShown) m_results->setDocument({}, makeVerdictsDocument(verdicts));
}

void MainWindow::askForVerdictsFile()
{
    if (!m_verdicts) return;
    auto* dialog = new QFileDialog(this, tr("Save the verdicts"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("json"));
    dialog->setNameFilter(tr("Verdicts (*.json)"));
    dialog->selectFile(QStringLiteral("VERDICTS.json"));
    connect(dialog, &QFileDialog::fileSelected, this, &MainWindow::saveVerdicts);
    dialog->open();
}

void MainWindow::saveVerdicts(const QString& path)
{
    try {
        writeVerdicts(path.toStdString(), *m_verdicts);
        openResults(path);
    } catch (const Error& error) {
        showMessage({MessageKind::Error, fromCore(error.what()), {}, {}});
    }
}

} // namespace alidade
