// SPDX-License-Identifier: Apache-2.0
// The instruction sets that kernels were compiled for: which one runs, and how tests make another one run.
#pragma once

#include <string>
#include <vector>

namespace alidade::kernels {

/// Names of the sets that this program has kernels for and this processor can run, best first: "AVX3",
/// "AVX2", "SSE4".
std::vector<std::string> usableTargets();

/// The set that kernels use now.
std::string chosenTarget();

/// Makes kernels use this set, one of usableTargets(), or the best one for an empty name. It holds for the
/// process: for tests and benchmarks, while no kernel runs.
void chooseTarget(const std::string& name);

} // namespace alidade::kernels
