// SPDX-License-Identifier: GPL-3.0-or-later
// Following the active chip, or a chosen one.
#include "widgets/cards/chip_box.h"

#include "core/base/error.h"

#include <QSignalBlocker>

#include <algorithm>

namespace alidade {

namespace {

const QString coordinatesOption = QStringLiteral("coordinates");

} // namespace

ChipBox::ChipBox(Selection& selection, const QString& objectName, QWidget* parent)
    : NameBox(9, 5, parent), m_selection(selection)
{
    setObjectName(objectName);
    setAccessibleName(tr("Coordinates of the plot"));
    setToolTip(tr("Which coordinate system is drawn: the active one, or always the same"));
    fill();
    connect(&selection, &Selection::chipsChanged, this, &ChipBox::fill);
    connect(this, &QComboBox::activated, this, [this](int index) {
        m_chosen = itemData(index).toString();
        emit chosenChanged();
    });
}

void ChipBox::fill()
{
    const QSignalBlocker blocker(this);
    clear();
    addItem(tr("active"), QString());
    for (const CoordinateChip& chip : m_selection.chips())
        if (chip.visible) addItem(chip.label, chip.id());
    setCurrentIndex(std::max(0, findData(m_chosen)));
    widenList();
}

void ChipBox::choose(const QString& id)
{
    if (!id.isEmpty() && m_selection.chipIndex(id) < 0)
        throw InvalidRequest("there are no coordinates '" + id.toStdString() + "'");
    m_chosen = id;
    fill();
}

QList<PlottedChip> ChipBox::pick(const QList<PlottedChip>& chips) const
{
    if (chips.isEmpty()) return {};
    auto at = std::ranges::find_if(chips, [this](const PlottedChip& chip) { return chip.chip.id() == m_chosen; });
    if (at == chips.end()) at = std::ranges::find_if(chips, &PlottedChip::active);
    return {at == chips.end() ? chips.first() : *at};
}

OneChipCard::OneChipCard(const QString& id, Workbench& workbench)
    : ResultCard(id, workbench), m_box(new ChipBox(selection(), id + QStringLiteral("Coordinates"), this))
{
    connect(m_box, &ChipBox::chosenChanged, this, &OneChipCard::optionChosen);
}

void OneChipCard::optionChosen()
{
    emit optionsChanged();
    refresh();
}

QJsonObject OneChipCard::options() const
{
    if (m_box->chosen().isEmpty()) return {};
    return {{coordinatesOption, m_box->chosen()}};
}

void OneChipCard::setOptions(const QJsonObject& options)
{
    m_box->choose(options.value(coordinatesOption).toString());
    refresh();
}

} // namespace alidade
