// SPDX-License-Identifier: GPL-3.0-or-later
// Sessions as files: a view (view_state.h) and the layout of the docks around it, in one JSON object. Thread rule:
// free functions of values; they read and write small files.
#pragma once

#include "widgets/bridge/view_state.h"

#include <QByteArray>
#include <QString>

namespace alidade {

/// What is kept of a window.
struct Session {
    ViewState view;
    QByteArray layout; ///< of the docks, as QMainWindow::saveState() gives it; empty: as it is
};

/// How the names of session files end.
inline constexpr const char* sessionSuffix = ".alidade";

/// Whether a file is to be read as a session, by its name.
bool isSessionName(const QString& path);

/// Writes a session to a temporary file and renames it. @throws InvalidRequest with one sentence that names the file
void writeSession(const QString& path, const Session& session, const Registries& registries);

/// @throws InvalidRequest with one sentence that names the file: it cannot be read, is too long, or is damaged
Session readSession(const QString& path, const Registries& registries);

} // namespace alidade
