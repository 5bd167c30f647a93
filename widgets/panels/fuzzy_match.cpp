// SPDX-License-Identifier: GPL-3.0-or-later
// Subsequence matching.
#include "widgets/panels/fuzzy_match.h"

namespace alidade {

namespace {

constexpr int letterScore = 1;
constexpr int followsScore = 6; // the letter before it matched, too
constexpr int beginsScore = 8;  // first letter of a word or number in the name
constexpr int wholeScore = 20;  // the word stands there as it was typed

bool beginsWord(QStringView name, qsizetype at)
{
    if (at == 0) return true;
    const QChar before = name.at(at - 1);
    return !before.isLetterOrNumber() || (name.at(at).isDigit() && !before.isDigit());
}

/// Where the word stands as typed: preferably where a word of the name begins; -1 if nowhere.
qsizetype standsAt(QStringView word, QStringView name)
{
    const qsizetype first = name.indexOf(word);
    for (qsizetype at = first; at >= 0; at = name.indexOf(word, at + 1))
        if (beginsWord(name, at)) return at;
    return first;
}

int wordScore(QStringView word, QStringView name)
{
    if (const qsizetype at = standsAt(word, name); at >= 0) {
        const auto letters = static_cast<int>(word.size());
        return wholeScore + letters * (letterScore + followsScore) + (beginsWord(name, at) ? beginsScore : 0);
    }
    int score = 0;
    qsizetype last = -2;
    for (const QChar letter : word) {
        const qsizetype at = name.indexOf(letter, last < 0 ? 0 : last + 1);
        if (at < 0) return noMatch;
        score += letterScore + (at == last + 1 ? followsScore : 0) + (beginsWord(name, at) ? beginsScore : 0);
        last = at;
    }
    return score;
}

} // namespace

QString foldedForSearch(const QString& name) { return name.toCaseFolded(); }

int fuzzyScore(QStringView query, QStringView folded)
{
    int score = 0;
    qsizetype begin = 0;
    while (begin < query.size()) {
        qsizetype end = query.indexOf(QLatin1Char(' '), begin);
        if (end < 0) end = query.size();
        if (end > begin) {
            const int word = wordScore(query.mid(begin, end - begin), folded);
            if (word == noMatch) return noMatch;
            score += word;
        }
        begin = end + 1;
    }
    // Of names that fit alike the shorter one is meant; an eighth of a letter each keeps this below the rest.
    return 8 * score - static_cast<int>(qMin<qsizetype>(folded.size(), 64));
}

} // namespace alidade
