// SPDX-License-Identifier: GPL-3.0-or-later
// What the commands that make files for paper have in common: no display, nothing of the desktop in what they make, one
// line on stderr for an error.
#pragma once

#include <QString>

#include <cstdio>

namespace alidade {

inline constexpr int wrongUsageCode = 2;

/// The line in the encoding of the terminal.
void printLine(std::FILE* stream, const QString& line);

/// Keeps theme, scale, language and platform of the desktop away. To be called before a QApplication is made.
void leaveDesktopOut();

/// Name, version, fonts and the light theme of the QApplication that was made then.
void dressPaperProgram();

} // namespace alidade
