// SPDX-License-Identifier: GPL-3.0-or-later
// Chooses real font families: an alias such as "Sans Serif" would let the Korean family draw the Latin text
// too.
#include "widgets/style/fonts.h"

#include <QApplication>
#include <QFontDatabase>
#include <QStringList>

namespace alidade {

using namespace Qt::StringLiterals;

namespace {

QString firstInstalled(const QStringList& wanted, const QStringList& installed)
{
    for (const QString& family : wanted) {
        if (installed.contains(family, Qt::CaseInsensitive)) return family;
    }
    return {};
}

// Fontconfig lists its aliases among the families.
const QStringList& aliases()
{
    static const QStringList names{u"Sans Serif"_s, u"Sans"_s, u"Serif"_s, u"Monospace"_s, u"System-ui"_s};
    return names;
}

QString latinFamily(const QString& preferred)
{
    QStringList installed = QFontDatabase::families(QFontDatabase::Latin);
    installed.removeIf([](const QString& family) { return aliases().contains(family, Qt::CaseInsensitive); });
    const QString found =
        firstInstalled({preferred, u"Noto Sans"_s, u"DejaVu Sans"_s, u"Liberation Sans"_s}, installed);
    return found.isEmpty() ? preferred : found;
}

} // namespace

QString koreanFamily()
{
    const QStringList installed = QFontDatabase::families(QFontDatabase::Korean);
    const QString known =
        firstInstalled({u"Noto Sans CJK KR"_s, u"Noto Sans KR"_s, u"NanumGothic"_s, u"NanumBarunGothic"_s,
                        u"NanumSquare"_s, u"Pretendard"_s, u"UnDotum"_s},
                       installed);
    if (!known.isEmpty() || installed.isEmpty()) return known;
    return installed.first();
}

bool hasKoreanFont() { return !koreanFamily().isEmpty(); }

QFont withFallbacks(QFont font)
{
    QStringList families{latinFamily(font.family())};
    const QString korean = koreanFamily();
    if (!korean.isEmpty() && korean != families.first()) families.append(korean);
    font.setFamilies(families);
    return font;
}

QFont uiFont() { return withFallbacks(QFontDatabase::systemFont(QFontDatabase::GeneralFont)); }

int addBundledKoreanFont() { return QFontDatabase::addApplicationFont(u":/alidade/fonts/NanumSquareR.ttf"_s); }

void applyFonts()
{
    if (!hasKoreanFont()) addBundledKoreanFont();
    QApplication::setFont(uiFont());
}

} // namespace alidade
