// SPDX-License-Identifier: GPL-3.0-or-later
// A coordinate system as the window shows it: recipe, name, style slot and how far its numbers are.
// Thread rule: a value.
#pragma once

#include "core/engine/analysis.h"
#include "core/registry/registries.h"

#include <QList>
#include <QString>

namespace alidade {

/// How far the numbers of a chip are for the selected tensor.
enum class ChipState { Idle, Computing, Preview, Ready, Failed };

/// A coordinate system that can be in the coordinate bar, which is the legend of every plot.
struct CoordinateChip {
    ComponentRequest request; ///< registry id and every parameter, defaults filled in
    QString label;            ///< short, for chips and table headers
    QString longLabel;
    QString help;
    int slot = 0; ///< for styleFor()
    bool needsCalibration = false; ///< there are no such axes without second moments of the inputs
    bool visible = true;
    ChipState state = ChipState::Idle;
    double progress = 0.0; ///< 0 to 1 while computing
    QString message;       ///< why it failed or does not apply

    /// Stable identity: the id in the registry.
    [[nodiscard]] QString id() const { return QString::fromStdString(request.id); }
    friend bool operator==(const CoordinateChip&, const CoordinateChip&) = default;
};

/// Identity of the chip that shows the weights as they are stored: the baseline of every comparison.
inline constexpr const char* originalCoordinates = "original";

/// Style slot of a coordinate system: the hand-picked one for the systems the palette was made for, and for
/// others one past them, the same whatever else is registered before.
/// @param rankAmongOthers position among the systems that have no slot of their own
int paletteSlot(const std::string& id, int rankAmongOthers);

/// One chip per registered coordinate system, with default parameters; those of firstInBar() are visible.
/// Systems that need a calibration come last.
/// @param calibrated there are second moments of the inputs: without them the systems that need them are left
/// out
QList<CoordinateChip> makeChips(const Registries& registries, bool calibrated = false);

/// Whether a system is in the bar from the start: the three that tell the story. The others are added by the user.
bool firstInBar(const std::string& id);

/// "Hadamard, columns, block 64, seed 7": name and the parameters that differ from their defaults.
QString chipDescription(const CoordinateChip& chip, const Registries& registries);

} // namespace alidade
