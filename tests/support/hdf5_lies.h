// SPDX-License-Identifier: GPL-3.0-or-later
// A worker of the HDF5 reader as a hostile file could make it: it answers with nonsense.
#pragma once

#include <string>
#include <vector>

namespace alidade::testing {

/// What it can answer; "silence" is to be waited for.
std::vector<std::string> lieNames();

/// The worker's main(): waits for a request and answers with this lie. @return exit code
int tellLie(const std::string& which);

} // namespace alidade::testing
