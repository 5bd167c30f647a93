// SPDX-License-Identifier: GPL-3.0-or-later
// The job queue: order, latest wins, silence after cancel, background pushed aside.
#include "core/base/error.h"
#include "core/engine/job_queue.h"

#include <QtTest>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>

using namespace alidade;

namespace {

/// The owner's event loop in miniature: events wait until the test runs them.
class Mailbox {
public:
    JobQueue::Post post()
    {
        return [this](std::function<void()> event) {
            const std::scoped_lock lock(m_mutex);
            m_events.push_back(std::move(event));
            m_arrived.notify_all();
        };
    }

    /// Runs one waiting event; waits for it up to a generous bound.
    bool runOne()
    {
        std::unique_lock lock(m_mutex);
        if (!m_arrived.wait_for(lock, std::chrono::seconds(20), [this] { return !m_events.empty(); })) return false;
        auto event = std::move(m_events.front());
        m_events.pop_front();
        lock.unlock();
        event();
        return true;
    }

    /// Runs events until `done` holds.
    bool runUntil(const std::function<bool()>& done)
    {
        while (!done())
            if (!runOne()) return false;
        return true;
    }

    std::size_t waiting()
    {
        const std::scoped_lock lock(m_mutex);
        return m_events.size();
    }

    void runWaiting()
    {
        for (std::size_t left = waiting(); left > 0; --left) runOne();
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_arrived;
    std::deque<std::function<void()>> m_events;
};

/// A gate that work waits at until the test opens it; leaves at once when its job is stopped.
class Gate {
public:
    void open() { m_open = true; }
    [[nodiscard]] bool reached() const { return m_reached; }
    void pass(const JobContext& job)
    {
        m_reached = true;
        while (!m_open) {
            job.checkpoint();
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
    }

private:
    std::atomic<bool> m_open = false;
    std::atomic<bool> m_reached = false;
};

Job answering(int number, std::vector<int>& answers)
{
    Job job;
    job.title = "answer " + std::to_string(number);
    job.work = [number](const JobContext&) -> std::any { return number; };
    job.events.done = [&answers](const std::any& result) { answers.push_back(std::any_cast<int>(result)); };
    return job;
}

template <typename Condition> void waitFor(Condition condition) { QTRY_VERIFY_WITH_TIMEOUT(condition(), 20000); }

} // namespace

class TestJobQueue : public QObject {
    Q_OBJECT

private slots:
    void deliversOnTheOwnersThread();
    void latestOfASlotWins();
    void silencesWhatHasFinishedButWasNotDelivered();
    void cancelStopsARunningJob();
    void failureIsASentence();
    void progressAndPartialsOfASilencedJobAreDropped();
    void backgroundIsPushedAsideAndStartsOver();
    void batchRunsInOrder();
    void destroyingTheQueueDeliversNothing();
    void manyRequestsDeliverOnlyTheLast();
};

void TestJobQueue::deliversOnTheOwnersThread()
{
    Mailbox mailbox;
    JobQueue queue(mailbox.post());
    std::thread::id worked;
    std::thread::id delivered;
    Job job;
    job.work = [&worked](const JobContext&) -> std::any {
        worked = std::this_thread::get_id();
        return 7;
    };
    job.events.done = [&delivered](const std::any&) { delivered = std::this_thread::get_id(); };
    queue.submit("slot", Priority::Interactive, std::move(job));
    QVERIFY(mailbox.runUntil([&] { return delivered != std::thread::id(); }));
    QVERIFY(delivered == std::this_thread::get_id());
    QVERIFY(worked != delivered);
}

void TestJobQueue::latestOfASlotWins()
{
    Mailbox mailbox;
    JobQueue queue(mailbox.post());
    std::vector<int> answers;
    Gate gate;
    Job blocker;
    blocker.work = [&gate](const JobContext& job) -> std::any {
        gate.pass(job);
        return {};
    };
    queue.submit("other", Priority::Interactive, std::move(blocker));
    for (int i = 0; i < 5; ++i) queue.submit("slot", Priority::Interactive, answering(i, answers));
    QCOMPARE(queue.pending(), std::size_t{2});
    gate.open();
    QVERIFY(mailbox.runUntil([&] { return !answers.empty(); }));
    QCOMPARE(answers, std::vector<int>{4});
}

void TestJobQueue::silencesWhatHasFinishedButWasNotDelivered()
{
    Mailbox mailbox;
    JobQueue queue(mailbox.post());
    std::vector<int> answers;
    queue.submit("slot", Priority::Interactive, answering(1, answers));
    waitFor([&] { return mailbox.waiting() == 1 && queue.pending() == 0; });
    queue.submit("slot", Priority::Interactive, answering(2, answers)); // 1 lies in the mailbox, unread
    QVERIFY(mailbox.runUntil([&] { return !answers.empty(); }));
    QCOMPARE(answers, std::vector<int>{2});

    queue.submit("slot", Priority::Interactive, answering(3, answers));
    waitFor([&] { return mailbox.waiting() == 1 && queue.pending() == 0; });
    queue.cancel("slot");
    mailbox.runWaiting();
    QCOMPARE(answers, std::vector<int>{2});
}

void TestJobQueue::cancelStopsARunningJob()
{
    Mailbox mailbox;
    JobQueue queue(mailbox.post());
    Gate gate;
    std::atomic<bool> stopped = false;
    bool heard = false;
    Job job;
    job.work = [&](const JobContext& context) -> std::any {
        try {
            gate.pass(context);
        } catch (const Cancelled&) {
            stopped = true;
            throw;
        }
        return {};
    };
    job.events.done = [&heard](const std::any&) { heard = true; };
    job.events.failed = [&heard](const std::string&) { heard = true; };
    queue.submit("slot", Priority::Interactive, std::move(job));
    waitFor([&] { return gate.reached(); });
    queue.cancel("slot");
    QCOMPARE(queue.pending(), std::size_t{0});
    waitFor([&] { return stopped.load(); });
    std::vector<int> answers; // a later job shows that the queue lives on and that nothing of the old one came
    queue.submit("slot", Priority::Interactive, answering(1, answers));
    QVERIFY(mailbox.runUntil([&] { return !answers.empty(); }));
    QVERIFY(!heard);
}

void TestJobQueue::failureIsASentence()
{
    Mailbox mailbox;
    JobQueue queue(mailbox.post());
    std::string message;
    Job job;
    job.work = [](const JobContext&) -> std::any { throw InvalidRequest("tensor 'a' has one dimension"); };
    job.events.failed = [&message](const std::string& text) { message = text; };
    queue.submit("slot", Priority::Interactive, std::move(job));
    QVERIFY(mailbox.runUntil([&] { return !message.empty(); }));
    QCOMPARE(message, std::string("tensor 'a' has one dimension"));
}

void TestJobQueue::progressAndPartialsOfASilencedJobAreDropped()
{
    Mailbox mailbox;
    JobQueue queue(mailbox.post());
    Gate gate;
    int heard = 0;
    Job job;
    job.work = [&gate](const JobContext& context) -> std::any {
        context.publish(1);
        context.checkpoint(1, 2);
        gate.pass(context);
        return {};
    };
    job.events.partial = [&heard](const std::any&) { ++heard; };
    job.events.progress = [&heard](double) { ++heard; };
    queue.submit("slot", Priority::Interactive, std::move(job));
    waitFor([&] { return gate.reached(); });
    QVERIFY(mailbox.waiting() >= 2);
    queue.cancel("slot");
    mailbox.runWaiting();
    QCOMPARE(heard, 0);
}

void TestJobQueue::backgroundIsPushedAsideAndStartsOver()
{
    Mailbox mailbox;
    JobQueue queue(mailbox.post());
    std::vector<int> answers;
    Gate gate;
    std::atomic<int> runs = 0;
    Job background;
    background.work = [&](const JobContext& job) -> std::any {
        ++runs;
        gate.pass(job);
        return 1;
    };
    background.events.done = [&answers](const std::any& result) { answers.push_back(std::any_cast<int>(result)); };
    queue.submit("survey", Priority::Background, std::move(background));
    waitFor([&] { return gate.reached(); });
    queue.submit("click", Priority::Interactive, answering(2, answers));
    QVERIFY(mailbox.runUntil([&] { return !answers.empty(); })); // while the background's gate is still closed
    QCOMPARE(answers.front(), 2);
    gate.open();
    QVERIFY(mailbox.runUntil([&] { return answers.size() == 2; }));
    QCOMPARE(answers, (std::vector<int>{2, 1}));
    QCOMPARE(runs.load(), 2);
}

void TestJobQueue::batchRunsInOrder()
{
    Mailbox mailbox;
    JobQueue queue(mailbox.post());
    std::vector<int> answers;
    std::vector<Job> jobs;
    for (int i = 0; i < 8; ++i) jobs.push_back(answering(i, answers));
    queue.submit("survey", Priority::Background, std::move(jobs));
    QVERIFY(mailbox.runUntil([&] { return answers.size() == 8; }));
    QCOMPARE(answers, (std::vector<int>{0, 1, 2, 3, 4, 5, 6, 7}));
}

void TestJobQueue::destroyingTheQueueDeliversNothing()
{
    Mailbox mailbox;
    std::vector<int> answers;
    {
        JobQueue queue(mailbox.post());
        queue.submit("slot", Priority::Interactive, answering(1, answers));
        waitFor([&] { return mailbox.waiting() == 1; });
    }
    mailbox.runWaiting();
    QVERIFY(answers.empty());
}

void TestJobQueue::manyRequestsDeliverOnlyTheLast()
{
    Mailbox mailbox;
    JobQueue queue(mailbox.post());
    for (int round = 0; round < 50; ++round) {
        std::vector<int> answers;
        for (int i = 0; i < 20; ++i) queue.submit("slot", Priority::Interactive, answering(i, answers));
        QVERIFY(mailbox.runUntil([&] { return !answers.empty(); }));
        waitFor([&] { return queue.pending() == 0; });
        mailbox.runWaiting();
        QCOMPARE(answers, std::vector<int>{19});
    }
}

QTEST_APPLESS_MAIN(TestJobQueue)
#include "tst_job_queue.moc"
