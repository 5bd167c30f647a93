// SPDX-License-Identifier: GPL-3.0-or-later
// The surroundings of commands without a window.
#include "app/desktop/paper_program.h"

#include "core/base/version.h"
#include "widgets/style/fonts.h"
#include "widgets/style/theme.h"

#include <QApplication>
#include <QHashSeed>
#include <QLocale>
#include <QLoggingCategory>

namespace alidade {

void printLine(std::FILE* stream, const QString& line)
{
    std::fputs((line + QLatin1Char('\n')).toLocal8Bit().constData(), stream);
}

void leaveDesktopOut()
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    qputenv("QT_QPA_PLATFORMTHEME", "");
    for (const char* name : {"QT_SCALE_FACTOR", "QT_FONT_DPI", "QT_STYLE_OVERRIDE"})
        qunsetenv(name);
    // What Qt says of the desktop is no failure of a figure.
    QLoggingCategory::setFilterRules(QStringLiteral("*.debug=false\n*.info=false\n*.warning=false"));
    QHashSeed::setDeterministicGlobalSeed();
    QLocale::setDefault(QLocale::c());
}

void dressPaperProgram()
{
    QApplication::setApplicationName(QStringLiteral("alidade"));
    QApplication::setApplicationVersion(QString::fromStdString(programVersion()));
    applyFonts();
    applyTheme(Theme::Light);
}

} // namespace alidade
