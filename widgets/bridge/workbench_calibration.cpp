// SPDX-License-Identifier: GPL-3.0-or-later
// The calibration of the workbench: opening, closing, and what no longer counts afterwards.
#include "widgets/bridge/core_text.h"
#include "widgets/bridge/workbench.h"

namespace alidade {

void Workbench::openDropped(const QString& path)
{
    open(path);
    m_dropped = path;
}

void Workbench::openCalibration(const QString& path) { m_bridge.openCalibration(path); }

void Workbench::closeCalibration()
{
    if (!m_calibration && m_calibrationError.isEmpty()) return;
    m_calibration.reset();
    m_calibrationError.clear();
    m_selection.setCalibration({});
    emit calibrationChanged();
}

void Workbench::takeCalibration(const CalibrationSummary& calibration)
{
    const QString path = fromCore(calibration.path);
    // The same name, perhaps with other contents: the requests are equal, their results need not be.
    const bool again = m_calibration && m_calibration->path == calibration.path;
    m_calibration = calibration;
    m_calibrationError.clear();
    m_selection.setCalibration(path);
    if (again) forgetCalibrated(true);
    emit calibrationChanged();
}

void Workbench::takeCalibrationError(const QString& path, const QString& message)
{
    m_calibrationError = message.contains(path) ? message : tr("%1: %2").arg(path, message);
    emit calibrationChanged();
}

/// Surveys of axes that come from the moments, and failures, which may have been the calibration's;
/// everything of the selected tensor is asked for again where its request has changed.
/// @param all although no request has changed
void Workbench::forgetCalibrated(bool all)
{
    for (int chip = 0; chip < m_selection.chips().size(); ++chip) {
        const CoordinateChip& at = m_selection.chips().at(chip);
        if (all) dropChip(chip);
        m_surveyRequests[static_cast<std::size_t>(chip)].clear();
        if (!at.needsCalibration) continue;
        std::erase_if(m_surveyed, [&at](const auto& entry) { return entry.first.first.id == at.request.id; });
    }
    m_surveyErrors.clear();
    requestSelected(false);
    requestSurveys();
}

} // namespace alidade
