// SPDX-License-Identifier: GPL-3.0-or-later
// "alidade document": Markdown as pages, without a window and without a display.
#pragma once

#include <QStringList>

namespace alidade {

/// Whether the arguments (without the program's name) ask for pages.
bool isDocumentCommand(const QStringList& arguments);

/// Writes the PDF and ends the program: 0, or 1 with one line on stderr, 2 for wrong usage. To be called in place of making
/// a QApplication.
int runDocumentCommand(int argc, char** argv, const QStringList& arguments);

} // namespace alidade
