// SPDX-License-Identifier: Apache-2.0
// Every matrix of a model in several coordinate systems: durable, resumable, within a bound of memory.
#pragma once

#include "core/base/job.h"
#include "core/sweep/sweep_results.h"
#include "core/sweep/tensor_queue.h"

#include <cstdint>
#include <functional>
#include <string>

namespace alidade {

/// How far a sweep is.
struct SweepProgress {
    std::size_t finished = 0; ///< tensors, those of earlier runs included
    std::size_t planned = 0;
    double fraction = 0.0;         ///< of the estimated work of this run
    double seconds = 0.0;          ///< since the beginning of this run
    double remainingSeconds = 0.0; ///< estimated; NaN before anything is known
    std::string tensor;            ///< finished last
};

/// How a sweep is carried out; nothing here changes a number.
struct SweepOptions {
    std::string output;               ///< the results file; its parts are kept in OUTPUT.parts until all are there
    std::uint64_t memoryBytes = 0;    ///< for weights, coefficients and bases; 0: half of what is free
    int threads = 0;                  ///< tensors at a time, one thread each; 0: one for each processor
    bool overwrite = false;           ///< a results file of another request or of changed weights is replaced, not refused
    std::function<void(const SweepProgress&)> progress; ///< at most a few times a second, from the calling thread
};

/// What a run did.
struct SweepReport {
    std::size_t measured = 0; ///< tensors of this run
    std::size_t resumed = 0;  ///< that an earlier run had finished
    std::size_t planned = 0;
    std::uint64_t weights = 0;         ///< of the tensors measured in this run
    std::uint64_t peakEstimate = 0;    ///< most bytes that were in use at a time, by the estimates
    int workers = 0;                   ///< tensors measured at a time
    double seconds = 0.0;
    bool complete = false; ///< the results file holds every tensor
    std::vector<std::string> notes; ///< what was not measured and why; a lost process
};

/// Bytes that measuring a matrix needs at a time: weights, coefficients, the sorted copy, the basis and its making.
std::uint64_t memoryNeed(const Layer& layer, const SweepRequest& request);

/// Runs or goes on with a sweep. Each finished tensor is on the disk at once; the results file is brought up to date
/// while the sweep runs, so that others can read it. Parts of an earlier run are taken after their weights were hashed
/// again. A tensor that needs more memory than the bound, or coordinates that a tensor does not have, are noted in the
/// results as not measured.
/// @throws InvalidRequest (nothing to measure; the output belongs to another sweep, another version or other weights),
/// FormatError, Error (disk), Cancelled: finished tensors are kept
SweepReport runSweep(const SweepRequest& request, const SweepOptions& options, TensorQueue& queue,
                     const Registries& registries, const JobContext& job);

} // namespace alidade
