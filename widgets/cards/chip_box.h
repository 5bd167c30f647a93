// SPDX-License-Identifier: GPL-3.0-or-later
// Which of the visible coordinate systems a plot of a single one shows. Thread rule: GUI thread.
#pragma once

#include "widgets/cards/name_box.h"
#include "widgets/cards/result_card.h"

namespace alidade {

/// A choice among the visible chips; without one it follows the active chip, or the first.
class ChipBox final : public NameBox {
    Q_OBJECT

public:
    /// @param selection must outlive the box
    ChipBox(Selection& selection, const QString& objectName, QWidget* parent = nullptr);

    /// Id of the chip that was chosen; empty: follows the active chip.
    [[nodiscard]] QString chosen() const { return m_chosen; }
    /// @throws InvalidRequest if there is no such chip
    void choose(const QString& id);
    /// Of the visible chips the chosen one, else the active one, else the first; empty if none is visible.
    [[nodiscard]] QList<PlottedChip> pick(const QList<PlottedChip>& chips) const;

signals:
    /// The user chose.
    void chosenChanged();

private:
    void fill();

    Selection& m_selection;
    QString m_chosen;
};

/// Base of the cards that show one coordinate system.
class OneChipCard : public ResultCard {
    Q_OBJECT

public:
    [[nodiscard]] QJsonObject options() const override;
    void setOptions(const QJsonObject& options) override;

protected:
    OneChipCard(const QString& id, Workbench& workbench);

    [[nodiscard]] ChipBox* chipBox() const { return m_box; }
    /// The chip that is shown, or an empty list.
    [[nodiscard]] QList<PlottedChip> shown() const { return m_box->pick(plottedChips(workbench())); }
    [[nodiscard]] QList<PlottedChip> drawnChips() const override { return shown(); }
    /// Options changed by the user: says so and draws.
    void optionChosen();

private:
    ChipBox* m_box = nullptr;
};

} // namespace alidade
