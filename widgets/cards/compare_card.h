// SPDX-License-Identifier: GPL-3.0-or-later
// One half of a comparison: a plot of the selected tensor in a single coordinate system, beside the same plot in
// another. Thread rule: GUI thread.
#pragma once

#include "widgets/cards/result_card.h"

class QComboBox;

namespace alidade {

class CompareCard final : public ResultCard {
    Q_OBJECT

public:
    /// @param id          "compareLeft" or "compareRight"
    /// @param visiblePlace which of the visible chips it shows as long as nobody has chosen
    CompareCard(const QString& id, int visiblePlace, Workbench& workbench);

    [[nodiscard]] std::set<Part> parts() const override;
    [[nodiscard]] PlotSpec makeSpec() const override;
    [[nodiscard]] QJsonObject options() const override;
    void setOptions(const QJsonObject& options) override;

    /// What both halves show: id of the plot, "distribution", "tail", "qq" or "energy".
    [[nodiscard]] QString plot() const;
    void setPlot(const QString& id);
    /// The other half, on whose axes this one is drawn; it must outlive the card or be set back to null.
    void setPartner(CompareCard* partner);

protected:
    [[nodiscard]] QList<PlottedChip> drawnChips() const override;

private:
    void makeControls();
    void fillChips();
    [[nodiscard]] QString chosenChip() const { return chipOf(m_chip, m_place); }
    [[nodiscard]] QString otherChip() const;
    [[nodiscard]] QString chipOf(const QString& chosen, int place) const;

    int m_place = 0;
    CompareCard* m_partner = nullptr;
    QString m_chip;  ///< id; empty: nobody has chosen
    QString m_other; ///< the same of the other half, where there is none
    QComboBox* m_chips = nullptr;
    QComboBox* m_plots = nullptr;
};

} // namespace alidade
