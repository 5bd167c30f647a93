// SPDX-License-Identifier: GPL-3.0-or-later
// Which coordinates win where in the model. Pure functions.
#pragma once

#include "widgets/bridge/curve_survey.h"
#include "widgets/cards/result_plots.h"

namespace alidade {

/// The winner of one layer.
struct WinnerCell {
    const Layer* layer = nullptr;
    int row = 0; ///< of the role
    BestCurve best;
    bool known = false; ///< every curve is there or failed
};

/// Winners of every layer.
struct WinnerMap {
    QList<CoordinateChip> chips; ///< that compete
    QStringList roles;
    int firstBlock = 0;
    int blocks = 0;
    QList<WinnerCell> cells;
    std::pair<int, int> progress; ///< curves that are known, and all
    bool stopped = false;
};

/// The present state of the survey, at the selected bits and with rates as they are counted.
WinnerMap winnerMap(const Workbench& workbench, const CurveSurvey& survey);

/// Roles over blocks, coloured by the coordinates of highest quality at the rate of the original.
/// @param what quantizer, bits and what counts as rate, for the title
PlotSpec winnerPlot(const WinnerMap& map, const QString& what);

} // namespace alidade
