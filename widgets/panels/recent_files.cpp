// SPDX-License-Identifier: GPL-3.0-or-later
// Recent files in the settings.
#include "widgets/panels/recent_files.h"

#include <QFileInfo>
#include <QSettings>

namespace alidade {

namespace {

const QString key = QStringLiteral("recentFiles");

} // namespace

RecentFiles::RecentFiles(QSettings& settings, QObject* parent) : QObject(parent), m_settings(settings) {}

QStringList RecentFiles::paths() const
{
    QStringList list = m_settings.value(key).toStringList();
    list.removeIf([](const QString& path) { return !QFileInfo::exists(path); });
    return list.mid(0, limit);
}

void RecentFiles::add(const QString& path)
{
    const QString absolute = QFileInfo(path).absoluteFilePath();
    QStringList list = paths();
    list.removeAll(absolute);
    list.prepend(absolute);
    m_settings.setValue(key, list.mid(0, limit));
    emit changed();
}

void RecentFiles::clear()
{
    m_settings.remove(key);
    emit changed();
}

} // namespace alidade
