// SPDX-License-Identifier: GPL-3.0-or-later
// The depth profile with the choice of metric and role; a click selects the layer. Thread rule: GUI thread.
#pragma once

#include "widgets/cards/result_card.h"

class QComboBox;

namespace alidade {

class DepthCard final : public ResultCard {
    Q_OBJECT

public:
    explicit DepthCard(Workbench& workbench);

    [[nodiscard]] PlotSpec makeSpec() const override;
    [[nodiscard]] bool isComplete() const override;
    /// The nearest one.
    [[nodiscard]] const Layer* layerAt(double x) const override;
    [[nodiscard]] std::optional<double> positionOf(const Layer& layer) const override;
    [[nodiscard]] std::vector<AnalysisRequest> requests() const override;
    [[nodiscard]] QStringList problems() const override;

protected:
    void afterRefresh() override { markSelected(); }

private:
    void makeControls();
    void markSelected();

    QComboBox* m_metric = nullptr;
};

} // namespace alidade
