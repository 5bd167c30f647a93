// SPDX-License-Identifier: Apache-2.0
// The axes of the file: the reference that every other coordinate system is compared with.
#include "core/transforms/coordinate_system.h"

namespace alidade {

namespace {

class Original final : public CoordinateSystem {
public:
    [[nodiscard]] Basis fit(const FitInput&, const JobContext&) const override { return {}; }
};

} // namespace

void register_original(CoordinateSystemRegistry& registry)
{
    registry.add({
        .id = "original",
        .label = "Original axes",
        .shortLabel = "Original",
        .help = "The weights as they stand in the file: one axis per input and output channel.",
        .dependsOnWeights = false,
        .parameters = {},
        .make = [](const Parameters&) { return std::make_unique<Original>(); },
    });
}

} // namespace alidade
