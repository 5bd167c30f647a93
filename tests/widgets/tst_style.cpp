// SPDX-License-Identifier: GPL-3.0-or-later
// Number formats, contrast of the palette, themes, fonts and icons.
#include "widgets/plots/colour_map.h"
#include "widgets/style/fonts.h"
#include "widgets/style/icons.h"
#include "widgets/style/number_format.h"
#include "widgets/style/palette.h"
#include "widgets/style/theme.h"

#include <QApplication>
#include <QFontDatabase>
#include <QRawFont>
#include <QFontInfo>
#include <QImage>
#include <QLocale>
#include <QTest>
#include <QTextLayout>

#include <algorithm>
#include <cmath>

using namespace alidade;
using namespace Qt::StringLiterals;

namespace {

// Relative luminance and contrast as defined by WCAG 2.1.
double luminance(const QColor& colour)
{
    const auto linear = [](double c) {
        return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) +
           0.0722 * linear(colour.blueF());
}

double contrast(const QColor& a, const QColor& b)
{
    const double high = std::max(luminance(a), luminance(b));
    const double low = std::min(luminance(a), luminance(b));
    return (high + 0.05) / (low + 0.05);
}

double meanLightness(const QImage& image)
{
    double sum = 0.0;
    double weight = 0.0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QColor c = image.pixelColor(x, y);
            sum += c.alphaF() * c.lightnessF();
            weight += c.alphaF();
        }
    }
    return weight > 0.0 ? sum / weight : -1.0;
}

bool hasMissingGlyphs(const QString& text, const QFont& font)
{
    QTextLayout layout(text, font);
    layout.beginLayout();
    layout.createLine();
    layout.endLayout();
    for (const QGlyphRun& run : layout.glyphRuns()) {
        if (run.glyphIndexes().contains(0)) return true;
    }
    return false;
}

} // namespace

class TestStyle : public QObject {
    Q_OBJECT

private slots:
    // Against ten of the 256 published colours, those at k / 9.
    void viridisIsAsPublished()
    {
        const QList<QRgb> published{0xff440154, 0xff482878, 0xff3e4989, 0xff31688e, 0xff26828e,
                                    0xff1f9e89, 0xff35b779, 0xff6ece58, 0xffb5de2b, 0xfffde725};
        PlotImage image;
        image.high = 9.0;
        const LevelColours table = levelColours(image, plotColours(QApplication::palette()));
        for (int k = 0; k < 10; ++k) {
            for (const QRgb made : {viridis(k / 9.0).rgb(), table[levelOf(image, k)]}) {
                const int red = std::abs(qRed(made) - qRed(published[k]));
                const int green = std::abs(qGreen(made) - qGreen(published[k]));
                const int blue = std::abs(qBlue(made) - qBlue(published[k]));
                QVERIFY2(std::max({red, green, blue}) <= 2, qPrintable(QString::number(k)));
            }
        }
    }

    void levelsOfManyCellsAreThoseOfEach()
    {
        auto cells = std::make_shared<std::vector<float>>();
        for (const float size : {0.0F, 1e-30F, 0.02F, 0.49F, 0.5F, 1.0F, 1.7F, 2.0F, 3e38F, HUGE_VALF, NAN})
            cells->insert(cells->end(), {size, -size});
        PlotImage image;
        image.cells = cells;
        image.low = 0.01;
        image.high = 2.0;
        image.categories = {{u"a"_s, 0, {}}, {u"b"_s, 1, {}}};
        for (const ColourScale scale :
             {ColourScale::Sequential, ColourScale::Diverging, ColourScale::Categorical}) {
            for (const bool logarithmic : {false, true}) {
                image.scale = scale;
                image.logarithmic = logarithmic;
                const std::vector<std::uint8_t> levels = levelsOf(image);
                QCOMPARE(levels.size(), cells->size());
                for (std::size_t i = 0; i < levels.size(); ++i)
                    QCOMPARE(levels[i], levelOf(image, static_cast<double>((*cells)[i])));
            }
        }
    }

    void numbers_data()
    {
        QTest::addColumn<double>("value");
        QTest::addColumn<QString>("text");
        const auto row = [](double value, const QString& text) {
            QTest::newRow(qPrintable(text)) << value << text;
        };
        row(0.0, u"0"_s);
        row(3.0, u"3"_s);
        row(-17.0, u"-17"_s);
        row(1204.0, u"1204"_s);
        row(2.9604, u"2.960"_s);
        row(412.34, u"412.3"_s);
        row(0.018234, u"0.01823"_s);
        row(12345.6, u"12346"_s);
        row(0.00012, u"1.2e-4"_s);
        row(9.0e-7, u"9e-7"_s);
        row(-6.0221e23, u"-6.02e23"_s);
        row(2.5e6, u"2.5e6"_s);
        row(std::nan(""), u"n/a"_s);
        row(-std::numeric_limits<double>::infinity(), u"-inf"_s);
    }

    void numbers()
    {
        QFETCH(double, value);
        QFETCH(QString, text);
        QCOMPARE(formatNumber(value), text);
        QLocale::setDefault(QLocale(QLocale::German));
        QCOMPARE(formatNumber(value), text); // the same in every locale
        QLocale::setDefault(QLocale::c());
    }

    void otherFormats()
    {
        QCOMPARE(formatCount(16777216), u"16\u202f777\u202f216"_s);
        QCOMPARE(formatCount(-204), u"-204"_s);
        QCOMPARE(formatPercent(0.1823), u"18.2\u202f%"_s);
        QCOMPARE(formatBytes(23068672), u"23.1\u202fMB"_s);
        QCOMPARE(formatBytes(999), u"999\u202fB"_s);
        QCOMPARE(formatPower(1, -3), u"10⁻³"_s);
        QCOMPARE(formatPower(2, 12), u"2·10¹²"_s);
        QCOMPARE(formatFixed(-0.0001, 2), u"0.00"_s);
        QCOMPARE(formatFixed(-2.5, 1), u"−2.5"_s);
        for (const double value : {1.0 / 3.0, 1e-300, 6.02e23})
            QCOMPARE(formatExact(value).toDouble(), value);
    }

    void coordinateColoursHaveContrast()
    {
        for (const bool dark : {false, true}) {
            const QColor ground = plotColours(dark ? darkPalette() : lightPalette()).background;
            for (int slot = 0; slot < coordinateSlotCount; ++slot) {
                QVERIFY(contrast(styleFor(slot, dark).colour, ground) >= 3.0);
            }
        }
    }

    void coordinateStylesDiffer()
    {
        for (int a = 0; a < 3 * coordinateSlotCount; ++a) {
            for (int b = 0; b < a; ++b) {
                const CoordinateStyle left = styleFor(a, false);
                const CoordinateStyle right = styleFor(b, false);
                QVERIFY(left.marker != right.marker || left.dash != right.dash);
                if (a < coordinateSlotCount)
                    QVERIFY(left.colour != right.colour && left.marker != right.marker);
            }
        }
    }

    void textHasContrastInBothThemes()
    {
        for (const QPalette& palette : {lightPalette(), darkPalette()}) {
            using Pair = QPair<QPalette::ColorRole, QPalette::ColorRole>;
            for (const auto& [text, ground] :
                 {Pair{QPalette::WindowText, QPalette::Window}, Pair{QPalette::Text, QPalette::Base},
                  Pair{QPalette::Text, QPalette::AlternateBase}, Pair{QPalette::ButtonText, QPalette::Button},
                  Pair{QPalette::HighlightedText, QPalette::Highlight},
                  Pair{QPalette::ToolTipText, QPalette::ToolTipBase}, Pair{QPalette::Link, QPalette::Base},
                  Pair{QPalette::PlaceholderText, QPalette::Base}}) {
                QVERIFY2(
                    contrast(palette.color(text), palette.color(ground)) >= 4.5,
                    qPrintable(u"%1 on %2"_s.arg(palette.color(text).name(), palette.color(ground).name())));
            }
            QVERIFY(contrast(plotColours(palette).reference, plotColours(palette).background) >= 3.0);
        }
    }

    void themesSwitch()
    {
        applyTheme(Theme::Dark);
        QVERIFY(isDarkTheme());
        applyTheme(Theme::Light);
        QVERIFY(!isDarkTheme());
        applyTheme(Theme::System); // the offscreen platform is light
        QVERIFY(!isDarkTheme());
    }

    void fontsShowBothLanguages()
    {
        applyFonts(); // with the bundled font where none is installed
        const QFont font = QApplication::font();
        QVERIFY(!hasMissingGlyphs(u"Kurtosis ‖W‖₂ 10⁻³ σ ≤ ≡ 첨도 레이트–왜곡 하다마드"_s, font));
        QVERIFY(!QFontDatabase::families(QFontDatabase::Korean).contains(font.families().first()));
        QCOMPARE(QFontInfo(font).family(), font.families().first()); // a real family, not an alias
    }

    void theBundledFontHasHangul()
    {
        const int id = addBundledKoreanFont();
        QVERIFY(id >= 0);
        const QStringList families = QFontDatabase::applicationFontFamilies(id);
        QVERIFY(!families.isEmpty());
        const QRawFont raw = QRawFont::fromFont(QFont(families.first()), QFontDatabase::Korean);
        QVERIFY(raw.supportsCharacter(QChar(u'첨')) && raw.supportsCharacter(QChar(u'왜')));
        QFontDatabase::removeApplicationFont(id);
    }

    void everyIconFollowsTheTheme()
    {
        const QStringList names = iconNames();
        QVERIFY(names.size() >= 20);
        for (const QString& name : names) {
            const QIcon drawing = icon(name);
            applyTheme(Theme::Light);
            const double light = meanLightness(drawing.pixmap(24, 24).toImage());
            applyTheme(Theme::Dark);
            const double dark = meanLightness(drawing.pixmap(24, 24).toImage());
            QVERIFY2(light >= 0.0 && light < 0.35 && dark > 0.65, qPrintable(name));
        }
        applyTheme(Theme::Light);
        QVERIFY(icon(u"no such icon"_s).isNull());
        QVERIFY(!applicationIcon().pixmap(256, 256).isNull());
    }
};

QTEST_MAIN(TestStyle)
#include "tst_style.moc"
