// SPDX-License-Identifier: GPL-3.0-or-later
// One file and one lock per running program.
#include "widgets/panels/session_keeper.h"

#include <QDir>
#include <QFile>
#include <QLockFile>
#include <QTimer>
#include <QUuid>

#include <utility>

namespace alidade {

namespace {

constexpr int restMilliseconds = 2000;

/// The lock of a kept session; whoever gets it knows that its program has ended.
std::unique_ptr<QLockFile> lockOf(const QString& file)
{
    auto lock = std::make_unique<QLockFile>(file + QStringLiteral(".lock"));
    lock->setStaleLockTime(0); // by its process only, not by its age
    return lock;
}

/// Locks of programs that were killed before there was a session to keep.
void removeLoneLocks(const QString& folder)
{
    const QStringList pattern{QLatin1Char('*') + QLatin1String(sessionSuffix) + QStringLiteral(".lock")};
    for (const QFileInfo& found : QDir(folder).entryInfoList(pattern, QDir::Files)) {
        const QString session = found.path() + QLatin1Char('/') + found.completeBaseName();
        if (!QFile::exists(session)) lockOf(session)->tryLock(); // who gets it takes it away
    }
}

} // namespace

SessionKeeper::SessionKeeper(const Registries& registries, std::function<std::optional<Session>()> capture,
                             QObject* parent)
    : QObject(parent), m_registries(registries), m_capture(std::move(capture)), m_timer(new QTimer(this))
{
    m_timer->setSingleShot(true);
    m_timer->setInterval(restMilliseconds);
    connect(m_timer, &QTimer::timeout, this, &SessionKeeper::write);
}

SessionKeeper::~SessionKeeper()
{
    if (!m_file.isEmpty()) QFile::remove(m_file);
    if (!m_leftover.isEmpty()) QFile::remove(m_leftover);
}

void SessionKeeper::start(const QString& folder)
{
    if (!QDir().mkpath(folder)) return; // no room for it: the program works without
    findLeftover(folder);
    removeLoneLocks(folder);
    const QString name = QUuid::createUuid().toString(QUuid::WithoutBraces);
    const QString file = QDir(folder).filePath(name + QLatin1String(sessionSuffix));
    m_lock = lockOf(file);
    if (m_lock->tryLock()) m_file = file;
}

/// The newest session without a running program is offered; older ones were not wanted.
void SessionKeeper::findLeftover(const QString& folder)
{
    const QStringList pattern{QLatin1Char('*') + QLatin1String(sessionSuffix)};
    for (const QFileInfo& found : QDir(folder).entryInfoList(pattern, QDir::Files, QDir::Time)) {
        std::unique_ptr<QLockFile> lock = lockOf(found.filePath());
        if (!lock->tryLock()) continue;
        if (!m_leftover.isEmpty()) {
            QFile::remove(found.filePath());
            continue;
        }
        m_leftover = found.filePath();
        m_leftoverLock = std::move(lock);
    }
}

Session SessionKeeper::takeLeftover()
{
    const QString file = std::exchange(m_leftover, {});
    const std::unique_ptr<QLockFile> lock = std::move(m_leftoverLock);
    try {
        Session session = readSession(file, m_registries);
        QFile::remove(file);
        return session;
    } catch (const Error&) {
        QFile::remove(file); // or it would be offered, in vain, at every start
        throw;
    }
}

void SessionKeeper::noteChange()
{
    if (!m_file.isEmpty() && !m_timer->isActive()) m_timer->start();
}

void SessionKeeper::write()
{
    const std::optional<Session> session = m_capture();
    if (!session) {
        QFile::remove(m_file);
        return;
    }
    try {
        writeSession(m_file, *session, m_registries);
    } catch (const Error& error) {
        // Nobody has asked for this file: a full disk must not interrupt anything.
        qWarning("%s", error.what());
    }
}

} // namespace alidade
