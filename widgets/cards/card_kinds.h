// SPDX-License-Identifier: GPL-3.0-or-later
// The kinds of plots there are and the boards they stand on. A new plot is one file and one line here.
#pragma once

#include "widgets/cards/result_card.h"

#include <QList>
#include <QString>

#include <functional>

namespace alidade {

/// One kind of plot.
struct CardKind {
    QString id;    ///< "distribution": in sessions and recipes
    QString title; ///< translated
    QString help;  ///< translated: what is drawn, how to read it
    std::function<ResultCard*(Workbench&)> make; ///< without parent; the caller takes ownership
};

/// Every kind, in the order of the boards.
QList<CardKind> cardKinds();

/// The kind of this id, or null. @param kinds must outlive the result
const CardKind* findCardKind(const QList<CardKind>& kinds, const QString& id);

/// A card's place on a board.
struct BoardPlace {
    QString kind;
    bool wide = false; ///< has a row of its own
};

/// A set of cards that answer one question together.
struct Board {
    QString id;    ///< "overview": in sessions
    QString title; ///< translated
    QString help;  ///< translated, one sentence
    QList<BoardPlace> places;
};

/// Every board, in the order of the tabs.
QList<Board> boards();

} // namespace alidade
