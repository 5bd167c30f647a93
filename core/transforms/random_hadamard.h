// SPDX-License-Identifier: Apache-2.0
// The randomized Hadamard transform of an axis of any length: what several coordinate systems are made of.
#pragma once

#include "core/base/random.h"
#include "core/transforms/axis_transform.h"
#include "core/transforms/coordinate_system.h"
#include "core/transforms/hadamard_matrix.h"

#include <map>
#include <vector>

namespace alidade {

/// `count` signs, +1 or -1, from the top bits of the stream.
std::vector<float> randomSigns(Random& random, std::int64_t count);

/// Makes the blocks of one basis: signs of the two sides come from streams of their own, the seed is charged
/// once.
class RandomHadamard {
public:
    enum class Signs { Random, None };

    RandomHadamard(std::uint64_t seed, Signs signs);

    /// H D x / sqrt n of the next `length` channels of an axis; where no Hadamard matrix of that order
    /// exists, a row of smaller ones, see hadamardBlocks().
    AxisTransformPtr next(Side axis, Index length);

private:
    Random m_rows;
    Random m_columns;
    Signs m_signs;
    SeedCharge m_charge;
    std::map<std::int64_t, HadamardPlan> m_plans;
};

} // namespace alidade
