// SPDX-License-Identifier: Apache-2.0
// Plug-in entropy.
#include "core/entropy/histogram_entropy.h"

#include <cmath>
#include <numeric>

namespace alidade {

double histogramEntropy(std::span<const std::uint64_t> counts)
{
    const auto total = static_cast<double>(std::accumulate(counts.begin(), counts.end(), std::uint64_t{0}));
    if (total <= 0.0) return 0.0;
    double entropy = 0.0;
    for (const std::uint64_t count : counts) {
        if (count == 0) continue;
        const double p = static_cast<double>(count) / total;
        entropy -= p * std::log2(p);
    }
    return entropy > 0.0 ? entropy : 0.0; // not -0 for a single symbol
}

} // namespace alidade
