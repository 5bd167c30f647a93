// SPDX-License-Identifier: Apache-2.0
// Threads that measure one tensor each, at the side of the scheduler. Every worker has its own session, so that nothing
// is shared but the registries.
#pragma once

#include "core/base/job.h"
#include "core/engine/analysis_session.h"

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace alidade {

/// What became of one task.
template <typename Product> struct CrewOutcome {
    std::size_t number = 0;
    std::optional<Product> product; ///< nothing if it failed
    std::exception_ptr failure;
};

/// Workers that carry out numbered tasks. Thread rule: the owner's thread calls every member.
template <typename Product> class SweepCrew {
public:
    using Outcome = CrewOutcome<Product>;
    using Work = std::function<Product(std::size_t number, AnalysisSession& session, const JobContext& job)>;
    /// Called once in every worker, one after the other, before there is work: sizes of thread teams.
    using Prepare = std::function<void()>;

    SweepCrew(int workers, const Registries& registries, std::size_t cacheBytes, const Prepare& prepare, Work work)
        : m_work(std::move(work))
    {
        for (int i = 0; i < workers; ++i) {
            m_threads.emplace_back([this, &registries, cacheBytes, &prepare](const std::stop_token& stop) {
                AnalysisSession session(registries, cacheBytes);
                prepare();
                {
                    const std::lock_guard lock(m_mutex);
                    ++m_ready;
                }
                m_told.notify_all();
                workUntil(stop, session);
            });
            std::unique_lock lock(m_mutex);
            m_told.wait(lock, [this, i] { return m_ready == i + 1; });
        }
    }
    /// Stops what is being worked on and waits for it.
    ~SweepCrew()
    {
        for (std::jthread& thread : m_threads) thread.request_stop();
        m_given.notify_all();
        m_threads.clear();
    }
    SweepCrew(const SweepCrew&) = delete;
    SweepCrew& operator=(const SweepCrew&) = delete;

    [[nodiscard]] std::size_t idle() const { return m_threads.size() - m_busy; }
    void give(std::size_t number)
    {
        {
            const std::lock_guard lock(m_mutex);
            m_tasks.push_back(number);
        }
        ++m_busy;
        m_given.notify_one();
    }
    /// What is finished, after waiting for it no longer than this.
    std::optional<Outcome> next(std::chrono::milliseconds patience)
    {
        std::unique_lock lock(m_mutex);
        if (!m_told.wait_for(lock, patience, [this] { return !m_outcomes.empty(); })) return std::nullopt;
        Outcome outcome = std::move(m_outcomes.front());
        m_outcomes.pop_front();
        --m_busy;
        return outcome;
    }

private:
    void workUntil(const std::stop_token& stop, AnalysisSession& session)
    {
        const JobContext job(stop, nullptr, nullptr);
        while (true) {
            std::size_t number = 0;
            {
                std::unique_lock lock(m_mutex);
                m_given.wait(lock, stop, [this] { return !m_tasks.empty(); });
                if (stop.stop_requested()) return;
                number = m_tasks.front();
                m_tasks.pop_front();
            }
            Outcome outcome{number, std::nullopt, nullptr};
            try {
                outcome.product = m_work(number, session, job);
            } catch (...) {
                outcome.failure = std::current_exception();
            }
            {
                const std::lock_guard lock(m_mutex);
                m_outcomes.push_back(std::move(outcome));
            }
            m_told.notify_all();
        }
    }

    Work m_work;
    std::mutex m_mutex;
    std::condition_variable_any m_given; ///< there is a task
    std::condition_variable m_told;      ///< a worker is ready, or an outcome is there
    std::deque<std::size_t> m_tasks;
    std::deque<Outcome> m_outcomes;
    int m_ready = 0;
    std::size_t m_busy = 0; ///< given and not yet taken back
    std::vector<std::jthread> m_threads;
};

} // namespace alidade
