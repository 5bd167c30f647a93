// SPDX-License-Identifier: Apache-2.0
// Highway's own table of targets, by name.
#include "core/kernels/targets.h"

#include "core/base/error.h"
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
    std::int64_t wanted = 0; // all of them: the best one runs
    for (const std::int64_t bit : usableBits())
        if (name == hwy::TargetName(bit)) wanted = bit;
    hwy::SetSupportedTargetsForTest(wanted);
    hwy::GetChosenTarget().Update(hwy::SupportedTargets());
    if (wanted == 0 && !name.empty())
        throw InvalidRequest("there are no kernels for the instruction set " + name);
}

} // namespace alidade::kernels
