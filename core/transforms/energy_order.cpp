// SPDX-License-Identifier: Apache-2.0
// Channels sorted by their energy, largest first: gathers loud channels in the same groups of a quantizer.
#include "core/base/error.h"
#include "core/transforms/coordinate_system.h"
#include "core/transforms/permutation_transform.h"

#include <algorithm>
#include <numeric>

namespace alidade {

namespace {

class EnergyOrder final : public CoordinateSystem {
public:
    explicit EnergyOrder(const Parameters& parameters)
        : m_side(sideFromText(parameters.text("side"))), m_block(parameters.integer("block"))
    {}

    [[nodiscard]] Basis fit(const FitInput& input, const JobContext& job) const override
    {
        return makeBasis(input, m_side, m_block, [&](Side axis, Index first, Index length) {
            job.checkpoint(static_cast<std::uint64_t>(first), static_cast<std::uint64_t>(first + length));
            Eigen::VectorXd energy(length);
            if (axis == Side::Rows)
                for (Index i = 0; i < length; ++i)
                    energy(i) = input.weights.row(first + i).cast<double>().squaredNorm();
            else
                energy = input.weights.middleCols(first, length)
                             .cast<double>()
                             .colwise()
                             .squaredNorm()
                             .transpose();
            if (!energy.allFinite())
                throw NumericalError("the weights hold NaN or Inf: their energies have no order");
            job.checkpoint();
            std::vector<Index> order(static_cast<std::size_t>(length));
            std::iota(order.begin(), order.end(), Index{0});
            std::stable_sort(order.begin(), order.end(),
                             [&energy](Index a, Index b) { return energy(a) > energy(b); });
            return permutationTransform(std::move(order), permutationBits(length),
                                        std::to_string(length) + " channels by energy");
        });
    }

private:
    Side m_side;
    std::int64_t m_block;
};

} // namespace

void register_energy_order(CoordinateSystemRegistry& registry)
{
    registry.add({
        .id = "energy_order",
        .label = "Channels by energy",
        .shortLabel = "By energy",
        .help = "The same axes, the channel of largest energy first. Changes what shares a group of a "
                "quantizer; the "
                "order is charged log2 n! bits.",
        .dependsOnWeights = true,
        .parameters = {sideParameter(Side::Columns), blockParameter()},
        .make = [](const Parameters& parameters) { return std::make_unique<EnergyOrder>(parameters); },
    });
}

} // namespace alidade
