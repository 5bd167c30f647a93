// SPDX-License-Identifier: GPL-3.0-or-later
// Chips, their menus, and the form of their parameters.
#include "widgets/panels/coordinate_bar.h"

#include "core/base/error.h"
#include "widgets/bridge/core_text.h"
#include "widgets/panels/chip_button.h"
#include "widgets/panels/parameter_form.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QToolButton>
#include <QWidgetAction>

namespace alidade {

CoordinateBar::CoordinateBar(Workbench& workbench, QWidget* parent) : QWidget(parent), m_workbench(workbench)
{
    setObjectName(QStringLiteral("coordinateBar"));
    setAccessibleName(tr("Coordinate systems"));
    m_line = new QHBoxLayout(this);
    m_line->setContentsMargins(2, 0, 2, 0);
    m_line->setSpacing(4);
    Selection& selection = workbench.selection();
    for (int chip = 0; chip < selection.chips().size(); ++chip) {
        auto* button = new ChipButton(this);
        button->setObjectName(QStringLiteral("chip_") + selection.chips().at(chip).id());
        m_buttons.append(button);
        connect(button, &ChipButton::clicked, this,
                [this, chip] { m_workbench.selection().toggleChip(chip); });
        connect(button, &ChipButton::soloRequested, this,
                [this, chip] { m_workbench.selection().soloChip(chip); });
        connect(button, &ChipButton::menuRequested, this,
                [this, chip](const QPoint& position) { showMenu(chip, position); });
    }
    m_add = new QToolButton(this);
    m_add->setObjectName(QStringLiteral("addChip"));
    m_add->setText(QStringLiteral("+"));
    m_add->setAutoRaise(true);
    m_add->setPopupMode(QToolButton::InstantPopup);
    m_add->setAccessibleName(tr("Add a coordinate system"));
    m_add->setToolTip(tr("Add a coordinate system to the bar"));
    auto* add = new QMenu(m_add);
    add->setToolTipsVisible(true);
    connect(add, &QMenu::aboutToShow, this, [this, add] {
        add->clear();
        fillAddMenu(add);
    });
    m_add->setMenu(add);
    connect(&selection, &Selection::chipsChanged, this, &CoordinateBar::refresh);
    connect(&selection, &Selection::chipStateChanged, this, &CoordinateBar::refreshChip);
    refresh();
}

void CoordinateBar::arrange()
{
    const QList<int>& bar = m_workbench.selection().bar();
    m_add->setVisible(m_workbench.selection().canAddToBar());
    if (bar == m_arranged) return;
    m_arranged = bar;
    while (QLayoutItem* item = m_line->takeAt(0))
        delete item; // the layout's note of a place; the buttons stay
    for (const int chip : bar)
        m_line->addWidget(m_buttons.at(chip));
    m_line->addWidget(m_add);
    for (int chip = 0; chip < m_buttons.size(); ++chip)
        m_buttons.at(chip)->setVisible(bar.contains(chip));
}

void CoordinateBar::refresh()
{
    arrange();
    for (int chip = 0; chip < m_buttons.size(); ++chip)
        refreshChip(chip);
}

void CoordinateBar::refreshChip(int chip)
{
    const Selection& selection = m_workbench.selection();
    CoordinateChip shown = selection.chips().at(chip);
    shown.longLabel = chipDescription(shown, m_workbench.registries());
    m_buttons.at(chip)->setChip(shown, chipDigit(selection.bar().indexOf(chip)), chip == selection.activeChip());
}

void CoordinateBar::fillMenu(QMenu* menu, int chip)
{
    Selection& selection = m_workbench.selection();
    const CoordinateChip& at = selection.chips().at(chip);
    const CoordinateSystemEntry& entry = m_workbench.registries().coordinateSystems.find(at.request.id);
    QAction* shown = menu->addAction(tr("&Show in the plots"));
    shown->setCheckable(true);
    shown->setChecked(at.visible);
    connect(shown, &QAction::toggled, this,
            [this, chip](bool on) { m_workbench.selection().setChipVisible(chip, on); });
    connect(menu->addAction(tr("Bring to the &front")), &QAction::triggered, this,
            [this, chip] { m_workbench.selection().activateChip(chip); });
    connect(menu->addAction(tr("Show &alone")), &QAction::triggered, this,
            [this, chip] { m_workbench.selection().soloChip(chip); });
    QAction* remove = menu->addAction(tr("&Remove from the bar"));
    remove->setEnabled(selection.bar().size() > 1);
    connect(remove, &QAction::triggered, this, [this, chip] { m_workbench.selection().removeFromBar(chip); });
    if (entry.parameters.empty()) return;
    menu->addSection(tr("Parameters"));
    auto* form = new ParameterForm(entry.parameters, at.request.parameters, menu);
    auto* holder = new QWidgetAction(menu);
    holder->setDefaultWidget(form);
    menu->addAction(holder);
    connect(form, &ParameterForm::edited, this, [this, chip, form] {
        try {
            m_workbench.selection().setChipParameters(chip, form->values());
        } catch (const Error& error) {
            emit refused(fromCore(error.what()));
        }
    });
    connect(menu->addAction(tr("&Defaults")), &QAction::triggered, this,
            [this, chip] { m_workbench.selection().setChipParameters(chip, {}); });
}

void CoordinateBar::fillAddMenu(QMenu* menu)
{
    const Selection& selection = m_workbench.selection();
    for (int chip = 0; chip < selection.chips().size(); ++chip) {
        if (selection.bar().contains(chip) || !selection.isAvailable(chip)) continue;
        QAction* add = menu->addAction(selection.chips().at(chip).longLabel);
        add->setToolTip(selection.chips().at(chip).help);
        connect(add, &QAction::triggered, this, [this, chip] { m_workbench.selection().addToBar(chip); });
    }
}

void CoordinateBar::showMenu(int chip, const QPoint& position)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fillMenu(menu, chip);
    menu->popup(position);
}

} // namespace alidade
