// SPDX-License-Identifier: GPL-3.0-or-later
// How quickly the window answers, as a table: every bar of the desktop with its budget, by the processor time of the GUI
// thread and by the clock.
#pragma once

#include <QString>

namespace alidade::bench {

/// Measures everything and prints the table. Requires a QApplication. Returns 0, whatever is missed.
int measureWindowBars();

/// What a fresh process does for measureWindowBars(): makes the window, with the sample if asked, and prints the
/// milliseconds of processor time, those since `startedAt` (nanoseconds of the monotonic clock), and its resident bytes.
int launchForBars(bool withSample, const QString& startedAt);

} // namespace alidade::bench
