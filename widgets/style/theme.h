// SPDX-License-Identifier: GPL-3.0-or-later
// The two themes: Fusion with our own light and dark palette, switched while the program runs.
#pragma once

#include <QPalette>

namespace alidade {

/// What the user chose in View > Theme.
enum class Theme { System, Light, Dark };

/// The palette of the light theme (plots on #FFFFFF).
QPalette lightPalette();

/// The palette of the dark theme (plots on #1B1D21).
QPalette darkPalette();

/// Sets the Fusion style and the palette of `theme` on the running QApplication; every widget gets a
/// PaletteChange event. `Theme::System` follows the lightness of the desktop's own palette as it was before
/// the first call (Qt 6.4 offers no colour scheme hint). Requires a QApplication.
void applyTheme(Theme theme);

/// True if the palette now set on the application is dark.
bool isDarkTheme();

} // namespace alidade
