// SPDX-License-Identifier: GPL-3.0-or-later
// The guided tour while it runs: which step is shown, how far its check is, and the window as it was before. Knows no
// panel: whoever shows it listens. Thread rule: GUI thread; claims are checked on the engine's thread.
#pragma once

#include "core/studies/claims.h"
#include "widgets/tour/tour_steps.h"
#include "widgets/tour/tour_view.h"

#include <QHash>
#include <QObject>
#include <QPointer>

#include <optional>

namespace alidade {

/// How far the check of the present step is.
enum class CheckPhase {
    None,      ///< the tour is not running
    Searching, ///< for the matrix that the tour is about
    Running,
    Done,
    Failed,  ///< an error, not a claim that does not hold
    Stopped, ///< by the user
};

/// The check of the present step.
struct StepCheck {
    CheckPhase phase = CheckPhase::None;
    double fraction = 0.0;             ///< of the running job
    std::optional<ClaimResult> result; ///< where it is done
    QString error;                     ///< where it failed
};

class Tour : public QObject {
    Q_OBJECT

public:
    /// @param workbench must outlive the tour
    explicit Tour(Workbench& workbench, QObject* parent = nullptr);

    /// Where the steps are shown; without one nothing can be started. May be another one later.
    void setOverview(Overview* overview);

    [[nodiscard]] bool isRunning() const { return m_step >= 0; }
    /// The present step, counted from 0; -1 while the tour does not run.
    [[nodiscard]] int step() const { return m_step; }
    [[nodiscard]] static int stepCount() { return static_cast<int>(claims().size()); }
    [[nodiscard]] const StepCheck& check() const { return m_check; }

    /// Keeps the view and shows a step. Needs a model; while the tour runs it is goTo().
    void start(int step = 0);
    /// Shows a step in its own state, whatever was changed meanwhile. The check of the step before is cancelled.
    /// Steps that there are not are left alone.
    void goTo(int step);
    void next() { goTo(m_step + 1); }
    void back() { goTo(m_step - 1); }
    /// Ends the tour and puts the view back as it was.
    void end();
    /// Stops the check of the present step.
    void stopCheck();
    /// Checks the present step once more, if it was stopped or has failed.
    void checkAgain();

signals:
    /// Another step, started, or ended.
    void stepChanged();
    /// Something about check().
    void checkChanged();

private:
    void takeModel();
    void showStep();
    void search();
    void startCheck();
    void setCheck(CheckPhase phase, const QString& error = {});
    void fail(const QString& message);
    [[nodiscard]] TourView viewOf(const TourStep& step) const;

    Workbench& m_workbench;
    QPointer<Overview> m_overview;
    int m_step = -1;
    StepCheck m_check;
    std::optional<TourView> m_before;
    std::optional<ClaimRequest> m_request;  ///< once the matrix is found
    QHash<QString, ClaimResult> m_results; ///< of this request, by claim
};

} // namespace alidade
