// SPDX-License-Identifier: Apache-2.0
// Channels in random order: matters to group quantizers and to smooth fits, and to nothing else.
// science.md 1.7.
#include "core/base/random.h"
#include "core/transforms/coordinate_system.h"
#include "core/transforms/permutation_transform.h"

#include <numeric>

namespace alidade {

namespace {

class Permutation final : public CoordinateSystem {
public:
    explicit Permutation(const Parameters& parameters)
        : m_side(sideFromText(parameters.text("side"))), m_block(parameters.integer("block")),
          m_seed(static_cast<std::uint64_t>(parameters.integer("seed")))
    {}

    [[nodiscard]] Basis fit(const FitInput& input, const JobContext&) const override
    {
        Random rows(m_seed, 1);
        Random columns(m_seed, 2);
        SeedCharge charge;
        return makeBasis(input, m_side, m_block, [&](Side axis, Index, Index length) {
            Random& random = axis == Side::Rows ? rows : columns;
            std::vector<Index> order(static_cast<std::size_t>(length));
            std::iota(order.begin(), order.end(), Index{0});
            for (std::size_t i = order.size(); i > 1; --i)
                std::swap(order[i - 1], order[random.below(i)]);
            return permutationTransform(std::move(order), charge.take(),
                                        "random order of " + std::to_string(length) + " channels");
        });
    }

private:
    Side m_side;
    std::int64_t m_block;
    std::uint64_t m_seed;
};

} // namespace

void register_permutation(CoordinateSystemRegistry& registry)
{
    registry.add({
        .id = "permutation",
        .label = "Random order of channels",
        .shortLabel = "Permutation",
        .help =
            "The same axes in an order drawn from the seed: the null for everything that looks at neighbours "
            "(groups "
            "of a quantizer, cosines). Values do not change, so neither do kurtosis and the largest weight.",
        .dependsOnWeights = false,
        .parameters = {sideParameter(Side::Both), blockParameter(), seedParameter()},
        .make = [](const Parameters& parameters) { return std::make_unique<Permutation>(parameters); },
    });
}

} // namespace alidade
