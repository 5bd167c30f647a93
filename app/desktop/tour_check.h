// SPDX-License-Identifier: GPL-3.0-or-later
// The tour without a window: what its steps claim, checked on a model and printed.
#pragma once

#include <QString>

#include <optional>

namespace alidade {

/// Checks every step, or one, and prints a line for each on standard output, in the language of the program.
/// @param file model file or folder; empty: the sample twin
/// @param step counted from 1; nothing: all
/// @return the exit code: 0 if every step was computed and none of the claims fails, 3 if one does not hold on this
///         model, 1 if something could not be opened or computed
int checkTour(const QString& file, std::optional<int> step);

} // namespace alidade
