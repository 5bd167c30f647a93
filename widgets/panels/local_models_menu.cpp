// SPDX-License-Identifier: GPL-3.0-or-later
// Entries of the local cache.
#include "widgets/panels/local_models_menu.h"

#include "widgets/bridge/core_text.h"
#include "widgets/style/number_format.h"

#include <QAction>

#include <algorithm>

namespace alidade {

namespace {

constexpr std::size_t mostEntries = 60; // more do not fit on a screen
constexpr std::size_t revisionDigits = 7;

QString menuText(QString text) { return text.replace(QLatin1Char('&'), QLatin1String("&&")); }

} // namespace

LocalModelsMenu::LocalModelsMenu(EngineBridge& bridge, const QString& title, QWidget* parent)
    : QMenu(title, parent), m_bridge(bridge)
{
    setObjectName(QStringLiteral("localModels"));
    setToolTipsVisible(true);
    addRemark(tr("Looking …"), {});
    connect(this, &QMenu::aboutToShow, this, &LocalModelsMenu::look);
    connect(&bridge, &EngineBridge::localModelsListed, this, &LocalModelsMenu::fill);
}

void LocalModelsMenu::look()
{
    clear();
    addRemark(tr("Looking …"), {});
    m_bridge.listLocalModels();
}

void LocalModelsMenu::fill(const LocalModels& found)
{
    clear();
    const QString folder = untrusted(found.folder, 1000);
    if (found.folder.empty())
        return addRemark(tr("There is no cache"),
                         tr("None of HF_HUB_CACHE, HF_HOME, XDG_CACHE_HOME and HOME is set."));
    if (found.models.empty())
        return addRemark(tr("No models in the local cache"), tr("Looked in %1").arg(folder));
    const std::vector<LocalModel>& models = found.models;
    for (std::size_t i = 0; i < std::min(models.size(), mostEntries); ++i) {
        const bool before = i > 0 && models[i - 1].name == models[i].name;
        const bool behind = i + 1 < models.size() && models[i + 1].name == models[i].name;
        addModel(models[i], before || behind);
    }
    if (models.size() > mostEntries)
        addRemark(tr("%1 more").arg(models.size() - mostEntries),
                  tr("They can be opened as folders; they are in %1").arg(folder));
}

void LocalModelsMenu::addModel(const LocalModel& model, bool hasSiblings)
{
    QString name = untrusted(model.name, 80);
    if (hasSiblings) {
        name += QStringLiteral(" @ ") + untrusted(model.revision.substr(0, revisionDigits));
        if (model.isMain) name += tr(" (main)");
    }
    QAction* action =
        addAction(menuText(QStringLiteral("%1 — %2").arg(name, formatBytes(model.weightsBytes))));
    action->setToolTip(plainToolTip(untrusted(model.folder, 1000)));
    connect(action, &QAction::triggered, this,
            [this, path = fromCore(model.folder)] { emit folderRequested(path); });
}

void LocalModelsMenu::addRemark(const QString& text, const QString& toolTip)
{
    QAction* action = addAction(text);
    action->setEnabled(false);
    if (!toolTip.isEmpty()) action->setToolTip(plainToolTip(toolTip));
}

} // namespace alidade
