// SPDX-License-Identifier: Apache-2.0
// A thread keeps the conversation with the other processes, so that they are answered while the scheduler is busy. It
// opens, uses and ends the transport; MPI calls that its main thread.
#include "core/base/error.h"
#include "core/cluster/cluster.h"
#include "core/cluster/conversation.h"

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <string>
#include <thread>

namespace alidade {

namespace {

using Clock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

/// What the two threads share.
struct Line {
    std::mutex mutex;
    std::condition_variable wake;    ///< there is something to be sent
    std::condition_variable changed; ///< something was heard; begun; ended
    std::unique_ptr<Conversation> talk; ///< null until begun
    std::exception_ptr failure;         ///< why it could not begin
    int rank = 0;
    int ranksHere = 1;
    bool isOver = false;  ///< nothing is left to be said
    bool hasEnded = false;
};

/// One round of listening, thinking and speaking. False when it was the last.
bool exchange(Line& line, ClusterTransport& transport, Clock::time_point& last, Seconds patience)
{
    constexpr std::chrono::milliseconds pause{1};
    std::unique_lock lock(line.mutex);
    line.wake.wait_for(lock, pause, [&line] { return line.talk->hasOutgoing(); });
    const auto now = Clock::now();
    if (now - last > patience / 2) line.talk->forgiveSilence(now); // stopped, or the machine slept
    last = now;
    bool heard = false;
    while (const auto message = transport.receive()) {
        line.talk->hear(*message, now);
        heard = true;
    }
    line.talk->tick(now);
    for (const ClusterOutgoing& outgoing : line.talk->outgoing()) transport.send(outgoing.to, outgoing.words);
    if (heard) line.changed.notify_all();
    return !line.talk->isOver();
}

/// Without the others the transport needs a moment to get the last words out.
void endAlone(ClusterTransport& transport)
{
    for (int i = 0; i < 100; ++i) {
        transport.receive();
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
}

/// The life of the thread.
void converse(Line& line, const std::function<std::unique_ptr<ClusterTransport>()>& open, Seconds patience)
{
    std::unique_ptr<ClusterTransport> transport;
    try {
        transport = open();
    } catch (...) {
        line.failure = std::current_exception();
    }
    auto last = Clock::now();
    {
        const std::lock_guard lock(line.mutex);
        if (transport) {
            line.rank = transport->rank();
            line.ranksHere = transport->ranksHere();
            line.talk = line.rank == 0 ? coordinatorOf(transport->ranks(), patience, last) : followerOf(patience, last);
        }
        line.hasEnded = !transport;
        line.changed.notify_all();
    }
    if (!transport) return;
    while (exchange(line, *transport, last, patience)) {
    }
    bool together = false;
    {
        const std::lock_guard lock(line.mutex);
        together = line.talk->endsTogether();
        line.isOver = true;
        line.changed.notify_all();
    }
    if (together) transport->endTogether();
    else endAlone(*transport);
    transport.reset();
    const std::lock_guard lock(line.mutex);
    line.hasEnded = true;
    line.changed.notify_all();
}

class ClusterQueue final : public TensorQueue {
public:
    ClusterQueue(std::function<std::unique_ptr<ClusterTransport>()> open, Seconds patience) : m_patience(patience)
    {
        m_thread = std::thread([line = m_line, open = std::move(open), patience] { converse(*line, open, patience); });
        std::unique_lock lock(m_line->mutex);
        m_line->changed.wait(lock, [this] { return m_line->talk || m_line->hasEnded; });
        if (m_line->talk) return;
        lock.unlock();
        m_thread.join();
        std::rethrow_exception(m_line->failure);
    }

    /// Waits for the others as long as they live. Should one die in the very moment of ending together, the thread is left
    /// behind: the process ends all the same.
    ~ClusterQueue() override
    {
        std::unique_lock lock(m_line->mutex);
        m_line->talk->leave();
        m_line->wake.notify_all();
        m_line->changed.wait(lock, [this] { return m_line->isOver; });
        const Seconds most = std::max(m_patience, Seconds(1.0));
        const bool ended = m_line->changed.wait_for(lock, most, [this] { return m_line->hasEnded; });
        lock.unlock();
        if (ended) m_thread.join();
        else m_thread.detach();
    }
    ClusterQueue(const ClusterQueue&) = delete;
    ClusterQueue& operator=(const ClusterQueue&) = delete;

    void fill(std::vector<std::size_t> numbers) override
    {
        const std::lock_guard lock(m_line->mutex);
        m_line->talk->fill(numbers);
        m_line->wake.notify_all();
    }

    std::optional<std::size_t> take(const std::function<bool(std::size_t)>& fits) override
    {
        constexpr std::chrono::milliseconds patience{5};
        std::unique_lock lock(m_line->mutex);
        const auto number = m_line->talk->take(fits, Clock::now());
        if (number || !m_line->talk->awaitsAnswer()) return number;
        m_line->wake.notify_all();
        m_line->changed.wait_for(lock, patience, [this] { return !m_line->talk->awaitsAnswer(); });
        if (m_line->talk->awaitsAnswer()) return std::nullopt;
        return m_line->talk->take(fits, Clock::now());
    }

    void finished(std::size_t number) override
    {
        const std::lock_guard lock(m_line->mutex);
        m_line->talk->finished(number);
        m_line->wake.notify_all();
    }

    bool isDone() override
    {
        const std::lock_guard lock(m_line->mutex);
        return m_line->talk->isDone();
    }

    [[nodiscard]] bool writesResults() const override { return m_line->rank == 0; }
    [[nodiscard]] bool writesOnTheWay() const override { return m_line->rank == 0; }
    [[nodiscard]] int processesHere() const override { return m_line->ranksHere; }

    [[nodiscard]] std::vector<std::size_t> finishedByOthers() const override
    {
        const std::lock_guard lock(m_line->mutex);
        return m_line->talk->finishedByOthers();
    }

    [[nodiscard]] std::string trouble() const override
    {
        const std::lock_guard lock(m_line->mutex);
        return m_line->talk->trouble();
    }

private:
    Seconds m_patience;
    std::shared_ptr<Line> m_line = std::make_shared<Line>();
    std::thread m_thread;
};

} // namespace

std::unique_ptr<TensorQueue> clusterQueueOver(std::function<std::unique_ptr<ClusterTransport>()> open, Seconds patience)
{
    return std::make_unique<ClusterQueue>(std::move(open), patience);
}

} // namespace alidade
