// SPDX-License-Identifier: GPL-3.0-or-later
// Layouts in the settings, one key each.
#include "widgets/panels/layout_menu.h"

#include <QInputDialog>
#include <QUrl>

#include <utility>

namespace alidade {

namespace {

const QString group = QStringLiteral("layouts/");

/// A name may hold what has a meaning in a key of the settings.
QString keyOf(const QString& name) { return group + QString::fromLatin1(QUrl::toPercentEncoding(name)); }

QString menuText(QString name) { return name.replace(QLatin1Char('&'), QLatin1String("&&")); }

} // namespace

LayoutMenu::LayoutMenu(const QString& title, QSettings& settings, std::function<QByteArray()> capture,
                       QWidget* parent)
    : QMenu(title, parent), m_settings(settings), m_capture(std::move(capture))
{
    setObjectName(QStringLiteral("layouts"));
    fill();
}

QStringList LayoutMenu::names() const
{
    QStringList names;
    for (const QString& key : m_settings.allKeys())
        if (key.startsWith(group)) names.append(QUrl::fromPercentEncoding(key.mid(group.size()).toLatin1()));
    names.sort(Qt::CaseInsensitive);
    return names;
}

void LayoutMenu::keep(const QString& name)
{
    if (name.trimmed().isEmpty()) return;
    m_settings.setValue(keyOf(name.trimmed()), m_capture());
    fill();
}

void LayoutMenu::forget(const QString& name)
{
    m_settings.remove(keyOf(name));
    fill();
}

void LayoutMenu::fill()
{
    // The entry that called this goes when it has done its work.
    for (QAction* action : actions()) {
        removeAction(action);
        if (action->menu()) action->menu()->deleteLater();
        action->deleteLater();
    }
    const QStringList known = names();
    for (const QString& name : known)
        connect(addAction(menuText(name)), &QAction::triggered, this,
                [this, name] { emit chosen(m_settings.value(keyOf(name)).toByteArray()); });
    if (!known.isEmpty()) addSeparator();
    connect(addAction(tr("&Save the current layout as …")), &QAction::triggered, this, &LayoutMenu::askForName);
    if (known.isEmpty()) return;
    QMenu* forgetting = addMenu(tr("&Delete"));
    for (const QString& name : known)
        connect(forgetting->addAction(menuText(name)), &QAction::triggered, this, [this, name] { forget(name); });
}

void LayoutMenu::askForName()
{
    auto* dialog = new QInputDialog(window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(QStringLiteral("layoutName"));
    dialog->setWindowTitle(tr("Save the layout"));
    dialog->setLabelText(tr("Name of the layout:"));
    dialog->setModal(false);
    connect(dialog, &QInputDialog::textValueSelected, this, &LayoutMenu::keep);
    dialog->show();
}

} // namespace alidade
