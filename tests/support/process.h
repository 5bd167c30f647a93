// SPDX-License-Identifier: GPL-3.0-or-later
// Runs a program and keeps what it said, bytes for bytes: arguments and file names need not be UTF-8.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace alidade::test {

/// How a program ended and what it wrote.
struct Finished {
    int code = -1; ///< exit code, -1 if a signal ended it
    int signal = 0;
    bool timedOut = false;     ///< it was ended by us
    std::size_t peakBytes = 0; ///< largest resident memory, its own and that of its children
    std::string out;
    std::string err;
};

/// What a program may use; 0 means no limit.
struct RunLimits {
    std::size_t addressSpace = 0; ///< bytes; not set under sanitizers, which reserve terabytes
    int seconds = 0;              ///< of real time
};

/// Runs `program` with these arguments and waits for it.
/// @param outputTo where standard output goes; empty keeps it in `out`
/// @throws std::runtime_error if it cannot be started
Finished run(const std::string& program, const std::vector<std::string>& arguments,
             const std::string& outputTo = {}, const RunLimits& limits = {});

/// Runs the alidade-cli under test.
Finished runCli(const std::vector<std::string>& arguments, const std::string& outputTo = {},
                const RunLimits& limits = {});

} // namespace alidade::test
