// SPDX-License-Identifier: GPL-3.0-or-later
// Fonts with Hangul behind the Latin face, so that both languages show without missing glyphs.
#pragma once

#include <QFont>
#include <QString>

namespace alidade {

/// Name of an installed family with Hangul, or an empty string if there is none.
QString koreanFamily();

/// True if Korean text can be shown; if not, the main window says so once.
bool hasKoreanFont();

/// `font` with a real Latin family first and the Korean family behind it.
QFont withFallbacks(QFont font);

/// The font of the program: the desktop's family and size where it names a real family, else Noto or DejaVu
/// Sans.
QFont uiFont();

/// `uiFont()` set on the running QApplication.
void applyFonts();

} // namespace alidade
