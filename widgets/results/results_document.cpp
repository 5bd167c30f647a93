// SPDX-License-Identifier: GPL-3.0-or-later
// Choices, and the kinds of results there are.
#include "widgets/results/results_document.h"

#include "core/base/error.h"
#include "widgets/bridge/core_text.h"
#include "widgets/results/study_document.h"
#include "widgets/results/sweep_document.h"
#include "widgets/results/verdicts_document.h"

#include <QCoreApplication>

#include <algorithm>

namespace alidade {

namespace {

QString text(const char* words) { return QCoreApplication::translate("alidade", words); }

[[noreturn]] void refuse(const QString& sentence) { throw InvalidRequest(sentence.toStdString()); }

QString shown(const QString& word) { return untrusted(word.toStdString(), 60); }

template <typename Things>
QString idsOf(const Things& things)
{
    QStringList ids;
    for (const auto& thing : things)
        ids.append(thing.id.isEmpty() ? QStringLiteral("\"\"") : shown(thing.id));
    return ids.join(QStringLiteral(", "));
}

bool has(const ResultsChoice& choice, const QString& value)
{
    return std::ranges::find(choice.options, value, &ResultsChoice::Option::id) != choice.options.end();
}

} // namespace

QString ResultsChoice::valueIn(const ChosenOptions& chosen) const
{
    const auto at = chosen.find(id);
    if (at != chosen.end() && has(*this, at.value())) return at.value();
    return options.value(usual).id;
}

ChosenOptions completed(const ResultsFigure& figure, const ChosenOptions& chosen)
{
    ChosenOptions all;
    for (const ResultsChoice& choice : figure.choices)
        all[choice.id] = choice.valueIn(chosen);
    return all;
}

ChosenOptions requireChoices(const ResultsFigure& figure, const ChosenOptions& chosen)
{
    for (auto at = chosen.begin(); at != chosen.end(); ++at) {
        const auto choice = std::ranges::find(figure.choices, at.key(), &ResultsChoice::id);
        if (choice == figure.choices.end())
            refuse(text("The figure \"%1\" has no choice \"%2\", only %3.")
                       .arg(figure.id, shown(at.key()), idsOf(figure.choices)));
        if (!has(*choice, at.value()))
            refuse(text("\"%1\" is \"%2\", which is none of %3.")
                       .arg(choice->id, shown(at.value()), idsOf(choice->options)));
    }
    return completed(figure, chosen);
}

const ResultsFigure& requireFigure(const QList<ResultsFigure>& figures, const QString& id)
{
    const auto at = std::ranges::find(figures, id, &ResultsFigure::id);
    if (at == figures.end())
        refuse(text("These results have no figure \"%1\", only %2.").arg(shown(id), idsOf(figures)));
    return *at;
}

/// By content first, because names say less.
const QList<ResultsKind>& resultsKinds()
{
    static const QList<ResultsKind> kinds{sweepKind(), studyKind(), verdictsKind()};
    return kinds;
}

QString resultsPatterns()
{
    QStringList patterns;
    for (const ResultsKind& kind : resultsKinds())
        patterns.append(kind.pattern);
    return patterns.join(QLatin1Char(' '));
}

const ResultsKind* resultsKindOf(const QString& path)
{
    for (const ResultsKind& kind : resultsKinds())
        if (kind.recognises(path)) return &kind;
    return nullptr;
}

ResultsDocumentPtr readResults(const QString& path, const Registries& registries, const JobContext& job)
{
    const ResultsKind* kind = resultsKindOf(path);
    if (!kind) refuse(text("%1 holds no results that this program knows.").arg(path));
    return kind->read(path, registries, job);
}

} // namespace alidade
