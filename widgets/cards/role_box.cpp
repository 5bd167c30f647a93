// SPDX-License-Identifier: GPL-3.0-or-later
// Roles of the model that is open.
#include "widgets/cards/role_box.h"

#include <QSignalBlocker>

namespace alidade {

RoleBox::RoleBox(Workbench& workbench, const QString& objectName, QWidget* parent)
    : NameBox(9, 5, parent), m_workbench(workbench)
{
    setObjectName(objectName);
    setAccessibleName(tr("Role of the tensors"));
    setToolTip(tr("Which tensor of every block is drawn"));
    Selection& selection = workbench.selection();
    connect(&workbench, &Workbench::modelChanged, this, &RoleBox::fill);
    connect(&selection, &Selection::depthRoleChanged, this,
            [this, &selection] { setCurrentIndex(findData(selection.depthRole())); });
    connect(this, &QComboBox::activated, &selection,
            [this, &selection](int index) { selection.setDepthRole(itemData(index).toString()); });
    fill();
}

void RoleBox::fill()
{
    const QSignalBlocker blocker(this);
    clear();
    if (m_workbench.model())
        for (const RoleDepth& role : rolesInDepth(*m_workbench.model()))
            addItem(role.role, role.role);
    addItem(tr("every matrix"), QString());
    setCurrentIndex(findData(m_workbench.selection().depthRole()));
    widenList();
}

} // namespace alidade
