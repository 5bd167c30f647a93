// SPDX-License-Identifier: GPL-3.0-or-later
// The order of things: model, selection, calibration, and then the axes that need it.
#include "widgets/bridge/view_opener.h"

#include "widgets/bridge/core_text.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <utility>

namespace alidade {

ViewOpener::ViewOpener(Workbench& workbench, QObject* parent) : QObject(parent), m_workbench(workbench)
{
    // The workbench was connected first, so that it has the model when this is told.
    connect(&workbench.bridge(), &EngineBridge::opened, this, &ViewOpener::take);
    connect(&workbench, &Workbench::openFailed, this, [this](const QString& path) {
        if (path == m_file) m_pending.reset();
    });
    connect(&workbench, &Workbench::calibrationChanged, this, &ViewOpener::takeCalibration);
}

void ViewOpener::open(const ViewState& view, const QString& nearby)
{
    if (view.model.file.isEmpty()) return emit refused(tr("It names no model."));
    QString file = view.model.file;
    const QString moved = nearby.isEmpty() ? QString() : QDir(nearby).filePath(QFileInfo(file).fileName());
    if (!QFileInfo::exists(file) && !moved.isEmpty() && QFileInfo::exists(moved)) file = moved;
    if (!QFileInfo::exists(file)) return emit refused(tr("Its model %1 is not there any more.").arg(file));
    m_pending = view;
    m_file = file;
    m_uncalibrated.reset();
    const CheckpointSummaryPtr& model = m_workbench.model();
    if (model && stampOf(*model) == view.model) return take(model);
    m_workbench.open(file);
}

void ViewOpener::take(const CheckpointSummaryPtr& model)
{
    const bool isAwaited = m_pending && (fromCore(model->path) == m_file || stampOf(*model) == m_pending->model);
    const std::optional<ViewState> view = std::exchange(m_pending, {}); // another model makes it void
    if (!isAwaited || m_workbench.model() != model) return;
    Selection& selection = m_workbench.selection();
    const QString wanted = view->calibration;
    if (wanted.isEmpty()) m_workbench.closeCalibration();
    try {
        selection.restore(fitted(*view));
    } catch (const Error& error) {
        return emit refused(fromCore(error.what()));
    }
    const QString remark = remarkOn(*view);
    if (!wanted.isEmpty() && wanted != selection.calibration() && QFileInfo::exists(wanted)) {
        m_uncalibrated = view;
        m_workbench.openCalibration(wanted);
    }
    emit restored(*view, remark);
}

/// The view without what this model does not have.
ViewState ViewOpener::fitted(const ViewState& view) const
{
    const Selection& selection = m_workbench.selection();
    ViewState fit = view;
    if (!m_workbench.layer(view.tensor)) fit.tensor = selection.tensor();
    const QList<RoleDepth> roles = rolesInDepth(*m_workbench.model());
    const bool known = view.depthRole.isEmpty() ||
                       std::ranges::find(roles, view.depthRole, &RoleDepth::role) != roles.end();
    if (!known) fit.depthRole = selection.depthRole();
    return fit;
}

QString ViewOpener::remarkOn(const ViewState& view) const
{
    const ModelStamp now = stampOf(*m_workbench.model());
    const bool same = view.model.fingerprint == 0 ||
                      (view.model.fingerprint == now.fingerprint && view.model.size == now.size);
    if (!same) return tr("%1 has changed since the session was saved; its view is shown as far as it fits.").arg(m_file);
    if (!view.tensor.isEmpty() && !m_workbench.layer(view.tensor))
        return tr("%1 holds no tensor %2, which the session shows.")
            .arg(m_file, untrusted(view.tensor.toStdString()));
    if (!view.calibration.isEmpty() && !QFileInfo::exists(view.calibration))
        return tr("The calibration %1 of the session is not there any more.").arg(view.calibration);
    return {};
}

/// The axes that had to wait for the calibration; what the user has changed meanwhile stays.
void ViewOpener::takeCalibration()
{
    Selection& selection = m_workbench.selection();
    if (!m_uncalibrated) return;
    const ViewState view = *std::exchange(m_uncalibrated, {});
    if (selection.calibration() != view.calibration) return; // it could not be opened, which is said elsewhere
    ViewState now = selection.state();
    now.bar = view.bar;
    now.active = view.active;
    now.rateCounting.operatorQuality = view.rateCounting.operatorQuality;
    selection.restore(now);
}

} // namespace alidade
