// SPDX-License-Identifier: GPL-3.0-or-later
// A list of requests in the background and what has come back of it: for plots that need more than the results
// of the selected tensor in the visible coordinates. Thread rule: GUI thread.
#pragma once

#include "widgets/bridge/engine_bridge.h"

#include <QObject>
#include <QString>

#include <vector>

namespace alidade {

/// The latest list wins; what an older one asked for never arrives.
class RequestSet : public QObject {
    Q_OBJECT

public:
    /// @param bridge must outlive the set @param slot is its own among all slots of the bridge
    RequestSet(EngineBridge& bridge, const QString& slot, QObject* parent = nullptr);

    /// Asks for these, unless they are what was asked for last; results that are known already stay.
    /// @param title of the job in the status bar
    void ask(std::vector<AnalysisRequest> requests, const QString& title);
    /// Stops what is running. What has come stays; ask() of the same list goes on.
    void pause();
    /// Asks again for what failed or was cancelled.
    void retry();

    [[nodiscard]] const std::vector<AnalysisRequest>& requests() const { return m_requests; }
    /// By place in requests(); null while it is computed and where it failed.
    [[nodiscard]] const AnalysisResultPtr& result(std::size_t index) const { return m_results.at(index); }
    /// Why it failed; empty if it did not.
    [[nodiscard]] const QString& error(std::size_t index) const { return m_errors.at(index); }
    /// Why something failed: one sentence for each reason.
    [[nodiscard]] QStringList errors() const;
    /// Every request is answered, or nothing was asked.
    [[nodiscard]] bool isComplete() const;

signals:
    /// New answers, or another list.
    void changed();

private:
    void submit();
    void take(const QString& slot, const QList<SurveyAnswer>& answers);
    void takeCancelled(const QString& slot);

    EngineBridge& m_bridge;
    QString m_slot;
    QString m_title;
    std::vector<AnalysisRequest> m_requests;
    std::vector<AnalysisResultPtr> m_results;
    std::vector<QString> m_errors;
    std::vector<std::size_t> m_submitted; ///< places in m_requests of what is on its way
    bool m_running = false;
};

} // namespace alidade
