// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of sweeps: what is known of each tensor, of each tensor in each coordinate system, of roles, of the whole.
#include "widgets/results/sweep_tables.h"

#include "widgets/bridge/core_text.h"

#include <algorithm>
#include <limits>

namespace alidade {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double heavyTails = 10.0; // kurtosis; of a Gaussian it is 3
constexpr double worthMentioning = 0.3; // dB

QString tr(const char* text) { return QCoreApplication::translate("alidade", text); }

ResultsColumn words(const char* id, const QString& name, bool shown = true)
{
    return {QString::fromLatin1(id), name, {}, false, shown};
}

ResultsColumn number(const QString& id, const QString& name, const QString& help = {}, bool shown = true)
{
    return {id, name, help, true, shown};
}

ResultsColumn number(const char* id, const QString& name, const QString& help = {}, bool shown = true)
{
    return number(QString::fromLatin1(id), name, help, shown);
}

void addTensorColumns(ResultsTable& table)
{
    table.columns.append({words("tensor", tr("tensor"), false), words("layer", tr("layer")), words("role", tr("role")),
                          number("block", tr("block"))});
}

QVariantList tensorCells(const SweepTensor& tensor)
{
    return {untrusted(tensor.layer.tensor.name), untrusted(tensor.layer.shortName()), untrusted(tensor.layer.role),
            tensor.layer.block ? static_cast<double>(*tensor.layer.block) : nan};
}

void addMetricColumns(ResultsTable& table, const SweepView& view)
{
    for (const Metric* metric : view.metrics())
        table.columns.append(number(fromCore(metric->id), componentText(metric->shortLabel),
                                    QStringLiteral("%1. %2").arg(view.metricTitle(metric->id),
                                                                 componentText(metric->help))));
}

QString notesOf(const SweepView& view, const SweepTensor& tensor)
{
    QStringList notes;
    for (std::size_t i = 0; i < view.families.size(); ++i)
        for (const std::size_t cell : view.families[i].members)
            if (cell < tensor.cells.size() && !tensor.cells[cell].note.empty())
                notes.append(QStringLiteral("%1: %2").arg(view.chips.at(static_cast<qsizetype>(i)).label,
                                                          untrusted(tensor.cells[cell].note)));
    notes.removeDuplicates();
    return notes.join(QStringLiteral("; "));
}

/// What wins where, and the numbers of the reference.
ResultsTable layerTable(const SweepView& view, const ChosenOptions& chosen)
{
    ResultsTable table;
    table.id = QStringLiteral("layers");
    table.title = tr("Layers");
    const bool curves = !view.results->request.quantizers.empty();
    const std::size_t quantizer = quantizerOf(view, chosen);
    const double bits = bitsOf(view, chosen);
    const RateCounting counting = countingOf(view, chosen);
    addTensorColumns(table);
    table.columns.append(number("weights", tr("weights"), tr("Number of weights."), false));
    if (curves) {
        const QString how = countingText(view, chosen, true);
        table.columns.append(words("best", tr("best coordinates")));
        table.columns.append(number("gain", tr("gain (dB)"),
                                    tr("Of the best coordinates over %1 at equal rate: %2.")
                                        .arg(view.chips.first().label, how)));
        for (qsizetype i = 1; i < view.chips.size(); ++i)
            table.columns.append(number(QStringLiteral("gain.%1").arg(i), tr("%1 (dB)").arg(view.chips.at(i).label),
                                        tr("Gain at equal rate: %1.").arg(how), false));
    }
    addMetricColumns(table, view);
    table.columns.append(words("notes", tr("not measured")));
    for (const SweepTensor& tensor : view.results->tensors) {
        QVariantList row = tensorCells(tensor);
        row.append(static_cast<double>(tensor.weights));
        if (curves) {
            const SweepWinner winner = sweepWinner(tensor, view.families, quantizer, bits, counting);
            row.append(winner.family ? view.chips.at(static_cast<qsizetype>(*winner.family)).label : QString());
            row.append(winner.gainDb);
            for (std::size_t i = 1; i < winner.gains.size(); ++i)
                row.append(winner.gains[i]);
        }
        for (const Metric* metric : view.metrics())
            row.append(familyMetric(tensor, view.families.front(), metric->id).median);
        row.append(notesOf(view, tensor));
        table.rows.append(row);
    }
    if (curves) table.usual.append({QStringLiteral("gain"), true, worthMentioning});
    const std::vector<std::string>& metrics = view.results->request.metrics;
    if (std::ranges::find(metrics, "kurtosis") != metrics.end())
        table.usual.append({QStringLiteral("kurtosis"), true, heavyTails});
    return table;
}

ResultsTable cellTable(const SweepView& view, const ChosenOptions& chosen)
{
    ResultsTable table;
    table.id = QStringLiteral("cells");
    table.title = tr("Layers in all coordinates");
    const bool curves = !view.results->request.quantizers.empty();
    const std::size_t quantizer = quantizerOf(view, chosen);
    const double bits = bitsOf(view, chosen);
    const RateCounting counting = countingOf(view, chosen);
    addTensorColumns(table);
    table.columns.append({words("coordinates", tr("coordinates")), words("recipe", tr("with parameters"), false)});
    addMetricColumns(table, view);
    if (curves) {
        const QString how = countingText(view, chosen, true);
        table.columns.append({number("rate", tr("rate"), tr("Bits per weight: %1.").arg(how)),
                              number("sqnr", tr("SQNR (dB)"), how)});
    }
    for (const SweepTensor& tensor : view.results->tensors)
        for (std::size_t i = 0; i < view.families.size(); ++i)
            for (const std::size_t cell : view.families[i].members) {
                QVariantList row = tensorCells(tensor);
                row.append(view.chips.at(static_cast<qsizetype>(i)).label);
                row.append(untrusted(componentWord(view.results->request.coordinates[cell])));
                for (const Metric* metric : view.metrics())
                    row.append(cellMetric(tensor, cell, metric->id));
                if (curves) {
                    const std::span<const RateDistortionPoint> points = cellCurve(tensor, cell, quantizer);
                    const auto at = std::ranges::find(points, bits, &RateDistortionPoint::bits);
                    const bool known = at != points.end();
                    row.append(known ? countedRate(*at, counting) : nan);
                    row.append(!known                     ? nan
                               : counting.operatorQuality ? at->operatorSqnrDb()
                                                          : at->sqnrDb());
                }
                table.rows.append(row);
            }
    return table;
}

ResultsTable roleTable(const SweepView& view, const ChosenOptions& chosen)
{
    ResultsTable table;
    table.id = QStringLiteral("roles");
    table.title = tr("Medians of the roles");
    const std::string wanted = chosen.value(QStringLiteral("metric")).toStdString();
    const std::vector<std::string>& metrics = view.results->request.metrics;
    const std::string metric = std::ranges::find(metrics, wanted) != metrics.end() ? wanted : metrics.front();
    table.columns.append({words("role", tr("role")), number("tensors", tr("tensors"))});
    for (qsizetype i = 0; i < view.chips.size(); ++i)
        table.columns.append(number(QStringLiteral("family.%1").arg(i), view.chips.at(i).label,
                                    tr("Median of %1").arg(view.metricTitle(metric))));
    table.title = tr("Medians: %1").arg(view.metricTitle(metric));
    for (const RoleSummary& summary : roleSummaries(*view.results, view.families, metric)) {
        QVariantList row{summary.role.empty() ? tr("all tensors") : untrusted(summary.role),
                         static_cast<double>(summary.tensors)};
        for (const ValueSpread& spread : summary.families)
            row.append(spread.median);
        table.rows.append(row);
    }
    return table;
}

ResultsTable totalTable(const SweepView& view, const ChosenOptions& chosen)
{
    ResultsTable table;
    table.id = QStringLiteral("totals");
    table.title = tr("Whole model");
    const QString how = countingText(view, chosen, true);
    table.columns.append({words("coordinates", tr("coordinates")),
                          number("rate", tr("rate"), tr("Bits per weight: %1.").arg(how)),
                          number("sqnr", tr("SQNR (dB)"), tr("Of all weights together: %1.").arg(how)),
                          number("gain", tr("gain (dB)"),
                                 tr("Over %1 at equal rate: %2.").arg(view.chips.first().label, how)),
                          number("wins", tr("wins"), tr("Tensors of which these are the best coordinates."))});
    const std::vector<FamilyTotal> totals = familyTotals(*view.results, view.families, quantizerOf(view, chosen),
                                                         bitsOf(view, chosen), countingOf(view, chosen));
    for (std::size_t i = 0; i < totals.size(); ++i)
        table.rows.append({view.chips.at(static_cast<qsizetype>(i)).label, totals[i].rate, totals[i].sqnrDb,
                           totals[i].gainDb, static_cast<double>(totals[i].wins)});
    return table;
}

} // namespace

QList<ResultsTable> sweepTables(const SweepView& view, const ChosenOptions& chosen)
{
    QList<ResultsTable> tables{layerTable(view, chosen), cellTable(view, chosen)};
    if (!view.results->request.metrics.empty()) tables.append(roleTable(view, chosen));
    if (!view.results->request.quantizers.empty()) tables.append(totalTable(view, chosen));
    return tables;
}

} // namespace alidade
