// SPDX-License-Identifier: GPL-3.0-or-later
// Slots that are taken and slots that are free.
#include "widgets/results/results_colours.h"

#include "widgets/bridge/coordinate_chip.h"
#include "widgets/style/palette.h"

#include <algorithm>

namespace alidade {

std::vector<int> coloursOf(const std::vector<std::string>& ids)
{
    std::vector<int> colours(ids.size(), -1);
    const auto isTaken = [&colours](int colour) { return std::ranges::count(colours, colour) > 0; };
    for (std::size_t i = 0; i < ids.size(); ++i) {
        const int slot = paletteSlot(ids[i], 0);
        if (slot < coordinateSlotCount && !isTaken(slot)) colours[i] = slot;
    }
    // Past the last colour of their own, slots have the colours again with another pattern.
    int next = 0;
    for (int& colour : colours) {
        if (colour >= 0) continue;
        while (isTaken(next))
            ++next;
        colour = next;
    }
    return colours;
}

} // namespace alidade
