// SPDX-License-Identifier: Apache-2.0
// A sweep in several processes on any number of machines that share a file system, started by mpirun or srun. There is no
// MPI here: what needs it is a module that is loaded when a launcher has started this program.
#pragma once

#include "core/cluster/transport.h"
#include "core/sweep/tensor_queue.h"

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>

namespace alidade {

/// Processes that a launcher has started together with this one, by its environment; 1 without one.
std::size_t launchedProcesses();

/// Silence after which a process is given up: 30 seconds, or what ALIDADE_PATIENCE says. @throws InvalidRequest
std::chrono::duration<double> clusterPatience();

/// The queue of this process among those of a launcher; null if it was started alone. Process 0 hands out the tensors.
/// The queue's destructor waits for the others, so that they end together.
/// @throws Error if there is a launcher, but no module, or no MPI that knows of it
std::unique_ptr<TensorQueue> clusterQueue();

/// The same over any transport. @param open is called by the thread that keeps the conversation; may throw
std::unique_ptr<TensorQueue> clusterQueueOver(std::function<std::unique_ptr<ClusterTransport>()> open,
                                              std::chrono::duration<double> patience);

} // namespace alidade
