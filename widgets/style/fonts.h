// SPDX-License-Identifier: GPL-3.0-or-later
// Fonts with Hangul behind the Latin face, so that both languages show without missing glyphs.
#pragma once

#include <QFont>
#include <QString>

namespace alidade {

/// Name of an installed family with Hangul, or an empty string if there is none.
QString koreanFamily();

/// True if an installed font has Hangul.
bool hasKoreanFont();

/// Adds NanumSquare, which the program brings with it (OFL), to the application's fonts. @returns Qt's id, -1 if it failed
int addBundledKoreanFont();

/// `font` with a real Latin family first and the Korean family behind it.
QFont withFallbacks(QFont font);

/// The font of the program: the desktop's family and size where it names a real family, else Noto or DejaVu
/// Sans.
QFont uiFont();

/// `uiFont()` set on the running QApplication; with the bundled Korean font where none is installed.
void applyFonts();

} // namespace alidade
