// SPDX-License-Identifier: Apache-2.0
// Cosine coordinates. Channels have no natural order, so that this should do what it does to permuted
// channels: where it does not, neighbours have something in common. science.md 1.3.
#include "core/transforms/coordinate_system.h"
#include "core/transforms/dct_transform.h"

#include <map>

namespace alidade {

namespace {

class Dct final : public CoordinateSystem {
public:
    explicit Dct(const Parameters& parameters)
        : m_side(sideFromText(parameters.text("side"))), m_block(parameters.integer("block"))
    {}

    [[nodiscard]] Basis fit(const FitInput& input, const JobContext&) const override
    {
        std::map<Index, AxisTransformPtr> made;
        return makeBasis(input, m_side, m_block, [&made](Side, Index, Index length) {
            AxisTransformPtr& known = made[length];
            if (!known) known = dctTransform(length);
            return known;
        });
    }

private:
    Side m_side;
    std::int64_t m_block;
};

} // namespace

void register_dct(CoordinateSystemRegistry& registry)
{
    registry.add({
        .id = "dct",
        .label = "Cosine transform (DCT-II)",
        .shortLabel = "DCT",
        .help = "Orthonormal cosines along the channels, no side information. Concentrates what changes "
                "slowly from one "
                "channel to the next; channels in arbitrary order show what a random basis shows.",
        .dependsOnWeights = false,
        .parameters = {sideParameter(Side::Both), blockParameter()},
        .make = [](const Parameters& parameters) { return std::make_unique<Dct>(parameters); },
    });
}

} // namespace alidade
