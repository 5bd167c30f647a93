// SPDX-License-Identifier: Apache-2.0
// Sentences that adapt to the numbers.
#include "core/reports/sweep_reading.h"

#include "core/base/text.h"
#include "core/reports/sweep_names.h"

#include <cmath>
#include <limits>
#include <map>
#include <utility>

namespace alidade {

namespace {

constexpr std::size_t namesShown = 3;
constexpr std::size_t nameLimit = 120;

/// Families on one side of the reference, as "Hadamard: 3.01".
struct Sides {
    std::vector<std::string> below, same, above, unknown;

    void add(const std::string& label, double value, double reference, double tolerance, const std::string& text)
    {
        const std::string item = label + ": " + text;
        if (std::isnan(value) || std::isnan(reference)) unknown.push_back(label);
        else if (std::abs(value - reference) <= tolerance) same.push_back(item);
        else (value < reference ? below : above).push_back(item);
    }
};

void addPart(std::string& text, const std::string& words, const std::vector<std::string>& items)
{
    if (items.empty()) return;
    text += (text.empty() ? "" : "; ") + words + " " + enumerated(items);
}

std::string tensorName(const SweepTensor& tensor) { return escaped(tensor.layer.tensor.name, nameLimit); }

void addMetricReason(std::vector<std::string>& reasons, const SweepTensor& tensor, const std::string& metric,
                     const std::string& name, double threshold)
{
    const double value = cellMetric(tensor, 0, metric);
    if (value > threshold) reasons.push_back(name + " " + reportNumber(value));
}

void addNonFinite(std::vector<std::string>& reasons, const SweepTensor& tensor)
{
    const AnalysisResultPtr& first = tensor.cells.empty() ? nullptr : tensor.cells.front().result;
    if (!first) return;
    if (first->nanCount > 0) reasons.push_back(withThousands(first->nanCount) + " NaN");
    if (first->infCount > 0) reasons.push_back(withThousands(first->infCount) + " infinite");
}

void addGain(std::vector<std::string>& reasons, const SweepView& view, const SweepTensor& tensor, double threshold)
{
    if (view.results.request.quantizers.empty()) return;
    const SweepWinner winner =
        sweepWinner(tensor, view.families, 0, usualWidth(view.results.request), {RateCount::FixedRate, true});
    if (winner.family && !winner.reference && winner.gainDb >= threshold)
        reasons.push_back(view.label(*winner.family) + " " + reportDifference(winner.gainDb) + " dB");
}

void addResidual(std::vector<std::string>& reasons, const SweepView& view, const SweepTensor& tensor, double threshold)
{
    for (std::size_t cell = 0; cell < tensor.cells.size(); ++cell) {
        const AnalysisResultPtr& result = tensor.cells[cell].result;
        if (!result || !result->residualMeasured || !(result->residual.orthogonality > threshold)) continue;
        reasons.push_back(componentWord(view.results.request.coordinates[cell]) + ": orthogonality error " +
                          reportNumber(result->residual.orthogonality));
    }
}

std::string listed(const std::vector<std::string>& names)
{
    std::vector<std::string> shown(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(
                                                                     std::min(names.size(), namesShown)));
    if (names.size() > namesShown) shown.push_back(counted(names.size() - namesShown, "other"));
    return enumerated(shown);
}

std::string sentenceEnd(const std::string& text) { return text.ends_with('.') ? text : text + "."; }

} // namespace

std::string metricSentence(const SweepView& view, const std::string& metric)
{
    const RoleSummary all = roleSummaries(view.results, view.families, metric).front();
    const double reference = all.families.front().median;
    const Metric& entry = view.registries.metrics.find(metric);
    std::string text = entry.label + ": the median over " + counted(all.families.front().count, "tensor") + " is " +
                       metricText(metric, reference) + " in " + view.label(0);
    const double null = view.nullMedian(0, metric);
    if (!std::isnan(null)) text += " (" + view.nullLabel(metric) + ": " + metricText(metric, null) + ")";
    Sides sides;
    for (std::size_t f = 1; f < view.families.size(); ++f) {
        const double value = all.families[f].median;
        sides.add(view.label(f), value, reference, sameShare * std::abs(reference), metricText(metric, value));
    }
    std::string parts;
    addPart(parts, "lower in", sides.below);
    addPart(parts, "higher in", sides.above);
    addPart(parts, "the same within 2 % in", sides.same);
    addPart(parts, "not known in", sides.unknown);
    return text + (parts.empty() ? "." : "; it is " + parts + ".");
}

std::string rateSentence(const SweepView& view, std::size_t quantizer, const RateCounting& counting)
{
    Sides sides;
    for (std::size_t f = 1; f < view.families.size(); ++f) {
        const double gain = modelGainBits(view, quantizer, f, counting);
        sides.add(view.label(f), gain, 0.0, sameBits, reportDifference(gain));
    }
    std::string parts;
    addPart(parts, "fewer bits than in " + view.label(0) + " are needed in", sides.below);
    addPart(parts, "more in", sides.above);
    addPart(parts, "the same within 0.02 in", sides.same);
    addPart(parts, "it cannot be told for", sides.unknown);
    if (parts.empty()) return {};
    const std::string count = counting.symbols == RateCount::FixedRate ? "symbols of fixed length"
                              : counting.symbols == RateCount::CodedBytes ? "coded bytes"
                                                                          : "symbols counted by their entropy";
    return quantizerLabel(view.results.request.quantizers[quantizer], view.registries) + ", " + count + ", basis " +
           (counting.basis ? "counted" : "not counted") + ": for equal SQNR of the whole model " + parts +
           " (bits per weight).";
}

std::string thresholdSentence(const FlagThresholds& thresholds, const SweepRequest& request)
{
    std::string text = "A layer is named here if in the first coordinate system its kurtosis is above " +
                       reportNumber(thresholds.kurtosis) + " or L\xE2\x88\x9E/\xCF\x83 above " +
                       reportNumber(thresholds.peak) + ", as far as these were measured; if it holds NaN or infinite "
                       "weights; if a basis misses orthogonality by more than " + reportNumber(thresholds.residual);
    if (!request.quantizers.empty())
        text += "; or if some coordinate system is " + reportNumber(thresholds.gainDb) +
                " dB or more above the first one with " + componentWord(request.quantizers.front()) + " at the rate of " +
                widthText(usualWidth(request)) + " bits, symbols of fixed length, basis counted";
    return text + ".";
}

ReportTable flaggedTable(const SweepView& view, const FlagThresholds& thresholds, std::size_t most)
{
    ReportTable table{"", {"Tensor", "Shape", "Why"}, {}};
    std::size_t flagged = 0;
    for (const SweepTensor& tensor : view.results.tensors) {
        std::vector<std::string> reasons;
        addMetricReason(reasons, tensor, "kurtosis", "kurtosis", thresholds.kurtosis);
        addMetricReason(reasons, tensor, "linf_over_sigma", "L\xE2\x88\x9E/\xCF\x83", thresholds.peak);
        addNonFinite(reasons, tensor);
        addGain(reasons, view, tensor, thresholds.gainDb);
        addResidual(reasons, view, tensor, thresholds.residual);
        if (reasons.empty()) continue;
        ++flagged;
        if (table.rows.size() < most)
            table.rows.push_back({tensorName(tensor), shapeText(tensor.layer), enumerated(reasons)});
    }
    table.caption = withThousands(flagged) + " of " + counted(view.results.tensors.size(), "tensor");
    if (flagged > table.rows.size())
        table.caption += ", the first " + withThousands(table.rows.size()) + " of them; tensors.csv has the numbers of all";
    table.caption += ".";
    return table;
}

std::vector<std::string> notMeasured(const SweepView& view, std::size_t most)
{
    std::vector<std::string> lines;
    const SweepResults& results = view.results;
    if (results.planned > results.tensors.size())
        lines.push_back(counted(results.planned - results.tensors.size(), "tensor") +
                        ": the sweep has not come to them yet.");
    std::vector<std::pair<std::string, std::string>> order; // coordinates and cause, as they occur
    std::map<std::pair<std::string, std::string>, std::vector<std::string>> names;
    for (const SweepTensor& tensor : results.tensors) {
        for (std::size_t cell = 0; cell < tensor.cells.size(); ++cell) {
            if (tensor.cells[cell].note.empty()) continue;
            const std::pair key{componentWord(results.request.coordinates[cell]), tensor.cells[cell].note};
            if (!names.contains(key)) order.push_back(key);
            names[key].push_back(tensorName(tensor));
        }
    }
    for (const auto& key : order) {
        if (lines.size() == most) {
            lines.push_back("Further causes are in tensors.csv.");
            break;
        }
        lines.push_back(key.first + ", " + listed(names[key]) + ": " + sentenceEnd(escaped(key.second, 300)));
    }
    return lines;
}

} // namespace alidade
