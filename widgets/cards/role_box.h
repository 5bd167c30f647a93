// SPDX-License-Identifier: GPL-3.0-or-later
// The role whose layers are drawn, shared by every plot of the depth. Thread rule: GUI thread.
#pragma once

#include "widgets/bridge/workbench.h"
#include "widgets/cards/name_box.h"

namespace alidade {

/// A view of Selection::depthRole() that can change it.
class RoleBox final : public NameBox {
    Q_OBJECT

public:
    /// @param workbench must outlive the box
    RoleBox(Workbench& workbench, const QString& objectName, QWidget* parent = nullptr);

private:
    void fill();

    Workbench& m_workbench;
};

} // namespace alidade
