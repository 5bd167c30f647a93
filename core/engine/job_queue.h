// SPDX-License-Identifier: Apache-2.0
// One worker thread, jobs in slots, latest wins. Knows nothing of weights.
//
// Threads: submit(), cancel() and every delivered event belong to the owner's thread; work runs on the queue's own
// thread, which also owns the OpenMP team (libgomp keeps one team per calling thread). `post` is how events get to
// the owner: the window posts to its event loop, tests and the command line may call directly.
// A slot is silenced as a whole: submitting to it or cancelling it also drops what has finished but has not been
// delivered yet, because the slot's stop flag is looked at again at the moment of delivery.
#pragma once

#include "core/base/job.h"

#include <any>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

namespace alidade {

/// Interactive jobs push running background jobs aside; those start over afterwards.
enum class Priority { Interactive, Background };

/// What the owner hears of a job, on the owner's thread. Empty functions are skipped.
struct JobEvents {
    std::function<void()> started;
    std::function<void(double fraction)> progress; ///< at most 10 a second
    std::function<void(std::any partial)> partial;
    std::function<void(std::any result)> done;
    std::function<void(std::string message)> failed; ///< a clear sentence; never called for a cancelled job
};

/// A piece of work and who wants to hear of it.
struct Job {
    std::string title;
    std::function<std::any(const JobContext&)> work;
    JobEvents events;
};

/// Runs jobs one at a time on its own thread.
class JobQueue {
public:
    using Post = std::function<void(std::function<void()>)>;

    /// @param post runs a function on the owner's thread; may drop it once the owner is gone
    explicit JobQueue(Post post);
    /// Stops everything and joins. Nothing is delivered afterwards.
    ~JobQueue();
    JobQueue(const JobQueue&) = delete;
    JobQueue& operator=(const JobQueue&) = delete;

    /// Replaces whatever the slot had pending by one job.
    void submit(const std::string& slot, Priority priority, Job job);
    /// Replaces whatever the slot had pending by several jobs, run in this order.
    void submit(const std::string& slot, Priority priority, std::vector<Job> jobs);
    /// Silences the slot and asks its running job to stop.
    void cancel(const std::string& slot);
    void cancelAll();

    /// Jobs that are queued or running and have not been silenced.
    [[nodiscard]] std::size_t pending() const;

private:
    struct Task;
    void run();
    std::shared_ptr<Task> next();
    void execute(const std::shared_ptr<Task>& task);
    void deliver(const std::shared_ptr<Task>& task, std::function<void()> event) const;
    void silence(const std::string& slot);

    Post m_post;
    mutable std::mutex m_mutex;
    std::condition_variable_any m_wake;
    // protected by m_mutex
    std::deque<std::shared_ptr<Task>> m_interactive;
    std::deque<std::shared_ptr<Task>> m_background;
    std::map<std::string, std::stop_source> m_slots;
    std::shared_ptr<Task> m_running;
    bool m_stopping = false;
    // last member: joins before anything above goes
    std::jthread m_thread;
};

} // namespace alidade
