// SPDX-License-Identifier: GPL-3.0-or-later
// The languages of the window, switched while the program runs. Thread rule: GUI thread.
#pragma once

#include <QString>

#include <optional>

namespace alidade {

enum class Language { English, Korean };

/// "en", "ko": for settings and the command line.
QString languageId(Language language);
/// The language of an id, or nothing.
std::optional<Language> languageOf(const QString& id);
/// The language of the desktop if there is a translation, otherwise English.
Language systemLanguage();

/// Takes the texts of the program, and of Qt's own dialogs where they are installed, in this language. Every window
/// gets a LanguageChange event. Requires a QCoreApplication.
void applyLanguage(Language language);
/// What applyLanguage() was called with last; English if never.
Language currentLanguage();

} // namespace alidade
