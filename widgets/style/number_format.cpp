// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers as text, always in the C locale.
#include "widgets/style/number_format.h"

#include <QLocale>
#include <QStringList>

#include <array>
#include <cmath>

namespace alidade {

using namespace Qt::StringLiterals;

namespace {

constexpr QChar minusSign(0x2212);
constexpr QChar narrowSpace(0x202f);
constexpr QChar multiplicationDot(0x00b7);

QString notFinite(double value)
{
    if (std::isnan(value)) return u"n/a"_s;
    return value > 0 ? u"inf"_s : u"-inf"_s;
}

// "1.20e-04" -> "1.2e-4": no padding in the exponent, no zeros that say nothing in the mantissa.
QString scientific(double value, int digits)
{
    const QString text = QString::number(value, 'e', digits - 1);
    const qsizetype split = text.indexOf(u'e');
    QString mantissa = text.left(split);
    if (mantissa.contains(u'.')) {
        while (mantissa.endsWith(u'0'))
            mantissa.chop(1);
        if (mantissa.endsWith(u'.')) mantissa.chop(1);
    }
    return mantissa + u'e' + QString::number(text.mid(split + 1).toInt());
}

} // namespace

QString formatNumber(double value, int digits)
{
    if (!std::isfinite(value)) return notFinite(value);
    if (value == 0.0) return u"0"_s;
    const double size = std::abs(value);
    if (value == std::round(value) && size < 1e6) return QString::number(value, 'f', 0);
    if (size < 1e-3 || size >= 1e5) return scientific(value, std::max(2, digits - 1));
    const int exponent = static_cast<int>(std::floor(std::log10(size)));
    return QString::number(value, 'f', std::max(0, digits - 1 - exponent));
}

QString formatCount(qint64 count)
{
    QString text = QString::number(count);
    const qsizetype first = count < 0 ? 1 : 0;
    for (qsizetype at = text.size() - 3; at > first; at -= 3)
        text.insert(at, narrowSpace);
    return text;
}

QString formatPercent(double fraction)
{
    if (!std::isfinite(fraction)) return notFinite(fraction);
    return formatNumber(100.0 * fraction, 3) + narrowSpace + u'%';
}

QString formatBytes(quint64 bytes)
{
    static constexpr std::array<const char16_t*, 5> units{u"B", u"kB", u"MB", u"GB", u"TB"};
    auto size = static_cast<double>(bytes);
    std::size_t unit = 0;
    while (size >= 999.5 && unit + 1 < units.size()) {
        size /= 1000.0;
        ++unit;
    }
    const int decimals = unit == 0 || size >= 99.95 ? 0 : (size >= 9.995 ? 1 : 2);
    return QString::number(size, 'f', decimals) + narrowSpace + QString::fromUtf16(units[unit]);
}

QString superscript(int exponent)
{
    static constexpr std::array<char16_t, 10> digits{u'⁰', u'¹', u'²', u'³', u'⁴',
                                                     u'⁵', u'⁶', u'⁷', u'⁸', u'⁹'};
    QString text;
    const QString plain = QString::number(exponent);
    for (const QChar c : plain) {
        text.append(c == u'-' ? QChar(u'⁻') : QChar(digits[static_cast<std::size_t>(c.digitValue())]));
    }
    return text;
}

QString formatPower(double mantissa, int exponent)
{
    const QString power = u"10"_s + superscript(exponent);
    if (mantissa == 1.0) return power;
    if (mantissa == -1.0) return minusSign + power;
    QString text = QString::number(mantissa, 'g', 10);
    text.replace(u'-', minusSign);
    return text + multiplicationDot + power;
}

QString formatFixed(double value, int decimals)
{
    QString text = QString::number(value, 'f', decimals);
    if (!text.startsWith(u'-')) return text;
    text.remove(0, 1);
    const bool isZero = text.toDouble() == 0.0;
    return isZero ? text : minusSign + text;
}

QString formatExact(double value)
{
    if (std::isnan(value)) return u"nan"_s;
    if (std::isinf(value)) return value > 0 ? u"inf"_s : u"-inf"_s;
    return QString::number(value, 'g', QLocale::FloatingPointShortest);
}

} // namespace alidade
