// SPDX-License-Identifier: GPL-3.0-or-later
// Engine callbacks become signals; generations guard the delivery; surveys are batched.
#include "widgets/bridge/engine_bridge.h"

#include <QPointer>
#include <QTimer>

#include <algorithm>
#include <utility>

namespace alidade {

namespace {

constexpr int batchMilliseconds = 100;
const QString openSlot = QStringLiteral("open");
const QString calibrationSlot = QStringLiteral("calibration");
const QString localModelsSlot = QStringLiteral("local models");

} // namespace

EngineBridge::EngineBridge(const Registries& registries, QObject* parent)
    : QObject(parent), m_registries(registries), m_flush(new QTimer(this))
{
    m_flush->setSingleShot(true);
    m_flush->setInterval(batchMilliseconds);
    connect(m_flush, &QTimer::timeout, this, &EngineBridge::flush);
    // A queued call is dropped by Qt once this object is gone.
    m_engine = std::make_unique<AnalysisEngine>(registries, [this](std::function<void()> event) {
        QMetaObject::invokeMethod(this, std::move(event), Qt::QueuedConnection);
    });
}

EngineBridge::~EngineBridge() = default;

quint64 EngineBridge::begin(const QString& slot, const QString& title, qsizetype total)
{
    silence(slot);
    m_jobs.append({slot, title, 0.0, 0, total, false});
    emit jobsChanged();
    return m_generations.value(slot);
}

bool EngineBridge::current(const QString& slot, quint64 generation) const
{
    return m_generations.value(slot) == generation;
}

JobStatus* EngineBridge::job(const QString& slot)
{
    const auto at = std::ranges::find(m_jobs, slot, &JobStatus::slot);
    return at == m_jobs.end() ? nullptr : &*at;
}

void EngineBridge::finish(const QString& slot)
{
    if (m_jobs.removeIf([&slot](const JobStatus& status) { return status.slot == slot; }) == 0) return;
    emit jobsChanged();
    announceIdle();
}

void EngineBridge::announceIdle()
{
    // Queued: whoever hears of idleness finds every signal of the last job delivered, and may ask for more.
    if (isIdle())
        QMetaObject::invokeMethod(
            this,
            [this] {
                if (isIdle()) emit becameIdle();
            },
            Qt::QueuedConnection);
}

void EngineBridge::silence(const QString& slot)
{
    ++m_generations[slot];
    m_batches.remove(slot);
    m_jobs.removeIf([&slot](const JobStatus& status) { return status.slot == slot; });
}

void EngineBridge::open(const QString& path)
{
    const quint64 generation = begin(openSlot, tr("Opening %1").arg(path), 0);
    m_engine->open(
        path.toStdString(),
        [this, generation](CheckpointSummaryPtr summary) {
            if (!current(openSlot, generation)) return;
            emit opened(std::move(summary));
            finish(openSlot);
        },
        [this, generation, path](const std::string& message) {
            if (!current(openSlot, generation)) return;
            emit openFailed(path, QString::fromStdString(message));
            finish(openSlot);
        });
}

bool EngineBridge::isOpening() const
{
    return std::ranges::find(m_jobs, openSlot, &JobStatus::slot) != m_jobs.end();
}

void EngineBridge::openCalibration(const QString& path)
{
    const quint64 generation = begin(calibrationSlot, tr("Opening %1").arg(path), 0);
    m_engine->openCalibration(
        path.toStdString(),
        [this, generation](const CalibrationSummary& calibration) {
            if (!current(calibrationSlot, generation)) return;
            emit calibrationOpened(calibration);
            finish(calibrationSlot);
        },
        [this, generation, path](const std::string& message) {
            if (!current(calibrationSlot, generation)) return;
            emit calibrationFailed(path, QString::fromStdString(message));
            finish(calibrationSlot);
        });
}

void EngineBridge::run(const QString& slot, QObject* receiver, BridgeTask task)
{
    const quint64 generation = begin(slot, task.title, 0);
    const QPointer<QObject> guard(receiver);
    const AnalysisEvents common = eventsFor(slot, generation);
    JobEvents events;
    events.started = common.started;
    events.progress = common.progress;
    events.done = [this, slot, generation, guard, done = std::move(task.done)](const std::any& result) {
        if (!current(slot, generation)) return;
        if (guard) done(result);
        if (current(slot, generation)) finish(slot); // it may have asked for more
    };
    events.failed = [this, slot, generation, guard, failed = std::move(task.failed)](const std::string& message) {
        if (!current(slot, generation)) return;
        if (guard) failed(QString::fromStdString(message));
        if (current(slot, generation)) finish(slot);
    };
    if (task.partial)
        events.partial = [this, slot, generation, guard, partial = std::move(task.partial)](const std::any& part) {
            if (guard && current(slot, generation)) partial(part);
        };
    m_engine->run(slot.toStdString(), task.title.toStdString(), std::move(task.work), std::move(events),
                  task.background ? Priority::Background : Priority::Interactive);
}

QString EngineBridge::toySlot() { return QStringLiteral("toy"); }

void EngineBridge::runToy(const ToyRequest& request)
{
    const QString slot = toySlot();
    const quint64 generation = begin(slot, tr("Toy experiment"), 0);
    const AnalysisEvents common = eventsFor(slot, generation);
    Job job;
    job.title = "Toy experiment";
    job.work = [request](const JobContext& context) -> std::any {
        return std::make_shared<const ToyBasis>(runToyBasis(request, context));
    };
    job.events.started = common.started;
    job.events.progress = common.progress;
    job.events.done = [this, slot, generation](const std::any& toy) {
        if (!current(slot, generation)) return;
        emit toyReady(std::any_cast<ToyBasisPtr>(toy));
        if (current(slot, generation)) finish(slot);
    };
    job.events.failed = [this, slot, generation](const std::string& message) {
        if (!current(slot, generation)) return;
        emit toyFailed(QString::fromStdString(message));
        if (current(slot, generation)) finish(slot);
    };
    m_engine->run(slot.toStdString(), std::move(job));
}

void EngineBridge::listLocalModels()
{
    const quint64 generation = begin(localModelsSlot, tr("Looking for models on this machine"), 0);
    const auto answer = [this, generation](const LocalModels& found) {
        if (!current(localModelsSlot, generation)) return;
        emit localModelsListed(found);
        finish(localModelsSlot);
    };
    // What cannot be looked at holds nothing that could be opened.
    m_engine->listLocalModels(answer, [answer](const std::string&) {
        answer({huggingFaceCacheFolder(), {}});
    });
}

void EngineBridge::close(const QString& path) { m_engine->close(path.toStdString()); }

AnalysisEvents EngineBridge::eventsFor(const QString& slot, quint64 generation)
{
    AnalysisEvents events;
    events.started = [this, slot, generation] {
        if (!current(slot, generation)) return;
        if (JobStatus* status = job(slot)) status->running = true;
        emit jobsChanged();
    };
    events.progress = [this, slot, generation](double fraction) {
        if (!current(slot, generation)) return;
        if (JobStatus* status = job(slot)) status->fraction = fraction;
        emit jobsChanged();
        emit progressed(slot, fraction);
    };
    events.preview = [this, slot, generation](AnalysisResultPtr preview) {
        if (current(slot, generation)) emit previewReady(slot, std::move(preview));
    };
    events.done = [this, slot, generation](AnalysisResultPtr result) {
        if (!current(slot, generation)) return;
        emit resultReady(slot, std::move(result));
        if (current(slot, generation)) finish(slot);
    };
    events.failed = [this, slot, generation](const std::string& message) {
        if (!current(slot, generation)) return;
        emit failed(slot, QString::fromStdString(message));
        if (current(slot, generation)) finish(slot);
    };
    return events;
}

void EngineBridge::analyse(const QString& slot, const AnalysisRequest& request, const QString& title)
{
    const quint64 generation = begin(slot, title, 0);
    m_engine->analyse(slot.toStdString(), request, eventsFor(slot, generation));
}

void EngineBridge::survey(const QString& slot, const std::vector<AnalysisRequest>& requests,
                          const QString& title)
{
    if (requests.empty()) return cancel(slot);
    const quint64 generation = begin(slot, title, static_cast<qsizetype>(requests.size()));
    m_engine->survey(
        slot.toStdString(), requests,
        [this, slot, generation](std::size_t index, AnalysisResultPtr result) {
            if (current(slot, generation)) collect(slot, {index, std::move(result), {}});
        },
        [this, slot, generation](std::size_t index, const std::string& message) {
            if (current(slot, generation)) collect(slot, {index, nullptr, QString::fromStdString(message)});
        });
}

void EngineBridge::collect(const QString& slot, SurveyAnswer answer)
{
    m_batches[slot].append(std::move(answer));
    if (JobStatus* status = job(slot)) {
        ++status->done;
        status->running = true;
        status->fraction = static_cast<double>(status->done) / static_cast<double>(status->total);
    }
    if (!m_flush->isActive()) m_flush->start();
}

void EngineBridge::flush()
{
    const auto batches = std::exchange(m_batches, {});
    for (auto batch = batches.cbegin(); batch != batches.cend(); ++batch) {
        const quint64 generation = m_generations.value(batch.key());
        emit surveyed(batch.key(), batch.value());
        const JobStatus* status = current(batch.key(), generation) ? job(batch.key()) : nullptr;
        if (!status || status->done < status->total) continue;
        emit surveyFinished(batch.key());
        if (current(batch.key(), generation)) finish(batch.key());
    }
    emit jobsChanged();
    announceIdle();
}

void EngineBridge::cancel(const QString& slot)
{
    const bool known = job(slot) != nullptr;
    silence(slot);
    m_engine->cancel(slot.toStdString());
    if (!known) return;
    emit cancelled(slot);
    emit jobsChanged();
    announceIdle();
}

void EngineBridge::cancelAll()
{
    const QList<JobStatus> jobs = m_jobs;
    for (const JobStatus& status : jobs)
        cancel(status.slot);
}

} // namespace alidade
