// SPDX-License-Identifier: GPL-3.0-or-later
// Where each layer stands between flat and concentrated, and where a change of axes takes it. Pure functions.
#pragma once

#include "widgets/cards/result_plots.h"

namespace alidade {

/// A layer in one coordinate system: (flattening, concentration).
struct PlaneMove {
    const Layer* layer = nullptr;
    QPointF from; ///< as stored
    QPointF to;
    bool selected = false;
};

/// The layers in one coordinate system other than the original.
struct PlaneMoves {
    CoordinateChip chip;
    bool active = false;
    QList<PlaneMove> moves;
};

/// What the plane shows.
struct PlaneData {
    CoordinateChip original;
    QList<PlaneMove> stored; ///< `to` as `from`
    QList<PlaneMoves> systems;
    bool waiting = false; ///< results of the survey are missing
    int undefined = 0;    ///< places left out because one of their numbers is undefined
};

/// Metrics that say how heavy the tails are, for the x axis; those of the registry.
QList<const Metric*> flatteningMetrics(const MetricRegistry& metrics);
/// Metrics that say how much energy few coefficients hold, for the y axis.
QList<const Metric*> concentrationMetrics(const MetricRegistry& metrics);

/// The present state of the survey in the layers of the depth role.
PlaneData planeData(const Workbench& workbench, const Metric& flattening, const Metric& concentration);

/// An arrow for every layer and coordinate system, from where it is stored.
PlotSpec planePlot(const PlaneData& data, const Metric& flattening, const Metric& concentration,
                   const QString& role);

} // namespace alidade
