// SPDX-License-Identifier: Apache-2.0
// All pairs of the fast Hadamard transform turned by one angle, without signs and seed: R(t) (x) ... (x) R(t). What the
// path from the original axes to a Hadamard matrix looks like when nothing is random; `givens_path` has random signs.
#include "core/transforms/coordinate_system.h"
#include "core/transforms/givens_transform.h"

#include <numbers>

namespace alidade {

namespace {

constexpr double angleBits = 32.0;

/// The largest power of two that divides n.
Index powerOfTwoIn(Index n) { return n & -n; }

class Turned final : public CoordinateSystem {
public:
    explicit Turned(const Parameters& parameters)
        : m_side(sideFromText(parameters.text("side"))), m_block(parameters.integer("block")),
          m_angle(parameters.real("angle") * std::numbers::pi / 180.0)
    {}

    [[nodiscard]] Basis fit(const FitInput& input, const JobContext&) const override
    {
        double angle = angleBits;
        return makeBasis(input, m_side, m_block, [&](Side, Index, Index length) {
            return givensTransform(std::vector<float>(static_cast<std::size_t>(length), 1.0F), m_angle,
                                   std::exchange(angle, 0.0), powerOfTwoIn(length));
        });
    }

private:
    Side m_side;
    std::int64_t m_block;
    double m_angle;
};

} // namespace

void register_turned(CoordinateSystemRegistry& registry)
{
    registry.add({
        .id = "turned",
        .label = "Turned by an angle",
        .shortLabel = "Turned",
        .help = "Turns all pairs of the fast Hadamard transform by one angle, nothing random: 0 degrees are the original "
                "axes, 45 degrees a Hadamard matrix up to signs, everything between is orthogonal too.",
        .dependsOnWeights = false,
        .parameters = {sideParameter(Side::Both), blockParameter(),
                       realParameter("angle", "Angle", "degrees that every pair is turned by", 20.0, 0.0, 45.0)},
        .make = [](const Parameters& parameters) { return std::make_unique<Turned>(parameters); },
    });
}

} // namespace alidade
