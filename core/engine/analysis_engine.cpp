// SPDX-License-Identifier: Apache-2.0
// Typed calls on top of the job queue.
#include "core/engine/analysis_engine.h"

#include "core/engine/analysis_session.h"

namespace alidade {

namespace {

constexpr std::size_t resultBytes = std::size_t{128} << 20;
/// Previews carry what the curve has so far in a result of their own.
AnalysisResultPtr withPoints(const AnalysisRequest& request, const std::vector<RateDistortionPoint>& points)
{
    auto partial = std::make_shared<AnalysisResult>();
    partial->request = request;
    partial->curve = points;
    return partial;
}

/// Turns what a job publishes into results the window can show.
std::function<void(std::any)> partialHandler(const AnalysisRequest& request,
                                             std::function<void(AnalysisResultPtr)> preview)
{
    if (!preview) return nullptr;
    auto points = std::make_shared<std::vector<RateDistortionPoint>>();
    return [request, points, preview = std::move(preview)](const std::any& partial) {
        if (const auto* result = std::any_cast<AnalysisResultPtr>(&partial)) {
            points->clear(); // the points so far belonged to the preview's sample
            preview(*result);
            return;
        }
        if (const auto* point = std::any_cast<RateDistortionPoint>(&partial)) {
            points->push_back(*point);
            preview(withPoints(request, *points));
        }
    };
}

std::string titleOf(const AnalysisRequest& request)
{
    return (request.curve ? "Rate-distortion of " : "Statistics of ") + request.tensor + " (" +
           request.coordinates.id + ")";
}

} // namespace

AnalysisEngine::AnalysisEngine(const Registries& registries, JobQueue::Post post)
    : m_registries(registries), m_results(resultBytes), m_session(std::make_shared<AnalysisSession>(registries)),
      m_queue(std::make_unique<JobQueue>(std::move(post)))
{
}

AnalysisEngine::~AnalysisEngine() = default;

void AnalysisEngine::open(const std::string& path, std::function<void(CheckpointSummaryPtr)> done,
                          std::function<void(std::string)> failed)
{
    Job job;
    job.title = "Opening " + path;
    job.work = [session = m_session, path](const JobContext&) -> std::any { return session->open(path); };
    job.events.done = [this, path, done = std::move(done)](const std::any& result) {
        const auto summary = std::any_cast<CheckpointSummaryPtr>(result);
        const auto known = m_fingerprints.find(path);
        if (known != m_fingerprints.end() && known->second != summary->fingerprint) m_results.clear();
        m_fingerprints[path] = summary->fingerprint;
        done(summary);
    };
    job.events.failed = std::move(failed);
    m_queue->submit("open", Priority::Interactive, std::move(job));
}

void AnalysisEngine::listLocalModels(std::function<void(LocalModels)> done,
                                     std::function<void(std::string)> failed)
{
    Job job;
    job.title = "Looking for models on this machine";
    job.work = [](const JobContext&) -> std::any {
        const std::string folder = huggingFaceCacheFolder();
        return LocalModels{folder, folder.empty() ? std::vector<LocalModel>() : listHuggingFaceCache(folder)};
    };
    job.events.done = [done = std::move(done)](const std::any& result) {
        done(std::any_cast<LocalModels>(result));
    };
    job.events.failed = std::move(failed);
    m_queue->submit("local models", Priority::Interactive, std::move(job));
}

void AnalysisEngine::openCalibration(const std::string& path, std::function<void(CalibrationSummary)> done,
                                     std::function<void(std::string)> failed)
{
    Job job;
    job.title = "Opening the calibration " + path;
    job.work = [session = m_session, path](const JobContext&) -> std::any {
        const auto calibration = session->reopenCalibration(path);
        return CalibrationSummary{path, calibration->description(), calibration->facts(), calibration->tensors().size()};
    };
    job.events.done = [this, path, done = std::move(done)](const std::any& result) {
        if (!m_calibrations.insert(path).second) m_results.clear();
        done(std::any_cast<CalibrationSummary>(result));
    };
    job.events.failed = std::move(failed);
    m_queue->submit("calibration", Priority::Interactive, std::move(job));
}

void AnalysisEngine::run(const std::string& slot, Job job)
{
    m_queue->submit(slot, Priority::Interactive, std::move(job));
}

void AnalysisEngine::run(const std::string& slot, const std::string& title, SessionWork work, JobEvents events,
                         Priority priority)
{
    Job job;
    job.title = title;
    job.work = [session = m_session, work = std::move(work)](const JobContext& context) {
        return work(*session, context);
    };
    job.events = std::move(events);
    m_queue->submit(slot, priority, std::move(job));
}

void AnalysisEngine::close(const std::string& path)
{
    m_results.clear();
    Job job;
    job.title = "Closing " + path;
    job.work = [session = m_session, path](const JobContext&) -> std::any {
        session->close(path);
        return {};
    };
    m_queue->submit("close", Priority::Interactive, std::move(job));
}

AnalysisResultPtr AnalysisEngine::cached(const AnalysisRequest& request) { return m_results.find(request); }

Job AnalysisEngine::jobFor(const AnalysisRequest& request, AnalysisEvents events, bool previews)
{
    Job job;
    job.title = titleOf(request);
    job.work = [session = m_session, request, previews](const JobContext& context) -> std::any {
        return session->analyse(request, context, previews);
    };
    job.events.started = std::move(events.started);
    job.events.progress = std::move(events.progress);
    job.events.partial = partialHandler(request, std::move(events.preview));
    job.events.failed = std::move(events.failed);
    job.events.done = [this, request, done = std::move(events.done)](const std::any& any) {
        const auto result = std::any_cast<AnalysisResultPtr>(any);
        m_results.insert(request, result, approximateBytes(*result));
        if (done) done(result);
    };
    return job;
}

void AnalysisEngine::analyse(const std::string& slot, const AnalysisRequest& request, AnalysisEvents events)
{
    if (const AnalysisResultPtr known = cached(request)) {
        m_queue->cancel(slot);
        if (events.done) events.done(known);
        return;
    }
    const bool previews = static_cast<bool>(events.preview);
    m_queue->submit(slot, Priority::Interactive, jobFor(request, std::move(events), previews));
}

void AnalysisEngine::survey(const std::string& slot, const std::vector<AnalysisRequest>& requests,
                            std::function<void(std::size_t, AnalysisResultPtr)> done,
                            std::function<void(std::size_t, std::string)> failed)
{
    std::vector<Job> jobs;
    for (std::size_t i = 0; i < requests.size(); ++i) {
        if (cached(requests[i])) continue;
        AnalysisEvents events;
        events.done = [i, done](const AnalysisResultPtr& result) { done(i, result); };
        events.failed = [i, failed](const std::string& message) { failed(i, message); };
        jobs.push_back(jobFor(requests[i], std::move(events), false));
    }
    m_queue->submit(slot, Priority::Background, std::move(jobs));
    for (std::size_t i = 0; i < requests.size(); ++i)
        if (const AnalysisResultPtr known = cached(requests[i])) done(i, known);
}

void AnalysisEngine::cancel(const std::string& slot) { m_queue->cancel(slot); }

void AnalysisEngine::cancelAll() { m_queue->cancelAll(); }

std::size_t AnalysisEngine::pending() const { return m_queue->pending(); }

} // namespace alidade
