// SPDX-License-Identifier: GPL-3.0-or-later
// A reading of the measured numbers in plain words, which says as readily that something did not happen as
// that it did. Every sentence rests on numbers that it quotes. Pure functions.
#pragma once

#include "widgets/cards/result_plots.h"

#include <QStringList>

namespace alidade {

/// One thing the numbers say.
struct Reading {
    QString heading; ///< "Outliers"
    QString text;    ///< plain text
};

/// What the results of one tensor say, in the order of the argument: what stays, what moves, what it costs.
/// @param chips the visible chips; the comparison is with the original coordinates, shown or not
/// @param original results in the original coordinates, or null while they are unknown
/// @param bits bit width that the sentences on quantization speak of
QList<Reading> explain(const QList<PlottedChip>& chips, const ChipResults* original, double bits);

} // namespace alidade
