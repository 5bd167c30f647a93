// SPDX-License-Identifier: Apache-2.0
#include "core/cluster/work_ledger.h"

#include <algorithm>
#include <iterator>

namespace alidade {

WorkLedger::WorkLedger(std::size_t processes, Time now) : m_processes(processes)
{
    forgiveSilence(now);
}

void WorkLedger::fill(const std::vector<std::size_t>& numbers)
{
    m_left = {numbers.begin(), numbers.end()};
    m_filled = true;
}

std::optional<std::size_t> WorkLedger::give(std::size_t process, const std::function<bool(std::size_t)>& fits)
{
    const auto found = std::find_if(m_left.begin(), m_left.end(), fits);
    if (found == m_left.end()) return std::nullopt;
    const std::size_t number = *found;
    m_left.erase(found);
    m_processes[process].has.insert(number);
    ++m_taken;
    return number;
}

void WorkLedger::finish(std::size_t process, std::size_t number)
{
    for (Process& one : m_processes) m_taken -= one.has.erase(number);
    m_left.erase(number);
    if (m_finished.insert(number).second) m_processes[process].finished.insert(number);
}

std::vector<std::size_t> WorkLedger::finishedByOthers(std::size_t process) const
{
    std::vector<std::size_t> numbers;
    std::set_difference(m_finished.begin(), m_finished.end(), m_processes[process].finished.begin(),
                        m_processes[process].finished.end(), std::back_inserter(numbers));
    return numbers;
}

void WorkLedger::heard(std::size_t process, Time now)
{
    m_processes[process].heard = now;
    m_processes[process].lost = false;
}

void WorkLedger::giveUpSilent(std::size_t self, Time now, std::chrono::duration<double> patience)
{
    for (std::size_t i = 0; i < m_processes.size(); ++i) {
        Process& process = m_processes[i];
        if (i == self || process.lost || now - process.heard <= patience) continue;
        process.lost = true;
        m_taken -= process.has.size();
        m_putBack += process.has.size();
        m_left.merge(process.has);
        process.has.clear();
    }
}

void WorkLedger::forgiveSilence(Time now)
{
    for (Process& process : m_processes) process.heard = now;
}

std::size_t WorkLedger::lost() const
{
    return static_cast<std::size_t>(
        std::count_if(m_processes.begin(), m_processes.end(), [](const Process& process) { return process.lost; }));
}

} // namespace alidade
