// SPDX-License-Identifier: GPL-3.0-or-later
// Magnitude against sensitivity of the coefficients. Thread rule: GUI thread.
#pragma once

#include "widgets/cards/chip_box.h"

namespace alidade {

/// The joint histogram of magnitude and sensitivity, with their rank correlation in the badge.
/// @param shown      the chip that is drawn, or an empty list
/// @param calibrated there is a calibration; without one the plot says how to get one
PlotSpec sensitivityPlot(const QList<PlottedChip>& shown, const QString& tensor, bool calibrated);

class SensitivityCard final : public OneChipCard {
    Q_OBJECT

public:
    explicit SensitivityCard(Workbench& workbench);

    [[nodiscard]] std::set<Part> parts() const override { return {Part::Sensitivity}; }
    [[nodiscard]] PlotSpec makeSpec() const override;
};

} // namespace alidade
