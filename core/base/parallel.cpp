// SPDX-License-Identifier: Apache-2.0
// Team size of OpenMP and BLAS together: they share one pool.
#include "core/base/parallel.h"

#include <thread>

#ifdef _OPENMP
#include <omp.h>
#endif

extern "C" void openblas_set_num_threads(int threads);

namespace alidade {

int workerThreads()
{
#ifdef _OPENMP
    return omp_get_max_threads();
#else
    return 1;
#endif
}

void setWorkerThreads(int threads)
{
#ifdef _OPENMP
    const int cores = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
    const int wanted = threads > 0 ? threads : cores;
    omp_set_num_threads(wanted);
    openblas_set_num_threads(wanted);
#else
    static_cast<void>(threads);
    openblas_set_num_threads(1);
#endif
}

} // namespace alidade
