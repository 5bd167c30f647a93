// SPDX-License-Identifier: Apache-2.0
// The HDF5 reader's child process: the only place where libhdf5 sees a file that we did not write ourselves.
#pragma once

namespace alidade {

/// True if the program was started as the HDF5 reader's child (its first argument is the private flag).
bool isHdf5Worker(int argc, char** argv);

/// Serves the parent over inherited descriptors until it goes away; see hdf5_protocol.h. To be called first
/// thing in main(), before any thread is started. It limits the process for good: memory, computing time per
/// request, no core file, no writing to files.
/// @return the process's exit code (2 when it was not started by a parent)
int runHdf5Worker(int argc, char** argv);

} // namespace alidade
