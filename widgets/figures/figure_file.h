// SPDX-License-Identifier: GPL-3.0-or-later
// The recipe that a figure carries, out of PNG, SVG, PDF, or a file of its own. Files from anywhere: what is read is
// bounded, and nothing in them is run or decoded but the recipe. Thread rule: free functions.
#pragma once

#include <QByteArray>
#include <QString>

namespace alidade {

/// Most bytes of an SVG or PDF that are searched.
inline constexpr qint64 longestFigure = 256 << 20;

/// Whether a file is to be opened as a figure: by name .png, .svg, .pdf, or a .json that is no index of shards and
/// says that it is a recipe, or is no valid JSON.
bool isFigureFile(const QString& path);

/// The recipe of a figure, or the content of a recipe file; which it is, is told by the first bytes. @throws
/// InvalidRequest with one sentence that names the file: it cannot be read, is too long, or carries none
QByteArray recipeInFile(const QString& path);

} // namespace alidade
