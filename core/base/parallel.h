// SPDX-License-Identifier: Apache-2.0
// The one way to use the OpenMP team outside kernels. An exception that left an OpenMP region would end the
// process, so the first one is kept and rethrown after the region; a stop request empties the rest of the loop.
// Without OpenMP (the thread sanitizer's preset) the loop runs in order on the calling thread.
#pragma once

#include "core/base/job.h"

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <exception>

namespace alidade {

/// Calls body(i) for every i in [0, count), spread over the OpenMP team in chunks handed out dynamically.
/// The body must not call checkpoint(); a stop request is honoured between two bodies.
/// @throws Cancelled when the job was stopped; whatever the first failing body threw.
template <typename Body> void parallelFor(std::int64_t count, const JobContext& job, Body&& body)
{
    std::exception_ptr first;
    std::atomic<bool> failed = false;
#pragma omp parallel for schedule(dynamic, 1) if (count > 1)
    for (std::int64_t i = 0; i < count; ++i) {
        if (failed.load(std::memory_order_relaxed) || job.stopRequested()) continue;
        try {
            body(i);
        } catch (...) {
            if (!failed.exchange(true)) first = std::current_exception();
        }
    }
    if (first) std::rethrow_exception(first);
    job.checkpoint();
}

/// Calls body(begin, end, chunk) over [0, total) cut into chunks of `size`; the cut depends on `size` alone, so
/// that sums folded chunk by chunk are the same whatever the number of threads.
template <typename Body>
void parallelChunks(std::int64_t total, std::int64_t size, const JobContext& job, Body&& body)
{
    const std::int64_t chunks = (total + size - 1) / size;
    parallelFor(chunks, job, [&](std::int64_t chunk) {
        const std::int64_t begin = chunk * size;
        body(begin, std::min(total, begin + size), chunk);
    });
}

/// Threads that a parallel region would use now (1 without OpenMP).
int workerThreads();

/// Sets the team size of the calling thread and of the BLAS library; 0 means one per core.
void setWorkerThreads(int threads);

} // namespace alidade
