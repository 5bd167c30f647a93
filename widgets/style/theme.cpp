// SPDX-License-Identifier: GPL-3.0-or-later
// Fusion with our own light and dark palette.
#include "widgets/style/theme.h"

#include "widgets/style/palette.h"

#include <QApplication>
#include <QColor>
#include <QStyle>
#include <QStyleFactory>
#include <QVariant>

namespace alidade {

using namespace Qt::StringLiterals;

namespace {

struct ThemeColours {
    QRgb window, windowText, base, alternate, text, button, highlight, link, tip, placeholder, disabled;
};

constexpr ThemeColours lightColours{0xfff3f3f1, 0xff1a1a1a, 0xffffffff, 0xfff7f7f6, 0xff1a1a1a, 0xffececea,
                                    0xff2a6db0, 0xff1c5a99, 0xfffffff2, 0xff6f6f6f, 0xff8f8f8f};
constexpr ThemeColours darkColours{0xff26292e, 0xffe8e8e6, 0xff1b1d21, 0xff202328, 0xffe8e8e6, 0xff31353b,
                                   0xff356fab, 0xff7db9f0, 0xff31353b, 0xff9a9da2, 0xff777b80};

QPalette paletteFrom(const ThemeColours& colours)
{
    QPalette palette{QColor(colours.button), QColor(colours.window)};
    palette.setColor(QPalette::WindowText, QColor(colours.windowText));
    palette.setColor(QPalette::Base, QColor(colours.base));
    palette.setColor(QPalette::AlternateBase, QColor(colours.alternate));
    palette.setColor(QPalette::Text, QColor(colours.text));
    palette.setColor(QPalette::ButtonText, QColor(colours.windowText));
    palette.setColor(QPalette::BrightText, Qt::white);
    palette.setColor(QPalette::Highlight, QColor(colours.highlight));
    palette.setColor(QPalette::HighlightedText, Qt::white);
    palette.setColor(QPalette::Link, QColor(colours.link));
    palette.setColor(QPalette::LinkVisited, QColor(colours.link));
    palette.setColor(QPalette::ToolTipBase, QColor(colours.tip));
    palette.setColor(QPalette::ToolTipText, QColor(colours.windowText));
    palette.setColor(QPalette::PlaceholderText, QColor(colours.placeholder));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        palette.setColor(QPalette::Disabled, role, QColor(colours.disabled));
    }
    palette.setColor(QPalette::Disabled, QPalette::Highlight,
                     mixed(QColor(colours.base), QColor(colours.disabled), 0.5));
    return palette;
}

// The desktop's preference must be read before our own palette hides it; the application object remembers it.
bool desktopIsDark()
{
    constexpr auto key = "alidadeDesktopIsDark";
    const QVariant remembered = qApp->property(key);
    if (remembered.isValid()) return remembered.toBool();
    const bool dark = isDark(QApplication::palette());
    qApp->setProperty(key, dark);
    return dark;
}

} // namespace

QPalette lightPalette() { return paletteFrom(lightColours); }

QPalette darkPalette() { return paletteFrom(darkColours); }

void applyTheme(Theme theme)
{
    const bool systemDark = desktopIsDark();
    const bool dark = theme == Theme::Dark || (theme == Theme::System && systemDark);
    if (QApplication::style()->name() != "fusion"_L1)
        QApplication::setStyle(QStyleFactory::create(u"Fusion"_s));
    QApplication::setPalette(dark ? darkPalette() : lightPalette());
}

bool isDarkTheme() { return isDark(QApplication::palette()); }

} // namespace alidade
