// SPDX-License-Identifier: GPL-3.0-or-later
// The menu of the models that the Hugging Face tools have left on this machine. It is filled when it is
// shown; the disk is looked at by the engine. Thread rule: GUI thread.
#pragma once

#include "widgets/bridge/engine_bridge.h"

#include <QMenu>

namespace alidade {

class LocalModelsMenu : public QMenu {
    Q_OBJECT

public:
    /// @param bridge must outlive the menu
    LocalModelsMenu(EngineBridge& bridge, const QString& title, QWidget* parent = nullptr);

signals:
    /// The folder of a model was chosen.
    void folderRequested(const QString& path);

private:
    void look();
    void fill(const LocalModels& found);
    void addModel(const LocalModel& model, bool hasSiblings);
    void addRemark(const QString& text, const QString& toolTip);

    EngineBridge& m_bridge;
};

} // namespace alidade
