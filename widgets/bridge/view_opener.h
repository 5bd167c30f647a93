// SPDX-License-Identifier: GPL-3.0-or-later
// Takes up a view of another time: opens its model and its calibration, then sets the selection. Thread rule: GUI
// thread.
#pragma once

#include "widgets/bridge/workbench.h"

#include <QObject>

#include <optional>

namespace alidade {

/// One view at a time; a newer one takes the place of one whose model is still being opened.
class ViewOpener : public QObject {
    Q_OBJECT

public:
    /// @param workbench must outlive this
    explicit ViewOpener(Workbench& workbench, QObject* parent = nullptr);

    /// Opens what the view is of, unless it is open already, and takes the view up. Answered by `restored`,
    /// `refused`, or the workbench's openFailed.
    /// @param nearby folder in which a model that has moved is looked for, too; empty: none
    void open(const ViewState& view, const QString& nearby = {});

signals:
    /// The selection shows the view. `remark`: one sentence on what is not as it was; empty if all is.
    void restored(const alidade::ViewState& view, const QString& remark);
    /// The view cannot be taken up, in one sentence; everything is as it was.
    void refused(const QString& sentence);

private:
    void take(const CheckpointSummaryPtr& model);
    void takeCalibration();
    [[nodiscard]] ViewState fitted(const ViewState& view) const;
    [[nodiscard]] QString remarkOn(const ViewState& view) const;

    Workbench& m_workbench;
    std::optional<ViewState> m_pending; ///< until its model is open
    QString m_file;                     ///< of that model
    std::optional<ViewState> m_uncalibrated; ///< until its calibration is open
};

} // namespace alidade
