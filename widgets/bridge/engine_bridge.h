// SPDX-License-Identifier: GPL-3.0-or-later
// The only QObject that talks to the analysis engine. Everything it signals arrives on the GUI thread; what a
// newer request of the same slot has overtaken is never signalled, finished or not (looked at again at
// delivery).
#pragma once

#include "core/engine/analysis.h"
#include "core/engine/analysis_engine.h"
#include "core/studies/toy_basis.h"

#include <QHash>
#include <QList>
#include <QObject>
#include <QString>

#include <any>
#include <functional>
#include <memory>
#include <vector>

class QTimer;

namespace alidade {

/// A finished toy experiment; never changes.
using ToyBasisPtr = std::shared_ptr<const ToyBasis>;

/// A job as the status bar shows it.
struct JobStatus {
    QString slot;
    QString title;
    double fraction = 0.0;
    qsizetype done = 0;  ///< of a survey
    qsizetype total = 0; ///< of a survey; 0 for a single request
    bool running = false;
};

/// One answer of a survey.
struct SurveyAnswer {
    std::size_t index = 0;    ///< in the list of requests
    AnalysisResultPtr result; ///< null if it failed
    QString error;
};

/// Work that has no signal of its own. Both answers come on the GUI thread.
struct BridgeTask {
    QString title;                                 ///< for the status bar
    SessionWork work;                              ///< runs on the engine's thread
    std::function<void(const std::any&)> done;     ///< with what the work returned
    std::function<void(const QString&)> failed;    ///< with one sentence
    std::function<void(const std::any&)> partial = {}; ///< with what the work published; may be empty
    /// For hours of work that can be gone on with: what the user looks at meanwhile pushes it aside, and then the work
    /// begins again.
    bool background = false;
};

/// Requests in, results out. A slot holds one request or one survey at a time; the latest wins.
class EngineBridge : public QObject {
    Q_OBJECT

public:
    /// @param registries must outlive the bridge
    explicit EngineBridge(const Registries& registries, QObject* parent = nullptr);
    ~EngineBridge() override;

    [[nodiscard]] const Registries& registries() const { return m_registries; }

    /// Reads the header of a file or folder; answered by `opened` or `openFailed`.
    void open(const QString& path);
    /// Whether a file is being opened.
    [[nodiscard]] bool isOpening() const;
    /// Looks for models in the local cache; answered by `localModelsListed`.
    void listLocalModels();
    /// Opens a calibration; answered by `calibrationOpened` or `calibrationFailed`.
    void openCalibration(const QString& path);
    /// Runs the toy experiment in the slot toySlot(); answered by `toyReady` or `toyFailed`.
    void runToy(const ToyRequest& request);
    static QString toySlot();
    /// Forgets a file and what was computed from it.
    void close(const QString& path);

    /// Asks for one result. If it is known already, `resultReady` is emitted before this returns.
    void analyse(const QString& slot, const AnalysisRequest& request, const QString& title);
    /// Asks for many results in the background, signalled in batches at most 10 times a second.
    void survey(const QString& slot, const std::vector<AnalysisRequest>& requests, const QString& title);

    /// Runs a task in a slot like any other request: the latest wins, `progressed` says how far it is, cancel()
    /// silences it. @param receiver if it is gone, nothing is answered
    void run(const QString& slot, QObject* receiver, BridgeTask task);

    /// Silences the slot. Its job disappears from the list at once.
    void cancel(const QString& slot);
    void cancelAll();

    /// What is queued or running, in order of submission.
    [[nodiscard]] const QList<JobStatus>& jobs() const { return m_jobs; }
    /// True if nothing is queued, running or waiting to be signalled.
    [[nodiscard]] bool isIdle() const { return m_jobs.isEmpty() && m_batches.isEmpty(); }

signals:
    void opened(alidade::CheckpointSummaryPtr summary);
    void openFailed(const QString& path, const QString& message);
    void calibrationOpened(const alidade::CalibrationSummary& calibration);
    void calibrationFailed(const QString& path, const QString& message);
    void toyReady(const alidade::ToyBasisPtr& toy);
    void toyFailed(const QString& message);
    void localModelsListed(const alidade::LocalModels& found);
    void resultReady(const QString& slot, alidade::AnalysisResultPtr result);
    void previewReady(const QString& slot, alidade::AnalysisResultPtr preview);
    void progressed(const QString& slot, double fraction);
    void failed(const QString& slot, const QString& message);
    void surveyed(const QString& slot, const QList<alidade::SurveyAnswer>& answers);
    void surveyFinished(const QString& slot);
    /// The user stopped this slot.
    void cancelled(const QString& slot);
    void jobsChanged();
    /// The last job has ended and everything has been signalled.
    void becameIdle();

private:
    quint64 begin(const QString& slot, const QString& title, qsizetype total);
    [[nodiscard]] bool current(const QString& slot, quint64 generation) const;
    JobStatus* job(const QString& slot);
    void finish(const QString& slot);
    void silence(const QString& slot);
    AnalysisEvents eventsFor(const QString& slot, quint64 generation);
    void collect(const QString& slot, SurveyAnswer answer);
    void flush();
    void announceIdle();

    const Registries& m_registries;
    QHash<QString, quint64> m_generations;
    QList<JobStatus> m_jobs;
    QHash<QString, QList<SurveyAnswer>> m_batches;
    QTimer* m_flush = nullptr;
    std::unique_ptr<AnalysisEngine> m_engine; ///< last: its thread ends before the rest goes
};

} // namespace alidade
