// SPDX-License-Identifier: Apache-2.0
// What the loops look up. Plain code: tables are made once for millions of symbols.
#include "core/kernels/rans.h"

#include <bit>

namespace alidade::kernels {

void RansEncodeTable::set(std::size_t index, std::uint32_t frequency, std::uint32_t firstSlot)
{
    entries[index] = frequency | firstSlot << 16;
    // Smaller than 2 / frequency by more than all roundings. States are below 2^21 for the frequencies 1 and
    // 2, and then nothing is rounded.
    const float shrink = frequency <= 2 ? 1.0F : 1.0F - 0x1p-22F;
    reciprocals[index] = std::bit_cast<std::uint32_t>(2.0F / static_cast<float>(frequency) * shrink);
}

void RansDecodeTable::set(std::size_t index, std::uint32_t frequency, std::uint32_t firstSlot)
{
    for (std::uint32_t i = 0; i < frequency; ++i)
        entries[firstSlot + i] = frequency | i << ransPrecision | static_cast<std::uint32_t>(index) << 24;
}

} // namespace alidade::kernels
