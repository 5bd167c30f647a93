// SPDX-License-Identifier: Apache-2.0
// Shannon entropy of symbol counts: an estimate of a rate, labelled as such wherever it is shown.
#pragma once

#include <cstdint>
#include <span>

namespace alidade {

/// -sum p log2 p in bits per symbol; 0 for no symbols.
double histogramEntropy(std::span<const std::uint64_t> counts);

} // namespace alidade
