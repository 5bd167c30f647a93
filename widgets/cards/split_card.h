// SPDX-License-Identifier: GPL-3.0-or-later
// Low rank + residual with a slider over the rank. Thread rule: GUI thread.
#pragma once

#include "widgets/cards/chip_box.h"

class QLabel;
class QSlider;

namespace alidade {

class SplitCard final : public OneChipCard {
    Q_OBJECT

public:
    explicit SplitCard(Workbench& workbench);

    /// The statistics have the density of the whole.
    [[nodiscard]] std::set<Part> parts() const override { return {Part::Statistics, Part::Split}; }
    [[nodiscard]] PlotSpec makeSpec() const override;
    [[nodiscard]] QJsonObject options() const override;
    void setOptions(const QJsonObject& options) override;

protected:
    void afterRefresh() override;

private:
    static constexpr int usualRank = 16;

    void choose(int step);

    QSlider* m_slider = nullptr;
    QLabel* m_label = nullptr;
    int m_rank = usualRank; ///< as chosen; the ladder's nearest from below is shown
};

} // namespace alidade
