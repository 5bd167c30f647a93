// SPDX-License-Identifier: GPL-3.0-or-later
// A file of results as the window shows it: figures with choices, and tables. A kind of results is one class and one
// line in results_kinds.cpp; the page, recipes and export know none of them. Thread rule: read on the engine's thread,
// never changed afterwards, asked on the GUI thread. Texts are in the language of the moment they are asked for.
#pragma once

#include "core/base/job.h"
#include "core/registry/registries.h"
#include "widgets/plots/plot_spec.h"

#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>
#include <QVariant>

#include <functional>
#include <memory>
#include <utility>

namespace alidade {

/// Chosen values by id of the choice; what is not in it is the usual option.
using ChosenOptions = QMap<QString, QString>;

/// One thing to choose on a figure. Ids are those of recipes.
struct ResultsChoice {
    struct Option {
        QString id;
        QString text;
    };

    QString id;
    QString label; ///< what is chosen, for tooltips and screen readers
    QList<Option> options;
    qsizetype usual = 0; ///< the option if nobody chooses

    /// The chosen option's id; that of the usual one if none or an unknown one is chosen.
    [[nodiscard]] QString valueIn(const ChosenOptions& chosen) const;
};

/// One figure.
struct ResultsFigure {
    QString id; ///< that of recipes
    QString title;
    QList<ResultsChoice> choices;
    std::function<PlotSpec(const ChosenOptions& chosen)> plot; ///< of complete choices, see completed()
};

/// What a cell says with a small picture and a word of its own.
enum class ResultsMark { None, Good, Bad, Unknown };

/// One column of a table.
struct ResultsColumn {
    QString id; ///< stable, for thresholds that are kept
    QString name;
    QString help = {};
    bool isNumber = false;
    bool isShown = true; ///< until the user widens the table; what is copied has every column
};

/// A row is flagged if the number in a column lies beyond a bound.
struct ResultsThreshold {
    QString column;       ///< id
    bool isAbove = true;  ///< flagged above `value`, otherwise below
    double value = 0.0;
    friend bool operator==(const ResultsThreshold&, const ResultsThreshold&) = default;
};

/// One table. Cells are doubles (NaN where there is nothing) in columns of numbers, texts in the others.
struct ResultsTable {
    QString id;
    QString title;
    QList<ResultsColumn> columns;
    QList<QVariantList> rows;
    QList<ResultsMark> marks;   ///< of each row's first cell; or empty
    QStringList details;        ///< a longer text for each row, in plain text; or empty
    /// For tables whose rows have a figure each: the option of `showsChoice` that a selected row brings to the figure.
    QString showsChoice;
    QStringList shows; ///< option of each row; or empty
    QList<ResultsThreshold> usual; ///< thresholds until the user sets others
};

/// Which weights a document is of, for the caption and for people.
struct ResultsSource {
    QString model; ///< name or path; empty: not known
    QStringList commands; ///< `alidade-cli` lines that compute the same numbers
};

/// The content of one file of results.
class ResultsDocument {
public:
    virtual ~ResultsDocument() = default;

    /// Id of its kind.
    [[nodiscard]] virtual QString kind() const = 0;
    /// "Sweep", "Validation study".
    [[nodiscard]] virtual QString kindName() const = 0;
    /// How much is there, in a few words: "37 of 42 tensors · coordinate systems: 7".
    [[nodiscard]] virtual QString extent() const = 0;
    [[nodiscard]] virtual ResultsSource source() const = 0;
    /// At least one, which may say that it has nothing to show.
    [[nodiscard]] virtual QList<ResultsFigure> figures(const Registries& registries) const = 0;
    /// At least one. @param chosen what is chosen on the figure that is shown: a table counts with it where it can
    [[nodiscard]] virtual QList<ResultsTable> tables(const Registries& registries, const ChosenOptions& chosen) const = 0;
};

using ResultsDocumentPtr = std::shared_ptr<const ResultsDocument>;

/// Every choice of a figure with its value, the usual option where `chosen` has none or an unknown one.
ChosenOptions completed(const ResultsFigure& figure, const ChosenOptions& chosen);

/// As completed(), for choices that must be right. @throws InvalidRequest naming what the figure does not have, and what
/// there is
ChosenOptions requireChoices(const ResultsFigure& figure, const ChosenOptions& chosen);

/// The figure of this id. @throws InvalidRequest that lists those there are
const ResultsFigure& requireFigure(const QList<ResultsFigure>& figures, const QString& id);

/// A kind of file.
struct ResultsKind {
    QString id;
    QString pattern; ///< of file names, for file dialogs: "*.h5"
    /// Whether a file is of this kind; cheap, by content if that can be told.
    std::function<bool(const QString& path)> recognises;
    /// Reads it, on the engine's thread. @throws FormatError, InvalidRequest, Cancelled
    std::function<ResultsDocumentPtr(const QString& path, const Registries& registries, const JobContext& job)> read;
};

/// Every kind.
const QList<ResultsKind>& resultsKinds();

/// Name patterns of every kind, for file dialogs: "*.h5 *.csv".
QString resultsPatterns();

/// The kind of a file, or null if it is none of them.
const ResultsKind* resultsKindOf(const QString& path);

/// Reads a file of results of whichever kind. @throws as ResultsKind::read; InvalidRequest for a file that is none
ResultsDocumentPtr readResults(const QString& path, const Registries& registries, const JobContext& job);

} // namespace alidade
