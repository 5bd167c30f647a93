// SPDX-License-Identifier: GPL-3.0-or-later
// "alidade render": figures from their recipes, without a window and without a display.
#pragma once

#include <QStringList>

namespace alidade {

/// Whether the arguments (without the program's name) ask for figures.
bool isRenderCommand(const QStringList& arguments);

/// Makes the figures and ends the program: 0 if all were made, 1 with one line on stderr for each that was not, 2 for
/// wrong usage. To be called in place of making a QApplication.
int runRenderCommand(int argc, char** argv, const QStringList& arguments);

} // namespace alidade
