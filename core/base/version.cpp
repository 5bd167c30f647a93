// SPDX-License-Identifier: Apache-2.0
// Version and libraries.
#include "core/base/version.h"

extern "C" {
char* openblas_get_config(void);
char* openblas_get_corename(void);
int openblas_get_parallel(void);
}

namespace alidade {

std::string programVersion() { return ALIDADE_VERSION; }

std::string blasDescription()
{
    const int parallel = openblas_get_parallel();
    const char* const threading = parallel == 2 ? "OpenMP" : parallel == 1 ? "pthreads" : "one thread";
    return std::string(openblas_get_config()) + " (" + openblas_get_corename() + " kernels, " + threading + ")";
}

} // namespace alidade
