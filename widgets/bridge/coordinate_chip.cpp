// SPDX-License-Identifier: GPL-3.0-or-later
// Chips from the registry of coordinate systems.
#include "widgets/bridge/coordinate_chip.h"

#include "widgets/bridge/core_text.h"
#include "widgets/style/palette.h"

#include <QStringList>

#include <array>
#include <string_view>

namespace alidade {

namespace {

struct KnownSlot {
    std::string_view id;
    int slot;
};

// The meanings the palette was chosen for; see widgets/style/palette.h.
constexpr std::array knownSlots{
    KnownSlot{originalCoordinates, 0},
    KnownSlot{"hadamard", 1},
    KnownSlot{"haar", 2},
    KnownSlot{"pca", 3},
    KnownSlot{"dct", 4},
    KnownSlot{"learned_concentration", 5},
};

const KnownSlot* known(std::string_view id)
{
    for (const KnownSlot& entry : knownSlots)
        if (entry.id == id) return &entry;
    return nullptr;
}

} // namespace

int paletteSlot(const std::string& id, int rankAmongOthers)
{
    if (const KnownSlot* entry = known(id)) return entry->slot;
    return coordinateSlotCount + rankAmongOthers;
}

bool firstInBar(const std::string& id) { return id == originalCoordinates || id == "hadamard" || id == "pca"; }

QList<CoordinateChip> makeChips(const Registries& registries, bool calibrated)
{
    QList<CoordinateChip> chips;
    int others = 0;
    const auto add = [&chips, &others](const CoordinateSystemEntry& entry) {
        CoordinateChip chip;
        chip.request = {entry.id, resolveParameters(entry.parameters, {})};
        chip.label = componentText(entry.shortLabel);
        chip.longLabel = componentText(entry.label);
        chip.help = componentText(entry.help);
        chip.slot = paletteSlot(entry.id, others);
        if (!known(entry.id)) ++others;
        chip.needsCalibration = entry.needsCalibration;
        chip.visible = firstInBar(entry.id);
        chips.append(chip);
    };
    for (const CoordinateSystemEntry& entry : registries.coordinateSystems)
        if (!entry.needsCalibration) add(entry);
    for (const CoordinateSystemEntry& entry : registries.coordinateSystems)
        if (entry.needsCalibration && calibrated) add(entry);
    return chips;
}

QString chipDescription(const CoordinateChip& chip, const Registries& registries)
{
    QStringList words{chip.longLabel};
    for (const ParameterSpec& spec : registries.coordinateSystems.find(chip.request.id).parameters) {
        const auto& values = chip.request.parameters.values();
        const auto at = values.find(spec.id);
        if (at == values.end() || at->second == spec.fallback) continue;
        words.append(componentText(spec.label).toLower() + QLatin1Char(' ') + fromCore(parameterText(spec, at->second)));
    }
    return words.join(QStringLiteral(", "));
}

} // namespace alidade
