// SPDX-License-Identifier: Apache-2.0
// Randomized Hadamard coordinates of any size: W' = H_m D_m W D_n H_n^T / sqrt(m n). Where no Hadamard matrix of the
// wanted order exists the axis is covered by smaller ones, and the basis says so; science.md 1.1.
#include "core/base/random.h"
#include "core/transforms/coordinate_system.h"
#include "core/transforms/hadamard_transform.h"

#include <map>

namespace alidade {

namespace {

constexpr double seedBits = 64.0;

std::vector<float> randomSigns(Random& random, std::int64_t count)
{
    std::vector<float> signs(static_cast<std::size_t>(count));
    for (float& sign : signs) sign = (random.bits() >> 63) != 0 ? -1.0F : 1.0F;
    return signs;
}

class Hadamard final : public CoordinateSystem {
public:
    explicit Hadamard(const Parameters& parameters)
        : m_side(sideFromText(parameters.text("side"))), m_block(parameters.integer("block")),
          m_seed(static_cast<std::uint64_t>(parameters.integer("seed")))
    {
    }

    [[nodiscard]] Basis fit(const Matrix& weights, const JobContext&) const override
    {
        // The two sides draw from streams of their own, so that the signs of one do not depend on the other's length.
        Random rowSigns(m_seed, 1);
        Random columnSigns(m_seed, 2);
        bool seedCharged = false;
        std::map<std::int64_t, HadamardPlan> plans;
        return makeBasis(weights, m_side, m_block, [&](Side axis, Index, Index length) {
            Random& random = axis == Side::Rows ? rowSigns : columnSigns;
            std::vector<AxisTransformPtr> parts;
            for (const std::int64_t block : hadamardBlocks(length)) {
                const double bits = seedCharged ? 0.0 : seedBits; // one seed for everything
                seedCharged = true;
                if (!plans.contains(block)) plans.emplace(block, *planHadamard(block));
                parts.push_back(hadamardTransform(plans.at(block), randomSigns(random, block), bits));
            }
            return blockDiagonal(std::move(parts));
        });
    }

private:
    Side m_side;
    std::int64_t m_block;
    std::uint64_t m_seed;
};

} // namespace

void register_hadamard(CoordinateSystemRegistry& registry)
{
    registry.add({
        .id = "hadamard",
        .label = "Randomized Hadamard",
        .shortLabel = "Hadamard",
        .help = "Random signs, then a Hadamard matrix: spreads every weight over all channels. Expected kurtosis "
                "3 - 2k/n whatever it was before; flattens, never aligns.",
        .dependsOnWeights = false,
        .parameters = {sideParameter(Side::Both), blockParameter(), seedParameter()},
        .make = [](const Parameters& parameters) { return std::make_unique<Hadamard>(parameters); },
    });
}

} // namespace alidade
