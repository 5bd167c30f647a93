// SPDX-License-Identifier: GPL-3.0-or-later
// Theses and what came of them, as tables and a plot.
#include "widgets/results/verdicts_document.h"

#include "widgets/bridge/core_text.h"
#include "widgets/cards/result_plots.h"
#include "widgets/style/number_format.h"
#include "widgets/tour/claim_text.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cmath>
#include <limits>

namespace alidade {

namespace {

constexpr qint64 longestVerdicts = 64 << 20;

QString tr(const char* text) { return QCoreApplication::translate("alidade", text); }

QString claimWords(const std::string& words)
{
    return words.empty() ? QString() : QCoreApplication::translate("claims", words.c_str());
}

const ThesisResult* resultOf(const Verdicts& verdicts, const std::string& thesis)
{
    const auto at = std::ranges::find(verdicts.results, thesis, &ThesisResult::thesis);
    return at == verdicts.results.end() ? nullptr : &*at;
}

QString numberText(const Measured& number)
{
    const QString value = formatNumber(number.value);
    const QString text = QStringLiteral("%1 = %2").arg(untrusted(number.name), value);
    return number.unit.empty() ? text : text + QLatin1Char(' ') + untrusted(number.unit);
}

QString detailOf(const Thesis& thesis, const ThesisResult* result)
{
    QStringList lines{claimWords(thesis.title), {}, claimWords(thesis.statement), {}};
    if (result) lines.append({tr("Verdict: %1").arg(wordOf(result->verdict)), claimSentence(result->sentence), {}});
    lines.append({tr("Measure: %1").arg(claimWords(thesis.measure)),
                  tr("Threshold: %1").arg(claimWords(thesis.threshold)),
                  tr("Source: %1").arg(claimWords(thesis.source))});
    if (!result) return lines.join(QLatin1Char('\n'));
    lines.append(QString());
    for (const Measured& number : result->numbers)
        lines.append(numberText(number));
    return lines.join(QLatin1Char('\n'));
}

ResultsTable thesisTable(const Verdicts& verdicts)
{
    ResultsTable table;
    table.id = QStringLiteral("theses");
    table.title = tr("Theses");
    table.columns = {{QStringLiteral("verdict"), tr("verdict")},
                     {QStringLiteral("group"), tr("claim")},
                     {QStringLiteral("thesis"), tr("thesis")},
                     {QStringLiteral("sentence"), tr("what was measured")},
                     {QStringLiteral("layers"), tr("layers"), tr("Layers in which it was tested."), true},
                     {QStringLiteral("holds"), tr("holds in"), tr("Layers in which it holds."), true},
                     {QStringLiteral("fails"), tr("fails in"), tr("Layers in which it does not hold."), true},
                     {QStringLiteral("id"), tr("id"), {}, false, false}};
    table.showsChoice = QStringLiteral("thesis");
    for (const Thesis& thesis : theses()) {
        const ThesisResult* result = resultOf(verdicts, thesis.id);
        constexpr double none = std::numeric_limits<double>::quiet_NaN();
        const bool layers = result && !result->layers.empty();
        const auto count = [&](Verdict verdict) { return layers ? static_cast<double>(result->count(verdict)) : none; };
        table.rows.append({result ? wordOf(result->verdict) : tr("not tested yet"), claimWords(thesis.group),
                           claimWords(thesis.title), result ? claimSentence(result->sentence) : QString(),
                           layers ? static_cast<double>(result->layers.size()) : none, count(Verdict::Holds),
                           count(Verdict::DoesNotHold), fromCore(thesis.id)});
        table.marks.append(result ? markOf(result->verdict) : ResultsMark::None);
        table.details.append(detailOf(thesis, result));
        table.shows.append(layers ? fromCore(thesis.id) : QString());
    }
    return table;
}

/// Of the thesis that the figure shows.
ResultsTable layerTable(const Verdicts& verdicts, const ChosenOptions& chosen)
{
    ResultsTable table;
    table.id = QStringLiteral("layers");
    table.columns = {{QStringLiteral("verdict"), tr("verdict")}, {QStringLiteral("layer"), tr("layer")}};
    const ThesisResult* result = resultOf(verdicts, chosen.value(QStringLiteral("thesis")).toStdString());
    table.title = tr("Its layers");
    if (!result || result->layers.empty()) return table;
    for (const Measured& number : result->layers.front().numbers) {
        const QString name = untrusted(number.name);
        table.columns.append(
            {name, number.unit.empty() ? name : QStringLiteral("%1 (%2)").arg(name, untrusted(number.unit)), {}, true});
    }
    const qsizetype words = 2;
    for (const ThesisLayer& layer : result->layers) {
        QVariantList row{wordOf(layer.verdict), untrusted(layer.layer)};
        for (const Measured& number : layer.numbers)
            row.append(number.value);
        while (row.size() < table.columns.size())
            row.append(std::numeric_limits<double>::quiet_NaN());
        table.rows.append(row.mid(0, std::max(words, table.columns.size())));
        table.marks.append(markOf(layer.verdict));
    }
    return table;
}

/// The number that decides, layer by layer; one cloud of points for each verdict.
PlotSpec layerFigure(const Verdicts& verdicts, const ChosenOptions& chosen)
{
    const std::string id = chosen.value(QStringLiteral("thesis")).toStdString();
    const ThesisResult* result = resultOf(verdicts, id);
    PlotSpec spec;
    spec.title = tr("Thesis by layers");
    spec.emptyMessage = tr("No thesis has been tested layer by layer yet.");
    spec.x = axisOf(tr("layer, in the order of the table"), QStringLiteral("layer"));
    spec.x.integer = true;
    if (!result || result->layers.empty()) return spec;
    spec.title = titled(claimWords(thesisOf(id).title), wordOf(result->verdict));
    const Measured* first = result->layers.front().numbers.empty() ? nullptr : &result->layers.front().numbers.front();
    const QString name = first ? untrusted(first->name) : QString();
    spec.y = axisOf(first && !first->unit.empty() ? QStringLiteral("%1 (%2)").arg(name, untrusted(first->unit)) : name,
                    QStringLiteral("%1 %2").arg(fromCore(id), name));
    spec.legend = true;
    constexpr std::pair<Verdict, int> styles[] = {
        {Verdict::Holds, 3}, {Verdict::DoesNotHold, 1}, {Verdict::CannotTell, 2}};
    for (const auto& [verdict, slot] : styles) {
        PlotSeries series;
        series.id = fromCore(verdictId(verdict));
        series.name = wordOf(verdict);
        series.slot = slot;
        series.line = false;
        series.markers = true;
        for (std::size_t i = 0; i < result->layers.size(); ++i) {
            const ThesisLayer& layer = result->layers[i];
            if (layer.verdict == verdict && !layer.numbers.empty())
                series.points.append({static_cast<double>(i), layer.numbers.front().value});
        }
        if (!series.points.isEmpty()) spec.series.append(series);
    }
    spec.emptyMessage = tr("The number that decides is defined in no layer.");
    spec.headline = claimSentence(result->sentence);
    return spec;
}

// Texts are asked for outside of the class, whose name they would be looked for under otherwise.
QString kindText() { return tr("Verdicts"); }

QString extentText(const Verdicts& verdicts)
{
    const auto count = [&verdicts](Verdict verdict) {
        return std::ranges::count(verdicts.results, verdict, &ThesisResult::verdict);
    };
    const QString text = tr("holds: %1, does not hold: %2, cannot tell: %3")
                             .arg(count(Verdict::Holds))
                             .arg(count(Verdict::DoesNotHold))
                             .arg(count(Verdict::CannotTell));
    if (verdicts.results.size() >= theses().size()) return text;
    return QStringLiteral("%1 · %2").arg(
        text, tr("%1 of %2 theses").arg(verdicts.results.size()).arg(theses().size()));
}

ResultsFigure thesisFigure(const VerdictsPtr& verdicts)
{
    ResultsChoice thesis{QStringLiteral("thesis"), tr("Thesis"), {}};
    for (const ThesisResult& result : verdicts->results)
        if (!result.layers.empty())
            thesis.options.append({fromCore(result.thesis), claimWords(thesisOf(result.thesis).title)});
    return {QStringLiteral("layers"),
            tr("Thesis by layers"),
            {thesis},
            [verdicts](const ChosenOptions& chosen) { return layerFigure(*verdicts, chosen); }};
}

class VerdictsDocument : public ResultsDocument {
public:
    explicit VerdictsDocument(VerdictsPtr verdicts) : m_verdicts(std::move(verdicts)) {}

    QString kind() const override { return QStringLiteral("verdicts"); }
    QString kindName() const override { return kindText(); }
    ResultsSource source() const override { return {fromCore(m_verdicts->model), {}}; }

    QString extent() const override { return extentText(*m_verdicts); }

    QList<ResultsFigure> figures(const Registries& /*registries*/) const override
    {
        return {thesisFigure(m_verdicts)};
    }

    QList<ResultsTable> tables(const Registries& /*registries*/, const ChosenOptions& chosen) const override
    {
        return {thesisTable(*m_verdicts), layerTable(*m_verdicts, chosen)};
    }

private:
    VerdictsPtr m_verdicts;
};

bool holdsVerdicts(const QString& path)
{
    if (!path.endsWith(QLatin1String(".json"), Qt::CaseInsensitive)) return false;
    QFile file(path);
    if (file.size() > longestVerdicts || !file.open(QIODevice::ReadOnly)) return false;
    return QJsonDocument::fromJson(file.readAll()).object().value(QLatin1String("kind")).toString() ==
           QLatin1String("alidade verdicts");
}

} // namespace

ResultsMark markOf(Verdict verdict)
{
    if (verdict == Verdict::Holds) return ResultsMark::Good;
    return verdict == Verdict::DoesNotHold ? ResultsMark::Bad : ResultsMark::Unknown;
}

QString wordOf(Verdict verdict)
{
    if (verdict == Verdict::Holds) return tr("holds");
    return verdict == Verdict::DoesNotHold ? tr("does not hold") : tr("cannot tell");
}

ResultsDocumentPtr makeVerdictsDocument(const VerdictsPtr& verdicts)
{
    return std::make_shared<const VerdictsDocument>(verdicts);
}

ResultsKind verdictsKind()
{
    return {QStringLiteral("verdicts"), QStringLiteral("*.json"), holdsVerdicts,
            [](const QString& path, const Registries& /*registries*/, const JobContext& /*job*/) {
                return makeVerdictsDocument(std::make_shared<const Verdicts>(readVerdicts(path.toStdString())));
            }};
}

} // namespace alidade
