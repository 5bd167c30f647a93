// SPDX-License-Identifier: GPL-3.0-or-later
// Steps, their views and their checks.
#include "widgets/tour/tour.h"

#include "widgets/bridge/core_text.h"
#include "widgets/bridge/workbench.h"
#include "widgets/panels/overview.h"

#include <algorithm>
#include <any>
#include <utility>

namespace alidade {

namespace {

const QString tourSlot = QStringLiteral("tour");

} // namespace

Tour::Tour(Workbench& workbench, QObject* parent) : QObject(parent), m_workbench(workbench)
{
    EngineBridge& bridge = workbench.bridge();
    connect(&workbench, &Workbench::modelChanged, this, &Tour::takeModel);
    connect(&bridge, &EngineBridge::progressed, this, [this](const QString& slot, double fraction) {
        if (slot != tourSlot) return;
        m_check.fraction = fraction;
        emit checkChanged();
    });
    connect(&bridge, &EngineBridge::cancelled, this, [this](const QString& slot) {
        if (slot == tourSlot && isRunning()) setCheck(CheckPhase::Stopped);
    });
}

void Tour::setOverview(Overview* overview) { m_overview = overview; }

void Tour::start(int step)
{
    if (isRunning()) return goTo(step);
    if (!m_overview || !m_workbench.model()) return;
    m_before = captureView(m_workbench, *m_overview);
    goTo(step);
}

void Tour::goTo(int step)
{
    if (!m_before || step < 0 || step >= stepCount()) return;
    m_step = step;
    showStep();
    // The view's requests come first, so that the plots do not wait for the check.
    if (m_request)
        startCheck();
    else
        search();
    emit stepChanged();
}

void Tour::end()
{
    if (!isRunning()) return;
    m_step = -1;
    m_workbench.bridge().cancel(tourSlot);
    const TourView before = *std::exchange(m_before, std::nullopt);
    if (m_overview) applyView(before, m_workbench, *m_overview);
    setCheck(CheckPhase::None);
    emit stepChanged();
}

void Tour::takeModel()
{
    m_results.clear();
    m_request.reset();
    if (!isRunning()) return;
    if (!m_workbench.model()) return end();
    m_workbench.bridge().cancel(tourSlot); // an answer about the old model may be on its way
    // The new model first chooses what it shows.
    QMetaObject::invokeMethod(this, [this] { goTo(m_step); }, Qt::QueuedConnection);
}

void Tour::showStep()
{
    if (m_overview) applyView(viewOf(tourSteps().at(m_step)), m_workbench, *m_overview);
}

TourView Tour::viewOf(const TourStep& step) const
{
    TourView view = *m_before;
    view.board = step.board;
    view.maximised.clear();
    view.filter.clear();
    view.plots.clear();
    for (QJsonObject& options : view.options)
        options.remove(QStringLiteral("coordinates")); // cards of one system follow the active one
    for (auto at = step.options.cbegin(); at != step.options.cend(); ++at)
        view.options.insert(at.key(), at.value());
    view.depthMetric = step.depthMetric;
    view.rateCounting = step.counting;
    view.quantizer = {m_workbench.registries().quantizers.entries().front().id, {}};
    view.bits = 4.0;
    if (m_request) {
        view.tensor = fromCore(m_request->tensor);
        view.matrix.reset();
        const Layer* layer = m_workbench.layer(view.tensor);
        const QString role = layer ? fromCore(layer->role) : QString();
        const QList<RoleDepth> roles = rolesInDepth(*m_workbench.model());
        if (std::ranges::find(roles, role, &RoleDepth::role) != roles.end()) view.depthRole = role;
    }
    for (ShownChip& shown : view.bar)
        shown.visible = false;
    for (const QString& id : step.chips) {
        auto at = std::ranges::find(view.bar, id.toStdString(), [](const ShownChip& one) { return one.request.id; });
        if (at == view.bar.end()) at = view.bar.insert(view.bar.end(), ShownChip{{id.toStdString(), {}}, true});
        at->request.parameters = {}; // the defaults
        at->visible = true;
    }
    view.active = step.active;
    return view;
}

/// Finds the matrix that the tour is about, and what lies beside the model.
void Tour::search()
{
    setCheck(CheckPhase::Searching);
    BridgeTask task;
    task.title = tr("Looking for the matrix with the highest kurtosis");
    task.work = [file = m_workbench.model()->path](AnalysisSession& session, const JobContext& job) -> std::any {
        return claimRequestFor(file, session, job);
    };
    task.done = [this](const std::any& request) {
        m_request = std::any_cast<ClaimRequest>(request);
        showStep();
        startCheck();
        emit stepChanged();
    };
    task.failed = [this](const QString& message) { fail(message); };
    m_workbench.bridge().run(tourSlot, this, std::move(task));
}

void Tour::startCheck()
{
    const TourStep step = tourSteps().at(m_step);
    const auto known = m_results.constFind(step.claim);
    if (known != m_results.constEnd()) {
        m_workbench.bridge().cancel(tourSlot); // of the step before
        m_check.result = *known;
        return setCheck(CheckPhase::Done);
    }
    setCheck(CheckPhase::Running);
    BridgeTask task;
    task.title = tr("Checking: %1").arg(step.title);
    task.work = [id = step.claim.toStdString(), request = *m_request](AnalysisSession& session,
                                                                      const JobContext& job) -> std::any {
        return checkClaim(id, request, session, job);
    };
    task.done = [this, claim = step.claim](const std::any& any) {
        const auto result = std::any_cast<ClaimResult>(any);
        m_results.insert(claim, result);
        m_check.result = result;
        setCheck(CheckPhase::Done);
    };
    task.failed = [this](const QString& message) { fail(message); };
    m_workbench.bridge().run(tourSlot, this, std::move(task));
}

void Tour::fail(const QString& message) { setCheck(CheckPhase::Failed, message); }

void Tour::setCheck(CheckPhase phase, const QString& error)
{
    m_check.phase = phase;
    m_check.fraction = 0.0;
    m_check.error = error;
    if (phase != CheckPhase::Done) m_check.result.reset();
    emit checkChanged();
}

void Tour::stopCheck() { m_workbench.bridge().cancel(tourSlot); }

void Tour::checkAgain()
{
    if (m_check.phase != CheckPhase::Stopped && m_check.phase != CheckPhase::Failed) return;
    if (m_request)
        startCheck();
    else
        search();
}

} // namespace alidade
