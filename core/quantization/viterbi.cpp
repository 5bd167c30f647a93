// SPDX-License-Identifier: Apache-2.0
// All states that share their upper bits share their predecessors, so that the choice is made once for 2^k states.
#include "core/quantization/viterbi.h"

#include <algorithm>
#include <limits>

namespace alidade {

BitshiftTrellis::BitshiftTrellis(int bits, int stateBits, std::vector<float> levels)
    : m_bits(bits), m_stateBits(stateBits), m_mask((1U << stateBits) - 1), m_levels(std::move(levels))
{}

namespace {

/// For each group of states the cheapest of its predecessors, and which it is. Plain arrays that do not overlap, and
/// choices as wide as costs: so the compiler makes vectors of it.
void choosePredecessors(const float* __restrict costs, std::size_t groups, std::size_t inputs, float* __restrict least,
                        std::int32_t* __restrict from)
{
    std::copy_n(costs, groups, least);
    std::fill_n(from, groups, 0);
    for (std::size_t j = 1; j < inputs; ++j) {
        const float* __restrict others = costs + j * groups;
        const auto number = static_cast<std::int32_t>(j);
        // One condition a loop: two of them in one would be made a branch.
#pragma omp simd
        for (std::size_t g = 0; g < groups; ++g) {
            const std::int32_t chosen = from[g];
            from[g] = others[g] < least[g] ? number : chosen;
        }
#pragma omp simd
        for (std::size_t g = 0; g < groups; ++g) {
            const float other = others[g];
            const float lowest = least[g];
            least[g] = other < lowest ? other : lowest;
        }
    }
}

/// Adds the squared errors of all states to the costs of their groups.
template <std::size_t inputs>
void addErrors(const float* __restrict least, const float* __restrict levels, float value, std::size_t groups,
               float* __restrict costs)
{
    for (std::size_t g = 0; g < groups; ++g) {
        const float lowest = least[g];
#pragma omp simd
        for (std::size_t b = 0; b < inputs; ++b) {
            const float error = value - levels[g * inputs + b];
            costs[g * inputs + b] = lowest + error * error;
        }
    }
}

} // namespace

template <int bits>
BitshiftTrellis::Path BitshiftTrellis::bestOf(std::span<const float> values, std::optional<std::uint32_t> start) const
{
    constexpr std::size_t inputs = std::size_t{1} << bits;
    const std::size_t states = m_levels.size();
    const std::size_t groups = states / inputs; // of states with the same predecessors
    std::vector<float> costs(states, start ? std::numeric_limits<float>::infinity() : 0.0F);
    if (start) costs[*start] = 0.0F;
    std::vector<float> least(groups);
    std::vector<std::int32_t> from(groups);
    std::vector<std::uint8_t> choices(values.size() * groups);
    for (std::size_t i = 0; i < values.size(); ++i) {
        choosePredecessors(costs.data(), groups, inputs, least.data(), from.data());
        std::uint8_t* const kept = choices.data() + i * groups;
        for (std::size_t g = 0; g < groups; ++g)
            kept[g] = static_cast<std::uint8_t>(from[g]);
        addErrors<inputs>(least.data(), m_levels.data(), values[i], groups, costs.data());
    }
    Path path{0, std::vector<std::uint8_t>(values.size())};
    auto state = static_cast<std::size_t>(std::min_element(costs.begin(), costs.end()) - costs.begin());
    for (std::size_t i = values.size(); i-- > 0;) {
        path.inputs[i] = static_cast<std::uint8_t>(state % inputs);
        state = state / inputs + choices[i * groups + state / inputs] * groups;
    }
    path.start = static_cast<std::uint32_t>(state);
    return path;
}

BitshiftTrellis::Path BitshiftTrellis::best(std::span<const float> values, std::optional<std::uint32_t> start) const
{
    switch (m_bits) {
    case 1: return bestOf<1>(values, start);
    case 2: return bestOf<2>(values, start);
    case 3: return bestOf<3>(values, start);
    default: return bestOf<4>(values, start);
    }
}

} // namespace alidade
