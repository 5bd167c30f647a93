// SPDX-License-Identifier: GPL-3.0-or-later
// Rate-distortion with what counts as rate and as quality. Thread rule: GUI thread.
#pragma once

#include "widgets/cards/result_card.h"

class QCheckBox;
class QComboBox;
class QLabel;

namespace alidade {

class RateCard final : public ResultCard {
    Q_OBJECT

public:
    explicit RateCard(Workbench& workbench);

    [[nodiscard]] std::set<Part> parts() const override { return {Part::Curve, Part::Coded}; }
    [[nodiscard]] PlotSpec makeSpec() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;
    void afterRefresh() override;

private:
    void makeControls();
    void fillCounts();
    void showCounting();
    void fitControls();

    QCheckBox* m_countBasis = nullptr;
    QComboBox* m_count = nullptr;
    QComboBox* m_quality = nullptr;
    QLabel* m_label = nullptr;
};

} // namespace alidade
