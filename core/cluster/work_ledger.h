// SPDX-License-Identifier: Apache-2.0
// The books of the process that hands out the tensors: what is left, who has what, who was heard of last.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <set>
#include <vector>

namespace alidade {

/// Pure bookkeeping; time is what the caller says it is.
class WorkLedger {
public:
    using Time = std::chrono::steady_clock::time_point;

    /// All processes are taken for alive at `now`.
    WorkLedger(std::size_t processes, Time now);

    /// The numbers to be handed out; the smallest is the most work.
    void fill(const std::vector<std::size_t>& numbers);
    /// Those that nobody has, ascending.
    [[nodiscard]] std::vector<std::size_t> left() const { return {m_left.begin(), m_left.end()}; }
    /// Gives the first number left for which `fits` is true to a process; nothing if there is none.
    std::optional<std::size_t> give(std::size_t process, const std::function<bool(std::size_t)>& fits);
    /// A number is finished, by whomever: a process that was given up may still come with what it had.
    void finish(std::size_t process, std::size_t number);
    /// True once every number is finished. False before fill().
    [[nodiscard]] bool isFinished() const { return m_filled && m_left.empty() && m_taken == 0; }
    /// Numbers that other processes than this one have finished, ascending.
    [[nodiscard]] std::vector<std::size_t> finishedByOthers(std::size_t process) const;

    /// A sign of life. It brings back a process that was given up.
    void heard(std::size_t process, Time now);
    /// Gives up processes that were silent for longer than `patience`, all but `self`, and puts back what they had.
    void giveUpSilent(std::size_t self, Time now, std::chrono::duration<double> patience);
    /// Nobody could be heard for a while, by no fault of theirs: everybody's patience begins anew.
    void forgiveSilence(Time now);

    [[nodiscard]] bool isLost(std::size_t process) const { return m_processes[process].lost; }
    /// Processes that are given up.
    [[nodiscard]] std::size_t lost() const;
    /// Numbers that were put back because the process that had them was given up.
    [[nodiscard]] std::size_t putBack() const { return m_putBack; }

private:
    struct Process {
        std::set<std::size_t> has;
        std::set<std::size_t> finished;
        Time heard;
        bool lost = false;
    };

    std::vector<Process> m_processes;
    std::set<std::size_t> m_left;
    std::set<std::size_t> m_finished;
    std::size_t m_taken = 0; ///< numbers that processes have
    std::size_t m_putBack = 0;
    bool m_filled = false;
};

} // namespace alidade
