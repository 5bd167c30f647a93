// SPDX-License-Identifier: Apache-2.0
// What the processes of a sweep say to each other, without a word of how it gets there: process 0 hands out the tensors
// (and measures as well), the others ask it. Pure state: time and messages are what the caller says they are.
#pragma once

#include "core/cluster/transport.h"
#include "core/cluster/work_ledger.h"

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace alidade {

/// A message to be sent.
struct ClusterOutgoing {
    int to = 0;
    ClusterWords words;
};

/// One side. Thread rule: one thread at a time.
class Conversation {
public:
    using Time = WorkLedger::Time;
    using Fits = std::function<bool(std::size_t)>;

    virtual ~Conversation() = default;

    /// A message has come.
    virtual void hear(const ClusterMessage& message, Time now) = 0;
    /// Time has passed: signs of life, silence of others.
    virtual void tick(Time now) = 0;
    /// Nothing could be heard for a while because this process itself stood still.
    virtual void forgiveSilence(Time now) = 0;
    /// What is to be sent since the last call.
    std::vector<ClusterOutgoing> outgoing() { return std::exchange(m_outgoing, {}); }
    [[nodiscard]] bool hasOutgoing() const { return !m_outgoing.empty(); }

    /// As in TensorQueue. @throws Error if the sweep cannot go on
    virtual void fill(const std::vector<std::size_t>& numbers) = 0;
    virtual std::optional<std::size_t> take(const Fits& fits, Time now) = 0;
    virtual void finished(std::size_t number) = 0;
    virtual bool isDone() = 0;
    /// Whether an answer to take() is on its way.
    [[nodiscard]] virtual bool awaitsAnswer() const { return false; }
    [[nodiscard]] virtual std::vector<std::size_t> finishedByOthers() const { return {}; }
    [[nodiscard]] virtual std::string trouble() const { return {}; }

    /// This process measures nothing more.
    virtual void leave() = 0;
    /// True when nothing is left to be said.
    [[nodiscard]] virtual bool isOver() const = 0;
    /// Once it is over: whether all are there to end together.
    [[nodiscard]] virtual bool endsTogether() const = 0;

protected:
    void say(int to, ClusterWords words) { m_outgoing.push_back({to, std::move(words)}); }

private:
    std::vector<ClusterOutgoing> m_outgoing;
};

/// The side of process 0. @param patience silence after which a process is given up
std::unique_ptr<Conversation> coordinatorOf(int processes, std::chrono::duration<double> patience, Conversation::Time now);

/// The side of any other process. @param patience silence of process 0 after which this one gives up
std::unique_ptr<Conversation> followerOf(std::chrono::duration<double> patience, Conversation::Time now);

} // namespace alidade
