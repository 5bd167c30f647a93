// SPDX-License-Identifier: GPL-3.0-or-later
// Markdown as pages: A4, figures as vectors, tables with lines, numbered pages. The same text with the same pictures and
// fonts gives the same bytes.
// Thread rule: GUI thread (fonts); needs a QApplication, the offscreen platform is enough.
#pragma once

#include "widgets/plots/figure_export.h"

#include <QString>

namespace alidade {

/// Writes a Markdown file (CommonMark with tables) as PDF, through a temporary file. HTML in it is shown as text. Pictures
/// (SVG, PNG) have names relative to the Markdown file; one that is not there, or not on this machine, is an error.
ExportOutcome savePagedDocument(const QString& markdownFile, const QString& pdfFile);

} // namespace alidade
