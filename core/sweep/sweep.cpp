// SPDX-License-Identifier: Apache-2.0
// The scheduler: hands tensors to workers within the bound of memory, stores what they finish, keeps the results file
// up to date. All files are written, and the queue is asked, by the calling thread alone.
#include "core/sweep/sweep.h"

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/base/text.h"
#include "core/base/version.h"
#include "core/engine/tensor_choice.h"
#include "core/sweep/content_hash.h"
#include "core/sweep/sweep_crew.h"
#include "core/sweep/sweep_memory.h"
#include "core/sweep/sweep_store.h"
#include "core/sweep/tensor_sweep.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <thread>

namespace alidade {

namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point begin) { return std::chrono::duration<double>(Clock::now() - begin).count(); }

/// A tensor measured, or one of an earlier run compared with its weights.
struct Product {
    SweepTensor tensor; ///< empty of one that was compared
    bool isKnown = false;
    bool isSame = true; ///< the weights are still those that were measured
};

/// What the tensors are and what each takes, in descending order of work.
struct Plan {
    std::vector<Layer> layers;
    std::vector<std::uint64_t> needs;
    std::vector<double> works;
};

Plan planOf(const SweepRequest& request, const Checkpoint& source)
{
    Plan plan;
    for (const TensorInfo* tensor : matricesMatching(source, request.pattern)) plan.layers.push_back(makeLayer(*tensor));
    std::stable_sort(plan.layers.begin(), plan.layers.end(),
                     [&request](const Layer& a, const Layer& b) {
                         return workEstimate(a, request) > workEstimate(b, request);
                     });
    for (const Layer& layer : plan.layers) {
        plan.needs.push_back(memoryNeed(layer, request));
        plan.works.push_back(workEstimate(layer, request));
    }
    return plan;
}

/// Thread teams as they were, when a sweep ends that changed them.
class TeamGuard {
public:
    TeamGuard() : m_threads(workerThreads()) {}
    ~TeamGuard() { setWorkerThreads(m_threads); }
    TeamGuard(const TeamGuard&) = delete;
    TeamGuard& operator=(const TeamGuard&) = delete;

private:
    int m_threads;
};

/// One run of runSweep().
class Sweep {
public:
    Sweep(const SweepRequest& request, const SweepOptions& options, TensorQueue& queue, const Registries& registries)
        : m_request(request), m_options(options), m_queue(queue), m_registries(registries),
          m_source(openCheckpoint(request.model, registries.checkpointFormats)), m_plan(planOf(request, *m_source)),
          m_memory(options.memoryBytes > 0 ? options.memoryBytes
                                           : availableMemory() / 2 / static_cast<unsigned>(queue.processesHere())),
          m_store(options.output, facts(), m_plan.layers, registries)
    {
        m_report.planned = m_plan.layers.size();
    }

    SweepReport run(const JobContext& job)
    {
        m_store.open(m_options.overwrite, job.quiet());
        m_found = m_store.count();
        for (std::size_t i = 0; i < m_plan.layers.size(); ++i)
            if (const SweepTensor* known = m_store.find(m_plan.layers[i].tensor.index)) m_known[i] = known->contentHash;
        m_queue.fill(numbers());
        measureAll(job);
        countOthers();
        finish(job.quiet());
        m_report.seconds = secondsSince(m_begin);
        if (!m_queue.trouble().empty()) m_report.notes.push_back(m_queue.trouble());
        return std::move(m_report);
    }

private:
    [[nodiscard]] SweepResults facts() const
    {
        SweepResults run;
        run.request = m_request;
        run.version = programVersion();
        run.modelFormat = m_source->formatId();
        run.fingerprint = m_source->fingerprint();
        run.planned = m_plan.layers.size();
        if (!m_request.calibration.empty()) {
            const auto calibration = openCalibration(m_request.calibration, m_registries);
            run.calibrationHash = calibration->fingerprint() ^ calibration->facts().textHash;
        }
        return run;
    }

    /// Those that memory allows; what it does not is said in the report.
    std::vector<std::size_t> numbers()
    {
        std::vector<std::size_t> fitting;
        std::size_t neediest = 0;
        for (std::size_t i = 0; i < m_plan.layers.size(); ++i) {
            if (m_plan.needs[i] > m_plan.needs[neediest]) neediest = i;
            if (m_plan.needs[i] > m_memory) continue;
            fitting.push_back(i);
            m_work += m_plan.works[i];
        }
        const std::size_t left = m_plan.layers.size() - fitting.size();
        if (left > 0)
            m_report.notes.push_back((left == 1 ? std::string("a tensor was") : std::to_string(left) + " tensors were") +
                                     " left for a run with more memory than " + withThousands(m_memory) + " bytes: " +
                                     inQuotes(m_plan.layers[neediest].tensor.name) + " needs about " +
                                     withThousands(m_plan.needs[neediest]));
        return fitting;
    }

    void measureAll(const JobContext& job)
    {
        const TeamGuard guard;
        const int threads = m_options.threads > 0 ? m_options.threads : processorsFor(m_queue.processesHere());
        m_report.workers = static_cast<int>(std::min<std::size_t>(static_cast<std::size_t>(threads), m_plan.layers.size()));
        // One thread a tensor: how BLAS cuts work among several decides the last digits of eigenvectors, and of eigenvectors
        // of close eigenvalues by far more.
        SweepCrew<Product> crew(
            m_report.workers, m_registries, cacheBytes(), [] { setWorkerThreads(1); },
            [this](std::size_t number, AnalysisSession& session, const JobContext& stop) {
                return measured(number, session, stop);
            });
        while (!m_queue.isDone()) {
            job.checkpoint();
            giveWork(crew);
            constexpr std::chrono::milliseconds patience{20}; // and not longer: the queue has messages to answer
            if (auto outcome = crew.next(patience)) take(std::move(*outcome));
            tell(job);
            updateResults(job.quiet());
        }
    }

    /// The report is of all processes.
    void countOthers()
    {
        for (const std::size_t number : m_queue.finishedByOthers()) {
            if (m_known.contains(number)) {
                ++m_report.resumed;
                continue;
            }
            ++m_report.measured;
            m_report.weights += m_plan.layers[number].tensor.elements;
        }
    }

    void giveWork(SweepCrew<Product>& crew)
    {
        while (crew.idle() > 0) {
            const auto number =
                m_queue.take([this](std::size_t candidate) { return m_plan.needs[candidate] + m_inUse <= m_memory; });
            if (!number) return;
            m_inUse += m_plan.needs[*number];
            m_report.peakEstimate = std::max(m_report.peakEstimate, m_inUse);
            crew.give(*number);
        }
    }

    /// In a worker: measures a tensor, or looks whether the one that is known still has its weights.
    Product measured(std::size_t number, AnalysisSession& session, const JobContext& stop) const
    {
        const Layer& layer = m_plan.layers[number];
        Product product;
        const auto known = m_known.find(number);
        product.isKnown = known != m_known.end();
        if (product.isKnown)
            product.isSame = contentHash(*session.checkpoint(m_request.model), layer.tensor, stop) == known->second;
        if (product.isKnown && (product.isSame || !m_options.overwrite)) return product;
        product.isKnown = false;
        product.tensor = sweepTensor(layer, m_request, session, stop);
        constexpr std::uint64_t large = std::uint64_t{1} << 24U;
        if (layer.tensor.elements > large) session.close(m_request.model); // the next one shall not wait beside this one
        return product;
    }

    void take(SweepCrew<Product>::Outcome outcome)
    {
        const Layer& layer = m_plan.layers[outcome.number];
        m_inUse -= m_plan.needs[outcome.number];
        if (outcome.failure) std::rethrow_exception(outcome.failure);
        Product& product = *outcome.product;
        if (!product.isSame && product.isKnown)
            throw InvalidRequest("tensor " + inQuotes(layer.tensor.name) + " has other weights than when " +
                                 escapedPath(m_options.output) +
                                 " was measured: choose another output, or measure it again with --overwrite");
        m_last = layer.tensor.name;
        if (product.isKnown) {
            ++m_report.resumed;
            m_skippedWork += m_plan.works[outcome.number];
        } else {
            m_store.put(product.tensor);
            ++m_report.measured;
            m_report.weights += layer.tensor.elements;
            m_measuredWork += m_plan.works[outcome.number];
            m_changed = true;
        }
        m_queue.finished(outcome.number);
    }

    void tell(const JobContext& job)
    {
        constexpr double pause = 0.25;
        const double now = secondsSince(m_begin);
        if (now - m_told < pause) return;
        m_told = now;
        SweepProgress progress;
        const std::vector<std::size_t> others = m_queue.finishedByOthers();
        double measured = m_measuredWork;
        for (const std::size_t number : others) measured += m_plan.works[number];
        progress.finished = m_report.measured + m_report.resumed + others.size();
        progress.planned = m_plan.layers.size();
        const double left = m_work - m_skippedWork - measured;
        progress.fraction = m_work > 0.0 ? (m_skippedWork + measured) / m_work : 1.0;
        progress.seconds = now;
        progress.remainingSeconds = measured > 0.0 ? now * left / measured
                                                         : std::numeric_limits<double>::quiet_NaN();
        progress.tensor = m_last;
        if (m_options.progress) m_options.progress(progress);
        constexpr double steps = 1e6;
        job.checkpoint(static_cast<std::uint64_t>(steps * progress.fraction), static_cast<std::uint64_t>(steps));
    }

    /// Now and then, so that writing takes no more than a twentieth of the time.
    void updateResults(const JobContext& job)
    {
        constexpr double least = 2.0;
        constexpr double share = 20.0;
        const double now = secondsSince(m_begin);
        if (!m_queue.writesResults() || !m_queue.writesOnTheWay() || now - m_written < std::max(least, share * m_writing)) return;
        m_store.collect();
        if (m_changed || m_store.count() > m_inFile) writeResults(job);
        m_written = secondsSince(m_begin);
        m_writing = m_written - now;
    }

    void writeResults(const JobContext& job)
    {
        m_store.writeResults(job);
        m_inFile = m_store.count();
        m_changed = false;
    }

    /// Processes that divide the tensors among them have no writer: whoever finds that all are there writes.
    void finish(const JobContext& job)
    {
        m_store.collect();
        waitForOthers(job);
        m_report.complete = m_store.isComplete();
        if (!m_queue.writesResults() || (!m_report.complete && !m_queue.writesOnTheWay())) {
            m_report.complete = m_report.complete || m_store.resultsAreComplete(job); // the last one may have been quicker
            return;
        }
        const bool isWritten = !m_changed && m_store.count() == m_found && m_store.resultsAreComplete(job);
        if (!isWritten) writeResults(job);
        if (m_report.complete) m_store.removeParts();
    }

    /// What another machine has just stored takes a moment to be seen on a shared file system.
    void waitForOthers(const JobContext& job)
    {
        constexpr int most = 300;
        constexpr std::chrono::milliseconds pause{100};
        const bool shared = m_queue.writesResults() && m_queue.writesOnTheWay() && m_report.notes.empty();
        for (int i = 0; i < most && shared && !m_store.isComplete(); ++i) {
            std::this_thread::sleep_for(pause);
            job.checkpoint();
            m_store.collect();
        }
    }

    /// A second quantizer takes the coefficients that the first one had.
    [[nodiscard]] std::size_t cacheBytes() const
    {
        if (m_request.quantizers.size() < 2) return 0;
        std::uint64_t most = 0;
        for (const Layer& layer : m_plan.layers) most = std::max(most, layer.tensor.elements);
        return static_cast<std::size_t>(most * sizeof(float) * 4 / 3 + 64);
    }

    const SweepRequest& m_request;
    const SweepOptions& m_options;
    TensorQueue& m_queue;
    const Registries& m_registries;
    std::shared_ptr<const Checkpoint> m_source;
    Plan m_plan;
    std::uint64_t m_memory;
    SweepStore m_store;
    SweepReport m_report;
    Clock::time_point m_begin = Clock::now();
    std::map<std::size_t, std::uint64_t> m_known; ///< hashes of weights measured earlier, by number; constant while workers run
    std::uint64_t m_inUse = 0;
    std::size_t m_found = 0;   ///< tensors of earlier runs
    std::size_t m_inFile = 0;  ///< tensors in the results file
    bool m_changed = false;    ///< since it was written
    double m_work = 0.0;
    double m_skippedWork = 0.0;
    double m_measuredWork = 0.0;
    double m_told = 0.0;
    double m_written = 0.0;
    double m_writing = 0.0;
    std::string m_last;
};

} // namespace

SweepReport runSweep(const SweepRequest& request, const SweepOptions& options, TensorQueue& queue,
                     const Registries& registries, const JobContext& job)
{
    requireValid(request, registries);
    if (options.output.empty()) throw InvalidRequest("a sweep needs an output");
    return Sweep(request, options, queue, registries).run(job);
}

} // namespace alidade
