// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps the session in a file of its own while the program runs, so that a crash loses nothing. A clean end takes the
// file away; one that is found at the start is what a crash has left. Thread rule: GUI thread.
#pragma once

#include "widgets/bridge/session_file.h"

#include <QObject>
#include <QString>

#include <functional>
#include <memory>
#include <optional>

class QLockFile;
class QTimer;

namespace alidade {

class SessionKeeper : public QObject {
    Q_OBJECT

public:
    /// @param capture gives the session as it is; nothing if there is none worth keeping
    /// @param registries must outlive this
    SessionKeeper(const Registries& registries, std::function<std::optional<Session>()> capture,
                  QObject* parent = nullptr);
    /// The clean end.
    ~SessionKeeper() override;

    /// Begins to keep sessions in this folder, which is made if need be, and looks for what a crash has left there.
    /// Several programs may share the folder: what belongs to one that runs is left alone.
    void start(const QString& folder);
    /// Something has changed: two seconds later it is written.
    void noteChange();

    /// Whether a crash has left a session that has not been asked for yet.
    [[nodiscard]] bool hasLeftover() const { return !m_leftover.isEmpty(); }
    /// What the crash has left, for the first and only time. @throws InvalidRequest if it is damaged
    Session takeLeftover();

    /// The file that the running session is kept in; empty before start().
    [[nodiscard]] QString file() const { return m_file; }

private:
    void findLeftover(const QString& folder);
    void write();

    const Registries& m_registries;
    std::function<std::optional<Session>()> m_capture;
    QTimer* m_timer = nullptr;
    QString m_file;
    QString m_leftover;
    std::unique_ptr<QLockFile> m_lock;         ///< tells others that the program behind m_file runs
    std::unique_ptr<QLockFile> m_leftoverLock; ///< so that no other window offers the same
};

} // namespace alidade
