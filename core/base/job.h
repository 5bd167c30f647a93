// SPDX-License-Identifier: Apache-2.0
// What everything long-running is handed: a way to say how far it is, and to be stopped.
// It stands in base, below the engine that makes real ones, because readers, transforms and metrics all take it.
// Thread rule: checkpoint() and publish() are called by the thread that runs the job; stopRequested() by any.
#pragma once

#include <any>
#include <cstdint>
#include <functional>
#include <stop_token>

namespace alidade {

/// Progress and cancellation of one job. Copies refer to the same job.
class JobContext {
public:
    using Progress = std::function<void(double fraction)>;
    using Publish = std::function<void(std::any partial)>;

    /// A context that is never stopped and tells nobody: for tests and direct calls.
    JobContext() = default;
    JobContext(std::stop_token stop, Progress progress, Publish publish)
        : m_stop(std::move(stop)), m_progress(std::move(progress)), m_publish(std::move(publish))
    {
    }

    /// Reports that `done` of `total` units are finished; throws Cancelled if the job was asked to stop.
    void checkpoint(std::uint64_t done, std::uint64_t total) const;
    /// Throws Cancelled if the job was asked to stop.
    void checkpoint() const;
    /// Safe to call from worker threads.
    [[nodiscard]] bool stopRequested() const { return m_stop.stop_requested(); }
    /// Hands a partial result to the job's owner (a preview); silenced like everything else of a stopped job.
    void publish(std::any partial) const;
    /// The same stop request without progress and previews: safe to use on worker threads.
    [[nodiscard]] JobContext quiet() const { return {m_stop, nullptr, nullptr}; }
    /// A context whose progress [0, 1] is mapped into [from, to] of this one.
    [[nodiscard]] JobContext part(double from, double to) const;

private:
    std::stop_token m_stop;
    Progress m_progress;
    Publish m_publish;
};

} // namespace alidade
