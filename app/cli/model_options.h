// SPDX-License-Identifier: GPL-3.0-or-later
// Options of commands that run a model on a text.
#pragma once

#include "core/studies/evaluation.h"

#include <CLI/CLI.hpp>

#include <string>

namespace alidade::cli {

/// Adds FILE, --text, --tokens, --tokenizer, --protocol, --context and --windows.
void addModelOptions(CLI::App& command, std::string& model, TextSource& text);

} // namespace alidade::cli
