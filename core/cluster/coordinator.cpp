// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/cluster/cluster_words.h"
#include "core/cluster/conversation.h"

#include <string>

namespace alidade {

namespace {

class Coordinator final : public Conversation {
public:
    Coordinator(int processes, std::chrono::duration<double> patience, Time now)
        : m_patience(patience), m_ledger(static_cast<std::size_t>(processes), now),
          m_others(static_cast<std::size_t>(processes)), m_spoke(now)
    {
    }

    void hear(const ClusterMessage& message, Time now) override
    {
        if (message.from <= 0 || message.from >= static_cast<int>(m_others.size()) || message.words.empty()) return;
        const auto from = static_cast<std::size_t>(message.from);
        if (m_ledger.isLost(from)) m_others[from].knowsDone = false; // who knows what it has missed
        m_ledger.heard(from, now);
        switch (static_cast<ClusterWord>(message.words.front())) {
        case ClusterWord::Ready: m_others[from].ready = true; break;
        case ClusterWord::Ask: answer(from, message.words); break;
        case ClusterWord::Finished:
            if (message.words.size() > 1) m_ledger.finish(from, message.words[1]);
            break;
        case ClusterWord::Leave:
            if (!m_ledger.isFinished()) m_deserter = message.from;
            break;
        case ClusterWord::Bye: m_others[from].bye = true; break;
        default: break;
        }
    }

    void tick(Time now) override
    {
        m_ledger.giveUpSilent(0, now, m_patience);
        if (now - m_spoke >= m_patience / signsPerPatience) {
            m_spoke = now;
            toAll({wordOf(ClusterWord::Alive)});
        }
        if (m_ledger.isFinished()) tellDone();
        if (!m_leaving || m_over) return;
        for (std::size_t i = 1; i < m_others.size(); ++i)
            if (!m_others[i].bye && !m_ledger.isLost(i)) return;
        m_over = true;
        toAll({wordOf(ClusterWord::End), endsTogether() ? 1U : 0U});
    }

    void forgiveSilence(Time now) override { m_ledger.forgiveSilence(now); }

    void fill(const std::vector<std::size_t>& numbers) override { m_ledger.fill(numbers); }

    std::optional<std::size_t> take(const Fits& fits, Time /*now*/) override
    {
        requireAll();
        return m_ledger.give(0, fits);
    }

    void finished(std::size_t number) override { m_ledger.finish(0, number); }

    /// Not before the others have begun: they still read what the end of the sweep removes.
    bool isDone() override
    {
        requireAll();
        if (!m_ledger.isFinished()) return false;
        for (std::size_t i = 1; i < m_others.size(); ++i)
            if (!m_others[i].ready && !m_ledger.isLost(i)) return false;
        return true;
    }

    [[nodiscard]] std::vector<std::size_t> finishedByOthers() const override { return m_ledger.finishedByOthers(0); }

    [[nodiscard]] std::string trouble() const override
    {
        const std::size_t lost = m_ledger.lost();
        if (lost == 0) return {};
        const std::string tensors = std::to_string(m_ledger.putBack());
        return std::to_string(lost) + " of " + std::to_string(m_others.size()) +
               (lost == 1 ? " processes was lost; " : " processes were lost; ") + tensors +
               (m_ledger.putBack() == 1 ? " tensor was" : " tensors were") + " handed out again";
    }

    void leave() override
    {
        m_leaving = true;
        if (m_ledger.isFinished()) tellDone(); // or they would take the end for a failure
        toAll({wordOf(ClusterWord::Close)});
    }

    [[nodiscard]] bool isOver() const override { return m_over; }
    [[nodiscard]] bool endsTogether() const override { return m_ledger.lost() == 0; }

private:
    struct Other {
        bool ready = false;
        bool knowsDone = false;
        bool bye = false;
    };

    void toAll(const ClusterWords& words)
    {
        for (std::size_t i = 1; i < m_others.size(); ++i)
            if (!m_ledger.isLost(i)) say(static_cast<int>(i), words);
    }

    void tellDone()
    {
        for (std::size_t i = 1; i < m_others.size(); ++i) {
            if (m_others[i].knowsDone || m_ledger.isLost(i)) continue;
            m_others[i].knowsDone = true;
            say(static_cast<int>(i), {wordOf(ClusterWord::Done)});
        }
    }

    void answer(std::size_t from, const ClusterWords& words)
    {
        constexpr std::size_t bits = 64;
        const auto number = m_ledger.give(from, [&words](std::size_t candidate) {
            const std::size_t word = 1 + candidate / bits;
            return word < words.size() && (words[word] >> (candidate % bits) & 1U) != 0;
        });
        if (number) say(static_cast<int>(from), {wordOf(ClusterWord::Give), *number});
        else say(static_cast<int>(from), {wordOf(ClusterWord::Nothing)});
    }

    /// What stops one process for good, a damaged file, say, would stop each of the others in its turn.
    void requireAll() const
    {
        if (m_deserter)
            throw Error("process " + std::to_string(*m_deserter) + " of " + std::to_string(m_others.size()) +
                        " has stopped for the reason that it gives itself: finished tensors are kept, and the same "
                        "command goes on from there");
    }

    std::chrono::duration<double> m_patience;
    WorkLedger m_ledger;
    std::vector<Other> m_others; ///< by rank; that of process 0 is not used
    Time m_spoke;
    std::optional<int> m_deserter;
    bool m_leaving = false;
    bool m_over = false;
};

} // namespace

std::unique_ptr<Conversation> coordinatorOf(int processes, std::chrono::duration<double> patience, Conversation::Time now)
{
    return std::make_unique<Coordinator>(processes, patience, now);
}

} // namespace alidade
