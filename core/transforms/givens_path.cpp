// SPDX-License-Identifier: Apache-2.0
// A path of orthogonal bases from the original axes (0 degrees) to Hadamard's (45 degrees): shows how
// statistics move on the way. On axes whose length is no power of two it acts on the powers of two that add
// up to it.
#include "core/transforms/coordinate_system.h"
#include "core/transforms/givens_transform.h"
#include "core/transforms/random_hadamard.h"

#include <numbers>

namespace alidade {

namespace {

constexpr double angleBits = 32.0;

class GivensPath final : public CoordinateSystem {
public:
    explicit GivensPath(const Parameters& parameters)
        : m_side(sideFromText(parameters.text("side"))), m_block(parameters.integer("block")),
          m_seed(static_cast<std::uint64_t>(parameters.integer("seed"))),
          m_angle(parameters.real("angle") * std::numbers::pi / 180.0)
    {}

    [[nodiscard]] Basis fit(const FitInput& input, const JobContext&) const override
    {
        Random rows(m_seed, 1);
        Random columns(m_seed, 2);
        SeedCharge charge;
        double angle = angleBits;
        return makeBasis(input, m_side, m_block, [&](Side axis, Index, Index length) {
            Random& random = axis == Side::Rows ? rows : columns;
            std::vector<AxisTransformPtr> parts;
            for (const Index block : powersOfTwo(length)) {
                const double bits = charge.take() + std::exchange(angle, 0.0);
                parts.push_back(givensTransform(randomSigns(random, block), m_angle, bits));
            }
            return blockDiagonal(std::move(parts));
        });
    }

private:
    Side m_side;
    std::int64_t m_block;
    std::uint64_t m_seed;
    double m_angle;
};

} // namespace

void register_givens_path(CoordinateSystemRegistry& registry)
{
    registry.add({
        .id = "givens_path",
        .label = "Path from original to Hadamard",
        .shortLabel = "Path",
        .help = "Turns all pairs of the fast Hadamard transform by one angle: 0 degrees are the original "
                "axes, 45 degrees "
                "the randomized Hadamard matrix up to signs, everything between is orthogonal too.",
        .dependsOnWeights = false,
        .parameters = {sideParameter(Side::Both), blockParameter(), seedParameter(),
                       realParameter("angle", "Angle", "degrees from the original axes to Hadamard's", 22.5,
                                     0.0, 45.0)},
        .make = [](const Parameters& parameters) { return std::make_unique<GivensPath>(parameters); },
    });
}

} // namespace alidade
