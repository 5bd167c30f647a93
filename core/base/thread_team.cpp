// SPDX-License-Identifier: Apache-2.0
#include "core/base/thread_team.h"

#include "core/base/parallel.h"

#ifdef _OPENMP
#include <omp.h>
#endif

namespace alidade {

void setRepeatableThreads(int threads)
{
    setWorkerThreads(1);
#ifdef _OPENMP
    omp_set_num_threads(threads > 0 ? threads : 1); // of this thread alone; BLAS asks for its own number first
#else
    static_cast<void>(threads);
#endif
}

} // namespace alidade
