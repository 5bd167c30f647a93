// SPDX-License-Identifier: GPL-3.0-or-later
// The steps of the guided tour, each a claim that is checked, words about it, and the state of the window in which it
// can be seen. ux.md 3.8 and 3.9. Thread rule: values; need no widgets.
#pragma once

#include "core/rate_distortion/curve_comparison.h"

#include <QHash>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

namespace alidade {

/// One step. The whole state is declared, so that every step can be entered from every other.
struct TourStep {
    QString claim; ///< id of the claim that is checked, see claims.h
    QString title; ///< translated
    QString text;  ///< translated, two to four sentences
    QString hint;  ///< translated: something to try

    QString board;       ///< in front, see card_kinds.h
    QStringList chips;   ///< visible coordinate systems with default parameters; the others of the bar are hidden
    QString active;      ///< the one of them in front; empty: none
    QString depthMetric = QStringLiteral("kurtosis");
    RateCounting counting; ///< what the rate-distortion plot counts
    QHash<QString, QJsonObject> options; ///< of cards, by kind, see ResultCard::options()
    QStringList cards;   ///< kinds of cards of the board that are outlined
    QStringList widgets; ///< objectNames of widgets that are outlined, too: with the cards at most three
};

/// The ten steps and the eleventh, in the order of claims(); in the language of the moment.
QList<TourStep> tourSteps();

} // namespace alidade
