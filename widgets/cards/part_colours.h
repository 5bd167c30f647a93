// SPDX-License-Identifier: GPL-3.0-or-later
// Three colours for lines that are no coordinate systems, so that nobody takes them for one: contrast of at
// least 3.7 against paper and against the dark theme.
#pragma once

#include <QColor>

namespace alidade {

inline QColor firstPartColour() { return {0x0E, 0x7F, 0xB5}; }
inline QColor secondPartColour() { return {0xC8, 0x60, 0x1A}; }
inline QColor thirdPartColour() { return {0x9A, 0x5F, 0xC4}; }

} // namespace alidade
