// SPDX-License-Identifier: Apache-2.0
// Entropy of symbols, and the search for the step whose symbols have a given one.
#pragma once

#include "core/base/job.h"
#include "core/tensor/symbols.h"

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace alidade {

/// How often each value of [smallest, smallest + alphabet) occurs at each place of the period. @throws Cancelled
std::vector<std::vector<std::uint64_t>> symbolCounts(const Symbols& symbols, const JobContext& job);

/// Hands out the counts of one place of the period after the other: as symbolCounts(), a few places in memory at a time,
/// for periods as long as a row.
void forEachPlace(const Symbols& symbols, const std::function<void(const std::vector<std::uint64_t>& counts)>& body);

/// Sum over the places of occurrences times entropy, in bits: what the symbols take at least if each place of the
/// period has its own model.
double entropyOf(std::span<const std::vector<std::uint64_t>> counts);

/// Sets smallest and alphabet to what occurs; one symbol, 0, if there are none.
void fitAlphabet(Symbols& symbols);

/// Looks for the step in [finest, coarsest] whose measured entropy is the target, to 2e-4 bits, by regula falsi on
/// the logarithm of the step and then bisection. What cannot be reached gives the nearer end.
/// @param entropyAt  bits per weight at a step; falls as the step grows, but for noise
/// @throws Cancelled
double stepForEntropy(double target, double finest, double coarsest, const std::function<double(double)>& entropyAt,
                      const JobContext& job);

} // namespace alidade
