// SPDX-License-Identifier: Apache-2.0
// Teams for results that have to be the same for any number of threads.
#pragma once

namespace alidade {

/// Sets the team of the calling thread, and the BLAS library of the whole process to one thread: how it cuts products and
/// eigenproblems for several decides their last digits, and eigenvectors of close eigenvalues by far more.
/// setWorkerThreads() gives the library its threads back. Not while another thread computes.
void setRepeatableThreads(int threads);

} // namespace alidade
