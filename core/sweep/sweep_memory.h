// SPDX-License-Identifier: Apache-2.0
// The arithmetic of scheduling; memoryNeed() stands in sweep.h, because users want to know it.
#pragma once

#include "core/sweep/sweep_request.h"
#include "core/tensor/layer.h"

#include <cstdint>

namespace alidade {

/// Work of a tensor, about nanoseconds of one thread, good for comparing tensors: decides the order and the estimate of what
/// is left.
double workEstimate(const Layer& layer, const SweepRequest& request);

/// Processors for one of `processes` on this machine: those it is bound to, or its share of all.
int processorsFor(int processes);

/// Bytes that new memory can take without swapping, by the system; 8 GiB if it does not say.
std::uint64_t availableMemory();

} // namespace alidade
