// SPDX-License-Identifier: GPL-3.0-or-later
// How numbers are written: the same digits in every language and locale, powers of ten on axes.
#pragma once

#include <QString>

namespace alidade {

/// For tables: `digits` significant digits, "1.2e-4" style outside [1e-3, 1e5), integers without decimals,
/// "n/a" for NaN, "inf" and "-inf" for infinities. Never uses the locale.
QString formatNumber(double value, int digits = 4);

/// A count with a thin space between groups of three: "1 204", "16 777 216".
QString formatCount(qint64 count);

/// A fraction as percent with three significant digits: 0.182 -> "18.2 %".
QString formatPercent(double fraction);

/// A byte count in decimal units with three significant digits: "23.1 MB".
QString formatBytes(quint64 bytes);

/// An integer in superscript digits: -3 -> "⁻³".
QString superscript(int exponent);

/// For axes: "10⁻³", "2·10⁻³", "10⁰". `mantissa` 1 is left out; a true minus sign is used.
QString formatPower(double mantissa, int exponent);

/// For axes: `value` with exactly `decimals` decimals and a true minus sign; never "-0".
QString formatFixed(double value, int decimals);

/// Shortest text that reads back as the same double; for files and clipboards ("nan", "inf" for the others).
QString formatExact(double value);

} // namespace alidade
