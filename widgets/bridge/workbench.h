// SPDX-License-Identifier: GPL-3.0-or-later
// Turns the state of the view into requests and keeps what came back: the open model, the results of the
// selected tensor per coordinate chip, and the survey of the whole model. Views read from here. Thread rule:
// GUI thread.
#pragma once

#include "widgets/bridge/chip_results.h"
#include "widgets/bridge/engine_bridge.h"
#include "widgets/bridge/requests.h"
#include "widgets/bridge/selection.h"

#include <QObject>
#include <QStringList>

#include <map>
#include <optional>
#include <set>

class QTimer;

namespace alidade {

class ToyResults;

/// The model, its results, and who asks for them.
class Workbench : public QObject {
    Q_OBJECT

public:
    /// Both must outlive the workbench.
    Workbench(EngineBridge& bridge, Selection& selection, QObject* parent = nullptr);

    /// Opens a file; the present model stays until the new one is there.
    void open(const QString& path);
    /// The same, but a file that turns out to be a calibration is taken as that, and the model stays.
    void openDropped(const QString& path);
    /// Back to no model.
    void closeModel();
    /// Asks again for what failed or was cancelled for the selected tensor.
    void recompute();
    /// What is on screen needs these parts, besides those that are always wanted: only they are computed.
    void setWanted(const std::set<Part>& parts);
    [[nodiscard]] bool wants(Part part) const { return isAlwaysWanted(part) || m_wanted.contains(part); }

    /// Measures everything with the second moments of this file; the present calibration stays until it is
    /// open.
    void openCalibration(const QString& path);
    /// Back to no calibration.
    void closeCalibration();
    /// What everything is measured with, or nothing.
    [[nodiscard]] const std::optional<CalibrationSummary>& calibration() const { return m_calibration; }
    /// Why the calibration that was asked for last could not be opened; empty if it could.
    [[nodiscard]] QString calibrationError() const { return m_calibrationError; }

    [[nodiscard]] const CheckpointSummaryPtr& model() const { return m_model; }
    /// The selected layer, or null.
    [[nodiscard]] const Layer* selectedLayer() const { return layer(m_selection.tensor()); }
    [[nodiscard]] const Layer* layer(const QString& tensor) const;
    /// The matrix that is looked at: Selection::matrix() if the selected tensor is a stack that has it.
    [[nodiscard]] std::optional<std::uint64_t> selectedMatrix() const;
    /// "L03 down_proj", with the matrix of a stack "L03 down_proj [5]"; empty if nothing is selected.
    [[nodiscard]] QString selectedName() const;
    /// What is asked for the selected tensor, which there must be, in these coordinates.
    [[nodiscard]] AnalysisRequest selectedRequest(Part part, const ComponentRequest& coordinates) const;
    /// Results of the selected tensor in this chip's coordinates.
    [[nodiscard]] const ChipResults& results(int chip) const
    {
        return m_results[static_cast<std::size_t>(chip)];
    }
    /// The survey's result of a tensor in a chip's present coordinates, or null.
    [[nodiscard]] AnalysisResultPtr surveyed(int chip, const std::string& tensor) const;

    /// Why the survey of a tensor failed in a chip's present coordinates; empty if it did not.
    [[nodiscard]] QString surveyError(int chip, const std::string& tensor) const;
    /// Why a tensor cannot be read; empty if nothing of the kind is known.
    [[nodiscard]] QString unreadable(const std::string& tensor) const;

    /// The toy experiment, which needs no model.
    [[nodiscard]] ToyResults& toy() const { return *m_toy; }

    [[nodiscard]] EngineBridge& bridge() const { return m_bridge; }
    [[nodiscard]] Selection& selection() const { return m_selection; }
    [[nodiscard]] const Registries& registries() const { return m_bridge.registries(); }

signals:
    /// Another model, or none.
    void modelChanged();
    void openFailed(const QString& path, const QString& message);
    /// Another calibration, none, or one that could not be opened.
    void calibrationChanged();
    /// Something about the selected tensor's results; at most once per event.
    void resultsChanged();
    /// recompute() was called: whoever keeps results of their own asks again for what failed or was stopped.
    void recomputeAsked();
    /// New survey results of these tensors in this chip's coordinates, or surveyError() of those that failed.
    void surveyAdvanced(int chip, const QStringList& tensors);

private:
    void takeModel(const CheckpointSummaryPtr& summary);
    void takeCalibration(const CalibrationSummary& calibration);
    void takeCalibrationError(const QString& path, const QString& message);
    void forgetCalibrated(bool all);
    void forgetModel();
    QString tensorWorthSeeing() const;
    void requestSelected(bool again);
    void requestPart(int chip, Part part, AnalysisRequest request, bool again);
    void dropChip(int chip);
    void dropPart(int chip, Part part);
    void requestSurveys();
    std::vector<AnalysisRequest> surveyRequests(int chip) const;
    void take(const QString& slot, const AnalysisResultPtr& result, const QString& error, bool final);
    bool noteError(const AnalysisRequest& request, const QString& error);
    void takeSurvey(const QString& slot, const QList<SurveyAnswer>& answers);
    void takeCancelled(const QString& slot);
    void updateChipState(int chip);
    void announce(bool atOnce);
    [[nodiscard]] QString slotName(Part part, int chip) const;
    static QString jobTitle(Part part);

    EngineBridge& m_bridge;
    Selection& m_selection;
    CheckpointSummaryPtr m_model;
    QString m_dropped; ///< file that may be a calibration, while it is opened
    std::optional<CalibrationSummary> m_calibration;
    QString m_calibrationError;
    std::vector<ChipResults> m_results;
    std::set<Part> m_wanted; ///< that are not always wanted
    std::map<std::string, std::size_t> m_layerIndex;
    std::vector<std::vector<AnalysisRequest>> m_surveyRequests; ///< what each chip's survey was asked for
    std::map<std::pair<ComponentRequest, std::string>, AnalysisResultPtr> m_surveyed;
    std::map<std::pair<ComponentRequest, std::string>, QString> m_surveyErrors;
    QTimer* m_announce = nullptr;
    ToyResults* m_toy = nullptr;
};

} // namespace alidade
