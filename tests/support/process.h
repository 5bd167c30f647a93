// SPDX-License-Identifier: GPL-3.0-or-later
// Runs a program and keeps what it said, bytes for bytes: arguments and file names need not be UTF-8.
#pragma once

#include <string>
#include <vector>

namespace alidade::test {

/// How a program ended and what it wrote.
struct Finished {
    int code = -1;   ///< exit code, -1 if a signal ended it
    int signal = 0;
    std::string out;
    std::string err;
};

/// Runs `program` with these arguments and waits for it.
/// @param outputTo where standard output goes; empty keeps it in `out`
/// @throws std::runtime_error if it cannot be started
Finished run(const std::string& program, const std::vector<std::string>& arguments, const std::string& outputTo = {});

/// Runs the alidade-cli under test.
Finished runCli(const std::vector<std::string>& arguments, const std::string& outputTo = {});

} // namespace alidade::test
