// SPDX-License-Identifier: Apache-2.0
// Signs, plans and blocks of randomized Hadamard transforms.
#include "core/transforms/random_hadamard.h"

#include "core/transforms/hadamard_transform.h"

namespace alidade {

std::vector<float> randomSigns(Random& random, std::int64_t count)
{
    std::vector<float> signs(static_cast<std::size_t>(count));
    for (float& sign : signs)
        sign = (random.bits() >> 63) != 0 ? -1.0F : 1.0F;
    return signs;
}

// The two sides draw from streams of their own, so that the signs of one do not depend on the other's length.
RandomHadamard::RandomHadamard(std::uint64_t seed, Signs signs)
    : m_rows(seed, 1), m_columns(seed, 2), m_signs(signs)
{}

AxisTransformPtr RandomHadamard::next(Side axis, Index length)
{
    Random& random = axis == Side::Rows ? m_rows : m_columns;
    std::vector<AxisTransformPtr> parts;
    for (const std::int64_t block : hadamardBlocks(length)) {
        if (!m_plans.contains(block)) m_plans.emplace(block, *planHadamard(block));
        const bool plain = m_signs == Signs::None;
        parts.push_back(hadamardTransform(m_plans.at(block),
                                          plain ? std::vector<float>() : randomSigns(random, block),
                                          plain ? 0.0 : m_charge.take()));
    }
    return blockDiagonal(std::move(parts));
}

} // namespace alidade
