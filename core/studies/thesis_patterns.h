// SPDX-License-Identifier: Apache-2.0
// Every sentence that the test of a thesis can end in beside those of the claims, in one table, so that none escapes
// translation.
#pragma once

#include "core/studies/verdicts.h"

#include <cstddef>
#include <string>
#include <vector>

namespace alidade {

/// One pattern of thesisPatterns(), by place. Of theses about many matrices %1 is how many it holds in and %2 how many
/// were looked at.
enum class Found : std::size_t {
    FunctionUnchanged,
    ManyParameters,
    NormsKept,
    KurtosisFalls,
    Misalignment,
    GaugeRemoves,
    NothingToRemove,
    OutliersZeroed,
    MagnitudeRanks,
    Directions,
    CosineOrders,
    Flattens,
    EntropyAtStep,
    EntropyAtBits,
    RotationGain,
    FlatteningRate,
    FourBits,
    AlignedShares,
    AlignedRate,
    AlignmentPays,
    Dimensions,
    SmoothDepth,
    FewLayers,
    SplitPays,
    NoMatrices,
    Count
};

/// The pattern at this place.
const std::string& patternOf(Found place);

} // namespace alidade
