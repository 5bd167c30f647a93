// SPDX-License-Identifier: GPL-3.0-or-later
// A figure as a value: which plot, of which view, in which physical form. As JSON it is what figures carry and what
// `alidade render` makes figures of; see docs/figures.md. Thread rule: a value; recipeOf() on the GUI thread.
#pragma once

#include "widgets/bridge/view_state.h"
#include "widgets/plots/figure_export.h"
#include "widgets/results/results_document.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <optional>

namespace alidade {

class ResultCard;
class Workbench;

/// A figure of a file of results, which needs no model.
struct ResultsView {
    QString file;   ///< as it is written: a relative one is of the recipe's folder
    QString figure; ///< id, see ResultsFigure
    ChosenOptions choices; ///< what is not in it is as on the page
    PlotViewState zoom;
    friend bool operator==(const ResultsView&, const ResultsView&) = default;
};

/// Everything that decides what a figure looks like, but the fonts.
struct FigureRecipe {
    QString plot;         ///< id of its kind, see card_kinds.h
    QJsonObject options;  ///< of its card, see ResultCard::options()
    ViewState view;       ///< file names as they are written: relative ones are of the recipe's folder
    FigureOptions form;   ///< without recipe
    QStringList commands; ///< `alidade-cli` lines that compute the same numbers: for people, never run
    QString note;         ///< for people
    std::optional<ResultsView> results; ///< then plot, options and view are empty
};

/// Names that stand for the files of a view, so that a recipe keeps those it had.
struct FileNames {
    QString model;
    QString calibration;
};

/// The figure that a card shows now, in the form of the first preset.
/// @param names empty: the paths of the open files
FigureRecipe recipeOf(const ResultCard& card, const Workbench& workbench, const FileNames& names = {});

/// The recipe as JSON text in UTF-8, which readRecipe() reads back unchanged.
QByteArray recipeText(const FigureRecipe& recipe, const Registries& registries);

/// Reads a recipe. @throws InvalidRequest with one sentence for what is missing, unknown, of the wrong type or out of
/// range
FigureRecipe readRecipe(const QByteArray& text, const Registries& registries);

/// Reads a recipe from a file of its own or out of a figure. @throws InvalidRequest naming the file
FigureRecipe recipeFromFile(const QString& path, const Registries& registries);

/// The view with its files by their full paths. A relative name is looked for in the folders, first of all as it is,
/// then without its leading folders one after the other, so that a figure finds the samples wherever they are;
/// the last part alone only where a fingerprint tells whether it is the same.
/// @throws InvalidRequest naming a file that is in none of them
ViewState withFiles(const ViewState& view, const QStringList& folders);

/// The file of results by its full path, looked for as that of a model. @throws InvalidRequest if it is in no folder
QString resultsFile(const ResultsView& view, const QStringList& folders);

/// Why this content is not what the figure was made of, in one sentence; empty if it is, or if nobody can tell.
QString changeOf(const ViewState& view, const CheckpointSummary& model);

} // namespace alidade
