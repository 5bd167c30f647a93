// SPDX-License-Identifier: GPL-3.0-or-later
// Words of the calibration indicator and its menu.
#include "widgets/panels/calibration_indicator.h"

#include "widgets/bridge/core_text.h"
#include "widgets/style/icons.h"
#include "widgets/style/number_format.h"

#include <QFileInfo>
#include <QMenu>

namespace alidade {

CalibrationIndicator::CalibrationIndicator(Workbench& workbench, QWidget* parent)
    : QToolButton(parent), m_workbench(workbench)
{
    setObjectName(QStringLiteral("calibrationIndicator"));
    setAutoRaise(true);
    setPopupMode(QToolButton::InstantPopup);
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    auto* menu = new QMenu(this);
    connect(menu->addAction(tr("&Another calibration …")), &QAction::triggered, this,
            &CalibrationIndicator::openRequested);
    connect(menu->addAction(tr("&Close the calibration")), &QAction::triggered, &workbench,
            &Workbench::closeCalibration);
    setMenu(menu);
    connect(&workbench, &Workbench::calibrationChanged, this, &CalibrationIndicator::refresh);
    connect(&workbench, &Workbench::modelChanged, this, &CalibrationIndicator::refresh);
    refresh();
}

void CalibrationIndicator::refresh()
{
    const auto& calibration = m_workbench.calibration();
    const QString error = m_workbench.calibrationError();
    setVisible(calibration || !error.isEmpty());
    setIcon(alidade::icon(error.isEmpty() ? QStringLiteral("ok") : QStringLiteral("warning")));
    if (!calibration)
        setText(tr("no calibration"));
    else if (calibration->facts.tokens > 0)
        setText(
            tr("calibrated on %1 tokens").arg(formatCount(static_cast<qint64>(calibration->facts.tokens))));
    else
        setText(tr("calibrated"));
    setToolTip(plainToolTip(details()));
    setAccessibleName(text());
    setAccessibleDescription(details());
}

QString CalibrationIndicator::details() const
{
    QStringList lines;
    if (const auto& calibration = m_workbench.calibration()) {
        lines.append(tr("Everything is measured with %1:").arg(fromCore(calibration->path)));
        lines.append(fromCore(calibration->description));
        const std::uint64_t of = calibration->facts.modelFingerprint;
        if (m_workbench.model() && of != 0 && of != m_workbench.model()->fingerprint)
            lines.append(tr("It was measured on another file than the one that is open."));
    }
    if (const QString error = m_workbench.calibrationError(); !error.isEmpty())
        lines.append(tr("Could not open the calibration %1").arg(error));
    return lines.join(QLatin1Char('\n'));
}

} // namespace alidade
