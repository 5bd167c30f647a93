// SPDX-License-Identifier: GPL-3.0-or-later
// What the window shows, as one value that can be kept and taken up again: before the tour, and at each of its steps.
// Thread rule: a value; capture and apply on the GUI thread.
#pragma once

#include "core/engine/analysis.h"
#include "core/rate_distortion/curve_comparison.h"
#include "widgets/plots/plot_view.h"

#include <QHash>
#include <QJsonObject>
#include <QList>
#include <QString>

#include <optional>

namespace alidade {

class Overview;
class Workbench;

/// A coordinate system in the bar.
struct ShownChip {
    ComponentRequest request; ///< every parameter, defaults filled in
    bool visible = true;
    friend bool operator==(const ShownChip&, const ShownChip&) = default;
};

/// Everything of the window that a step of the tour decides, and so may change.
struct TourView {
    QString board;     ///< id
    QString maximised; ///< kind of the card that stands alone; empty: none does
    QString tensor;    ///< empty: the one that is selected stays
    std::optional<quint64> matrix;
    QList<ShownChip> bar;
    QString active; ///< id of the chip in front; empty: none
    double bits = 4.0;
    ComponentRequest quantizer; ///< without "bits"
    RateCounting rateCounting;
    QString depthMetric;
    QString depthRole;
    QString filter;
    QHash<QString, QJsonObject> options; ///< of cards, by kind; a card that is not here keeps its own
    QHash<QString, PlotViewState> plots; ///< by kind; a card that is not here is shown as its plot comes
    friend bool operator==(const TourView&, const TourView&) = default;
};

/// The window as it is.
TourView captureView(const Workbench& workbench, const Overview& overview);

/// Makes the window so. What there is not any more (a tensor of another model, axes that need a calibration) is left
/// out.
void applyView(const TourView& view, Workbench& workbench, Overview& overview);

} // namespace alidade
