// SPDX-License-Identifier: GPL-3.0-or-later
// The toy experiment as the plots show it: which one is looked at, and what came back. Nothing runs before
// somebody looks. Thread rule: GUI thread.
#pragma once

#include "widgets/bridge/engine_bridge.h"

namespace alidade {

class ToyResults : public QObject {
    Q_OBJECT

public:
    /// @param bridge must outlive this
    explicit ToyResults(EngineBridge& bridge, QObject* parent = nullptr);

    [[nodiscard]] const ToyRequest& request() const { return m_request; }
    /// Another experiment; runs at once if somebody is looking.
    void setRequest(const ToyRequest& request);

    /// Somebody looks: runs the experiment unless its result is there, it is running, or it was stopped or
    /// failed.
    void want();
    /// Runs it again, whatever happened before.
    void run();
    /// Stops what is running; result() stays away until run().
    void stop();

    /// Of request(), or null.
    [[nodiscard]] const ToyBasisPtr& result() const { return m_result; }
    /// Why there is no result; empty if nothing went wrong.
    [[nodiscard]] QString error() const { return m_error; }
    [[nodiscard]] bool isPending() const { return m_pending; }

signals:
    /// Request, result, error or whether it is running.
    void changed();

private:
    void end(const ToyBasisPtr& result, const QString& error);

    EngineBridge& m_bridge;
    ToyRequest m_request;
    ToyBasisPtr m_result;
    QString m_error;
    bool m_pending = false;
    bool m_wanted = false;
};

} // namespace alidade
