// SPDX-License-Identifier: Apache-2.0
// Puts sentences, tables and figures in order.
#include "core/reports/sweep_report.h"

#include "core/base/text.h"
#include "core/reports/other_tables.h"
#include "core/reports/sweep_names.h"
#include "core/reports/sweep_reading.h"

#include <algorithm>
#include <array>

namespace alidade {

namespace {

constexpr std::size_t mostFlagged = 40;
constexpr std::size_t mostCauses = 40;

/// The report while it is written.
struct Writer {
    const SweepView& view;
    const ReportExtras& extras;
    ReportDocument document;

    void heading(const std::string& text, int level = 2) { document.blocks.emplace_back(ReportHeading{level, text}); }
    void say(const std::string& text)
    {
        if (!text.empty()) document.blocks.emplace_back(ReportParagraph{text});
    }
    void list(const std::vector<std::string>& items)
    {
        if (!items.empty()) document.blocks.emplace_back(ReportList{items});
    }
    void table(ReportTable made)
    {
        if (!made.rows.empty()) document.blocks.emplace_back(std::move(made));
    }
    void figure(const std::string& name)
    {
        const auto at = std::ranges::find(extras.figures, name, &PlannedFigure::name);
        if (at != extras.figures.end())
            document.blocks.emplace_back(ReportFigure{"figures/" + name + "." + extras.suffix, at->caption});
    }
};

void addBeginning(Writer& writer)
{
    const SweepResults& results = writer.view.results;
    if (!results.isComplete())
        writer.say("This sweep is incomplete: " + withThousands(results.tensors.size()) + " of " +
                   counted(results.planned, "tensor") + " are measured, and everything below is about those alone.");
    writer.heading("What was measured");
    writer.table(measuredTable(writer.view));
    writer.say("The same numbers again:");
    writer.document.blocks.emplace_back(ReportCommand{commandLine(results.request)});
    writer.say(writer.extras.figureNote);
}

void addMetrics(Writer& writer)
{
    const SweepView& view = writer.view;
    const std::vector<std::string> flattening = metricsOf(view, MetricKind::Flattening);
    const std::vector<std::string> concentration = metricsOf(view, MetricKind::Concentration);
    if (!flattening.empty()) {
        writer.heading("Flattening");
        std::vector<std::string> sentences;
        for (const std::string& id : flattening) sentences.push_back(metricSentence(view, id));
        writer.list(sentences);
        writer.table(metricTable(view, MetricKind::Flattening));
        writer.figure("flattening_over_depth");
    }
    if (!concentration.empty()) {
        writer.heading("Concentration");
        std::vector<std::string> sentences;
        for (const std::string& id : concentration) sentences.push_back(metricSentence(view, id));
        writer.list(sentences);
        writer.table(metricTable(view, MetricKind::Concentration));
        writer.figure("flattening_and_concentration");
    }
    if (metricsOf(view, MetricKind::Invariant).empty()) return;
    writer.heading("Rank and spectrum");
    writer.table(invariantTable(view));
}

void addRates(Writer& writer)
{
    const SweepView& view = writer.view;
    const SweepRequest& request = view.results.request;
    if (request.quantizers.empty()) return;
    writer.heading("Rates");
    for (std::size_t quantizer = 0; quantizer < request.quantizers.size(); ++quantizer) {
        writer.heading(quantizerLabel(request.quantizers[quantizer], view.registries), 3);
        std::vector<std::string> sentences;
        std::vector<RateCount> counts{RateCount::FixedRate, RateCount::EntropyEstimate};
        if (request.coder) counts.push_back(RateCount::CodedBytes);
        for (const RateCount count : counts)
            for (const bool basis : {true, false})
                sentences.push_back(rateSentence(view, quantizer, {count, basis}));
        std::erase(sentences, std::string());
        writer.list(sentences);
        writer.table(qualityTable(view, quantizer));
        writer.table(gainTable(view, quantizer));
        if (quantizer > 0) continue;
        writer.figure("rates_fixed");
        writer.figure("rates_entropy");
    }
    writer.heading("Winners");
    for (std::size_t quantizer = 0; quantizer < request.quantizers.size(); ++quantizer)
        for (const RateCount count : {RateCount::FixedRate, RateCount::EntropyEstimate})
            writer.table(winnerTable(view, quantizer, count));
    writer.figure("winners");
}

void addRoles(Writer& writer)
{
    const SweepView& view = writer.view;
    const std::vector<std::string>& metrics = view.results.request.metrics;
    bool begun = false;
    for (const char* metric : {"kurtosis", "linf_over_sigma", "top_energy_0.01"}) {
        if (std::ranges::find(metrics, metric) == metrics.end()) continue;
        if (!begun) writer.heading("By role");
        begun = true;
        writer.table(roleTable(view, metric));
    }
}

void addFlags(Writer& writer)
{
    const FlagThresholds thresholds;
    const ReportTable table = flaggedTable(writer.view, thresholds, mostFlagged);
    writer.heading("Layers that stand out");
    writer.say(thresholdSentence(thresholds, writer.view.results.request));
    if (table.rows.empty()) writer.say("No measured layer does.");
    writer.table(table);
}

void addOthers(Writer& writer)
{
    if (writer.extras.study) {
        writer.heading("Perplexity and divergence");
        writer.table(studyTable(*writer.extras.study));
    }
    if (!writer.extras.verdicts) return;
    writer.heading("Verdicts");
    writer.say(verdictSentence(*writer.extras.verdicts));
    writer.table(verdictTable(*writer.extras.verdicts));
}

void addEnd(Writer& writer)
{
    writer.heading("What was not measured");
    const std::vector<std::string> missing = notMeasured(writer.view, mostCauses);
    if (missing.empty()) writer.say("Nothing of what was asked for is missing.");
    writer.list(missing);
    writer.heading("Files");
    writer.list({"tensors.csv: a row for each tensor in each coordinate system, with every metric and null.",
                 "points.csv: a row for each point of each quantizer, with every part of its rate.",
                 "figures: each figure with its recipe, from which alidade render makes it again."});
}

} // namespace

ReportDocument sweepReport(const SweepResults& results, const ReportExtras& extras, const Registries& registries)
{
    const SweepView view(results, registries);
    Writer writer{view, extras, {"Coordinates of " + modelName(results.request.model), {}}};
    addBeginning(writer);
    addMetrics(writer);
    addRates(writer);
    addRoles(writer);
    addFlags(writer);
    addOthers(writer);
    addEnd(writer);
    return writer.document;
}

} // namespace alidade
