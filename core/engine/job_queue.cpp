// SPDX-License-Identifier: Apache-2.0
// The engine thread and its slots.
#include "core/engine/job_queue.h"

#include "core/base/error.h"
#include "core/base/parallel.h"

#include <chrono>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace alidade {

namespace {

constexpr auto progressInterval = std::chrono::milliseconds(100);
constexpr int workerNiceness = 10;

/// The window's thread must win whenever it has something to paint; the team inherits this from its master.
void lowerPriorityOfThisThread()
{
    const auto thread = static_cast<id_t>(::syscall(SYS_gettid));
    ::setpriority(PRIO_PROCESS, thread, workerNiceness);
}

} // namespace

/// A job with the stop flag of its slot and one of its own run.
struct JobQueue::Task {
    Job job;
    Priority priority = Priority::Interactive;
    std::stop_token slotStop;  ///< set when the slot is silenced
    std::stop_source runStop;  ///< set to interrupt this run: silenced or pushed aside
    bool pushedAside = false;  ///< protected by the queue's mutex
};

JobQueue::JobQueue(Post post) : m_post(std::move(post)), m_thread([this] { run(); }) {}

JobQueue::~JobQueue()
{
    cancelAll();
    {
        const std::scoped_lock lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_all();
}

void JobQueue::submit(const std::string& slot, Priority priority, Job job)
{
    std::vector<Job> jobs;
    jobs.push_back(std::move(job));
    submit(slot, priority, std::move(jobs));
}

void JobQueue::submit(const std::string& slot, Priority priority, std::vector<Job> jobs)
{
    {
        const std::scoped_lock lock(m_mutex);
        silence(slot);
        const std::stop_source stop;
        m_slots[slot] = stop;
        auto& queue = priority == Priority::Interactive ? m_interactive : m_background;
        for (Job& job : jobs) {
            auto task = std::make_shared<Task>();
            task->job = std::move(job);
            task->priority = priority;
            task->slotStop = stop.get_token();
            queue.push_back(std::move(task));
        }
        const bool pushAside = priority == Priority::Interactive && m_running &&
                               m_running->priority == Priority::Background && !m_running->pushedAside;
        if (pushAside) {
            m_running->pushedAside = true;
            m_running->runStop.request_stop();
        }
    }
    m_wake.notify_all();
}

void JobQueue::cancel(const std::string& slot)
{
    const std::scoped_lock lock(m_mutex);
    silence(slot);
}

void JobQueue::cancelAll()
{
    const std::scoped_lock lock(m_mutex);
    while (!m_slots.empty()) silence(std::string(m_slots.begin()->first));
}

/// Needs m_mutex.
void JobQueue::silence(const std::string& slot)
{
    const auto at = m_slots.find(slot);
    if (at == m_slots.end()) return;
    at->second.request_stop();
    m_slots.erase(at);
    const auto silenced = [](const std::shared_ptr<Task>& task) { return task->slotStop.stop_requested(); };
    std::erase_if(m_interactive, silenced);
    std::erase_if(m_background, silenced);
    if (m_running && silenced(m_running)) m_running->runStop.request_stop();
}

std::size_t JobQueue::pending() const
{
    const std::scoped_lock lock(m_mutex);
    const bool running = m_running && !m_running->slotStop.stop_requested();
    return m_interactive.size() + m_background.size() + (running ? 1 : 0);
}

void JobQueue::run()
{
    lowerPriorityOfThisThread();
    setWorkerThreads(0);
    while (const auto task = next()) execute(task);
}

/// Waits for work; null when the queue is going down.
std::shared_ptr<JobQueue::Task> JobQueue::next()
{
    std::unique_lock lock(m_mutex);
    m_wake.wait(lock, [this] { return m_stopping || !m_interactive.empty() || !m_background.empty(); });
    if (m_stopping) return nullptr;
    auto& queue = m_interactive.empty() ? m_background : m_interactive;
    m_running = queue.front();
    queue.pop_front();
    m_running->runStop = std::stop_source();
    m_running->pushedAside = false;
    return m_running;
}

void JobQueue::execute(const std::shared_ptr<Task>& task)
{
    const JobEvents& events = task->job.events;
    std::chrono::steady_clock::time_point lastReport;
    const auto progress = [this, &task, &lastReport](double fraction) {
        const auto now = std::chrono::steady_clock::now();
        if (now - lastReport < progressInterval) return;
        lastReport = now;
        deliver(task, [task, fraction] { task->job.events.progress(fraction); });
    };
    const auto publish = [this, &task](std::any partial) {
        deliver(task, [task, partial = std::move(partial)] { task->job.events.partial(partial); });
    };
    const JobContext context(task->runStop.get_token(), events.progress ? JobContext::Progress(progress) : nullptr,
                             events.partial ? JobContext::Publish(publish) : nullptr);
    if (events.started) deliver(task, [task] { task->job.events.started(); });
    std::function<void()> outcome;
    try {
        std::any result = task->job.work(context);
        if (events.done)
            outcome = [task, result = std::move(result)] { task->job.events.done(result); };
    } catch (const Cancelled&) {
    } catch (const std::bad_alloc&) {
        if (events.failed)
            outcome = [task] { task->job.events.failed("There is not enough memory for: " + task->job.title + "."); };
    } catch (const std::exception& error) {
        if (events.failed)
            outcome = [task, message = std::string(error.what())] { task->job.events.failed(message); };
    }
    {
        const std::scoped_lock lock(m_mutex);
        m_running.reset();
        const bool startOver = !outcome && task->pushedAside && !task->slotStop.stop_requested();
        if (startOver) m_background.push_front(task);
    }
    if (outcome) deliver(task, std::move(outcome));
}

/// Posts an event that looks at the slot's stop flag again when it arrives.
void JobQueue::deliver(const std::shared_ptr<Task>& task, std::function<void()> event) const
{
    if (task->slotStop.stop_requested()) return;
    m_post([task, event = std::move(event)] {
        if (!task->slotStop.stop_requested()) event();
    });
}

} // namespace alidade
