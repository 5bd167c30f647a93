// SPDX-License-Identifier: Apache-2.0
// The engine of the desktop: an AnalysisSession on a JobQueue, with typed calls.
// Thread rule: every member belongs to the owner's thread; callbacks arrive there through `post`.
#pragma once

#include "core/base/lru_cache.h"
#include "core/checkpoint/huggingface_cache.h"
#include "core/engine/analysis.h"
#include "core/engine/calibration.h"
#include "core/engine/job_queue.h"
#include "core/registry/registries.h"

#include <any>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace alidade {

class AnalysisSession;

/// What the caller of AnalysisEngine::analyse hears.
struct AnalysisEvents {
    std::function<void()> started;
    std::function<void(double fraction)> progress;
    std::function<void(AnalysisResultPtr preview)> preview; ///< from sampled rows, or with part of the curve
    std::function<void(AnalysisResultPtr result)> done;
    std::function<void(std::string message)> failed;
};

/// What listing the models on this machine found.
struct LocalModels {
    std::string folder; ///< that was looked at; empty if the environment names none
    std::vector<LocalModel> models;
};

/// What opening a calibration tells the window.
struct CalibrationSummary {
    std::string path;
    std::string description; ///< see Calibration::description()
    CalibrationFacts facts;
    std::size_t tensors = 0; ///< that the file names
};

/// Work on the engine's thread with the engine's session.
using SessionWork = std::function<std::any(AnalysisSession& session, const JobContext& job)>;

/// Opens files and answers requests on one engine thread; keeps results by request.
class AnalysisEngine {
public:
    /// @param registries must outlive the engine
    /// @param post see JobQueue
    AnalysisEngine(const Registries& registries, JobQueue::Post post);
    ~AnalysisEngine();

    /// Opens a file; slot "open", latest wins.
    void open(const std::string& path, std::function<void(CheckpointSummaryPtr)> done,
              std::function<void(std::string message)> failed);
    /// Looks through the local cache of the Hugging Face tools; slot "local models", latest wins.
    void listLocalModels(std::function<void(LocalModels)> done,
                         std::function<void(std::string message)> failed);
    /// Opens a calibration, as it is on the disk now; slot "calibration", latest wins. Opening it again forgets every
    /// result, for it may be another one.
    void openCalibration(const std::string& path, std::function<void(CalibrationSummary)> done,
                         std::function<void(std::string message)> failed);
    /// Any other work for the engine's thread, in front of surveys; latest of the slot wins.
    void run(const std::string& slot, Job job);
    /// The same for work that reads files and measures: with the session, and so with the open files and caches, of the
    /// analyses. @param priority in the background it is pushed aside by whatever is interactive, and then begins again
    void run(const std::string& slot, const std::string& title, SessionWork work, JobEvents events,
             Priority priority = Priority::Interactive);
    /// Forgets a file and every result computed from it.
    void close(const std::string& path);

    /// The finished result of an equal request, or null. Never a preview.
    [[nodiscard]] AnalysisResultPtr cached(const AnalysisRequest& request);

    /// Computes a request unless its result is cached, in which case `done` is called before this returns.
    /// Submitting to a slot silences whatever that slot had pending.
    void analyse(const std::string& slot, const AnalysisRequest& request, AnalysisEvents events);

    /// Computes many requests in the background, one job each; interactive work passes in front.
    /// `done` and `failed` are called once per request with its index (cached ones at once); slots as above.
    void survey(const std::string& slot, const std::vector<AnalysisRequest>& requests,
                std::function<void(std::size_t index, AnalysisResultPtr result)> done,
                std::function<void(std::size_t index, std::string message)> failed);

    void cancel(const std::string& slot);
    void cancelAll();
    [[nodiscard]] std::size_t pending() const;
    [[nodiscard]] const Registries& registries() const { return m_registries; }

private:
    Job jobFor(const AnalysisRequest& request, AnalysisEvents events, bool previews);

    const Registries& m_registries;
    std::map<std::string, std::uint64_t> m_fingerprints; ///< of files opened so far
    std::set<std::string> m_calibrations;                ///< paths of those opened so far
    LruCache<AnalysisRequest, AnalysisResult> m_results;
    std::shared_ptr<AnalysisSession> m_session; ///< used by the engine thread only
    std::unique_ptr<JobQueue> m_queue;          ///< last: joins before the session goes
};

} // namespace alidade
