// SPDX-License-Identifier: GPL-3.0-or-later
// The rate-distortion curves of every matrix in a block of the model, in the visible coordinate systems, for
// maps of the whole model. They are computed in the background, and only while somebody looks. Thread rule:
// GUI thread.
#pragma once

#include "widgets/bridge/workbench.h"

#include <map>
#include <set>

namespace alidade {

class CurveSurvey : public QObject {
    Q_OBJECT

public:
    /// @param workbench must outlive this
    explicit CurveSurvey(Workbench& workbench, QObject* parent = nullptr);

    /// Whether somebody looks: only then anything is computed; what is known stays.
    void setActive(bool active);

    /// The layers that are measured: of every role in every block the first matrix, in file order.
    [[nodiscard]] const QList<const Layer*>& layers() const { return m_layers; }
    /// Roles of the layers, in order of first appearance.
    [[nodiscard]] const QStringList& roles() const { return m_roles; }
    /// The chips that are measured: the visible ones, and the original, which everything is held against.
    [[nodiscard]] QList<int> chips() const;

    /// What is asked for a layer in a chip's present coordinates with the present quantizer.
    [[nodiscard]] AnalysisRequest request(int chip, const Layer& layer) const;
    /// The curve of a layer in a chip's present coordinates with the present quantizer, or null.
    [[nodiscard]] AnalysisResultPtr result(int chip, const Layer& layer) const;
    /// Why there is none; empty if nothing went wrong.
    [[nodiscard]] QString error(int chip, const Layer& layer) const;
    /// Curves that are known or failed, and all that are asked for.
    [[nodiscard]] std::pair<int, int> progress() const;
    /// True if the user stopped it; recompute() goes on.
    [[nodiscard]] bool isStopped() const { return !m_stopped.empty(); }

signals:
    /// New curves, or others are asked for.
    void changed();

private:
    void takeModel();
    void follow();
    void take(const QString& slot, const QList<SurveyAnswer>& answers);
    [[nodiscard]] QString slotName(int chip) const;

    Workbench& m_workbench;
    bool m_active = false;
    CheckpointSummaryPtr m_model; ///< owns the layers
    QList<const Layer*> m_layers;
    QStringList m_roles;
    std::map<int, std::vector<AnalysisRequest>> m_asked; ///< by chip, what its survey was asked for
    std::set<int> m_stopped;
    std::map<AnalysisRequest, AnalysisResultPtr> m_results;
    std::map<AnalysisRequest, QString> m_errors;
};

} // namespace alidade
