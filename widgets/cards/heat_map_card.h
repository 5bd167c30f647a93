// SPDX-License-Identifier: GPL-3.0-or-later
// The coefficients of the selected tensor as a picture. Thread rule: GUI thread.
#pragma once

#include "widgets/cards/chip_box.h"

namespace alidade {

/// What the colours of a heat map stand for.
enum class HeatMapStyle {
    Signed,   ///< the coefficient, clipped where 0.1 % of them lie beyond
    Magnitude ///< its magnitude, on a logarithmic scale
};

/// The picture with the peaks of its columns above and of its rows beside it.
/// @param shown      the chip that is drawn, or an empty list
/// @param transposed rows of the tensor are input channels
PlotSpec heatMapPlot(const QList<PlottedChip>& shown, const QString& tensor, HeatMapStyle style,
                     bool transposed);

class HeatMapCard final : public OneChipCard {
    Q_OBJECT

public:
    explicit HeatMapCard(Workbench& workbench);

    [[nodiscard]] std::set<Part> parts() const override { return {Part::Picture}; }
    [[nodiscard]] PlotSpec makeSpec() const override;
    [[nodiscard]] QJsonObject options() const override;
    void setOptions(const QJsonObject& options) override;

private:
    [[nodiscard]] HeatMapStyle style() const;

    QComboBox* m_style = nullptr;
};

} // namespace alidade
