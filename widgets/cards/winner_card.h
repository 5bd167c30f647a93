// SPDX-License-Identifier: GPL-3.0-or-later
// The map of winners, and the survey of curves behind it; a click selects the layer. Thread rule: GUI thread.
#pragma once

#include "widgets/cards/result_card.h"

namespace alidade {

class CurveSurvey;

class WinnerCard final : public ResultCard {
    Q_OBJECT

public:
    explicit WinnerCard(Workbench& workbench);

    [[nodiscard]] PlotSpec makeSpec() const override;
    [[nodiscard]] bool isComplete() const override;
    /// Those of the curves.
    [[nodiscard]] std::vector<AnalysisRequest> requests() const override;
    [[nodiscard]] QStringList problems() const override;
    /// Its block.
    [[nodiscard]] std::optional<double> positionOf(const Layer& layer) const override;

protected:
    void shownChanged() override;

private:
    void selectAt(double x, double y);
    [[nodiscard]] QString question() const;

    CurveSurvey* m_survey = nullptr;
};

} // namespace alidade
