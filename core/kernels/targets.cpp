// SPDX-License-Identifier: Apache-2.0
// Highway's own table of targets, by name.
#include "core/kernels/targets.h"

#include "core/kernels/simd.h"

#include <hwy/highway.h>

namespace alidade::kernels {

namespace {

/// The bits of the targets that can run, best first: lower bits are better.
std::vector<std::int64_t> usableBits()
{
    std::vector<std::int64_t> bits;
    for (std::int64_t left = hwy::SupportedTargets() & HWY_TARGETS; left != 0; left &= left - 1)
        bits.push_back(left & -left);
    return bits;
}

} // namespace

std::vector<std::string> usableTargets()
{
    std::vector<std::string> names;
    for (const std::int64_t bit : usableBits())
        names.emplace_back(hwy::TargetName(bit));
    return names;
}

std::string chosenTarget() { return usableTargets().front(); }

void chooseTarget(const std::string& name)
{
    hwy::SetSupportedTargetsForTest(0);
    for (const std::int64_t bit : usableBits())
        if (name == hwy::TargetName(bit)) hwy::SetSupportedTargetsForTest(bit);
    hwy::GetChosenTarget().Update(hwy::SupportedTargets());
}

} // namespace alidade::kernels
