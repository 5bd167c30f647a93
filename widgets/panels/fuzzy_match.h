// SPDX-License-Identifier: GPL-3.0-or-later
// How well what somebody types fits a name. Thread rule: pure functions.
#pragma once

#include <QString>
#include <QStringView>

#include <limits>

namespace alidade {

/// The score of a name in which the words do not occur.
inline constexpr int noMatch = std::numeric_limits<int>::min();

/// A name as fuzzyScore() compares it: without case. Made once per name.
QString foldedForSearch(const QString& name);

/// How well `folded` fits what was typed: every word of it (split at spaces) must occur, its letters in order but not
/// necessarily together. Higher is better: letters that follow one another, beginnings of words and short names
/// count. One pass over the name per word, so that ten thousands of names fit a keystroke.
/// @param query as foldedForSearch() makes it
int fuzzyScore(QStringView query, QStringView folded);

} // namespace alidade
