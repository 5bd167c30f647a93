// SPDX-License-Identifier: GPL-3.0-or-later
// The physical form of a figure as JSON, and how it gets into the recipe that the figure carries. Thread rule: free
// functions of values.
#pragma once

#include "widgets/plots/figure_export.h"

#include <QJsonObject>

namespace alidade {

/// "format" of a recipe that a figure can be made of again; see widgets/figures/figure_recipe.h.
inline constexpr const char* figureFormat = "alidade-figure";

/// Sizes in mm and pt, resolution, title and legend as they are drawn, limits applied; without the recipe.
QJsonObject formToJson(const FigureOptions& options);

/// Reads a form: "preset" names one of figurePresets() (else the first), the other keys change it. @throws
/// InvalidRequest with one sentence for a key it does not know, a wrong type, or a number out of range
FigureOptions formFromJson(const QJsonObject& json);

/// The text that a figure in this form carries: the recipe with this form as its "size" if it is a recipe in our
/// format, and as it is otherwise.
QString carriedRecipe(const FigureOptions& options);

} // namespace alidade
