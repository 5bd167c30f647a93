// SPDX-License-Identifier: GPL-3.0-or-later
// The desktop program as a tool that draws: this program links nothing of it and does without it where it is not there.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace alidade::cli {

/// `alidade`: $ALIDADE_DESKTOP, else beside this program, else in PATH. Nothing where there is none.
std::optional<std::string> desktopProgram();

/// What became of a run.
struct Ran {
    bool good = false;
    std::string why; ///< one line, if not good; escaped
};

/// Runs a program with these arguments, without a shell, and ends it after `seconds`.
Ran runProgram(const std::string& program, const std::vector<std::string>& arguments, int seconds);

} // namespace alidade::cli
