// SPDX-License-Identifier: GPL-3.0-or-later
// Sweeps in several processes, without MPI: the books, the conversation on a clock of its own, and queues in threads.
#include "core/base/error.h"
#include "core/cluster/cluster.h"
#include "core/cluster/conversation.h"
#include "core/cluster/work_ledger.h"
#include "core/numerics/symmetric_eigen.h"
#include "core/sweep/sweep.h"
#include "core/sweep/sweep_memory.h"

#include <QtTest/QtTest>

#include <cstdlib>
#include <deque>
#include <map>
#include <mutex>
#include <thread>

using namespace alidade;
using namespace std::chrono_literals;
using Time = WorkLedger::Time;

namespace {

constexpr std::chrono::duration<double> patience{10.0};
const Conversation::Fits anything = [](std::size_t) { return true; };

/// Conversations in one thread; time goes on when the test says so.
class Table {
public:
    explicit Table(int processes)
    {
        for (int i = 0; i < processes; ++i)
            sides.push_back(i == 0 ? coordinatorOf(processes, patience, now) : followerOf(patience, now));
        deaf.resize(sides.size());
    }

    /// Everybody speaks and listens until nobody has anything to say.
    void settle()
    {
        for (bool anySaid = true; anySaid;) {
            anySaid = false;
            for (std::size_t i = 0; i < sides.size(); ++i) {
                if (deaf[i]) continue;
                sides[i]->tick(now);
                for (const ClusterOutgoing& message : sides[i]->outgoing()) {
                    anySaid = true;
                    const auto to = static_cast<std::size_t>(message.to);
                    if (!deaf[to]) sides[to]->hear({static_cast<int>(i), message.words}, now);
                }
            }
        }
    }

    /// Time passes in steps that are short beside the patience.
    void wait(double seconds)
    {
        for (double step = 0.5; seconds > 0.0; seconds -= step) {
            now += std::chrono::milliseconds(500);
            settle();
        }
    }

    /// What a follower gets, question and answer.
    std::optional<std::size_t> take(std::size_t side, const Conversation::Fits& fits = anything)
    {
        if (const auto number = sides[side]->take(fits, now)) return number;
        settle();
        return sides[side]->take(fits, now);
    }

    void fill(const std::vector<std::size_t>& numbers)
    {
        for (const auto& side : sides) side->fill(numbers);
        settle();
    }

    Time now = Time{} + 1h;
    std::vector<std::unique_ptr<Conversation>> sides;
    std::vector<bool> deaf; ///< processes that are dead
};

/// Mailboxes of processes that are threads.
struct Mailboxes {
    explicit Mailboxes(int processes) : boxes(static_cast<std::size_t>(processes)) {}
    std::mutex mutex;
    std::vector<std::deque<ClusterMessage>> boxes;
    int ended = 0;
};

class ThreadTransport final : public ClusterTransport {
public:
    ThreadTransport(std::shared_ptr<Mailboxes> mail, int rank) : m_mail(std::move(mail)), m_rank(rank) {}
    [[nodiscard]] int rank() const override { return m_rank; }
    [[nodiscard]] int ranks() const override { return static_cast<int>(m_mail->boxes.size()); }
    [[nodiscard]] int ranksHere() const override { return ranks(); }
    void send(int to, const ClusterWords& words) override
    {
        const std::lock_guard lock(m_mail->mutex);
        m_mail->boxes[static_cast<std::size_t>(to)].push_back({m_rank, words});
    }
    std::optional<ClusterMessage> receive() override
    {
        const std::lock_guard lock(m_mail->mutex);
        auto& box = m_mail->boxes[static_cast<std::size_t>(m_rank)];
        if (box.empty()) return std::nullopt;
        ClusterMessage message = std::move(box.front());
        box.pop_front();
        return message;
    }
    void endTogether() override
    {
        const std::lock_guard lock(m_mail->mutex);
        ++m_mail->ended;
    }

private:
    std::shared_ptr<Mailboxes> m_mail;
    int m_rank;
};

} // namespace

class TestCluster : public QObject {
    Q_OBJECT

private slots:
    void ledgerGivesEachNumberOnce();
    void ledgerPutsBackWhatTheLostHad();
    void ledgerTakesLateResults();
    void followersGetTheMostWorkThatFits();
    void lostProcessCostsOnlyWhatItHad();
    void lateProcessIsTakenBack();
    void sleepingCoordinatorBlamesNobody();
    void lostCoordinatorEndsTheOthers();
    void failureOfOneEndsAll();
    void endWaitsForThoseWhoHaveNotBegun();
    void endIsNoFailureWhenAllIsDone();
    void queuesShareTheWork();
    void problemsOfTheTransportAreSaid();
    void launchersAreKnown();
    void costsAreThoseOfTheAxes();
};

void TestCluster::ledgerGivesEachNumberOnce()
{
    WorkLedger ledger(3, Time{});
    QVERIFY(!ledger.isFinished());
    ledger.fill({4, 0, 2});
    QCOMPARE(ledger.give(1, anything), std::optional<std::size_t>(0));
    QCOMPARE(ledger.give(2, [](std::size_t number) { return number > 2; }), std::optional<std::size_t>(4));
    QCOMPARE(ledger.give(2, [](std::size_t number) { return number > 2; }), std::optional<std::size_t>());
    QCOMPARE(ledger.left(), std::vector<std::size_t>{2});
    QCOMPARE(ledger.give(0, anything), std::optional<std::size_t>(2));
    for (const std::size_t number : {0U, 2U}) ledger.finish(number == 0 ? 1 : 0, number);
    QVERIFY(!ledger.isFinished());
    ledger.finish(2, 4);
    QVERIFY(ledger.isFinished());
    QCOMPARE(ledger.finishedByOthers(0), (std::vector<std::size_t>{0, 4}));
}

void TestCluster::ledgerPutsBackWhatTheLostHad()
{
    const Time begin{};
    WorkLedger ledger(3, begin);
    ledger.fill({0, 1, 2, 3});
    ledger.give(1, anything);
    ledger.give(1, anything);
    ledger.give(2, anything);
    ledger.heard(2, begin + 9s);
    ledger.giveUpSilent(0, begin + 10s, patience); // just within
    QCOMPARE(ledger.lost(), std::size_t{0});
    ledger.giveUpSilent(0, begin + 11s, patience);
    QVERIFY(ledger.isLost(1) && !ledger.isLost(2) && !ledger.isLost(0));
    QCOMPARE(ledger.left(), (std::vector<std::size_t>{0, 1, 3}));
    QCOMPARE(ledger.putBack(), std::size_t{2});
    ledger.giveUpSilent(0, begin + 12s, patience); // and not twice
    QCOMPARE(ledger.putBack(), std::size_t{2});
}

void TestCluster::ledgerTakesLateResults()
{
    const Time begin{};
    WorkLedger ledger(3, begin);
    ledger.fill({0, 1});
    ledger.give(1, anything);
    ledger.give(1, anything);
    ledger.giveUpSilent(0, begin + 11s, patience);
    ledger.give(2, anything); // 0 once more
    ledger.heard(1, begin + 12s);
    QCOMPARE(ledger.lost(), std::size_t{1}); // 2 was silent as well
    ledger.finish(1, 0);
    ledger.finish(1, 1); // that nobody has
    QVERIFY(ledger.isFinished());
    ledger.finish(2, 0); // as well
    QVERIFY(ledger.isFinished());
    QCOMPARE(ledger.finishedByOthers(1), std::vector<std::size_t>{});
}

void TestCluster::followersGetTheMostWorkThatFits()
{
    Table table(3);
    QCOMPARE(table.take(1), std::optional<std::size_t>()); // not yet
    std::vector<std::size_t> numbers(130);
    std::iota(numbers.begin(), numbers.end(), 0U);
    table.fill(numbers);
    table.wait(1.0);
    const auto small = [](std::size_t number) { return number >= 65; };
    QCOMPARE(table.take(1), std::optional<std::size_t>(0));
    QCOMPARE(table.take(2, small), std::optional<std::size_t>(65));
    QCOMPARE(table.take(1, [](std::size_t number) { return number == 129; }), std::optional<std::size_t>(129));
    QCOMPARE(table.take(0), std::optional<std::size_t>(1));
    QCOMPARE(table.take(2, [](std::size_t) { return false; }), std::optional<std::size_t>());
    // What was given while memory was free waits until it is free again.
    QCOMPARE(table.sides[1]->take(anything, table.now), std::optional<std::size_t>());
    QVERIFY(table.sides[1]->awaitsAnswer());
    table.settle();
    QCOMPARE(table.sides[1]->take(small, table.now), std::optional<std::size_t>());
    QCOMPARE(table.sides[1]->take(anything, table.now), std::optional<std::size_t>(2));
}

void TestCluster::lostProcessCostsOnlyWhatItHad()
{
    Table table(3);
    table.fill({0, 1, 2});
    QCOMPARE(table.take(1), std::optional<std::size_t>(0));
    QCOMPARE(table.take(2), std::optional<std::size_t>(1));
    QCOMPARE(table.take(0), std::optional<std::size_t>(2));
    table.deaf[1] = true;
    table.sides[2]->finished(1);
    table.sides[0]->finished(2);
    table.settle();
    QCOMPARE(table.sides[0]->finishedByOthers(), std::vector<std::size_t>{1});
    table.wait(9.0);
    QCOMPARE(table.take(2), std::optional<std::size_t>());
    QVERIFY(!table.sides[0]->isDone());
    table.wait(2.0);
    QCOMPARE(table.take(2), std::optional<std::size_t>(0));
    table.sides[2]->finished(0);
    table.settle();
    QVERIFY(table.sides[0]->isDone() && table.sides[2]->isDone());
    QCOMPARE(table.sides[0]->trouble(), std::string("1 of 3 processes was lost; 1 tensor was handed out again"));
    table.sides[2]->leave();
    table.settle();
    QVERIFY(!table.sides[2]->isOver()); // the coordinator still writes
    table.sides[0]->leave();
    table.settle();
    QVERIFY(table.sides[0]->isOver() && table.sides[2]->isOver());
    QVERIFY(!table.sides[0]->endsTogether() && !table.sides[2]->endsTogether());
}

void TestCluster::lateProcessIsTakenBack()
{
    Table table(2);
    table.fill({0, 1});
    QCOMPARE(table.take(1), std::optional<std::size_t>(0));
    table.deaf[1] = true; // stopped, not dead
    table.wait(11.0);
    QVERIFY(!table.sides[0]->trouble().empty());
    QCOMPARE(table.take(0), std::optional<std::size_t>(0));
    table.deaf[1] = false;
    table.sides[1]->forgiveSilence(table.now);
    table.sides[1]->finished(0);
    table.settle();
    QVERIFY(table.sides[0]->trouble().empty());
    QCOMPARE(table.take(1), std::optional<std::size_t>(1));
    table.sides[1]->finished(1);
    table.settle();
    QVERIFY(table.sides[0]->isDone() && table.sides[1]->isDone());
    for (const auto& side : table.sides) side->leave();
    table.settle();
    QVERIFY(table.sides[0]->isOver() && table.sides[1]->isOver());
    QVERIFY(table.sides[0]->endsTogether() && table.sides[1]->endsTogether());
}

void TestCluster::sleepingCoordinatorBlamesNobody()
{
    Table table(2);
    table.fill({0});
    table.now += 1h;
    table.sides[0]->forgiveSilence(table.now);
    table.sides[1]->forgiveSilence(table.now);
    table.settle();
    QVERIFY(table.sides[0]->trouble().empty());
    QCOMPARE(table.take(1), std::optional<std::size_t>(0));
}

void TestCluster::lostCoordinatorEndsTheOthers()
{
    Table table(2);
    table.fill({0, 1});
    QCOMPARE(table.take(1), std::optional<std::size_t>(0));
    table.deaf[0] = true;
    table.wait(9.0);
    QVERIFY(!table.sides[1]->isDone());
    table.wait(2.0);
    QVERIFY_EXCEPTION_THROWN(table.sides[1]->isDone(), Error);
    QVERIFY_EXCEPTION_THROWN(table.sides[1]->take(anything, table.now), Error);
    table.sides[1]->leave();
    QVERIFY(table.sides[1]->isOver() && !table.sides[1]->endsTogether());
}

void TestCluster::failureOfOneEndsAll()
{
    Table table(3);
    table.fill({0, 1});
    QCOMPARE(table.take(2), std::optional<std::size_t>(0));
    table.sides[2]->leave(); // without having finished
    table.settle();
    QVERIFY_EXCEPTION_THROWN(table.sides[0]->isDone(), Error);
    table.sides[0]->leave();
    table.settle();
    QVERIFY_EXCEPTION_THROWN(table.sides[1]->isDone(), Error);
    QVERIFY(!table.sides[0]->isOver());
    table.sides[1]->leave();
    table.settle();
    for (const auto& side : table.sides) QVERIFY(side->isOver() && side->endsTogether());
}

void TestCluster::endWaitsForThoseWhoHaveNotBegun()
{
    Table table(2);
    table.sides[0]->fill({0});
    QCOMPARE(table.take(0), std::optional<std::size_t>(0));
    table.sides[0]->finished(0);
    table.settle();
    QVERIFY(!table.sides[0]->isDone());
    table.sides[1]->fill({0});
    table.settle();
    QVERIFY(table.sides[0]->isDone() && table.sides[1]->isDone());
}

void TestCluster::endIsNoFailureWhenAllIsDone()
{
    Table table(2);
    table.fill({0});
    QCOMPARE(table.take(0), std::optional<std::size_t>(0));
    table.sides[0]->finished(0);
    QVERIFY(table.sides[0]->isDone());
    table.sides[0]->leave(); // before a moment has passed
    table.settle();
    QCOMPARE(table.sides[1]->take(anything, table.now), std::optional<std::size_t>());
    QVERIFY(table.sides[1]->isDone());
}

void TestCluster::queuesShareTheWork()
{
    constexpr int processes = 4;
    constexpr std::size_t count = 300;
    const auto mail = std::make_shared<Mailboxes>(processes);
    std::mutex mutex;
    std::map<std::size_t, int> measured;
    int writers = 0;
    {
        std::vector<std::jthread> threads;
        for (int rank = 0; rank < processes; ++rank)
            threads.emplace_back([&, rank] {
                const auto queue = clusterQueueOver([&] { return std::make_unique<ThreadTransport>(mail, rank); }, 60s);
                std::vector<std::size_t> numbers(count);
                std::iota(numbers.begin(), numbers.end(), 0U);
                queue->fill(numbers);
                while (!queue->isDone()) {
                    const auto number = queue->take([](std::size_t) { return true; });
                    if (!number) continue;
                    {
                        const std::lock_guard lock(mutex);
                        ++measured[*number];
                    }
                    queue->finished(*number);
                }
                const std::lock_guard lock(mutex);
                writers += queue->writesResults() ? 1 : 0;
            });
    }
    QCOMPARE(measured.size(), count);
    for (const auto& [number, times] : measured) QCOMPARE(times, 1);
    QCOMPARE(writers, 1);
    QCOMPARE(mail->ended, processes);
}

void TestCluster::problemsOfTheTransportAreSaid()
{
    const auto refuse = []() -> std::unique_ptr<ClusterTransport> { throw Error("no line"); };
    QVERIFY_EXCEPTION_THROWN(clusterQueueOver(refuse, 1s), Error);
}

void TestCluster::launchersAreKnown()
{
    for (const char* const variable : {"OMPI_COMM_WORLD_SIZE", "PMI_SIZE", "SLURM_STEP_NUM_TASKS"}) qunsetenv(variable);
    QCOMPARE(launchedProcesses(), std::size_t{1});
    QVERIFY(clusterQueue() == nullptr);
    qputenv("SLURM_STEP_NUM_TASKS", "8");
    QCOMPARE(launchedProcesses(), std::size_t{8});
    qputenv("OMPI_COMM_WORLD_SIZE", "1"); // of mpirun within a step of Slurm
    QCOMPARE(launchedProcesses(), std::size_t{1});
    qunsetenv("OMPI_COMM_WORLD_SIZE");
    qputenv("PMI_SIZE", "many");
    QCOMPARE(launchedProcesses(), std::size_t{8});
    QVERIFY_EXCEPTION_THROWN(clusterQueue(), Error); // no module beside this test
    qputenv("ALIDADE_PATIENCE", "2.5");
    QCOMPARE(clusterPatience().count(), 2.5);
    qputenv("ALIDADE_PATIENCE", "soon");
    QVERIFY_EXCEPTION_THROWN(clusterPatience(), InvalidRequest);
    qunsetenv("ALIDADE_PATIENCE");
    QCOMPARE(clusterPatience().count(), 30.0);
}

void TestCluster::costsAreThoseOfTheAxes()
{
    const auto matrix = [](std::uint64_t rows, std::uint64_t cols) {
        Layer layer;
        layer.rows = rows;
        layer.cols = cols;
        return layer;
    };
    const auto in = [](const ComponentRequest& coordinates) {
        SweepRequest request;
        request.coordinates = {coordinates};
        return request;
    };
    const Layer down = matrix(2048, 5632);
    const Layer up = matrix(5632, 2048);
    QCOMPARE(workEstimate(down, in({"hadamard", {}})), workEstimate(up, in({"hadamard", {}})));
    QVERIFY(workEstimate(down, in({"pca", {}})) > 5.0 * workEstimate(up, in({"pca", {}})));
    QCOMPARE(workEstimate(down, in({"pca", {{"side", std::string("rows")}}})), workEstimate(up, in({"pca", {}})));
    const Layer head = matrix(128256, 8192); // whose long axis is turned by what turns both
    QVERIFY(memoryNeed(head, in({"haar", {}})) > std::uint64_t{600} << 30U);
    QVERIFY(memoryNeed(head, in({"haar", {{"side", std::string("columns")}}})) < std::uint64_t{32} << 30U);
    const Layer wide = matrix(16384, 53248); // longer than LAPACK can count
    QCOMPARE(memoryNeed(wide, in({"pca", {}})), memoryNeed(wide, in({"original", {}})));
    requireSolvable(longestEigenAxis);
    QVERIFY_EXCEPTION_THROWN(requireSolvable(53248), NumericalError);
}

QTEST_GUILESS_MAIN(TestCluster)
#include "tst_cluster.moc"
