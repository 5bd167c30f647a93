// SPDX-License-Identifier: GPL-3.0-or-later
// The data of a plot as a table in a window of its own: the plot for those who cannot or will not read
// pictures.
#pragma once

#include "widgets/plots/plot_spec.h"

class QWidget;

namespace alidade {

/// A non-modal window with the rows and columns of `plotCsv`; rows can be copied as TSV. Sorts by clicks on the
/// headers.
/// The caller shows and owns it through `parent`.
QWidget* makePlotTable(const PlotSpec& spec, QWidget* parent);

} // namespace alidade
