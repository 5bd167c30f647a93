// SPDX-License-Identifier: GPL-3.0-or-later
// Recent files in the settings.
#include "widgets/panels/recent_files.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSettings>

namespace alidade {

namespace {

const QString key = QStringLiteral("recentFiles");

} // namespace

ModelCaption captionOf(const QString& path)
{
    static const QRegularExpression snapshot(QStringLiteral("/models--([^/]+)/snapshots/([^/]+)(/[^/]+)?$"));
    const QFileInfo file(path);
    const QString whole = file.absoluteFilePath();
    const QRegularExpressionMatch match = snapshot.match(whole);
    if (!match.hasMatch()) {
        const QFileInfo absolute(whole);
        return {absolute.fileName().isEmpty() ? whole : absolute.fileName(), absolute.dir().dirName()};
    }
    const QString hubName = match.captured(1).replace(QLatin1String("--"), QLatin1String("/"));
    return {hubName + match.captured(3), match.captured(2).left(7)};
}

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
