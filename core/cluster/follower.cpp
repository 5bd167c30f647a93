// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/cluster/cluster_words.h"
#include "core/cluster/conversation.h"

#include <cstdio>
#include <utility>

namespace alidade {

namespace {

constexpr std::chrono::milliseconds pauseAfterNothing{100};

class Follower final : public Conversation {
public:
    Follower(std::chrono::duration<double> patience, Time now)
        : m_patience(patience), m_heard(now), m_spoke(now), m_askFrom(now)
    {
    }

    void hear(const ClusterMessage& message, Time now) override
    {
        if (message.from != 0 || message.words.empty()) return;
        m_heard = now;
        switch (static_cast<ClusterWord>(message.words.front())) {
        case ClusterWord::Give:
            m_asking = false;
            if (message.words.size() > 1) m_given = message.words[1];
            break;
        case ClusterWord::Nothing:
            m_asking = false;
            m_askFrom = now + pauseAfterNothing;
            break;
        case ClusterWord::Done: m_done = true; break;
        case ClusterWord::Close:
            m_closing = true;
            sayBye();
            break;
        case ClusterWord::End:
            m_over = true;
            m_together = message.words.size() > 1 && message.words[1] == 1;
            break;
        default: break;
        }
    }

    void tick(Time now) override
    {
        m_alone = m_alone || now - m_heard > m_patience;
        if (m_alone || now - m_spoke < m_patience / signsPerPatience) return;
        m_spoke = now;
        say(0, {wordOf(ClusterWord::Alive)});
    }

    void forgiveSilence(Time now) override { m_heard = now; }

    void fill(const std::vector<std::size_t>& numbers) override
    {
        m_numbers = numbers;
        say(0, {wordOf(ClusterWord::Ready)});
    }

    std::optional<std::size_t> take(const Fits& fits, Time now) override
    {
        requireCoordinator();
        if (m_given) // memory that was free when it was asked for may have been taken since
            return fits(*m_given) ? std::exchange(m_given, std::nullopt) : std::nullopt;
        if (m_done || m_asking || now < m_askFrom) return std::nullopt;
        ask(fits);
        return std::nullopt;
    }

    void finished(std::size_t number) override
    {
        m_askFrom = Time::min(); // there is memory that was not there
        say(0, {wordOf(ClusterWord::Finished), number});
    }

    bool isDone() override
    {
        requireCoordinator();
        return m_done;
    }

    [[nodiscard]] bool awaitsAnswer() const override { return m_asking && !m_done && !m_closing && !m_alone; }

    void leave() override
    {
        m_leaving = true;
        if (!m_done) say(0, {wordOf(ClusterWord::Leave)});
        sayBye();
    }

    [[nodiscard]] bool isOver() const override { return m_leaving && (m_over || m_alone); }
    [[nodiscard]] bool endsTogether() const override { return m_over && m_together && !m_alone; }

private:
    void ask(const Fits& fits)
    {
        constexpr std::size_t bits = 64;
        ClusterWords words{wordOf(ClusterWord::Ask)};
        for (const std::size_t number : m_numbers) {
            if (!fits(number)) continue;
            const std::size_t word = 1 + number / bits;
            if (word >= words.size()) words.resize(word + 1);
            words[word] |= std::uint64_t{1} << number % bits;
        }
        if (words.size() == 1) return;
        m_asking = true;
        say(0, std::move(words));
    }

    void sayBye()
    {
        if (!m_leaving || !m_closing || m_saidBye) return;
        m_saidBye = true;
        say(0, {wordOf(ClusterWord::Bye)});
    }

    void requireCoordinator() const
    {
        if (m_done) return;
        const std::string advice = ": finished tensors are kept, and the same command goes on from there";
        char seconds[32]{};
        std::snprintf(seconds, sizeof seconds, "%g", m_patience.count());
        if (m_alone)
            throw Error("process 0, which hands out the tensors, gave no sign of life for " + std::string(seconds) +
                        " seconds" + advice);
        if (m_closing) throw Error("process 0, which hands out the tensors, has stopped" + advice);
    }

    std::chrono::duration<double> m_patience;
    std::vector<std::size_t> m_numbers;
    std::optional<std::size_t> m_given;
    Time m_heard;
    Time m_spoke;
    Time m_askFrom; ///< earliest time of the next question
    bool m_asking = false;
    bool m_done = false;
    bool m_alone = false; ///< process 0 is given up
    bool m_closing = false;
    bool m_leaving = false;
    bool m_saidBye = false;
    bool m_over = false;
    bool m_together = false;
};

} // namespace

std::unique_ptr<Conversation> followerOf(std::chrono::duration<double> patience, Conversation::Time now)
{
    return std::make_unique<Follower>(patience, now);
}

} // namespace alidade
