// SPDX-License-Identifier: GPL-3.0-or-later
// The command line of the desktop program, parsed before anything of Qt's windows exists.
#pragma once

#include <QSize>
#include <QString>
#include <QStringList>

#include <optional>

namespace alidade {

/// What the user asked for on the command line.
struct CommandLine {
    QString file; ///< to open; empty: none
    bool sample = false;
    QString calibration; ///< second moments of inputs; empty: none
    QString screenshot; ///< file to write the finished window to; empty: a normal start
    std::optional<QSize> size;
    QString theme;      ///< "light", "dark", "system" or empty: as in the settings
    QString language;   ///< "en", "ko" or empty: as in the settings, or that of the desktop
    QString message;    ///< text to print instead of starting: help, version, or what is wrong
    bool wrong = false; ///< the message is an error (exit code 2)
};

/// Reads the arguments (without the program's name).
CommandLine parseCommandLine(const QStringList& arguments);

} // namespace alidade
