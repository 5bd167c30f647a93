// SPDX-License-Identifier: Apache-2.0
// Hadamard coordinates of any size: W' = H_m D_m W D_n H_n^T / sqrt(m n), with random signs D or without. Where no
// Hadamard matrix of the wanted order exists the axis is covered by smaller ones, and the basis says so; science.md 1.1.
#include "core/transforms/coordinate_system.h"
#include "core/transforms/random_hadamard.h"

namespace alidade {

namespace {

class Hadamard final : public CoordinateSystem {
public:
    explicit Hadamard(const Parameters& parameters)
        : m_side(sideFromText(parameters.text("side"))), m_block(parameters.integer("block")),
          m_seed(static_cast<std::uint64_t>(parameters.integer("seed"))),
          m_signs(parameters.text("signs") == "none" ? RandomHadamard::Signs::None : RandomHadamard::Signs::Random)
    {
    }

    [[nodiscard]] Basis fit(const FitInput& input, const JobContext&) const override
    {
        RandomHadamard blocks(m_seed, m_signs);
        return makeBasis(input, m_side, m_block,
                         [&blocks](Side axis, Index, Index length) { return blocks.next(axis, length); });
    }

private:
    Side m_side;
    std::int64_t m_block;
    std::uint64_t m_seed;
    RandomHadamard::Signs m_signs;
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
        .parameters = {sideParameter(Side::Both), blockParameter(), seedParameter(),
                       choiceParameter("signs", "Signs",
                                       "random signs before the Hadamard matrix, or none: the plain one adds up what "
                                       "weights of equal sign have in common",
                                       "random", {"random", "none"})},
        .make = [](const Parameters& parameters) { return std::make_unique<Hadamard>(parameters); },
    });
}

} // namespace alidade
